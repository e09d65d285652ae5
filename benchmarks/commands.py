"""What a person waits for: help, facts, drafts, decisions, each as a command of its own."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.invented import fill_store, write_articles
from benchmarks.measuring import WORKBENCH, Row, Spent, seconds, spent, workbench
from workbench.pipeline.searching import search
from workbench.store import Store

ARTICLES = 320
"""They hold some ten thousand facts."""
PERIOD = ("2025-10..2026-02", "--as-of", "2026-02-19")


def rows() -> Iterator[Row]:
    """Start-up; a store of a thousand facts and one of ten thousand, two thousand acts; one that rules read out of articles."""
    yield from _start()
    with tempfile.TemporaryDirectory() as name:
        for count in (1_000, 10_000):
            home = Path(name) / str(count)
            home.mkdir()
            fill_store(f"sqlite:///{home / 'workbench.db'}", count)
            yield from _on_store(home, count)
        yield from _on_articles(Path(name) / "articles")


def _start() -> Iterator[Row]:
    bare = spent([sys.executable, "-c", "pass"], times=3).seconds
    libraries = spent([sys.executable, "-c", "import instructor, anthropic"], times=2).seconds
    shown = spent([WORKBENCH, "--help"], times=3).seconds
    yield Row(
        "`workbench --help`",
        f"{shown:.2f} s",
        f"{shown / libraries:.2f} of `import instructor, anthropic` ({libraries:.2f} s); Python alone {bare:.2f} s",
    )


def _on_store(home: Path, count: int) -> Iterator[Row]:
    nothing = workbench("facts", "--kind", "penalty", "--json", home=home, times=2).seconds
    listed = workbench("facts", "--json", home=home, times=2).seconds
    yield Row(
        f"`facts --json` of {count:,} facts",
        f"{listed:.2f} s",
        f"{listed / nothing:.2f} × the same that prints nothing",
    )
    yield from _drafting(home, f"{count:,} facts")
    yield _searching(home, count)
    yield _deciding(home, count)


def _on_articles(home: Path) -> Iterator[Row]:
    """The same for facts as articles have them: many of an act, and of acts that several articles tell of."""
    write_articles(home / "texts", ARTICLES, 3_000)
    workbench("extract", str(home / "texts"), "--engine", "rules", home=home)
    found = len(Store(f"sqlite:///{home / 'workbench.db'}").records())
    yield from _drafting(home, f"{found:,} facts of {ARTICLES} articles, by rules")


def _drafting(home: Path, of: str) -> Iterator[Row]:
    drafts = home / "drafts"
    yield _drawn(f"`draft` with its gates, {of}", workbench("draft", *PERIOD, "--out", str(drafts), home=home, times=3))
    (report,) = drafts.glob("*.md")
    yield _drawn(f"`preview` of that draft, {of}", workbench("preview", str(report), home=home, times=3))


def _drawn(what: str, spent: Spent) -> Row:
    return Row(
        what,
        f"{spent.seconds:.2f} s",
        f"{spent.cpu:.2f} s of processor, {spent.peak_mb:.0f} MB the largest of its processes",
    )


def _searching(home: Path, count: int) -> Row:
    store = Store(f"sqlite:///{home / 'workbench.db'}")
    asked = ("公告2025年第58號", "鎵 純度", '"後續安排以正式文本為準"')
    each = {query: seconds(lambda query=query: search(store, query), times=3) for query in asked}
    read = seconds(store.records, times=2)
    slowest = max(each, key=lambda query: each[query])
    return Row(
        f"`search` among {count:,} facts",
        f"{each[slowest] * 1000:.0f} ms at most ({slowest})",
        f"{each[slowest] / read:.2f} of reading all facts ({read:.2f} s)",
    )


def _deciding(home: Path, count: int) -> Row:
    first = "instrument=MOFCOM/announcement/2025/1,kind=status_change"
    one = workbench("decide", "--match", first, "approve", "--reviewer", "b", home=home, times=2).seconds
    store = Store(f"sqlite:///{home / 'workbench.db'}")
    some = [record.id for record in store.records()[:100]]
    each = seconds(lambda: [store.decide(fact, "approve", reviewer="b") for fact in some], times=3) / len(some)
    return Row(
        f"`decide` among {count:,} facts", f"{one:.2f} s for a command", f"{each * 1000:.1f} ms for a decision, on disk"
    )
