"""A name that no source lists is found among names that sources do list; what is no name, or may be untold, is left alone."""

from __future__ import annotations

import pytest
from sayings_held import say, told

WHOLE, PARTLY = "MOFCOM/announcement/2025/35", "UEL/announcement/2025/7"
NAMES = [
    ("甲川航空公司", "Alpha River Aviation Inc."),
    ("乙山科技公司", "Beta Hill Technologies"),
    ("丙海造船公司", "Gamma Sea"),
]


def facts():
    return [
        say("announcement", "7月9日第35号", instrument=WHOLE, published="2025-07-09", issuers=("商务部",)),
        say("count", "3家实体", instrument=WHOLE, list="export_control", action="add", count=3),
        *(say("listing", name, instrument=WHOLE, list="export_control", action="add", name_zh=name, name_original=original)
          for name, original in NAMES),
        say("announcement", "4月4日第7号", instrument=PARTLY, published="2025-04-04", issuers=("不可靠实体清单工作机制",)),
        say("count", "丁林公司等11家", instrument=PARTLY, list="unreliable_entity", action="add", count=11),
        *(say("listing", name, instrument=PARTLY, list="unreliable_entity", action="add", name_zh=name)
          for name in ("丁林动力公司", "戊田系统公司")),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("report", "line"),
    [
        (["第35號公告列入管控名單的有甲川航空公司、乙山科技公司、己風電子公司等。"], 1),
        (["被列入管控名單的企業包括甲川航空、己風電通、乙山科技及丙海造船。"], 1),
        (["被列入管控名單的企業包括甲川航空、乙山科技及己風電通。"], 1),
        (["名單上也有甲川航空、己風電通、乙山科技。"], 1),
        (["The entities designated by Announcement No. 35 include Alpha River Aviation, Beta Hill Technologies and Zeta Wind Dynamics."], 1),
        (["| 文號 | 名單 | 列入實體 |", "|---|---|---|", "| 第35號公告 | 管控名單 | 甲川航空公司、己風電子公司、乙山科技公司等 |"], 3),
        (["## 管控名單", "", "- 甲川航空公司", "- 己風電子公司（海島）", "- 乙山科技公司"], 4),
    ],
)  # fmt: skip
def test_a_name_that_no_notice_lists_is_found_where_all_names_are_told(hold, report, line):
    assert (line, "contradicted", "name") in told(hold("\n".join(report) + "\n", facts=facts()), line)


def test_where_not_all_names_are_known_an_unlisted_name_lacks_a_source(hold):
    line = "列入不可靠實體清單的有丁林動力公司、戊田系統公司和己風電子公司。\n"
    assert told(hold(line, facts=facts()), 1) == [(1, "unsupported", "name")]
    more = "列入不可靠實體清單的有丁林動力公司、戊田系統公司、己風電子公司、庚谷公司等11家。\n"
    assert told(hold(more, facts=facts()), 1) == []


@pytest.mark.parametrize(
    "report",
    [
        ["被列入管控名單的企業包括甲川航空、乙山科技及丙海造船。"],
        ["管控名單上有甲川航空、丙海公司、乙山科技。"],
        ["甲川航空公司、乙山科技公司等3家企業被列入管控名單，涉及無人機、造船等領域。"],
        ["管控名單上的甲川航空、乙山科技及其子公司均受限制。"],
        ["商務部將甲川航空、乙山科技、丙海造船列入管控名單，禁止出口、轉讓兩用物項。"],
        ["甲川航空、乙山科技、庚谷銀行等客戶都問起這件事。"],
        ["Alpha River Aviation, Inc., Beta Hill and Gamma Sea were listed by Announcement No. 35; MOFCOM, GACC and others commented."],
        ["## 管控名單", "", "- 甲川航空公司", "- 乙山科技公司", "- 措施自公布之日起施行"],
    ],
)  # fmt: skip
def test_what_is_no_unlisted_name_is_left_alone(hold, report):
    assert [one for one in told(hold("\n".join(report) + "\n", facts=facts())) if one[2] == "name"] == []
