"""Small records by hand: a ministry's announcement, its suspension, a listing, a case, a claim, assessments."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from workbench.facts.document import Document
from workbench.facts.fact import Evidence, Record, Route, State, make_fact
from workbench.facts.kinds import KINDS

ANNOUNCED = "商务部 2025 年 10 月 9 日发布公告 2025 年第 58 号，对锂电池和人造石墨相关物项实施出口管制，自 2025 年 11 月 8 日起实施。"
SUSPENDED = "11月7日，商務部決定自即日起至2026年11月10日，暫停實施公告2025年第58號。"
OPINED = "業界認為中國石墨負極產能占全球九成以上。"


@pytest.fixture
def documents() -> dict[str, Document]:
    """Three short articles."""
    return {
        "d1": Document(
            id="d1",
            text=ANNOUNCED * 40,
            title="锂电池公告",
            publisher="商务部",
            published=date(2025, 10, 9),
            url="https://example.org/58",
            tier="official",
            script="hans",
        ),
        "d2": Document(
            id="d2",
            text=SUSPENDED * 40,
            title="暫停公告",
            publisher="某報",
            published=date(2025, 11, 8),
            tier="news",
            script="hant",
        ),
        "d3": Document(id="d3", text=OPINED * 40, title="石墨評論", tier="opinion", script="hant"),
    }


Make = Callable[..., Record]


@pytest.fixture
def make(documents: dict[str, Document]) -> Make:
    """Builds a record: `make(kind, state="auto_approved", document="d1", **fields)`; each has a span of its own."""
    counter = iter(range(10_000))

    def build(kind: str, state: State = "auto_approved", document: str = "d1", **fields: Any) -> Record:
        content: Any = KINDS[kind](**fields)
        start = next(counter) % 1000
        evidence = () if kind == "assessment" else (Evidence.cut(documents[document].text, start, start + 8),)
        fact = make_fact(document, content, evidence, "rules")
        return Record(fact=fact, state=state, route=Route(to="machine" if state == "auto_approved" else "review"))

    return build


@pytest.fixture
def battery(make: Make) -> list[Record]:
    """Announcement 58: published, to take effect on 8 November, suspended the day before."""
    key = "MOFCOM/announcement/2025/58"
    return [
        make(
            "announcement",
            instrument=key,
            title="公布对锂电池和人造石墨负极材料相关物项实施出口管制的决定",
            issuers=("商务部", "海关总署"),
            category="controlled_item_change",
            published=date(2025, 10, 9),
        ),
        make("effective_date", instrument=key, date=date(2025, 11, 8), basis="explicit"),
        make(
            "controlled_item",
            instrument=key,
            name="锂离子电池",
            control_codes=("3A901",),
            specification="能量密度≥300 Wh/kg",
        ),
        make(
            "threshold",
            instrument=key,
            item="锂离子电池",
            subject="能量密度",
            comparator="ge",
            value="300",
            unit="Wh/kg",
        ),
        make(
            "status_change",
            document="d2",
            action="suspend",
            targets=({"instrument": key},),
            **{"from": date(2025, 11, 7)},
            until=date(2026, 11, 10),
        ),
    ]
