"""Every bundled article, read by the model as recorded: whole requests, nothing missed, nothing made up."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from workbench.documents import Metadata, read_document
from workbench.extraction import ModelEngine
from workbench.resources import resource_dir

ARTICLES = sorted(
    path for path in (resource_dir("fixtures") / "articles").iterdir() if path.suffix in {".md", ".txt", ".html"}
)
RESPONSES = resource_dir("fixtures") / "responses"


@pytest.mark.parametrize("path", ARTICLES, ids=[path.stem for path in ARTICLES])
async def test_article_is_read_as_recorded(path: Path, replaying, settings):
    document = read_document(path, Metadata())
    with replaying(RESPONSES) as replay:
        extraction = await ModelEngine(settings).extract(document)
    assert replay.misses == []
    assert replay.used, f"{path.name} has no recording"
    assert extraction.outcome in {"complete", "invalid"}, extraction.detail
    assert {attempt.source for attempt in extraction.attempts} == {"api"}
    for fact in extraction.facts:
        assert all(document.text[span.start : span.end] == span.quote for span in fact.evidence)
        assert fact.evidence


@pytest.mark.parametrize("path", ARTICLES, ids=[path.stem for path in ARTICLES])
async def test_reading_again_gives_the_same_facts_for_nothing(path: Path, replaying, settings):
    document = read_document(path, Metadata())
    with replaying(RESPONSES):
        first = await ModelEngine(settings).extract(document)
        again = await ModelEngine(settings).extract(document)
    assert [fact.id for fact in again.facts] == [fact.id for fact in first.facts]
    assert {attempt.source for attempt in again.attempts} == {"cache"}


def test_every_recording_says_who_wrote_it(replaying):
    with replaying(RESPONSES) as replay:
        assert {record.meta.get("origin") for record in replay.recordings} <= {"live", "written by hand"}


@pytest.mark.parametrize("path", sorted(RESPONSES.glob("**/*.json")), ids=lambda path: path.stem)
def test_every_recording_can_be_verified(path):
    assert {"key", "digest"} <= json.loads(path.read_text("utf-8")).keys()
