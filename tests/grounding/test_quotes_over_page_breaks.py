"""Quotes that read on over a page break, as a reader takes them in."""

from __future__ import annotations

from datetime import date

from workbench.facts.document import Document
from workbench.facts.fact import Fact
from workbench.facts.kinds import Count, EffectiveDate
from workbench.grounding import Rejection, ground

TEXT = (
    "条例¹公布后，商务部公告2031年第70号自2031年12月\n\n¹ https://example.org/a.html。\n\n"
    "31日起施行，涉及12家企业。\n\n另有10家企业于2031年11月\n\n某某律师事务所出口管制年度评述第二辑\n\n30日备案。\n"
)
ARTICLE = Document(id="0" * 64, text=TEXT, published=date(2031, 12, 20), year=2031)
EFFECT = EffectiveDate(instrument="MOFCOM/announcement/2031/70", date=date(2031, 12, 31), basis="explicit")


def test_a_quote_over_the_break_is_grounded_in_two_spans() -> None:
    fact = ground(EFFECT, ["商务部公告2031年第70号自2031年12月31日起施行"], ARTICLE, "model")
    assert isinstance(fact, Fact)
    assert [span.quote for span in fact.evidence] == ["商务部公告2031年第70号自2031年12月", "31日起施行"]
    assert all(TEXT[span.start : span.end] == span.quote for span in fact.evidence)
    assert (fact.grounding, fact.verified) == ("exact", True)


def test_two_quotes_that_meet_at_the_break_are_read_as_one() -> None:
    fact = ground(EFFECT, ["商务部公告2031年第70号自2031年12月", "31日起施行"], ARTICLE, "model")
    assert isinstance(fact, Fact)
    assert fact.verified


def test_half_of_the_date_does_not_ground_it() -> None:
    outcome = ground(EFFECT, ["商务部公告2031年第70号自2031年12月"], ARTICLE, "model")
    assert isinstance(outcome, Rejection) or not outcome.verified


def test_another_value_is_refused_over_the_break_too() -> None:
    other = EFFECT.model_copy(update={"date": date(2031, 12, 30)})
    outcome = ground(other, ["商务部公告2031年第70号自2031年12月31日起施行"], ARTICLE, "model")
    assert isinstance(outcome, Rejection)


def test_where_the_text_is_not_certainly_one_no_quote_reads_on() -> None:
    content = Count(of="entities", action="total", count=10)
    outcome = ground(content, ["另有10家企业于2031年11月30日备案"], ARTICLE, "model")
    assert isinstance(outcome, Rejection)
    assert outcome.reason == "quote_not_found"
