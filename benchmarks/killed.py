"""`kill -9` at random moments of sessions that decide, then going on: what is left is what an undisturbed run leaves.

    python -m benchmarks.killed [--times N] [--postgresql]

A session is `workbench decide --from FILE` on the next facts that nobody decided on. It is killed before its first decision,
between two, while it routes, or after the end. What another process could read before the kill must be there after it.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, create_engine, text

from benchmarks.invented import fill_store
from workbench.pipeline.examining import diagnose
from workbench.settings import load_settings
from workbench.store import MACHINE, Store

COMMAND = (sys.executable, "-c", "from workbench.cli import main; main()")
SESSION = 40
"""Decisions that one session is asked for."""
ACTIONS: tuple[dict[str, object], ...] = (
    {"action": "approve"},
    {"action": "reject", "reason": "核對"},
    {"action": "defer"},
)


@dataclass(frozen=True)
class Killed:
    """What the sessions left."""

    sessions: int
    killed: int
    """Sessions that were still running when they were killed."""
    lost: int
    """Decisions that could be read before a kill and not after it."""
    twice: int
    """Facts that were decided on more than once."""
    same: bool
    """Whether the facts are those of an undisturbed run."""
    unwell: tuple[str, ...]
    """What `doctor` finds wrong."""


def kill_sessions(urls: tuple[str, str], folder: Path, *, times: int, seed: int = 7) -> Killed:
    """Kill `times` sessions on the first store, let the same decisions be made on the second without a kill."""
    rng = random.Random(seed)
    disturbed, quiet = (fill_store(url, times * SESSION) for url in urls)
    reading = create_engine(urls[0])
    plan = {record.id: ACTIONS[place % len(ACTIONS)] for place, record in enumerate(disturbed.records())}
    killed = lost = 0
    for _session in range(times):
        before = _decided(reading)
        due = [id_ for id_ in plan if id_ not in before][:SESSION]
        process = _start(urls[0], folder, _asked(folder, plan, due))
        enough = len(before) + rng.choice((0, rng.randrange(1, SESSION), SESSION))
        until = time.monotonic() + 60
        while len(_decided(reading)) < enough and process.poll() is None and time.monotonic() < until:
            time.sleep(0.005)
        time.sleep(rng.uniform(0, 1.5 if enough - len(before) in (0, SESSION) else 0.01))
        acknowledged = _decided(reading)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        killed += process.returncode == -signal.SIGKILL
        lost += len(acknowledged - _decided(reading))
    done = _decided(reading)
    reading.dispose()
    _finish(urls[0], folder, plan, [id_ for id_ in plan if id_ not in done])
    _finish(urls[1], folder, plan, list(plan))
    made = [decision.fact for decision in disturbed.decisions() if decision.by != MACHINE]
    found = _facts(disturbed), _facts(quiet)
    for store in (disturbed, quiet):
        store.close()
    settings = load_settings(home=folder / "home", database_url=urls[0])
    unwell = [f"{each.check}: {each.detail}" for each in diagnose(settings) if each.state == "bad"]
    return Killed(times, killed, lost, len(made) - len(set(made)), found[0] == found[1], tuple(unwell))


def _decided(reading: Engine) -> set[str]:
    """The facts that somebody decided on, as another program reads them."""
    with reading.connect() as connection:
        return set(connection.scalars(text("SELECT fact FROM decisions WHERE action <> 'route'")))


def _facts(store: Store) -> list[object]:
    return [(record.id, record.state, record.route, record.edited) for record in store.records()]


def _asked(folder: Path, plan: dict[str, dict[str, object]], ids: Sequence[str]) -> Path:
    path = folder / "asked.jsonl"
    path.write_text("\n".join(json.dumps({"id": id_, **plan[id_]}) for id_ in ids), encoding="utf-8")
    return path


def _start(url: str, folder: Path, asked: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*COMMAND, "decide", "--from", str(asked), "--reviewer", "林"],
        env={**os.environ, "WORKBENCH_HOME": str(folder / "home"), "WORKBENCH_DATABASE_URL": url},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


def _finish(url: str, folder: Path, plan: dict[str, dict[str, object]], ids: Sequence[str]) -> None:
    """Decide on the rest, as somebody would who gives the command again."""
    process = _start(url, folder, _asked(folder, plan, ids))
    _out, said = process.communicate()
    if process.returncode != 0:
        raise RuntimeError(said.decode())


def main() -> None:
    """Kill a hundred sessions, and print what came of it."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--times", type=int, default=100)
    options.add_argument("--postgresql", action="store_true", help="on a PostgreSQL server of its own")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "home").mkdir()
        if given.postgresql:
            from tests.postgresql import running_server

            with running_server(safe=True) as one, running_server(safe=True) as two:
                made = kill_sessions((one, two), folder, times=given.times)
        else:
            made = kill_sessions(
                (f"sqlite:///{folder}/one.db", f"sqlite:///{folder}/two.db"), folder, times=given.times
            )
    print(made)
    if made.lost or made.twice or made.unwell or not made.same:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
