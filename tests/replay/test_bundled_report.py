"""The whole way on the bundled articles, the model's answers served by respx: no recording is missed or left over."""

from __future__ import annotations

import pytest

from workbench.documents import Metadata
from workbench.extraction import ModelEngine
from workbench.pipeline import add_articles, extract, policy_of, route_all, write_assessments
from workbench.pipeline.demo import DEMO_PERIOD
from workbench.resources import resource_dir
from workbench.store import Store

RESPONSES = resource_dir("fixtures") / "responses"

pytestmark = pytest.mark.skipif(
    not any(RESPONSES.glob("**/*.json")), reason="fixtures/responses is empty: no answers are recorded yet"
)


def test_every_recording_is_asked_for_and_none_is_missing(replaying, settings):
    store = Store(settings.store_url)
    with replaying(RESPONSES) as replay:
        added = add_articles(store, [resource_dir("fixtures") / "articles"], Metadata())
        extract(store, added.documents, "model", ModelEngine(settings))
        route_all(store, policy_of(settings.triage))
        written = write_assessments(settings, store, DEMO_PERIOD)
    assert replay.misses == []
    assert replay.unused == set()
    assert written.count > 0
