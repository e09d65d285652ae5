"""Text → mentions → facts by rule, with no model: the engine without a key, the witness, and the coverage audit."""

from workbench.recognition.codes import find_codes
from workbench.recognition.coverage import uncovered
from workbench.recognition.dates import DateMention, find_dates
from workbench.recognition.engine import recognize
from workbench.recognition.entities_lists import list_of
from workbench.recognition.mention import Mention, MentionKind, Recognition
from workbench.recognition.quantities import find_quantities
from workbench.recognition.reading import Reading
from workbench.recognition.references import (
    ReferenceMention,
    canonical_references,
    find_references,
    is_law_title,
    parse_reference,
)
from workbench.recognition.titles import find_titles

__all__ = [
    "DateMention",
    "Mention",
    "MentionKind",
    "Reading",
    "Recognition",
    "ReferenceMention",
    "canonical_references",
    "find_codes",
    "find_dates",
    "find_quantities",
    "find_references",
    "find_titles",
    "is_law_title",
    "list_of",
    "parse_reference",
    "recognize",
    "uncovered",
]
