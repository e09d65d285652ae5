"""The same inputs give the same bytes: in another order, time zone, locale, hash seed and working folder, and in another script."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from golden_draft import golden_draft

from workbench.report import read_earlier, simplify, trace_line, write_draft

COMPOSE = """
import random, sys
sys.path.insert(0, sys.argv[1])
import golden_draft
from workbench.report import compose, Period, Reviewers, read_earlier
from datetime import date
from pathlib import Path
records = golden_draft.golden_records()
documents = list(golden_draft.DOCUMENTS.items())
random.Random(sys.argv[2]).shuffle(records)
random.Random(sys.argv[2]).shuffle(documents)
earlier = read_earlier(Path(sys.argv[3]))[0]
random.Random(sys.argv[2]).shuffle(earlier)
made = compose(Period.parse("2025-12..2026-02"), date(2026, 2, 19), records, dict(documents), generated_on=date(2026, 2, 20),
    decisions=Reviewers(("示例審核人",), date(2026, 2, 18)), earlier=earlier)
from workbench.report.drafts.provenance import digest
import json
print(digest(made.markdown), digest(json.dumps(made.provenance, sort_keys=True)))
"""
SURROUNDINGS = (
    {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0"},
    {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1", "PYTHONUTF8": "1"},
    {"TZ": "America/Adak", "LC_ALL": "zh_TW.UTF-8", "PYTHONHASHSEED": "4242", "WORKBENCH_LANG": "en"},
)


def test_surroundings_and_order_change_no_byte(tmp_path):
    write_draft(golden_draft(), tmp_path / "drafts")
    digests = set()
    for index, surroundings in enumerate(SURROUNDINGS):
        folder = tmp_path / str(index)
        folder.mkdir()
        done = subprocess.run(
            [sys.executable, "-c", COMPOSE, str(Path(__file__).parent), str(index), str(tmp_path / "drafts")],
            env={**os.environ, **surroundings},
            cwd=folder,
            capture_output=True,
            check=True,
        )
        digests.add(done.stdout)
        assert list(folder.iterdir()) == []
    assert len(digests) == 1


@pytest.fixture
def editions(tmp_path) -> tuple[Path, Path]:
    return write_draft(golden_draft(), tmp_path)[0], write_draft(simplify(golden_draft()), tmp_path)[0]


def test_the_simplified_edition_stands_beside_the_draft_and_traces_to_the_same_facts(editions):
    draft, simplified = editions
    assert simplified.name == "2025-10..2026-02-policy-tracker.hans.md"
    lines = draft.read_text("utf-8").splitlines()
    number = next(n for n, line in enumerate(lines, start=1) if line.startswith("| 1 |"))
    one, other = trace_line(draft, number), trace_line(simplified, number)
    assert "暂停 2025-11-07 至 2026-11-10" in other.text
    assert {fact.id for fact in one.facts} == {fact.id for fact in other.facts} != set()
    assert not other.warnings


def test_an_edition_is_no_second_draft_to_compare_with(editions):
    earlier, damaged = read_earlier(editions[0].parent)
    assert (len(earlier), damaged) == (1, [])
    provenance = json.loads(
        editions[0].with_name(editions[0].name.replace(".md", ".provenance.json")).read_text("utf-8")
    )
    assert earlier[0].digest == provenance["draft"]["sha256"]
