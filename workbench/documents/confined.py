"""Reads formats whose readers a crafted file could keep busy for ever in a separate process with resource limits.

The process gets no key and no setting of this one, reads the file from its standard input and answers one JSON object. Its
processor time and memory are limited, whatever the file makes its reader do.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Task = Literal["pdf", "docx"]

MOST_SECONDS = 40
"""Processor time of one file; a law firm's fifty pages take two seconds. The clock on the wall may run three times that."""
MOST_MEMORY = 1_500_000_000
"""Address space in bytes, the interpreter and its libraries included."""
MOST_CHARACTERS = 3_000_000
_PASSED_ON = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "TMPDIR", "COVERAGE_PROCESS_START")


class Unreadable(Exception):
    """Why a file cannot be read, as one of the codes that its reader knows."""


@dataclass(frozen=True, slots=True)
class ConfinedText:
    """What the process answered: a text with remarks on it (page numbers by code), or the code of why there is none."""

    text: str = ""
    fault: str = ""
    remarks: Mapping[str, list[int]] | None = None


def read_confined(task: Task, data: bytes) -> ConfinedText:
    """The text of a file, read by `task`; `fault` is `bounds` where its reader used up what it may use."""
    environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    try:
        # -I: no folder of the user's is looked into for modules, so that no file beside the articles is run.
        done = subprocess.run(  # noqa: S603
            [
                sys.executable,
                "-I",
                "-m",
                "workbench.documents.confined_process",
                task,
                str(MOST_SECONDS),
                str(MOST_MEMORY),
            ],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            timeout=3 * MOST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return ConfinedText(fault="bounds")
    if done.returncode != 0:
        return ConfinedText(fault="bounds" if done.returncode < 0 else "damaged")
    return ConfinedText(**json.loads(done.stdout))
