"""What a draft shows of counts with parts, of what commentators alone say, of lists, and of texts saved with entities."""

from __future__ import annotations

from datetime import date

from tests.report.drafted import KEY, drafted, lines_with, rows_of, section
from workbench.facts.document import Document
from workbench.facts.fact import Evidence, Record, Route, make_fact
from workbench.facts.kinds import Count, Requirement, Target

ORDER = "MFA/order/2025/15"


def counted(text: str, *numbers: tuple[int, str]) -> tuple[list[Record], dict[str, Document]]:
    document = Document(id="d9", text=text, tier="official", published=date(2025, 12, 21), script="hans")
    records = []
    for number, quote in numbers:
        content = Count(instrument=ORDER, of="entities", list="countermeasure", action="add", count=number)
        start = text.index(quote)
        fact = make_fact("d9", content, (Evidence.cut(text, start, start + len(quote)),), "rules")
        records.append(Record(fact=fact, state="approved", route=Route(to="review")))
    return records, {"d9": document}


def test_parts_of_a_whole_are_not_told_beside_it_and_people_are_counted_as_people(make, documents):
    records, more = counted(
        "一、机构（共2家）二、人员（共计20人）（一）甲组织人员，共15人（二）乙组织人员，共5人",
        (2, "共2家"), (20, "共计20人"), (15, "共15人"), (5, "共5人"),
    )  # fmt: skip
    named = make("announcement", instrument=ORDER, published="2025-12-21", category="enforcement_action")
    rows = rows_of(drafted([*records, named], documents | more), "反制清單列入")
    assert any("| 2 家；20 人 |" in row for row in rows)
    assert not any("15 家" in row or "15 人" in row or "5 家" in row or "5 人" in row for row in rows)


def test_a_day_that_commentators_alone_give_is_not_set_beside_an_act_s_own(battery, make, documents):
    said = make("effective_date", document="d3", instrument=KEY, date="2025-12-01", basis="explicit")
    assert not lines_with(drafted([*battery, said], documents), "2025-12-01")


def test_a_day_that_commentators_alone_give_says_so(make, documents):
    named = make("announcement", instrument=KEY, published="2025-10-09", category="controlled_item_change")
    said = make("effective_date", document="d3", instrument=KEY, date="2025-12-01", basis="explicit")
    assert rows_of(drafted([named, said], documents), "2025-12-01（僅見於評論）")


def test_a_measure_stopped_on_an_unknown_day_says_that_it_is_unknown(make, documents):
    named = make("announcement", instrument=KEY, published="2025-10-09", category="enforcement_action")
    stopped = make("status_change", document="d2", action="stop", targets=(Target(instrument=KEY),))
    assert rows_of(drafted([named, stopped], documents), "已停止（起日未載明）")


def test_a_list_tells_where_those_named_on_it_stand(make, documents):
    key = "UEL/announcement/2025/7"
    named = make("announcement", instrument=key, published="2025-10-09", category="enforcement_action")
    effect = make("effective_date", instrument=key, date="2025-10-09", basis="explicit")
    listed = [
        make("listing", instrument=key, list="unreliable_entity", action="add", name_zh=name)
        for name in ("样本甲公司", "样本乙公司")
    ]
    (line,) = lines_with(drafted([named, effect, *listed], documents), "名冊（")
    assert line == "名冊（各公告具名者，一名一筆）：有效 2 筆"


def test_a_title_saved_with_the_entities_of_a_page_is_shown_with_its_marks(make, documents):
    title = "&lt;样本化学品管理条例&gt;实施细则"
    law = make("legal_instrument", instrument=f"law/{title}", title=title, category="regulation_update")
    (line,) = [line for line in lines_with(drafted([law], documents), "實施細則") if line.startswith(("- ", "| "))]
    assert "&amp;lt;" not in line
    assert "《〈樣本化學品管理條例〉實施細則》" in line


def sanctions(text: str, *parts: str) -> tuple[list[Record], dict[str, Document]]:
    document = Document(id="d8", text=text, tier="law_firm", published=date(2026, 1, 6), script="hans")
    records = []
    for part in parts:
        content = Requirement(instrument="law/样本条例", type="sanction", action=part)
        start = text.index(part)
        fact = make_fact("d8", content, (Evidence.cut(text, start, start + len(part)),), "rules")
        records.append(Record(fact=fact, state="approved", route=Route(to="review")))
    return records, {"d8": document}


def test_what_a_source_threatens_in_one_sentence_stays_one(documents):
    """The last part holds under the condition that the part before it sets."""
    parts = (
        "未报告的，给予警告；",
        "情节严重的，经营额20万元以上的，处5倍罚款；",
        "不足20万元的，处30万元罚款。",
        "拒不改正的，停止经营。",
    )
    records, more = sanctions("".join(parts), *parts)
    lines = [line for line in section(drafted(records, documents | more), "### 2.2").splitlines() if "樣本條例" in line]
    assert len(lines) == 2
    assert "給予警告；情節嚴重的，經營額20萬元以上的，處5倍罰款；不足20萬元的，處30萬元罰款（來源" in lines[0]


def test_a_total_is_told_in_its_source_s_words(documents):
    quote = "2025年被列入不可靠实体清单的实体有56个（含暂停者）"
    document = Document(id="d8", text=f"{quote}。", tier="law_firm", published=date(2026, 1, 6), script="hans")
    content = Count(of="entities", list="unreliable_entity", action="total", count=56)
    fact = make_fact("d8", content, (Evidence.cut(document.text, 0, len(quote)),), "rules")
    record = Record(fact=fact, state="approved", route=Route(to="review"))
    assert lines_with(
        drafted([record], documents | {"d8": document}),
        "56 家，來源稱「2025年被列入不可靠實體清單的實體有56個（含暫停者）」",
    )
