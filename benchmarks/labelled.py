"""F1 of the rules on the labelled cases that came with the project, where they lie beside it."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measuring import WORKBENCH, Row

CASES = Path(__file__).resolve().parents[2] / "shared" / "cases"
FILES = ("official", "notices", "seeds")


def rows() -> Iterator[Row]:
    """Micro F1 for each file of cases, and how sure and how complete."""
    if not CASES.is_dir():
        yield Row("F1 on the labelled cases", "skipped", "../shared/cases is not there")
        return
    for name in FILES:
        overall = _score(CASES / f"{name}.jsonl")
        yield Row(
            f"F1 on `{name}.jsonl`",
            f"{overall['f1']:.3f}",
            f"precision {overall['precision']:.3f}, recall {overall['recall']:.3f}",
        )


def _score(cases: Path) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as name:
        score = Path(name) / "score.json"
        subprocess.run(
            [
                sys.executable,
                "-B",
                CASES / "evaluate.py",
                cases,
                "--workbench",
                WORKBENCH,
                "--engine",
                "rules",
                "--json",
                score,
            ],
            check=True,
            capture_output=True,
        )
        overall: dict[str, float] = json.loads(score.read_text(encoding="utf-8"))["overall"]
    return overall
