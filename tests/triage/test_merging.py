"""What rules and model find of one document becomes one set: two witnesses where they agree, both where they do not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from workbench.facts.document import Document, document_id
from workbench.facts.fact import Evidence, make_fact
from workbench.facts.kinds import (
    Announcement,
    Claim,
    Count,
    EffectiveDate,
    LegalInstrument,
    LicensingRule,
    Listing,
    StatusChange,
    Target,
    Threshold,
)
from workbench.triage import merge

TEXT = (
    "商務部公告2025年第94號自2025年12月1日起施行，暫停商務部公告2025年第91號至2026年11月10日；"
    "價值占比達到0.5%及以上的須經許可；北辰公司等12家實體列入管控名單；依據《出口管制法》。"
)
DOCUMENT = Document(id=document_id(TEXT.encode()), text=TEXT)
KEY, OTHER = "MOFCOM/announcement/2025/94", "MOFCOM/announcement/2025/91"


def said(origin, content, quote):
    start = TEXT.index(quote)
    return make_fact(DOCUMENT.id, content, [Evidence.cut(TEXT, start, start + len(quote))], origin)


def by_origin(facts):
    return {(fact.origin, fact.notes) for fact in facts}


def effect(day, basis="explicit", clause=None):
    return EffectiveDate(instrument=KEY, date=day, basis=basis, clause=clause)


def suspension(until, *targets):
    return StatusChange(
        action="suspend", targets=tuple(Target(instrument=key) for key in targets or (OTHER,)), **{"until": until}
    )


AGREEING = {
    "an effective date": (effect(date(2025, 12, 1)), effect(date(2025, 12, 1)), "自2025年12月1日起施行"),
    "a suspension": (suspension(date(2026, 11, 10)), suspension(date(2026, 11, 10)), "暫停商務部公告2025年第91號"),
    "a threshold": (
        Threshold(instrument=KEY, comparator="ge", value=Decimal("0.5"), unit="%", item="鎵"),
        Threshold(instrument=KEY, comparator="ge", value=Decimal("0.5"), unit="%"),
        "達到0.5%及以上",
    ),
    "a listing in the other script": (
        Listing(name_zh="北辰公司", list="export_control"),
        Listing(name_zh="北辰公司", list="export_control", jurisdiction="US"),
        "北辰公司等12家實體列入管控名單",
    ),
    "a count": (
        Count(instrument=KEY, list="export_control", action="add", count=12),
        Count(instrument=KEY, list="export_control", action="add", count=12, jurisdiction="US"),
        "12家實體列入管控名單",
    ),
    "a law": (LegalInstrument(title="出口管制法"), LegalInstrument(title="出口管制法"), "《出口管制法》"),
    "a licensing rule at the same place": (
        LicensingRule(instrument=KEY, treatment="licence", applies_to="物項"),
        LicensingRule(instrument=KEY, treatment="licence"),
        "須經許可",
    ),
}
DIFFERING = {
    "an effective date": (effect(date(2025, 12, 10)), effect(date(2025, 12, 1)), "自2025年12月1日起施行"),
    "the end of a suspension": (suspension(date(2026, 11, 9)), suspension(date(2026, 11, 10)), "至2026年11月10日"),
    "the direction of a threshold": (
        Threshold(instrument=KEY, comparator="gt", value=Decimal("0.5"), unit="%"),
        Threshold(instrument=KEY, comparator="ge", value=Decimal("0.5"), unit="%"),
        "達到0.5%及以上",
    ),
    "what happens to an entity": (
        Listing(name_zh="北辰公司", list="export_control", action="remove"),
        Listing(name_zh="北辰公司", list="export_control", action="add"),
        "北辰公司等12家實體列入管控名單",
    ),
    "a count": (
        Count(instrument=KEY, list="export_control", action="add", count=2),
        Count(instrument=KEY, list="export_control", action="add", count=12),
        "12家實體列入管控名單",
    ),
}


@pytest.mark.parametrize("name", AGREEING)
def test_what_both_say_is_one_fact_of_the_model_with_both_as_witnesses(name):
    by_model, by_rules, quote = AGREEING[name]
    (fact,) = merge([said("model", by_model, quote)], [said("rules", by_rules, quote)])
    assert (fact.origin, fact.witnesses, fact.notes) == ("model", ("rules", "model"), ())
    assert fact.content == by_model


@pytest.mark.parametrize("name", DIFFERING)
def test_where_they_differ_both_stand_each_with_its_one_witness(name):
    by_model, by_rules, quote = DIFFERING[name]
    merged = merge([said("model", by_model, quote)], [said("rules", by_rules, quote)])
    assert by_origin(merged) == {("model", ("engines_differ",)), ("rules", ("engines_differ",))}
    assert {fact.origin: fact.content for fact in merged} == {"model": by_model, "rules": by_rules}
    assert all(fact.witnesses == (fact.origin,) for fact in merged)


def test_several_facts_of_the_rules_together_are_a_witness_of_one():
    both = said("model", suspension(date(2026, 11, 10), OTHER, KEY), "暫停商務部公告2025年第91號")
    apart = [said("rules", suspension(date(2026, 11, 10), key), "暫停商務部公告2025年第91號") for key in (OTHER, KEY)]
    (fact,) = merge([both], apart)
    assert fact.witnesses == ("rules", "model")


def test_half_a_witness_is_none():
    both = said("model", suspension(date(2026, 11, 10), OTHER, KEY), "暫停商務部公告2025年第91號")
    half = said("rules", suspension(date(2026, 11, 10), OTHER), "暫停商務部公告2025年第91號")
    (fact,) = merge([both], [half])
    assert fact.witnesses == ("model",)


def test_dates_of_different_clauses_do_not_differ():
    first = said("model", effect(date(2025, 12, 10), clause="第一款"), "自2025年12月1日起施行")
    second = said("rules", effect(date(2025, 12, 1), clause="第二款"), "2025年12月1日")
    assert [fact.notes for fact in merge([first], [second]) if fact.origin == "model"] == [()]


def test_what_only_the_rules_found_stands_and_says_that_the_model_was_silent():
    found = said("rules", effect(date(2025, 12, 1)), "自2025年12月1日起施行")
    assert by_origin(merge([], [found])) == {("rules", ("model_silent",))}


@pytest.mark.parametrize(
    ("content", "quote"),
    [(Claim(statement="須經許可"), "須經許可"), (LegalInstrument(title="出口管制法"), "《出口管制法》")],
)
def test_a_kind_that_makes_no_report_wrong_is_only_a_witness(content, quote):
    assert merge([], [said("rules", content, quote)]) == []


def test_an_announcement_that_only_names_what_the_model_tells_of_is_not_told_again():
    named = said("rules", Announcement(instrument=KEY), "商務部公告2025年第94號")
    (fact,) = merge([said("model", effect(date(2025, 12, 1)), "自2025年12月1日起施行")], [named])
    assert fact.kind == "effective_date"


def test_what_the_model_alone_found_stands_with_one_witness():
    found = said("model", Claim(statement="須經許可"), "須經許可")
    assert merge([found], []) == [found]
