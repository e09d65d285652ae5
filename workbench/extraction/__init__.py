"""The model's side: prompts, requests, answers kept and replayed, engine and assessments.

Names are loaded on first use, and Instructor and Anthropic's SDK only when a request is about to be made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.loading import load_when_asked

if TYPE_CHECKING:
    from workbench.extraction.answers import Rejected
    from workbench.extraction.assessments import AssessmentDraft, AssessmentWriter
    from workbench.extraction.background import Recalled
    from workbench.extraction.engine import Extraction, ModelEngine
    from workbench.extraction.exchanges import Attempt
    from workbench.extraction.schemas import export_schemas, schema_digest

_OFFERED_BY = {
    "answers": ("Rejected",),
    "assessments": ("AssessmentDraft", "AssessmentWriter"),
    "background": ("Recalled",),
    "engine": ("Extraction", "ModelEngine"),
    "exchanges": ("Attempt",),
    "schemas": ("export_schemas", "schema_digest"),
}

__all__ = [
    "AssessmentDraft",
    "AssessmentWriter",
    "Attempt",
    "Extraction",
    "ModelEngine",
    "Recalled",
    "Rejected",
    "export_schemas",
    "schema_digest",
]

__getattr__ = load_when_asked(__name__, _OFFERED_BY)
