"""Each kind of wrong statement is found on its line, and the right one beside it is not."""

from __future__ import annotations

import pytest
from sayings_held import AS_OF, BATTERY, JAPAN, OVERSEAS, TECHNOLOGY, say, sources, told

from workbench.verification import check_report, read_report

HEAD = "# 月報 — 2026 年 02 月\n\n> 報告期間：2025-10 至 2026-02\n\n"


def table(header: str, *rows: str) -> str:
    columns = header.count("|") - 1
    return HEAD + "\n".join([header, "|" + "---|" * columns, *rows]) + "\n"


def row(header: str, cells: str) -> str:
    return table(header, cells)


POLICIES = "| 政策名稱 | 發布日期 | 生效日期 | 狀態 |"
ROW = 7
"""Line of the first row of a table below the head."""


@pytest.mark.parametrize(
    ("header", "cells", "finding"),
    [
        (POLICIES, "| 公告 2025 年第 58 號 | 2025-10-13 | 2025-11-08 | 暫停 |", ("contradicted", "publish_date")),
        (POLICIES, "| 公告 2025 年第 58 號 | 2025-10-09 | 2025-12-08 | 暫停 |", ("contradicted", "effective_date")),
        (POLICIES, "| 公告 2025 年第 58 號 | 2025-10-09 | 2025-11-08 | 已生效 |", ("contradicted", "status")),
        (POLICIES, "| 公告 2025 年第 58 號 | 2025-10-09 | 2025-11-08 | 已停止 |", ("contradicted", "status")),
        (POLICIES, "| 公告 2025 年第 58 號 | 2025-10-09 | 2025-11-08 | 暫停至 2026-12-10 |", ("contradicted", "status")),
        ("| 公告编号 | 发布日期 | 状态 |", "| 商务部公告2025年第58号 | 2025-10-09 | 已生效 |", ("contradicted", "status")),
        ("| Announcement | Published | Status |", "| MOFCOM Announcement No. 58 of 2025 | 2025-10-09 | in force |",
         ("contradicted", "status")),
        ("| 公告編號 | 管制範圍 | 生效日期 |", "| 第 58 號 | 鋰電池 | 2025-11-08 |", ("contradicted", "status")),
        ("| 領域 | 風險等級 | 主要政策 |", "| 電池 | 高 | 公告 58/61 號 |", ("stale", "status")),
        ("| 公告編號 | 管制範圍 | 狀態 |", "| 第 62 號 | 稀土開採、冶煉、回收技術 | 暫停 |", ("omission", "scope")),
        ("| 公告編號 | 發布機關 | 狀態 |", "| 第 58 號 | 商務部 | 暫停 |", ("contradicted", "issuer")),
        ("| 政策名稱 | 狀態 |", "| 公告 2025 年第 58 號：鋰電池材料和人造石墨出口管制 | 暫停 |", ("contradicted", "title")),
        ("| 類型 | 本期 | 公告編號 |", "| 不可靠實體清單列入 | 15 家 | 不可靠實體清單工作機制公告2025年第10號 |",
         ("contradicted", "count")),
        ("| 類型 | 本期 | 公告編號 |", "| 關注名單列入 | 14 家 | 不可靠實體清單工作機制公告2025年第10號 |",
         ("contradicted", "list")),
        ("| 公告編號 | 狀態 |", "| 商務部公告2025年第999號 | 暫停 |", ("unsupported", "reference")),
    ],
)  # fmt: skip
def test_a_wrong_cell_is_found(hold, header, cells, finding):
    assert (ROW, *finding) in told(hold(row(header, cells)), ROW)


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        (POLICIES, "| 公告 2025 年第 58 號 | 2025-10-09 | 2025-11-08 | 暫停 2025-11-07 至 2026-11-10，尚未生效即暫停 |"),
        (POLICIES, "| 公告 2025 年第 58 號 | 2025-10-09 | 2025-11-08 | 待審 |"),
        ("| 公告编号 | 发布日期 | 状态 |", "| 商务部公告2025年第58号 | 2025-10-09 | 暂停 |"),
        ("| 公告編號 | 管制範圍 | 狀態 |", "| 第 62 號 | 稀土開採、分離、冶煉、回收技術 | 暫停 |"),
        ("| 公告編號 | 發布機關 | 狀態 |", "| 第 58 號 | 商務部、海關總署 | 暫停 |"),
        ("| 政策名稱 | 狀態 |", "| 公告 2025 年第 58 號：鋰電池和石墨負極材料出口管制 | 暫停 |"),
        ("| 類型 | 本期 | 公告編號 |", "| 不可靠實體清單列入 | 14 家 | 不可靠實體清單工作機制公告2025年第10號 |"),
        ("| 領域 | 風險等級 | 主要政策 |", "| 電池 | 高（暫停至 2026-11-10） | 公告 58 號 |"),
        ("| 領域 | 風險等級 | 主要政策 |", "| 對日本出口 | 高 | 公告 2026 年第 1 號 |"),
    ],
)  # fmt: skip
def test_a_right_cell_is_left_alone(hold, header, cells):
    assert told(hold(row(header, cells)), ROW) == []


