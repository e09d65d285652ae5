"""下月觀察重點: every day to come with all that hangs on it, and nothing that a suspension has settled."""

from __future__ import annotations

from datetime import date

import pytest

from workbench.report import Draft, Period, compose

PERIOD = Period.parse("2025-10..2026-02")
RARE, RARER, BATTERY, UEL = (
    "MOFCOM/announcement/2025/57", "MOFCOM/announcement/2025/62", "MOFCOM/announcement/2025/58", "UEL/announcement/2025/7"
)  # fmt: skip


def drafted(records, documents) -> Draft:
    return compose(PERIOD, date(2026, 2, 19), records, documents, generated_on=date(2026, 2, 19))


def watched(records, documents) -> list[str]:
    texts = [line.text for line in drafted(records, documents).lines]
    start = texts.index("### 3.3 下月觀察重點")
    end = next(i for i in range(start + 1, len(texts)) if texts[i].startswith("#"))
    return [text for text in texts[start:end] if text.startswith("- ")]


def suspended(make, *keys, until=date(2026, 11, 10), **fields):
    dates = {"from": date(2025, 11, 7), "until": until}
    targets = tuple({"instrument": key} for key in keys)
    return make("status_change", document="d2", action="suspend", targets=targets, **(dates | fields))


@pytest.fixture
def acts(make):
    return [
        make("announcement", instrument=RARE, title="中重稀土相关物项", category="controlled_item_change"),
        make("announcement", instrument=RARER, title="稀土相关技术", category="controlled_item_change"),
        make("announcement", instrument=BATTERY, title="锂电池相关物项", category="controlled_item_change"),
        make("count", instrument=UEL, list="unreliable_entity", action="add", count=11),
    ]


def test_all_that_ends_on_a_day_stands_in_its_line_group_by_group(acts, make, documents):
    records = [*acts, suspended(make, RARE, RARER, BATTERY), suspended(make, UEL, until=date(2026, 11, 9))]
    assert watched(records, documents)[1:] == [
        "- **2026-11-09**：不可靠實體清單工作機制公告2025年第7號暫停期最後一日；此前無後續公告者，自 2026-11-10 起推定恢復",
        "- **2026-11-10**：商務部公告2025年第57號、第62號（稀土）、商務部公告2025年第58號（鋰電池及石墨）暫停期最後一日；"
        "此前無後續公告者，自 2026-11-11 起推定恢復",
    ]


def test_the_next_month_is_told_where_nothing_falls_into_it(acts, make, documents):
    assert watched([*acts, suspended(make, RARE)], documents)[0].startswith("- **至 2026-03-31**：已核定之事實未載有")
    soon = suspended(make, RARE, until=date(2026, 3, 15))
    assert not any("至 2026-03-31" in line for line in watched([*acts, soon], documents))


def test_what_begins_later_a_deadline_and_a_foreign_end_are_days_to_watch(acts, make, documents):
    records = [
        *acts,
        make("effective_date", instrument=RARE, date=date(2026, 4, 1), basis="explicit"),
        make("requirement", instrument=RARE, type="transition", action="办理许可", deadline="2026年3月31日前"),
        suspended(make, until=date(2026, 11, 9), actor="US"),
    ]
    lines = watched(records, documents)
    assert [line[:16] for line in lines] == ["- **2026-03-31**", "- **2026-04-01**", "- **2026-11-09**"]
    assert "期限——辦理許可" in lines[0]
    assert "生效" in lines[1]
    assert "美國暫停實施其措施之最後一日" in lines[2]


def test_a_suspension_without_last_day_a_consultation_and_a_promise_come_after_the_days(acts, make, documents):
    records = [
        *acts,
        suspended(make, RARE),
        suspended(make, BATTERY, until=None, term_text="一年", **{"from": None}),
        make("announcement", instrument="title/某办法（征求意见稿）", title="某办法（征求意见稿）", published=date(2025, 12, 1)),
        make("position", "approved", issuers=("商务部",), date=date(2025, 12, 18), stance="将继续适用通用许可"),
    ]  # fmt: skip
    *_, open_ended, consulted, promised = watched(records, documents)
    assert "迄日未載明" in open_ended
    assert "第58號" in open_ended
    assert consulted.startswith("- **徵求意見**：《某辦法（徵求意見稿）》")
    assert promised.startswith("- **承諾或預告**：2025-12-18：商務部：將繼續適用通用許可")


def test_a_disputed_suspension_is_not_watched(acts, make, documents):
    waiting = suspended(make, RARE).model_copy(update={"state": "pending"})
    assert not any("2026-11-10" in line for line in watched([*acts, waiting], documents))
