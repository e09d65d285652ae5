"""The store as it grows: 1,000, 10,000 and 100,000 facts; time and memory of commands in processes of their own.

python -m benchmarks.stored [--facts N …]
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.invented import fill_store
from benchmarks.measuring import Row, Spent, seconds, workbench
from workbench.store import Store

SIZES = (1_000, 10_000, 100_000)
PERIOD = ("2025-10..2026-02", "--as-of", "2026-02-19")
DECISIONS = 100


def rows(sizes: Sequence[int] = SIZES) -> Iterator[Row]:
    """One store of each size, and what is done with it."""
    with tempfile.TemporaryDirectory() as name:
        for count in sizes:
            home = Path(name) / str(count)
            home.mkdir()
            yield from _of_size(home, count)


def _of_size(home: Path, count: int) -> Iterator[Row]:
    url = f"sqlite:///{home / 'workbench.db'}"
    filled = seconds(lambda: fill_store(url, count).close(), times=1)
    size = (home / "workbench.db").stat().st_size
    yield _row(f"store {count:,} facts", filled, f"{filled / count * 1000:.2f} ms and {size / count:,.0f} bytes a fact")
    store = Store(url)
    ids = [record.id for record in store.records()[:DECISIONS]]
    each = seconds(lambda: [store.decide(id_, "approve", reviewer="b") for id_ in ids], times=2) / len(ids)
    yield Row(f"a decision among {count:,} facts", f"{each * 1000:.1f} ms", "one transaction, on disk when it returns")
    store.close()
    for what, command in (
        ("`facts --json`", ("facts", "--json")),
        ("`decide ID approve`", ("decide", ids[0], "approve", "--reviewer", "b")),
        ("`decide --match … approve`", ("decide", "--match", "state=pending,kind=penalty", "approve", "--reviewer", "b")),
        ("`decide ID reject`, which routes all", ("decide", ids[1], "reject", "--reviewer", "b")),
        ("`draft`", ("draft", *PERIOD, "--out", str(home / "drafts"))),
        ("`doctor`", ("doctor",)),
        ("`backup`", ("backup", str(home / "state.zip"))),
        ("`restore` into an empty folder", ("restore", str(home / "state.zip"))),
    ):  # fmt: skip
        of = home / "restored" if command[0] == "restore" else home
        of.mkdir(exist_ok=True)
        yield _spent(f"{what}, {count:,} facts", workbench(*command, home=of))


def _spent(what: str, spent: Spent) -> Row:
    return _row(what, spent.seconds, f"{spent.cpu:.2f} s of processor, {spent.peak_mb:.0f} MB at most")


def _row(what: str, took: float, beside: str) -> Row:
    return Row(what, f"{took:.2f} s", beside)


def main() -> None:
    """Print the rows for the sizes asked for."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--facts", type=int, nargs="+", default=list(SIZES))
    print(f"load {os.getloadavg()[0]:.1f}")
    for row in rows(options.parse_args().facts):
        print(" · ".join(row.line), flush=True)


if __name__ == "__main__":
    main()
