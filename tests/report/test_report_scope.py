"""What a reader must not take too widely: who a rule is for, since when and until when, after what, by whose words."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

from tests.report.test_report_compose import KEY, drafted, lines_with
from workbench.facts.document import Document
from workbench.facts.fact import Evidence, Record, Route, make_fact
from workbench.facts.kinds import ControlledItem, LicensingRule, Position, Requirement, StatusChange
from workbench.report import Doubts, Draft

NOTICE = "UEL/announcement/2025/7"


def quoted(text: str, *contents: tuple[object, tuple[str, ...]]) -> tuple[list[Record], dict[str, Document]]:
    """Facts of one article, each with the words that it rests on."""
    document = Document(
        id="q1", text=text, title="样本文章", published=date(2026, 1, 5), tier="law_firm", script="hans"
    )
    records = []
    for content, quotes in contents:
        spans = [Evidence.cut(text, text.index(quote), text.index(quote) + len(quote)) for quote in quotes]
        fact = make_fact("q1", content, spans, "rules")
        records.append(Record(fact=fact, state="approved", route=Route(to="machine")))
    return records, {"q1": document}


def texts(draft: Draft, heading: str) -> list[str]:
    lines = [line.text for line in draft.lines]
    start = lines.index(heading)
    end = next(i for i in range(start + 1, len(lines)) if lines[i].startswith("#"))
    return [text for text in lines[start:end] if text.startswith("- ")]


def test_cases_of_one_sentence_are_told_in_its_order_with_those_abroad_whom_it_obliges():
    head = "境外组织和个人向第三国出口以下样品前，必须取得许可："
    cases = ("（一）丙样品", "（二）甲样品", "（三）乙样品")
    contents = [
        (LicensingRule(instrument=KEY, treatment="licence", applies_to=case[3:]), (head, case)) for case in cases
    ]
    records, documents = quoted(head + "；".join(cases) + "。", *contents)
    assert lines_with(drafted(records, documents), "  - 須經許可") == [
        f"  - 須經許可：{name}；出口者：境外組織和個人（來源 1）" for name in ("丙樣品", "甲樣品", "乙樣品")
    ]


def test_a_rule_for_exporters_at_home_names_nobody():
    text = "出口经营者出口样品前，应当取得许可。"
    rule = LicensingRule(instrument=KEY, treatment="licence", applies_to="样品")
    records, documents = quoted(text, (rule, (text,)))
    assert lines_with(drafted(records, documents), "  - 須經許可") == ["  - 須經許可：樣品（來源 1）"]


def test_a_rule_for_nothing_and_nobody_is_told_once_as_what_was_declared():
    text = "商务部表示已批准部分通用许可申请。"
    declared = Position(issuers=("商务部",), date=date(2025, 12, 18), stance="已批准部分通用许可申请")
    rule = LicensingRule(treatment="general_licence")
    records, documents = quoted(text, (declared, (text,)), (rule, (text,)))
    assert lines_with(drafted(records, documents), "通用許可") == [
        "- 2025-12-18：商務部：已批准部分通用許可申請（來源 1）"
    ]


def test_a_threat_that_opens_with_its_law_does_not_name_it_twice():
    text = "《样本管制条例》第三条规定，违反的，处五万元罚款。"
    threat = Requirement(instrument="law/样本管制条例", type="sanction", action=text)
    records, documents = quoted(text, (threat, (text,)))
    assert lines_with(drafted(records, documents), "第三條") == [
        "- 《樣本管制條例》第三條規定，違反的，處五萬元罰款（來源 1）"
    ]


def suspension(text: str, **fields: object) -> tuple[list[Record], dict[str, Document]]:
    change = {"action": "suspend", "targets": ({"instrument": NOTICE},), "from": date(2025, 11, 10), **fields}
    return quoted(text, (StatusChange.model_validate(change), (text,)))


def test_a_last_day_that_no_source_states_is_told_as_reckoned():
    given = suspension("自2025年11月10日起暂停7号公告1年。", until=date(2026, 11, 9), term_text="1年")
    draft = drafted(*given)
    assert lines_with(draft, "暫停期最後一日（依來源所載期限推算）")
    assert lines_with(draft, "**迄日依期限推算**：1 件", "第7號")


def test_a_last_day_that_a_source_states_is_not():
    given = suspension(
        "自2025年11月10日起暂停7号公告一年，至2026年11月9日。", until=date(2026, 11, 9), term_text="一年"
    )
    assert lines_with(drafted(*given), "暫停期最後一日；")
    assert not lines_with(drafted(*given), "期限推算")


def test_talks_are_told_with_what_was_done_after_them():
    given = suspension("某地会谈后，自2025年11月10日起暂停7号公告。", until=date(2026, 11, 9), occasion="某地会谈")
    told = "不可靠實體清單工作機制公告2025年第7號暫停實施（2025-11-10 至 2026-11-09）（來源 1）"
    assert f"- 某地會談後：{told}" in texts(drafted(*given), "#### 雙邊對話與立場")


def test_a_case_tells_what_was_held_in_its_favour(make, documents):
    case = {"authority": "某海关", "case_number": "某关缉违字〔2025〕1号", "date": date(2025, 12, 1)}
    plain = {**case, "case_number": "某关缉违字〔2025〕2号"}
    records = [make("penalty", **case, mitigation="主动退关"), make("penalty", **plain)]
    rows = lines_with(drafted(records, documents), "| 某關緝違字")
    assert [row.split("|")[-3].strip() for row in rows if "某海關" in row] == ["主動退關", "—"]


def test_a_remark_on_a_standing_stands_in_its_brackets(make, documents):
    records = [
        make("announcement", instrument=KEY, category="controlled_item_change", published=date(2025, 10, 9)),
        make("effective_date", document="d3", instrument=KEY, date=date(2026, 12, 1), basis="explicit"),
        make("licensing_rule", instrument=KEY, treatment="licence", applies_to="样品"),
    ]
    assert lines_with(drafted(records, documents), "- **商務部公告2025年第58號**（尚未生效，生效日僅見於評論）")


def test_items_stand_in_their_source_s_order_behind_what_heads_their_list():
    head, first, second = "第一部分", "丙金属、甲金属", "乙合金"
    contents = [
        (ControlledItem(instrument=KEY, name="乙合金"), (head, second)),
        (ControlledItem(instrument=KEY, name="甲金属"), (f"{head}：{first}",)),
        (ControlledItem(instrument=KEY, name="丙金属"), (f"{head}：{first}",)),
    ]
    records, documents = quoted(f"{head}：{first}；{second}。", *contents)
    assert lines_with(drafted(records, documents), "| 丙金屬、甲金屬、乙合金 |")


def test_a_contradiction_names_its_act_by_facts_that_give_the_number(make, documents):
    """Two rules that know an act's title alone contradict each other: its number stands in a third fact."""
    title = "公布对样本材料实施出口管制的决定"
    named = make("announcement", instrument=KEY, title=title, category="controlled_item_change")
    rules = [
        make("licensing_rule", document=d, instrument=f"title/{title}", treatment="case_by_case", applies_to=goods)
        for d, goods in (("d2", "甲样品"), ("d3", "乙样品"))
    ]
    conflict = SimpleNamespace(
        instrument=KEY,
        subject=None,
        attribute="treatment",
        sides=[SimpleNamespace(value=r.content.applies_to, facts=(r.id,), computed=False) for r in rules],
    )
    draft = drafted([named, *rules], documents, doubts=lambda: Doubts([conflict]))
    (line,) = [line for line in draft.lines if line.text.startswith("- **未決矛盾**")]
    assert "商務部公告2025年第58號之" in line.text
    assert named.id in line.facts


def test_an_item_that_only_repeats_the_name_of_a_catalogue_is_not_told_of_no_act(make, documents):
    catalogue = make("legal_instrument", title="向特定国家出口样本化学品管理目录")
    named = [make("controlled_item", name=name) for name in ("样本化学品", "甲化学品")]
    rows = lines_with(drafted([catalogue, *named], documents), "| 文號未載明 | — |")
    assert [row.split("|")[1].strip() for row in rows] == ["甲化學品"]


def test_names_with_a_comma_within_are_told_apart_where_they_stand_together(make, documents):
    named = [make("controlled_item", instrument=KEY, name=name) for name in ("甲、乙相关技术", "丙技术")]
    assert lines_with(drafted(named, documents), "物項：「甲、乙相關技術」、「丙技術」")
    assert lines_with(drafted(named[1:], documents), "物項：丙技術 |")
