"""Finding quotes: this program's aligner beside `str.find`, RapidFuzz and LangExtract, on the same quotes in one run."""

from __future__ import annotations

import random
import re
import statistics
import time
from collections.abc import Callable, Iterator
from functools import cache

from benchmarks import finders
from benchmarks.finders import Finder
from benchmarks.grounding import invented_text
from benchmarks.measuring import Line, seconds
from benchmarks.quotes import TRUE_KINDS, Quote, quotes
from workbench.text import fold

EACH, FEW = 200, 12  # quotes of a kind; for LangExtract, whose worst ones take seconds, the first few of them
SEED = 20251109
SIZES = (1_000, 10_000, 100_000)
RIGHT = 0.9  # share of the two spans together that a right one has in common with the place
COLUMNS: dict[str, tuple[Callable[[str], Finder], int]] = {
    "this aligner": (finders.aligner, EACH),
    "`str.find`": (finders.plain, EACH),
    "RapidFuzz": (finders.rapidfuzz, EACH),
    "LangExtract, defaults": (finders.langextract_default, FEW),
    "LangExtract, at its best": (finders.langextract_best, FEW),
}
NOT_THERE = "not installed"

KINDS_HEADER: Line = ("quotes", *COLUMNS)
TIMES_HEADER: Line = (
    "in a text of",
    "this aligner",
    "`str.find`",
    "RapidFuzz",
    "LangExtract, at its best",
    "beside it",
)


def _can_run(column: str) -> bool:
    return "LangExtract" not in column or finders.langextract_is_there()


def kinds() -> Iterator[Line]:
    """For each kind of quote the share found at its place, or, of a false one, the share that is found at all."""
    by_kind: dict[str, list[Quote]] = {}
    for quote in quotes(EACH, SEED):
        by_kind.setdefault(quote.kind, []).append(quote)
    for kind, made in by_kind.items():
        cells = (_share(make, made[:count], column) for column, (make, count) in COLUMNS.items())
        yield (f"{kind}: {'right' if kind in TRUE_KINDS else '**false**'}", *cells)


def _share(make: Callable[[str], Finder], made: list[Quote], column: str) -> str:
    if not _can_run(column):
        return NOT_THERE
    find = cache(make)
    claims = [(quote, find(quote.article)(quote.text, quote.origin)) for quote in made]
    found = [(quote, claim) for quote, claim in claims if claim is not None]
    if made[0].span is None:
        exact = sum(claim[2] == "exact" for _, claim in found)
        return _percent(len(found), made) + (f", {exact} exact" if column == "this aligner" else "")
    right = sum(_is_at_its_place(quote, claim[0], claim[1]) for quote, claim in found)
    wrong = len(found) - right
    return _percent(right, made) + (f", {_percent(wrong, made)} elsewhere" if wrong else "")


def _percent(count: int, made: list[Quote]) -> str:
    return f"{100 * count / len(made):.1f} %"


def _is_at_its_place(quote: Quote, start: int, end: int) -> bool:
    """Whether a claimed span is what the quote was made from, or another place with the same letters and figures."""
    if quote.span is None:
        return False
    held, claimed = _letters(quote.article, *quote.span), _letters(quote.article, start, end)
    common = len(held.keys() & claimed.keys())
    return common > RIGHT * len(held | claimed) or [*held.values()] == [*claimed.values()]


def _letters(article: str, start: int, end: int) -> dict[int, str]:
    """The letters and figures of a span by their place: marks and spaces at its edges do not count."""
    return {place: article[place] for place in range(start, end) if article[place].isalnum()}


def times() -> Iterator[Line]:
    """Milliseconds for a quote as written and for one that leaves characters out, in texts of three lengths."""
    for size in SIZES:
        rng = random.Random(size)
        text = invented_text(size, rng)
        exact = _clauses(text, rng)
        inexact = [quote[0] + quote[2] + quote[4:] for quote in exact]
        folding = seconds(lambda text=text: fold(text)) * 1000
        yield (f"{size:,}: once, folding", f"{folding:.2f} ms", "", "", "", "")
        yield _timed(f"{size:,}: as written", text, exact)
        yield _timed(f"{size:,}: two characters left out", text, inexact)


def _clauses(text: str, rng: random.Random) -> list[str]:
    """Forty passages of a text, each of a few whole clauses."""
    edges = [match.end() for match in re.finditer("[，。；、\n]", text)]
    first = [rng.randrange(len(edges) - 4) for _ in range(40)]
    return [text[edges[place] : edges[place + 3]] for place in first]


def _timed(what: str, text: str, wanted: list[str]) -> Line:
    ours = _median(finders.aligner(text), wanted, text)
    plain = _median(finders.plain(text), wanted, text)
    fuzzy = _median(finders.rapidfuzz(text), wanted[:10], text)
    if not finders.langextract_is_there():
        return (what, _ms(ours), _ms(plain), _ms(fuzzy), NOT_THERE, "")
    theirs = _median(finders.langextract_whole(text), wanted[: 1 if len(text) > SIZES[1] else 3], text)
    return (what, _ms(ours), _ms(plain), _ms(fuzzy), _ms(theirs), f"LangExtract takes {theirs / ours:,.0f} ×")


def _median(find: Finder, wanted: list[str], text: str) -> float:
    """Seconds for a quote, in the middle of them; what is indexed once a text belongs to no quote."""
    taken = []
    if len(wanted) > 3:
        find(wanted[0], (0, len(text)))
    for quote in wanted:
        started = time.perf_counter()
        find(quote, (0, len(text)))
        taken.append(time.perf_counter() - started)
    return statistics.median(taken)


def _ms(taken: float) -> str:
    return f"{taken * 1000:,.3f} ms" if taken < 0.01 else f"{taken * 1000:,.0f} ms"
