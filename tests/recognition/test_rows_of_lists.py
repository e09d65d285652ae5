"""Rows of the lists of announcements: what names an item in them, and what only describes or refers to it."""

from __future__ import annotations

from datetime import date

from workbench.facts.document import Document
from workbench.facts.kinds import ControlledItem
from workbench.recognition import recognize

OPENED = "商务部 海关总署公告2031年第14号 关于对有关物项实施出口管制的公告\n决定对下列物项实施出口管制：\n"


def contents(text: str, kind: type, title: str | None = None) -> list:
    document = Document(id="0" * 64, text=text, title=title, published=date(2031, 9, 2), year=2031)
    return [fact.content for fact in recognize(document).facts if isinstance(fact.content, kind)]


def items(text: str, role: str = "controlled") -> list[tuple[str, tuple[str, ...]]]:
    return [(one.name, one.control_codes) for one in contents(text, ControlledItem) if one.role == role]


def test_technology_behind_the_code_of_its_row_is_an_item_and_the_codes_in_its_name_are_not() -> None:
    text = OPENED + (
        "（一）6C902.a．金属铑（参考海关商品编号：7110310010）。\n"
        "（二）6E902 生产6C902项的技术及资料（含工艺流程）。\n"
        "（三）1E904、1E911.b．生产1C904、1C917.c项的技术及资料（含工艺流程）。\n"
    )
    assert items(text) == [
        ("金属铑", ("6C902.a",)),
        ("生产6C902项的技术及资料", ("6E902",)),
        ("生产1C904、1C917.c项的技术及资料", ("1E904", "1E911.b")),
    ]
    assert items(text, "referenced") == [(code, (code,)) for code in ("6C902", "1C904", "1C917.c")]


def test_what_another_entry_controls_is_named_by_its_code_where_a_figure_cuts_its_name() -> None:
    text = OPENED + "1．非1C926、1C941项下管制的铑及铑含量大于等于95%的铑合金（参考海关商品编号：7110310010）；\n"
    assert items(text) == [("铑合金", ())]
    assert items(text, "excluded") == [("1C926", ("1C926",)), ("1C941", ("1C941",))]


def test_any_one_of_the_following_is_no_part_of_a_name() -> None:
    text = (
        OPENED
        + "（一）6C902.b．以下任何一种的铑化合物单晶制品（包括衬底）：\n1．氯化铑（参考海关商品编号：2843900010）；\n"
    )
    assert items(text) == [("铑化合物单晶制品", ("6C902.b",)), ("氯化铑", ())]


def test_lines_below_what_has_the_properties_stated_below_are_limits_alone() -> None:
    text = (
        OPENED
        + "（一）具有下述任一特性的示例雷达（参考海关商品编号：8526109011）：\n1．作用距离大于5千米；\n2．重量小于3千克；\n"
    )
    assert items(text) == [("示例雷达", ())]
