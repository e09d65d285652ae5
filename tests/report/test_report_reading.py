"""How a draft reads: what holds stands first, each thing is said once, and nothing suspended reads as in force."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from tests.report.test_report_compose import section
from workbench.facts.document import Document
from workbench.facts.fact import Evidence, Record, Route, make_fact
from workbench.facts.kinds import KINDS
from workbench.report import Draft, Period, compose
from workbench.report.acts.controls import clause_order
from workbench.report.acts.naming import named_together, natural_order
from workbench.report.cited import fixed

KEY = "MOFCOM/announcement/2025/58"
OTHER = "MOFCOM/announcement/2025/61"


def drafted(records: list[Record], documents: dict[str, Document]) -> Draft:
    period = Period.parse("2025-10..2026-02")
    return compose(period, date(2026, 2, 19), records, documents, generated_on=date(2026, 2, 20))


def lines_with(draft: Draft, *words: str) -> list[str]:
    return [line.text for line in draft.lines if all(word in line.text for word in words)]


def table(draft: Draft, heading: str) -> list[str]:
    """The rows of the table under a bold heading, without its own heading."""
    texts = [line.text for line in draft.lines]
    start = texts.index(heading) + 4
    end = next(i for i in range(start, len(texts)) if not texts[i].startswith("|"))
    return texts[start:end]


def quoting(text: str, kind: str, tier: str = "news", **fields: Any) -> tuple[Record, dict[str, Document]]:
    """A usable record whose evidence is the whole of a document."""
    document = Document(id=f"q{len(text)}", text=text, tier=tier, script="hant")  # type: ignore[arg-type]
    content: Any = KINDS[kind](**fields)
    fact = make_fact(document.id, content, (Evidence.cut(text, 0, len(text)),), "rules")
    return Record(fact=fact, state="approved", route=Route(to="review")), {document.id: document}


def suspension(make: Any, *keys: str, **fields: Any) -> Record:
    dates = {"from": date(2025, 11, 7), "until": date(2026, 11, 10)} | fields
    return make(
        "status_change", document="d2", action="suspend", targets=tuple({"instrument": key} for key in keys), **dates
    )


def test_the_summary_opens_with_what_is_suspended_and_until_when(make, documents):
    keys = [f"MOFCOM/announcement/2025/{number}" for number in (62, 58, 9)]
    texts = [line.text for line in drafted([suspension(make, *keys)], documents).lines]
    first = texts.index('<div class="key-takeaway" markdown="1">') + 1
    opening, blank, state, after, figures = texts[first : first + 5]
    assert (opening, blank, after) == ("截至 2026-02-19：", "", "")
    assert state.startswith("- 商務部公告2025年第9號、第58號、第62號自 2025-11-07 起暫停實施至")
    assert "2026-11-10" in state
    assert figures.startswith("本期發布並經核定者共 ")


def test_the_summary_says_which_acts_never_took_effect(battery, make, documents):
    summary = section(drafted([*battery, suspension(make, OTHER)], documents), "## 執行摘要")
    assert "（其中商務部公告2025年第58號尚未生效即暫停）" in summary


def test_every_line_about_a_suspended_act_says_that_it_is_suspended(battery, make, documents):
    records = [
        *battery,
        make("licensing_rule", instrument=KEY, treatment="licence", applies_to="锂离子电池"),
        make("requirement", instrument=KEY, type="report", action="报告"),
    ]
    draft = drafted(records, documents)
    rows = [*table(draft, "**物項**："), *table(draft, "**數值門檻**：")]
    assert rows
    assert all("| 暫停至 2026-11-10 | 來源 " in row for row in rows)
    assert lines_with(draft, "- **商務部公告2025年第58號**（暫停至 2026-11-10）") != []
    assert not lines_with(draft, "有效（")


def test_an_effect_that_a_waiting_suspension_may_have_undone_says_so(battery, documents):
    *rest, last = battery
    draft = drafted([*rest, last.model_copy(update={"state": "pending"})], documents)
    assert lines_with(draft, "- 2025-11-08：商務部公告2025年第58號生效（狀態待審）")
    assert lines_with(draft, "| 2025-11-08（狀態待審） |")
    assert all("| 狀態待審 | 來源 " in row for row in table(draft, "**物項**："))


def test_a_clause_whose_effect_was_forestalled_says_so(make, documents):
    records = [
        make("effective_date", instrument=OTHER, clause="第一条", date=date(2025, 10, 9), basis="explicit"),
        make("effective_date", instrument=OTHER, clause="第二条", date=date(2025, 12, 1), basis="explicit"),
        suspension(make, OTHER),
    ]
    assert lines_with(drafted(records, documents), "第一條：2025-10-09；第二條：2025-12-01（原定，未生效）")


def test_a_day_of_publication_that_lighter_sources_give_is_no_event(battery, make, documents):
    other = make("announcement", "approved", document="d2", instrument=KEY, published=date(2025, 10, 13))
    draft = drafted([*battery, other], documents)
    assert lines_with(draft, "- 2025-10-09：商務部公告2025年第58號發布")
    assert not lines_with(draft, "- 2025-10-13：")


def test_a_suspension_without_a_last_day_tells_its_term(make, documents):
    change = suspension(make, KEY, **{"from": None, "until": None}, term_text="一年")
    assert lines_with(drafted([change], documents), "暫停（為期一年，迄日未載明）")


def test_an_answer_to_the_press_is_never_in_force(make, documents):
    key = "title/商务部新闻发言人就某措施答记者问"
    records = [
        make("announcement", instrument=key, title="商务部新闻发言人就某措施答记者问", published=date(2025, 11, 5)),
        make("effective_date", instrument=key, date=date(2025, 11, 5), basis="explicit"),
    ]
    (row,) = [row for row in lines_with(drafted(records, documents), "答記者問") if "| — | [來源 1](" in row]
    assert "| 立場聲明 |" in row


def test_an_item_that_three_sources_name_has_one_row_with_the_codes(make, documents):
    item = {"instrument": KEY, "name": "人造石墨负极材料"}
    records = [
        make("controlled_item", document="d3", **{**item, "name": "部分人造石墨負極材料相關物項"}),
        make("controlled_item", document="d2", **item),
        make("controlled_item", document="d1", **item, control_codes=("3C901",), specification="粒径小于5 μm"),
    ]
    rows = table(drafted(records, documents), "**物項**：")
    assert rows == [
        "| 人造石墨負極材料 | 管制編碼 3C901 | 粒徑小於5 μm | 管制 | 商務部公告2025年第58號 | — | 來源 1、來源 2、來源 3 |"
    ]


def test_items_whose_figures_differ_both_stand(make, documents):
    records = [
        make("controlled_item", document=document, instrument=KEY, name="石墨微粉", specification=f"粒径小于{size} μm")
        for document, size in (("d1", 5), ("d2", 8))
    ]
    assert len(table(drafted(records, documents), "**物項**：")) == 2


def test_items_known_by_name_alone_share_a_row(make, documents):
    records = [make("controlled_item", instrument=KEY, name=name) for name in ("镝", "铽", "镥")]
    assert table(drafted(records, documents), "**物項**：") == [
        "| 鏑、鋱、鑥 | — | — | 管制 | 商務部公告2025年第58號 | — | 來源 1 |"
    ]


def test_an_item_that_only_repeats_the_title_has_no_row_and_stays_traceable(battery, make, documents):
    repeated = make("controlled_item", document="d2", instrument=KEY, name="锂电池")
    draft = drafted([*battery, repeated], documents)
    assert [row.split("|")[1].strip() for row in table(draft, "**物項**：")] == ["鋰離子電池"]
    assert any(repeated.id in line.facts for line in draft.lines if "《公布對鋰電池" in line.text)


def test_what_names_no_act_but_repeats_one_is_not_told_again(battery, make, documents):
    repeated = make("controlled_item", document="d2", name="锂离子电池")
    new = make("controlled_item", document="d2", name="锂电池隔膜")
    rows = table(drafted([*battery, repeated, new], documents), "**物項**：")
    assert [row.split("|")[1].strip() for row in rows] == ["鋰離子電池", "鋰電池隔膜"]
    assert rows[1].endswith("| 文號未載明 | — | 來源 2 |")


def test_one_limit_told_in_both_vocabularies_is_one_row(make, documents):
    fields = {"instrument": OTHER, "comparator": "le", "value": "14"}
    records = [
        make("threshold", document="d1", **fields, item="逻辑芯片", unit="纳米"),
        make("threshold", document="d2", **fields, item="邏輯晶片", unit="奈米"),
        make("threshold", document="d2", **fields, unit="nm"),
        make("controlled_item", instrument=OTHER, name="稀土靶材"),
    ]
    assert table(drafted(records, documents), "**數值門檻**：") == [
        "| 邏輯晶片 | ≤ 14 奈米 | 商務部公告2025年第61號 | — | 來源 1、來源 2 |"
    ]


def test_an_end_of_a_range_is_no_limit_of_its_own_but_another_bound_is(make, documents):
    fields = {"instrument": KEY, "item": "石墨微粉", "subject": "粒径", "unit": "μm"}
    records = [
        make("threshold", **fields, comparator="between", value="50", upper="500", lower_inclusive=False, upper_inclusive=True),
        make("threshold", **fields, comparator="gt", value="50"),
        make("threshold", **fields, comparator="ge", value="500"),
    ]  # fmt: skip
    limits = [row.split("|")[2].strip() for row in table(drafted(records, documents), "**數值門檻**：")]
    assert limits == ["＞ 50 且 ≤ 500 μm", "≥ 500 μm"]


def test_a_limit_without_a_subject_is_told_in_the_words_of_its_source():
    record, documents = quoting(
        "石墨產品達到300兆帕的，須經許可。", "threshold", instrument=KEY, comparator="ge", value="300", unit="MPa"
    )
    item, more = quoting("石墨。", "controlled_item", instrument=KEY, name="石墨")
    rows = table(drafted([record, item], documents | more), "**數值門檻**：")
    assert rows == ["| 「石墨產品達到300兆帕的，須經許可」 | ≥ 300 MPa | 商務部公告2025年第58號 | — | 來源 1 |"]


def test_a_rule_without_a_scope_gives_way_to_one_of_its_treatment_that_has_one(battery, make, documents):
    rules = [
        make("licensing_rule", instrument=KEY, treatment="licence"),
        make("licensing_rule", instrument=KEY, treatment="licence", applies_to="锂离子电池"),
    ]
    draft = drafted([*battery, *rules], documents)
    assert lines_with(draft, "須經許可") == ["  - 須經許可：鋰離子電池（來源 1）"]
    (line,) = [line for line in draft.lines if "須經許可" in line.text]
    assert {rule.id for rule in rules} <= line.facts


def test_a_rule_that_gives_no_scope_at_all_is_told_by_its_sentence():
    text = "石墨方面另有說明。對石墨產品的申請逐案審批，不設期限。其他照舊。"
    record, documents = quoting(text, "licensing_rule", instrument=KEY, treatment="case_by_case")
    item, more = quoting("石墨。", "controlled_item", instrument=KEY, name="石墨")
    draft = drafted([record, item], documents | more)
    assert lines_with(draft, "  - 逐案審批：「對石墨產品的申請逐案審批，不設期限」（來源 2）")


def test_a_long_sentence_ends_after_a_whole_clause():
    clauses = [f"石墨第{number}類物項的出口須經許可而後行" for number in range(12)]
    record, documents = quoting("，".join(clauses) + "。", "licensing_rule", instrument=KEY, treatment="licence")
    item, more = quoting("石墨。", "controlled_item", instrument=KEY, name="石墨")
    (line,) = lines_with(drafted([record, item], documents | more), "須經許可：「")
    told = re.fullmatch(r"  - 須經許可：「(.*)……」（來源 1）", line)
    assert told
    assert told[1].split("，") == clauses[: told[1].count("，") + 1]


def test_where_an_official_text_gives_rules_others_are_behind_them_and_not_repeated(battery, make, documents):
    official = make("licensing_rule", document="d1", instrument=KEY, treatment="licence", applies_to="锂离子电池整机")
    paraphrase = make("licensing_rule", document="d3", instrument=KEY, treatment="licence", applies_to="鋰離子電池之類")
    (line,) = [line for line in drafted([*battery, official, paraphrase], documents).lines if "須經許可" in line.text]
    assert line.text == "  - 須經許可：鋰離子電池整機（來源 1、來源 3）"
    assert paraphrase.id in line.facts


def test_amounts_of_fines_are_no_thresholds_of_items(make, documents):
    record = make("threshold", document="d2", subject="违法经营额", comparator="ge", value="500000", unit="元")
    draft = drafted([record], documents)
    assert lines_with(draft, "違法經營額") == ["- 未載明所屬文件：違法經營額：≥ 500,000 元（來源 1）"]


def test_a_claim_about_force_is_counted_and_not_printed(battery, make, documents):
    claim = make("claim", "approved", document="d3", statement="公告第58号已于11月8日正式生效")
    draft = drafted([*battery, claim], documents)
    assert not lines_with(draft, "正式生效")
    (line,) = [line for line in draft.lines if "效力主張" in line.text]
    assert claim.id in line.facts


def test_a_claim_of_no_material_stands_apart_from_the_groups(battery, make, documents):
    texts = [
        line.text
        for line in drafted([*battery, make("claim", document="d3", statement="公开案例共238份")], documents).lines
    ]
    place = texts.index("- 來源稱：「公開案例共238份」（來源 3，評論）")
    assert "#### 其他來源主張" in texts[place - 5 : place]


def test_a_position_that_only_announces_an_act_is_left_to_the_timeline():
    text = "商務部宣布對石墨實施管制"
    said, documents = quoting(text, "position", issuers=("商務部",), stance="對石墨實施管制")
    act, _ = quoting(text, "announcement", instrument=KEY, published=date(2025, 10, 9))
    assert lines_with(drafted([said], documents), "- 商務部：對石墨實施管制")
    assert not lines_with(drafted([said, act], documents), "- 商務部：對石墨實施管制")


def test_a_foreign_change_of_no_named_measure_is_told_in_its_sources_words():
    text = "美方宣布暫停其港口費措施一年"
    record, documents = quoting(text, "status_change", action="suspend", actor="US", term_text="一年")
    assert lines_with(drafted([record], documents), f"- 美國暫停實施其措施（一年）：「{text}」（來源 1）")


def test_one_entity_told_with_and_without_its_original_name_is_one(make, documents):
    listed = {"instrument": "UEL/announcement/2025/11", "list": "unreliable_entity", "name_zh": "甲侦测公司"}
    records = [make("listing", **listed), make("listing", document="d2", **listed, name_original="Jia Detect")]
    draft = drafted(records, documents)
    assert lines_with(draft, "甲偵測公司") == ["  - 甲偵測公司（Jia Detect）"]
    assert lines_with(draft, "公告未載總數，列名 1 家")


def test_an_act_that_changes_others_says_which(make, documents):
    by = "MOFCOM/announcement/2025/70"
    records = [make("announcement", instrument=by, published=date(2025, 11, 7)), suspension(make, KEY, OTHER, by=by)]
    assert lines_with(drafted(records, documents), "| 暫停實施商務部公告2025年第58號、第61號 |")


def test_acts_of_the_period_come_before_older_ones_that_were_changed_in_it(battery, make, documents):
    old = "MOFCOM/announcement/2024/46"
    tellings = [make("announcement", document=document, instrument=old, issuers=("商务部",)) for document in documents]
    draft = drafted([*tellings, suspension(make, old), *battery], documents)
    ranks = [re.match(r"\| (\d+) \| (商務部公告\d+年第\d+號)", line.text) for line in draft.lines]
    assert [(m[1], m[2]) for m in ranks if m] == [("1", "商務部公告2025年第58號"), ("2", "商務部公告2024年第46號")]


def test_laws_that_are_only_cited_stand_in_a_list_below_the_table(make, documents):
    records = [
        make("legal_instrument", document=d, title=title)
        for d, title in (("d1", "出口管制法"), ("d2", "中华人民共和国出口管制法"))
    ]
    assert lines_with(drafted(records, documents), "出口管制法》（") == [
        "- 《中華人民共和國出口管制法》（來源 1、來源 2）"
    ]


def test_numbers_are_sorted_as_numbers_and_series_named_once():
    keys = ["title/某决定", "MOFCOM/announcement/2025/61", "MOFCOM/order/2025/6", "MOFCOM/announcement/2025/9"]
    assert sorted(keys, key=natural_order)[0] == "MOFCOM/announcement/2025/9"
    labels = ["《某決定》", "商務部公告2025年第61號", "商務部令2025年第6號", "商務部公告2025年第9號"]
    together = named_together(zip(keys, map(fixed, labels), strict=True))
    assert together.text == "商務部公告2025年第9號、第61號、商務部令2025年第6號、《某決定》"


def test_clauses_are_sorted_as_the_act_counts_them():
    clauses = ["第十条", None, "第二条", "第一条第（三）项", "第一条第（二）项"]
    assert sorted(clauses, key=clause_order) == ["第一条第（二）项", "第一条第（三）项", "第二条", "第十条", None]


@pytest.mark.parametrize("heading", ["## ", "### "])
def test_every_attribute_list_stands_right_behind_what_it_is_for(heading, battery, documents):
    texts = [line.text for line in drafted(battery, documents).lines]
    for number, text in enumerate(texts):
        if text.startswith("{: .comparison-table"):
            assert texts[number - 1].startswith("| ")
        elif text.startswith("{:"):
            assert texts[number - 1].startswith(("## ", "### "))
            assert texts[number + 1] == ""
    ends = [n for n, text in enumerate(texts) if text.startswith("|") and not texts[n + 1].startswith("|")]
    assert ends
    assert all(texts[end + 1] == "{: .comparison-table}" for end in ends)
    assert any(text.startswith(heading) for text in texts)


def test_the_lines_of_the_head_are_paragraphs_of_their_own(battery, documents):
    quoted = [line.text for line in drafted(battery, documents).lines if line.text.startswith(">")]
    head = quoted[: quoted.index("> 報告性質：基線報告（無前期報告可比）") + 1]
    assert head[1::2] == [">"] * (len(head) // 2)


def test_no_heading_stands_without_anything_under_it(battery, documents):
    texts = [line.text for line in drafted(battery, documents).lines if line.text and not line.text.startswith("{:")]
    levels = [len(match[0]) if (match := re.match("#+(?= )", text)) else 0 for text in texts]
    assert any(levels)
    for level, following in zip(levels, [*levels[1:], 1], strict=True):
        assert not (level and following and following <= level)


def test_each_list_has_a_table_of_its_own_with_the_state_on_the_day(make, documents):
    records = [
        make("count", instrument="UEL/announcement/2025/5", list="unreliable_entity", action="add", count=10),
        make("count", instrument="MOFCOM/announcement/2025/13", list="export_control", action="add", count=15),
        make(
            "status_change",
            action="stop",
            targets=({"instrument": "UEL/announcement/2025/5"}, {"instrument": "MOFCOM/announcement/2025/13"}),
            **{"from": date(2025, 11, 10)},
        ),
        make("count", list="unreliable_entity", action="add", count=7),
    ]
    draft = drafted(records, documents)
    for heading, other, count in (
        ("**不可靠實體清單**：", "管控名單", "10 家"),
        ("**出口管制管控名單**：", "不可靠實體清單", "15 家"),
    ):
        (row,) = table(draft, heading)
        assert other not in row
        assert f"| {count} |" in row
        assert "| 已停止（自 2025-11-10 起） |" in row
    assert lines_with(draft, "狀態（2026-02-19）") != []
    assert lines_with(draft, "- 不可靠實體清單列入：7 家（來源 1）") != []


def test_an_investigation_of_long_ago_is_no_dispute_of_the_period(make, documents):
    def opened(year: int) -> list[Record]:
        key = f"UEL/announcement/{year}/3"
        return [
            make("announcement", instrument=key, published=date(year, 11, 24)),
            make("status_change", action="investigate", targets=({"instrument": key},), by=key),
        ]

    draft = drafted([*opened(2024), *opened(2025)], documents)
    assert lines_with(draft, "啟動調查不可靠") == ["- 啟動調查不可靠實體清單工作機制公告2025年第3號（來源 1）"]


def test_a_rule_that_only_an_opinion_piece_tells_says_so(make, documents):
    rule = {"instrument": KEY, "treatment": "case_by_case", "applies_to": "某物项"}
    alone = drafted([make("licensing_rule", "approved", document="d3", **rule)], documents)
    assert lines_with(alone, "  - 逐案審批：某物項（僅見於評論）")
    both = [make("licensing_rule", "approved", document=document, **rule) for document in ("d2", "d3")]
    assert lines_with(drafted(both, documents), "  - 逐案審批：某物項")
    assert not lines_with(drafted(both, documents), "僅見於評論")


def test_an_imposition_that_a_suspension_forestalled_is_no_effect(make, documents):
    imposed = make("status_change", action="impose", targets=({"instrument": KEY},), **{"from": date(2025, 12, 1)})
    draft = drafted([imposed, suspension(make, KEY)], documents)
    assert lines_with(draft, "| 2025-12-01（原定，未生效） |")
    assert not lines_with(draft, "| 2025-12-01 |")


def test_a_period_of_transition_is_no_duty(make, documents):
    granted = make("requirement", instrument=KEY, type="transition", action="另行給予三個月的過渡期")
    owed = make("requirement", instrument=KEY, type="report", action="於出口後報告", addressee="出口經營者")
    draft = drafted([make("controlled_item", instrument=KEY, name="石墨", role="controlled"), granted, owed], documents)
    texts = [line.text for line in draft.lines]
    duties, transitions = texts.index("**義務**："), texts.index("**過渡安排**：")
    assert [text for text in texts[duties:transitions] if text.startswith("  - ")] == [
        "  - 出口經營者：於出口後報告（來源 1）"
    ]
    assert texts[transitions + 3] == "  - 另行給予三個月的過渡期（來源 1）"
    assert lines_with(draft, "義務 1 項；過渡安排 1 項")
