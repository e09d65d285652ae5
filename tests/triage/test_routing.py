"""What may pass alone, and which reason holds back what."""

from __future__ import annotations

from datetime import date

import pytest

from workbench.facts.document import Document, Tier
from workbench.facts.fact import Check, Evidence, Fact, make_fact
from workbench.facts.kinds import (
    Announcement,
    AnyContent,
    Claim,
    Count,
    EffectiveDate,
    LicensingRule,
    StatusChange,
    Target,
    Threshold,
)
from workbench.settings import TriageSettings
from workbench.triage import Corroboration, Policy, Signals, in_sample, merge, route, sample_rate

KEY = "MOFCOM/announcement/2031/4"


def sampling(share: float, seed: int = 7) -> Policy:
    """The built-in policy with another sample."""
    return Policy(frozenset(TriageSettings().pass_kinds), share, seed)


UNSAMPLED = sampling(0)


def fact(content: AnyContent, document: str = "a", origin: str = "rules", start: int = 0, **more: object) -> Fact:
    return make_fact(document, content, [Evidence(start=start, end=start + 4, quote="公告全文")], origin, **more)  # type: ignore[arg-type]


PUBLISHED = Announcement(instrument=KEY, published=date(2031, 5, 6), category="controlled_item_change")


def article(name: str, tier: Tier, publisher: str | None = None) -> Document:
    return Document(id=name, text=f"公告全文，{name}報導", tier=tier, publisher=publisher)


def reasons(content: AnyContent, signals: Signals | None = None, **more: object) -> tuple[str, ...]:
    return route(fact(content, **more), signals or Signals(tier="official"), UNSAMPLED).reasons


def test_an_exact_verified_fact_of_an_official_source_passes_alone() -> None:
    decided = route(fact(PUBLISHED), Signals(tier="official"), UNSAMPLED)
    assert (decided.to, decided.reasons) == ("machine", ())


@pytest.mark.parametrize(
    ("content", "more", "reason"),
    [
        (Claim(statement="占全球九成"), {}, "kind_needs_person"),
        (PUBLISHED, {"grounding": "near"}, "quote_not_exact"),
        (PUBLISHED, {"checks": [Check(field="published", verdict="missing")]}, "value_unverified"),
        (PUBLISHED, {"notes": ["repaired"]}, "repaired"),
        (PUBLISHED.model_copy(update={"category": None}), {}, "category_undecided"),
        (PUBLISHED.model_copy(update={"actor": "US"}), {}, "foreign_measure"),
        (EffectiveDate(instrument=KEY, date=date(2031, 5, 6), basis="on_publication"), {}, "immediate_effect"),
        (EffectiveDate(instrument=KEY, basis="relative"), {}, "date_unresolved"),
        (StatusChange(action="suspend", targets=(Target(instrument=KEY),)), {}, "date_unresolved"),
        (StatusChange(action="stop", from_=date(2031, 6, 1)), {}, "target_unresolved"),
        (Count(action="stop", count=15, list="unreliable_entity"), {}, "count_without_notice"),
    ],
)
def test_each_reason_sends_to_a_person(content: AnyContent, more: dict[str, object], reason: str) -> None:
    assert reason in reasons(content, **more)


def test_a_conflict_holds_back_its_fact_and_names_the_attribute() -> None:
    assert reasons(PUBLISHED, Signals(tier="official", conflicts=("published",))) == ("conflict:published",)


def test_below_the_official_tier_one_witness_does_not_suffice() -> None:
    assert reasons(PUBLISHED, Signals(tier="news")) == ("single_witness",)
    assert reasons(PUBLISHED, Signals(tier="news", corroborating_tiers=frozenset({"law_firm"}))) == ()
    both = fact(PUBLISHED).model_copy(update={"witnesses": ("rules", "model")})
    assert route(both, Signals(tier="news"), UNSAMPLED).to == "machine"


def test_an_opinion_never_suffices_alone_nor_with_another_opinion() -> None:
    assert reasons(PUBLISHED, Signals(tier="opinion")) == ("opinion_only",)
    assert reasons(PUBLISHED, Signals(tier="opinion", corroborating_tiers=frozenset({"opinion"}))) == ("opinion_only",)
    assert reasons(PUBLISHED, Signals(tier="opinion", corroborating_tiers=frozenset({"news"}))) == ()


def test_two_documents_of_one_publisher_are_one_voice() -> None:
    documents = {
        d.id: d for d in (article("a", "news", "晨報"), article("b", "news", "晨報"), article("c", "news", "晚報"))
    }
    first, second, third = (fact(PUBLISHED, document=name) for name in "abc")
    assert Corroboration.of([first, second], documents).tiers(first) == frozenset()
    assert Corroboration.of([first, third], documents).tiers(first) == {"news"}


def test_of_documents_without_a_publisher_each_is_a_voice_but_none_supports_itself() -> None:
    documents = {d.id: d for d in (article("a", "news"), article("b", "news"))}
    first, second = (fact(PUBLISHED, document=name) for name in "ab")
    assert Corroboration.of([first], documents).tiers(first) == frozenset()
    assert Corroboration.of([first, second], documents).tiers(first) == {"news"}
    assert Corroboration.of([second], documents).tiers(first) == {"news"}


