"""The review in a pseudo-terminal: from the start to the first screen, and from a key to the last byte of its repaint."""

from __future__ import annotations

import os
import random
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.invented import fill_store, long_paragraph
from benchmarks.measuring import WORKBENCH, Row
from benchmarks.terminal import Terminal

SIZES = ((10_000, 20), (100_000, 20))
"""Facts, and how many of them a document has."""
PRESSES = 100


def rows() -> Iterator[Row]:
    """Stores of ten and of a hundred thousand facts, and one article in a single paragraph."""
    with tempfile.TemporaryDirectory() as name:
        for count, each in SIZES:
            home = Path(name) / str(count)
            home.mkdir()
            fill_store(f"sqlite:///{home / 'workbench.db'}", count, per_document=each)
            yield from _review(home, f"{count:,} facts over {count // each:,} documents")
        home = Path(name) / "paragraph"
        home.mkdir()
        long_paragraph(f"sqlite:///{home / 'workbench.db'}", characters=30_000, facts=200)
        yield from _review(home, "200 facts in one paragraph of 30,000 characters", starting=False)


def _review(home: Path, what: str, *, starting: bool = True) -> Iterator[Row]:
    if starting:
        starts = []
        for _time in range(3):
            terminal = open_review(home)
            starts.append(terminal.until("❯", 60))
            memory = terminal.peak_mib()
            terminal.kill()
        yield Row(f"review of {what}: first screen", f"{min(starts):.2f} s", f"{memory:.0f} MiB by then")
    terminal = open_review(home)
    terminal.until("❯", 60)
    terminal.until("✓", 60)
    time.sleep(2)  # the words of the report have come
    scrolled = (
        () if starting else (("a screen of the article", ("page_down", "page_up")),)
    )  # the others have short ones
    for name, keys in (("move", ("down",)), *scrolled, ("decide", ("a",)), ("filter", ("s",))):
        spent, size = pressed(terminal, keys, 10 if name == "filter" else PRESSES)
        yield Row(f"review of {what}: {name}", spent, f"{size / 1000:.0f} kB a key")
    yield Row(f"review of {what}: memory", f"{terminal.peak_mib():.0f} MiB at most", "")
    terminal.kill()


def open_review(home: Path, reviewer: str = "bench", columns: int = 120, rows: int = 36) -> Terminal:
    """The review of a store in a terminal of its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("WORKBENCH_", "ANTHROPIC_"))}
    surroundings = {
        **kept,
        "WORKBENCH_HOME": str(home),
        "WORKBENCH_LANG": "en",
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LANG": "C.UTF-8",
    }
    for name in ("NO_COLOR", "COLUMNS", "LINES"):
        surroundings.pop(name, None)
    return Terminal([str(WORKBENCH), "review", "--reviewer", reviewer], surroundings, columns, rows)


def pressed(terminal: Terminal, keys: Sequence[str], times: int) -> tuple[str, float]:
    """Keys pressed in turn: median, 95th hundredth and longest of so many presses in ms, in words; and the median of their bytes."""
    chance = random.Random(1)
    found = []
    for time_ in range(times):
        terminal.clear()
        time.sleep(0.02 + chance.random() * 0.05)
        found.append(terminal.press(keys[time_ % len(keys)]))
    spent = sorted(seconds * 1000 for seconds, _size in found)
    size = sorted(size for _seconds, size in found)[times // 2]
    return f"{spent[times // 2]:.0f} / {spent[int(0.95 * (times - 1))]:.0f} / {spent[-1]:.0f} ms (p50/p95/max)", size
