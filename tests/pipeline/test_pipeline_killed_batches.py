"""`kill -9` in the middle of batches, a few times; `python -m benchmarks.killed_batches` does it a hundred times."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.timeout(300)
@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked")
def test_killed_batches_end_with_the_same_facts_and_nothing_paid_twice():
    command = [sys.executable, "-m", "benchmarks.killed_batches", "--kills", "3", "--articles", "2"]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    found = json.loads(ran.stdout)
    assert found["kills"] == 3
    assert found["facts"] > 0
    assert (found["other_facts"], found["paid_twice"], found["batches_not_collected"]) == (0, 0, 0)
