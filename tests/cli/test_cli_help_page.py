"""Help in 繁體中文 is whole: nothing of it is cut off, and no row begins with closing punctuation."""

from __future__ import annotations

import os
import subprocess
import sys

from rich.console import Console
from rich.text import Text

from workbench.cli.help_page import FlowingText

SENTENCE = "狀態基準日；省略時為今天，寫成年月日的形式。"


def rows_of(text: Text, width: int) -> list[str]:
    console = Console(width=width, file=None)
    return [row.plain for row in text.wrap(console, width, overflow="ellipsis")]


def test_a_run_of_chinese_longer_than_its_column_is_broken_and_kept() -> None:
    rows = rows_of(FlowingText(SENTENCE), 16)
    assert "".join(rows) == SENTENCE
    assert len(rows) > 1
    assert not [row for row in rows if row[0] in "；，。"]


def test_each_line_of_the_text_begins_a_row() -> None:
    assert rows_of(FlowingText("甲乙丙\n丁"), 20) == ["甲乙丙", "丁"]


def test_help_of_a_command_is_in_chinese_and_not_cut_off() -> None:
    asked = subprocess.run(
        [sys.executable, "-c", "from workbench.cli import main; main()", "run", "--help"],
        env={**os.environ, "WORKBENCH_LANG": "zh-Hant", "COLUMNS": "80", "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert "顯示說明後離開。" in asked.stdout
    assert "[必填]" in asked.stdout
    assert "…" not in asked.stdout
