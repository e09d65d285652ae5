"""去年, 今年 and 明年 count from the report's own day; a cell of a table may say from when an act applies."""

from __future__ import annotations

import pytest
from sayings_held import BATTERY, say, sources, told


@pytest.mark.parametrize("head", ["", "更新日期：2026-02-10\n\n"])
def test_last_year_is_the_year_before_the_report_and_not_before_the_act(hold, head):
    right, wrong = "去年10月9日發布公告2025年第58號，其後暫停。", "今年10月9日發布公告2025年第58號，其後暫停。"
    assert told(hold(f"{head}{right}\n")) == []
    assert [one[1:] for one in told(hold(f"{head}{wrong}\n"))] == [("contradicted", "publish_date")]


def test_this_year_is_that_of_the_day_that_the_report_gives(hold):
    report = "更新日期：2025-12-31\n\n今年10月9日發布公告2025年第58號，其後暫停。\n"
    assert told(hold(report)) == []


@pytest.mark.parametrize("header", ["狀態", "實施情況", "備註"])
@pytest.mark.parametrize(("day", "finding"), [("12月15日", [(3, "contradicted", "effective_date")]), ("9月15日", [])])
def test_a_cell_that_says_from_when_an_act_applies_is_held_against_its_effect(hold, header, day, finding):
    act = "MOFCOM/announcement/2024/33"
    facts = [*sources(), say("effective_date", "自9月15日起实施", instrument=act, date="2024-09-15", basis="explicit")]
    report = f"| 文號 | {header} |\n|---|---|\n| 公告2024年第33號 | 2024年{day}起實施 |\n"
    assert told(hold(report, facts=facts)) == finding


def test_a_column_of_how_acts_are_applied_is_one_of_statuses(hold):
    report = f"| 文號 | 實施情況 |\n|---|---|\n| 公告2025年第{BATTERY[-2:]}號 | 實施中 |\n"
    assert told(hold(report)) == [(3, "contradicted", "status")]
