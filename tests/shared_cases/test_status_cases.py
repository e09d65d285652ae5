"""Statuses of real acts through the commands, from the articles beside the repository where they are at hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commanding import run_here

SHARED = Path(__file__).resolve().parents[3] / "shared"
TIMELINE = SHARED / "cases" / "timeline.json"
CASES = json.loads(TIMELINE.read_text("utf-8"))["cases"] if TIMELINE.exists() else []
THROUGH_COMMANDS = [case for case in CASES if case["through_commands"]]
ROUND_OF_58 = [
    ("2025-11-06", {"unknown", "announced"}, None, False),
    ("2025-11-07", {"suspended"}, "2026-11-10", False),
    ("2026-11-10", {"suspended"}, "2026-11-10", False),
    ("2026-11-11", {"in_force"}, None, True),
]


@pytest.fixture(scope="session")
def told(tmp_path_factory):
    """A workbench with the seeds, the ministry's texts and the notices, all read by the rules and approved."""
    if not CASES:
        pytest.skip("../shared is absent")
    folder = tmp_path_factory.mktemp("status_cases")
    articles = folder / "articles"
    articles.mkdir()
    for name in ("official", "notices"):
        lines = (SHARED / "cases" / f"{name}.jsonl").read_text("utf-8").splitlines()
        for number, case in enumerate(map(json.loads, lines)):
            head = {"title": case.get("title") or "", "date": (case.get("doc_date") or "")[:10]}
            written = "".join(
                f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in head.items() if value
            )
            text = f"---\n{written}---\n{case.get('text') or case.get('excerpt')}"
            (articles / f"{name}-{number:04d}.md").write_text(text, encoding="utf-8")
    ask = asking(folder)
    ask("add", *map(str, sorted((SHARED / "seeds").glob("00[1-4]*.txt"))), "articles")
    ask("extract", "--engine", "rules")
    ask("decide", "--match", "state=pending", "approve")
    return ask


def asking(folder):
    def ask(*words):
        ran = run_here(folder, *words)
        assert ran.code == 0, ran.err
        return ran.out

    return ask


@pytest.mark.parametrize("case", THROUGH_COMMANDS, ids=lambda case: case["id"])
def test_a_case_through_the_commands(told, case):
    answer = json.loads(told("status", case["target"], "--as-of", case["as_of"], "--json"))
    assert answer["status"] == case["status"]


@pytest.mark.parametrize(("as_of", "statuses", "until", "assumed"), ROUND_OF_58)
def test_58_is_suspended_before_it_takes_effect(told, as_of, statuses, until, assumed):
    answer = json.loads(told("status", "公告2025年第58號", "--as-of", as_of, "--json"))
    assert answer["status"] in statuses
    assert (answer["until"], answer["assumed"]) == (until, assumed)
    assert answer["took_effect"] is assumed


def test_an_entity_has_on_a_list_the_status_of_the_notice_that_listed_it(told):
    (case,) = [case for case in CASES if "entity" in case]
    rows = [json.loads(line) for line in told("list", case["entity"], "--as-of", case["as_of"], "--json").splitlines()]
    (membership,) = next(row for row in rows if row["list"] == "unreliable_entity")["memberships"]
    assert (membership["notice"], membership["status"]) == (case["target"], case["status"])


def test_titles_without_numbers_lead_to_the_numbers(told):
    for number, titles in {
        61: ("公布對境外相關稀土物項實施出口管制的決定", "關於對境外相關稀土物項實施出口管制的公告"),
        62: ("公布對稀土相關技術實施出口管制的決定", "關於對稀土相關技術實施出口管制的公告"),
    }.items():
        for title in titles:
            answer = json.loads(told("status", f"《{title}》", "--as-of", "2026-02-19", "--json"))
            assert (answer["instrument"], answer["status"]) == (f"MOFCOM/announcement/2025/{number}", "suspended")


def test_the_acts_of_november_are_instruments_though_no_source_numbers_them(told):
    answer = json.loads(told("status", "公告2025年第55號", "--as-of", "2026-02-19", "--json"))
    by = {event["by"] for event in answer["events"] if event["type"] == "suspend"}
    assert len(by) == 1
    (act,) = by
    assert act.startswith("MOFCOM/measure/2025-11-07/")
    assert json.loads(told("status", act, "--as-of", "2025-11-07", "--json"))["status"] == "in_force"  # 自即日起


def test_the_export_control_list_adds_up_to_what_the_firm_states(told):
    row = json.loads(told("list", "出口管制管控名單", "--as-of", "2026-01-06", "--json"))
    assert row["counted"] == 55
    assert [total["count"] for total in row["stated_totals"]] == [55]
