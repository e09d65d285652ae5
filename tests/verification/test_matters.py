"""A number under which a report puts what another act is about."""

from __future__ import annotations

import pytest
from sayings_held import BATTERY, JAPAN, OVERSEAS, TECHNOLOGY, say, sources, told

METALS, DIAMONDS, UNTOLD = "MOFCOM/announcement/2025/10", "MOFCOM/announcement/2025/55", "MOFCOM/announcement/2025/57"
AMERICA = "MOFCOM/announcement/2024/46"


def facts():
    return [
        *sources(),
        say("announcement", "2月4日第10号", instrument=METALS, published="2025-02-04", category="controlled_item_change"),
        *(say("controlled_item", name, instrument=METALS, name=name) for name in ("钨", "碲", "铋")),
        say("announcement", "第55号", instrument=DIAMONDS, title="公布对超硬材料相关物项实施出口管制的决定"),
        say("announcement", "第46号", instrument=AMERICA, title="关于加强相关两用物项对美国出口管制的公告"),
        say("announcement", "第57号", instrument=UNTOLD, issuers=("商务部",)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "第58號公告涉及超硬材料，現已暫停。",
        "第62號公告（超硬材料）現已暫停。",
        "超硬材料（第61號公告）現已暫停。",
        "商務部公告2025年第10號系對鋰電池實施管制。",
        "第10號公告管制的是稀土，企業須留意。",
        "Announcement No. 62 of 2025 covers superhard materials.",
        "Announcement No. 10 of 2025 (lithium batteries) is dated 4 February 2025.",
        "第55號公告關於加強兩用物項的稀土管制，現已暫停。",
        "商務部公告2026年第1號系對美國出口兩用物項的管制。",
    ],
)
def test_what_another_act_is_about_is_found_under_a_number(hold, line):
    assert (1, "contradicted", "scope") in told(hold(line + "\n", facts=facts()), 1)


def test_the_row_of_a_table_says_what_an_act_is_about(hold):
    table = "| 文號 | 主要內容 | 狀態 |\n|---|---|---|\n| 公告2025年第62號 | 鋰電池相關技術 | 暫停 |\n| 公告2025年第58號 | 鋰電池 | 暫停 |\n"
    outcome = hold(table, facts=facts())
    assert told(outcome) == [(3, "contradicted", "scope")]
    assert BATTERY in outcome.findings[0].facts_say


@pytest.mark.parametrize(
    "line",
    [
        "第58號公告涉及鋰電池和人造石墨，現已暫停。",
        "第62號公告（稀土技術）現已暫停。",
        "人造金剛石（第55號公告）現已暫停。",
        "第10號公告管制的是鎢，與稀土無關。",
        "第62號公告不涉及超硬材料，現已暫停。",
        "第62號公告與涉及超硬材料的第55號公告同日公布，均已暫停。",
        "第61號公告的暫停影響稀土、鋰電池和超硬材料業者。",
        "第57號公告涉及超硬材料。",
        "Announcement No. 61 of 2025 covers terbium and dysprosium in foreign-made goods and is suspended.",
    ],
)
def test_what_an_act_is_about_is_left_alone(hold, line):
    assert told(hold(line + "\n", facts=facts()), 1) == []


def test_a_report_that_tells_of_one_number_as_of_two_matters_is_at_odds_with_itself(hold):
    report = "第57號公告涉及中重稀土。\n\n第57號公告涉及中重稀土元素。\n\n第57號公告涉及超硬材料。\n"
    assert told(hold(report, facts=facts())) == [(5, "internal", "scope")]


def test_acts_of_the_sources_are_what_they_are_about(hold):
    keys = {BATTERY, OVERSEAS, TECHNOLOGY, JAPAN}
    titles = [
        s.content.title
        for s in sources()
        if getattr(s.content, "instrument", None) in keys and getattr(s.content, "title", None)
    ]
    numbers = ("2025年第58號", "2025年第61號", "2025年第62號", "2026年第1號")
    lines = [f"- 公告{number}（{title}）" for number, title in zip(numbers, titles, strict=True)]
    assert [one for one in told(hold("\n".join(lines), facts=facts())) if one[2] == "scope"] == []
