"""Which texts are one text: a copy, a re-post, the same in the other script, one with a new head or foot.

Compared are runs of letters and figures; script, width, case, spaces and marks do not count. Which runs are taken
depends on their first character alone, so that what stands before a passage does not change what is compared.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping

from workbench.text.normal import fold_script

_RUN = 10
"""Characters of a run: two sentences about one thing rarely share so many on end, unless one copies the other."""
_ONE_IN = 4
# The lowest byte of a code point tells whether it is divisible by four.
_BEGINS_RUN = re.compile(b"[" + b"".join(b"\\x%02x" % byte for byte in range(0, 256, _ONE_IN)) + b"]")
_FEWEST = 5
"""Of shorter texts too few runs are taken to tell: only equal texts are one."""
_SHARED = 0.5
"""Share of the longer text's runs that stand in the shorter. Measured by the longer one, or two articles would be one
for quoting the same short announcement."""
_MOST_TEXTS = 64
"""A run that so many different texts have is a phrase of the trade and tells nothing."""


def same_texts(texts: Mapping[str, str]) -> dict[str, str]:
    """The name of each text -> the first name, in order, of those whose texts are one with it."""
    leaders = {name: name for name in texts}
    runs_of: dict[str, frozenset[str]] = {}
    names_with: dict[str, list[str]] = defaultdict(list)
    first_with: dict[str, str] = {}
    for name in sorted(texts):
        folded = texts[name].translate(_LETTERS)
        runs = _runs(folded)
        same = {first_with.setdefault(folded, name)} - {name}
        if len(runs) >= _FEWEST:
            shared = Counter(
                other for run in runs if len(names := names_with.get(run, ())) < _MOST_TEXTS for other in names
            )
            same |= {other for other, count in shared.items() if count >= _SHARED * max(len(runs), len(runs_of[other]))}
        if same:
            leaders[name] = min(same)
            continue
        runs_of[name] = runs
        for run in runs:
            names_with[run].append(name)
    return leaders


class _Letters(dict[int, str]):
    """Code point -> the letters and figures that it stands for, in one width, script and case; worked out once each."""

    def __missing__(self, code: int) -> str:
        written = fold_script(unicodedata.normalize("NFKC", chr(code))).casefold()
        letters = self[code] = "".join(char for char in written if char.isalnum())
        return letters


_LETTERS = _Letters()


def _runs(folded: str) -> frozenset[str]:
    lowest_bytes = folded.encode("utf-32-le", "surrogatepass")[::4]
    starts = (match.start() for match in _BEGINS_RUN.finditer(lowest_bytes, 0, max(0, len(folded) - _RUN + 1)))
    return frozenset(folded[start : start + _RUN] for start in starts)
