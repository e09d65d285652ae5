"""Finding a quote in a text, beside `str.find` and RapidFuzz's `partial_ratio_alignment` on the same text and quotes."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence

from rapidfuzz import fuzz

from benchmarks.grounding import invented_text
from benchmarks.measuring import Row, seconds
from workbench.grounding.alignment import Aligner
from workbench.text import fold

SIZES = (1_000, 10_000, 100_000)
QUOTES = 40


def rows() -> Iterator[Row]:
    """Folding a text, exact quotes and quotes that left characters out, at three lengths of text."""
    for size in SIZES:
        rng = random.Random(size)
        text = invented_text(size, rng)
        exact = [text[start : start + 40] for start in (rng.randrange(size - 40) for _ in range(QUOTES))]
        inexact = [quote[:7] + quote[8:11] + quote[12:] for quote in exact]
        yield from _rows_of(size, text, exact, inexact)


def _rows_of(size: int, text: str, exact: Sequence[str], inexact: Sequence[str]) -> Iterator[Row]:
    aligner = Aligner(text)
    aligner.align(inexact[0])  # what is indexed once a text belongs to no quote
    plain = _per_quote(exact, text.find)
    fuzzy = _per_quote(inexact[:5], lambda quote: fuzz.partial_ratio_alignment(quote, text), times=2)
    found, near = _per_quote(exact, aligner.align), _per_quote(inexact, aligner.align)
    folding, scan = seconds(lambda: fold(text)), seconds(lambda: text.find("不在其中的一句"))
    yield Row(
        f"fold a text of {size:,} characters", f"{folding * 1000:.2f} ms", f"{folding / scan:,.0f} × one `str.find`"
    )
    yield Row(f"exact quote in {size:,} characters", f"{found * 1e6:.1f} µs", f"{found / plain:.1f} × `str.find`")
    yield Row(
        f"quote with two characters left out, in {size:,}",
        f"{near * 1e6:.0f} µs",
        f"1/{fuzzy / near:.1f} of `partial_ratio_alignment`"
        if near < fuzzy
        else f"{near / fuzzy:.1f} × `partial_ratio_alignment`",
    )


def _per_quote(quotes: Sequence[str], find: Callable[[str], object], *, times: int = 5) -> float:
    return seconds(lambda: [find(quote) for quote in quotes], times=times) / len(quotes)
