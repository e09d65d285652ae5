"""Which acts and facts a period's rows hold: acts told by their day alone, changes without a day, names each once."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.report.drafted import drafted, lines_with, section
from workbench.facts.document import Document
from workbench.facts.fact import Evidence, Record, Route
from workbench.recognition import recognize

NOTICE = "MOFCOM/announcement/2025/13"
ACT, OTHER = "MOFCOM/announcement/2025/61", "MOFCOM/announcement/2025/70"
LISTED = {"instrument": "UEL/announcement/2025/11", "list": "unreliable_entity"}


def read(text: str, **fields: Any) -> tuple[list[Record], dict[str, Document]]:
    """What the rules find in an article, approved."""
    document = Document(id="n1", text=text, tier="news", script="hans", **fields)
    facts = recognize(document).facts
    return [Record(fact=fact, state="approved", route=Route(to="review")) for fact in facts], {"n1": document}


def test_an_act_that_sources_tell_by_its_day_alone_is_counted_and_has_its_rows():
    text = (
        "年终回顾。2025年11月9日，商务部发布公告，决定自即日起至2026年11月27日，暂停实施商务部公告2024年第46号第二款。"
    )
    draft = drafted(*read(text, published=date(2026, 1, 20)))
    assert lines_with(draft, "本期發布並經核定者共", "1 件")
    told = "商務部措施（2025-11-09）（文號未載明） | 2025-11-09 | 2025-11-09 | — | 有效（自 2025-11-09 起） |"
    assert lines_with(draft, f"| {told} 暫停實施商務部公告2024年第46號第二款 |")
    assert "商務部措施" not in section(draft, "## 執行摘要")


def stopped(make: Any, document: str) -> list[Record]:
    published = make("announcement", instrument=NOTICE, published=date(2025, 3, 4), category="enforcement_action")
    put = make(
        "count", instrument=NOTICE, of="entities", list="export_control", action="add", count=15, jurisdiction="US"
    )
    ended = {"action": "stop", "targets": ({"instrument": NOTICE},), "occasion": "某地经贸磋商"}
    return [published, put, make("status_change", document=document, **ended)]


def test_a_notice_that_was_stopped_on_a_day_nobody_gives_may_be_of_the_period_and_says_so(make, documents):
    draft = drafted(stopped(make, "d2"), documents)
    assert lines_with(draft, "- 商務部公告2025年第13號（出口管制管控名單）已停止（起日未載明）")
    (row,) = lines_with(draft, "| 出口管制管控名單列入 | 商務部公告2025年第13號")
    assert "前期公告，狀態有變更而起日未載明；背景：某地經貿磋商" in row


def test_it_is_not_where_the_source_that_tells_of_it_is_older_than_the_period(make, documents):
    old = {**documents, "d2": documents["d2"].model_copy(update={"published": date(2025, 9, 30)})}
    draft = drafted(stopped(make, "d2"), old)
    assert not lines_with(draft, "| 出口管制管控名單列入 | 商務部公告2025年第13號")
    assert lines_with(draft, "| 商務部公告2025年第13號 |", "已停止（起日未載明）")


def test_what_a_source_older_than_the_period_says_of_no_named_act_is_not_of_the_period(make, documents):
    item = make("controlled_item", document="d2", name="低浓度混合物", role="excluded", hs_codes=("3824999950",))
    count = make("count", document="d2", of="entities", list="unreliable_entity", action="add", count=17)
    assert lines_with(drafted([item, count], documents), "17 家")
    old = {**documents, "d2": documents["d2"].model_copy(update={"published": date(2024, 2, 23)})}
    draft = drafted([item, count], old)
    assert not lines_with(draft, "低濃度混合物")
    assert not lines_with(draft, "17 家")
    assert lines_with(draft, "**未指明文件**：2 項")


def test_the_index_counts_a_name_once_however_many_sources_give_it(make, documents):
    records = [
        make("announcement", instrument=LISTED["instrument"], published=date(2025, 10, 9)),
        make("listing", **LISTED, name_zh="甲侦测公司", name_original="Jia Detect"),
        make("listing", document="d2", **LISTED, name_zh="甲侦测公司"),
        make("listing", **LISTED, name_zh="乙情报公司"),
    ]
    assert lines_with(drafted(records, documents), "列名 2 筆")


def test_a_law_that_was_changed_says_when_in_the_index(make, documents):
    title = "出口易制毒化学品管理目录"
    law = make("legal_instrument", instrument=f"law/{title}", title=title)
    change = {"action": "amend", "targets": ({"instrument": f"law/{title}"},), "from": date(2025, 11, 10)}
    row = "| 《出口易製毒化學品管理目錄》 |"
    assert lines_with(drafted([law, make("status_change", **change)], documents), row, "| 2025-11-10：調整 |")
    by = make("status_change", **change, by=NOTICE)
    assert not lines_with(drafted([law, by, *stopped(make, "d2")], documents), "2025-11-10：調整")


def test_what_others_tell_of_an_official_limit_is_not_told_again(make, documents):
    official = make("threshold", instrument=ACT, subject="价值比例", comparator="ge", value="0.1", unit="%")
    told = make(
        "threshold",
        document="d2",
        instrument=ACT,
        item="中国稀土",
        subject="占价值",
        comparator="ge",
        value="0.1",
        unit="%",
    )
    other = told.model_copy(update={"edited": told.content.model_copy(update={"value": Decimal("0.5")})})
    item = make("controlled_item", instrument=ACT, name="稀土")
    assert len(lines_with(drafted([item, official, told], documents), "| ≥ 0.1% |")) == 1
    assert lines_with(drafted([item, official, other], documents), "| ≥ 0.5% |")


def test_a_day_that_commentators_alone_give_says_so_in_the_history(make, documents):
    opinion = {**documents, "d2": documents["d2"].model_copy(update={"tier": "opinion"})}
    item = make("controlled_item", instrument=ACT, name="稀土")
    day = make("effective_date", document="d2", instrument=ACT, date=date(2025, 12, 1), basis="explicit")
    assert lines_with(drafted([item, day], opinion), "- 2025-12-01：商務部公告2025年第61號生效（僅見於評論）")


def test_a_clause_has_its_day_once_in_the_history_by_the_words_of_the_heaviest_source(make, documents):
    item = make("controlled_item", instrument=ACT, name="稀土")
    days = [
        make("effective_date", document=d, instrument=ACT, clause=clause, date=date(2025, 12, 1), basis="explicit")
        for d, clause in (("d1", "第一条第（一）项"), ("d2", "第一条的首项"))
    ]
    lines = lines_with(drafted([item, *days], documents), "- 2025-12-01：商務部公告2025年第61號")
    assert lines == ["- 2025-12-01：商務部公告2025年第61號第一條第（一）項生效"]


def test_items_of_one_quote_stand_in_the_order_in_which_it_names_them(make, documents):
    text = {
        **documents,
        "d1": documents["d1"].model_copy(update={"text": "对钐、镝、钆、铽、镥、钪、钇实施出口管制。"}),
    }
    records = [make("controlled_item", instrument=ACT, name=name) for name in "镥钇镝钐钪铽钆"]
    whole = Evidence.cut(text["d1"].text, 0, len(text["d1"].text))
    records = [r.model_copy(update={"fact": r.fact.model_copy(update={"evidence": (whole,)})}) for r in records]
    assert lines_with(drafted(records, text), "| 釤、鏑、釓、鋱、鑥、鈧、釔 |")


def test_codes_of_ten_figures_are_the_customs_own_and_a_standing_act_says_that_it_stands(make, documents):
    item = make("controlled_item", instrument=ACT, name="某胺", hs_codes=("2922150000",))
    line = make("controlled_item", instrument=ACT, name="某粉", hs_codes=("71051020",))
    day = make("effective_date", instrument=ACT, date=date(2025, 10, 9), basis="explicit")
    draft = drafted([item, line, day], documents)
    assert lines_with(draft, "| 海關商品編號 2922150000 |", "| 有效（自 2025-10-09 起） |")
    assert lines_with(draft, "| 稅則號列 71051020 |")


def test_what_an_act_repeals_it_is_not_said_to_stop_or_adjust(make, documents):
    old = {"targets": ({"instrument": "MOFCOM/announcement/2006/50"},), "by": ACT}
    records = [make("status_change", action=action, **old) for action in ("amend", "stop", "repeal")]
    published = make("announcement", instrument=ACT, published=date(2025, 10, 9))
    assert lines_with(drafted([published, *records], documents), "| 廢止商務部公告2006年第50號 |")


def test_a_duty_names_its_addressee_once_and_a_laws_threat_has_its_place(make, documents):
    duty = make("requirement", instrument=ACT, addressee="出口经营者", type="report", action="出口经营者应当报告。")
    item = make("controlled_item", instrument=ACT, name="稀土")
    threat = make("requirement", instrument="law/某条例", type="sanction", action="责令改正，并处罚款。")
    draft = drafted([item, duty, threat], documents)
    assert lines_with(draft, "  - 出口經營者應當報告")
    assert lines_with(draft, "- 《某條例》：責令改正，並處罰款（來源 1）")


def test_a_risk_of_an_act_of_which_a_clause_is_suspended_says_which_clause(make, documents):
    act = make("announcement", instrument=ACT, published=date(2025, 10, 9), category="controlled_item_change")
    clause = ({"instrument": ACT, "clause": "第二款"},)
    paused = {"from": date(2025, 11, 9), "until": date(2026, 11, 27)}
    change = make("status_change", document="d2", action="suspend", targets=clause, **paused)
    in_force = make("effective_date", instrument=ACT, date=date(2025, 10, 9), basis="explicit")
    risk = make("assessment", "approved", section="risk", text="第一款仍有效。", facts=(act.id,), level="high")
    assert lines_with(drafted([act, change, in_force, risk], documents), "| 高（第二款暫停至 2026-11-27） |")


def test_what_superhard_materials_are_made_with_stands_with_them(make, documents):
    items = [make("controlled_item", name=name) for name in ("直流电弧等离子体喷射设备", "六面顶压机")]
    texts = [line.text for line in drafted(items, documents).lines]
    assert "#### 超硬材料" in texts
    assert "#### 其他物項及管制範圍未載明之文件" not in texts


def test_an_item_told_with_and_without_a_word_that_says_no_more_has_one_row(make, documents):
    coded = make("controlled_item", instrument=ACT, name="某矿开采、冶炼相关技术及其载体", control_codes=("1E902.a",))
    retold = make("controlled_item", document="d2", instrument=ACT, name="某矿开采、冶炼等相关技术及其载体")
    rows = lines_with(drafted([coded, retold], documents), "載體 |", "| 管制 |")
    assert [row.split("|")[1:3] for row in rows] == [[" 某礦開採、冶煉相關技術及其載體 ", " 管制編碼 1E902.a "]]


def test_an_act_that_names_materials_of_others_only_to_suspend_them_is_none_of_theirs(make, documents):
    paused = {"action": "suspend", "targets": ({"instrument": ACT},), "from": date(2025, 11, 7)}
    acts = [
        make("announcement", instrument=OTHER, published=date(2025, 11, 7), category="regulation_update"),
        make("controlled_item", instrument=OTHER, name="超硬材料相关物项", role="referenced"),
        make("status_change", by=OTHER, **paused),
    ]
    texts = [line.text for line in drafted(acts, documents).lines]
    assert "#### 超硬材料" not in texts
    controlled = make("controlled_item", instrument=ACT, name="超硬材料相关物项")
    texts = [line.text for line in drafted([*acts, controlled], documents).lines]
    shown = texts[texts.index("#### 超硬材料") : texts.index("### 2.2 執法趨勢")]
    assert any(text.startswith("| 商務部公告2025年第61號 |") for text in shown)
    assert not any(text.startswith("| 商務部公告2025年第70號 |") for text in shown)


def test_the_row_of_a_notice_names_the_act_that_suspended_it(make, documents):
    order, other = "MOFCOM/order/2025/6", "MOFCOM/order/2025/7"
    published = make("announcement", instrument=order, published=date(2025, 10, 14), category="enforcement_action")
    put = make("count", instrument=order, of="entities", list="countermeasure", action="add", count=5)
    paused = make("status_change", document="d2", action="suspend", targets=({"instrument": order},), by=other)
    (row,) = lines_with(drafted([published, put, paused], documents), "| 反制清單列入 | 商務部令2025年第6號")
    assert "依商務部令2025年第7號暫停實施" in row


SIZES = "商务部公告2025年第61号对平均粒径大于50 μm且小于等于500 μm的样本晶体实施出口管制。"


def test_two_ends_of_a_range_in_one_breath_are_one_limit():
    draft = drafted(*read(SIZES, published=date(2025, 10, 9)))
    (row,) = lines_with(draft, "μm", "| 商務部公告2025年第61號 |")
    assert "| ＞ 50 且 ≤ 500 μm |" in row


def test_limits_of_two_sentences_are_two(make, documents):
    lower = make("threshold", instrument=ACT, subject="平均粒径", comparator="gt", value="50", unit="μm")
    upper = make(
        "threshold", document="d2", instrument=ACT, subject="平均粒径", comparator="le", value="500", unit="μm"
    )
    assert len(lines_with(drafted([lower, upper], documents), "平均粒徑", "μm")) == 2


def test_a_rule_for_some_goods_is_told_once_with_their_number(make, documents):
    some = make("licensing_rule", instrument=ACT, treatment="licence", applies_to="部分样本钢材")
    counted = make("licensing_rule", instrument=ACT, treatment="licence", applies_to="约300个样本钢材")
    (line,) = lines_with(drafted([some, counted], documents), "須經許可")
    assert "約300個樣本鋼材" in line


def test_an_act_that_suspended_it_once_before_is_not_named_with_the_present_suspension(make, documents):
    notice, answer, later = "UEL/announcement/2025/7", "MOFCOM/announcement/2025/23", "MOFCOM/announcement/2025/70"
    published = make("announcement", instrument=notice, published=date(2025, 4, 4), category="enforcement_action")
    put = make("count", instrument=notice, of="entities", list="unreliable_entity", action="add", count=11)
    target = {"action": "suspend", "targets": ({"instrument": notice},)}
    first = make("status_change", **target, by=answer, **{"from": date(2025, 5, 14)}, until=date(2025, 8, 11))
    present = make("status_change", **target, by=later, **{"from": date(2025, 11, 10)}, until=date(2026, 11, 9))
    (row,) = lines_with(drafted([published, put, first, present], documents), "| 不可靠實體清單列入 |")
    assert "依商務部公告2025年第70號暫停實施" in row
    assert "第23號" not in row


def test_acts_known_by_title_alone_are_counted_and_the_count_says_so(make, documents):
    title = "对样本材料实施出口管制的决定"
    acts = {"published": date(2025, 10, 9), "category": "controlled_item_change"}
    named = make("announcement", instrument=f"title/{title}", title=title, **acts)
    numbered = make("announcement", instrument=ACT, **acts)
    draft = drafted([named, numbered], documents)
    assert lines_with(draft, "本期發布並經核定者共", ">2 件<", "；其中 1 件僅知標題，可能即他列之文號")


def test_what_an_act_adjusts_is_called_as_sources_write_it():
    text = "2025年11月10日，商务部等部门调整《样本化学品（特定地区）出口管理目录》，将某国增列入内。"
    draft = drafted(*read(text, published=date(2025, 12, 1)))
    assert lines_with(draft, "調整《樣本化學品（特定地區）出口管理目錄》")


def test_an_item_that_the_title_of_an_act_of_its_source_names_is_not_told_of_no_act(make, documents):
    title = "公布对样本相关技术实施出口管制的决定"
    both = make(
        "announcement",
        document="d2",
        instrument=OTHER,
        title="公布对样本电池和样本材料相关物项实施出口管制的决定",
        published=date(2025, 10, 9),
    )
    part = make("controlled_item", document="d2", name="样本电池相关物项")
    act = make("announcement", document="d2", instrument=ACT, title=title, published=date(2025, 10, 9))
    named = make("controlled_item", document="d2", name="样本相关技术")
    other = make("controlled_item", document="d2", name="别的样本设备")
    draft = drafted([act, both, part, named, other], documents)
    assert not lines_with(draft, "樣本相關技術", "文號未載明")
    assert lines_with(draft, "別的樣本設備", "樣本電池相關物項", "文號未載明")


def test_a_rule_for_a_country_and_all_dual_use_items_reaches_as_far_as_any(make, documents):
    act = make("announcement", instrument=ACT, published=date(2026, 1, 6), category="controlled_item_change")
    rule = {"instrument": ACT, "treatment": "prohibited", "destinations": ("某国",)}
    wide, narrow = (
        make("licensing_rule", applies_to=what, end_user="某国军事用户", **rule) for what in ("两用物项", "样本设备")
    )
    (row,) = lines_with(drafted([act, wide], documents), "| 1 | 商務部公告2025年第61號")
    assert "（3、5、1、4）" in row
    (row,) = lines_with(drafted([act, narrow], documents), "| 1 | 商務部公告2025年第61號")
    assert "（3、0、1、4）" in row


def test_what_waits_is_not_told_with_the_act_that_would_suspend_it_nor_as_what_it_is_about(make, documents):
    order, other = "MOFCOM/order/2025/6", "MOFCOM/order/2025/7"
    published = make("announcement", instrument=order, published=date(2025, 10, 14), category="enforcement_action")
    put = make("count", instrument=order, of="entities", list="countermeasure", action="add", count=5)
    target = {"action": "suspend", "targets": ({"instrument": order},)}
    paused = make("status_change", document="d2", **target, by=other)
    dated = make("status_change", "pending", "d2", **target, by=other, **{"from": date(2025, 11, 10)})
    effect = make("effective_date", instrument=ACT, date="2026-01-01", basis="explicit")
    titled = make(
        "announcement", "pending", instrument=ACT, title="对样本物项实施管理的公告", published=date(2025, 12, 9)
    )
    draft = drafted([published, put, paused, dated, effect, titled], documents)
    (row,) = lines_with(draft, "| 反制清單列入 |")
    assert "依商務部令2025年第7號" not in row
    assert "（待審）" not in section(draft, "## 執行摘要")


@pytest.mark.parametrize(("count", "told"), [(2, "列名 1 家（其餘名稱來源未載），見下"), (1, "列名 1 家，見下")])
def test_a_notice_that_lists_more_than_sources_name_says_so(make, documents, count, told):
    published = make("announcement", instrument=LISTED["instrument"], published=date(2025, 10, 9))
    put = make("count", **LISTED, of="entities", action="add", count=count)
    named = make("listing", **LISTED, action="add", name_zh="样本公司")
    assert lines_with(drafted([published, put, named], documents), "| 不可靠實體清單列入 |", told)


def test_names_stand_in_the_order_of_their_source(make, documents):
    published = make("announcement", instrument=LISTED["instrument"], published=date(2025, 10, 9))
    listed = [make("listing", **LISTED, action="add", name_zh=f"{name}样本公司") for name in ("丙", "甲", "乙")]
    lines = [line.text for line in drafted([published, *listed], documents).lines if line.text.startswith("  - ")]
    assert lines == ["  - 丙樣本公司", "  - 甲樣本公司", "  - 乙樣本公司"]


@pytest.mark.parametrize("other", ["d2", "d1"])
def test_that_an_answer_was_published_is_told_only_where_its_source_does_not_tell_what_it_says(make, documents, other):
    day = date(2025, 10, 12)
    published = make("position", document="d2", date=day, stance="商务部网站刊登了新闻发言人就上述措施答记者问")
    said = make("position", document=other, date=day, stance="中方的管制不针对任何国家")
    draft = drafted([published, said], documents)
    assert lines_with(draft, "不針對任何國家")
    assert bool(lines_with(draft, "答記者問")) is (other != "d2")
