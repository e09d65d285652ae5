"""The real timeline beside the repository, where it is at hand: every case, as events and as facts."""

import json
from datetime import date
from pathlib import Path

import pytest
from sayings import announced, changed, effective, event, say, status

from workbench.facts.kinds import Listing
from workbench.resolution import members_named, resolve, rosters_on, status_on, stretches_of

TIMELINE = Path(__file__).parents[3] / "shared" / "cases" / "timeline.json"
KNOWN = json.loads(TIMELINE.read_text(encoding="utf-8")) if TIMELINE.exists() else {"events": [], "cases": []}


def told(row):
    source = {"key": row["target"], "document": row["source"], "published": row.get("published")}
    if row["type"] == "publish":
        return announced(row["from"], **source)
    if row["type"] == "effect":
        return effective(row["from"], clause=row.get("clause"), **source)
    return changed(row["type"], row["from"], row.get("until"), clause=row.get("clause"), **source)


@pytest.mark.skipif(not KNOWN["cases"], reason="the shared timeline is not here")
def test_every_case_from_events():
    events = [
        event(row["type"], row["from"], row.get("until"), row["target"], clause=row.get("clause"))
        for row in KNOWN["events"]
    ]
    wrong = {
        case["id"]: found
        for case in KNOWN["cases"]
        if (found := status_on(case["target"], date.fromisoformat(case["as_of"]), events).status) != case["status"]
    }
    assert not wrong


@pytest.mark.skipif(not KNOWN["cases"], reason="the shared timeline is not here")
def test_every_case_from_facts():
    statements = [told(row) for row in KNOWN["events"]]
    answers = {case["id"]: status(case["as_of"], *statements, key=case["target"]) for case in KNOWN["cases"]}
    wrong = {
        case["id"]: answers[case["id"]].status
        for case in KNOWN["cases"]
        if answers[case["id"]].status != case["status"]
    }
    assert not wrong
    assert [case["id"] for case in KNOWN["cases"] if answers[case["id"]].assumed] == [
        case["id"] for case in KNOWN["cases"] if "assumes" in case
    ]


@pytest.mark.skipif(not KNOWN["cases"], reason="the shared timeline is not here")
def test_every_case_of_an_entity_on_a_list():
    asked = [case for case in KNOWN["cases"] if "entity" in case]
    statements = [told(row) for row in KNOWN["events"]]
    for case in asked:
        assert case["list"] == "不可靠实体清单"
        listing = Listing(instrument=case["target"], list="unreliable_entity", name_zh=case["entity"])
        rosters = rosters_on(date.fromisoformat(case["as_of"]), resolve([*statements, say(listing)]))
        (member,) = members_named(case["entity"], rosters.values())
        assert member.status == case["status"]
    assert asked


@pytest.mark.skipif(not KNOWN["cases"], reason="the shared timeline is not here")
def test_every_day_of_every_instrument_of_the_cases_is_in_one_stretch_of_the_status_of_the_day():
    events = [
        event(row["type"], row["from"], row.get("until"), row["target"], clause=row.get("clause"))
        for row in KNOWN["events"]
    ]
    for key in {case["target"] for case in KNOWN["cases"]}:
        stretches = stretches_of(key, events)
        for case in KNOWN["cases"]:
            day = date.fromisoformat(case["as_of"])
            found = [s.status for s in stretches if s.first <= day and (s.last is None or day <= s.last)]
            expected = status_on(key, day, events).status
            assert found == ([expected] if expected != "unknown" else [])
