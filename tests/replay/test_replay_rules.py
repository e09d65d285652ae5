"""The replay itself: what was recorded is served, and a stale recording cannot pass unnoticed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from replaying import ReplayMiss

from tests.intercepting import intercepted
from workbench.errors import WorkbenchError
from workbench.extraction import ModelEngine
from workbench.facts.document import Document, document_id

TEXT = "據行業協會估計，全球約九成的鎵由本國供應。"
ANSWER = {
    "facts": [
        {
            "kind": "claim",
            "quotes": ["全球約九成的鎵由本國供應"],
            "fields": [{"name": "statement", "value": "全球約九成的鎵由本國供應"}],
        }
    ]
}


def article(text: str = TEXT) -> Document:
    return Document(id=document_id(text.encode()), text=text, name="gallium.txt")


@pytest.fixture
async def recorded(settings, tmp_path: Path) -> Path:
    """A folder with one recording, made by the program itself."""
    folder = tmp_path / "recorded"
    message = {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "model": "claude-sonnet-5-5",
        "content": [{"type": "text", "text": json.dumps(ANSWER, ensure_ascii=False)}],
        "stop_reason": "end_turn",
        "stop_sequence": None,
        "usage": {"input_tokens": 10, "output_tokens": 5},
    }
    first = settings.model_copy(update={"home": tmp_path / "first"})
    with intercepted(assert_all_called=True) as router:
        router.post(path="/v1/messages").respond(json=message)
        extraction = await ModelEngine(first, record_dir=folder).extract(article())
    assert extraction.outcome == "complete"
    return folder


async def test_recorded_answer_is_served_and_used(recorded, replaying, settings):
    with replaying(recorded) as replay:
        extraction = await ModelEngine(settings).extract(article())
    assert [fact.kind for fact in extraction.facts] == ["claim"]
    assert extraction.attempts[0].source == "api"
    assert replay.unused == set()


async def test_deleted_recording_fails_by_its_name(recorded, replaying, settings):
    (path,) = recorded.iterdir()
    path.unlink()
    with replaying(recorded), pytest.raises(ReplayMiss, match=path.name):
        await ModelEngine(settings).extract(article())


async def test_changed_article_is_a_miss_that_names_the_nearest_recording(recorded, replaying, settings):
    (path,) = recorded.iterdir()
    with replaying(recorded), pytest.raises(ReplayMiss, match=path.name) as caught:
        await ModelEngine(settings).extract(article(TEXT.replace("九成", "八成")))
    assert "what differs: article" in str(caught.value)
    assert "+據行業協會估計，全球約八成的鎵由本國供應。" in str(caught.value)


async def test_changed_request_of_a_recording_fails_by_name(recorded, replaying):
    (path,) = recorded.iterdir()
    path.write_text(path.read_text("utf-8").replace("行業協會", "行業公會"), "utf-8")
    with pytest.raises(WorkbenchError, match=path.name), replaying(recorded):
        pass


async def test_changed_prompt_is_a_miss_that_says_prompt(recorded, replaying, settings, monkeypatch):
    monkeypatch.setattr("workbench.extraction.engine.system_prompt", lambda: "另一份規則。")
    with replaying(recorded), pytest.raises(ReplayMiss, match="what differs: prompt"):
        await ModelEngine(settings).extract(article())


async def test_recording_nobody_asks_for_is_reported(recorded, replaying):
    with replaying(recorded) as replay:
        pass
    assert replay.unused == {path.name for path in recorded.iterdir()}
