"""Multiples and sums of the fines that a law provides for."""

from __future__ import annotations

import pytest
from sayings_held import say, sources, told

LAW = "law/甲物项管理条例"


def facts():
    return [
        *sources(),
        say("requirement", "情节严重", instrument=LAW, type="sanction",
            action="情节严重的，没收违法所得，违法经营额20万元以上的，并处违法经营额2倍以上6倍以下罚款；"),
        say("requirement", "不足二十万元", instrument=LAW, type="sanction",
            action="没有违法经营额或者违法经营额不足20万元的，并处20万元以上80万元以下罚款。"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("依條例，情節嚴重者最高可處違法經營額6倍罰款。", False),
        ("違法經營額20萬元以上的，並處2倍以上6倍以下罰款。", False),
        ("違法經營額不足20萬元的，處20萬元以上80萬元以下罰款。", False),
        ("甲公司因申報不實被罰款45萬元。", False),
        ("依條例，情節嚴重者最高可處違法經營額8倍罰款。", True),
        ("違法經營額不足20萬元的，處20萬元以上90萬元以下罰款。", True),
    ],
)
def test_a_fine_that_the_law_does_not_provide_for_is_found(hold, line, wrong):
    assert told(hold(line + "\n", facts=facts()), 1) == ([(1, "contradicted", "number")] if wrong else [])
