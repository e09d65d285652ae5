"""Two drafts in terms of facts: what is new, what changed from what to what, what was withdrawn."""

from __future__ import annotations

import json
from datetime import date

import pytest

from workbench.facts.fact import Record
from workbench.report import DraftComparison, Period, compare_drafts, compose

KEY = "MOFCOM/announcement/2025/58"


@pytest.fixture
def compared(documents):
    def compare(old: list[Record], new: list[Record], days=("2026-02-19", "2026-02-19")) -> DraftComparison:
        sides = [
            compose(
                Period.parse("2025-10..2026-02"),
                date.fromisoformat(day),
                records,
                documents,
                generated_on=date.fromisoformat(day),
            ).provenance
            for records, day in zip((old, new), days, strict=True)
        ]
        # As it comes out of the file.
        return compare_drafts(*(json.loads(json.dumps(side)) for side in sides))

    return compare


def state(record: Record, state: str) -> Record:
    return record.model_copy(update={"state": state})


def test_the_same_facts_differ_in_nothing(compared, battery):
    assert compared(battery, list(reversed(battery))).instruments == ()


def test_a_suspension_that_came_changes_the_status_and_is_itself_new(compared, battery):
    (change,) = compared(battery[:-1], battery).instruments
    assert (change.instrument, change.became) == (KEY, "changed")
    (status,) = change.changes
    assert (status.attribute, status.old, status.new) == (
        "status",
        "in_force 2025-11-08",
        "suspended 2025-11-07 … 2026-11-10",
    )
    assert battery[-1].id in status.facts
    assert [(told.kind, told.facts) for told in change.added] == [("status_change", (battery[-1].id,))]
    assert change.withdrawn == ()


def test_time_alone_changes_a_status(compared, battery):
    (change,) = compared(battery[:-1], battery[:-1], days=("2025-10-20", "2025-11-20")).instruments
    assert [(c.attribute, c.new) for c in change.changes] == [("status", "in_force 2025-11-08")]
    assert change.changes[0].old is not None
    assert change.changes[0].old.startswith("announced")


def test_days_and_counts_go_from_old_to_new(compared, battery, make):
    corrected = battery[1].content.model_copy(update={"date": date(2025, 12, 1)})
    edited = battery[1].model_copy(update={"edited": corrected, "state": "edited"})
    counts = [make("count", instrument=KEY, of="items", action="add", count=count) for count in (8, 9)]
    (change,) = compared([*battery, counts[0]], [battery[0], edited, *battery[2:], counts[1]]).instruments
    told = {each.attribute: (each.old, each.new) for each in change.changes}
    assert told["effective_date"] == ("2025-11-08", "2025-12-01")
    assert told["count add items"] == ("8", "9")


def test_an_instrument_that_is_new_and_one_that_was_withdrawn(compared, battery, make):
    other = make("announcement", instrument="MOFCOM/announcement/2026/9", published=date(2026, 2, 2))
    forth = compared(battery, [*battery, other])
    assert [(each.instrument, each.label) for each in forth.that_became("new")] == [
        ("MOFCOM/announcement/2026/9", "商務部公告2026年第9號")
    ]
    back = compared([*battery, other], battery)
    assert [each.instrument for each in back.that_became("withdrawn")] == ["MOFCOM/announcement/2026/9"]
    assert back.that_became("new") == back.that_became("changed") == ()


def test_a_statement_that_was_rejected_is_withdrawn_and_one_put_back_waits(compared, battery):
    limit = battery[3]
    for became, waiting in (("rejected", False), ("pending", True)):
        (change,) = compared(battery, [*battery[:3], state(limit, became), battery[4]]).instruments
        assert [(told.kind, told.facts, told.waiting) for told in change.withdrawn] == [
            ("threshold", (limit.id,), waiting)
        ]
        assert change.became == "changed"


def test_the_same_statement_of_another_source_is_nothing_new(compared, battery, make):
    again = make("threshold", document="d2", **battery[3].content.model_dump(exclude={"kind"}))
    assert compared(battery, [*battery, again]).instruments == ()


def test_what_names_no_instrument_stands_under_none(compared, battery, make):
    claim = make("claim", document="d3", subject="石墨", statement="產能占全球九成以上")
    (change,) = compared(battery, [*battery, claim]).instruments
    assert (change.instrument, change.became, [told.kind for told in change.added]) == (None, "changed", ["claim"])


def test_an_assessment_is_its_words_not_what_it_rests_on(compared, battery, make):
    def prose(*basis: Record) -> Record:
        return make("assessment", "approved", section="summary", text="宜盤點庫存。", facts=tuple(r.id for r in basis))

    assert compared([*battery, prose(battery[0])], [*battery, prose(*battery[:2])]).instruments == ()


def test_a_title_that_got_its_number_is_one_instrument(compared, battery, make):
    title = "公布对锂电池和人造石墨负极材料相关物项实施出口管制的决定"
    by_title = make("requirement", instrument=f"title/{title}", type="report", action="报告")
    changes = compared([by_title], [by_title, *battery]).instruments
    assert [each.instrument for each in changes] == [KEY]


def test_as_json(compared, battery):
    value = compared(battery[:-1], battery).json()
    assert json.loads(json.dumps(value)) == value
    assert value["new"] == {"period": "2025-10..2026-02", "as_of": "2026-02-19"}
    (change,) = value["instruments"]
    assert set(change) == {"instrument", "label", "became", "changes", "added", "withdrawn"}
