"""Extraction through batches: the same facts as asked directly, nothing paid twice, nothing forgotten."""

from __future__ import annotations

import httpcore2
import pytest
import stamina
from scripted_batches import ScriptedBatches
from scripted_model import article

from benchmarks.invented import article as invented
from tests.intercepting import intercepted
from workbench.extraction import ModelEngine
from workbench.pipeline import batch_session, extract
from workbench.pipeline.statistics import cost
from workbench.settings import BatchSettings, Settings
from workbench.store import Store

TEXTS = [invented(number, 500) for number in range(3)]


@pytest.fixture(autouse=True)
def _key(monkeypatch):
    monkeypatch.setenv("ANTHROPIC_API_KEY", "test-key-of-nobody")
    monkeypatch.setattr("workbench.extraction.client.bundled_recordings", lambda: Settings().home / "none")
    stamina.set_active(False)
    yield
    stamina.set_active(True)


@pytest.fixture
def api():
    with intercepted() as router:
        yield ScriptedBatches(router)


class Place:
    """A state folder of its own, and what a command would do there."""

    def __init__(self, home) -> None:
        self.settings = Settings(home=home, batch=BatchSettings(poll_seconds=0.01, grace_seconds=0))
        self.store = Store(self.settings.store_url)
        self.documents = [article(text, f"{number}.txt") for number, text in enumerate(TEXTS)]
        self.store.add_documents(self.documents)
        self.told: list[str] = []

    def batch(self, documents=None, **options):
        force, wait = options.pop("force", False), options.pop("wait", True)
        session = batch_session(self.settings, self.store, tell=self.told.append, **options)
        return session.extract(self.documents if documents is None else documents, force=force, wait=wait)

    def direct(self):
        return extract(self.store, self.documents, "model", ModelEngine(self.settings))

    @property
    def facts(self):
        return {record.id: record.fact for record in self.store.records()}


@pytest.fixture
def place(tmp_path):
    return Place(tmp_path / "state")


@pytest.fixture
def asked_directly(api, tmp_path):
    other = Place(tmp_path / "other")
    assert len(other.direct().done) == 3
    return other


def test_a_batch_ends_with_the_facts_of_asking_directly(api, place, asked_directly):
    calls = api.direct.call_count
    result = place.batch()
    assert (len(result.done), result.failed, result.postponed) == (3, [], [])
    assert place.facts == asked_directly.facts
    assert api.direct.call_count == calls
    assert set(api.answered.values()) == {1}
    assert place.store.batches.open() == []


def test_a_batch_costs_half(api, place, asked_directly):
    place.batch()
    half, whole = cost(place.store.runs()), cost(asked_directly.store.runs())
    assert half["requests"] == whole["requests"] > 3
    assert half["usd"] == pytest.approx(whole["usd"] / 2, abs=0.0002)
    assert {attempt["source"] for run in place.store.runs() for attempt in run.attempts} == {"batch"}


def test_a_second_batch_asks_nothing_and_costs_nothing(api, place):
    place.batch()
    before = cost(place.store.runs())["requests"]
    place.batch(force=True)
    assert set(api.answered.values()) == {1}
    assert cost(place.store.runs())["requests"] == before


def test_what_is_submitted_waits_and_is_not_asked_directly(api, place, asked_directly):
    first = place.batch(wait=False)
    assert first.outcomes == {"batched": 3}
    calls = api.direct.call_count
    meanwhile = place.direct()
    assert (len(meanwhile.done), meanwhile.outcomes["batched"], api.direct.call_count) == (0, 3, calls)
    resumed = place.batch([])
    assert len(resumed.done) == 3
    assert place.facts == asked_directly.facts
    assert set(api.answered.values()) == {1}


def test_a_batch_whose_submission_was_cut_off_is_found(api, place, asked_directly):
    api.cut_off = httpcore2.ReadError
    place.batch(wait=False)
    assert "whether it arrived is not known" in place.told[0]
    api.cut_off = None
    result = place.batch([])
    assert any("had arrived: msgbatch_1" in line for line in place.told)
    assert len(result.done) == 3
    assert place.facts == asked_directly.facts
    assert set(api.answered.values()) == {1}


def test_a_batch_that_never_arrived_is_submitted_again(api, place):
    api.cut_off = httpcore2.ReadError
    place.batch(wait=False)
    api.batches.clear()
    api.answered.clear()
    api.cut_off = None
    assert len(place.batch([]).done) == 3
    assert any("never arrived" in line for line in place.told)
    assert set(api.answered.values()) == {1}


def test_another_batch_of_the_same_size_is_not_taken_for_ours(api, place, asked_directly):
    api.cut_off = httpcore2.ReadError
    place.batch(wait=False)
    api.cut_off = None
    strange = {"custom_id": "somebody-elses", "result": {"type": "expired"}}
    api.batches["msgbatch_of_others"] = [strange] * 3
    assert len(place.batch([]).done) == 3
    assert place.facts == asked_directly.facts
    assert set(api.answered.values()) == {1}


def test_what_was_planned_and_not_sent_is_sent_later(api, place, monkeypatch):
    def die(*_args):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("workbench.extraction.batch_api.BatchApi.submit", die)
        with pytest.raises(KeyboardInterrupt):
            place.batch()
    assert [batch.state for batch in place.store.batches.open()] == ["planned"]
    assert len(place.batch([]).done) == 3
    assert set(api.submitted.values()) == {1}


@pytest.mark.parametrize("fate", ["expired", "errored"])
def test_what_expired_or_failed_is_submitted_again(api, place, asked_directly, fate):
    api.fate = lambda _body, before: fate if before == 0 else "succeeded"
    assert len(place.batch().done) == 3
    assert place.facts == asked_directly.facts
    assert set(api.submitted.values()) == {2}


def test_what_expires_again_and_again_is_reported(api, place):
    api.fate = lambda _body, _before: "expired"
    result = place.batch()
    assert [step.outcome for step in result.failed] == ["overloaded"] * 3
    assert result.failed[0].detail == "submitted 3 times: expired"
    assert set(api.submitted.values()) == {3}


def test_what_would_be_refused_again_is_not_submitted_again(api, place):
    api.fate = lambda _body, _before: "invalid"
    result = place.batch()
    assert [(step.outcome, step.detail) for step in result.failed] == [("failed", "invalid_request_error: told so")] * 3
    assert set(api.submitted.values()) == {1}


def test_no_more_is_submitted_than_the_cost_allows_and_what_was_not_spent_is(api, place):
    result = place.batch(max_cost=0.3)
    assert len(api.batches) > 2  # two requests could pass it together with a third: they go one after the other
    assert max(map(len, api.batches.values())) < 3
    assert len(result.done) == 3
    assert 0 < cost(place.store.runs())["usd"] < 0.3


def test_a_cost_below_one_request_submits_nothing(api, place):
    result = place.batch(max_cost=0.01)
    assert result.outcomes == {"over_budget": 3}
    assert not api.submitted


def test_answers_that_the_cache_lost_are_read_from_the_api_again(api, place, asked_directly, monkeypatch):
    place.batch(wait=False)
    session = batch_session(place.settings, place.store)
    monkeypatch.setattr(session.model.client, "keep", lambda _records: None)
    session._collect(wait=True)
    assert len(place.batch([]).done) == 3
    assert place.facts == asked_directly.facts
    assert set(api.submitted.values()) == {1}
