"""Rows of lists may be numbered in levels (1.1.1): the number is the row's label and part of nothing else."""

from datetime import date

import pytest

from workbench.facts.document import Document
from workbench.facts.kinds import ControlledItem
from workbench.recognition import recognize
from workbench.recognition.mention import Recognition

HEAD = "商务部公告2031年第71号 公布对钴相关物项实施出口管制的决定\n对下列物项实施出口管制：\n"


def read(text: str) -> Recognition:
    return recognize(Document(id="0" * 64, text=text, published=date(2031, 10, 9)))


def items(text: str) -> list[tuple[str, str | None, tuple[str, ...]]]:
    """Name, group and codes of what is under control."""
    contents = (fact.content for fact in read(text).facts)
    return [
        (content.name, content.group, (*content.control_codes, *content.hs_codes))
        for content in contents
        if isinstance(content, ControlledItem) and content.role == "controlled"
    ]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            "1 钴相关物项\n1.1 金属钴及其合金\n1.1.1 金属钴靶材（参考海关商品编号：8105209001）\n1.1.2．钴铬合金\n"
            "2 钴相关技术\n2.1 用于钴提取的萃取技术\n",
            [
                ("钴相关物项", None, ()),
                ("金属钴及其合金", "钴相关物项", ()),
                ("金属钴靶材", "钴相关物项", ("8105209001",)),
                ("钴铬合金", "钴相关物项", ()),
                ("钴相关技术", None, ()),
                ("用于钴提取的萃取技术", "钴相关技术", ()),
            ],
        ),
        (
            "一、鈷相關物項\n1.1 1C912.a 金屬鈷靶材（參考海關商品編號：8105209001）\n1.2、1C912.b 鈷鉻合金\n"
            "二、鈷相關技術\n2.1.1.1 1E912.a 用於鈷提取的萃取技術\n",
            [
                ("鈷相關物項", None, ()),
                ("金屬鈷靶材", "鈷相關物項", ("1C912.a", "8105209001")),
                ("鈷鉻合金", "鈷相關物項", ("1C912.b",)),
                ("鈷相關技術", None, ()),
                ("用於鈷提取的萃取技術", "鈷相關技術", ("1E912.a",)),
            ],
        ),
        (
            "1.1 钴合金材料\n（1）钴铬合金\n（2）钴镍合金\n1.2 钴粉末材料\n",
            [
                ("钴合金材料", None, ()),
                ("钴铬合金", "钴合金材料", ()),
                ("钴镍合金", "钴合金材料", ()),
                ("钴粉末材料", None, ()),
            ],
        ),
    ],
    ids=["under figures", "under Chinese figures, with codes", "with a list of another kind below"],
)
def test_a_row_has_its_name_its_codes_and_its_group(
    rows: str, expected: list[tuple[str, str | None, tuple[str, ...]]]
) -> None:
    found = items(HEAD + rows + "本公告自公布之日起实施。\n")
    assert found == expected


def test_a_number_in_levels_is_no_quantity_date_or_code() -> None:
    found = read(HEAD + "1.1.1 厚度大于2.5毫米的金属钴靶材\n12.1.25 钴铬合金\n20.10.3 钴镍合金\n")
    mentioned = [(mention.kind, mention.quote) for mention in found.mentions if mention.kind != "reference"]
    assert mentioned == [("quantity", "大于2.5毫米")]


@pytest.mark.parametrize("row", ["2.5毫米厚的金属钴靶材", "1.2万吨钴铬合金", "3.5倍的增幅"])
def test_a_figure_that_counts_or_measures_is_no_label(row: str) -> None:
    assert all(not row.endswith(name) or name == row for name, _, _ in items(HEAD + row + "\n"))


def test_cells_of_a_table_keep_labels_out_of_names() -> None:
    text = "商务部公告2031年第71号\n序号\t物项名称\t管制编码\n1.1\t金属钴靶材\t1C912.a\n1.1.1\t钴铬合金\t1C912.a.1\n"
    found = read(text)
    names = [fact.content.name for fact in found.facts if isinstance(fact.content, ControlledItem)]
    assert names
    assert not any(name.startswith(("1.1 ", "1.1\t", "1.1.1")) for name in names)
    assert {mention.kind for mention in found.mentions} == {"reference", "code"}
