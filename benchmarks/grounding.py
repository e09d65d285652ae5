"""The aligner in the form that the grounding harness calls, and its speed by itself.

`factory(text)` gives `align(quote, case) -> None | (start, end, tier)`.
`python -m benchmarks.grounding` prints the times of folding and aligning in a text of 100,000 characters.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable

from workbench.grounding.alignment import Aligner
from workbench.text import fold

SIZE = 100_000
QUOTES = 300


def factory(text: str) -> Callable[[str, object], tuple[int, int, str] | None]:
    """An aligner of `text` as a function of quote and case."""
    aligner = Aligner(text)

    def align(quote: str, _case: object) -> tuple[int, int, str] | None:
        found = aligner.align(quote)
        return None if found is None else (found.start, found.end, found.tier)

    return align


def invented_text(size: int, rng: random.Random) -> str:
    """Words of two or three Han characters with numbers and punctuation between them; nothing in it means anything."""
    words = ["".join(chr(rng.randint(0x4E00, 0x5FFF)) for _ in range(rng.randint(2, 3))) for _ in range(2000)]
    parts: list[str] = []
    length = 0
    while length < size:
        number = f"{rng.randint(1, 999)}{rng.choice('家项号%万日')}"
        parts.append("".join(rng.choices(words, k=rng.randint(2, 7))) + number + rng.choice("，。；、\n"))
        length += len(parts[-1])
    return "".join(parts)[:size]


def main() -> None:
    """Print milliseconds: folding, an exact quote, a quote that left two characters out, a changed one."""
    rng = random.Random(20251109)
    text = invented_text(SIZE, rng)
    print(f"fold {SIZE} characters: {min(_ms(lambda: fold(text)) for _ in range(5)):.1f} ms")
    aligner = Aligner(text)
    starts = [rng.randrange(SIZE - 80) for _ in range(QUOTES)]
    exact = [text[start : start + rng.randint(20, 80)] for start in starts]
    dropped = [quote[:7] + quote[8:11] + quote[12:] for quote in exact]
    changed = [quote[:9] + "某" + quote[10:] for quote in exact]
    aligner.align(changed[0])
    for name, quotes in (("exact", exact), ("dropped", dropped), ("changed", changed)):
        times = [_ms(lambda quote=quote: aligner.align(quote)) for quote in quotes]
        print(f"{name}: median {statistics.median(times):.3f} ms, worst of 20 {sorted(times)[-QUOTES // 20]:.3f} ms")


def _ms(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    main()
