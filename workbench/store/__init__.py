"""Documents, facts, runs and decisions in one database: SQLite, or another by URL."""

from workbench.store.decisions import MACHINE, PERSON_ACTIONS, Decision, PersonAction, fold, standing_decisions
from workbench.store.drafts import Drafts, PastDraft
from workbench.store.index import SOURCE_KINDS, Found, SearchIndex, SourceKind
from workbench.store.rulings import Ruling, Rulings, standing_rulings
from workbench.store.runs import Run
from workbench.store.standings import Moment, Standings
from workbench.store.store import Store

__all__ = [
    "MACHINE",
    "PERSON_ACTIONS",
    "SOURCE_KINDS",
    "Decision",
    "Drafts",
    "Found",
    "Moment",
    "PastDraft",
    "PersonAction",
    "Ruling",
    "Rulings",
    "Run",
    "SearchIndex",
    "SourceKind",
    "Standings",
    "Store",
    "fold",
    "standing_decisions",
    "standing_rulings",
]