LINE = 5
"""Line of the only sentence below the head."""


@pytest.mark.parametrize(
    ("sentence", "finding"),
    [
        ("2025 年 10 月 13 日發布公告第 58 號。", ("contradicted", "publish_date")),
        ("公告2025年第58號已生效。", ("contradicted", "status")),
        ("中國建立了涵蓋鋰電池、稀土的全面出口管制框架（公告2025年第58號、第61號）。", ("contradicted", "status")),
        ("商務部於 2025 年 10 月發布公告（第 58-62 號）。", ("unsupported", "scope")),
        ("商務部於 2025 年 10 月發布公告（第 58-62 號）。", ("contradicted", "issuer")),
        ("不可靠實體清單措施調整，對 15 家美國實體停止措施。", ("contradicted", "count")),
        ("探測技術公司等 14 家外國實體列入不可靠實體清單。", ("contradicted", "name")),
        ("公告2025年第61號管制價值比例 ≥0.2% 的境外物項，現已暫停。", ("contradicted", "threshold")),
        ("公告2025年第61號管制價值比例 <0.1% 的境外物項，現已暫停。", ("contradicted", "threshold")),
        ("公告2025年第62號涉及對華技術服務，現已暫停。", ("contradicted", "scope")),
        ("中國控制全球約 90% 稀土分離產能。", ("unsupported", "claim")),
        ("2025 年 11 月，雙方經貿磋商達成共識。", ("unsupported", "effective_date")),
        ("本期共 20 份文件，其中執法 6 份、管制 5 份。", ("internal", "count")),
    ],
)  # fmt: skip
def test_a_wrong_sentence_is_found(hold, sentence, finding):
    outcome = hold(HEAD + sentence + "\n")
    assert (LINE, *finding) in told(outcome, LINE), told(outcome)


@pytest.mark.parametrize(
    "sentence",
    [
        "2025 年 10 月 9 日發布公告第 58 號、第 61 號。",
        "公告2025年第58號自 2025-11-07 起暫停實施至 2026-11-10。",
        "公告2025年第58號尚未生效。",
        "若公告2025年第58號已生效，企業須申請許可。",
        "不可靠實體清單措施調整，對 10 家美國實體停止措施。",
        "反探測技術公司等 14 家外國實體列入不可靠實體清單。",
        "公告2025年第61號管制價值比例 ≥0.1% 的境外物項，現已暫停。",
        "中國稀土產量佔全球 66%。",
        "本期共 11 份文件，其中執法 6 份、管制 5 份。",
    ],
)
def test_a_right_sentence_is_left_alone(hold, sentence):
    assert told(hold(HEAD + sentence + "\n"), LINE) == []


def test_a_count_of_one_list_given_for_another_says_whose_it_is(hold):
    (finding,) = [f for f in hold(HEAD + "不可靠實體清單：對 15 家實體停止措施。\n").findings if f.field == "count"]
    assert "15 is a number of the export control list" in finding.facts_say
    assert finding.evidence


def test_nested_items_take_list_and_year_from_what_they_stand_under(hold):
    report = HEAD + (
        "**案例：調整**\n\n- 背景：2025 年 3 月 4 日公告將實體列入不可靠實體清單及出口管制管控名單\n- 內容：\n"
        "  - 3 月 4 日公告（15 家實體）：措施停止\n"
    )
    (finding,) = [f for f in hold(report).findings if f.line == 9]
    assert (finding.verdict, finding.field) == ("contradicted", "count")


def test_a_listing_that_was_suspended_is_told_of_as_if_it_applied(hold):
    facts = [
        *sources(),
        say("listing", "甲船廠", instrument="MOFCOM/order/2025/6", list="countermeasure", name_zh="甲乙船廠公司"),
        say("status_change", "暂停第6号部令一年", action="suspend", targets=[{"instrument": "MOFCOM/order/2025/6"}],
            **{"from": "2025-11-10"}, until="2026-11-09"),
    ]  # fmt: skip
    report = HEAD + "**甲乙船廠案**：\n\n- 列入反制清單，禁止境內組織與其交易\n"
    assert (7, "stale", "status") in told(hold(report, facts=facts))
    assert told(hold(report + "- 措施現已暫停\n", facts=facts), 7) == []


