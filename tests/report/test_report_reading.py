"""How a draft reads: claims, positions and entities once each, in a fixed order and form."""

from __future__ import annotations

import re
from datetime import date

import pytest

from tests.report.drafted import KEY, OTHER, drafted, lines_with, quoting, suspension
from workbench.report.acts.controls import clause_order
from workbench.report.acts.naming import named_together, natural_order
from workbench.report.cited import fixed


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
