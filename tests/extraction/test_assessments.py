"""Prose from approved facts alone: what they do not hold is sent back, and at last left out."""

from __future__ import annotations

from datetime import date

import pytest
from scripted_api import message

from workbench.extraction import AssessmentWriter
from workbench.extraction.assessments import SECTIONS
from workbench.facts.fact import Record, Route, make_fact
from workbench.facts.kinds import Claim, Count, StatusChange, Target

PERIOD = "2025-10..2026-02"


def record(content, state="approved") -> Record:
    return Record(fact=make_fact("d" * 64, content, (), "model"), state=state, route=Route(to="review"))


SUSPENSION = record(
    StatusChange(
        action="suspend",
        targets=(Target(instrument="MOFCOM/announcement/2025/94"),),
        from_=date(2025, 11, 12),
        until=date(2026, 11, 11),
    )
)
COUNT = record(Count(list="unreliable_entity", action="add", count=12, jurisdiction="US"), "auto_approved")
WAITING = record(Claim(statement="全球約九成的鎵由本國供應"), "pending")
HELD = {"text": "商務部公告2025年第94號暫停至2026年11月11日。", "facts": [SUSPENSION.id], "level": ""}
INVENTED = {"text": "出口量可望回升三成。", "facts": [SUSPENSION.id], "level": ""}


@pytest.fixture
def writer(settings, tmp_path):
    return AssessmentWriter(settings, recordings=tmp_path / "none")


def drafted(*items):
    return message({"assessments": list(items)})


async def test_held_prose_becomes_an_assessment(api, writer):
    api.script(drafted(HELD))
    draft = await writer.write("summary", [SUSPENSION, COUNT], period=PERIOD)
    assert draft.outcome == "complete"
    (assessment,) = draft.assessments
    assert (assessment.section, assessment.text, assessment.facts) == ("summary", HELD["text"], (SUSPENSION.id,))
    assert assessment.level is None


async def test_only_usable_facts_are_shown(api, writer):
    api.script(drafted())
    await writer.write("summary", [SUSPENSION, WAITING], period=PERIOD)
    shown = api.requests[0]["messages"][0]["content"][0]["source"]["data"]
    assert SUSPENSION.id in shown
    assert "商務部公告2025年第94號" in shown
    assert WAITING.id not in shown


async def test_request_does_not_depend_on_the_order_of_facts(api, writer):
    api.script(drafted(HELD))
    await writer.write("summary", [SUSPENSION, COUNT], period=PERIOD)
    again = await writer.write("summary", [COUNT, SUSPENSION], period=PERIOD)
    assert len(api.requests) == 1
    assert again.attempts[0].source == "cache"


async def test_invented_number_is_sent_back(api, writer):
    api.script(drafted(HELD, INVENTED), drafted())
    draft = await writer.write("summary", [SUSPENSION], period=PERIOD)
    assert "第 2 條" in api.requests[1]["messages"][2]["content"]
    assert "「三」" in api.requests[1]["messages"][2]["content"]
    assert [each.text for each in draft.assessments] == [HELD["text"]]
    assert draft.outcome == "complete"


async def test_sentence_that_stays_invented_is_dropped_with_its_reason(api, writer):
    mixed = {**HELD, "text": HELD["text"] + INVENTED["text"]}
    api.script(drafted(mixed))
    draft = await writer.write("summary", [SUSPENSION], period=PERIOD)
    assert draft.outcome == "invalid"
    assert [each.text for each in draft.assessments] == [HELD["text"]]
    assert [each.text for each in draft.dropped] == [INVENTED["text"]]
    assert "「三」" in draft.dropped[0].reasons[0]


async def test_unknown_fact_is_refused(api, writer):
    api.script(drafted({**HELD, "facts": ["0" * 20]}))
    draft = await writer.write("summary", [SUSPENSION], period=PERIOD)
    assert draft.assessments == ()
    assert "0" * 20 in draft.dropped[0].reasons[0]


async def test_fact_that_holds_the_number_must_be_cited(api, writer):
    api.script(drafted({"text": "有12家美國實體被列入。", "facts": [SUSPENSION.id], "level": ""}))
    draft = await writer.write("enforcement", [SUSPENSION, COUNT], period=PERIOD)
    assert draft.assessments == ()


async def test_risk_has_a_level(api, writer):
    api.script(drafted(HELD, {**HELD, "text": "該公告仍可能恢復。", "level": "medium"}))
    draft = await writer.write("risk", [SUSPENSION], period=PERIOD)
    assert [(each.text, each.level) for each in draft.assessments] == [("該公告仍可能恢復。", "medium")]


async def test_without_facts_nothing_is_asked(api, writer):
    draft = await writer.write("outlook", [WAITING], period=PERIOD)
    assert draft.assessments == ()
    assert api.requests == []


async def test_without_key_or_recording_it_is_an_offline_miss(api, settings, tmp_path, monkeypatch):
    monkeypatch.delenv("ANTHROPIC_API_KEY")
    draft = await AssessmentWriter(settings, recordings=tmp_path / "none").write("summary", [SUSPENSION], period=PERIOD)
    assert draft.outcome == "offline_miss"
    assert "summary" in draft.detail


@pytest.mark.parametrize("section", SECTIONS)
async def test_every_section_asks_for_itself(api, writer, section):
    api.script(drafted())
    await writer.write(section, [SUSPENSION], period=PERIOD)
    assert SECTIONS[section].task in api.requests[0]["messages"][0]["content"][1]["text"]
