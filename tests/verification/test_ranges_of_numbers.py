"""A range of numbers means every act from the first to the last, however the range is written."""

from __future__ import annotations

import pytest
from sayings_held import say

FIRST, *_, LAST = KEYS = [f"MOFCOM/announcement/2025/{number}" for number in range(31, 35)]
HEAD = "# 月報\n\n報告期間：2025 年 10 月 – 2026 年 2 月\n\n"


def facts():
    return [
        *(say("announcement", f"10月9日第{key[-2:]}号", instrument=key, published="2025-10-09", issuers=("商务部",),
              category="controlled_item_change") for key in KEYS),
        say("status_change", "自11月7日至2026年11月10日暂停实施四项公告", action="suspend",
            targets=[{"instrument": key} for key in KEYS], **{"from": "2025-11-07"}, until="2026-11-10"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "第31號至第34號公告現已生效。",
        "公告31—34號現已生效。",
        "公告 31-34 號現已生效。",
        "31～34號公告現已生效。",
        "Announcements Nos. 31 to 34 are in force.",
        "Announcements No. 31 through No. 34 are in force.",
        "Announcement Nos. 31 through 34 of 2025 remain in force.",
        "Nos. 31/2025 to 34/2025 are in force.",
    ],
)
def test_what_is_said_of_a_range_is_said_of_each_act_in_it(hold, line):
    (finding,) = [f for f in hold(line + "\n", facts=facts()).findings if f.line]
    assert (finding.verdict, finding.field) == ("contradicted", "status")
    assert all(key in finding.facts_say for key in KEYS)


@pytest.mark.parametrize("numbers", ["第31號至第34號公告", "第31號、第32號、第33號、第34號公告"])
def test_a_range_that_is_told_of_as_suspended_leaves_nobody_out(hold, numbers):
    report = HEAD + f"10 月 9 日公布的{numbers}自 2025 年 11 月 7 日起暫停實施，至 2026 年 11 月 10 日止。\n"
    assert [f.facts_say for f in hold(report, facts=facts()).findings if f.verdict == "omission"] == []


def test_a_range_that_the_next_sentence_tells_of_as_suspended_leaves_nobody_out(hold):
    report = HEAD + "10 月 9 日公布第31號至第33號公告和第34號公告。\n\n這些公告自 2025 年 11 月 7 日起暫停實施。\n"
    assert [f.facts_say for f in hold(report, facts=facts()).findings if f.verdict == "omission"] == []


def test_a_range_in_passing_tells_nothing_of_the_acts_in_it(hold):
    report = HEAD + "10 月 9 日公布第31號至第34號公告。\n"
    omitted = [f.facts_say for f in hold(report, facts=facts()).findings if f.verdict == "omission"]
    assert any("suspend of" in text and FIRST in text and LAST in text for text in omitted)
