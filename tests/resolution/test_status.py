"""The rules of a status, one a test; the act is announcement 8 of 2031, published on 2 April, in force from 1 May."""

import pytest
from sayings import ACT, announced, changed, day, effective, event, read, say, status

from workbench.facts.kinds import LegalInstrument
from workbench.resolution import status_on

PUBLISHED = announced("2031-04-02")
EFFECTIVE = effective("2031-05-01")


def on(text, *statements, **options):
    return status(text, PUBLISHED, EFFECTIVE, *statements, **options)


@pytest.mark.parametrize(
    ("as_of", "said", "since"),
    [
        ("2031-04-01", "unknown", None),
        ("2031-04-02", "announced", "2031-04-02"),
        ("2031-04-30", "announced", "2031-04-02"),
        ("2031-05-01", "in_force", "2031-05-01"),
        ("2035-01-01", "in_force", "2031-05-01"),
    ],
)
def test_published_then_in_force(as_of, said, since):
    answer = on(as_of)
    assert (answer.status, answer.since) == (said, day(since))
    assert answer.took_effect is (said == "in_force")


def test_nothing_known_is_unknown():
    answer = status_on("MOFCOM/announcement/2031/99", day("2031-06-01"), ())
    assert (answer.status, answer.since, answer.took_effect, answer.events) == ("unknown", None, None, ())


def test_only_publication_known_is_announced_and_leaves_open_whether_it_took_effect():
    answer = status("2032-01-01", PUBLISHED)
    assert (answer.status, answer.since, answer.took_effect) == ("announced", day("2031-04-02"), None)


def test_on_publication_takes_the_day_of_publication():
    answer = status("2031-04-02", PUBLISHED, effective(None, basis="on_publication"))
    assert (answer.status, answer.since) == ("in_force", day("2031-04-02"))


def test_suspended_before_it_took_effect_never_took_effect():
    suspension = changed("suspend", "2031-04-30", "2032-04-29")
    for as_of in ("2031-04-30", "2031-05-01", "2032-04-29"):
        answer = on(as_of, suspension)
        assert (answer.status, answer.since) == ("suspended", day("2031-04-30"))
        assert (answer.until, answer.took_effect) == (day("2032-04-29"), False)


def test_suspended_while_in_force_did_take_effect():
    answer = on("2031-08-01", changed("suspend", "2031-07-01", "2031-09-30"))
    assert (answer.status, answer.took_effect) == ("suspended", True)
    assert on("2031-06-30", changed("suspend", "2031-07-01", "2031-09-30")).status == "in_force"


def test_a_suspension_s_last_day_belongs_to_it_and_then_force_is_assumed():
    suspension = changed("suspend", "2031-07-01", "2031-09-30")
    assert on("2031-09-30", suspension).assumed is False
    after = on("2031-10-01", suspension)
    assert (after.status, after.since, after.assumed) == ("in_force", day("2031-10-01"), True)


def test_a_suspension_that_ends_before_the_effective_day_leaves_it_announced():
    answer = on("2031-04-20", changed("suspend", "2031-04-05", "2031-04-10"))
    assert (answer.status, answer.since, answer.assumed) == ("announced", day("2031-04-11"), False)


def test_a_term_in_days_ends_the_day_before_it_is_full():
    suspension = changed("suspend", "2031-07-01", term="90天")
    assert on("2031-09-28", suspension).until == day("2031-09-28")
    assert on("2031-09-29", suspension).status == "in_force"


def test_a_suspension_without_a_term_lasts():
    answer = on("2040-01-01", changed("suspend", "2031-07-01"))
    assert (answer.status, answer.until) == ("suspended", None)


def test_an_extension_continues_the_suspension():
    answer = on(
        "2031-12-01", changed("suspend", "2031-07-01", "2031-09-28"), changed("extend", "2031-09-29", term="1年")
    )
    assert (answer.status, answer.since, answer.until) == ("suspended", day("2031-07-01"), day("2032-09-28"))


