"""What articles say of the same acts in passing is no wrong statement."""

from __future__ import annotations

import pytest
from sayings_held import say, sources, told

SUSPENSION, RARE, CONTROL = "MOFCOM/announcement/2025/70", "MOFCOM/announcement/2025/18", "MOFCOM/announcement/2025/21"
PARTLY = "MOFCOM/announcement/2024/46"


def facts():
    return [
        *sources(),
        say("announcement", "11月7日第70号", instrument=SUSPENSION, published="2025-11-07", issuers=("商务部", "海关总署")),
        say("announcement", "4月4日第18号", instrument=RARE, published="2025-04-04", issuers=("商务部", "海关总署")),
        say("count", "7种物项", instrument=RARE, of="items", action="add", count=7),
        say("announcement", "4月4日第21号", instrument=CONTROL, published="2025-04-04", issuers=("商务部",)),
        say("count", "16家", instrument=CONTROL, list="export_control", action="add", count=16),
        say("status_change", "第21号暂停", action="suspend", targets=[{"instrument": CONTROL}], **{"from": "2025-11-10"},
            until="2026-11-09"),
        say("status_change", "第13号停止", action="stop", targets=[{"instrument": "MOFCOM/announcement/2025/13"}]),
        say("announcement", "46号", instrument=PARTLY, issuers=("商务部",)),
        say("status_change", "第二款暂停", action="suspend", targets=[{"instrument": PARTLY, "clause": "第二款"}],
            **{"from": "2025-11-09"}, until="2026-11-27"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "商務部公告2025年第70號於11月7日發布，2025年第58號、61號、62號公告自當日起暫停。",
        "公告2024年第46號第一款沒有暫停，第二款暫停至2026年11月27日。",
        "2025年對於不可靠實體清單的具體運用整理如下。",
        "企業應在30天內向不可靠實體清單工作機制辦公室說明。",
        "1個公告跟不可靠實體清單有關。",
        "S3航空防務公司、ACT1聯邦公司、紅色六方案公司被列入出口管制管控名單。",
        "新增鈥、鉺等五種元素的物項。另有7種由第18號公告管住。",
        "企業應構建全流程合規體系。",
        "新規回應了美國對華出口管制措施，公告2025年第61號現已暫停。",
        "情節嚴重的，處違法經營額5倍以上10倍以下罰款。",
        "管控名單第21號和商務部2025年第13號公告的措施分別已暫停、停止。",
        "停止措施的有15家，出口管制管控名單上為16家。",
        "不可靠實體清單另一家為因美納公司。",
        "公告2025年第61號的門檻是0.1%，現已暫停。",
    ],
)
def test_it_is_left_alone(hold, line):
    assert told(hold(line + "\n", facts=facts()), 1) == []


def test_a_listing_is_not_told_of_as_applying_where_the_report_tells_of_its_end(hold):
    lines = ["不可靠實體清單第5號公告禁止與甲公司交易。", "第5號公告的措施其後停止。"]
    assert told(hold("\n".join(lines) + "\n", facts=facts()), 1) == []
    assert told(hold(lines[0] + "\n", facts=facts()), 1) == [(1, "stale", "status")]


@pytest.mark.parametrize(
    "lines",
    [
        ["- 2025-10-09：商務部公告2025年第62號生效"],
        ["| 政策名稱 | 管制範圍 | 發布機關 | 生效日期 |", "|---|---|---|---|",
         "| 商務部措施 | 暫停實施商務部公告2025年第58號、第61號 | 商務部 | 2025-11-07 |"],
        ["不可靠實體清單名冊（一名一筆）：停止 10 家"],
        ["**商務部公告2025年第13號：管控名單列入**"],
    ],
)  # fmt: skip
def test_what_a_register_of_the_same_acts_says_is_left_alone(hold, lines):
    effect = say(
        "effective_date", "自公布之日起", instrument="MOFCOM/announcement/2025/62", date="2025-10-09", basis="explicit"
    )
    assert told(hold("\n".join(lines) + "\n", facts=[*facts(), effect]), len(lines)) == []


def test_what_took_effect_one_day_is_not_in_force_the_next(hold):
    line = "商務部公告2025年第62號於2025-10-09公布，狀態：生效中"
    assert (1, "contradicted", "status") in told(hold(line + "\n", facts=facts()), 1)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        # Numbers of other notices say nothing of an act that no source names.
        (["外交部令2099年第12號把9家美國企業列入反制清單。"], [("unsupported", "reference")]),
        (["不可靠實體清單工作機制第99號公告把3家企業列入清單。"], [("unsupported", "reference")]),
        (["第18號公告管制的七種物項不在暫停之列。"], []),
        (["2025年3月4日，第13號公告列入15家美國實體。", "第5號公告在同一天把甲公司列入不可靠實體清單。"], []),
    ],
)  # fmt: skip
def test_what_sources_do_not_tell_is_not_contradicted(hold, lines, expected):
    order = say("count", "5家", instrument="MOFCOM/order/2025/6", list="countermeasure", action="add", count=5)
    found = told(hold("\n".join(lines) + "\n", facts=[*facts(), order]), len(lines))
    assert [(verdict, field) for _, verdict, field in found] == expected
