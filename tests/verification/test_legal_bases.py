"""The law under which an act is said to have been made."""

from __future__ import annotations

import pytest
from sayings_held import UEL_MARCH, say, sources, told

ORDER = "MFA/order/2025/18"


def facts():
    return [
        *sources(),
        say("announcement", "12月15日第18号令", instrument=ORDER, published="2025-12-15", issuers=("外交部",)),
        say("listing", "甲某", instrument=ORDER, list="countermeasure", action="add", name_zh="甲乙丙", entity_type="individual"),
        say("legal_instrument", "根据反外国制裁法", instrument="law/中华人民共和国反外国制裁法", title="中华人民共和国反外国制裁法",
            cited_by=ORDER),
        say("legal_instrument", "根据对外贸易法", instrument="law/中华人民共和国对外贸易法", title="中华人民共和国对外贸易法",
            cited_by=UEL_MARCH),
        say("legal_instrument", "根据不可靠实体清单规定", instrument="law/不可靠实体清单规定", title="不可靠实体清单规定",
            cited_by=UEL_MARCH),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "finding"),
    [
        ("外交部令2025年第18號依據《出口管制法》作出。", [(1, "contradicted", "reference")]),
        ("對甲乙丙的反制決定係依據《中華人民共和國出口管制法》作出。", [(1, "contradicted", "reference")]),
        ("外交部令2025年第18號的依據是《出口管制法》。", [(1, "contradicted", "reference")]),
        ("外交部令2025年第18號依據《反外國制裁法》作出。", []),
        ("對甲乙丙的反制決定係依據《中華人民共和國反外國制裁法》第三條作出。", []),
        ("不可靠實體清單第5號公告依據《對外貿易法》和《不可靠實體清單規定》發布，其後停止。", []),
        ("公告2026年第1號依據《出口管制法》發布。", []),
    ],
)
def test_a_law_that_the_act_does_not_cite_is_found(hold, line, finding):
    assert told(hold(line + "\n", facts=facts()), 1) == finding


@pytest.mark.parametrize(
    ("law", "finding"), [("《不可靠實體清單規定》", [(3, "contradicted", "reference")]), ("《反外國制裁法》", [])]
)
def test_a_column_of_legal_bases_names_laws_and_no_lists(hold, law, finding):
    report = f"| 文號 | 法律依據 |\n|---|---|\n| 外交部令2025年第18號 | {law} |\n"
    assert told(hold(report, facts=facts())) == finding
