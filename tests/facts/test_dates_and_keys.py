"""Durations end on the day before, and every numbered act has one key."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.facts.dates import last_day
from workbench.facts.fact import Evidence, fact_id, make_fact
from workbench.facts.kinds import Count
from workbench.facts.references import Number, is_key, label, parse_key, short_title, title_key


@pytest.mark.parametrize(
    ("first", "term", "last"),
    [
        (date(2025, 5, 14), "90天", date(2025, 8, 11)),
        (date(2025, 11, 10), "1年", date(2026, 11, 9)),
        (date(2025, 11, 10), "一年", date(2026, 11, 9)),
        (date(2024, 2, 29), "一年", date(2025, 2, 27)),
        (date(2025, 8, 31), "6个月", date(2026, 2, 27)),
        (date(2025, 8, 31), "六個月", date(2026, 2, 27)),
        (date(2025, 1, 1), "2周", date(2025, 1, 14)),
    ],
)
def test_a_term_ends_the_day_before_its_length_is_over(first: date, term: str, last: date) -> None:
    assert last_day(first, term) == last


@pytest.mark.parametrize("term", ["10個工作日", "長期", "", "年"])
def test_what_is_no_term_of_days_is_not_computed(term: str) -> None:
    assert last_day(date(2025, 1, 1), term) is None


@given(
    st.sampled_from(["MOFCOM", "UEL", "MFA"]),
    st.sampled_from(["announcement", "order"]),
    st.none() | st.integers(1990, 2100),
    st.integers(1, 999),
)
def test_a_number_and_its_key_are_one(authority: str, kind: str, year: int | None, number: int) -> None:
    written = Number(authority, kind, year, number)
    assert parse_key(written.key) == written
    assert is_key(written.key)


def test_labels_are_those_of_the_report() -> None:
    assert label("MOFCOM/announcement/2025/58") == "商務部公告2025年第58號"
    assert label("MOFCOM/announcement//55") == "商務部公告第55號"
    assert label("title/试验公告") == "《试验公告》"


def test_titles_compare_without_script_marks_and_country() -> None:
    assert title_key("《關於 試驗 的公告》") == title_key("关于试验的公告")
    assert short_title("中華人民共和國出口管制法") == short_title("《出口管制法》")


def test_the_id_of_a_fact_is_of_its_content_and_place() -> None:
    count = Count(action="add", count=3)
    here, there = Evidence(start=0, end=3, quote="三家等"), Evidence(start=9, end=12, quote="三家等")
    assert fact_id("a", count, [here]) == make_fact("a", count, [here], "model").id
    assert len({fact_id("a", count, [here]), fact_id("b", count, [here]), fact_id("a", count, [there])}) == 3


def test_evidence_is_as_long_as_its_quote() -> None:
    with pytest.raises(ValueError, match="as long as"):
        Evidence(start=0, end=4, quote="三家")
