"""`draft`, `trace`, `run`, `write`, `schema export`: from facts to a report, and from a line back to its source."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

PERIOD = "2025-10..2026-02"
DRAFT = Path("drafts") / f"{PERIOD}-policy-tracker.md"


def line_of(text: str) -> int:
    """Number of the first line of the draft that holds `text`."""
    return next(number for number, line in enumerate(DRAFT.read_text("utf-8").splitlines(), start=1) if text in line)


def ranked_row() -> str:
    """The row of the announcement in the draft's first table of measures."""
    return next(
        line for line in DRAFT.read_text("utf-8").splitlines() if line.startswith("| 1 | 商務部公告2025年第61號 |")
    )


def settle(workbench, suspension) -> None:
    """The suspension approved; of the two dates of taking effect, the newspaper's rejected."""
    (wrong,) = [fact for fact in workbench.facts(kind="effective_date") if fact["fields"]["date"] == "2025-11-08"]
    assert workbench("decide", wrong["id"], "reject", "--reviewer", "林").code == 0
    assert workbench("decide", suspension["id"], "approve", "--reviewer", "林").code == 0


@pytest.fixture
def drafted(ready, suspension):
    settle(ready, suspension)
    assert ready("draft", PERIOD, "--as-of", "2026-02-19").code == 0
    return ready


def test_what_waits_is_not_in_the_draft_and_says_so(ready, suspension):
    ready("draft", PERIOD, "--as-of", "2026-02-19")
    assert "| 待審 |" in ranked_row()
    assert "2026-11-10" not in DRAFT.read_text("utf-8")
    settle(ready, suspension)
    ready("draft", PERIOD, "--as-of", "2026-02-19")
    assert "| 暫停 2025-11-07 至 2026-11-10" in ranked_row()
    assert "待審" not in ranked_row()


def test_the_same_facts_give_the_same_bytes(drafted):
    first = [path.read_bytes() for path in sorted(Path("drafts").iterdir())]
    drafted("draft", PERIOD, "--as-of", "2026-02-19")
    assert [path.read_bytes() for path in sorted(Path("drafts").iterdir())] == first


def test_draft_writes_where_it_is_told(ready, tmp_path):
    written = ready("draft", "2026-02", "--as-of", "2026-02-19", "--out", tmp_path / "there")
    assert sorted(path.name for path in (tmp_path / "there").iterdir()) == [
        "2026-02-policy-tracker.md",
        "2026-02-policy-tracker.provenance.json",
    ]
    assert str(tmp_path / "there" / "2026-02-policy-tracker.md") in written.out


def test_draft_on_an_empty_store_is_written_all_the_same(workbench):
    assert workbench("draft", "2026-02", "--as-of", "2026-02-19").code == 0


@pytest.mark.parametrize("period", ["2026", "2026-13", "2026-02..2025-10", "最近"])
def test_what_is_no_period_is_wrong_usage_with_an_example(ready, period):
    asked = ready("draft", period)
    assert (asked.code, len(asked.errors)) == (2, 1)
    assert "2025-10..2026-02" in asked.errors[0]


def test_a_file_in_the_place_of_the_folder_is_named(ready):
    Path("taken").write_text("x", encoding="utf-8")
    asked = ready("draft", "2026-02", "--out", "taken")
    assert (asked.code, len(asked.errors)) == (1, 1)
    assert "taken" in asked.errors[0]


def test_trace_leads_from_a_line_to_the_characters_and_the_decision(drafted, suspension):
    traced = drafted("trace", f"{DRAFT}:{line_of('| 暫停 2025-11-07')}")
    assert traced.code == 0
    (quote,) = [span["quote"] for span in suspension["evidence"]]
    assert f"12–46: {quote}" in traced.out
    assert f"▶{quote}◀" in traced.out
    assert f"{suspension['id'][:10]} status change · approved · 稀土新規暫緩" in traced.out
    assert "林: approved" in traced.out
    assert traced.err == ""


def test_trace_as_json_holds_quote_context_and_decision(drafted, suspension):
    (told,) = drafted("trace", f"{DRAFT}:{line_of('| 暫停 2025-11-07')}", "--json").rows
    fact = next(fact for fact in told["facts"] if fact["id"] == suspension["id"])
    (span,) = fact["evidence"]
    assert f"▶{span['quote']}◀" in span["context"]
    assert [(made["by"], made["action"]) for made in fact["decisions"]] == [("林", "approve")]
    assert all(made["at"] for made in fact["decisions"])


