"""Several processes on one store: two extract, two decide, one drafts, all at once; and what came of it.

python -m benchmarks.together [--facts N] [--postgresql]
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.invented import fill_store, write_articles
from workbench.store import MACHINE

PERIOD = ("2025-10..2026-02", "--as-of", "2026-02-19")
COMMAND = (sys.executable, "-c", "from workbench.cli import main; main()")


@dataclass(frozen=True)
class Ended:
    """How one of the commands ended."""

    command: str
    code: int
    said: str
    """What it said on stderr that is no progress."""


@dataclass(frozen=True)
class Together:
    """What the commands left."""

    commands: tuple[Ended, ...]
    asked: int
    """Decisions that were asked for."""
    kept: int
    """Decisions of theirs that are in the store."""
    documents: int
    extracted: int
    """Documents of the two extractions that have a run."""
    seconds: float


def work_together(url: str, folder: Path, *, decided: int, articles: int = 20, size: int = 1_500) -> Together:
    """Two commands that decide on `decided` facts each, two that extract `articles` each, one that drafts twice."""
    store = fill_store(url, max(2 * decided, 10))
    ids = [record.id for record in store.records()][: 2 * decided]
    first, second = ids[:decided], ids[decided:]
    surroundings = {
        **os.environ,
        "WORKBENCH_HOME": str(folder / "home"),
        "WORKBENCH_DATABASE_URL": url,
        "WORKBENCH_LANG": "en",
    }
    for name in ("one", "two"):
        write_articles(folder / name, articles, size + (name == "two"))
    words = [
        ["extract", *sorted(map(str, (folder / "one").glob("*.txt"))), "--engine", "rules"],
        ["extract", *sorted(map(str, (folder / "two").glob("*.txt"))), "--engine", "rules"],
        ["decide", "--from", _asked(folder / "first.jsonl", first, ("approve",)), "--reviewer", "林"],
        ["decide", "--from", _asked(folder / "second.jsonl", second, ("approve", "reject")), "--reviewer", "王"],
        ["draft", *PERIOD, "--out", str(folder / "drafts")],
    ]
    started = time.perf_counter()
    running = [
        subprocess.Popen(
            [*COMMAND, *each],
            env=surroundings,
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        for each in words
    ]
    ended = tuple(_ended(each[0], process) for each, process in zip(words, running, strict=True))
    seconds = time.perf_counter() - started
    kept = [decision for decision in store.decisions() if decision.by != MACHINE]
    store.close()
    return Together(
        ended,
        len(ids),
        len({(decision.fact, decision.by) for decision in kept}),
        len(store.documents()),
        len({run.document for run in store.runs() if run.fingerprint != "invented"}),
        seconds,
    )


def _asked(path: Path, ids: Sequence[str], actions: Sequence[str]) -> str:
    lines = [json.dumps({"id": id_, "action": actions[place % len(actions)]}) for place, id_ in enumerate(ids)]
    path.write_text("\n".join(lines), encoding="utf-8")
    return str(path)


def _ended(command: str, process: subprocess.Popen[str]) -> Ended:
    _out, said = process.communicate()
    told = [line for line in said.splitlines() if not line.startswith(("[", "due:"))]
    return Ended(command, process.returncode, "\n".join(told))


def main() -> None:
    """Run it in the full size, and print what came of it."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--facts", type=int, default=1_000, help="decisions of each of the two that decide")
    options.add_argument("--postgresql", action="store_true", help="on a PostgreSQL server of its own")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if given.postgresql:
            from tests.postgresql import running_server

            with running_server(safe=True) as url:
                _print(work_together(url, folder, decided=given.facts))
        else:
            (folder / "home").mkdir()
            _print(work_together(f"sqlite:///{folder / 'home' / 'workbench.db'}", folder, decided=given.facts))


def _print(made: Together) -> None:
    for each in made.commands:
        print(f"{each.command}: exit {each.code} {each.said}")
    print(
        f"{made.kept} of {made.asked} decisions kept, {made.extracted} documents extracted, {made.seconds:.1f} s in all"
    )
    if made.kept != made.asked or any(each.code for each in made.commands):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
