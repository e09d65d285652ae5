"""Which texts are the same: a copy, a re-post, the same in the other script, one with a new head or foot.

Runs of letters and figures are compared; script, width, case, spaces and marks do not count. Which runs are taken depends only
on their first character, so that text before a passage does not change what is compared.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from workbench.text.normal import fold_script

_RUN = 10
"""Characters of a run: two sentences about one thing rarely have so many in common, unless one copies the other."""
_ONE_IN = 4
# The lowest byte of a code point tells whether it is divisible by four.
_BEGINS_RUN = re.compile(b"[" + b"".join(b"\\x%02x" % byte for byte in range(0, 256, _ONE_IN)) + b"]")
_FEWEST = 5
"""Of shorter texts too few runs are taken to compare: only equal texts are the same."""
_SHARED = 0.5
"""Share of the longer text's runs that stand in the shorter. Measured by the longer one, or two articles would be one
for quoting the same short announcement."""
_MOST_TEXTS = 64
"""A run that so many different texts share is a stock phrase and shows nothing."""


def same_texts(texts: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The name of each text -> the first name of those whose texts are one with it.

    `texts` are names and texts; they pass by one at a time, and little is kept of each: there may be thousands.
    """
    names: list[str] = []
    shapes: list[_Shape] = []
    for name, text in texts:
        names.append(name)
        shapes.append(_Shape.of(text))
    leaders = _leaders(shapes)
    return {name: names[leader] for name, leader in zip(names, leaders, strict=True)}


@dataclass(frozen=True, slots=True)
class _Shape:
    """What is kept of a text."""

    digest: bytes
    """Of its letters and figures: equal where these are."""
    runs: array[int]
    """Hashes of its runs, each once."""

    @classmethod
    def of(cls, text: str) -> _Shape:
        folded = text.translate(_LETTERS)
        digest = blake2b(folded.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        return cls(digest, array("q", {hash(run) for run in _runs(folded)}))


def _leaders(shapes: Sequence[_Shape]) -> list[int]:
    """For each text the place of the first that is one with it."""
    leaders: list[int] = []
    met_again = _MetAgain(shapes)
    places_with: dict[int, list[int]] = defaultdict(list)
    first_with: dict[bytes, int] = {}
    for place, shape in enumerate(shapes):
        told = [run for run in shape.runs if run in met_again]
        same = {first_with.setdefault(shape.digest, place)} - {place}
        if len(shape.runs) >= _FEWEST:
            shared = Counter(
                other for run in told if len(places := places_with.get(run, ())) < _MOST_TEXTS for other in places
            )
            same |= {
                other
                for other, count in shared.items()
                if count >= _SHARED * max(len(shape.runs), len(shapes[other].runs))
            }
        if same:
            leaders.append(leaders[min(same)])
            continue
        leaders.append(place)
        for run in told:
            if len(places_with[run]) < _MOST_TEXTS:
                places_with[run].append(place)
    return leaders


class _MetAgain:
    """Runs that stand in more than one text, and a few more by chance: nearly all stand in one, and need no index."""

    def __init__(self, shapes: Sequence[_Shape]) -> None:
        self._mask = (1 << (8 * sum(len(shape.runs) for shape in shapes)).bit_length()) - 1
        self._counts = bytearray(self._mask + 1)
        for shape in shapes:
            for run in shape.runs:
                slot = run & self._mask
                self._counts[slot] = min(2, self._counts[slot] + 1)

    def __contains__(self, run: int) -> bool:
        return self._counts[run & self._mask] > 1


class _Letters(dict[int, str]):
    """Code point -> the letters and figures that it stands for, in one width, script and case; worked out once each."""

    def __missing__(self, code: int) -> str:
        written = fold_script(unicodedata.normalize("NFKC", chr(code))).casefold()
        letters = self[code] = "".join(char for char in written if char.isalnum())
        return letters


_LETTERS = _Letters()


def _runs(folded: str) -> Iterator[str]:
    lowest_bytes = folded.encode("utf-32-le", "surrogatepass")[::4]
    starts = (match.start() for match in _BEGINS_RUN.finditer(lowest_bytes, 0, max(0, len(folded) - _RUN + 1)))
    return (folded[start : start + _RUN] for start in starts)
