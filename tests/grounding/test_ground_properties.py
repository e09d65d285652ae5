"""No invented value passes, whatever it is."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from workbench.facts.document import Document
from workbench.facts.kinds import Claim, Count, EffectiveDate, Listing, Penalty
from workbench.grounding import Rejection, ground

keeps_fixture = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def quotes(news: Document) -> list[str]:
    """The whole article as quotes, one a line."""
    return [line for line in news.text.split("\n") if line.strip()]


TOLD = [date(2031, 3, 18), date(2031, 3, 20), date(2031, 4, 1), date(2031, 4, 2), date(2031, 4, 5), date(2031, 4, 10)]


@keeps_fixture
@given(day=st.dates(date(2025, 1, 1), date(2035, 12, 31)) | st.sampled_from(TOLD))
@example(day=date(2030, 4, 10))  # a day soon to come is not the one of the year before
@example(day=date(2030, 4, 5))
def test_no_invented_date_passes(news: Document, quotes: list[str], day: date) -> None:
    outcome = ground(EffectiveDate(date=day, basis="explicit"), quotes, news, "model")
    assert isinstance(outcome, Rejection) is (day not in TOLD)


@keeps_fixture
@given(days=st.integers(-400, 400))
def test_no_date_beside_a_true_one_passes(news: Document, quotes: list[str], days: int) -> None:
    day = date(2031, 4, 5) + timedelta(days=days)
    outcome = ground(EffectiveDate(date=day, basis="explicit"), quotes[3:4], news, "model")
    assert isinstance(outcome, Rejection) is (day not in {date(2031, 4, 5), date(2031, 4, 1)})


@keeps_fixture
@given(count=st.integers(0, 3000) | st.sampled_from([3, 18, 20, 71, 72, 73, 2031]))
def test_no_invented_count_passes(news: Document, quotes: list[str], count: int) -> None:
    outcome = ground(Count(action="add", count=count), quotes[2:3], news, "model")
    assert isinstance(outcome, Rejection) is (count != 3)


@keeps_fixture
@given(amount=st.integers(1, 3_000_000) | st.sampled_from([13, 130000, 1600700, 160, 16007, 90]))
def test_no_invented_amount_passes(news: Document, amount: int) -> None:
    outcome = ground(Penalty(fine=Decimal(amount)), ["涉案貨值160.07萬元，罰款13萬元"], news, "model")
    assert isinstance(outcome, Rejection) is (amount not in {130000, 1600700})


@keeps_fixture
@given(name=st.text(alphabet=st.sampled_from(list("甲乙山川精工重機公司企業")), min_size=3, max_size=8))
def test_no_invented_name_passes(news: Document, quotes: list[str], name: str) -> None:
    outcome = ground(Listing(name_zh=name), quotes, news, "model")
    assert isinstance(outcome, Rejection) is (name not in news.text)


@keeps_fixture
@given(value=st.decimals("0.01", "999", places=2))
def test_no_invented_figure_passes(news: Document, quotes: list[str], value: Decimal) -> None:
    outcome = ground(Claim(value=value, unit="萬元", statement="涉案貨值160.07萬元"), quotes, news, "model")
    written = {Decimal(figures) for figures in re.findall(r"\d+(?:\.\d+)?", news.text)} | {Decimal(3)}
    if isinstance(outcome, Rejection):
        assert value not in {Decimal("160.07"), Decimal(13)}
    else:
        assert value in written


@pytest.mark.parametrize(("day", "passes"), [(date(2030, 11, 9), True), (date(2030, 2, 9), False)])
def test_a_day_without_a_year_is_the_nearer_one(day: date, passes: bool) -> None:
    text = f"{day.month}月{day.day}日起，暂停实施试验公告的相关措施。"
    review = Document(id="0" * 64, text=text, published=date(2031, 1, 20), year=2031, tier="law_firm")
    outcome = ground(EffectiveDate(date=day, basis="explicit"), [text], review, "model")
    assert isinstance(outcome, Rejection) is not passes
