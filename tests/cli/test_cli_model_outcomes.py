"""What a bad answer of the model leaves: the outcome named, the good facts kept, the bad listed, nothing asked twice."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import stamina

from tests.extraction.scripted_api import ScriptedApi, message, numbered_effects, proposed
from tests.intercepting import intercepted
from workbench.extraction.outcomes import outcome_name

LINES, GOOD = numbered_effects(range(61, 80))
FOREIGN = proposed("claim", "鎵價在三個月內翻了一番", statement="鎵價在三個月內翻了一番")
WRONG = {**GOOD[0], "quotes": ["商務部公告2025年第61號自2025年12月9日起施行"]}


@dataclass(frozen=True)
class Case:
    """An answer of the model, and what is left of it."""

    answer: dict[str, Any]
    outcome: str
    requests: int
    facts: int
    """Facts that the model gave and the text bears out."""
    refused: tuple[str, ...] = ()
    """A word of the reason of each refused fact."""
    code: int = 0


CASES = {
    "refused": Case(message("", stop_reason="refusal"), "refused", 1, 0, code=1),
    "cut off": Case(message('{"facts": [{"kind": "eff', stop_reason="max_tokens"), "truncated", 1, 0, code=1),
    "invalid three times": Case(message({"facts": [WRONG, {"kind": "rumour"}]}), "invalid", 3, 0, ("12月", "kind")),
    "right but for one of twenty": Case(
        message({"facts": [*GOOD[:7], FOREIGN, *GOOD[7:]]}),
        "invalid",
        3,
        19,
        ("claim 「鎵價在三個月內翻了一番」: quote 1 is not in the text",),
    ),
    "quotes another article": Case(message({"facts": [FOREIGN]}), "invalid", 3, 0, ("is not in the text",)),
}


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch):
    """The API as a script; no answer is stored anywhere but in the cache of the test."""
    monkeypatch.setenv("ANTHROPIC_API_KEY", "test-key-of-nobody")
    stamina.set_active(False)
    scripted = ScriptedApi()
    with intercepted() as router:
        router.post(path="/v1/messages").mock(side_effect=scripted.respond)
        yield scripted
    stamina.set_active(True)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "nineteen.txt"
    path.write_text("\n".join(LINES) + "\n", "utf-8")
    return path


@pytest.mark.parametrize("name", CASES)
def test_outcome_is_named_good_facts_are_kept_and_bad_ones_listed(workbench, api, article, name):
    case = CASES[name]
    api.script(case.answer)
    extracted = workbench("extract", article, "--engine", "model")
    assert extracted.code == case.code
    assert len(api.requests) == case.requests
    if case.code:
        assert f"· {outcome_name(case.outcome)}" in extracted.err
        assert "1 with trouble" in extracted.out
    listed = [line for line in extracted.out.splitlines() if line.startswith("  ✗ ")]
    assert len(listed) == len(case.refused)
    for line, word in zip(listed, case.refused, strict=True):
        assert word in line
    facts = workbench("facts", "--json").rows
    assert len([fact for fact in facts if fact["origin"] == "model"]) == case.facts
    assert {fact["kind"] for fact in facts if fact["origin"] == "model"} <= {"effective_date"}
    (run,) = workbench("runs", "--json").rows
    assert (run["outcome"], len(run["rejected"])) == (case.outcome, len(case.refused))
    told = [reason for refused in run["rejected"] for reason in refused["reasons"]]
    assert all(re.search("[一-鿿]", reason) for reason in told)  # as the model was told, whatever language people read


@pytest.mark.parametrize("name", CASES)
def test_nothing_is_asked_twice(workbench, api, article, name):
    api.script(CASES[name].answer)
    workbench("extract", article, "--engine", "model")
    asked, facts = api.count, workbench("facts", "--json").rows
    again = workbench("extract", article, "--engine", "model")
    assert api.count == asked
    assert again.out.splitlines()[0] == "0 documents extracted (–), 1 were up to date, 0 with trouble"
    assert workbench("facts", "--json").rows == facts


@pytest.mark.parametrize("name", ["invalid three times", "right but for one of twenty", "quotes another article"])
def test_what_was_answered_is_not_paid_for_again_even_where_it_is_forced(workbench, api, article, name):
    api.script(CASES[name].answer)
    workbench("extract", article, "--engine", "model")
    asked = api.count
    workbench("extract", article, "--engine", "model", "--force")
    assert api.count == asked
    assert workbench("runs", "--json").rows[1]["cost"]["requests"] == 0


def test_everything_that_an_extraction_rests_on_is_kept_by_name(workbench, api, article):
    usage = {"input_tokens": 90, "output_tokens": 20, "cache_creation_input_tokens": 8000, "cache_read_input_tokens": 0}
    cheaper = {**usage, "cache_creation_input_tokens": 0, "cache_read_input_tokens": 8000}
    api.script(message({"facts": [*GOOD[:18], FOREIGN]}, usage=usage), message({"facts": []}, usage=cheaper))
    api.cover(message({"facts": GOOD[18:]}, usage=cheaper))
    workbench("extract", article, "--engine", "model")
    (run,) = workbench("runs", article, "--json").rows
    assert (run["engine"], run["outcome"]) == ("model", "complete")
    assert (run["model"], run["model_resolved"]) == ("claude-sonnet-5-5", ["claude-sonnet-5-5"])
    assert run["prompt"].startswith("extract/")
    assert run["basis"]["coverage_prompt"].startswith("cover/")
    assert len(run["schema"]) == 12
    assert {"rules", "checks", "piece", "longest_answer"} < set(run["basis"])
    assert [(each["task"], each["attempt"], each["source"]) for each in run["requests"]] == [
        ("extract", 1, "api"),
        ("extract", 2, "api"),
        ("cover", 1, "api"),
    ]
    assert [each["usage"] for each in run["requests"]] == [usage, cheaper, cheaper]
    assert len({each["key"] for each in run["requests"]}) == 3
    assert all(len(each["key"]) == 64 and each["model_asked"] for each in run["requests"])
    assert run["cost"] == {
        "requests": 3,
        **{kind: usage[kind] + 2 * cheaper[kind] for kind in usage},
        "usd": run["cost"]["usd"],
    }
    assert run["coverage"] == {
        **{"open": 2, "asked": 2, "passages": 1, "left_out": 0, "facts": 1, "requests": 1},
        "usage": cheaper,
    }
    assert [refused["quotes"] for refused in run["sent_back"]] == [["鎵價在三個月內翻了一番"]]


def test_runs_are_shown_to_people_too(workbench, api, article):
    api.script(message({"facts": GOOD}))
    workbench("extract", article, "--engine", "model")
    workbench("extract", article, "--engine", "rules")
    shown = workbench("runs").out
    assert "claude-sonnet-5-5" in shown
    assert "rules" in shown
    assert workbench("runs", "absent.txt").code == 1


def test_what_a_person_decided_and_another_model_reads_otherwise_is_told_and_kept(workbench, api, article, monkeypatch):
    claim = proposed("claim", "商務部公告2025年第61號", statement="商務部公告2025年第61號")
    api.script(message({"facts": [*GOOD, claim]}))
    workbench("extract", article, "--engine", "model")
    (decided,) = workbench.facts(kind="claim")
    workbench("decide", decided["id"], "approve", "--reviewer", "林")
    longer = proposed("claim", LINES[0], statement="商務部公告2025年第61號自2025年12月1日起施行")
    api.script(message({"facts": [*GOOD, longer]}))
    monkeypatch.setenv("WORKBENCH_MODEL__NAME", "claude-opus-5-5")
    again = workbench("extract", "--engine", "model")
    assert "1 facts that a person had decided on read otherwise now, or are gone" in again.out
    (now,) = workbench.facts(kind="claim")
    assert now["state"] == "pending"
    assert "decided_before" in now["route"]["reasons"]
    (earlier,) = now["earlier"]
    assert (earlier["id"], earlier["state"], earlier["by"]) == (decided["id"], "approved", "林")
    assert [fact["id"] for fact in workbench.facts(state="superseded")] == [decided["id"]]
