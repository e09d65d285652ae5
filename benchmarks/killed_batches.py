"""`kill -9` at random moments of batches, and on from there: `python -m benchmarks.killed_batches --kills 100`.

An undisturbed run over some articles gives the facts to compare with and the time in which to kill. Then the same articles,
in an empty store: the command is killed, started again, killed again, until it comes to its end; then anew, until there
were so many kills. Each time the facts must be the same, no request may have been paid twice (the mock counts), and no
batch may be left that the journal does not have. Prints a line of JSON; exit 1 where anything of that failed.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.invented import write_articles
from benchmarks.mock_process import Mock, served

SURROUNDINGS = {
    "ANTHROPIC_API_KEY": "key-of-nobody",
    "WORKBENCH_BATCH__POLL_SECONDS": "0.05",
    "WORKBENCH_BATCH__GRACE_SECONDS": "1",
    "WORKBENCH_LANG": "en",
}
MOCK = {
    "latency": 0.1,
    "batch_seconds": 0.2,
    "batch_errored": 0.05,
    "batch_expired": 0.05,
    "unsound_rate": 0.3,
    "claims": 4,
}
SIZE = 700


def main() -> None:
    """Kill and compare."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--articles", type=int, default=8)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, served(**MOCK) as mock:
        found = killed(Path(name), mock, given.kills, given.articles, random.Random(given.seed))
    print(json.dumps(found))
    sys.exit(any(found[name] for name in ("other_facts", "paid_twice", "batches_not_collected")))


def killed(folder: Path, mock: Mock, kills: int, articles: int, draw: random.Random) -> dict[str, Any]:
    """What came of so many kills."""
    os.environ.update(SURROUNDINGS, ANTHROPIC_BASE_URL=mock.address)
    _load()
    write_articles(folder / "articles", articles, SIZE)
    start = time.monotonic()
    wanted = _undisturbed(folder / "undisturbed", folder / "articles")
    took = time.monotonic() - start
    found: dict[str, Any] = {
        "kills": 0,
        "stores": 0,
        "other_facts": 0,
        "paid_twice": 0,
        "batches_not_collected": 0,
        "facts": len(wanted),
        "undisturbed_seconds": round(took, 2),
    }
    while found["kills"] < kills:
        mock.set(reset=True)
        home = folder / str(found["stores"])
        _run(home, "add", str(folder / "articles"))
        while found["kills"] < kills:
            if not _killed_at(home, draw.uniform(0, took)):
                break
            found["kills"] += 1
        found["other_facts"] += _to_the_end(home) != wanted
        found["paid_twice"] += mock.counts()["paid_twice"]
        found["batches_not_collected"] += mock.counts().get("batches", 0) - _collected(home)
        found["stores"] += 1
    return found


def _undisturbed(home: Path, articles: Path) -> dict[str, Any]:
    _run(home, "add", str(articles))
    return _to_the_end(home)


def _to_the_end(home: Path) -> dict[str, Any]:
    """Facts by id when nothing is due any more; what the API failed at too often is asked again, as a person would."""
    for _ in range(20):
        if _run(home, "extract", "--batch") == 0:
            break
    from workbench.store import Store

    records = Store(f"sqlite:///{home / 'workbench.db'}").records()
    return {record.id: record.fact.model_dump(mode="json") for record in records}


def _collected(home: Path) -> int:
    import sqlite3

    with sqlite3.connect(home / "workbench.db") as reading:
        return int(reading.execute("select count(*) from batches where state = 'collected'").fetchone()[0])


def _killed_at(home: Path, seconds: float) -> bool:
    """Starts the command and kills it after so long; False where it was done before."""
    child = _started(home, "extract", "--batch")
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if os.waitpid(child, os.WNOHANG)[0]:
            return False
        time.sleep(0.002)
    os.kill(child, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def _run(home: Path, *words: str) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(_started(home, *words), 0)[1])


def _started(home: Path, *words: str) -> int:
    """A process of its own that runs the command line; forked, so that kills come in the work and not in the imports."""
    child = os.fork()
    if child:
        return child
    os.environ["WORKBENCH_HOME"] = str(home)
    sys.argv = ["workbench", *words]
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(os.open(str(home) + ".log", os.O_WRONLY | os.O_CREAT | os.O_APPEND), 2)
    from workbench.cli import main as run

    try:
        run()
    except SystemExit as ended:
        os._exit(int(ended.code or 0))
    except BaseException:
        import traceback

        traceback.print_exc()
        os._exit(70)
    os._exit(0)


def _load() -> None:
    """What the command imports, before any process is forked."""
    import anthropic  # noqa: F401
    import instructor  # noqa: F401

    import workbench.extraction.engine
    import workbench.pipeline.batching  # noqa: F401


if __name__ == "__main__":
    main()
