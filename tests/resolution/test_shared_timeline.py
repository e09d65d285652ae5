"""The real timeline beside the repository, where it is at hand: every case, as events and as facts."""

import json
from datetime import date
from pathlib import Path

import pytest
from sayings import announced, changed, effective, event, status

from workbench.resolution import status_on

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
