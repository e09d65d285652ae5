"""The quotes under a finding bear out what it says the facts say: of the act, the clause and the value that it is about."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from sayings_held import BATTERY, CONTROL_MARCH, OVERSEAS, TECHNOLOGY, UEL_MARCH, UEL_OCTOBER, say

from workbench.facts.fact import Evidence
from workbench.resolution import Statement
from workbench.verification import DraftLine, Finding, changed_lines, read_report

SUSPENDING, TARIFF, UNITED_STATES = (
    "MOFCOM/announcement/2025/70", "MOFCOM/announcement/2025/79", "MOFCOM/announcement/2024/46",
)  # fmt: skip


def suspension(quote: str, target: str, first: str, last: str, **more: object) -> Statement:
    targets = [{"instrument": target, "clause": more.pop("clause", None)}]
    return say("status_change", quote, action="suspend", targets=targets, **{"from": first}, until=last, **more)  # type: ignore[arg-type]


def publication(quote: str, act: str, day: str, **more: object) -> Statement:
    return say("announcement", quote, instrument=act, published=day, issuers=("商务部",), **more)  # type: ignore[arg-type]


def effect(quote: str, act: str, day: str, **more: object) -> Statement:
    return say("effective_date", quote, instrument=act, date=day, basis="explicit", **more)  # type: ignore[arg-type]


def quotes_under_change(
    line: str, before: str, after: str, statements: Sequence[Statement], head: Sequence[str] = ()
) -> list[str]:
    """The quotes under the one finding on a line of a draft that says `after` where the facts give `before`."""
    (finding,) = findings_of(line, line.replace(before, after, 1), statements, head)
    return quotes(finding)


def findings_of(
    line: str, said: str | None, statements: Sequence[Statement], head: Sequence[str] = ()
) -> tuple[Finding, ...]:
    facts = frozenset(statement.fact for statement in statements)
    fixed = [DraftLine(text, frozenset(), True) for text in ("# 追蹤", "", *head)]
    text = "\n".join([*(each.text for each in fixed), *([] if said is None else [said])])
    given = [*fixed, DraftLine(line, facts, False)]
    return changed_lines(read_report(text), given, {s.fact: s for s in statements}, frozenset())


def quotes(finding: Finding) -> list[str]:
    return [span.quote for _, span in finding.evidence]


SUMMARY = (
    "截至 2026-02-19：商務部公告2025年第70號有效（自 2025-11-07 起）；商務部公告2024年第46號部分有效（第二款 暫停 2025-11-09 至 2026-11-27）；"
    "商務部公告2025年第79號有效（自 2026-01-01 起）；商務部公告2025年第58號、第61號暫停（2025-11-07 至 2026-11-10）"
)


def summarised() -> list[Statement]:
    return [
        publication("第70号于11月7日公布", SUSPENDING, "2025-11-07", tier="official"),
        effect("第70号自11月7日起施行", SUSPENDING, "2025-11-07", tier="official"),
        publication("第46号早已公布", UNITED_STATES, "2024-12-03", tier="official"),
        suspension("第46号的第二款暂停到2026年11月27日", UNITED_STATES, "2025-11-09", "2026-11-27", clause="第二款"),
        suspension("第46号的第一款暂停到2026年11月27日", UNITED_STATES, "2025-11-09", "2026-11-27", clause="第一款"),
        effect("第79号自2026年1月1日起施行", TARIFF, "2026-01-01"),
        publication("第58号于10月9日公布", BATTERY, "2025-10-09", tier="official"),
        suspension("第58号暂停到2026年11月10日", BATTERY, "2025-11-07", "2026-11-10"),
        suspension("官方：第61号暂停到2026年11月10日", OVERSEAS, "2025-11-07", "2026-11-10", tier="official"),
        publication("第62号于10月9日公布", TECHNOLOGY, "2025-10-09", tier="official"),
    ]


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("第79號有效（自 2026-01-01 起）", "第79號有效（自 2026-02-01 起）", ["第79号自2026年1月1日起施行"]),
        ("第70號有效（自 2025-11-07 起）", "第70號有效（自 2025-11-17 起）", ["第70号自11月7日起施行"]),
        ("至 2026-11-27）", "至 2026-11-29）", ["第46号的第二款暂停到2026年11月27日"]),
        ("2025-11-07 至 2026-11-10", "2025-11-07 至 2026-12-10",
         ["官方：第61号暂停到2026年11月10日", "第58号暂停到2026年11月10日"]),
        ("第58號、第61號暫停", "第58號、第61號已停止", ["官方：第61号暂停到2026年11月10日", "第58号暂停到2026年11月10日"]),
        ("第58號、第61號", "第59號、第61號", ["第58号于10月9日公布", "第58号暂停到2026年11月10日"]),
    ],
)  # fmt: skip
def test_a_line_of_many_acts_shows_the_quotes_of_the_act_that_was_changed(before, after, shown):
    assert quotes_under_change(SUMMARY, before, after, summarised()) == shown


def test_a_change_across_two_acts_shows_the_quotes_of_both():
    (finding,) = findings_of(
        SUMMARY, SUMMARY.replace("2026-11-27", "2026-11-29").replace("自 2026-01-01", "自 2026-02-01"), summarised()
    )
    assert quotes(finding) == ["第46号的第二款暂停到2026年11月27日", "第79号自2026年1月1日起施行"]


def test_what_is_said_of_no_act_keeps_the_quotes_of_the_whole_line():
    """Nothing tells them apart: what tells of a state comes first, for the finding is about the day that states are told
    of, then the heaviest source.
    """
    shown = quotes_under_change(SUMMARY, "截至 2026-02-19", "截至 2026-02-20", summarised())
    assert shown == [
        "第70号自11月7日起施行", "官方：第61号暂停到2026年11月10日", "第46号的第二款暂停到2026年11月27日",
        "第46号的第一款暂停到2026年11月27日", "第79号自2026年1月1日起施行", "第58号暂停到2026年11月10日",
        "第70号于11月7日公布", "第46号早已公布",
    ]  # fmt: skip


def test_facts_of_other_acts_are_never_shown():
    line = "- 商務部公告2025年第79號有效（自 2026-01-01 起）"
    others = [effect("第58号自1月1日起施行", BATTERY, "2026-01-01"), effect("第61号自1月1日起", OVERSEAS, "2026-01-01")]
    assert quotes_under_change(line, "01-01", "02-01", others) == []
    nameless = say("effective_date", "本公告自1月1日起施行", date="2026-01-01", basis="explicit", document="own")
    assert quotes_under_change(line, "01-01", "02-01", [*others, nameless]) == ["本公告自1月1日起施行"]


def test_a_remark_in_brackets_is_about_the_act_before_it_alone():
    line = "- 商務部公告2025年第58號（暫停至 2026-11-10）、商務部公告2025年第61號（暫停至 2026-11-10）、商務部公告2025年第62號"
    facts = [
        suspension("第58号暂停到11月10日", BATTERY, "2025-11-07", "2026-11-10"),
        suspension("第61号暂停到11月10日", OVERSEAS, "2025-11-07", "2026-11-10"),
        publication("第62号公布", TECHNOLOGY, "2025-10-09"),
    ]
    assert quotes_under_change(
        line, "2026-11-10）、商務部公告2025年第61", "2026-11-11）、商務部公告2025年第61", facts
    ) == ["第58号暂停到11月10日"]
    assert quotes_under_change(
        line, "2026-11-10）、商務部公告2025年第62", "2026-11-11）、商務部公告2025年第62", facts
    ) == ["第61号暂停到11月10日"]


def test_numbers_that_stand_in_a_title_are_no_acts_that_a_line_names():
    line = "- 商務部公告2025年第70號《公布暫停實施2025年第58號公告的決定》有效（自 2025-11-07 起）"
    facts = [
        effect("第70号自11月7日起施行", SUSPENDING, "2025-11-07"),
        effect("第58号原定自11月8日起施行", BATTERY, "2025-11-08", tier="official"),
    ]
    assert quotes_under_change(line, "11-07", "11-09", facts) == ["第70号自11月7日起施行"]


ACTS = ("| 公告編號 | 發布日期 | 生效日期 | 狀態 | 摘要 |", "|---|---|---|---|---|")
ROW = "| 商務部公告2025年第70號 | 2025-11-07 | 2025-11-07 | 有效 | 暫停實施商務部公告2025年第58號 |"


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("| 2025-11-07 | 2025-11-07 |", "| 2025-11-17 | 2025-11-07 |", ["第70号于11月7日公布"]),
        ("| 2025-11-07 | 有效", "| 2025-11-17 | 有效", ["第70号自11月7日起施行"]),
        ("第58號 |", "第59號 |", ["由第70号决定，第58号暂停"]),
    ],
)
def test_a_row_shows_the_quotes_of_its_act_and_of_the_column(before, after, shown):
    facts = [
        effect("第70号自11月7日起施行", SUSPENDING, "2025-11-07", tier="official"),
        publication("第70号于11月7日公布", SUSPENDING, "2025-11-07"),
        suspension("由第70号决定，第58号暂停", BATTERY, "2025-11-07", "2026-11-10", by=SUSPENDING),
    ]
    assert quotes_under_change(ROW, before, after, facts, ACTS) == shown


def test_a_count_by_category_is_not_about_the_act_that_its_row_gives_as_an_example():
    head = ("| Category | 本期新增 | 重大政策 |", "|---|---|---|")
    facts = [
        publication(f"第{number}号公布", f"MOFCOM/announcement/2025/{number}", "2025-10-09") for number in (58, 61, 62)
    ]
    shown = quotes_under_change("| 管制物項變更 | 3 件 | 商務部公告2025年第61號 |", "3 件", "4 件", facts, head)
    assert shown == ["第58号公布", "第61号公布", "第62号公布"]


def test_a_number_of_acts_shows_the_acts_of_its_category():
    facts = [
        publication(f"第{number}号公布", f"MOFCOM/announcement/2025/{number}", "2025-10-09", category=category)
        for number, category in (
            (58, "controlled_item_change"),
            (61, "controlled_item_change"),
            (70, "regulation_update"),
        )
    ]
    line = "本期發布並經核定者共 3 件：法規更新 1 件、管制物項變更 2 件"
    assert quotes_under_change(line, "更新 1 件", "更新 4 件", facts) == ["第70号公布"]
    assert quotes_under_change(line, "變更 2 件", "變更 4 件", facts) == ["第58号公布", "第61号公布"]
    assert len(quotes_under_change(line, "共 3 件", "共 4 件", facts)) == 3


def test_a_number_of_facts_shows_those_of_the_kind_that_it_counts():
    facts = [
        say("controlled_item", "所附材料受管制", instrument=BATTERY, name="材料", tier="official"),
        say("threshold", "密度大于等于300", instrument=BATTERY, subject="密度", comparator="ge", value="300"),
        say("licensing_rule", "出口须经许可", instrument=BATTERY, treatment="licence"),
    ]
    line = "- 商務部公告2025年第58號：物項 1 項、數值門檻 1 項、許可規則 1 項"
    assert quotes_under_change(line, "門檻 1", "門檻 11", facts) == ["密度大于等于300"]
    assert quotes_under_change(line, "規則 1", "規則 3", facts) == ["出口须经许可"]


def test_a_list_of_entities_shows_the_one_whose_name_was_changed():
    facts = [
        say("listing", f"{name}列入名单", instrument=UEL_OCTOBER, list="unreliable_entity", name_zh=name, tier=tier)
        for name, tier in (("甲地动力公司", "official"), ("乙河探测公司", "law_firm"), ("乙河探测公司", "official"))
    ]
    facts += [
        say("listing", "丙山航运公司列入名单", instrument=CONTROL_MARCH, list="export_control", name_zh="丙山航运公司")
    ]
    line = "- **列名**：甲地動力公司、乙河探測公司、丙山航運公司"
    assert quotes_under_change(line, "乙河探測公司", "乙河測公司", facts) == ["乙河探测公司列入名单"] * 2
    assert quotes_under_change(line, "丙山航運公司", "丁山航運公司", facts) == ["丙山航运公司列入名单"]


def test_a_line_taken_out_shows_no_quotes_of_acts_that_it_did_not_name():
    line = "- 2026-01-01：商務部公告2025年第79號生效"
    facts = [
        publication("第70号于11月7日公布", SUSPENDING, "2025-11-07", tier="official"),
        publication("第79号于12月公布", TARIFF, "2025-12-12", tier="official"),
        effect("第79号自2026年1月1日起施行", TARIFF, "2026-01-01"),
    ]
    (finding,) = findings_of(line, None, facts)
    assert finding.verdict == "omission"
    assert quotes(finding) == ["第79号自2026年1月1日起施行", "第79号于12月公布"]


def test_of_one_fact_the_quote_that_says_the_value_comes_before_its_head():
    told = say("effective_date", "公告2025年第79号", instrument=TARIFF, date="2026-01-01", basis="explicit")
    words = ("第79号公布于岁末", "该公告自2026年1月1日起施行")
    spans = tuple(Evidence(start=at, end=at + len(text), quote=text) for at, text in zip((0, 50), words, strict=True))
    line = "- 商務部公告2025年第79號有效（自 2026-01-01 起）"
    assert quotes_under_change(line, "01-01", "02-01", [told._replace(evidence=spans)]) == list(words[::-1])


HEAD = "# 月報 — 2026 年 02 月\n\n> 報告期間：2025-10 至 2026-02\n\n"


def foreign(hold, body: str, facts: list[Statement], field: str) -> list[str]:
    """The quotes under the one finding of a field on a report that is not this program's own."""
    (finding,) = [f for f in hold(HEAD + body + "\n", facts=facts).findings if f.line is not None and f.field == field]
    return quotes(finding)


