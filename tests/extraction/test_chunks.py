"""Long documents are cut where a reader would pause, and each piece knows what it goes on about."""

from __future__ import annotations

import pytest

from workbench.extraction.chunks import context_lines, cut, halves

HEAD = "商務部公告2025年第94號 關於對鎵相關物項實施出口管制的決定\n\n現將有關事項公告如下：\n一、管制物項\n"
LONG = HEAD + "\n".join(f"（{number}）第{number}類物項的說明，" + "細節從略。" * 20 for number in range(1, 30))


def test_short_document_is_one_piece(make_document):
    (chunk,) = cut(make_document("一段。\n二段。"), 6000)
    assert (chunk.start, chunk.end, chunk.text) == (0, 7, "一段。\n二段。")
    assert chunk.instrument is None


@pytest.mark.parametrize("longest", [500, 700, 1500])
def test_pieces_are_the_whole_text_in_order(make_document, longest):
    document = make_document(LONG)
    chunks = cut(document, longest)
    assert "".join(chunk.text for chunk in chunks) == LONG
    assert all(len(chunk.text) <= longest for chunk in chunks)
    assert all(document.text[chunk.start : chunk.end] == chunk.text for chunk in chunks)


def test_cuts_are_at_paragraph_ends(make_document):
    chunks = cut(make_document(LONG), 700)
    assert len(chunks) > 1
    assert all(chunk.text.endswith("\n") for chunk in chunks[:-1])


def test_paragraph_longer_than_a_piece_is_cut_after_a_sentence(make_document):
    text = "這一句不長也不短。" * 200
    chunks = cut(make_document(text), 500)
    assert "".join(chunk.text for chunk in chunks) == text
    assert all(chunk.text.endswith("。") for chunk in chunks)


def test_text_without_any_end_is_cut_all_the_same(make_document):
    text = "無" * 1234
    assert [len(chunk.text) for chunk in cut(make_document(text), 500)] == [500, 500, 234]


def test_later_piece_knows_the_instrument_and_the_heading(make_document):
    document = make_document(LONG, title="鎵的管制", publisher="商務部", year=2025)
    last = cut(document, 700)[-1]
    assert last.instrument == "MOFCOM/announcement/2025/94"
    lines = context_lines(document, last)
    assert "標題：鎵的管制" in lines
    assert "發布者：商務部" in lines
    assert "承接前文的文件：商務部公告2025年第94號" in lines
    assert any(line.startswith("承接前文的小標題：") for line in lines)


def test_halves_are_the_piece(make_document):
    document = make_document(LONG)
    chunk = cut(document, 1500)[1]
    parts = halves(document, chunk)
    assert "".join(part.text for part in parts) == chunk.text
    assert parts[0].start == chunk.start


def test_blank_document_has_no_piece(make_document):
    assert cut(make_document(" \n\n"), 500) == ()
