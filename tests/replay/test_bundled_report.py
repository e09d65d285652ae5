"""The demonstration's steps, the model's answers served by respx: no recording is missed or left over."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from replaying import Replay, ReplayMiss

from workbench.documents import Metadata
from workbench.errors import WorkbenchError
from workbench.extraction import ModelEngine
from workbench.pipeline import Written, add_articles, extract, policy_of, route_all, write_assessments
from workbench.pipeline.demo import DEMO_PERIOD
from workbench.resources import resource_dir
from workbench.settings import Settings
from workbench.store import Store

ARTICLES = resource_dir("fixtures") / "articles"
RESPONSES = resource_dir("fixtures") / "responses"
ASSESSMENTS = sorted(RESPONSES.glob("assess-*.json"))


@pytest.fixture
def store(settings: Settings) -> Store:
    return Store(settings.store_url)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The recordings in a folder that may be spoilt."""
    return Path(shutil.copytree(RESPONSES, tmp_path / "copy"))


def read_articles(settings: Settings, store: Store) -> None:
    added = add_articles(store, [ARTICLES], Metadata())
    extracted = extract(store, added.documents, "model", ModelEngine(settings))
    assert (added.failures, extracted.failed) == ([], [])


def write(settings: Settings, store: Store) -> Written:
    route_all(store, policy_of(settings.triage))
    return write_assessments(settings, store, DEMO_PERIOD)


def of_articles(replay: Replay) -> set[str]:
    return {name for name in replay.unused if not name.startswith("assess-")}


def test_every_recorded_answer_of_the_articles_is_asked_for(replaying, settings, store):
    with replaying(RESPONSES) as replay:
        read_articles(settings, store)
    assert replay.misses == []
    assert of_articles(replay) == set()


def test_every_recorded_assessment_is_asked_for_and_none_is_missing(replaying, settings, store):
    with replaying(RESPONSES) as replay:
        read_articles(settings, store)
        written = write(settings, store)
    assert replay.misses == []
    assert replay.unused == set()
    assert written.count > 0


@pytest.mark.parametrize("name", ["01-mofcom-2025-55-superhard", "08-law-firm-annual-review-2of2"])
def test_recording_of_an_article_that_is_deleted_is_named(replaying, settings, store, copy, name):
    (deleted,) = copy.glob(f"{name}.*.json")
    deleted.unlink()
    with replaying(copy), pytest.raises(ReplayMiss, match=f"There is no {deleted.name}"):
        read_articles(settings, store)


def test_recording_of_an_assessment_that_is_deleted_is_named(replaying, settings, store, copy):
    deleted = copy / ASSESSMENTS[0].name
    deleted.unlink()
    with replaying(copy):
        read_articles(settings, store)
        with pytest.raises(ReplayMiss, match=f"There is no {deleted.name}"):
            write(settings, store)


@pytest.mark.parametrize(
    ("written", "instead", "told"),
    [
        ('"max_tokens": 16000', '"max_tokens": 8000', "the request was changed"),
        ('"stop_reason": "end_turn"', '"stop_reason": "refusal"', "the answer was changed"),
    ],
)
@pytest.mark.parametrize("path", sorted(RESPONSES.glob("*.json")), ids=lambda path: path.stem)
def test_recording_that_is_changed_is_named(replaying, copy, path, written, instead, told):
    changed = copy / path.name
    changed.write_text(changed.read_text("utf-8").replace(written, instead, 1), "utf-8")
    with pytest.raises(WorkbenchError, match=f"{path.name}.*{told}"), replaying(copy):
        pass
