"""The rules held against labelled real texts, by the scripts that the labels came with."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

WORKBENCH = Path(sys.executable).with_name("workbench")

F1_FLOORS = {"official": 0.97, "notices": 0.93, "seeds": 0.88}
COVERED_FLOORS = {
    "ALL": 0.87,
    "announcement": 1.0,
    "suspension": 1.0,
    "threshold": 0.95,
    "control_code": 1.0,
    "item": 0.95,
    "date": 0.9,
    "list_action": 0.9,
    "entity": 0.85,
    "penalty_case": 0.9,
    "legal_instrument": 0.9,
}


def run_script(script: Path, *words: object) -> str:
    """Standard output of a script that must succeed."""
    ran = subprocess.run(
        [sys.executable, str(script), *map(str, words), "--workbench", str(WORKBENCH), "--engine", "rules"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert ran.returncode == 0, ran.stdout[-2000:] + ran.stderr[-2000:]
    return ran.stdout


@pytest.mark.parametrize("cases", F1_FLOORS)
def test_rules_find_what_the_labels_say(shared: Path, tmp_path: Path, cases: str) -> None:
    folder = shared / "cases"
    told = run_script(folder / "evaluate.py", folder / f"{cases}.jsonl", "--json", tmp_path / "score.json")
    overall = json.loads((tmp_path / "score.json").read_text("utf-8"))["overall"]
    assert overall["f1"] >= F1_FLOORS[cases], told
    assert told.splitlines()[-1] == "evidence that is not text[start:end]: 0"


def test_rules_cover_what_the_articles_say(shared: Path) -> None:
    told = run_script(shared / "cases" / "coverage.py")
    shares = {kind: float(share) for kind, share in re.findall(r"^(\w+) +\d+/\d+ +([\d.]+)$", told, re.MULTILINE)}
    assert {kind: shares.get(kind) for kind, floor in COVERED_FLOORS.items() if shares.get(kind, 0.0) < floor} == {}
