"""Reports as others make them: HTML tables, lines of fixed width, rows that go on, full-width figures, days by other names."""

from __future__ import annotations

from datetime import date

import pytest
from sayings_held import told

from workbench.verification import produced_on, read_report


@pytest.mark.parametrize(
    ("lines", "line", "finding"),
    [
        (["<table><tr><th>公告</th><th>狀態</th></tr>", "<tr><td>商務部公告2025年第58號</td><td>已生效</td></tr></table>"], 2,
         ("contradicted", "status")),
        (["截至目前，根據商務部公告2025年第58號", "的規定，相關管制已生效。"], 2, ("contradicted", "status")),
        (["| 公告 | 狀態 |", "|---|---|", "| 商務部公告2025年第58號 | 暫停 |", "| 〃 | 已生效 |"], 4, ("contradicted", "status")),
        (["| 公告 | 狀態 |", "|---|---|", "| 商務部公告2025年第58號 | 暫停 |", "| | 已生效 |"], 4, ("contradicted", "status")),
        (["公告２０２５年第５８號於２０２５年１０月１３日發布，其後暫停。"], 1, ("contradicted", "publish_date")),
        (["公告 2025 年第 **58** 號於 **2025-10-13** 發布，目前暫停。"], 1, ("contradicted", "publish_date")),
        (["公告2025年第58號[^1]目前已生效。", "", "[^1]: 見官網。"], 1, ("contradicted", "status")),
        (["- 不可靠實體清單", "  1. 第5號公告", "     * 甲公司等 **1**5 家，已停止"], 3, ("contradicted", "count")),
    ],
)  # fmt: skip
def test_a_wrong_statement_is_found_in_any_form(hold, lines, line, finding):
    outcome = hold("\n".join(lines) + "\n")
    assert (line, *finding) in told(outcome, line), told(outcome)


def test_cells_of_html_do_not_run_into_each_other():
    (unit,) = read_report("<tr><td>15</td><td>2025-10-09</td></tr>\n").units
    assert unit.text == "15 2025-10-09"


def test_a_sentence_of_its_own_goes_on_from_no_line_above(hold):
    lines = ["商務部公告2025年第58號（暫停）", "另一項管制已生效。"]
    assert told(hold("\n".join(lines) + "\n"), 2) == []


@pytest.mark.parametrize(
    "line",
    [
        "**更新日期：** 2026-02-19",
        "*As of 19 February 2026*",
        "**Cut-off: 19 Feb 2026**",
        "截至2026年2月19日",
        "資料截止日期：2026/2/19",
    ],
)
def test_the_day_of_a_report_is_known_by_other_names(line):
    assert produced_on(read_report(f"# 速覽\n\n{line}\n\n內文。\n")) == date(2026, 2, 19)


def test_a_sentence_that_begins_with_a_day_is_not_the_day_of_the_report(hold):
    report = "截至2026年2月19日，公告2025年第58號已生效。\n"
    assert produced_on(read_report(report)) is None
    assert told(hold(report), 1) == [(1, "contradicted", "status")]