def test_an_extension_ends_a_suspension_that_was_told_without_a_term():
    told = (changed("suspend", "2031-07-01"), changed("extend", "2031-09-29", "2031-12-27"))
    assert on("2031-08-01", *told).status == "suspended"
    assert on("2031-12-28", *told).assumed is True


def test_the_last_day_is_the_one_known_on_the_day():
    told = (
        changed("suspend", "2031-07-01", "2031-09-28"),
        changed("extend", "2031-09-29", "2031-12-27", document="d2", published="2031-09-25"),
    )
    assert on("2031-08-01", *told).until == day("2031-09-28")
    assert on("2031-09-26", *told).until == day("2031-12-27")


def test_resumed_is_in_force_and_no_assumption():
    answer = on("2031-09-01", changed("suspend", "2031-07-01", "2031-12-31"), changed("resume", "2031-08-15"))
    assert (answer.status, answer.since, answer.assumed) == ("in_force", day("2031-08-15"), False)


def test_resumed_before_the_effective_day_waits_for_it():
    told = (changed("suspend", "2031-04-05", "2031-12-31"), changed("resume", "2031-04-20"))
    assert on("2031-04-25", *told).status == "announced"
    assert on("2031-05-01", *told).status == "in_force"


@pytest.mark.parametrize(("action", "said"), [("stop", "stopped"), ("repeal", "repealed")])
def test_an_end_holds_from_its_own_day(action, said):
    end = changed(action, "2031-08-01", published="2031-07-20")
    assert on("2031-07-31", end).status == "in_force"
    answer = on("2031-08-01", end)
    assert (answer.status, answer.since, answer.took_effect) == (said, day("2031-08-01"), True)


def test_stopped_during_a_suspension_without_a_term():
    told = (changed("suspend", "2031-07-01"), changed("stop", "2031-09-29"))
    assert on("2031-09-28", *told).status == "suspended"
    assert on("2031-09-29", *told).status == "stopped"


def test_repealed_is_for_good_and_stopped_can_be_imposed_again():
    assert on("2031-12-01", changed("stop", "2031-08-01"), changed("impose", "2031-11-01")).status == "in_force"
    assert on("2031-12-01", changed("repeal", "2031-08-01"), changed("impose", "2031-11-01")).status == "repealed"


def test_a_measure_s_own_term_expires():
    told = (PUBLISHED, changed("impose", "2031-05-01", "2031-12-31"))
    assert status("2031-12-31", *told).until == day("2031-12-31")
    answer = status("2032-01-01", *told)
    assert (answer.status, answer.since) == ("expired", day("2032-01-01"))


def test_imposition_counts_only_where_no_effective_day_is_told():
    assert status("2031-04-10", PUBLISHED, changed("impose", "2031-04-05")).status == "in_force"
    assert on("2031-04-10", changed("impose", "2031-04-05")).status == "announced"


@pytest.mark.parametrize("action", ["amend", "investigate"])
def test_amendment_and_investigation_change_no_status(action):
    assert on("2031-08-01", changed(action, "2031-07-01")).status == "in_force"


def test_a_clause_is_suspended_and_the_rest_stays():
    answer = on("2031-08-01", changed("suspend", "2031-07-01", "2031-12-31", clause="第二款"))
    assert (answer.status, answer.until) == ("partially_in_force", day("2031-12-31"))
    assert [(c.clause, c.status, c.since) for c in answer.clauses] == [("第二款", "suspended", day("2031-07-01"))]


def test_who_suspends_one_clause_takes_the_rest_to_be_in_force():
    answer = status("2031-08-01", changed("suspend", "2031-07-01", "2031-12-31", clause="第二款"))
    assert (answer.status, answer.took_effect) == ("partially_in_force", True)
    assert status("2031-06-01", changed("suspend", "2031-07-01", clause="第二款")).status == "unknown"


def test_who_repeals_an_act_takes_it_to_be_in_force_till_then():
    repeal = changed("repeal", "2031-09-01", published="2031-07-20")
    assert status("2031-07-19", repeal).status == "unknown"
    assert status("2031-08-31", repeal).status == "in_force"
    assert status("2031-09-01", repeal).status == "repealed"


