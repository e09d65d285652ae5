"""When acts were published, where the article says so itself and where it follows."""

from __future__ import annotations

from datetime import date

import pytest

from workbench.facts.document import Document
from workbench.facts.fact import Fact
from workbench.facts.kinds import Announcement
from workbench.recognition import Reading
from workbench.recognition.announcements import announcement_facts


def told(text: str, published: date | None = date(2031, 10, 12)) -> list[tuple[Announcement, Fact]]:
    year = published.year if published else None
    document = Document(id="0" * 64, text=text, published=published, year=year)
    facts = announcement_facts(Reading.of(document))
    return [(fact.content, fact) for fact in facts if isinstance(fact.content, Announcement)]


def rules(fact: Fact) -> set[str | None]:
    return {check.rule for check in fact.checks if check.field == "published"}


@pytest.mark.parametrize(
    "text",
    [
        "10月9日，商務部連發多個公告。",
        "中國商務部9日宣布，將三家企業列入出口管制管控名單。",
        "中國商務部週四（9日）發布公告。",
        "商務部於10月9日發布公告，對某物項實施出口管制。",
    ],
)
def test_an_act_without_number_has_a_day_and_an_author(text: str) -> None:
    ((act, _),) = told(text)
    assert act.instrument is None
    assert act.published == date(2031, 10, 9)
    assert act.issuers in {("商務部",), ("中國商務部",)}


def test_of_several_published_that_day_the_ones_named_behind_share_it() -> None:
    text = "10月9日，商务部发布系列公告。其中，商务部公告2031年第61号管物项。商务部公告2031年第62号管技术。"
    found = {act.instrument: (act.published, rules(fact)) for act, fact in told(text)}
    for number in (61, 62):
        day, rule = found[f"MOFCOM/announcement/2031/{number}"]
        assert (day, rule) == (date(2031, 10, 9), {"published_in_series"})


def test_the_only_day_of_publication_dates_what_is_said_to_be_published() -> None:
    text = "10月9日上午，商務部發佈兩項公告。\n\n發言人表示，商務部發佈2031年第61號公告。\n"
    found = {act.instrument: (act.published, rules(fact)) for act, fact in told(text)}
    assert found["MOFCOM/announcement/2031/61"] == (date(2031, 10, 9), {"only_publication_day"})


def test_an_older_number_does_not_take_the_day_of_the_news() -> None:
    text = "10月9日，商务部发布系列公告。其中一份提到商务部公告2029年第46号。"
    assert {act.instrument: act.published for act, _ in told(text)}["MOFCOM/announcement/2029/46"] is None


def test_a_title_in_quotation_marks_and_the_number_said_of_it_are_one_act() -> None:
    text = "商務部9日發布「關於對某物項實施出口管制的公告」。這是商務部2031年第61號公告。"
    ((act, _),) = told(text)
    assert (act.instrument, act.published) == ("MOFCOM/announcement/2031/61", date(2031, 10, 9))
    assert act.title == "關於對某物項實施出口管制的公告"


def test_an_article_without_a_date_takes_the_year_of_its_newest_number() -> None:
    text = "10月9日，商务部发布2031年第61号公告，商务部公告2029年第46号不变。"
    found = {act.instrument: act.published for act, _ in told(text, None)}
    assert found["MOFCOM/announcement/2031/61"] == date(2031, 10, 9)


def test_days_in_a_list_go_with_acts_in_a_list_by_their_order() -> None:
    text = "商务部于2031年4月4日和9日，发布2031年第21号和22号公告。"
    found = {act.instrument: act.published for act, _ in told(text)}
    assert found == {
        "MOFCOM/announcement/2031/21": date(2031, 4, 4),
        "MOFCOM/announcement/2031/22": date(2031, 4, 9),
    }


COUNTED = (
    "10月9日，商务部连发多个公告。{count}个跟出口管制有关，1个跟清单有关。\n"
    "首先，《公布对甲类样本物项实施出口管制的决定》。讲境外。\n"
    "除此以外，还有《公布对乙类样本物项实施出口管制的决定》和《公布对丙类样本物项实施出口管制的决定》。\n"
)


def test_as_many_titles_as_acts_were_counted_are_of_their_day() -> None:
    titled = {act.title: (act.published, rules(fact)) for act, fact in told(COUNTED.format(count=3)) if act.title}
    assert len(titled) == 3
    assert set(map(str, titled.values())) == {str((date(2031, 10, 9), {"counted_in_series"}))}


@pytest.mark.parametrize(
    "text",
    [COUNTED.format(count=4), COUNTED.format(count=3).replace("讲境外", "《公布对丁类样本物项实施出口管制的决定》")],
)
def test_more_or_fewer_titles_than_were_counted_have_no_day(text: str) -> None:
    assert {act.published for act, _ in told(text) if act.title} == {None}


def test_a_counted_title_told_of_another_day_keeps_to_that() -> None:
    text = COUNTED.format(count=3).replace("首先，", "4月4日的老规定是")
    found = {act.title: act.published for act, _ in told(text) if act.title}
    assert found["公布对甲类样本物项实施出口管制的决定"] != date(2031, 10, 9)


def test_who_adjusts_a_catalogue_on_a_day_issues_an_act() -> None:
    text = "10月10日，商务部等部门调整《样本化学品出口管理目录》及《样本国家目录》，将某国增列入内。"
    ((act, _),) = told(text)
    assert (act.instrument, act.published, act.issuers) == (None, date(2031, 10, 10), ("商务部",))
