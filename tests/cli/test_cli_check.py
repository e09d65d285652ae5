"""`check`: a report held against the store, on screen and as JSON, and what it says where it cannot."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

REPORT = """# 月報 — 2026 年 02 月

> 報告期間：2025-10 至 2026-02
> 產出時間：2026-02-19

| 政策名稱 | 發布日期 | 狀態 |
|---|---|---|
| 公告 2025 年第 61 號 | 2025-10-13 | 已生效 |
"""


@pytest.fixture
def report(tmp_path: Path) -> str:
    path = tmp_path / "report.md"
    path.write_text(REPORT, encoding="utf-8")
    return str(path)


@pytest.fixture
def decided(ready, suspension):
    """The newspaper's word on the suspension, approved."""
    assert ready("decide", suspension["id"], "approve", "--reviewer", "林").code == 0
    return ready


def test_a_newspaper_that_nobody_decided_on_stops_no_report(ready, report):
    ran = ready("check", report, "--json")
    assert ran.code == 0
    (status,) = [finding for finding in ran.rows[0]["findings"] if finding["field"] == "status"]
    assert (status["severity"], status["undecided"]) == ("medium", True)


def test_json_is_the_contracts_object(decided, report):
    ran = decided("check", report, "--json")
    assert ran.code == 3
    (told,) = ran.rows
    assert (told["file"], told["as_of"]) == (report, "2026-02-19")
    assert told["checked"] >= told["supported"] >= 0
    by_field = {finding["field"]: finding for finding in told["findings"] if finding["line"] == 8}
    status = by_field["status"]
    assert {"line", "quote", "verdict", "field", "says", "facts_say", "severity", "evidence"} <= status.keys()
    assert (status["verdict"], status["quote"], status["says"]) == ("contradicted", "已生效", "in_force")
    assert "suspended 2025-11-07 … 2026-11-10" in status["facts_say"]
    assert (by_field["publish_date"]["verdict"], by_field["publish_date"]["says"]) == ("unsupported", "2025-10-13")


def test_evidence_is_cut_from_the_stored_text(ready, report):
    texts = {row["id"]: row["text"] for row in ready("documents", "--with-text", "--json").rows}
    (told,) = ready("check", report, "--json").rows
    spans = [span for finding in told["findings"] for span in finding["evidence"]]
    assert spans
    assert all(texts[span["document"]][span["start"] : span["end"]] == span["quote"] for span in spans)


def test_on_screen_each_line_has_the_sources_words_beside_it(decided, report):
    ran = decided("check", report)
    assert ran.code == 3
    assert f"{report}:8" in ran.out
    assert "contradicted: status" in ran.out
    assert "暫停實施商務部公告2025年第61號」" in ran.out.replace("\n", "")
    assert "[high]" in ran.out
    assert f"workbench check {report} --json" in ran.out


def test_a_report_that_holds_ends_well(ready, tmp_path):
    path = tmp_path / "right.md"
    path.write_text(REPORT.replace("2025-10-13", "未載明").replace("已生效", "暫停"), encoding="utf-8")
    ran = ready("check", path, "--json")
    assert [f for f in ran.rows[0]["findings"] if f["line"] == 8] == []
    assert ran.code == (3 if any(f["severity"] == "high" for f in ran.rows[0]["findings"]) else 0)


def test_the_day_can_be_chosen(ready, report):
    (before,) = ready("check", report, "--as-of", "2025-11-01", "--json").rows
    assert before["as_of"] == "2025-11-01"
    assert "suspended" not in json.dumps([f for f in before["findings"] if f["line"] == 8])


def test_a_report_without_a_day_is_held_as_of_today_and_says_so(ready, tmp_path):
    path = tmp_path / "undated.md"
    path.write_text("# 月報\n\n公告2025年第61號現已暫停。\n", encoding="utf-8")
    assert "checked as of today" in ready("check", path).err


@pytest.mark.parametrize(("name", "content", "said"), [
    ("gone.md", None, "the report cannot be read"),
    ("binary.md", b"\x00\x01\x02", "this is no Markdown text"),
    ("empty.md", b"  \n", "this file is empty"),
])  # fmt: skip
def test_what_is_no_report_is_one_clear_error(ready, tmp_path, name, content, said):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    ran = ready("check", tmp_path / name)
    assert ran.code == 1
    (error,) = ran.errors
    assert said in error
    assert name in error


