"""Dates as written, and where what is missing comes from."""

from __future__ import annotations

from datetime import date

import pytest

from workbench.recognition import DateMention, find_dates
from workbench.text import normalize

PUBLISHED = date(2031, 10, 12)


def read(text: str, published: date | None = PUBLISHED, year: int | None = None) -> tuple[DateMention, ...]:
    return find_dates(normalize(text), year=year, published=published)


def values(text: str, published: date | None = PUBLISHED, year: int | None = None) -> list[date | None]:
    return [mention.value for mention in read(text, published, year)]


@pytest.mark.parametrize(
    "written",
    [
        "2031年10月9日",
        "２０３１年１０月９日",
        "2031 年 10 月 9 日",
        "二○三一年十月九日",
        "二〇三一年十月九日",
        "2031-10-9",
        "2031/10/09",
        "20311009",
        "2031-10-0909:14:33",
        "09/10/2031 14:25",
        "9 October 2031",
        "October 9, 2031",
    ],
)
def test_written_forms_of_one_day(written: str) -> None:
    assert values(written) == [date(2031, 10, 9)]


def test_a_year_that_lost_its_first_figure_is_repaired_and_says_so() -> None:
    (mention,) = read("025年2月4日")
    assert (mention.value, mention.resolved) == (date(2025, 2, 4), "repaired")


def test_a_second_day_shares_year_and_month() -> None:
    _, second = read("2031年4月4日和9日列入")
    assert (second.value, second.resolved) == (date(2031, 4, 9), "shared_prefix")


def test_the_year_comes_from_the_sentence_then_from_the_document() -> None:
    text = "2030年12月1日公布的办法，12月20日起施行。自12月1日起另有安排。"
    _, second, _ = read(text, date(2031, 11, 1))
    assert (second.value, second.resolved) == (date(2030, 12, 20), "year_from_sentence")
    (alone,) = read("自12月1日起实施")
    assert (alone.value, alone.resolved) == (date(2031, 12, 1), "year_from_document")


def test_news_of_the_week_is_not_dated_by_an_old_law_in_its_sentence() -> None:
    assert values("根据2020年12月1日起施行的法律，10月9日，商务部发布公告")[1] == date(2031, 10, 9)


def test_a_following_year_is_not_taken_where_the_document_has_a_day() -> None:
    assert values("政策于9月1日起施行，此前2029年7月31日另有公告", date(2031, 8, 15))[0] == date(2031, 9, 1)


def test_a_review_dates_what_it_tells_as_done_before_its_own_day() -> None:
    assert values("2月4日，商务部发布公告2030年第10号。", date(2031, 1, 20)) == [date(2030, 2, 4)]
    assert values("12月9日，商务部宣布新措施。", date(2031, 1, 20)) == [date(2030, 12, 9)]


def test_with_only_a_year_known_the_years_near_by_decide() -> None:
    text = "11月7日，商务部发布公告，自即日起至2031年11月10日，暂停实施商务部公告2030年第5号。"
    first, today, last = read(text, None, 2031)
    assert first.value == today.value == date(2030, 11, 7)
    assert last.value == date(2031, 11, 10)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("昨（11）日", date(2031, 10, 11)),
        ("今日宣布", date(2031, 10, 12)),
        ("從下月8日開始", date(2031, 11, 8)),
        ("商務部週四（9 日）宣布", date(2031, 10, 9)),
        ("今年4月4日", date(2031, 4, 4)),
        ("去年12月9日", date(2030, 12, 9)),
        ("新華社北京9日電", date(2031, 10, 9)),
        ("自即日起施行", date(2031, 10, 12)),
    ],
)
def test_relative_days_count_from_publication(text: str, day: date) -> None:
    (mention,) = read(text)
    assert (mention.value, mention.resolved) == (day, "relative")


def test_without_a_document_date_a_relative_day_stays_unresolved() -> None:
    (mention,) = read("今日宣布", None)
    assert (mention.value, mention.unresolved) == (None, "no_document_date")


def test_a_month_alone_is_partial() -> None:
    (mention,) = read("2031年4月，政府表示")
    assert (mention.value, mention.year, mention.month, mention.unresolved) == (None, 2031, 4, "no_day")


def test_an_impossible_day_has_no_value() -> None:
    (mention,) = read("2031年2月30日")
    assert (mention.value, mention.unresolved) == (None, "impossible")


@pytest.mark.parametrize(
    "text", ["电话85322966", "报关单号310120310518242966", "应当在30日内报告", "10个工作日", "3.14", "90天"]
)
def test_numbers_that_only_look_like_dates(text: str) -> None:
    assert values(text) == []


def test_a_day_of_the_same_month_and_the_same_day() -> None:
    assert values("2031年5月9日启动，同月20日结束。") == [date(2031, 5, 9), date(2031, 5, 20)]
    assert values("2031年5月9日启动，同一天公布名单。") == [date(2031, 5, 9), date(2031, 5, 9)]


def test_a_day_stands_before_an_announcement_as_a_number_does_not() -> None:
    assert values("暂停4月9日公告相关措施。", date(2031, 5, 14)) == [date(2031, 4, 9)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("商务部公告2030年第10号规定了管制。2月4日，海关同步执行。", date(2030, 2, 4)),
        ("商务部公告2030年第10号规定了管制。有关安排将于2月4日起施行。", date(2031, 2, 4)),
        ("商务部公告2031年第1号规定了管制。2月4日，海关同步执行。", date(2031, 2, 4)),
    ],
)
def test_a_review_of_the_year_before_tells_of_no_day_to_come(text: str, expected: date) -> None:
    by_year = [mention.value for mention in read(text, None, 2031)]
    by_day = values(text, date(2031, 1, 20))
    assert by_year == by_day == [expected]


def test_at_once_counts_from_the_day_on_which_the_article_says_it_was_published() -> None:
    text = "商务部昨傍晚公布决定。\n决定称，自即日起至2032年10月10日暂停实施。"
    assert values(text) == [date(2031, 10, 11), date(2031, 10, 11), date(2032, 10, 10)]
