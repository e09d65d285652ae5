"""A stop: what is under way is answered and kept, nothing more is sent, and the next run goes on from there."""

from __future__ import annotations

from scripted_api import message, proposed

from workbench.extraction import ModelEngine

QUOTE = "全球約九成的鎵由本國供應"


async def test_a_stop_keeps_the_answer_under_way_and_sends_no_other(api, settings, article, tmp_path):
    engine = ModelEngine(settings, recordings=tmp_path / "none")

    def answered_after_the_stop(_body):
        engine.stop()
        return message({"facts": [proposed("claim", QUOTE, statement=QUOTE)]})

    api.script(answered_after_the_stop)
    extraction = await engine.extract(article)
    assert extraction.outcome == "stopped"
    assert (len(api.requests), len(api.cover_requests)) == (1, 0)

    again = await ModelEngine(settings, recordings=tmp_path / "none").extract(article)
    assert again.outcome == "complete"
    assert [attempt.source for attempt in again.attempts] == ["cache", "api"]
    assert (len(api.requests), len(api.cover_requests)) == (1, 1)


async def test_a_miss_is_explained_by_what_changed(api, settings, article, tmp_path):
    api.script(message({"facts": []}))
    await ModelEngine(settings, recordings=tmp_path / "none").extract(article)
    changed = article.model_copy(update={"text": article.text.replace("12月1日", "12月8日")})
    extraction = await ModelEngine(settings, recordings=tmp_path / "none").extract(changed)
    assert extraction.attempts[0].miss.startswith("article changed since 20")
    other = settings.model_copy(update={"model": settings.model.model_copy(update={"name": "claude-opus-5-5"})})
    extraction = await ModelEngine(other, recordings=tmp_path / "none").extract(changed)
    assert extraction.attempts[0].miss.startswith("model changed since 20")
