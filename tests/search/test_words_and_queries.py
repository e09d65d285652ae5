"""Words of a text, what a query asks for, and where a text says it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.search import best_passage, parse_query, words_of
from workbench.search.words import texts_of_words

ARTICLE = "商务部公告2031年第58号对石墨烯薄膜实施管制。第61号公告另行规定镓、锗的出口。\n本公告自公布之日起施行。"


def asked(query: str) -> list[tuple[str, ...]]:
    return [phrase.words for phrase in parse_query(query).phrases]


def marked(text: str, query: str) -> tuple[str, list[str]]:
    found = best_passage(text, parse_query(query).phrases, year=2031)
    return text[found.start : found.end], [text[start:end] for start, end in found.marks]


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("稀土物項", ["稀土", "土物", "物项", "项"]),
        ("稀 土\n物項", ["稀土", "土物", "物项", "项"]),
        ("第５８號", ["第", "58", "号"]),
        ("1,234.5 吨", ["1234.5", "吨"]),
        ("8479.89.99", ["8479.89.99"]),
        ("1C117.d", ["1c117", "d"]),
        ("Rare-Earth", ["rare", "earth"]),
        ("。！—", []),
    ],
)
def test_words_fold_script_width_and_case_and_keep_figures_whole(source, words):
    assert [word.text for word in words_of(source)] == words


def test_a_word_says_where_it_stands():
    source = "第 ５８ 號：稀　土"
    assert [source[word.start : word.end] for word in words_of(source)] == ["第", "５８", "號", "稀　土", "土"]


@given(st.text())
def test_words_with_and_without_places_are_the_same(source):
    words = words_of(source)
    assert [word.text for word in words] == list(texts_of_words(source))
    assert all(0 <= word.start < word.end <= len(source) for word in words)
    assert not any(sign in word.text for word in words for sign in ' "*[]()')


@pytest.mark.parametrize(
    ("query", "phrases"),
    [
        ("稀土 暫停", [("稀土",), ("暂停",)]),
        ("稀土、石墨", [("稀土",), ("石墨",)]),
        ('"稀土 暫停"', [("稀土", "土暂", "暂停")]),
        ("「稀土 暫停」", [("稀土", "土暂", "暂停")]),
        ("鎵", [("镓",)]),
        ("MOFCOM/announcement/2031/58", [("mofcom/announcement/2031/58",)]),
        ("商務部公告2031年第５８號 石墨", [("mofcom/announcement/2031/58",), ("石墨",)]),
        ("mofcom 2031 58", [("mofcom/announcement/2031/58",)]),
        ("58號公告", [("mofcom/announcement//58",)]),
        ("稀土 稀土", [("稀土",)]),
        ('" " … * ( ) -', []),
        ("NEAR(a b) OR c*", [("near",), ("a",), ("b",), ("or",), ("c",)]),
    ],
)
def test_a_query_is_words_phrases_and_references(query, phrases):
    assert asked(query) == phrases


def test_a_single_character_is_asked_for_wherever_it_begins_a_word():
    (phrase,) = parse_query("鎵").phrases
    assert phrase.open
    assert not parse_query("稀土").phrases[0].open


@pytest.mark.parametrize(
    ("query", "sentence", "marks"),
    [
        ("石墨烯", "商务部公告2031年第58号对石墨烯薄膜实施管制。", ["石墨烯"]),
        ("鍺 鎵", "第61号公告另行规定镓、锗的出口。", ["镓", "锗"]),
        ("公告2031年第61號", "第61号公告另行规定镓、锗的出口。", ["第61号公告"]),
        ("公告2031年第58號 薄膜", "商务部公告2031年第58号对石墨烯薄膜实施管制。", ["商务部公告2031年第58号", "薄膜"]),
        ("施行", "本公告自公布之日起施行。", ["施行"]),
    ],
)
def test_the_passage_is_the_sentence_that_says_most_of_it(query, sentence, marks):
    assert marked(ARTICLE, query) == (sentence, marks)


def test_the_passage_of_nothing_is_the_beginning():
    assert marked(ARTICLE, "鉬")[1] == []


def test_a_passage_of_a_long_sentence_is_cut_around_what_was_found():
    text = "说明" * 400 + "石墨" + "说明" * 400
    found = best_passage(text, parse_query("石墨").phrases)
    assert found.end - found.start <= 200
    assert "石墨" in text[found.start : found.end]


@given(st.text(max_size=60), st.text(max_size=200))
def test_no_query_raises_and_marks_lie_in_the_passage(query, text):
    found = best_passage(text, parse_query(query).phrases)
    assert 0 <= found.start <= found.end <= len(text)
    assert all(found.start <= start < end <= found.end for start, end in found.marks)


def test_in_a_long_text_the_phrases_are_found_together_wherever_that_is():
    filler = "各方對此看法不一。" * 400
    text = f"{filler}石墨價格上漲。{filler}鎵與石墨一併列管，共1,234項。{filler}"
    assert marked(text, "石墨 鎵") == ("鎵與石墨一併列管，共1,234項。", ["鎵", "石墨"])
    assert marked(text, "石墨") == ("石墨價格上漲。", ["石墨"])
    assert marked(text, "1234")[1] == ["1,234"]
    assert marked(text, "鉬")[1] == []


@pytest.mark.parametrize(
    "named",
    [
        "商務部公告2025年第58號",
        "商務部公告二〇二五年第五十八號",
        "商務部公告2025年第55、56、57、58號",
        "公告2025年第５８號",
    ],
)
def test_in_a_long_text_an_act_is_found_by_its_number_wherever_it_stands(named):
    filler = "本月58家企業於58日內申報，佔1.58%。" * 3_000
    text = f"{filler}\n另見{named}，自即日起施行。\n{filler}"
    sentence, marks = marked(text, "公告2025年第58號")
    assert sentence.startswith("另見")
    assert len(marks) == 1


def test_a_text_of_a_whole_book_is_not_read_to_its_end_for_what_it_does_not_say():
    text = "第1條、第2條與第3條另行規定。" * 20_000
    assert marked(text, "公告2025年第58號 鎵")[1] == []
