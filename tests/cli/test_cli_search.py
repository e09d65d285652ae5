"""`search`: documents, facts and reports by their words, in the terminal and as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

PERIOD = "2025-10..2026-02"


def found(workbench, *words) -> list[dict[str, object]]:
    asked = workbench("search", *words, "--json")
    assert asked.code == 0
    return asked.rows


def test_the_json_is_that_of_the_contract_and_quotes_are_cut_from_the_text(ready):
    texts = {row["id"]: row["text"] for row in ready("documents", "--with-text", "--json").rows}
    rows = found(ready, "稀土")
    assert {row["kind"] for row in rows} == {"document", "fact"}
    for row in rows:
        assert set(row) >= {"kind", "id", "score", "title", "quote", "start", "end"}
        assert 0 < row["score"] <= 1
        text = texts[row["id"] if row["kind"] == "document" else row["document"]]
        assert text[row["start"] : row["end"]] == row["quote"] != ""
    assert [row["score"] for row in rows] == sorted((row["score"] for row in rows), reverse=True)


def test_traditional_finds_simplified_and_all_words_count(ready):
    titles = {row["title"] for row in found(ready, "境外 實施", "--kind", "document")}
    assert titles == {"商务部公告2025年第61号"}
    assert found(ready, "境外", "晚報") == []


@pytest.mark.parametrize(
    "written", ["公告2025年第61號", "商务部公告2025年第６１号", "MOFCOM/announcement/2025/61", "61号公告"]
)
def test_a_reference_in_any_form_finds_documents_and_facts_about_it(ready, written):
    rows = found(ready, written)
    assert len([row for row in rows if row["kind"] == "document"]) == 3
    facts = {row["id"] for row in ready.facts() if row["instrument"] == "MOFCOM/announcement/2025/61"}
    assert facts <= {row["id"] for row in rows if row["kind"] == "fact"}


def test_ids_are_those_that_other_commands_take(ready):
    rows = found(ready, "稀土")
    assert {row["kind"] for row in rows} == {"document", "fact"}
    for row in rows:
        if row["kind"] == "document":
            assert ready("coverage", row["id"][:10], "--json").code == 0
        else:
            assert ready("decide", row["id"][:10], "defer", "--reviewer", "林").code == 0


def test_a_draft_is_found_with_the_line_that_trace_takes(ready):
    ready("draft", PERIOD, "--as-of", "2026-02-19")
    (report,) = found(ready, "公告2025年第61號", "--kind", "report")
    assert (report["period"], report["date"]) == (PERIOD, "2026-02-19")
    assert report["quote"] in Path(report["path"]).read_text("utf-8")
    shown = ready("search", "公告2025年第61號", "--kind", "report")
    handle = f"{report['path']}:{report['line']}"
    assert handle in "".join(shown.out.split()).replace("│", "")
    assert ready("trace", handle).code == 0


def test_rejected_facts_are_not_found_and_edited_ones_by_what_they_say(ready, suspension):
    assert suspension["id"] in {row["id"] for row in found(ready, "暫停")}
    ready("decide", suspension["id"], "edit", "--set", "occasion=北灣會談", "--reviewer", "林")
    assert [row["id"] for row in found(ready, "北灣會談")] == [suspension["id"]]
    ready("decide", suspension["id"], "reject", "--reviewer", "林")
    assert suspension["id"] not in {row["id"] for row in found(ready, "暫停")}


def test_the_list_marks_what_was_asked_for_and_shows_nothing_that_acts(workbench, tmp_path):
    (tmp_path / "a.txt").write_text("石墨\x1b[31m薄膜\u202e\n另一句。", encoding="utf-8")
    workbench("add", "a.txt")
    shown = workbench("search", "石墨")
    assert "▶石墨◀" in shown.out
    assert "\x1b" not in shown.out
    assert "\u202e" not in shown.out


def test_limit_and_kind(ready):
    assert len(found(ready, "稀土", "--limit", "1")) == 1
    assert ready("search", "稀土", "--kind", "opinion").code == 2
    assert ready("search", "稀土", "--limit", "0").code == 2


@pytest.mark.parametrize("query", ['"', "*", "NEAR(", "-", "稀土 AND (", 'a" OR "稀土', "^", "{x}:", "", "\x00"])
def test_no_sign_of_a_query_acts(ready, query):
    asked = ready("search", "--json", "--", query)
    assert asked.code == 0
    assert asked.errors == []
    assert len(asked.rows) < len(ready.facts())


def test_nothing_found_is_said_on_stderr_and_is_no_error(ready):
    asked = ready("search", "鉬鐵合金")
    assert (asked.code, asked.out) == (0, "")
    assert "nothing" in asked.err
    assert [json.loads(line) for line in ready("search", "鉬鐵合金", "--json").out.splitlines()] == []
