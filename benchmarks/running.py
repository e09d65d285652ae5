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


def compared() -> Iterator[Line]:
    """Wall time over the ideal, CPU a call, peak memory."""
    with served(latency=LATENCY) as mock:
        for in_flight in (32, 64):
            ideal = CALLS * LATENCY / in_flight
            for client in ("raw httpx2", "SDK", "plain Instructor", OURS):
                taken = client_run(client, mock, CALLS, in_flight)
                answered = taken.get("answered_seconds", taken["seconds"])
                yield (
                    client,
                    str(in_flight),
                    f"{answered:.2f} s",
                    f"{answered / ideal:.2f} × {ideal:.2f} s",
                    f"{taken['seconds'] / ideal:.2f} ×" if client == OURS else "",
                    f"{taken['own_cpu'] / CALLS * 1000:.1f} ms",
                    f"{taken['peak_mb']:.0f} MB",
                )
            yield _apart(taken, in_flight)


def _apart(taken: dict[str, Any], in_flight: int) -> Line:
    each = ", ".join(f"{name} {spent / CALLS * 1000:.1f} ms" for name, spent in sorted(taken["apart"].items()))
    return ("beside its event loop, an article", str(in_flight), each, "", "", "", "")


def strained() -> Iterator[Row]:
    """A server with a limit, one that fails, one that asks to wait a day; memory; answers that are stored."""
    calls = 500
    with served(latency=LATENCY, most_in_flight=40) as mock:
        taken = client_run(OURS, mock, calls, 200)
        yield _strained("a server that takes 40, the runner at 200", taken, calls * LATENCY / 40, mock)
    with served(latency=LATENCY, error_rate=0.05) as mock:
        taken = client_run(OURS, mock, calls, 64)
        yield _strained("5 % answered 429, 529 or 500, 64 in flight", taken, calls * LATENCY / 64, mock)
    with served(latency=0.0) as mock, tempfile.TemporaryDirectory() as folder:
        few = client_run(OURS, mock, 500, 32)
        many = client_run(OURS, mock, 2_000, 32, Path(folder))
        yield Row(
            "memory of 2,000 calls", f"{many['peak_mb']:.0f} MB", f"{many['peak_mb'] - few['peak_mb']:+.0f} MB to 500"
        )
        again = client_run(OURS, mock, 2_000, 32, Path(folder))
        apart = {name: spent / 2_000 * 1000 for name, spent in again["apart"].items()}
        yield Row(
            "an answer that is stored: look-up",
            f"{again['own_cpu'] / 2_000 * 1000:.2f} ms an article, {again['paid']} sent",
            ", ".join(f"{name} {spent:.2f} ms" for name, spent in sorted(apart.items())),
        )


def _strained(what: str, taken: dict[str, Any], ideal: float, mock: Mock) -> Row:
    counts = mock.counts()
    refused = sum(int(counts.get(status, 0)) for status in ("429", "500", "529"))
    return Row(
        what,
        f"{taken['answered_seconds'] / ideal:.2f} × {ideal:.2f} s, {taken['failed']} lost",
        f"{refused} refusals; {counts['paid_twice']} paid twice",
    )


def client_run(client: str, mock: Mock, calls: int, in_flight: int, folder: Path | None = None) -> dict[str, Any]:
    """One client in a process of its own."""
    with tempfile.TemporaryDirectory() as fresh:
        words = [client, mock.address, str(calls), str(in_flight), str(folder or fresh)]
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
