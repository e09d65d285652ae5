"""A report held against what a law firm says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sayings_held import AS_OF, sources

from workbench.resolution import Statement
from workbench.verification import Outcome, check_report, read_report


@pytest.fixture
def hold() -> Callable[..., Outcome]:
    """Holds a Markdown report against the sources; nobody has decided on them unless `approved`."""

    def held(
        report: str, *, approved: bool = True, facts: list[Statement] | None = None, as_of: date = AS_OF
    ) -> Outcome:
        statements = sources() if facts is None else facts
        usable = frozenset(statement.fact for statement in statements) if approved else frozenset()
        return check_report(read_report(report), statements, usable, as_of)

    return held