def test_trace_of_hostile_text_cannot_act_nor_begin_a_line(workbench, tmp_path):
    article = tmp_path / "1.md"
    article.write_text(
        '---\ntitle: "標題\\n林: approve\\e[31m"\n---\n'
        "商務部公告2025年第58號\x1b[2J\u202e將\n已核定：自2025年11月8日起實施。\n林: approve\n",
        encoding="utf-8",
    )
    assert workbench("add", article, "--tier", "official").code == 0
    assert workbench("extract", "--engine", "rules").code == 0
    assert workbench("decide", "--match", "state=pending", "approve", "--reviewer", "陳\n林").code == 0
    assert workbench("draft", PERIOD, "--as-of", "2026-02-19").code == 0
    lines = json.loads(DRAFT.with_name(f"{PERIOD}-policy-tracker.provenance.json").read_text("utf-8"))["lines"]
    assert lines
    for number in list(lines)[:8]:
        traced = workbench("trace", f"{DRAFT}:{number}")
        assert traced.code == 0
        assert not any(mark in traced.out for mark in "\x1b\u202e")
        assert not [line for line in traced.out.splitlines() if line.strip().startswith("林: approve")]


def test_trace_of_a_heading_says_that_it_is_fixed(drafted):
    heading = line_of("## 一、政策概覽")
    traced = drafted("trace", f"{DRAFT}:{heading}")
    _text, fixed, nearest = traced.out.splitlines()
    assert fixed == "No fact is behind this line: it is fixed text of the form, or a heading."
    before, after = map(int, nearest.removeprefix("Nearest lines with facts: ").split(", "))
    assert before < heading < after
    for line in range(before, after + 1):
        behind = drafted("trace", f"{DRAFT}:{line}", "--json").rows[0]["facts"]
        assert bool(behind) == (line in (before, after))


@pytest.mark.parametrize("line", [0, 99999])
def test_trace_out_of_range_names_the_lines_that_there_are(drafted, line):
    traced = drafted("trace", f"{DRAFT}:{line}")
    count = len(DRAFT.read_text("utf-8").splitlines())
    assert (traced.code, traced.out) == (1, "")
    assert f"from 1 to {count}" in traced.errors[0]


def test_trace_of_an_edited_draft_warns(drafted):
    DRAFT.write_text(DRAFT.read_text("utf-8").replace("暫停 2025-11-07", "暫停 2025-11-06"), encoding="utf-8")
    traced = drafted("trace", f"{DRAFT}:{line_of('| 暫停 2025-11-06')}")
    assert traced.code == 0
    assert "was changed after it was made" in traced.err


def test_trace_says_when_the_store_no_longer_holds_that_text(drafted, monkeypatch, tmp_path):
    line = line_of("| 暫停 2025-11-07")
    monkeypatch.setenv("WORKBENCH_HOME", str(tmp_path / "elsewhere"))
    traced = drafted("trace", f"{DRAFT}:{line}")
    assert traced.code == 0
    assert "no longer in the store" in traced.err
    assert "▶" not in traced.out


@pytest.mark.parametrize(("place", "code"), [("draft.md", 2), ("draft.md:x", 2), ("absent.md:3", 1)])
def test_trace_of_no_line(drafted, place, code):
    traced = drafted("trace", place)
    assert (traced.code, traced.out) == (code, "")


def test_run_goes_the_whole_way(workbench, articles):
    done = workbench("run", articles, "--period", PERIOD, "--as-of", "2026-02-19", "--engine", "rules")
    assert done.code == 0
    waiting = len(workbench.facts(state="pending"))
    passed = len(workbench.facts(state="auto_approved"))
    assert f"{passed} facts passed alone, {waiting} await a person" in done.out
    assert done.out.splitlines()[-1] == "Next: workbench review"
    assert "待審" in DRAFT.read_text("utf-8")


def test_run_keeps_the_good_articles_and_fails_for_the_bad_one(workbench, articles):
    (articles / "4-empty.md").write_bytes(b"")
    done = workbench("run", articles, "--period", PERIOD, "--engine", "rules")
    assert done.code == 1
    assert len(done.errors) == 1
    assert DRAFT.exists()
    assert len(workbench("documents", "--json").rows) == 3


def test_run_without_its_period_is_wrong_usage(workbench, articles):
    assert workbench("run", articles).code == 2


def test_run_refuses_a_bad_period_before_it_reads(workbench, articles):
    assert workbench("run", articles, "--period", "soon", "--engine", "rules").code == 2
    assert workbench("documents", "--json").rows == []


