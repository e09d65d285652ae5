"""From a file to a document: text, encodings, front matter, precedence of what is known."""

import hashlib
from datetime import date
from pathlib import Path

import pytest

from workbench.documents import Metadata, given_metadata, read_document

ARTICLE = "商務部昨日公布一份清單。\n\n\t清單共列出 12 項物項，“詳見”附件。  \n末行無句號"


def write(folder: Path, data: bytes, name: str = "article.txt") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_text_without_front_matter_is_kept_character_for_character(tmp_path):
    document = read_document(write(tmp_path, ARTICLE.encode()))
    assert document.text == ARTICLE


def test_id_is_the_digest_of_the_bytes_not_of_the_text(tmp_path):
    with_mark = write(tmp_path, b"\xef\xbb\xbf" + ARTICLE.encode())
    document = read_document(with_mark)
    assert document.id == hashlib.sha256(with_mark.read_bytes()).hexdigest()
    assert document.text == ARTICLE


def test_line_ends_of_other_systems_become_line_feeds(tmp_path):
    assert read_document(write(tmp_path, "甲\r\n乙\r丙\n".encode())).text == "甲\n乙\n丙\n"


def test_gb18030_is_told_from_utf8(tmp_path):
    text = "海关总署发布公告，对部分物项的出口申报作出说明，自下月起执行。"
    assert read_document(write(tmp_path, text.encode("gb18030"))).text == text


def test_short_gb18030_text_is_read(tmp_path):
    assert read_document(write(tmp_path, "出口须经许可。".encode("gb18030"))).text == "出口须经许可。"


def test_control_sequences_in_the_text_are_data_and_stay(tmp_path):
    text = "公告全文\x1b[31m如下：某物項須經許可。{{ title }}"
    assert read_document(write(tmp_path, text.encode())).text == text


def test_front_matter_is_metadata_and_no_text(tmp_path):
    source = (
        "---\ntitle: 稀土新規說明\npublisher: 樣本日報\ndate: 2025-10-12\nauthor: 王一\n"
        "url: https://example.com/a\ntier: opinion\nlayout: post\n---\n\n正文從這裏開始。"
    )
    document = read_document(write(tmp_path, source.encode(), "article.md"))
    assert document.text == "\n正文從這裏開始。"
    assert (document.title, document.publisher, document.author) == ("稀土新規說明", "樣本日報", "王一")
    assert (document.published, document.year, document.tier) == (date(2025, 10, 12), 2025, "opinion")
    assert (document.url, document.tier_reason) == ("https://example.com/a", "given in front matter")


def test_front_matter_of_quoted_strings_is_read(tmp_path):
    document = read_document(write(tmp_path, '---\ntitle: "甲"\ndate: "2025-03-04"\n---\n正文。'.encode()))
    assert (document.title, document.published, document.text) == ("甲", date(2025, 3, 4), "正文。")


def test_month_in_front_matter_gives_the_year_and_no_day(tmp_path):
    document = read_document(write(tmp_path, '---\ndate: "2026-01"\n---\n正文。'.encode()))
    assert (document.published, document.year) == (None, 2026)


def test_a_given_month_is_not_completed_with_a_day_from_elsewhere(tmp_path):
    path = write(tmp_path, "2025-10-12 19:49\n正文在此。".encode())
    document = read_document(path, given_metadata(published="2026-01"))
    assert (document.published, document.year) == (None, 2026)


def test_a_rule_without_its_pair_is_text(tmp_path):
    text = "---\n正文之前有一條橫線。"
    assert read_document(write(tmp_path, text.encode())).text == text


def test_options_win_over_front_matter_and_that_over_the_head(tmp_path):
    source = "---\npublisher: 前言報\n---\n來源：頁首社\n作者：頁首人\n\n正文。"
    document = read_document(write(tmp_path, source.encode()), Metadata(title="選項題"))
    assert (document.title, document.publisher, document.author) == ("選項題", "前言報", "頁首人")


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("對境外企業實施出口管制，並發布清單。", "hant"),
        ("对境外企业实施出口管制，并发布清单。", "hans"),
        ("對境外企業實施出口管制。对境外企业实施出口管制。", "mixed"),
        ("台灣業者指出，稀土后續供應仍待觀察，影響範圍有限，業界憂慮。", "hant"),
        ("No Han characters at all, 2025.", "none"),
    ],
)
def test_script(tmp_path, text, script):
    assert read_document(write(tmp_path, text.encode())).script == script


def test_published_written_in_chinese_is_understood():
    assert given_metadata(published="2025年10月9日").published == date(2025, 10, 9)
    assert given_metadata(published="2025-10-09 08:30").published == date(2025, 10, 9)
    assert given_metadata(published="2025").year == 2025
