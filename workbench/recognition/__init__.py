"""Text → mentions → facts by rule, with no model: the engine without a key, the witness, and the coverage audit.

A name is loaded when it is asked for: a report needs dates and references, and not the rules of every kind of fact.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.loading import load_when_asked

if TYPE_CHECKING:
    from workbench.recognition.codes import find_codes
    from workbench.recognition.coverage import uncovered
    from workbench.recognition.dates import DateMention, find_dates
    from workbench.recognition.engine import recognize
    from workbench.recognition.entities_lists import list_of
    from workbench.recognition.mention import Mention, MentionKind, Recognition
    from workbench.recognition.mentions import find_mentions
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

_OFFERED_BY = {
    "codes": ("find_codes",),
    "coverage": ("uncovered",),
    "dates": ("DateMention", "find_dates"),
    "engine": ("recognize",),
    "entities_lists": ("list_of",),
    "mention": ("Mention", "MentionKind", "Recognition"),
    "mentions": ("find_mentions",),
    "quantities": ("find_quantities",),
    "reading": ("Reading",),
    "references": ("ReferenceMention", "canonical_references", "find_references", "is_law_title", "parse_reference"),
    "titles": ("find_titles",),
}

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
    "find_mentions",
    "find_quantities",
    "find_references",
    "find_titles",
    "is_law_title",
    "list_of",
    "parse_reference",
    "recognize",
    "uncovered",
]

__getattr__ = load_when_asked(__name__, _OFFERED_BY)