def test_clauses_take_effect_each_on_its_day():
    told = (PUBLISHED, effective("2031-04-02", clause="第三項"), effective("2031-06-01", clause="第一項"))
    early = status("2031-05-01", *told)
    assert early.status == "partially_in_force"
    assert {c.clause: c.status for c in early.clauses} == {"第一項": "announced", "第三項": "in_force"}
    late = status("2031-06-01", *told)
    assert (late.status, late.since) == ("in_force", day("2031-06-01"))


def test_a_suspension_of_the_whole_reaches_every_clause():
    told = (
        PUBLISHED,
        effective("2031-04-02", clause="第三項"),
        effective("2031-06-01", clause="第一項"),
        changed("suspend", "2031-05-10", "2032-05-09"),
    )
    answer = status("2031-07-01", *told)
    assert (answer.status, answer.clauses, answer.took_effect) == ("suspended", (), True)


def test_one_clause_in_two_scripts_is_one():
    told = (
        effective("2031-05-01", clause="第一條第（一）項"),
        changed("suspend", "2031-06-01", clause="第一条第(一)项"),
    )
    assert status("2031-07-01", PUBLISHED, *told).status == "suspended"


def test_what_happens_to_a_clause_happens_to_its_parts():
    told = (
        PUBLISHED,
        effective("2031-05-01", clause="第一条第（二）项"),
        effective("2031-05-01", clause="第二条"),
        changed("suspend", "2031-06-01", clause="第一条"),
    )
    clauses = {c.clause: c.status for c in status("2031-07-01", *told).clauses}
    assert clauses == {"第一条": "suspended", "第一条第（二）项": "suspended", "第二条": "in_force"}


def test_a_clause_s_own_day_goes_before_that_of_the_whole():
    told = (PUBLISHED, effective("2031-04-05"), effective("2031-06-01", clause="第一項"))
    answer = status("2031-05-01", *told)
    assert (answer.status, answer.clauses[0].status) == ("partially_in_force", "announced")


def test_a_lighter_source_s_day_for_the_whole_yields_to_official_clauses():
    told = (
        PUBLISHED,
        effective("2031-04-02", clause="第三項"),
        effective("2031-06-01", document="d9", tier="opinion"),
    )
    assert status("2031-04-10", *told).status == "in_force"


def test_the_heaviest_source_dates_the_effect():
    told = (effective("2031-06-15", document="d2", tier="news"), effective("2031-06-15", document="d3", tier="opinion"))
    assert on("2031-05-02", *told).status == "in_force"


def test_the_heaviest_source_dates_the_suspension():
    told = (
        changed("suspend", "2031-07-01", "2031-12-31"),
        changed("suspend", "2031-07-04", "2031-12-31", document="d2", tier="news"),
    )
    assert on("2031-08-01", *told).since == day("2031-07-01")
    assert on("2031-07-02", *told).status == "suspended"


def test_a_suspension_told_again_without_its_term_does_not_make_it_endless():
    told = (
        changed("suspend", "2031-07-01", "2031-12-31"),
        changed("suspend", "2031-07-04", document="d2", tier="news"),
    )
    assert on("2032-01-01", *told).assumed is True


def test_a_stop_that_a_heavier_source_calls_a_suspension_is_a_suspension():
    told = (changed("suspend", "2031-07-01"), changed("stop", "2031-07-01", document="d2", tier="news"))
    assert on("2031-08-01", *told).status == "suspended"


def test_another_jurisdiction_s_act_does_not_move_the_timeline():
    assert on("2031-08-01", changed("suspend", "2031-07-01", "2031-12-31", actor="US")).status == "in_force"


def test_a_foreign_measure_has_a_timeline_of_its_own():
    key = "US/measure/2031-03-01/sample-rule"
    told = (effective("2031-03-10", key, actor="US"), changed("suspend", "2031-07-01", key=key, actor="US"))
    assert status("2031-08-01", *told, key=key).status == "suspended"


