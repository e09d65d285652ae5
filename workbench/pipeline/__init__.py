"""The steps in order, for one article or thousands; each stores what it did before the next begins.

Names are loaded on first use: rules and resolution take most of a second to load, and most commands need neither.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.loading import load_when_asked

if TYPE_CHECKING:
    from workbench.pipeline.adding import Added, add_articles, find_documents
    from workbench.pipeline.extracting import Extracted, Progress, extract
    from workbench.pipeline.models import batch_session, model_engine
    from workbench.pipeline.planning import Plan, plan_extraction
    from workbench.pipeline.routing import Routed, policy_of, route_all
    from workbench.pipeline.writing import Written, can_write, write_assessments

_OFFERED_BY = {
    "adding": ("Added", "add_articles", "find_documents"),
    "extracting": ("Extracted", "Progress", "extract"),
    "models": ("batch_session", "model_engine"),
    "planning": ("Plan", "plan_extraction"),
    "routing": ("Routed", "policy_of", "route_all"),
    "writing": ("Written", "can_write", "write_assessments"),
}

__all__ = [
    "Added",
    "Extracted",
    "Plan",
    "Progress",
    "Routed",
    "Written",
    "add_articles",
    "batch_session",
    "can_write",
    "extract",
    "find_documents",
    "model_engine",
    "plan_extraction",
    "policy_of",
    "route_all",
    "write_assessments",
]

__getattr__ = load_when_asked(__name__, _OFFERED_BY)
