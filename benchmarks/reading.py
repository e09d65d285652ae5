"""Articles in, facts out: recognition, extraction by rules as a command, answers of the model that are stored."""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from benchmarks.invented import article, write_articles
from benchmarks.measuring import Row, seconds, workbench
from workbench.documents import Metadata, find_articles, read_document
from workbench.extraction import ModelEngine
from workbench.facts.document import Document, document_id
from workbench.recognition import recognize
from workbench.resources import resource_dir
from workbench.settings import Settings

ARTICLES, FEW, SIZE = 1_000, 200, 3_000


def rows() -> Iterator[Row]:
    """Recognition, extraction of many articles, replay of stored answers."""
    yield _recognition()
    yield from _extraction()
    yield _replay()


def _recognition() -> Row:
    texts = [article(number, SIZE) for number in range(10)]
    documents = [
        Document(id=document_id(text.encode()), text=text, published=date(2025, 6, 1), year=2025, tier="official")
        for text in texts
    ]
    taken = seconds(lambda: [recognize(document) for document in documents], times=3)
    return Row("recognition", f"{sum(map(len, texts)) / taken:,.0f} characters/s")


def _extraction() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as name, _one_core():
        home = Path(name)
        few = write_articles(home / "few", FEW, SIZE)
        many = write_articles(home / "many", ARTICLES, SIZE)
        small = workbench("extract", few, "--engine", "rules", home=home / "few")
        large = workbench("extract", many, "--engine", "rules", home=home / "many")
    yield Row(
        f"`extract` of {ARTICLES:,} articles of {SIZE:,} characters by rules, on one core",
        f"{large.seconds:.1f} s",
        f"{(large.seconds - small.seconds) / (ARTICLES - FEW) * 1000:.0f} ms for each article more",
    )
    yield Row(
        "its memory",
        f"{large.peak_mb:.0f} MB at most",
        f"{large.peak_mb - small.peak_mb:+.0f} MB to {FEW} articles",
    )


@contextmanager
def _one_core() -> Iterator[None]:
    """This process and the commands that it starts on one core, where the system can be told so."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(cores)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, cores)


def _replay() -> Row:
    files = find_articles([resource_dir("fixtures") / "articles"])
    documents = [read_document(file, Metadata()) for file in files]

    async def read_all() -> None:
        async with ModelEngine(Settings(home=Path(name)), offline=True) as engine:
            for document in documents:
                await engine.extract(document)

    with tempfile.TemporaryDirectory() as name:
        taken = seconds(lambda: asyncio.run(read_all()), times=2)
    return Row(
        f"stored answers of the model, {len(documents)} bundled articles",
        f"{taken / len(documents) * 1000:.0f} ms an article",
    )
