"""Rulings on conflicts are appended, taken back one by one, and make what was decided before them wait."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.errors import WorkbenchError
from workbench.facts.fact import Route
from workbench.store import Decision, Store
from workbench.store.decisions import fold

LOST = Route(to="review", reasons=("conflict_lost:count", "single_witness"))
OPEN = Route(to="review", reasons=("conflict:count",))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(f"sqlite:///{tmp_path / 'workbench.db'}")


def test_the_last_ruling_stands_until_it_is_taken_back(store: Store) -> None:
    store.rulings.settle("c1", ["14"], reviewer="林", reason="公告原文")
    store.rulings.settle("c1", ["14", "15"], reviewer="王")
    assert store.rulings.standing()["c1"].sides == ("14", "15")
    store.rulings.undo("c1", reviewer="林")
    standing = store.rulings.standing()["c1"]
    assert (standing.sides, standing.by, standing.reason) == (("14",), "林", "公告原文")
    store.rulings.undo("c1", reviewer="林")
    assert store.rulings.standing() == {}
    assert [(ruling.number, ruling.action) for ruling in store.rulings.all()] == [
        (1, "settle"),
        (2, "settle"),
        (3, "undo"),
        (4, "undo"),
    ]


def test_there_is_nothing_to_take_back_of_another_conflict(store: Store) -> None:
    store.rulings.settle("c1", [], reviewer="林")
    with pytest.raises(WorkbenchError, match="no decision to undo"):
        store.rulings.undo("c2", reviewer="林")
    assert store.rulings.standing()["c1"].sides == ()


def test_rulings_are_there_when_the_store_is_opened_again(store: Store, tmp_path: Path) -> None:
    made = store.rulings.settle("c1", ["14"], reviewer="林")
    assert Store(f"sqlite:///{tmp_path / 'workbench.db'}").rulings.all() == [made]


def decided(*acts: str | Route) -> list[Decision]:
    return [
        Decision(fact="f", action="route", by="machine", at="", route=act)
        if isinstance(act, Route)
        else Decision(fact="f", action=act, by="林", at="")  # type: ignore[arg-type]
        for act in acts
    ]


@pytest.mark.parametrize(
    ("acts", "state"),
    [
        ((LOST,), "deferred"),
        ((OPEN, "approve", LOST), "deferred"),
        ((OPEN, "approve", LOST, "approve"), "approved"),
        ((OPEN, "approve", LOST, "approve", LOST), "approved"),
        ((OPEN, "approve", LOST, OPEN), "approved"),
        ((OPEN, "reject", LOST), "rejected"),
        ((LOST, "approve", "undo"), "deferred"),
        ((OPEN, "approve", LOST, OPEN, LOST), "deferred"),
    ],
)
def test_a_ruling_against_a_fact_defers_what_was_decided_before_it(acts: tuple[str | Route, ...], state: str) -> None:
    assert fold(decided(*acts))[0] == state
