"""Codes: control codes by their form, tariff codes by the heading that they stand behind."""

from datetime import date

import pytest

from workbench.facts.document import Document
from workbench.facts.kinds import ControlledItem, Count
from workbench.recognition import recognize
from workbench.recognition.codes import find_codes
from workbench.text import normalize


def codes(text: str) -> list[str]:
    return [mention.code for mention in find_codes(normalize(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("该设备的管制编码为2B902.a．，下同", ["2B902.a"]),
        ("３Ｃ９０１．ａ．１．所列材料", ["3C901.a.1"]),
        ("转抄页写作3C901。a。1。", ["3C901.a.1"]),
        ("1C004、1C117.c与1C117.d项", ["1C004", "1C117.c", "1C117.d"]),
        ("非1C226项下管制的粉末", ["1C226"]),
        ("型号A1B234与编号12C345678", []),
    ],
)
def test_control_codes_are_known_by_their_form(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("（参考海关商品编号：2617101000、2617109001）", ["2617101000", "2617109001"]),
        ("參考稅則號列：71051020。", ["71051020"]),
        ("HS 编码 8505.1110.00，共两箱", ["8505111000"]),
        ("商品编号 8106101011），未领证", ["8106101011"]),
    ],
)
def test_tariff_codes_stand_behind_their_heading(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "传真:85322966",
        "发布于20251009",
        "报关单号310120250518242966",
        "CAS 14802-03-0",
        "（参考海关商品编号:、、）",
        "税则号列：81109290甲乙丙丁",
        "海关商品编号：9912345678",
    ],
)
def test_look_alikes_and_broken_codes_are_refused(text: str) -> None:
    assert codes(text) == []


def test_codes_below_the_heading_of_a_table_column_are_found() -> None:
    table = "名称\t海关商品编号\n锗粉\t8112921010\n锗锭\t8112929010\n\n电话\t85322966"
    assert codes(table) == ["8112921010", "8112929010"]


def test_a_mention_spans_the_code_in_the_source() -> None:
    normal = normalize("编码　１Ｅ９０２．ａ，适用")
    (mention,) = find_codes(normal)
    assert normal.quote(mention.start, mention.end) == "１Ｅ９０２．ａ"


def test_the_list_goes_on_behind_a_code_that_foreign_matter_broke() -> None:
    found = find_codes(normalize("（参考海关商品编号：2853夏日 特卖909029、3818009007、3825690007）"))
    assert [code.code for code in found] == ["3818009007", "3825690007"]


def test_english_headings_of_customs_numbers() -> None:
    text = "Tungsten Oxide (customs product number: 2825901200, 2825901910)"
    assert [code.code for code in find_codes(normalize(text))] == ["2825901200", "2825901910"]


def test_codes_with_points_count_where_the_text_speaks_of_tariff_codes() -> None:
    assert codes("Product description\nHS codes\nZirconium ore\n2615.10.0000, 8109.21.00") == ["2615100000", "81092100"]
    assert codes("Version 2615.10.0000 was released.") == []


def test_a_figure_lost_from_one_code_does_not_end_the_list() -> None:
    assert codes("参考海关商品编号：8203200010、820590010、8480419010") == ["8203200010", "8480419010"]


@pytest.mark.parametrize(
    ("sentence", "name", "role"),
    [
        ("对1C912项技术实施出口管制。", "1C912项技术", "controlled"),
        ("對3A912項設備實施出口管制。", "3A912項設備", "controlled"),
        ("依照3A912項下的物項，出口經營者應當申請許可。", "3A912項下的物項", "referenced"),
        ("3A912.a.1项下的集成电路属于管制物项。", "3A912.a.1项下的集成电路", "referenced"),
        ("商務部決定對3A912項實施出口管制。", "3A912", "referenced"),
    ],
)
def test_the_figures_of_a_code_before_the_word_for_entry_count_and_measure_nothing(
    sentence: str, name: str, role: str
) -> None:
    found = recognize(Document(id="0" * 64, text=sentence, published=date(2031, 10, 9)))
    kinds = {mention.kind for mention in found.mentions}
    contents = [fact.content for fact in found.facts]
    assert "quantity" not in kinds
    assert not [content for content in contents if content.kind in {"count", "threshold"}]
    (item,) = (content for content in contents if isinstance(content, ControlledItem))
    assert (item.name, item.role) == (name, role)


def test_items_counted_beside_a_code_are_counted() -> None:
    found = recognize(Document(id="0" * 64, text="对1C912项等2种钴材料实施出口管制。", published=date(2031, 10, 9)))
    assert [fact.content.count for fact in found.facts if isinstance(fact.content, Count)] == [2]
