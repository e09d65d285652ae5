"""Asking: this runner beside raw httpx2, the SDK and plain Instructor; limits and errors; memory; answers that are stored."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.measuring import Line, Row
from benchmarks.mock_process import ROOT, Mock, served

CALLS, LATENCY = 500, 0.2
HEADER: Line = ("client", "in flight", "answered", "over ideal", "stored", "CPU a call", "peak")
OURS = "this runner"
TIMES = 3
"""Runs of each client, of which the shortest counts: other work on the machine makes none of them shorter."""
A_DAY = 86_400


def compared() -> Iterator[Line]:
    """Wall time over the ideal, CPU a call, peak memory."""
    with served(latency=LATENCY) as mock:
        for in_flight in (32, 64):
            ideal = CALLS * LATENCY / in_flight
            for client in ("raw httpx2", "SDK", "plain Instructor", OURS):
                before = float(mock.counts()["cpu_seconds"])
                runs = [client_run(client, mock, CALLS, in_flight) for _ in range(TIMES)]
                own_share = (float(mock.counts()["cpu_seconds"]) - before) / TIMES
                taken = min(runs, key=lambda run: float(run["seconds"]))
                answered = taken.get("answered_seconds", taken["seconds"])
                yield (
                    client,
                    str(in_flight),
                    f"{answered:.2f} s",
                    f"{answered / ideal:.2f} × {ideal:.2f} s",
                    f"{taken['seconds'] / ideal:.2f} ×" if client == OURS else "",
                    f"{taken['own_cpu'] / CALLS * 1000:.1f} ms, the mock {own_share / CALLS * 1000:.1f} ms",
                    f"{taken['peak_mb']:.0f} MB",
                )
            yield ("beside its event loop, an article", str(in_flight), _apart(taken, CALLS), "", "", "", "")


def _apart(taken: dict[str, Any], calls: int) -> str:
    return ", ".join(f"{name} {spent / calls * 1000:.2f} ms" for name, spent in sorted(taken["apart"].items()))


def strained() -> Iterator[Row]:
    """A server with a limit, one that fails, one that asks to wait a day; memory; answers that are stored."""
    with served(latency=LATENCY, most_in_flight=40) as mock:
        yield _strained("a server that takes 40, the runner at 200", mock, 200, CALLS * LATENCY / 40)
    with served(latency=LATENCY, error_rate=0.05) as mock:
        yield _strained("5 % answered 429, 529 or 500, 64 in flight", mock, 64, CALLS * LATENCY / 64)
    with served(latency=LATENCY, error_rate=0.1, retry_after=A_DAY) as mock:
        taken = client_run(OURS, mock, 20, 20)
        told = " ".join(taken["notices"])
        yield Row("errors that ask to wait a day", f"{taken['seconds']:.0f} s, {taken['failed']} lost", told)
    yield from _memory()
    yield _stored(10_000)


def _strained(what: str, mock: Mock, in_flight: int, ideal: float) -> Row:
    runs = []
    for _ in range(TIMES):
        mock.set(reset=True)
        taken = client_run(OURS, mock, CALLS, in_flight)
        runs.append((taken, mock.counts()))
    taken, counts = min(runs, key=lambda run: float(run[0]["seconds"]))
    lost, twice = sum(run["failed"] for run, _ in runs), sum(counted["paid_twice"] for _, counted in runs)
    refused = sum(int(counts.get(status, 0)) for status in ("429", "500", "529"))
    return Row(
        what,
        f"{taken['answered_seconds'] / ideal:.2f} × {ideal:.2f} s answered, {taken['seconds'] / ideal:.2f} × stored",
        f"of {TIMES} runs {lost} lost, {twice} paid twice; {refused} refusals, {taken['own_cpu'] / CALLS * 1000:.1f} ms a call",
    )


def _memory() -> Iterator[Row]:
    few_calls, many_calls = 500, 5_000
    with served(latency=0.0) as mock:
        few, many = (client_run(OURS, mock, calls, 64) for calls in (few_calls, many_calls))
    yield Row(
        f"peak of memory at 64 in flight: {few_calls:,} and {many_calls:,} calls",
        f"{few['peak_mb']:.0f} MB and {many['peak_mb']:.0f} MB",
        f"{many['peak_mb'] - few['peak_mb']:+.0f} MB; {many['failed']} lost",
    )


def _stored(articles: int) -> Row:
    """`extract --force` over answers that are all in the cache, into an empty store."""
    with tempfile.TemporaryDirectory() as folder:
        taken = client_run("stored answers", None, articles, 16, Path(folder))
    each = {name: spent / articles * 1000 for name, spent in taken["apart"].items()}
    looked_up, validated = taken["own_cpu"] / articles * 1000, each.pop("judge")
    told = ", ".join(f"{name} {spent:.2f} ms" for name, spent in sorted(each.items()))
    return Row(
        f"{articles:,} answers that are stored: look-up and validation",
        f"{looked_up:.2f} + {validated:.2f} ms an article; {taken['paid']} sent, {taken['failed']} lost",
        f"{told}; {taken['seconds'] / articles * 1000:.1f} ms of wall clock, {taken['peak_mb']:.0f} MB",
    )


def client_run(
    client: str, mock: Mock | None, calls: int, in_flight: int, folder: Path | None = None
) -> dict[str, Any]:
    """One client in a process of its own."""
    with tempfile.TemporaryDirectory() as fresh:
        words = [client, mock.address if mock else "", str(calls), str(in_flight), str(folder or fresh)]
        # Through a small process: one that a large process starts counts as large as that one was.
        started_small = [
            sys.executable,
            "-c",
            "import subprocess, sys; sys.exit(subprocess.run(sys.argv[1:]).returncode)",
        ]
        command = [*started_small, sys.executable, "-m", "benchmarks.runner_client", *words]
        ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        if ran.returncode:
            raise SystemExit(ran.stderr[-3000:])
    found: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    return found


if __name__ == "__main__":
    for each in compared():
        print(" · ".join(each), flush=True)
    for row in strained():
        print(" · ".join(row.line), flush=True)
