"""What the model proposes: prompts, requests, answers kept and replayed, engine and assessments.

The names are loaded when first used, and Instructor and Anthropic's SDK only when a request is about to be made.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workbench.extraction.answers import Rejected
    from workbench.extraction.assessments import AssessmentDraft, AssessmentWriter
    from workbench.extraction.background import Recalled
    from workbench.extraction.engine import Extraction, ModelEngine
    from workbench.extraction.exchanges import Attempt
    from workbench.extraction.schemas import export_schemas, schema_digest

_HOME = {
    "Recalled": "background",
    "Rejected": "answers",
    "AssessmentDraft": "assessments",
    "AssessmentWriter": "assessments",
    "Attempt": "exchanges",
    "Extraction": "engine",
    "ModelEngine": "engine",
    "export_schemas": "schemas",
    "schema_digest": "schemas",
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


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