def test_a_watch_item_that_leaves_out_what_else_ends_that_day(hold):
    report = HEAD + "## 下月觀察重點\n\n1. **公告 58 號**：2026 年 11 月 10 日到期\n"
    (finding,) = [f for f in hold(report).findings if f.line == 7 and f.verdict == "omission"]
    assert OVERSEAS in finding.facts_say
    assert TECHNOLOGY in finding.facts_say
    assert BATTERY not in finding.facts_say


def test_controls_that_are_suspended_are_not_awaited_as_taking_effect(hold):
    report = HEAD + "公告2025年第58號、第61號現已暫停。\n\n## 下月觀察重點\n\n1. 新管制生效後的審批進度\n"
    assert (9, "stale", "status") in told(hold(report))


def test_acts_of_the_period_that_are_not_named_are_omissions(hold):
    outcome = hold(HEAD + "公告2025年第58號、第61號、第62號現已暫停。\n")
    named = [finding.facts_say for finding in outcome.findings if finding.verdict == "omission"]
    assert any(JAPAN in text for text in named)
    assert not any(text.startswith(BATTERY) for text in named)


def test_the_neighbour_that_a_range_covers_is_an_omission_on_its_line(hold):
    report = HEAD + "發布公告（第 61-62 號）。\n\n公告2025年第62號現已暫停。\n"
    assert (LINE, "omission", "reference") in told(hold(report))


def test_a_suspension_of_the_period_that_nobody_tells_is_an_omission_that_names_its_targets(hold):
    outcome = hold(HEAD + "2025 年 10 月 9 日發布公告第 58 號、第 61 號、第 62 號。\n")
    told_by = [finding.facts_say for finding in outcome.findings if "suspend" in finding.facts_say]
    assert any(BATTERY in text and "2025-11-07" in text for text in told_by)


def test_a_period_that_the_contents_do_not_fill(hold):
    outcome = hold(HEAD + "2025 年 10 月 9 日發布公告第 58 號。\n")
    assert (3, "contradicted", "scope") in told(outcome)


def test_one_act_under_two_days_in_two_tables(hold):
    report = table(
        "| 政策名稱 | 發布日期 |", "| 公告 2025 年第 999 號 | 2025-10-09 |", "| 公告 2025 年第 999 號 | 2025-10-10 |"
    )
    assert (8, "internal", "publish_date") in told(hold(report))


def test_what_only_waits_counts_and_says_so(hold):
    report = row(POLICIES, "| 公告 2025 年第 58 號 | 2025-10-13 | 2025-11-08 | 暫停 |")
    (finding,) = [f for f in hold(report, approved=False).findings if f.line == ROW]
    assert finding.undecided
    assert finding.severity == "high"


def test_a_newspaper_that_nobody_decided_on_weighs_a_step_less(hold):
    facts = [say("announcement", "10月9日公告第58號", tier="news", instrument=BATTERY, published="2025-10-09")]
    report = row("| 公告編號 | 發布日期 |", "| 公告 2025 年第 58 號 | 2025-10-13 |")
    undecided, decided = (hold(report, approved=approved, facts=facts) for approved in (False, True))
    assert [f.severity for f in undecided.findings if f.field == "publish_date"] == ["medium"]
    assert [f.severity for f in decided.findings if f.field == "publish_date"] == ["high"]


def test_an_opinion_alone_contradicts_nobody(hold):
    facts = [say("announcement", "公告第58號", tier="opinion", instrument=BATTERY, published="2025-10-09")]
    report = row("| 公告編號 | 發布日期 |", "| 公告 2025 年第 58 號 | 2025-10-13 |")
    assert [f for f in hold(report, approved=False, facts=facts).findings if f.verdict == "contradicted"] == []


def test_approved_facts_alone_count_where_there_are_any():
    approved = say("announcement", "10月9日", instrument=BATTERY, published="2025-10-09")
    waiting = say("announcement", "10月13日", instrument=BATTERY, published="2025-10-13", document="copy")
    report = read_report(row("| 公告編號 | 發布日期 |", "| 公告 2025 年第 58 號 | 2025-10-13 |"))
    held = check_report(report, [approved, waiting], frozenset({approved.fact}), AS_OF)
    assert [f.field for f in held.findings if f.verdict == "contradicted"] == ["publish_date"]
    open_ = check_report(report, [approved, waiting], frozenset(), AS_OF)
    assert [f for f in open_.findings if f.verdict == "contradicted"] == []
