"""Which acts and facts a period's rows hold: acts told by their day alone, changes without a day, names each once."""

from __future__ import annotations

from datetime import date
from typing import Any

from workbench.facts.document import Document
from workbench.facts.fact import Record, Route
from workbench.recognition import recognize
from workbench.report import Draft, Period, compose

NOTICE = "MOFCOM/announcement/2025/13"
LISTED = {"instrument": "UEL/announcement/2025/11", "list": "unreliable_entity"}


def drafted(records: list[Record], documents: dict[str, Document]) -> Draft:
    period = Period.parse("2025-10..2026-02")
    return compose(period, date(2026, 2, 19), records, documents, generated_on=date(2026, 2, 20))


def lines_with(draft: Draft, *words: str) -> list[str]:
    return [line.text for line in draft.lines if all(word in line.text for word in words)]


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
    assert not lines_with(draft, "截至 2026-02-19：", "商務部措施")


def stopped(make: Any, document: str) -> list[Record]:
    published = make("announcement", instrument=NOTICE, published=date(2025, 3, 4), category="enforcement_action")
    put = make(
        "count", instrument=NOTICE, of="entities", list="export_control", action="add", count=15, jurisdiction="US"
    )
    return [published, put, make("status_change", document=document, action="stop", targets=({"instrument": NOTICE},))]


def test_a_notice_that_was_stopped_on_a_day_nobody_gives_may_be_of_the_period_and_says_so(make, documents):
    draft = drafted(stopped(make, "d2"), documents)
    assert lines_with(draft, "截至 2026-02-19：商務部公告2025年第13號已停止（起日未載明）")
    (row,) = lines_with(draft, "| 出口管制管控名單列入 | 商務部公告2025年第13號")
    assert "前期公告，狀態有變更而起日未載明" in row


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
