"""What asking the model costs, and where the key may be: nowhere in what the program writes."""

from __future__ import annotations

import json
from pathlib import Path

import httpx
import pytest
import stamina

from benchmarks.mock_answers import MockSettings, answer_to
from tests.intercepting import intercepted
from tests.pipeline.scripted_batches import ScriptedBatches

KEY = "sk-ant-api03-test-key-of-nobody-0123456789"


@pytest.fixture
def api(monkeypatch, tmp_path):
    """A model that answers with claims, under respx; `refuse` has it answer with an error that repeats the key."""
    monkeypatch.setenv("ANTHROPIC_API_KEY", KEY)
    monkeypatch.setattr("workbench.extraction.client.bundled_recordings", lambda: tmp_path / "none")
    stamina.set_active(False)

    class Api:
        refuse = False

    def respond(request: httpx.Request) -> httpx.Response:
        if Api.refuse:
            told = f"invalid x-api-key {KEY}"
            return httpx.Response(401, json={"error": {"type": "authentication_error", "message": told}})
        return httpx.Response(200, json=answer_to(json.loads(request.content), MockSettings(claims=3)))

    with intercepted() as router:
        Api.route = router.post(path="/v1/messages").mock(side_effect=respond)
        yield Api
    stamina.set_active(True)


def test_what_was_paid_is_told_with_the_day_of_the_prices(workbench, articles, api):
    extracted = workbench("extract", articles)
    assert extracted.code == 0
    (line,) = [line for line in extracted.out.splitlines() if "requests paid" in line]
    assert line.startswith(f"{api.route.call_count} requests paid: tokens ")
    assert " USD (genai-prices 0." in line
    again = workbench("extract", articles, "--force")
    assert "requests paid" not in again.out


def test_a_model_without_a_price_is_asked_only_after_yes(workbench, articles, api, monkeypatch):
    monkeypatch.setenv("WORKBENCH_MODEL__NAME", "claude-of-nobody")
    refused = workbench("extract", articles)
    assert (refused.code, api.route.call_count) == (1, 0)
    assert "does not know claude-of-nobody. Give --yes" in refused.errors[0]
    agreed = workbench("extract", articles, "--yes")
    assert agreed.code == 0
    assert "price unknown" in agreed.out
    assert api.route.call_count > 0


def test_a_cost_cannot_be_held_for_a_model_without_a_price(workbench, articles, api, monkeypatch):
    monkeypatch.setenv("WORKBENCH_MODEL__NAME", "claude-of-nobody")
    refused = workbench("extract", articles, "--yes", "--max-cost", "1")
    assert (refused.code, api.route.call_count) == (1, 0)
    assert "Leave --max-cost out" in refused.errors[0]


def test_a_cost_that_one_request_could_pass_leaves_the_articles(workbench, articles, api):
    left = workbench("extract", articles, "--max-cost", "0.01")
    assert (left.code, api.route.call_count) == (1, 0)
    assert "3 documents are left by --max-cost; the same command with more of it goes on" in left.out
    assert workbench("extract", articles, "--max-cost", "10").out.startswith("3 documents extracted (model)")


@pytest.mark.parametrize(
    "words", [("--resume",), ("--no-wait",), ("--batch", "--offline"), ("--batch", "--engine", "rules")]
)
def test_options_that_do_not_go_together_are_wrong_usage(workbench, articles, words):
    assert workbench("extract", articles, *words).code == 2


def test_a_batch_without_a_key_says_so(workbench, articles):
    asked = workbench("extract", articles, "--batch")
    assert asked.code == 1
    assert "ANTHROPIC_API_KEY: batches need the API, and no key is set" in asked.errors[0]


def test_recordings_go_to_another_machine(workbench, articles, api, tmp_path, monkeypatch):
    workbench("extract", articles)
    paid = api.route.call_count
    assert workbench("recordings", "export", "out").out == f"{paid} answers written to out\n"
    monkeypatch.setenv("WORKBENCH_HOME", str(tmp_path / "elsewhere"))
    assert workbench("recordings", "import", "out").out == f"{paid} answers read, {paid} of them new\n"
    assert workbench("recordings", "import", "out").out == f"{paid} answers read, 0 of them new\n"
    monkeypatch.delenv("ANTHROPIC_API_KEY")
    read = workbench("extract", articles, "--engine", "model")
    assert read.code == 0
    assert api.route.call_count == paid


def test_a_recording_that_was_changed_is_not_imported(workbench, articles, api, tmp_path):
    workbench("extract", articles)
    workbench("recordings", "export", "out")
    file = min((tmp_path / "out").iterdir())
    file.write_text(file.read_text("utf-8").replace('"end_turn"', '"max_tokens"'), "utf-8")
    refused = workbench("recordings", "import", "out")
    assert refused.code == 1
    assert file.name in refused.errors[0]


def test_the_key_is_nowhere_in_what_the_program_writes(workbench, articles, api, tmp_path):
    said = [workbench("extract", articles, "--record", "recorded")]
    api.refuse = True
    said += [
        workbench("extract", "--force"),
        workbench("extract", articles, "--force", "--engine", "model"),
        workbench("runs"),
        workbench("runs", "--json"),
        workbench("recordings", "export", "out"),
        workbench("facts", "--json"),
        workbench("stats", "--json"),
    ]
    (articles / "another.md").write_text("商務部公告2025年第62號今日公布。\n", "utf-8")
    said += [workbench("extract", articles), workbench("runs", "--json")]
    assert "401" in said[-2].err
    for ran in said:
        assert KEY not in ran.out + ran.err
    files = [path for path in Path(tmp_path).rglob("*") if path.is_file()]
    assert len(files) > 10
    assert [path.name for path in files if KEY.encode() in path.read_bytes()] == []


def test_run_asks_in_batches(workbench, articles, monkeypatch, tmp_path):
    monkeypatch.setenv("ANTHROPIC_API_KEY", KEY)
    monkeypatch.setenv("WORKBENCH_BATCH__POLL_SECONDS", "0.01")
    monkeypatch.setattr("workbench.extraction.client.bundled_recordings", lambda: tmp_path / "none")
    with intercepted() as router:
        batches = ScriptedBatches(router)
        ran = workbench("run", articles, "--period", "2025-10..2026-02", "--as-of", "2026-02-19", "--batch")
    assert "3 documents extracted (model)" in ran.out
    assert sum(batches.answered.values()) >= 3
    assert list((tmp_path / "drafts").glob("*.md"))


@pytest.mark.parametrize("words", [("--offline",), ("--engine", "rules")])
def test_run_in_batches_needs_the_api(workbench, articles, words):
    assert workbench("run", articles, "--period", "2026-02", "--batch", *words).code == 2
