"""The matching form of a text: letters, figures and what a number is made of, each with its place in the source.

Quotes are compared in this form: script, width, case, spaces and punctuation do not count, numbers do. `1.5`, `15` and
`-15` stay three numbers, `五、六` does not become `五六`, a footnote mark does not become a figure.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left
from functools import lru_cache

from workbench.text.mapped import MappedText, offsets
from workbench.text.normal import script_table
from workbench.text.vocabulary import COMMON_TERMS, ELEMENTS, Terms

CHINESE_FIGURES = frozenset("〇零一二三四五六七八九十百千万亿两")
"""Characters of a Chinese numeral, as folded."""
MARKS = frozenset(".^~/:_|-+")
"""What stands between, or before, the figures of a number: each is one character of the folded text.

`.` decimal point, `^` power, `~` range, `/` `:` as written, `_` a space inside a number, `|` any other separation,
`-` `+` a sign.
"""

_NUMERALS = CHINESE_FIGURES | frozenset("0123456789")
_SYMBOLS = frozenset("%‰°$€£¥<>=≤≥≠±×÷")
_SAME_SYMBOL = {"≧": "≥", "≦": "≤", "≥": "≥", "⩾": "≥", "⩽": "≤"}
_VARIATION = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_DASH = re.compile(r"\s*[-‐‑‒–—―−~〜∼]+\s*")
_OPEN_OR_SPACE = re.compile(r"[\s「」『』《》〈〉“”‘’\"']+")
_THREE_FIGURES = re.compile(r"[0-9０-９]{3}(?![0-9０-９])")
_SIGN = re.compile(r"(?:^|[^-–—−~A-Za-z0-9])([-−+])$")
_SHORT = 500  # source characters
# Stands for a character that does not become one other: it becomes several, or what it becomes depends on what stands
# before it (superscripts, circled figures, fractions, the round zero).
_SPECIAL = "\0"
_LEFT_OUT = "\1"
_KEPT = re.compile(f"[^{_SPECIAL}{_LEFT_OUT}]+|{_SPECIAL}")
_BEFORE_NUMERAL = re.compile(f"{_LEFT_OUT}+(?=[{''.join(sorted(_NUMERALS))}])")


class Folded(MappedText):
    """A folded text, and the way back to its source."""

    __slots__ = ()

    def gap(self, position: int) -> str:
        """The source characters between the folded characters before and at `position`."""
        return self.source[self.at[position - 1] + 1 : self.at[position]]


def fold(source: str) -> Folded:
    """Fold `source`: NFKC, lower case, one script, one regional vocabulary, no spaces or punctuation; numbers kept."""
    return fold_terms(fold_characters(source), COMMON_TERMS)


def fold_characters(source: str) -> Folded:
    """Fold `source` character by character, with its words as they are written."""
    return _folded_short(source) if len(source) <= _SHORT else _Folding(source).done()


@lru_cache(maxsize=256)
def _folded_short(source: str) -> Folded:
    """`fold` of a quote, name or value, kept: the facts of an article give each several times."""
    return _Folding(source).done()


def fold_terms(folded: Folded, terms: Terms) -> Folded:
    """A folded text with one word for what `terms` name differently; the same object where it holds none of them."""
    if not terms.pattern.search(folded.text):
        return folded
    text, at = _fold_vocabulary(folded, terms)
    return Folded(folded.source, text, array("l", at))


def is_numeral(char: str) -> bool:
    """Whether a folded character is a figure, Arabic or Chinese."""
    return char in _NUMERALS


class _Classes(dict[int, str]):
    """Code point -> the character that it is folded to, `_LEFT_OUT` or `_SPECIAL`; worked out once each."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        folded = _SPECIAL if _is_by_context(char) else _fold_character(char) or _LEFT_OUT
        kept = self[code] = folded if len(folded) == 1 else _SPECIAL
        return kept


def _is_by_context(char: str) -> bool:
    return char == "○" or unicodedata.decomposition(char).startswith(("<super>", "<circle>", "<fraction>"))


def _fold_character(char: str) -> str:
    kept = []
    for folded in unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", char).casefold()):
        same = _SAME_SYMBOL.get(folded) or folded.translate(script_table())
        same = ELEMENTS.get(same, same)
        if same in _SYMBOLS or (unicodedata.category(same)[0] in "LNM" and not _VARIATION.match(same)):
            kept.append(same)
    return "".join(kept)


_CLASSES = _Classes()


