"""A command run in this process, through the entry point of the command line: what starting a process for each would cost is saved."""

from __future__ import annotations

import io
import os
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer import rich_utils

from workbench.cli import main


@dataclass(frozen=True)
class Commanded:
    """What a command that ran here left behind."""

    code: int
    out: str
    err: str


def run_here(folder: Path, *words: object, **variables: str) -> Commanded:
    """`workbench WORDS…` with `folder` as working folder and no variables of the program's own but these."""
    out, err = _stream(), _stream()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.chdir(folder)
        for name in [name for name in os.environ if name.startswith(("WORKBENCH_", "ANTHROPIC_"))]:
            patch.delenv(name)
        for name, value in ({"COLUMNS": "200"} | variables).items():
            patch.setenv(name, value)
        patch.setattr(rich_utils, "_make_rich_text", rich_utils._make_rich_text)  # help adapts it: put back after
        patch.setattr(sys, "argv", ["workbench", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            main()
    return Commanded(int(ended.value.code or 0), _written(out), _written(err))


def _stream() -> io.TextIOWrapper:
    """Text as it goes to a pipe: encoded, so that what cannot be encoded fails here too."""
    return io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="")


def _written(stream: io.TextIOWrapper) -> str:
    stream.seek(0)
    return stream.read()
