"""What a report leaves out of a number, a day or a subject is taken from what stands around it."""

from __future__ import annotations

import pytest
from sayings_held import ORDER, say, sources, told


def facts():
    order = [{"instrument": ORDER}]
    return [
        *sources(),
        say("announcement", "3月20日商务部公告第5号", instrument="MOFCOM/announcement/2025/10", published="2025-03-20",
            issuers=("商务部", "海关总署"), category="controlled_item_change"),
        say("announcement", "10月14日第6号部令", instrument=ORDER, published="2025-10-14", issuers=("商务部",)),
        say("count", "5家子公司", instrument=ORDER, list="countermeasure", action="add", count=5),
        say("status_change", "自11月10日起暂停第6号部令一年", action="suspend", targets=order,
            **{"from": "2025-11-10"}, until="2026-11-09"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "finding"),
    [
        (["不可靠實體清單方面，3月4日的第5號公告列入 12 家美國企業。"], ("contradicted", "count")),
        (["- UEL Announcement No. 5 of 2025 lists 12 US companies"], ("contradicted", "count")),
        (["**鋰電池（58號）**：2025-10-13 公布"], ("contradicted", "publish_date")),
        (["第58號公告自2025年11月7日起暫停。", "上述公告目前仍然有效實施。"], ("contradicted", "status")),
        (["商務部2025年第6號令列入5家子公司。", "該令目前仍在執行。"], ("contradicted", "status")),
        (["第58號公告暫停至2026年11月27日。"], ("contradicted", "status")),
        (["第58號公告自11月7日起暫停。", "也就是說，這項措施的暫停期要到2027年3月才屆滿。"], ("contradicted", "status")),
        (["商務部、海關總署公告2025年第61號管制境外物項，現已暫停。"], ("contradicted", "issuer")),
        (["第62號公告於2025年10月9日公布。", "該公告由商務部和海關總署聯合發布。"], ("contradicted", "issuer")),
        (["**問：第58號公告現在如何？**", "", "答：已經廢止。"], ("contradicted", "status")),
    ],
)  # fmt: skip
def test_a_wrong_statement_is_found_in_its_shortest_form(hold, lines, finding):
    outcome = hold("\n".join(lines) + "\n", facts=facts())
    assert (len(lines), *finding) in told(outcome, len(lines)), told(outcome)


@pytest.mark.parametrize(
    "lines",
    [
        ["不可靠實體清單方面，3月4日的第5號公告列入 10 家美國企業。"],
        ["- UEL Announcement No. 5 of 2025 lists 10 US companies"],
        ["2025年10月9日的第10號公告將14家外國實體列入不可靠實體清單。"],
        ["與海關總署聯合發布的第58號公告處理鋰電池，其後暫停。"],
        ["商務部2025年11月7日宣布暫停第58號公告，期限至2026年11月10日。"],
        ["11月7日，商務部暫停第58、61、62號公告，期限到2026年11月10日為止。"],
        ["10月14日，商務部以2025年第6號令將5家子公司列入反制清單。"],
        ["商務部公告2024年第9號另有規定。", "10月9日，第58號公告發布，其後暫停。"],
        ["第58號公告自11月7日起暫停，至2026年11月10日。"],
    ],
)
def test_a_right_statement_in_its_shortest_form_is_left_alone(hold, lines):
    outcome = hold("\n".join(lines) + "\n", facts=facts())
    assert told(outcome, len(lines)) == []


def test_a_column_that_lists_numbers_takes_the_list_of_its_row(hold):
    head = "| 名單 | 公告 | 日期 | 狀態 |\n|---|---|---|---|\n"
    rows = "| 不可靠實體清單 | 2025年第5號 | 2025/3/4 | 停止 |\n| 出口管制管控名單 | 2025年第13號 | 2025/3/5 | 實施 |\n"
    outcome = hold(head + rows, facts=facts())
    assert told(outcome, 3) == []
    assert told(outcome, 4) == [(4, "contradicted", "publish_date")]


def test_a_word_in_a_status_cell_says_that_an_act_applies(hold):
    report = "| 公告 | 現況 |\n|---|---|\n| 商務部公告2025年第58號 | 適用 |\n"
    assert told(hold(report), 3) == [(3, "contradicted", "status")]


@pytest.mark.parametrize(
    ("lines", "finding"),
    [
        (["| No. | Issued | Status |", "|---|---|---|", "| MOFCOM/GACC 58/2025 | 9 Oct 2025 | in force |"],
         ("contradicted", "status")),
        (["- 不可靠實體清單", "  - 2025年3月14日，第5號公告：10家，措施已停止"], ("contradicted", "publish_date")),
        (["商務部2025年第6號令的措施暫停兩年。"], ("contradicted", "status")),
        (["公告2025年第58號由商務部單獨發布，其後暫停。"], ("contradicted", "issuer")),
        (["公告2025年第58號為《關於銻物項實施出口管制的決定》，其後暫停。"], ("contradicted", "title")),
    ],
)  # fmt: skip
def test_a_number_in_other_forms_is_known(hold, lines, finding):
    facts_ = [
        *facts(),
        say("status_change", "暂停一年", action="suspend", targets=[{"instrument": ORDER}], term_text="一年"),
    ]
    outcome = hold("\n".join(lines) + "\n", facts=facts_)
    assert (len(lines), *finding) in told(outcome, len(lines)), told(outcome)
