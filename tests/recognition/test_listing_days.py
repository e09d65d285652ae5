"""From which day a listing applies: told by the act, whatever sentence says it; left open where it is not certain."""

from __future__ import annotations

from datetime import date

import pytest

from tests.recognition.reader import Reader
from workbench.facts.kinds import Listing

ACT = (
    "商务部公告2031年第14号\n公布将有关实体列入出口管制管控名单的决定\n\n"
    "决定将霜原雷达公司（Frostfield Radar Inc.）、湾口声学公司（Baymouth Acoustics）列入出口管制管控名单。\n\n"
    "{effect}\n\n商务部\n2031年3月5日\n"
)


READER = Reader(date(2031, 3, 5))


def days(text: str) -> list[date | None]:
    return [one.effective for one in READER.contents(text, Listing)]


@pytest.mark.parametrize(
    ("effect", "day"),
    [
        ("本公告自公布之日起实施。", date(2031, 3, 5)),
        ("本公告自2031年4月1日起正式实施。", date(2031, 4, 1)),
        ("特此公告。", None),
        ("第一条自2031年4月1日起实施，第二条自2031年5月1日起实施。", None),
    ],
)
def test_a_listing_applies_from_the_day_on_which_its_act_takes_effect(effect: str, day: date | None) -> None:
    assert days(ACT.format(effect=effect)) == [day, day]


def test_the_day_is_quoted_with_the_listing() -> None:
    listings = READER.facts(ACT.format(effect="本公告自公布之日起实施。"), Listing)
    assert len(listings) == 2
    for fact in listings:
        assert any("自公布之日起实施" in span.quote for span in fact.evidence)
        assert [(check.field, check.rule) for check in fact.checks] == [("effective", "on_publication")]


def test_an_article_gives_each_listing_the_day_of_its_own_act() -> None:
    text = (
        "3月5日，商务部发布2031年第14号公告，将霜原雷达公司列入出口管制管控名单，公告自3月10日起实施。\n"
        "同日，不可靠实体清单工作机制发布2031年第3号公告，将湾口声学公司列入不可靠实体清单。\n"
    )
    assert days(text) == [date(2031, 3, 10), None]
