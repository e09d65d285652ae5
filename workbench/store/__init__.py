"""Documents, facts, runs and decisions in one database: SQLite, or another by URL.

Names are loaded on first use: a command that only decides needs neither batches nor copies nor full text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.loading import load_when_asked

if TYPE_CHECKING:
    from workbench.store.batches import Batch, BatchJournal, BatchRequest, LastSubmission
    from workbench.store.copies import Copies, set_aside
    from workbench.store.decisions import (
        MACHINE,
        PERSON_ACTIONS,
        Decision,
        Overtaken,
        PersonAction,
        Ruling,
        fold,
        moves_routes,
        standing_by_fact,
        standing_decisions,
        standing_notes,
        standing_rulings,
    )
    from workbench.store.drafts import Drafts, PastDraft
    from workbench.store.examining import CHECKS, Check, Examined, Flaw
    from workbench.store.faults import StoreFault
    from workbench.store.holdings import Inventory, InventoryPiece
    from workbench.store.index import SOURCE_KINDS, Found, SearchIndex, SourceKind
    from workbench.store.rulings import Rulings
    from workbench.store.runs import Run, period_document
    from workbench.store.standings import Moment, Standings
    from workbench.store.store import Store
    from workbench.store.tables import SCHEMA

_OFFERED_BY = {
    "batches": ("Batch", "BatchJournal", "BatchRequest", "LastSubmission"),
    "copies": ("Copies", "set_aside"),
    "decisions": (
        "Decision",
        "MACHINE",
        "Overtaken",
        "PERSON_ACTIONS",
        "PersonAction",
        "Ruling",
        "fold",
        "moves_routes",
        "standing_by_fact",
        "standing_decisions",
        "standing_notes",
        "standing_rulings",
    ),
    "drafts": ("Drafts", "PastDraft"),
    "examining": ("CHECKS", "Check", "Examined", "Flaw"),
    "faults": ("StoreFault",),
    "index": ("Found", "SOURCE_KINDS", "SearchIndex", "SourceKind"),
    "holdings": ("Inventory", "InventoryPiece"),
    "rulings": ("Rulings",),
    "runs": ("Run", "period_document"),
    "standings": ("Moment", "Standings"),
    "store": ("Store",),
    "tables": ("SCHEMA",),
}

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
    "InventoryPiece",
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
    "period_document",
    "set_aside",
    "standing_by_fact",
    "standing_decisions",
    "standing_notes",
    "standing_rulings",
]

__getattr__ = load_when_asked(__name__, _OFFERED_BY)
