"""The rules of a status, one a test; the act is announcement 8 of 2031, published on 2 April, in force from 1 May."""

import pytest
from sayings import ACT, PUBLISHED, changed, day, effective, event, on, say, status

from workbench.facts.kinds import LegalInstrument
from workbench.resolution import status_on


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


def test_who_repeals_an_act_takes_it_to_be_in_force_till_then():
    repeal = changed("repeal", "2031-09-01", published="2031-07-20")
    assert status("2031-07-19", repeal).status == "unknown"
    assert status("2031-08-31", repeal).status == "in_force"
    assert status("2031-09-01", repeal).status == "repealed"


def test_a_law_that_is_revised_stays_in_force():
    law = "law/样本管制法"
    told = (
        say(LegalInstrument(instrument=law, title="樣本管制法", published="2020-10-17", effective="2020-12-01")),
        say(LegalInstrument(instrument=law, title="樣本管制法", published="2031-12-27", effective="2032-03-01")),
    )
    assert status("2032-01-15", *told, key=law).status == "in_force"
    assert status("2020-11-01", *told, key=law).status == "announced"


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
