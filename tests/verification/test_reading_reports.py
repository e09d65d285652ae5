"""Markdown of any make becomes units with the numbers of their lines."""

from __future__ import annotations

from datetime import date

from hypothesis import example, given
from hypothesis import strategies as st

from workbench.verification import produced_on, read_report

REPORT = """---
title: "2026 年 2 月"
date: 2026-02-20
---

# 月報

> 報告期間：2025-10 至 2026-02
> 產出時間：2026-02-19

## 一、概覽
{: .key-answer data-question="？"}

<div class="key-takeaway" markdown="1">
本期 <span class="data-highlight">15 家</span>企業**解除**管制。
</div>

政策名稱 | 發布日期 | 狀態
--- | --- | ---
第 58 號 | 2025-10-09 | 暫停
{: .comparison-table}

**案例一：調整**

- **背景**：甲
  - 乙（`a/b.md`）
  - 丙
"""


def unit(report, text):
    return next(unit for unit in report.units if text in unit.text)


def test_lines_are_kept_through_front_matter_html_and_attribute_lists():
    report = read_report(REPORT)
    lines = REPORT.split("\n")
    for text in ("本期 15 家企業解除管制", "2025-10-09", "乙", "報告期間"):
        found = unit(report, text)
        assert text[:2] in lines[found.line - 1]


def test_a_table_without_outer_pipes_and_an_attribute_list_behind_it():
    rows = [unit for unit in read_report(REPORT).units if unit.kind == "row"]
    assert [(cell.column, cell.text) for cell in rows[0].cells] == [
        ("name", "第 58 號"), ("publish_date", "2025-10-09"), ("status", "暫停"),
    ]  # fmt: skip
    assert len(rows) == 1


def test_headers_are_known_in_both_scripts_and_in_english():
    for header in (
        "| 发布日期 | 生效日期 | 状态 | 实体数量 | 公告编号 |",
        "| Published | Effective date | Status | Entities | No. |",
    ):
        report = read_report(f"{header}\n|---|---|---|---|---|\n| a | b | c | d | e |\n")
        assert [cell.column for cell in report.units[0].cells] == [
            "publish_date", "effective_date", "status", "count", "reference",
        ]  # fmt: skip


def test_items_know_what_they_are_nested_in_and_the_bold_line_above():
    nested = unit(read_report(REPORT), "丙")
    assert [parent.text for parent in nested.parents] == ["背景：甲"]
    assert nested.lead == "案例一：調整"
    assert nested.path == ("月報", "一、概覽")


def test_a_quote_is_the_lines_own_with_its_mark_up():
    report = read_report(REPORT)
    line = unit(report, "本期 15 家").line
    assert report.quote(line, "15 家企業解除管制") == "15 家</span>企業**解除**管制"


def test_other_line_ends_give_the_same_units():
    assert [(u.line, u.text) for u in read_report(REPORT.replace("\n", "\r\n")).units] == [
        (u.line, u.text) for u in read_report(REPORT).units
    ]


def test_the_day_of_a_report_is_that_of_its_statuses_then_of_its_making_then_of_its_front_matter():
    assert produced_on(read_report(REPORT)) == date(2026, 2, 19)
    assert produced_on(read_report(REPORT + "\n> 狀態基準日：2026-02-18\n")) == date(2026, 2, 18)
    assert produced_on(read_report(REPORT.replace("> 產出時間：2026-02-19", ""))) == date(2026, 2, 20)
    assert produced_on(read_report("# 無日期\n")) is None


BEGINNINGS = (
    "", " ", "  ", "    ", "\t", "- ", "-  ", "-", "* ", "+ ", "1. ", "2) ", "10", "> ", ">", "> - ", "# ", "## ", "###", "| ", "|", "**", "***", "---", "--", "===",
    "- [ ] ", "[a]: ", "[a](b)", "[", "\\", "`", ">```", "    ~~~", "<b>", ":", "{: .x}", "\u3000", "\xa0", "\v", "_", "=", "(", "&#35; ",
)  # fmt: skip
WORDS = (
    "", "甲", "甲：", "乙**", "**丙**", "a | b", "| a | b |", "|---|---|", "---|---", " a \\| b |", "2026-02-01", "1 項", "`a`", "[甲](b.md)", "#", "##", " ", "\t", "\u3000",
    "- 丁", "> 戊", "<span>己</span>", "~~庚~~", "\\*", "{: #x}", "* *", "- -",
)  # fmt: skip
LINES = st.lists(
    st.sampled_from(("", "", "- 甲", "甲", "> 甲", "| a | b |", "|---|---|"))
    | st.tuples(st.sampled_from(BEGINNINGS), st.sampled_from(WORDS), st.sampled_from(WORDS)).map("".join)
)


@given(LINES)
@example(["甲", "", "- 乙", "- 丙", "", "  丁"])
@example(["1. 甲", "", "- 乙", "", "    - 丙", "", "- 丁"])
@example(["> 甲", "\u3000", "| a | b |", "|---|---|", "| c | d |"])
@example(["# 甲", "", "**乙**：", "", "- 丙", "", "| a | b |", "|---|---|", "| c |", "", "> **丁**：", "", "戊"])
def test_blocks_read_line_by_line_are_what_a_parser_makes_of_them(lines):
    text = "\n".join(lines)
    # Code at the end has no unit, and where a report holds code everything in it is read by the parser.
    assert read_report(text).units == read_report(f"{text}\n\n```").units
