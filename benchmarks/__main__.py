"""`python -m benchmarks`: everything that is measured, written to `benchmarks/RESULTS.md`. Two minutes at most."""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import commands, grounding_ratios, reading
from benchmarks.measuring import Row

RESULTS = Path(__file__).with_name("RESULTS.md")
PARTS = (
    ("Finding a quote", grounding_ratios.rows),
    ("Reading articles", reading.rows),
    ("Commands", commands.rows),
)


def machine() -> str:
    """Size of this machine: what the times depend on, nothing that names it."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} cores, {memory:.0f} GB, {platform.system()} {platform.machine()}, Python {platform.python_version()}"


def table(rows: list[Row]) -> Iterator[str]:
    """The rows as lines of Markdown."""
    yield "| what | measured | beside it |"
    yield "| --- | --- | --- |"
    for row in rows:
        yield f"| {row.what} | {row.measured} | {row.beside} |"


def main() -> None:
    """Measure, print as it goes, write the file."""
    started = time.perf_counter()
    lines = [
        "# Measurements",
        "",
        f"`make bench` on {machine()}, {datetime.now(UTC).date().isoformat()}. Times depend on the machine;",
        "the comparisons are of the same run. Articles and facts are made up (`benchmarks/invented.py`).",
    ]
    for title, measured in PARTS:
        print(f"\n{title}")
        rows = []
        for row in measured():
            print(f"  {row.what}: {row.measured}" + (f" · {row.beside}" if row.beside else ""), flush=True)
            rows.append(row)
        lines += ["", f"## {title}", "", *table(rows)]
    lines += ["", f"All of it took {time.perf_counter() - started:.0f} s."]
    RESULTS.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"\n{RESULTS.name} written, {time.perf_counter() - started:.0f} s")


if __name__ == "__main__":
    main()
