"""An act of which very much is told is no reason to wait: twice as much is twice the work, not four times.

Work is counted in function calls, which are the same on every machine.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from tests.counting import counting_calls
from workbench.facts.document import Document
from workbench.facts.fact import Evidence, Record, Route, make_fact
from workbench.facts.kinds import (
    Announcement,
    AnyContent,
    Count,
    EffectiveDate,
    LicensingRule,
    Requirement,
    StatusChange,
    Target,
    Threshold,
)
from workbench.report import Period, compose

ACT, PERIOD, AS_OF = "MOFCOM/announcement/2031/4", Period.parse("2031-04"), date(2031, 4, 30)
FIRST = date(2031, 4, 1)


def clause(number: int) -> EffectiveDate:
    return EffectiveDate(
        instrument=ACT, clause=f"第{number + 1}款", date=FIRST + timedelta(days=number % 9), basis="explicit"
    )


def suspended(number: int) -> StatusChange:
    target = Target(instrument=ACT, clause=f"第{number + 1}款")
    return StatusChange(action="suspend", targets=(target,), **{"from": FIRST + timedelta(days=number % 9)})


def counted(number: int) -> Count:
    return Count(instrument=ACT, list="export_control", action="add", count=number % 30)


def treated(number: int) -> LicensingRule:
    return LicensingRule(instrument=ACT, treatment="licence", applies_to=f"第{number + 1}號陀螺儀")


def limited(number: int) -> Threshold:
    return Threshold(
        instrument=ACT, item=f"第{number + 1}號陀螺儀", subject="漂移率", comparator="le", value=str(number), unit="度"
    )


def required(number: int) -> Requirement:
    return Requirement(instrument=ACT, type="report", action=f"報送第{number + 1}號表")


def lines_of(kind: Callable[[int], AnyContent], number: int) -> list[str]:
    """The draft of as many facts of a kind, in documents of twenty."""
    contents = [Announcement(instrument=ACT, issuers=("商務部",), published=FIRST), *map(kind, range(number))]
    documents, records = {}, []
    for place in range(0, len(contents), 20):
        some = contents[place : place + 20]
        text = "".join(f"第{place + each}句。" for each in range(len(some)))
        id, start = f"d{place}", 0
        documents[id] = Document(id=id, text=text, tier="news", published=FIRST)
        for each, content in enumerate(some):
            end = start + len(f"第{place + each}句。")
            fact = make_fact(id, content, [Evidence.cut(text, start, end)], "rules")
            records.append(Record(fact=fact, state="approved", route=Route(to="machine")))
            start = end
    draft = compose(PERIOD, AS_OF, records, documents, generated_on=AS_OF)
    return [line.text for line in draft.lines]


@pytest.mark.parametrize(
    "kind", [clause, suspended, counted, treated, limited, required], ids=lambda kind: kind.__name__
)
def test_the_work_for_an_act_grows_with_what_is_told_of_it(kind):
    many = 640
    assert len(lines_of(kind, many)) >= len(lines_of(kind, 2))
    _lines, calls = counting_calls(lambda: lines_of(kind, many))
    _lines, calls_for_half = counting_calls(lambda: lines_of(kind, many // 2))
    assert calls < 2.3 * calls_for_half