def test_a_change_without_a_day_counts_from_when_it_was_told_and_has_no_since():
    suspension = changed("suspend", None, "2031-12-31", published="2031-07-10")
    assert on("2031-07-09", suspension).status == "in_force"
    answer = on("2031-07-10", suspension)
    assert (answer.status, answer.since, answer.until) == ("suspended", None, day("2031-12-31"))


def test_a_heavier_telling_without_days_takes_them_from_a_lighter_one():
    act = "MOFCOM/announcement/2031/20"
    told = (
        changed("suspend", by=act, tier="law_firm", document="d2", published="2031-12-01"),
        changed("extend", "2031-07-01", "2031-12-31", by=act, tier="news", document="d3", published="2031-07-03"),
    )
    answer = on("2031-08-01", *told)
    assert (answer.status, answer.since, answer.until) == ("suspended", day("2031-07-01"), day("2031-12-31"))


def test_a_change_without_a_day_counts_from_the_act_that_makes_it():
    act = "MOFCOM/announcement/2031/20"
    told = (announced("2031-07-01", act), changed("suspend", None, "2031-12-31", by=act, published="2031-09-01"))
    assert on("2031-06-30", *told).status == "in_force"
    answer = on("2031-08-01", *told)
    assert (answer.status, answer.since) == ("suspended", None)


def test_an_act_repeals_another_from_the_day_it_takes_effect_itself():
    act = "MOFCOM/announcement/2031/20"
    told = (
        announced("2031-07-01", act),
        effective("2031-09-01", act),
        changed("repeal", by=act, published="2031-07-01"),
    )
    assert on("2031-08-31", *told).status == "in_force"
    assert on("2031-09-01", *told).status == "repealed"


def test_an_undated_document_is_no_older_than_the_last_publication_it_tells_of():
    told = (
        changed("stop", document="d7"),
        announced("2031-09-01", "MOFCOM/announcement/2031/30", document="d7"),
    )
    assert on("2031-08-01", *told).status == "in_force"
    answer = on("2031-10-01", *told)
    assert (answer.status, answer.since) == ("stopped", None)


def test_a_continuation_without_days_lasts_beyond_the_term_it_continues():
    told = (changed("suspend", "2031-07-01", "2031-09-28"), changed("extend", document="d2", published="2031-09-25"))
    answer = on("2031-10-05", *told)
    assert (answer.status, answer.since, answer.until) == ("suspended", day("2031-07-01"), None)


def test_a_lighter_source_s_repeal_yields_to_a_later_official_suspension():
    told = (
        changed("repeal", document="d2", tier="opinion", published="2031-06-01"),
        changed("suspend", "2031-07-01", "2031-12-31"),
    )
    assert on("2031-08-01", *told).status == "suspended"


def test_an_amendment_alone_leaves_the_status_unknown_and_undated():
    answer = status("2032-01-01", changed("amend", "2031-07-01"))
    assert (answer.status, answer.since) == ("unknown", None)


def test_known_at_leaves_out_what_was_told_later():
    suspension = changed("suspend", "2031-07-01", "2031-12-31", document="d2", published="2031-07-20")
    assert on("2031-08-01", suspension, known_at="2031-07-19").status == "in_force"
    assert on("2031-08-01", suspension, known_at="2031-07-20").status == "suspended"


def test_known_at_leaves_out_a_last_day_told_only_later():
    told = (
        changed("suspend", "2031-07-01", document="d2", published="2031-07-02"),
        changed("suspend", "2031-07-01", "2031-12-31", document="d3", published="2031-09-01"),
    )
    assert on("2031-08-01", *told, known_at="2031-08-01").until is None
    assert on("2031-08-01", *told, known_at="2031-09-01").until == day("2031-12-31")


def test_known_at_leaves_out_an_act_that_was_told_of_only_after_its_day():
    act = "MOFCOM/announcement/2031/20"
    told = (
        announced("2031-07-01", act, document="d2", published="2031-09-01"),
        changed("suspend", "2031-07-01", by=act, document="d2", published="2031-09-01"),
    )
    assert on("2031-08-01", *told, known_at="2031-08-31").status == "in_force"
    assert on("2031-08-01", *told, known_at="2031-09-01").status == "suspended"


