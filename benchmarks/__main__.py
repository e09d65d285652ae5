"""`python -m benchmarks`: everything that is measured, written to `benchmarks/RESULTS.md`."""

from __future__ import annotations

import compileall
import os
import platform
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import checking, commands, grounding_compared, labelled, reading, reviewing, running
from benchmarks.measuring import Line, Row

RESULTS = Path(__file__).with_name("RESULTS.md")
PROGRAM = Path(__file__).parents[1] / "workbench"
ROW_HEADER: Line = ("what", "measured", "beside it")
Measured = Callable[[], Iterator[Line]]


def _lines(rows: Callable[[], Iterator[Row]]) -> Measured:
    return lambda: (row.line for row in rows())


PARTS: tuple[tuple[str, Line, Measured], ...] = (
    ("Finding quotes: right and false", grounding_compared.KINDS_HEADER, grounding_compared.kinds),
    ("Finding a quote: time", grounding_compared.TIMES_HEADER, grounding_compared.times),
    ("Labelled cases", ROW_HEADER, _lines(labelled.rows)),
    ("Reading articles", ROW_HEADER, _lines(reading.rows)),
    ("Asking the model", running.HEADER, running.compared),
    ("Asking under strain", ROW_HEADER, _lines(running.strained)),
    ("Checking reports", ROW_HEADER, _lines(checking.rows)),
    ("Commands", ROW_HEADER, _lines(commands.rows)),
    ("Review in a pseudo-terminal, 120 × 36", ROW_HEADER, _lines(reviewing.rows)),  # a size
)
QUOTES = f"""\
Quotes are made of the bundled articles (`benchmarks/quotes.py`), {grounding_compared.EACH} of a kind, the first \
{grounding_compared.FEW} of them for LangExtract, which is told the part of
the article to look in. Right: found, and at its place. A false quote should not be found at all. LangExtract 1.7.1 has
its defaults (1,000 characters at once) and, at its best on Chinese, a token for each character and no mere prefixes; the
times are on the whole text. RapidFuzz is `partial_ratio_alignment` with 75 or more."""


def machine() -> str:
    """Size of this machine: what the times depend on, nothing that names it."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} cores, {memory:.0f} GB, {platform.system()} {platform.machine()}, Python {platform.python_version()}"


def table(header: Line, lines: list[Line]) -> Iterator[str]:
    """The lines as Markdown."""
    yield f"| {' | '.join(header)} |"
    yield f"| {' | '.join('---' for _ in header)} |"
    for line in lines:
        yield f"| {' | '.join(line)} |"


def main() -> None:
    """Measure all parts, or those whose titles begin as the arguments do; each is written as soon as it is measured."""
    named = sys.argv[1:]
    for name in named:
        if not any(title.casefold().startswith(name.casefold()) for title, _header, _measured in PARTS):
            sys.exit(
                f"no part begins so: {name}; there are: " + "; ".join(title for title, _header, _measured in PARTS)
            )
    compileall.compile_dir(PROGRAM, quiet=1)  # as after `make`, also where the program was changed since
    sections = _sections(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    for title, header, measured in PARTS:
        if named and not any(title.casefold().startswith(name.casefold()) for name in named):
            continue
        print(f"\n{title}\n  " + " · ".join(header), flush=True)
        started, lines = time.perf_counter(), []
        for line in measured():
            print("  " + " · ".join(line), flush=True)
            lines.append(line)
        told = f"Measured on {datetime.now(UTC).date().isoformat()} in {time.perf_counter() - started:.0f} s, {load()}."
        sections[title] = "\n".join([*table(header, lines), "", told])
        _write(sections)
    print(f"\n{RESULTS.name} written")


def load() -> str:
    """How busy the machine was just now: processes that wanted a core, and the time of a loop that is always the same."""
    started = time.process_time()
    for _number in range(3_000_000):
        pass
    return f"load {os.getloadavg()[0]:.1f}, a loop of 3,000,000 turns {(time.process_time() - started) * 1000:.0f} ms"


def _write(sections: dict[str, str]) -> None:
    text = [
        "# Measurements",
        "",
        f"`make bench` on {machine()}, or `python -m benchmarks TITLE …` for some parts. Times depend on the machine and on what",
        "else it does; the comparisons are of the same run. Articles and facts of the other parts are made up (`benchmarks/invented.py`).",
        "",
        *QUOTES.splitlines(),
    ]
    for title, _header, _measured in PARTS:
        if title in sections:
            text += ["", f"## {title}", "", sections[title]]
    RESULTS.write_text("\n".join(text) + "\n", encoding="utf-8")


def _sections(written: str) -> dict[str, str]:
    """Title -> what stands under it."""
    parts = (part.split("\n", 1) for part in written.split("\n## ")[1:])
    return {title.strip(): text.strip() for title, text in parts}


if __name__ == "__main__":
    main()
