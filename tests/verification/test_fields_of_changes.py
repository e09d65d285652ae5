"""What was changed by hand in a draft is called by what it is: the column, the words beside it, the fact that gave what stood there."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from sayings_held import BATTERY, CONTROL_MARCH, OVERSEAS, TECHNOLOGY, UEL_OCTOBER, say

from workbench.resolution import Statement
from workbench.verification import DraftLine, Finding, changed_lines, read_report

SUSPENDING = "MOFCOM/announcement/2025/70"


def draft(*lines: str | tuple[str, Sequence[Statement]]) -> list[DraftLine]:
    """Lines of the form, and lines with what they rest on."""
    return [
        DraftLine(line, frozenset(), True)
        if isinstance(line, str)
        else DraftLine(line[0], frozenset(statement.fact for statement in line[1]), False)
        for line in ("# 出口管制政策追蹤 — 2026 年 02 月", "", *lines)
    ]


def held(own: Sequence[str], given: Sequence[DraftLine], facts: Sequence[Statement]) -> tuple[Finding, ...]:
    return changed_lines(read_report("\n".join(own)), given, {fact.fact: fact for fact in facts}, frozenset())


def changed(
    line: str, before: str, after: str, facts: Sequence[Statement] = (), head: Sequence[str] = (), fixed: bool = False
) -> tuple[Finding, ...]:
    """What is found on the last line of a draft where it says `after` for `before`."""
    assert before in line
    given = draft(*head, line if fixed else (line, facts))
    own = [each.text for each in given[:-1]] + [line.replace(before, after, 1)]
    return held(own, given, facts)


def told(findings: Sequence[Finding]) -> list[tuple[str, str, str]]:
    return [(finding.field, finding.verdict, finding.severity) for finding in findings]


def one_field(findings: Sequence[Finding]) -> str:
    (finding,) = findings
    return finding.field


def acts() -> list[Statement]:
    """An act that is published, planned to take effect and suspended, all on one day or another."""
    return [
        say("announcement", "11月7日公布第70号", instrument=SUSPENDING, published="2025-11-07", issuers=("商务部", "海关总署")),
        say("effective_date", "第70号即日施行", instrument=SUSPENDING, date="2025-11-07", basis="on_publication"),
        say("announcement", "10月9日公布第61号", instrument=OVERSEAS, published="2025-10-09", issuers=("商务部",),
            title="公布对境外相关稀土物项实施出口管制的决定"),
        say("effective_date", "第61号第三项即日施行", instrument=OVERSEAS, clause="第三项", date="2025-10-09", basis="explicit"),
        say("status_change", "第61号暂停到2026年11月10日", action="suspend", by=SUSPENDING, until="2026-11-10",
            targets=[{"instrument": OVERSEAS}], **{"from": "2025-11-07"}),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "before", "after", "field"),
    [
        ("- 2025-10-09：商務部公告2025年第61號發布", "2025-10-09", "2025-10-19", "publish_date"),
        ("- 2025-10-09：商務部公告2025年第61號第（三）項生效", "2025-10-09", "2025-10-19", "effective_date"),
        ("- 2025-11-07：商務部公告2025年第70號生效", "2025-11-07", "2025-11-17", "effective_date"),
        ("- 2025-11-07：商務部公告2025年第70號發布", "2025-11-07", "2025-11-17", "publish_date"),
        ("- 2025-11-07：商務部公告2025年第61號暫停實施至 2026-11-10", "2025-11-07", "2025-11-17", "status"),
        ("- 2025-11-07：商務部公告2025年第61號暫停實施至 2026-11-10", "2026-11-10", "2026-11-20", "status"),
        ("商務部公告2025年第70號有效（自 2025-11-07 起）", "2025-11-07", "2025-12-07", "effective_date"),
        ("商務部公告2025年第61號已停止（自 2025-11-07 起）", "2025-11-07", "2025-12-07", "status"),
        ("商務部公告2025年第61號到 2026-11-11 推定恢復", "2026-11-11", "2026-12-11", "status"),
        ("截至 2026-02-19：商務部公告2025年第70號有效", "2026-02-19", "2026-03-19", "status"),
    ],
)
def test_a_day_is_called_by_what_it_is_a_day_of(line, before, after, field):
    assert one_field(changed(line, before, after, acts())) == field


def test_a_day_that_one_fact_gives_is_called_by_that_fact_where_no_verb_tells():
    spoke = [
        say("position", "发言人10月12日谈管制", date="2025-10-12", issuers=("商务部",), stance="管制不针对任何国家")
    ]
    assert one_field(changed("- 2025-10-12：發言人：管制不針對任何國家", "10-12", "10-13", spoke)) == "publish_date"
    standing = [say("count", "名单上有51家", list="unreliable_entity", action="total", count=51, as_of="2026-01-20")]
    assert one_field(changed("- 所計總數：51 家（截至 2026-01-20）", "01-20", "02-20", standing)) == "count"


@pytest.mark.parametrize(
    ("line", "before", "after", "field"),
    [
        ("- 2025-11-07：商務部公告2025年第61號暫停（依商務部公告2025年第70號）", "第70號", "第71號", "reference"),
        ("- 2025-10-09：商務部公告2025年第61號發布", "2025年第61", "2024年第61", "reference"),
        ("- 2025-10-09：商務部公告2025年第61號第（三）項生效", "（三）", "（二）", "scope"),
        ("- 商務部公告2025年第61號《公布對境外相關稀土物項實施出口管制的決定》", "境外", "境內", "title"),
        ("- 商務部公告2025年第61號暫停（來源 3）", "來源 3", "來源 13", "reference"),
        ("- [官方原文](https://example.org/61)：商務部公告2025年第61號", "org/61", "org/62", "reference"),
        ("商務部公告2025年第61號暫停（第70號尚未生效即暫停）", "尚未生效即暫停", "生效後暫停", "status"),
        ("- **來源**：來源 6、來源 14", "14", "4", "reference"),
        ("- **2026-11-10**：商務部公告2025年第61號（稀土）暫停期最後一日", "稀土", "石墨", "scope"),
    ],
)  # fmt: skip
def test_a_part_of_a_sentence_is_called_by_what_it_is(line, before, after, field):
    assert one_field(changed(line, before, after, acts())) == field


def test_an_inserted_figure_is_a_part_of_the_number_it_was_put_into():
    assert one_field(changed("- 2025-11-07：商務部公告2025年第7號發布", "第7號", "第70號", acts())) == "reference"
    assert one_field(changed("本期共 2 件", "2 件", "12 件", acts())) == "count"


def controls() -> list[Statement]:
    return [
        say("licensing_rule", "占比0.1%及以上的须经许可", instrument=OVERSEAS, treatment="licence",
            applies_to="含有原产于中国的材料且占比达到0.1%及以上的外国产品", destinations=("日本",)),
        say("requirement", "出口后10个工作日内报告", instrument=OVERSEAS, type="report",
            action="出口经营者应当在出口后10个工作日内用电子邮件报告主管部门", deadline="出口后10个工作日内"),
        say("controlled_item", "线锯，编码2C902.c", instrument=OVERSEAS, name="线锯", control_codes=("2C902.c",)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "before", "after", "field"),
    [
        ("  - 須經許可：含有原產於中國的材料且佔比達到0.1%及以上的外國產品", "0.1%", "1%", "threshold"),
        ("  - 須經許可：含有原產於中國的材料且佔比達到0.1%及以上的外國產品", "外國", "本國", "scope"),
        ("  - 須經許可：目的地：日本", "日本", "美國", "scope"),
        ("  - 出口經營者應當在出口後10個工作日內用電子郵件報告主管部門", "10個", "30個", "number"),
        ("  - 出口經營者應當在出口後10個工作日內用電子郵件報告主管部門", "電子郵件", "書面", "scope"),
        ("  - 線鋸（管制編碼 2C902.c）", "2C902.c", "2C902.d", "number"),
    ],
)
def test_words_that_a_fact_holds_are_called_by_its_field(line, before, after, field):
    assert one_field(changed(line, before, after, controls())) == field


def test_what_a_source_claims_stays_a_claim_whatever_figure_it_holds():
    claim = [say("claim", "产量占全球三分之二，公开的有238份", statement="产量占全球三分之二，公开的有238份")]
    line = "- 來源稱：「產量佔全球三分之二，公開的有238份」（來源 13）"
    assert one_field(changed(line, "三分之二", "四分之三", claim)) == "claim"
    assert one_field(changed(line, "238份", "283份", claim)) == "claim"
    assert one_field(changed(line, "來源 13", "來源 1", claim)) == "reference"


def test_a_name_a_country_and_a_speaker_are_told_apart_by_the_field_that_holds_them():
    listed = [say("listing", "乙河公司列入", instrument=UEL_OCTOBER, list="unreliable_entity", name_zh="乙河反探测公司",
                  parent="乙河集团", jurisdiction="US")]  # fmt: skip
    line = "  - 乙河反探測公司——母公司：乙河集團；美國"
    assert one_field(changed(line, "反探測", "探測", listed)) == "name"
    assert one_field(changed(line, "乙河集團", "丙山集團", listed)) == "name"
    assert one_field(changed(line, "美國", "德國", listed)) == "name"
    spoke = [say("position", "发言人说", issuers=("商务部新闻发言人",), stance="将依法审查许可申请")]
    line = "- 商務部新聞發言人：將依法審查許可申請"
    assert told(changed(line, "商務部", "外交部", spoke)) == [("issuer", "contradicted", "medium")]
    assert one_field(changed(line, "依法審查", "從寬審查", spoke)) == "claim"
    foreign = [say("status_change", "美国暂停其措施", action="suspend", actor="US", until="2026-11-09")]
    assert one_field(changed("- 美國暫停實施其措施（至 2026-11-09）", "美國", "歐盟", foreign)) == "issuer"


ACTS = ("| 公告編號 | 發布機關 | 發布日期 | 生效日期 | 迄日 | 狀態 |", "|---|---|---|---|---|---|")
ROW = (
    "| 商務部公告2025年第61號 | 商務部 | 2025-10-09 | 第三項：2025-10-09 | 2026-11-10 | 暫停 2025-11-07 至 2026-11-10 |"
)


@pytest.mark.parametrize(
    ("before", "after", "finding"),
    [
        ("第61號", "第62號", ("reference", "contradicted", "high")),
        ("| 商務部 |", "| 海關總署 |", ("issuer", "contradicted", "medium")),
        ("| 2025-10-09", "| 2025-10-19", ("publish_date", "contradicted", "high")),
        ("：2025-10-09", "：2025-10-19", ("effective_date", "contradicted", "high")),
        ("| 2026-11-10 |", "| 2027-11-10 |", ("status", "contradicted", "high")),
        ("至 2026-11-10", "至 2027-11-10", ("status", "contradicted", "high")),
        ("| 2025-10-09 |", "|  |", ("publish_date", "omission", "high")),
    ],
)
def test_a_cell_is_called_by_its_column(before, after, finding):
    assert told(changed(ROW, before, after, acts(), ACTS)) == [finding]


def test_each_cell_of_a_row_that_was_changed_is_found():
    found = changed(ROW, "2025-10-09 | 第三項：2025-10-09", "2025-11-09 | 第三項：2025-10-10", acts(), ACTS)
    assert told(found) == [("publish_date", "contradicted", "high"), ("effective_date", "contradicted", "high")]
    assert [finding.says for finding in found] == ["2025-11-09", "第三項：2025-10-10"]


def test_the_list_that_a_cell_names_is_not_what_happened_on_it():
    head = ("| 類型 | 文件 | 家數 |", "|---|---|---|")
    row = "| 出口管制管控名單停止 | 商務部公告2025年第13號 | 15 家（美國） |"
    facts = [say("count", "停止15家", instrument=CONTROL_MARCH, list="export_control", action="stop", count=15)]
    assert one_field(changed(row, "出口管制管控", "不可靠實體", facts, head)) == "list"
    assert one_field(changed(row, "停止", "暫停", facts, head)) == "status"
    assert one_field(changed(row, "15 家", "16 家", facts, head)) == "count"
    assert one_field(changed(row, "第13號", "第12號", facts, head)) == "reference"


def test_a_limit_and_what_it_is_set_for_are_the_threshold():
    head = ("| 對象 | 條件 | 公告編號 |", "|---|---|---|")
    row = "| 控股 | ≥ 50% | 商務部公告2025年第61號 |"
    facts = [
        say("threshold", "控股50%及以上", instrument=OVERSEAS, subject="控股", comparator="ge", value="50", unit="%")
    ]
    for before, after in (("50%", "25%"), ("≥", "＞"), ("50%", "50 層"), ("控股", "持股")):
        assert told(changed(row, before, after, facts, head)) == [("threshold", "contradicted", "high")]
    assert one_field(changed(row, "第61號", "第62號", facts, head)) == "reference"


def test_a_column_taken_out_is_missing_in_every_row():
    given = draft(*ACTS, (ROW, acts()))
    facts = acts()
    given[-1] = DraftLine(ROW, frozenset(fact.fact for fact in facts), False)
    own = [line.text for line in given]
    own[2:] = [line.rsplit("|", 2)[0] + "|" for line in own[2:]]
    found = held(own, given, facts)
    assert told(found) == [("structure", "format", "medium"), ("status", "omission", "high")]
    assert found[1].facts_say == "暫停 2025-11-07 至 2026-11-10"


LIMITS = ("| 對象 | 條件 | 公告編號 |", "|---|---|---|")


def limits() -> tuple[list[DraftLine], list[Statement]]:
    facts = [
        say("threshold", f"{name}{value}及以上", instrument=OVERSEAS, subject=name, comparator="ge", value=value)
        for name, value in (("控股", "50"), ("占比", "0.1"), ("层数", "256"))
    ]
    rows = [(f"| {name} | ≥ {fact.content.value} | 商務部公告2025年第61號 |", [fact])  # type: ignore[union-attr]
            for name, fact in zip(("控股", "佔比", "層數"), facts, strict=True)]  # fmt: skip
    return draft(*LIMITS, *rows), facts


def test_a_row_taken_out_or_put_in_is_called_by_what_its_table_lists():
    given, facts = limits()
    own = [line.text for line in given]
    assert told(held(own[:-2] + own[-1:], given, facts)) == [("threshold", "omission", "high")]
    forged = "| 控股 | ≥ 25 | 商務部公告2025年第61號 |"
    assert told(held([*own, forged], given, facts)) == [("threshold", "unsupported", "high")]


def test_a_row_that_only_moved_is_a_matter_of_form():
    given, facts = limits()
    own = [line.text for line in given]
    (finding,) = held([*own[:-2], own[-1], own[-2]], given, facts)
    assert told([finding]) == [("structure", "format", "low")]


def test_an_item_moved_under_another_act_is_said_of_that_act():
    rule = [
        say("licensing_rule", "禁止向日本军方出口", instrument=TECHNOLOGY, treatment="prohibited", end_user="日本军方")
    ]
    other = [say("licensing_rule", "出口须经许可", instrument=BATTERY, treatment="licence", applies_to="电池")]
    given = draft("- **商務部公告2025年第58號**", ("  - 須經許可：電池", other), "- **商務部公告2025年第62號**",
                  ("  - 須經許可：技術", other), ("  - 禁止：日本軍方", rule))  # fmt: skip
    own = [line.text for line in given]
    found = held([*own[:4], own[6], *own[4:6]], given, [*rule, *other])
    assert ("scope", "contradicted", "high") in told(found)
    (astray,) = [finding for finding in found if finding.field == "scope"]
    assert (astray.says, astray.facts_say) == (
        "under: 商務部公告2025年第58號",
        "the facts put it under: 商務部公告2025年第62號",
    )


def test_an_entity_put_into_a_list_is_a_name_and_a_sentence_put_in_is_what_it_tells():
    listed = [say("listing", "甲地公司列入", instrument=UEL_OCTOBER, list="unreliable_entity", name_zh="甲地公司")]
    given = draft("- **列名**：", ("  - 甲地公司", listed), "- **說明**：無", "")
    own = [line.text for line in given]
    assert told(held([*own[:4], "  - 丁海公司", *own[4:]], given, listed)) == [("name", "unsupported", "high")]
    told_later = "2026 年 2 月 1 日起，商務部公告2025年第61號恢復實施。"
    assert told(held([*own, told_later], given, listed)) == [("status", "unsupported", "high")]
    assert told(held([*own, "以下由編輯部補充。"], given, listed)) == [("claim", "unsupported", "medium")]


@pytest.mark.parametrize(
    ("line", "before", "after", "finding"),
    [
        ("> 報告期間：2025-10 至 2026-02", "2025-10", "2025-09", ("scope", "contradicted", "medium")),
        ("> 產出時間：2026-02-19", "02-19", "02-18", ("publish_date", "contradicted", "high")),
        ("> 狀態基準日：2026-02-19", "02-19", "02-18", ("status", "contradicted", "high")),
        ("- 本報告不是法律意見", "不是", "是", ("structure", "format", "medium")),
        ("## 深度分析", "深度", "深入", ("structure", "format", "low")),
        ("{: .comparison-table}", "comparison", "other", ("structure", "format", "low")),
        ("待撰寫。", "待撰寫。", "風險高。", ("claim", "unsupported", "medium")),
        ("- 計法：基準日當月計 5 分", "5 分", "4 分", ("number", "contradicted", "medium")),
    ],
)
def test_words_of_the_form_weigh_by_what_a_reader_takes_from_them(line, before, after, finding):
    assert told(changed(line, before, after, fixed=True)) == [finding]


def test_a_sentence_of_the_form_taken_out_weighs_more_than_a_mark():
    given = draft("- 採取行動以前請問律師", "{: .note}")
    own = [line.text for line in given]
    assert told(held([*own[:2], own[3]], given, ())) == [("structure", "format", "medium")]
    assert told(held(own[:3], given, ())) == [("structure", "format", "low")]


def test_a_level_filled_in_where_nobody_wrote_one_is_unsupported():
    head = ("| 政策名稱 | 影響等級 |", "|---|---|")
    found = changed("| 商務部公告2025年第61號 | 待撰寫 |", "待撰寫", "高", acts(), head)
    assert told(found) == [("claim", "unsupported", "medium")]


def test_a_draft_that_nobody_changed_has_no_finding():
    given, facts = limits()
    assert held([line.text for line in given], given, facts) == ()


@pytest.mark.parametrize(
    ("before", "after", "severity"),
    [("逐案審批", "無需許可", "high"), ("逐案審批", "原則上不予許可", "high"), ("晶片製造", "晶片設計", "medium")],
)
def test_a_flipped_treatment_is_grave(before, after, severity):
    rule = [
        say("licensing_rule", "芯片制造逐案审批", instrument=OVERSEAS, treatment="case_by_case", applies_to="芯片制造")
    ]
    assert told(changed("  - 逐案審批：晶片製造", before, after, rule)) == [("scope", "contradicted", severity)]
