"""Documents, facts, runs and decisions in one database: SQLite, or another by URL."""

from workbench.store.batches import Batch, BatchJournal, BatchRequest, LastSubmission
from workbench.store.copies import Copies, set_aside
from workbench.store.decisions import (
    MACHINE,
    PERSON_ACTIONS,
    Decision,
    Overtaken,
    PersonAction,
    fold,
    moves_routes,
    standing_decisions,
    standing_notes,
)
from workbench.store.drafts import Drafts, PastDraft
from workbench.store.examining import CHECKS, Check, Examined, Flaw
from workbench.store.faults import StoreFault
from workbench.store.index import SOURCE_KINDS, Found, SearchIndex, SourceKind
from workbench.store.inventory import Inventory
from workbench.store.rulings import Ruling, Rulings, standing_rulings
from workbench.store.runs import Run
from workbench.store.standings import Moment, Standings
from workbench.store.store import Store
from workbench.store.tables import SCHEMA

__all__ = [
    "CHECKS",
    "MACHINE",
    "PERSON_ACTIONS",
    "SCHEMA",
    "SOURCE_KINDS",
    "Batch",
    "BatchJournal",
    "BatchRequest",
    "Check",
    "Copies",
    "Decision",
    "Drafts",
    "Examined",
    "Flaw",
    "Found",
    "Inventory",
    "LastSubmission",
    "Moment",
    "Overtaken",
    "PastDraft",
    "PersonAction",
    "Ruling",
    "Rulings",
    "Run",
    "SearchIndex",
    "SourceKind",
    "Standings",
    "Store",
    "StoreFault",
    "fold",
    "moves_routes",
    "set_aside",
    "standing_decisions",
    "standing_notes",
    "standing_rulings",
]