def test_two_copies_of_one_text_are_one_voice_and_the_authority_s_own_text_supports_its_copy() -> None:
    text = "商務部公告2031年第4號於5月6日發布，對樣品及相關技術實施出口管制，出口經營者應當向商務部申請許可。"
    copies = {name: article(name, "news").model_copy(update={"text": text}) for name in "ab"}
    official = article("c", "official").model_copy(update={"text": text})
    first, second, third = (fact(PUBLISHED, document=name) for name in "abc")
    assert Corroboration.of([first, second], copies).tiers(first) == frozenset()
    assert Corroboration.of([first, third], {**copies, "c": official}).tiers(first) == {"official"}


def test_another_value_is_no_corroboration() -> None:
    documents = {d.id: d for d in (article("a", "news"), article("b", "official"))}
    other = fact(PUBLISHED.model_copy(update={"published": date(2031, 5, 7)}), document="b")
    assert Corroboration.of([fact(PUBLISHED), other], documents).tiers(fact(PUBLISHED)) == frozenset()


def test_what_both_engines_found_is_one_fact_with_two_witnesses() -> None:
    by_model = fact(PUBLISHED, origin="model")
    merged = merge([by_model], [fact(PUBLISHED)])
    assert [(item.id, item.origin, item.witnesses) for item in merged] == [(by_model.id, "model", ("rules", "model"))]


def test_where_the_engines_differ_both_stand_and_say_so() -> None:
    by_rules = fact(PUBLISHED.model_copy(update={"published": date(2031, 5, 7)}))
    merged = merge([fact(PUBLISHED, origin="model")], [by_rules])
    assert [(item.origin, item.notes) for item in merged] == [
        ("model", ("engines_differ",)),
        ("rules", ("engines_differ",)),
    ]


def test_a_status_change_is_witnessed_only_if_every_target_is() -> None:
    def suspension(*keys: str) -> StatusChange:
        targets = tuple(Target(instrument=key) for key in keys)
        return StatusChange(action="suspend", targets=targets, from_=date(2031, 7, 1), until=date(2032, 6, 30))

    by_model = fact(suspension(KEY, "MOFCOM/announcement/2031/5"), origin="model")
    one_by_one = [fact(suspension(KEY)), fact(suspension("MOFCOM/announcement/2031/5"))]
    assert merge([by_model], one_by_one)[0].witnesses == ("rules", "model")
    assert merge([by_model], one_by_one[:1])[0].witnesses == ("model",)


def test_a_find_of_the_rules_on_which_the_model_was_silent_stays_for_a_person() -> None:
    merged = merge([], [fact(PUBLISHED), fact(LicensingRule(treatment="licence"))])
    assert [(item.kind, item.notes) for item in merged] == [("announcement", ("model_silent",))]
    assert route(merged[0], Signals(tier="official"), UNSAMPLED).reasons == ("model_silent",)


def test_a_bare_reference_that_the_model_names_elsewhere_is_not_kept() -> None:
    bare = fact(Announcement(instrument=KEY))
    by_model = fact(EffectiveDate(instrument=KEY, date=date(2031, 6, 1), basis="explicit"), origin="model")
    assert [item.origin for item in merge([by_model], [bare])] == ["model"]
    assert [item.notes for item in merge([], [bare])] == [("model_silent",)]


def test_prose_is_witnessed_by_the_same_sense_at_the_same_place() -> None:
    exempt = LicensingRule(treatment="exempt", applies_to="人道援助")
    same_place = fact(LicensingRule(treatment="exempt"))
    assert merge([fact(exempt, origin="model")], [same_place])[0].witnesses == ("rules", "model")
    elsewhere = fact(LicensingRule(treatment="exempt"), start=40)
    assert merge([fact(exempt, origin="model")], [elsewhere])[0].witnesses == ("model",)
    other_sense = fact(LicensingRule(treatment="prohibited"))
    assert merge([fact(exempt, origin="model")], [other_sense])[0].witnesses == ("model",)


def test_a_turned_comparator_is_a_dissent() -> None:
    strict, loose = (Threshold(subject="純度", comparator=sign, value="99.9", unit="%") for sign in ("gt", "ge"))
    assert merge([fact(strict, origin="model")], [fact(loose)])[0].notes == ("engines_differ",)


def test_the_sample_is_a_fixed_share_by_seed() -> None:
    ids = [f"{number:020x}" for number in range(4000)]
    first, again = ({id_ for id_ in ids if in_sample(id_, sampling(0.05, seed))} for seed in (7, 7))
    other = {id_ for id_ in ids if in_sample(id_, sampling(0.05, 8))}
    assert first == again != other
    assert 140 < len(first) < 260
    counted = fact(Count(action="add", count=3, instrument=KEY))
    assert route(counted, Signals(tier="official"), sampling(1)).reasons == ("sampled",)


def test_the_error_rate_comes_with_its_interval() -> None:
    measured = sample_rate(40, 2)
    assert measured.rate == 0.05
    assert (measured.low, measured.high) == (0.0138, 0.165)
    assert sample_rate(0, 0).rate is None