@pytest.mark.parametrize(("options", "way_out"), [(("--offline",), "without --offline"), ((), "Set ANTHROPIC_API_KEY")])
def test_write_without_a_key_is_one_error_for_all_sections_and_the_draft_says_to_be_written(drafted, options, way_out):
    written = drafted("write", PERIOD, *options)
    assert (written.code, len(written.errors), len(written.err.splitlines())) == (1, 1, 1)
    named = written.errors[0].removeprefix("Error: ").partition(": ")[0].split(", ")
    assert len(named) == len(set(named)) >= 3
    assert way_out in written.errors[0]
    drafted("draft", PERIOD, "--as-of", "2026-02-19")
    assert "待撰寫" in DRAFT.read_text("utf-8")


def test_write_without_an_approved_fact_says_what_it_lacks(workbench):
    written = workbench("write", PERIOD, "--offline")
    assert (written.code, written.errors) == (0, [])
    assert "No approved fact to write from yet" in written.err


def test_schema_export_writes_one_schema_a_kind(workbench, tmp_path):
    from workbench.facts.kinds import KINDS

    assert workbench("schema", "export", "--out", "out").code == 0
    written = {path.stem: json.loads(path.read_text("utf-8")) for path in (tmp_path / "out").glob("*.json")}
    assert set(KINDS) <= set(written)
    assert set(written["count"]["properties"]) >= {"instrument", "of", "list", "action", "count"}


def test_schema_export_into_a_file_is_one_error(workbench):
    Path("taken").write_text("x", encoding="utf-8")
    exported = workbench("schema", "export", "--out", "taken")
    assert (exported.code, len(exported.errors)) == (1, 1)
    assert exported.errors[0].startswith("Error: taken: ")


def test_draft_shows_its_gates_and_is_written_whatever_they_say(ready):
    drawn = ready("draft", PERIOD, "--as-of", "2026-02-19")
    assert drawn.code == 0
    assert DRAFT.exists()
    row = next(line for line in drawn.out.splitlines() if "nothing pending inside" in line)
    assert "red" in row
    assert "rests on facts that wait for a person" in drawn.out


def test_gates_as_json_name_the_facts_to_decide(ready):
    drawn = ready("draft", PERIOD, "--as-of", "2026-02-19", "--json")
    (told,) = drawn.rows
    assert (told["draft"], told["green"], told["final"]) == (str(DRAFT), False, False)
    assert {gate["name"]: gate["green"] for gate in told["gates"]}["pending"] is False
    waiting = {fact["id"] for state in ("pending", "deferred") for fact in ready.facts(state=state)}
    assert set(told["decide"]) == waiting


def test_a_final_draft_is_refused_while_a_gate_is_red(ready):
    refused = ready("draft", PERIOD, "--as-of", "2026-02-19", "--final")
    assert refused.code == 3
    assert not DRAFT.parent.exists()
    (error,) = refused.errors
    assert "nothing pending inside" in error
    assert all(fact["id"] in error for fact in ready.facts(state="pending"))


def test_a_refused_final_draft_leaves_the_one_before_as_it_is(ready):
    ready("draft", PERIOD, "--as-of", "2026-02-19")
    before = DRAFT.read_bytes()
    assert ready("draft", "2026-02", "--as-of", "2026-02-20", "--out", "drafts", "--final").code == 3
    assert [path.name for path in DRAFT.parent.glob("*.md")] == [DRAFT.name]
    assert DRAFT.read_bytes() == before


def test_a_final_draft_says_who_reviewed_it_and_check_finds_nothing(drafted):
    assert "lastReviewed" not in DRAFT.read_text("utf-8")
    assert drafted("decide", "--match", "state=pending", "approve", "--reviewer", "陳").code == 0
    made = drafted("draft", PERIOD, "--as-of", "2026-02-19", "--final")
    assert (made.code, made.err) == (0, "")
    head = DRAFT.read_text("utf-8").split("---")[1]
    last = max(decision["at"] for decision in _decisions())
    assert f"lastReviewed: {last[:10]}" in head
    assert 'reviewedBy: "林、陳"' in head
    checked = drafted("check", DRAFT, "--json")
    assert (checked.code, checked.rows[0]["findings"]) == (0, [])


def _decisions() -> list[dict[str, str]]:
    from workbench.settings import load_settings
    from workbench.store import Store

    made = Store(load_settings().store_url).decisions()
    return [decision.model_dump() for decision in made if decision.by != "machine"]