def test_an_undated_document_is_known_from_the_last_day_it_tells_of():
    told = (changed("suspend", "2031-07-01", document="d7"), announced("2031-06-30", document="d8"))
    assert status("2031-08-01", *told, known_at="2031-06-30").status == "announced"
    assert status("2031-08-01", *told, known_at="2031-07-01").status == "suspended"


def test_the_day_of_a_re_post_is_no_day_of_publication():
    told = (
        announced("2031-04-02", document="d2", published="2031-04-02", tier="news"),
        announced("2031-04-08", document="d3", published="2031-04-08"),
        announced("2031-04-08", document="d4", published="2031-04-08"),
        effective(None, basis="on_publication", document="d3", published="2031-04-08"),
    )
    assert status("2031-04-05", *told).status == "in_force"
    assert status("2031-04-05", *told).since == day("2031-04-02")


def test_what_one_round_of_talks_led_to_is_placed_on_one_day():
    other = "MOFCOM/announcement/2031/9"
    told = read(
        "商務部公告2031年第9號\t樣本市會談後，暫停1年（2031年11月10日起）\n商務部公告2031年第8號\t樣本市會談後，停止相關措施\n",
        "d2",
        "2032-01-06",
    )
    assert status("2031-12-01", *told, key=other).status == "suspended"
    answer = on("2031-12-01", *told)
    assert (answer.status, answer.since) == ("stopped", None)
    assert on("2031-11-09", *told).status == "in_force"


def test_a_law_that_is_revised_stays_in_force():
    law = "law/样本管制法"
    told = (
        say(LegalInstrument(instrument=law, title="樣本管制法", published="2020-10-17", effective="2020-12-01")),
        say(LegalInstrument(instrument=law, title="樣本管制法", published="2031-12-27", effective="2032-03-01")),
    )
    assert status("2032-01-15", *told, key=law).status == "in_force"
    assert status("2020-11-01", *told, key=law).status == "announced"


def test_a_part_that_no_longer_applies_leaves_the_rest_in_force():
    part = changed("repeal", "2031-09-01", clause="第一條")
    assert on("2031-08-31", part).status == "in_force"
    answer = on("2031-09-01", part)
    assert (answer.status, [(c.clause, c.status) for c in answer.clauses]) == (
        "partially_in_force",
        [("第一條", "repealed")],
    )


def test_a_temporary_control_expires_unless_it_is_repealed_before():
    term = changed("impose", "2031-09-01", term="2年")
    assert status("2033-08-31", PUBLISHED, term).status == "in_force"
    assert status("2033-09-01", PUBLISHED, term).status == "expired"
    repealed = changed("repeal", "2032-09-01", published="2032-07-31")
    assert status("2032-08-31", PUBLISHED, term, repealed).status == "in_force"
    assert status("2033-09-01", PUBLISHED, term, repealed).status == "repealed"


def test_events_of_other_instruments_are_left_alone():
    events = (event("publish", "2031-04-02"), event("repeal", "2031-04-03", key="MOFCOM/announcement/2031/9"))
    answer = status_on(ACT, day("2031-05-01"), events)
    assert (answer.status, len(answer.events)) == ("announced", 1)


def test_json_of_a_status():
    answer = on("2031-08-01", changed("suspend", "2031-04-30", "2032-04-29", by="MOFCOM/announcement/2031/20"))
    result = answer.json()
    fact = answer.events[-2].facts[0]
    assert {name: value for name, value in result.items() if name != "events"} == {
        "instrument": ACT,
        "as_of": "2031-08-01",
        "status": "suspended",
        "since": "2031-04-30",
        "until": "2032-04-29",
        "took_effect": False,
        "assumed": False,
        "clauses": [],
    }
    assert [entry["type"] for entry in result["events"]] == ["publish", "suspend", "effect"]
    assert result["events"][1] == {
        "type": "suspend",
        "from": "2031-04-30",
        "until": "2032-04-29",
        "clause": None,
        "by": "MOFCOM/announcement/2031/20",
        "facts": [fact],
    }