def test_a_count_in_a_foreign_report_shows_the_notice_that_its_row_names(hold):
    facts = [
        say("count", f"第{number}号列入{count}家", instrument=act, list="unreliable_entity", action="add", count=count)
        for number, act, count in ((5, UEL_MARCH, 10), (10, UEL_OCTOBER, 14))
    ]
    row = "| 不可靠實體清單列入 | 15 家 | 不可靠實體清單工作機制公告2025年第10號 |"
    shown = foreign(hold, f"| 類型 | 本期 | 公告編號 |\n|---|---|---|\n{row}", facts, "count")
    assert shown == ["第10号列入14家"]


def test_a_status_in_a_foreign_report_shows_the_suspension_that_holds_now_first(hold):
    facts = [
        suspension("第58号先暂停90天，到2025年8月11日", BATTERY, "2025-05-14", "2025-08-11", tier="official"),
        suspension("第58号再暂停到2026年11月10日", BATTERY, "2025-11-07", "2026-11-10"),
    ]
    row = "| 商務部公告2025年第58號 | 已生效 |"
    shown = foreign(hold, f"| 公告編號 | 狀態 |\n|---|---|\n{row}", facts, "status")
    assert shown[0] == "第58号再暂停到2026年11月10日"


def test_a_cell_about_two_acts_shows_a_quote_of_each_first(hold):
    facts = [
        suspension(f"第{number}号{words}", act, "2025-11-07", "2026-11-10", document=document)
        for number, act in ((58, BATTERY), (61, OVERSEAS))
        for words, document in (("暂停到2026年11月10日", "review"), ("暂停，最后一天是2026年11月10日", "brief"))
    ]
    row = "| 公告58/61號 | 已生效 |"
    shown = foreign(hold, f"| 公告編號 | 狀態 |\n|---|---|\n{row}", facts, "status")
    assert shown[:2] == ["第58号暂停到2026年11月10日", "第61号暂停到2026年11月10日"]


