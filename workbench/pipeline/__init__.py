"""The steps in order, for one article or thousands; each stores what it did before the next begins."""

from workbench.pipeline.adding import Added, add_articles, find_documents
from workbench.pipeline.extracting import Extracted, Progress, extract
from workbench.pipeline.models import batch_session, model_engine
from workbench.pipeline.planning import Plan, plan_extraction
from workbench.pipeline.routing import Routed, policy_of, route_all
from workbench.pipeline.writing import Written, can_write, write_assessments

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
