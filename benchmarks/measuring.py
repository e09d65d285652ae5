"""Times of work in this process and of commands in their own, and the rows of the table that they become."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

WORKBENCH = Path(sys.executable).with_name("workbench")


Line = tuple[str, ...]
"""The cells of one line of a table."""


@dataclass(frozen=True)
class Row:
    """One measurement: what, how much, and the comparison made in the same run."""

    what: str
    measured: str
    beside: str = ""

    @property
    def line(self) -> Line:
        """Its cells."""
        return self.what, self.measured, self.beside


@dataclass(frozen=True)
class Spent:
    """What a command took: seconds of wall clock, peak of its memory in MB, seconds of processor."""

    seconds: float
    peak_mb: float
    cpu: float


def seconds(work: Callable[[], object], *, times: int = 5) -> float:
    """The shortest of several runs, in seconds: what the work takes when nothing else is in the way."""
    best = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


def spent(command: Sequence[object], *, home: Path | None = None, times: int = 1) -> Spent:
    """The shortest of several runs of a command that must succeed, its output thrown away."""
    return min((_run(command, home) for _ in range(times)), key=lambda one: one.seconds)


def workbench(*words: object, home: Path, times: int = 1) -> Spent:
    """The shortest of several runs of `workbench WORDS…` with its state in `home`."""
    return spent([WORKBENCH, *words], home=home, times=times)


# A process that was started by a large one counts as large as that one was: this one is small, and starts the command.
_STARTER = """
import json, resource, subprocess, sys, time
start = time.perf_counter()
code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode
usage = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([code, time.perf_counter() - start, usage.ru_maxrss, usage.ru_utime + usage.ru_stime]))
"""


def _run(command: Sequence[object], home: Path | None) -> Spent:
    started = subprocess.run(
        [sys.executable, "-c", _STARTER, *map(str, command)],
        env=_surroundings(home),
        cwd=home,
        capture_output=True,
        check=True,
    )
    code, taken, peak, cpu = json.loads(started.stdout)
    if code != 0:
        raise SystemExit(f"{' '.join(map(str, command))}: exit {code}\n{started.stderr.decode()[-2000:]}")
    return Spent(taken, peak / (1024 if sys.platform != "darwin" else 1024 * 1024), cpu)


def _surroundings(home: Path | None) -> Mapping[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("WORKBENCH_", "ANTHROPIC_"))}
    return kept if home is None else {**kept, "WORKBENCH_HOME": str(home)}
