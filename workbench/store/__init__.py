"""Documents, facts, runs and decisions in one database: SQLite, or another by URL."""

from workbench.store.decisions import MACHINE, PERSON_ACTIONS, Decision, PersonAction
from workbench.store.rulings import Ruling, Rulings, standing_rulings
from workbench.store.runs import Run
from workbench.store.store import Store

__all__ = [
    "MACHINE",
    "PERSON_ACTIONS",
    "Decision",
    "PersonAction",
    "Ruling",
    "Rulings",
    "Run",
    "Store",
    "standing_rulings",
]
