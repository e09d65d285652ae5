"""Items, limits, rules and duties of acts: each is printed once, whatever number of sources states it."""

from __future__ import annotations

import re

from tests.report.drafted import KEY, OTHER, drafted, lines_with, quoting, table


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


def test_a_rule_that_only_an_opinion_piece_tells_says_so(make, documents):
    rule = {"instrument": KEY, "treatment": "case_by_case", "applies_to": "某物项"}
    alone = drafted([make("licensing_rule", "approved", document="d3", **rule)], documents)
    assert lines_with(alone, "  - 逐案審批：某物項（僅見於評論）")
    both = [make("licensing_rule", "approved", document=document, **rule) for document in ("d2", "d3")]
    assert lines_with(drafted(both, documents), "  - 逐案審批：某物項")
    assert not lines_with(drafted(both, documents), "僅見於評論")


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
