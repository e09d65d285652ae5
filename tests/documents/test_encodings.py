"""Bytes of Chinese texts in the encodings that people save them in."""

from __future__ import annotations

import pytest

from workbench.documents import read_document

TRADITIONAL = [
    "商務部公布新的清單，對若干物項實施管制。",
    "出口須經許可。",
    "海關總署公告：自十二月一日起，對稀土物項實施出口管制，企業應申請許可證件。",
    "台灣廠商表示影響有限",
    "美國將中國企業列入實體清單",
]
SIMPLIFIED = ["商务部公布新的清单，对若干物项实施管制。", "出口须经许可。", "业内人士表示影响有限"]


def read(folder, data, name="article.txt"):
    path = folder / name
    path.write_bytes(data)
    return read_document(path).text


@pytest.mark.parametrize("text", TRADITIONAL)
@pytest.mark.parametrize("encoding", ["big5", "cp950", "gb18030", "utf-8", "utf-16", "utf-32"])
def test_traditional_text(tmp_path, text, encoding):
    assert read(tmp_path, text.encode(encoding)) == text


@pytest.mark.parametrize("text", SIMPLIFIED)
@pytest.mark.parametrize("encoding", ["gb2312", "gb18030", "utf-8", "utf-16"])
def test_simplified_text(tmp_path, text, encoding):
    assert read(tmp_path, text.encode(encoding)) == text


def test_characters_of_hong_kong_are_read(tmp_path):
    text = "香港海關指出，該公司位於深水埗，並已停止出口嗰批樣本物項，須先申請許可。"
    assert read(tmp_path, text.encode("big5hkscs")) == text


def test_the_other_order_of_bytes_is_read(tmp_path):
    assert read(tmp_path, b"\xfe\xff" + "公告如下：須申請。".encode("utf-16-be")) == "公告如下：須申請。"


def test_a_page_says_in_which_encoding_it_is(tmp_path):
    page = (
        '<html><head><meta http-equiv="Content-Type" content="text/html; charset=big5"><title>樣本</title></head><body>'
        "<article><p>樣本部公布一份公告，對若干樣本物項實施出口管制，企業須在出口前申請許可證件。</p>"
        "<p>業界人士指出，申請流程預計需要四十五個工作日，文件須齊備，逾期不予受理。</p></article></body></html>"
    )
    assert "企業須在出口前申請許可證件。" in read(tmp_path, page.encode("big5"), "page.html")
