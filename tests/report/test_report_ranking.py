"""The Top 10 by its score, the index with every instrument, days and sources of a row in columns of their own."""

from __future__ import annotations

import re
from datetime import date

from workbench.report import Draft, Period, Weights, compose
from workbench.report.acts.entries import Entries
from workbench.report.acts.ledger import Ledger
from workbench.report.acts.resolved import Resolved
from workbench.report.sections.ranking import ranked, score_of

PERIOD = Period.parse("2025-10..2026-02")
AS_OF = date(2026, 2, 19)
KEY = "MOFCOM/announcement/2025/58"
ORDER = "MOFCOM/order/2025/6"


def drafted(records, documents, **options) -> Draft:
    return compose(PERIOD, AS_OF, records, documents, generated_on=AS_OF, **options)


def entries_of(records, documents) -> Entries:
    return Entries(Ledger(Resolved(records, documents), AS_OF), PERIOD)


def section(draft: Draft, heading: str) -> list[str]:
    texts = [line.text for line in draft.lines]
    start = next(i for i, text in enumerate(texts) if text.startswith(heading))
    end = next(i for i in range(start + 1, len(texts)) if texts[i].startswith("#"))
    return texts[start:end]


def cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip("|").split("|")]


def order_with_entities(make, count: int) -> list:
    return [
        make("announcement", instrument=ORDER, category="enforcement_action", published=date(2025, 10, 14)),
        make("count", instrument=ORDER, list="countermeasure", action="add", count=count),
    ]


def test_points_follow_tier_reach_sources_and_recency(battery, make, documents):
    entries = entries_of([*battery, *order_with_entities(make, 5)], documents)
    announced, order = (score_of(entries.of(key), Weights()) for key in (KEY, ORDER))
    # An announcement; one item; two documents; suspended in November, three months before February.
    assert (announced.act, announced.reach, announced.sources, announced.recency) == (3, 1, 2, 2)
    # An order; five entities; one document; published in October.
    assert (order.act, order.reach, order.sources, order.recency) == (4, 3, 1, 1)
    assert announced.total == 3 * 3 + 1 * 2 + 2 * 2 + 2 * 3
    assert order.total == 4 * 3 + 3 * 2 + 1 * 2 + 1 * 3


def test_other_weights_give_another_order_and_are_stated(battery, make, documents):
    records = [*battery, *order_with_entities(make, 5)]
    for weights, first in ((Weights(act=9), ORDER), (Weights(act=0, reach=0, recency=9), KEY)):
        assert ranked(entries_of(records, documents), weights)[0][0].key == first
    text = "\n".join(section(drafted(records, documents, weights=Weights(9, 8, 7, 6)), "### 1.2"))
    assert "位階 × 9 ＋ 範圍 × 8 ＋ 來源 × 7 ＋ 時效 × 6" in text


def test_the_score_of_a_row_can_be_reckoned_from_its_points(battery, make, documents):
    rows = [row for row in section(drafted(battery, documents), "### 1.2") if row.startswith("| 1 |")]
    total, *points = map(int, re.findall(r"\d+", cells(rows[0])[8]))
    assert total == sum(p * w for p, w in zip(points, (3, 2, 2, 3), strict=True))


def test_publication_effect_and_last_day_are_columns_of_their_own(battery, documents):
    draft = drafted(battery, documents)
    for heading in ("### 1.2", "### controlled_item_change"):
        table = [line for line in section(draft, heading) if line.startswith("|")]
        head = cells(table[0])
        row = dict(zip(head, cells(next(row for row in table if "第58號" in row)), strict=True))
        assert row["發布日期"] == "2025-10-09"
        assert row["生效日期"] == "2025-11-08（原定，未生效）"
        assert row["迄日"] == "2026-11-10"
        assert row["狀態"] == "暫停 2025-11-07 至 2026-11-10，尚未生效即暫停"
        assert "[來源 1](https://example.org/58)（商务部，2025-10-09）".replace("务", "務") in row["來源"]
        assert "來源 2（某報，2025-11-08）" in row["來源"]


def test_the_index_holds_every_instrument_of_the_facts(battery, make, documents):
    records = [
        *battery,
        *order_with_entities(make, 5),
        make("position", instrument="MOFCOM/dialogue/2025-11-25/eu", category="international_cooperation",
             counterpart="欧盟", date=date(2025, 11, 25), topic="出口管制"),
        make("legal_instrument", title="中华人民共和国出口管制法"),
        make("announcement", "pending", instrument="MOFCOM/announcement/2025/57"),
        make("announcement", instrument="title/某项决定", title="某项决定"),
    ]  # fmt: skip
    draft = drafted(records, documents)
    texts = [line.text for line in draft.lines]
    index = texts[texts.index("## 四、政策全文索引") : texts.index("## 五、方法論與限制")]
    rows = [line for line in index if line.startswith("| ") and "發布日期" not in line and "| 日期 |" not in line]
    named = [line for line in index if line.startswith("- ")]
    assert len(rows) + len(named) == len(entries_of(records, documents).all) == 6
    assert any("6 件，其中列表 4 件、來源僅提及 2 件" in line for line in index)


def test_a_suspended_control_is_no_high_risk_without_saying_so(battery, make, documents):
    risk = make("assessment", "approved", section="risk", text="盤點。", facts=(battery[0].id,), level="high")
    draft = drafted([*battery, risk], documents)
    (row,) = [row for row in section(draft, "### 3.1") if row.startswith("| 鋰電池")]
    assert cells(row)[1] == "高（現暫停至 2026-11-10）"
    top = next(row for row in section(draft, "### 1.2") if row.startswith("| 1 |"))
    assert "| 高（暫停中） |" in top
