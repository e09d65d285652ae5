"""The mock in a process of its own, for what measures against it and for what kills its clients."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Mock:
    """A mock that is served."""

    address: str

    def counts(self) -> dict[str, Any]:
        """What was asked of it since it was reset."""
        return self._asked("/mock/counts")

    def set(self, **settings: object) -> None:
        """Change its settings; `reset=True` forgets its past."""
        self._asked("/mock/settings", settings)

    def _asked(self, path: str, body: object = None) -> dict[str, Any]:
        sent = None if body is None else json.dumps(body).encode()
        with urlopen(Request(self.address + path, data=sent), timeout=30) as answer:  # loopback alone
            found: dict[str, Any] = json.loads(answer.read())
            return found


@contextmanager
def served(**settings: object) -> Iterator[Mock]:
    """A mock with these settings, on an address of this machine."""
    words = [f"--{name.replace('_', '-')}={value}" for name, value in settings.items()]
    command = [sys.executable, "-m", "benchmarks.mock_api", *words]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        if process.stdout is None:
            raise SystemExit("the mock has no output")
        yield Mock(process.stdout.readline().strip())
    finally:
        process.terminate()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()
