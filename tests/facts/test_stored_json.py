"""What is told of a fact as it is stored is what is told of it as it is read."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest

from workbench.facts.fact import Check, Evidence, Record, Route, fact_json, make_fact
from workbench.facts.kinds import (
    Announcement,
    AnyContent,
    Assessment,
    Claim,
    Listing,
    Penalty,
    StatusChange,
    Target,
    Threshold,
)
from workbench.facts.stored_json import json_of_stored

TEXT = "測試部公告2031年第7號：稀土含量不低於0.50%。"
ROUTE = Route(to="review", reasons=("single_source", "first_of_kind"))
ACT = "MOFCOM/announcement/2031/7"
CONTENTS: list[AnyContent] = [
    Announcement(instrument=ACT, title="測試", issuers=("測試部",), published=date(2031, 3, 1)),
    StatusChange(action="suspend", targets=(Target(instrument=ACT, clause="第二款"),), from_=date(2031, 3, 1)),  # type: ignore[call-arg]
    StatusChange(action="suspend", targets=(Target(instrument=ACT), Target(instrument="law/測試法")), by=ACT),
    StatusChange(action="resume"),
    Threshold(instrument=ACT, item="稀土", comparator="ge", value=Decimal("0.50"), unit="%"),
    Listing(list="watch", action="add", name_zh="某公司"),
    Penalty(fine=Decimal("1234.5"), currency="CNY"),
    Claim(statement="含量不低於0.50%"),
    Assessment(section="risk", text="有風險。", facts=("a", "b"), level="high"),
]


def stored(content: AnyContent) -> Record:
    checks = [Check(field="value", verdict="derived", rule="percent_in_words"), Check(field="unit", verdict="verified")]
    fact = make_fact("d" * 64, content, [Evidence.cut(TEXT, 0, 8)], "model", checks=checks, notes=["repaired"])
    return Record(fact=fact, state="approved", route=ROUTE)


@pytest.mark.parametrize("content", CONTENTS, ids=lambda content: content.kind)
def test_a_fact_is_told_as_if_it_had_been_read(content: AnyContent) -> None:
    record = stored(content)
    made = json_of_stored(json.loads(record.fact.model_dump_json(by_alias=True)), record.state, record.route)
    assert made is not None
    assert json.dumps(made) == json.dumps(fact_json(record))  # in the same order too


def test_what_was_stored_in_another_form_is_not_told_unread() -> None:
    record = stored(CONTENTS[1])
    for forget in (("content", "by"), ("checks", 0, "rule"), ("evidence", 0, "quote"), ("content", "targets", 0, "clause"), ("notes",)):  # fmt: skip
        body = json.loads(record.fact.model_dump_json(by_alias=True))
        part = body
        for step in forget[:-1]:
            part = part[step]
        del part[forget[-1]]
        assert json_of_stored(body, record.state, record.route) is None