class _Folding:
    """A text while it is folded: run by run of characters that come over one for one, and what stands between them."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.pieces: list[str] = []
        self.at = array("l")
        self.before = ""  # the last character that was put
        self.last = -1  # offset of the last source character that was kept
        self.enclosed = -1  # offset of the last circled figure or fraction, which a figure behind it does not continue

    def done(self) -> Folded:
        """Fold the whole text."""
        classes = self.source.translate(_CLASSES)
        if _SPECIAL not in classes:
            return _fold_plain(self.source, classes)
        for match in _KEPT.finditer(classes):
            run, start = match[0], match.start()
            if run != _SPECIAL:
                self._keep(run, start, match.end(), offsets(start, match.end()))
            elif _is_by_context(self.source[start]):
                self._keep_by_context(start)
            else:
                several = _fold_character(self.source[start])
                self._keep(several, start, start + 1, array("l", [start] * len(several)))
        return Folded(self.source, "".join(self.pieces), self.at)

    def _keep(self, run: str, start: int, end: int, at: array[int]) -> None:
        """What source[start:end] is folded to, and how it is parted from what stands before it."""
        if self.last != start - 1:
            if run[0] in _NUMERALS:
                mark = _mark(self.source, self.last + 1, start, self.before, run[0])
                self._put(mark, offsets(start - len(mark), start))
        elif self.last == self.enclosed and run[0] in _NUMERALS and self.before and self.before in _NUMERALS:
            self._put("|", array("l", [self.last]))
        self._put(run, at)
        self.last = end - 1

    def _keep_by_context(self, offset: int) -> None:
        folded = _fold_by_context(self.source, offset, self.before if self.last == offset - 1 else "")
        if folded:
            self._put(folded, array("l", [offset] * len(folded)))
            self.last = offset
            if _is_enclosed(self.source[offset]):
                self.enclosed = offset

    def _put(self, piece: str, at: array[int]) -> None:
        self.pieces.append(piece)
        self.at += at
        self.before = piece[-1:] or self.before


def _fold_plain(source: str, classes: str) -> Folded:
    """Fold a text of which every character comes over as one or is left out; `classes` has what each becomes."""
    runs = classes.split(_LEFT_OUT)
    text = "".join(runs)
    at = array("l")
    first = 0
    for run in runs:
        if run:
            at += offsets(first, first + len(run))
        first += len(run) + 1
    pieces: list[str] = []
    places = array("l")
    done = 0
    for gap in _BEFORE_NUMERAL.finditer(classes):
        start, end = gap.span()
        mark = _mark(source, start, end, classes[start - 1] if start else "", classes[end])
        if mark:
            place = bisect_left(at, end)
            pieces += (text[done:place], mark)
            places += at[done:place] + offsets(end - len(mark), end)
            done = place
    if not pieces:
        return Folded(source, text, at)
    return Folded(source, "".join([*pieces, text[done:]]), places + at[done:])


def _mark(source: str, start: int, end: int, before: str, after: str) -> str:
    """What is kept of source[start:end], which stands between `before` and a numeral; '' for nothing."""
    gap = unicodedata.normalize("NFKC", source[start:end])
    if before not in _NUMERALS or not before:
        if not after.isascii():
            return ""
        return _sign("x" + gap if before.isascii() and before.isalnum() else gap)
    both_arabic = before.isascii() and after.isascii()
    if both_arabic and gap == "," and _groups_thousands(source, start, end):
        return ""
    if before.isascii() != after.isascii() and _OPEN_OR_SPACE.fullmatch(gap):
        return ""
    if both_arabic and gap.strip(" ") == "" and _THREE_FIGURES.match(source, end):
        return "_"
    if gap in {".", "/", ":", "^", "^-", "^−"}:
        return gap[0]
    return "~" if _DASH.fullmatch(gap) else "|" + (_sign(gap) if len(gap) > 1 else "")


def _sign(before: str) -> str:
    """The sign that ends what stands before a figure; '' for a hyphen in a name, a dash, or nothing."""
    sign = _SIGN.search(before)
    return "" if sign is None else "+" if sign[1] == "+" else "-"


def _groups_thousands(source: str, start: int, end: int) -> bool:
    first = start
    while first > 0 and unicodedata.normalize("NFKC", source[first - 1]) in "0123456789":
        first -= 1
    head = start - first
    grouped = head == 3 and first > 0 and source[first - 1] in ",，"
    leading = 1 <= head <= 3 and unicodedata.normalize("NFKC", source[first]) != "0"
    return (grouped or leading) and _THREE_FIGURES.match(source, end) is not None


def _fold_by_context(source: str, offset: int, before: str) -> str:
    """A superscript is a power after a figure or `m`, else a footnote mark; `○` is a zero within a numeral.

    `before` is the folded character right before it, '' where there is none.
    """
    char = source[offset]
    if char == "○":
        return "〇" if before in CHINESE_FIGURES and before else ""
    figure = unicodedata.normalize("NFKC", char).replace("−", "-").replace("⁄", "/").casefold()
    if not unicodedata.decomposition(char).startswith("<super>"):
        parted = "|" if before in _NUMERALS and before and not before.isalpha() else ""
        return parted + figure
    if not before or figure not in set("0123456789-"):
        return ""
    if _is_superscript(source[offset - 1]):
        return figure
    if before in "0123456789":
        return "^" + figure
    return figure if before == "m" else ""


def _is_superscript(char: str) -> bool:
    return unicodedata.decomposition(char).startswith("<super>")


def _is_enclosed(char: str) -> bool:
    return unicodedata.decomposition(char).startswith(("<circle>", "<fraction>"))


def _fold_vocabulary(folded: Folded, terms: Terms) -> tuple[str, list[int]]:
    """The text in common words; first and last offsets of a word stay its own."""
    text, at = folded.text, folded.at.tolist()
    pieces: list[str] = []
    places: list[int] = []
    done = 0
    for match in terms.pattern.finditer(text):
        start, end = match.span()
        term = terms.common[match[0]]
        inner = at[start : end - 1][: len(term) - 1]
        inner += [inner[-1]] * (len(term) - 1 - len(inner))
        pieces += [text[done:start], term]
        places += [*at[done:start], *inner, at[end - 1]]
        done = end
    return "".join([*pieces, text[done:]]), places + at[done:]
