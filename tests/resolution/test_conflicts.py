"""What is a conflict, what is none, and which side is suggested."""

from sayings import ACT, announced, changed, effective, say

from workbench.facts.kinds import Position
from workbench.resolution import open_conflicts, resolve


def conflicts(*statements):
    return open_conflicts(resolve(statements))


def summary(*statements):
    return [(c.attribute, c.clause, [side.value for side in c.sides]) for c in conflicts(*statements)]


def test_two_days_of_publication():
    right = announced("2031-04-02", document="d1", tier="official")
    wrong = announced("2031-04-06", document="d2", tier="news")
    (conflict,) = conflicts(wrong, right)
    assert (conflict.instrument, conflict.attribute) == (ACT, "publish_date")
    assert [(side.value, side.facts, side.documents, side.tier) for side in conflict.sides] == [
        ("2031-04-02", (right.fact,), ("d1",), "official"),
        ("2031-04-06", (wrong.fact,), ("d2",), "news"),
    ]
    assert (conflict.suggestion.side, conflict.suggestion.reason) == (0, "heavier_source")


def test_one_value_from_many_sources_is_none():
    assert not conflicts(announced("2031-04-02"), announced("2031-04-02", document="d2", tier="opinion"))


def test_published_on_one_day_and_effective_on_another_is_none():
    assert not conflicts(announced("2031-04-02"), effective("2031-05-01"))


def test_the_day_of_an_answer_is_not_that_of_the_announcement():
    answer = say(Position(instrument=ACT, date="2031-04-09"), document="d2")
    assert not conflicts(announced("2031-04-02"), answer)


def test_two_effective_days():
    assert summary(effective("2031-05-01"), effective("2031-06-01", document="d2", tier="opinion")) == [
        ("effective_date", None, ["2031-05-01", "2031-06-01"])
    ]


def test_effective_on_publication_is_held_against_a_written_day():
    told = (
        announced("2031-04-02"),
        effective(None, basis="on_publication"),
        effective("2031-06-01", document="d2", tier="opinion"),
    )
    assert summary(*told) == [("effective_date", None, ["2031-04-02", "2031-06-01"])]


def test_clauses_with_different_days_are_none():
    assert not conflicts(effective("2031-05-01", clause="第一項"), effective("2031-04-02", clause="第三項"))


def test_two_days_of_one_clause():
    told = (effective("2031-05-01", clause="第一項"), effective("2031-05-09", clause="第一项", document="d2"))
    assert [conflict.attribute for conflict in conflicts(*told)] == ["effective_date"]


def test_two_days_in_one_document_are_of_parts_that_it_does_not_number():
    own = (effective("2031-05-01"), effective("2031-04-02"))
    assert not conflicts(*own)
    assert len(conflicts(*own, effective("2031-07-01", document="d2"))[0].sides) == 3


def test_a_day_for_the_whole_that_is_a_clause_s_is_imprecise_and_no_conflict():
    clauses = (effective("2031-05-01", clause="第一項"), effective("2031-04-02", clause="第三項"))
    assert not conflicts(*clauses, effective("2031-05-01", document="d2", tier="news"))
    assert [c.attribute for c in conflicts(*clauses, effective("2031-07-01", document="d2"))] == ["effective_date"]


def test_another_jurisdiction_s_day_is_none():
    assert not conflicts(effective("2031-05-01"), effective("2031-06-01", actor="US", document="d2"))


def test_in_force_by_a_source_written_during_the_suspension():
    suspension = changed("suspend", "2031-04-30", "2032-04-29", tier="official")
    claim = effective("2031-05-01", document="d2", tier="news", published="2031-06-01")
    (conflict,) = conflicts(suspension, claim)
    assert (conflict.attribute, conflict.suggestion.side) == ("status", 0)
    assert [side.value for side in conflict.sides] == ["suspended 2031-04-30 … 2032-04-29", "in_force 2031-05-01"]
    assert conflict.sides[1].facts == (claim.fact,)


def test_an_effective_day_written_before_the_suspension_is_none():
    suspension = changed("suspend", "2031-04-30", "2032-04-29", document="d2")
    assert not conflicts(suspension, effective("2031-05-01", document="d1", published="2031-04-02"))


def test_a_source_that_tells_of_the_suspension_may_tell_the_effective_day():
    source = {"document": "d1", "published": "2031-06-01"}
    assert not conflicts(changed("suspend", "2031-04-30", "2032-04-29", **source), effective("2031-05-01", **source))