def test_a_report_in_utf_16_is_read(ready, tmp_path):
    path = tmp_path / "wide.md"
    path.write_text("# 月報\n\n公告2025年第61號現已暫停。\n", encoding="utf-16")
    assert ready("check", path).code in {0, 3}


def test_what_is_longer_than_a_report_can_be_says_how_long_it_is(ready, tmp_path):
    with (tmp_path / "long.md").open("wb") as file:
        file.truncate(60_000_000)
    ran = ready("check", tmp_path / "long.md")
    assert ran.code == 1
    assert "60 MB of text is more than a report has (at most 50 MB)" in ran.errors[0]


def test_a_store_without_facts_says_what_to_do(workbench, report):
    ran = workbench("check", report)
    assert ran.code == 1
    assert "workbench extract" in ran.errors[0]


def test_the_draft_itself_holds_and_a_changed_one_does_not(ready):
    assert ready("draft", "2025-10..2026-02", "--as-of", "2026-02-19").code == 0
    path = Path("drafts/2025-10..2026-02-policy-tracker.md")
    ran = ready("check", path, "--json")
    assert (ran.code, ran.rows[0]["findings"]) == (0, [])
    path.write_text(path.read_text("utf-8").replace("2025-10-09", "2025-10-08", 1), encoding="utf-8")
    changed = ready("check", path, "--json")
    assert changed.code == 3
    assert len(changed.rows[0]["findings"]) == 1


@pytest.fixture
def drafted(decided):
    assert decided("draft", "2025-10..2026-02", "--as-of", "2026-02-19").code == 0
    return Path("drafts") / "2025-10..2026-02-policy-tracker.md"


def test_the_simplified_edition_is_known_as_the_draft_that_it_is(ready, tmp_path):
    ready("draft", "2025-11", "--as-of", "2026-02-19", "--out", str(tmp_path), "--script", "hans")
    edition = tmp_path / "2025-11-policy-tracker.hans.md"
    whole = ready("check", str(edition), "--json")
    assert (whole.code, whole.rows[0]["findings"]) == (0, [])
    lines = edition.read_text("utf-8").split("\n")
    changed = next(n for n, line in enumerate(lines) if line.startswith("|") and "2025-11-0" in line)
    lines[changed] = lines[changed].replace("2025-11-0", "2025-11-1", 1)
    edition.write_text("\n".join(lines), "utf-8")
    found = ready("check", str(edition), "--json").rows[0]["findings"]
    assert {finding["line"] for finding in found} == {changed + 1}


def test_provenance_holds_until_a_line_or_a_fact_changes(decided, drafted, suspension):
    ran = decided("check", drafted, "--provenance", "--json")
    assert (ran.code, ran.rows[0]["findings"]) == (0, [])
    assert decided("decide", suspension["id"], "reject", "--reviewer", "林").code == 0
    ran = decided("check", drafted, "--provenance", "--json")
    assert ran.code == 3
    (finding,) = ran.rows[0]["findings"]
    assert (finding["verdict"], finding["field"], finding["quote"]) == ("unsupported", "status", suspension["id"])
    assert finding["evidence"]


def test_provenance_finds_the_line_that_was_changed_by_hand(decided, drafted):
    lines = drafted.read_text("utf-8").split("\n")
    at = next(place for place, line in enumerate(lines) if line.startswith("| 1 |"))
    lines[at] = lines[at].replace("第61號", "第62號")
    drafted.write_text("\n".join(lines), encoding="utf-8")
    ran = decided("check", drafted, "--provenance", "--json")
    assert ran.code == 3
    assert [finding["line"] for finding in ran.rows[0]["findings"]] == [at + 1]
    shown = decided("check", drafted, "--provenance")
    assert f"{drafted}:{at + 1}" in shown.out


def test_provenance_names_what_is_missing(decided, report):
    ran = decided("check", report, "--provenance")
    assert (ran.code, len(ran.errors)) == (1, 1)
    assert "report.provenance.json" in ran.errors[0]
