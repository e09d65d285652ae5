"""The conflicts among the real articles that are known, found by the rules; and no more than one in five that is none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from workbench.documents import Metadata
from workbench.pipeline import add_articles, extract
from workbench.pipeline.conflicts import live_conflicts
from workbench.resolution import Conflict
from workbench.store import Store

LISTED = {"S03": "count", "S05": "licence", "S07": "claim", "S01": "effective_date"}
"""Contradiction -> attribute of the conflict that holds it."""


def conflicts_of(folder: Path, articles: list[Path]) -> tuple[Store, tuple[Conflict, ...]]:
    store = Store(f"sqlite:///{folder / 'workbench.db'}")
    added = add_articles(store, articles, Metadata())
    extract(store, added.documents, "rules", None)
    return store, live_conflicts(store)


def seeds(shared: Path) -> list[Path]:
    return sorted((shared / "seeds").glob("00[1-4]*.txt"))


def written(cases: Path, folder: Path) -> list[Path]:
    """Labelled cases as files, with title and date in front."""
    paths = []
    for number, line in enumerate(filter(str.strip, cases.read_text("utf-8").splitlines())):
        case = json.loads(line)
        head = {"title": case.get("title") or "", "date": (case.get("doc_date") or "")[:10]}
        front = "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in head.items() if value)
        path = folder / f"{cases.stem}{number:02d}.md"
        path.write_text(f"---\n{front}---\n" + (case.get("text") or case.get("excerpt")), "utf-8")
        paths.append(path)
    return paths


@pytest.fixture(scope="session")
def of_seeds(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Store, tuple[Conflict, ...]]:
    return conflicts_of(tmp_path_factory.mktemp("seeds"), seeds(shared))


@pytest.fixture(scope="session")
def of_all(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Store, tuple[Conflict, ...]]:
    folder = tmp_path_factory.mktemp("all")
    texts = [path for name in ("official", "notices") for path in written(shared / "cases" / f"{name}.jsonl", folder)]
    return conflicts_of(folder, [*seeds(shared), *texts])


def holding(shared: Path, store: Store, conflicts: tuple[Conflict, ...], row_id: str) -> list[Conflict]:
    """The conflicts whose evidence covers what a row of the known contradictions quotes from the seeds."""
    rows = json.loads((shared / "cases" / "report_errors.json").read_text("utf-8"))["source_vs_source"]
    (row,) = [row for row in rows if row["id"] == row_id]
    names = {document.id: document.name or "" for document in store.documents()}
    quoted = [evidence for evidence in row["evidence"] if evidence["source"].isdecimal()]

    def covers(conflict: Conflict, source: str, quote: str) -> bool:
        spans = [
            span.quote
            for side in conflict.sides
            for told in side.statements
            for span in told.evidence
            if names[told.document].startswith(source)
        ]
        return any(quote in span or span in quote for span in spans)

    return [c for c in conflicts if all(covers(c, each["source"], each["quote"]) for each in quoted)]


@pytest.mark.parametrize("row_id", ["S03", "S05", "S07"])
def test_the_seeds_contradictions_are_found(shared, of_seeds, row_id) -> None:
    assert LISTED[row_id] in {conflict.attribute for conflict in holding(shared, *of_seeds, row_id)}


@pytest.mark.parametrize("row_id", ["S01", "S03", "S05", "S07"])
def test_so_they_are_with_the_official_texts_beside(shared, of_all, row_id) -> None:
    assert LISTED[row_id] in {conflict.attribute for conflict in holding(shared, *of_all, row_id)}


@pytest.mark.parametrize("row_id", ["S09", "S11"])
def test_what_only_looks_like_a_contradiction_is_none(shared, of_seeds, of_all, row_id) -> None:
    assert not holding(shared, *of_seeds, row_id)
    assert not holding(shared, *of_all, row_id)


def test_nothing_else_is_listed(of_seeds, of_all) -> None:
    """Each of these was read against its articles; whoever makes this fail reads what is new."""
    assert sorted(conflict.attribute for conflict in of_seeds[1]) == ["claim", "count", "licence"]
    assert sorted(conflict.attribute for conflict in of_all[1]) == ["claim", "count", "effective_date", "licence"]