def test_one_finding_about_two_acts_shows_a_quote_of_each_first(hold):
    facts = [
        suspension(f"第{number}号{words}", act, "2025-11-07", "2026-11-10", document=document)
        for number, act in ((58, BATTERY), (61, OVERSEAS))
        for words, document in (("暂停到2026年11月10日", "review"), ("暂停，最后一天是2026年11月10日", "brief"))
    ]
    row = "| 電池 | 高 | 公告 58/61 號 |"
    shown = foreign(hold, f"| 領域 | 風險等級 | 主要政策 |\n|---|---|---|\n{row}", facts, "status")
    assert shown[:2] == ["第58号暂停到2026年11月10日", "第61号暂停到2026年11月10日"]
    assert len(shown) == 4


def test_an_address_comes_after_the_words_of_every_source():
    told = effect("第79号自2026年1月1日起施行", TARIFF, "2026-01-01", tier="official")
    address = Evidence(start=900, end=922, quote="https://example.org/79")
    line = "- 商務部公告2025年第79號有效（自 2026-01-01 起）"
    facts = [told._replace(evidence=(address, *told.evidence)), effect("第79号定于1月1日实施", TARIFF, "2026-01-01")]
    assert quotes_under_change(line, "01-01", "02-01", facts) == [
        "第79号自2026年1月1日起施行", "第79号定于1月1日实施", "https://example.org/79",
    ]  # fmt: skip
