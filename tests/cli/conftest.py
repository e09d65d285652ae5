"""The command line run in this process, as its entry point runs it, on three short articles that contradict each other."""

from __future__ import annotations

import json
import shutil
import sqlite3
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.commanding import run_here
from workbench.cli import main

ANNOUNCEMENT = """---
title: 商务部公告2025年第61号
date: 2025-10-09
publisher: 商务部
tier: official
---
商务部公告2025年第61号今日公布，对境外生产的稀土物项实施出口管制。

本公告自2025年12月1日起施行。
"""
EARLIER_NEWS = """---
title: 稀土新規將上路
date: 2025-10-20
publisher: 北城晚報
tier: news
---
商務部公告2025年第61號將自2025年11月8日起生效，有關企業正在準備。
"""
LATER_NEWS = """---
title: 稀土新規暫緩
date: 2025-11-08
publisher: 港島日報
tier: news
---
商務部11月7日宣布，自即日起至2026年11月10日，暫停實施商務部公告2025年第61號。
"""


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Its JSON lines; anything else on stdout fails here."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def errors(self) -> list[str]:
        """Its errors, a line each."""
        return [line for line in self.err.splitlines() if line.startswith("Error: ")]


class Workbench:
    """Runs `workbench WORDS…` in this process, through its entry point."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch = monkeypatch
        self._capsys = capsys

    def __call__(self, *words: object) -> Ran:
        self._monkeypatch.setattr(sys, "argv", ["workbench", *map(str, words)])
        self._capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        said = self._capsys.readouterr()
        return Ran(int(ended.value.code or 0), said.out, said.err)

    def facts(self, **filters: str) -> list[dict[str, Any]]:
        """The facts that `facts --json` gives with these options."""
        options = [word for name, value in filters.items() for word in (f"--{name}", value)]
        return self("facts", "--json", *options).rows


@pytest.fixture
def workbench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Workbench:
    """The command line in a folder of its own, with its state there."""
    from typer import rich_utils

    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("WORKBENCH_HOME", raising=False)
    monkeypatch.delenv("WORKBENCH_DATABASE_URL", raising=False)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setattr(rich_utils, "_make_rich_text", rich_utils._make_rich_text)  # help adapts it: put back after
    return Workbench(monkeypatch, capsys)


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A folder of three articles, read in the order of their names."""
    return written_articles(tmp_path)


def written_articles(folder: Path) -> Path:
    """The folder `articles` in a folder, with the three in it."""
    articles = folder / "articles"
    articles.mkdir()
    for name, text in (("1-official.md", ANNOUNCEMENT), ("2-earlier.md", EARLIER_NEWS), ("3-later.md", LATER_NEWS)):
        (articles / name).write_text(text, encoding="utf-8")
    return articles


@pytest.fixture(scope="session")
def state_with_facts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The state folder after the articles were added and read by the rules: made once, for tests to copy."""
    folder = tmp_path_factory.mktemp("read")
    articles = written_articles(folder)
    for words in (("add", articles), ("extract", "--engine", "rules")):
        assert run_here(folder, *words).code == 0
    for database in (folder / ".workbench").rglob("*.db"):
        with closing(sqlite3.connect(database)) as open_still:
            open_still.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # so that the file has all there is
    return folder / ".workbench"


@pytest.fixture
def ready(workbench: Workbench, articles: Path, state_with_facts: Path, tmp_path: Path) -> Workbench:
    """The same, with the articles added and their facts extracted by the rules."""
    shutil.copytree(state_with_facts, tmp_path / ".workbench", ignore=shutil.ignore_patterns("*.db-*"))
    return workbench


@pytest.fixture
def suspension(ready: Workbench) -> dict[str, Any]:
    """The fact, waiting for a person, that announcement 61 is suspended."""
    (fact,) = ready.facts(kind="status_change", state="pending")
    return fact
