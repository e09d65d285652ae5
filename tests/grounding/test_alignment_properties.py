"""What must hold for any text and any quote, however it was changed."""

import re

from hypothesis import example, given, settings
from hypothesis import strategies as st

from workbench.grounding.alignment import Aligner
from workbench.text import fold

WORDS = [
    "商務部",
    "公告",
    "第",
    "號",
    "實施",
    "暫停",
    "不",
    "得",
    "家",
    "物項",
    "，",
    "。",
    "、",
    " ",
    "\n",
    "（",
    "）",
    "的",
    "兩用",
]
NUMBERS = [
    "15",
    "5",
    "1.5",
    "1,234",
    "0.1%",
    "-5",
    "2025年11月8日",
    "2025-10-09",
    "1C117.d",
    "2B902.a",
    "三十",
    "十五",
    "160.07 万元",
    "50 μm",
]
pieces = st.lists(
    st.sampled_from(WORDS) | st.builds("{}{}".format, st.sampled_from(NUMBERS), st.sampled_from(WORDS)),
    min_size=2,
    max_size=20,
)
letters = st.sampled_from(list("0123456789.,、 -不未停十三萬%號家商務ad"))

_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?|[一二三四五六七八九十百千万萬]+")
_CODE = re.compile(r"\d[A-E]\d{3}(?:\.?[a-z])?")


@st.composite
def text_and_changed_quote(draw: st.DrawFn) -> tuple[str, str]:
    text = "".join(draw(pieces))
    start = draw(st.integers(0, len(text) - 1))
    quote = list(text[start : draw(st.integers(start + 1, len(text)))])
    for _ in range(draw(st.integers(0, 3))):
        place = draw(st.integers(0, len(quote)))
        change = draw(st.sampled_from(["add", "drop", "replace"]))
        if change == "add":
            quote.insert(place, draw(letters))
        elif place < len(quote):
            quote[place : place + 1] = [] if change == "drop" else [draw(letters)]
    return text, "".join(quote)


def _numbers(text: str) -> list[str]:
    return [number.replace(",", "") for number in _NUMBER.findall(text)]


def _codes(text: str) -> list[str]:
    """The codes; punctuation in them does not count, 1C117.d and 1C117d are one."""
    return _CODE.findall(re.sub(r"\W", "", text))


def _whole_tokens(text: str, pattern: re.Pattern[str], start: int, end: int) -> bool:
    """Whether no token of the text straddles an edge of [start, end)."""
    return not any(token.start() < edge < token.end() for token in pattern.finditer(text) for edge in (start, end))


@settings(max_examples=600, deadline=None)
@given(text_and_changed_quote())
@example(("商務部15家", "5家"))
@example(("第1,234號", "第1,23號"))
@example(("含0.1%物項", "含01%物項"))
def test_exact_means_the_same_numbers_whole(case: tuple[str, str]) -> None:
    text, quote = case
    found = Aligner(text).align(quote)
    if found is None or found.tier != "exact":
        return
    span = text[found.start : found.end]
    assert fold(span).text == fold(quote).text
    assert _numbers(span) == _numbers(quote)
    assert _codes(span) == _codes(quote)
    assert _whole_tokens(text, _NUMBER, found.start, found.end)
    assert _whole_tokens(text, _CODE, found.start, found.end)


@settings(max_examples=400, deadline=None)
@given(text_and_changed_quote())
def test_near_leaves_out_nothing_that_weighs(case: tuple[str, str]) -> None:
    text, quote = case
    found = Aligner(text).align(quote)
    if found is None or found.tier != "near":
        return
    assert not set("0123456789.一二三四五六七八九十不未停") & set(found.omitted)
    assert len(found.omitted) <= max(2, len(fold(quote).text) // 10)
    assert _numbers(text[found.start : found.end]) == _numbers(quote)


@settings(max_examples=300, deadline=None)
@given(pieces, st.data())
def test_what_was_cut_whole_is_found_where_it_stands(parts: list[str], data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(parts) - 1))
    last = data.draw(st.integers(first + 1, len(parts)))
    text = "。".join(parts)
    quote = "。".join(parts[first:last])
    start = len("。".join(parts[:first])) + (1 if first else 0)
    found = Aligner(text).align(quote, hint=start)
    if not fold(quote).text:
        assert found is None
        return
    assert found is not None
    assert found.tier == "exact"
    assert fold(text[found.start : found.end]).text == fold(quote).text
