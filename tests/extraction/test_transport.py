"""Where an answer is looked for, what is kept of it, and when the API is asked again."""

from __future__ import annotations

import httpx2
import pytest
import stamina
from scripted_api import error, message, proposed

from workbench.extraction import ModelEngine
from workbench.extraction.recordings import Recordings
from workbench.extraction.retrying import RetryPolicy, send_with_retries

CLAIM = proposed("claim", "全球約九成的鎵由本國供應", statement="全球約九成的鎵由本國供應")
FOREIGN = proposed("claim", "沒有這句話的依據", statement="沒有這句話的依據")


async def recorded(api, settings, article, folder, *answers):
    api.script(*answers)
    engine = ModelEngine(settings, recordings=folder / "none", record_dir=folder / "recorded")
    return await engine.extract(article)


async def test_live_answers_are_recorded_with_their_tries(api, settings, article, tmp_path):
    await recorded(api, settings, article, tmp_path, message({"facts": [CLAIM, FOREIGN]}), message({"facts": []}))
    names = sorted(path.name.split(".")[0] for path in (tmp_path / "recorded").iterdir())
    assert names == ["gallium", "gallium-cover", "gallium-try2"]
    assert {record.meta["origin"] for record in Recordings(tmp_path / "recorded")} == {"live"}


async def test_answers_of_a_stand_in_on_this_machine_are_by_hand(api, settings, article, tmp_path, monkeypatch):
    monkeypatch.setenv("ANTHROPIC_BASE_URL", "http://127.0.0.1:8787")
    await recorded(api, settings, article, tmp_path, message({"facts": [CLAIM]}))
    assert {record.meta["origin"] for record in Recordings(tmp_path / "recorded")} == {"written by hand"}


async def test_recording_answers_on_another_machine(api, settings, article, tmp_path, monkeypatch):
    first = await recorded(api, settings, article, tmp_path, message({"facts": [CLAIM]}))
    monkeypatch.delenv("ANTHROPIC_API_KEY")
    elsewhere = settings.model_copy(update={"home": tmp_path / "elsewhere"})
    engine = ModelEngine(elsewhere, recordings=tmp_path / "recorded")
    assert engine.has_stored(article)
    again = await engine.extract(article)
    assert again.facts == first.facts
    assert {attempt.source for attempt in again.attempts} == {"recording"}
    assert len(api.requests) == 1


async def test_offline_miss_names_article_recording_and_change(api, settings, article, tmp_path):
    await recorded(api, settings, article, tmp_path, message({"facts": [CLAIM]}))
    elsewhere = settings.model_copy(update={"home": tmp_path / "elsewhere"})
    engine = ModelEngine(elsewhere, recordings=tmp_path / "recorded", offline=True)
    changed = article.model_copy(update={"text": article.text.replace("12月1日", "12月8日")})
    assert not engine.has_stored(changed)
    extraction = await engine.extract(changed)
    assert extraction.outcome == "offline_miss"
    assert "gallium.txt" in extraction.detail
    assert "what differs: article" in extraction.detail
    assert "\n" not in extraction.detail
    assert len(api.requests) == 1


async def test_without_a_key_nothing_is_sent(api, settings, article, tmp_path, monkeypatch):
    monkeypatch.delenv("ANTHROPIC_API_KEY")
    extraction = await ModelEngine(settings, recordings=tmp_path / "none").extract(article)
    assert extraction.outcome == "offline_miss"
    assert "ANTHROPIC_API_KEY" in extraction.detail
    assert api.requests == []


async def test_cut_off_answer_is_not_recorded(api, settings, article, tmp_path):
    await recorded(api, settings, article, tmp_path, message("{", stop_reason="max_tokens"))
    assert not (tmp_path / "recorded").exists()


async def test_error_is_not_kept(api, settings, article, tmp_path):
    await recorded(api, settings, article, tmp_path, error(529, "overloaded_error"), message({"facts": [CLAIM]}))
    extraction = await ModelEngine(settings, recordings=tmp_path / "none").extract(article)
    assert extraction.outcome == "complete"


@pytest.fixture
def _patient():
    stamina.set_active(True)


def answering(*statuses: int, **headers: str):
    sent: list[int] = []

    async def send() -> httpx2.Response:
        status = statuses[min(len(sent), len(statuses) - 1)]
        sent.append(status)
        return httpx2.Response(status, headers=headers if status != 200 else {})

    return send, sent


QUICK = RetryPolicy(budget=2.0, first_wait=0.001, longest_wait=0.01)


@pytest.mark.usefixtures("_patient")
@pytest.mark.parametrize("status", [408, 429, 500, 503, 529])
async def test_what_may_pass_is_tried_again(status):
    send, sent = answering(status, status, 200)
    response = await send_with_retries(send, QUICK)
    assert response.status_code == 200
    assert sent == [status, status, 200]


@pytest.mark.usefixtures("_patient")
@pytest.mark.parametrize("status", [400, 401, 404, 413])
async def test_what_cannot_pass_is_not(status):
    send, sent = answering(status, 200)
    response = await send_with_retries(send, QUICK)
    assert response.status_code == status
    assert sent == [status]


@pytest.mark.usefixtures("_patient")
async def test_a_day_of_retry_after_is_capped():
    send, sent = answering(429, 200, **{"retry-after": "86400"})
    capped: list[float] = []
    response = await send_with_retries(send, QUICK, capped.append)
    assert response.status_code == 200
    assert sent == [429, 200]
    assert capped == [86400]


@pytest.mark.usefixtures("_patient")
async def test_a_wait_that_is_short_enough_is_not_told():
    send, sent = answering(429, 200, **{"retry-after": "0.001"})
    capped: list[float] = []
    await send_with_retries(send, QUICK, capped.append)
    assert (sent, capped) == ([429, 200], [])


@pytest.mark.usefixtures("_patient")
async def test_spent_budget_returns_the_last_answer():
    send, sent = answering(529)
    response = await send_with_retries(send, RetryPolicy(budget=0.05, first_wait=0.001, longest_wait=0.01))
    assert response.status_code == 529
    assert len(sent) > 1


@pytest.mark.usefixtures("_patient")
async def test_lost_connection_is_tried_again():
    tries = []

    async def send() -> httpx2.Response:
        tries.append(1)
        if len(tries) == 1:
            raise httpx2.ConnectError("no route")
        return httpx2.Response(200)

    assert (await send_with_retries(send, QUICK)).status_code == 200
    assert len(tries) == 2