def test_a_source_that_tells_of_the_suspension_may_not_say_that_the_measure_did_take_effect():
    source = {"document": "d1", "tier": "news", "published": "2031-06-01"}
    told = (
        changed("suspend", "2031-04-30", "2032-04-29", **source),
        effective("2031-05-01", quote="第8號公告已於5月1日正式生效", **source),
    )
    assert [conflict.attribute for conflict in conflicts(*told)] == ["status"]


def test_one_suspension_with_two_first_days():
    told = (
        changed("suspend", "2031-07-01", "2031-12-31"),
        changed("suspend", "2031-07-04", "2031-12-31", document="d2", tier="news"),
    )
    assert summary(*told) == [
        ("status", None, ["suspended 2031-07-01 … 2031-12-31", "suspended 2031-07-04 … 2031-12-31"])
    ]


def test_a_suspension_and_its_extension_are_none():
    assert not conflicts(changed("suspend", "2031-07-01", "2031-09-28"), changed("extend", "2031-09-29", "2031-12-27"))


def test_a_suspension_told_without_its_term_is_none():
    told = (changed("suspend", "2031-07-01", "2031-12-31"), changed("suspend", "2031-07-01", document="d2"))
    assert not conflicts(*told)


def test_a_suspension_that_another_calls_a_continuation_is_none():
    told = (changed("extend", "2031-07-01", "2031-12-31"), changed("suspend", "2031-07-01", document="d2"))
    assert not conflicts(*told)


def test_stopped_for_one_and_suspended_for_another():
    told = (changed("stop", "2031-07-01"), changed("suspend", "2031-07-01", "2032-06-30", document="d2", tier="news"))
    assert summary(*told) == [("status", None, ["stopped 2031-07-01", "suspended 2031-07-01 … 2032-06-30"])]


def test_suspended_first_and_stopped_later_is_none():
    assert not conflicts(changed("suspend", "2031-07-01"), changed("stop", "2031-09-29"))


def test_repealed_and_suspended_afterwards():
    told = (
        changed("repeal", "2031-06-01", document="d2", tier="opinion"),
        changed("suspend", "2031-07-01", "2031-12-31"),
    )
    assert summary(*told) == [("status", None, ["suspended 2031-07-01 … 2031-12-31", "repealed 2031-06-01"])]


def test_of_equal_sources_the_newer_is_suggested():
    told = (
        announced("2031-04-02", document="d1", tier="news", published="2031-04-03"),
        announced("2031-04-06", document="d2", tier="news", published="2031-05-03"),
    )
    (conflict,) = conflicts(*told)
    assert (conflict.sides[conflict.suggestion.side].value, conflict.suggestion.reason) == (
        "2031-04-06",
        "newer_source",
    )


def test_of_equal_and_undated_sources_the_more_are_suggested():
    told = [announced("2031-04-06", document=name, tier="news") for name in ("d1", "d2")]
    (conflict,) = conflicts(announced("2031-04-02", document="d3", tier="news"), *told)
    assert (conflict.sides[conflict.suggestion.side].value, conflict.suggestion.reason) == (
        "2031-04-06",
        "more_sources",
    )


def test_the_id_stays_when_another_source_joins_a_side():
    told = (announced("2031-04-02"), announced("2031-04-06", document="d2"))
    (before,) = conflicts(*told)
    (after,) = conflicts(*told, announced("2031-04-06", document="d3"))
    assert before.id == after.id
    assert before.id != conflicts(told[0], announced("2031-04-07", document="d2"))[0].id


def test_json_of_a_conflict():
    right, wrong = announced("2031-04-02"), announced("2031-04-06", document="d2", tier="news")
    (conflict,) = conflicts(right, wrong)
    result = conflict.json()
    assert set(result) >= {"id", "instrument", "attribute", "sides", "suggestion", "state"}
    assert (result["state"], result["suggestion"]) == ("open", {"side": 0, "reason": "heavier_source"})
    assert result["sides"][1] == {
        "value": "2031-04-06",
        "facts": [wrong.fact],
        "documents": ["d2"],
        "tier": "news",
        "computed": False,
        "evidence": [
            {"document": "d2", "start": wrong.evidence[0].start, "end": wrong.evidence[0].end, "quote": "原文"}
        ],
    }
