"""A draft is the same whether the store is read by a copy of the process or by the process itself, and so are its errors."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from workbench.store import Store

PERIOD = ("2025-10..2026-02", "--as-of", "2026-02-19")
STEM = "2025-10..2026-02-policy-tracker"
RUN = """
import os, signal, sys
cores, many, fault = (int(sys.argv.pop(1)) for _ in range(3))
os.sched_getaffinity = lambda _process: set(range(cores))
from workbench.cli import store_contents, main
store_contents.MANY = many
if fault:
    store_contents._draining = lambda _pieces: os.kill(os.getpid(), signal.SIGKILL)
try:
    main()
finally:
    print("loaded" if "sqlalchemy" in sys.modules else "not loaded", file=sys.stderr)
"""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are copied on Linux alone")


def draft(cores: int, out: Path, *, many: int = 2_000, fault: bool = False) -> tuple[int, str, list[str]]:
    """Exit code, what was printed, and the lines on standard error of `draft` in a process that sees so many cores.

    From `many` facts on more is done beside it than reading; with a fault the copy that reads is killed before it gives
    what a provenance says of facts.
    """
    done = subprocess.run(
        [sys.executable, "-c", RUN, str(cores), str(many), str(int(fault)), "draft", *PERIOD, "--out", str(out)],
        env={**os.environ, "WORKBENCH_LANG": "en"}, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout.replace(str(out), "OUT"), done.stderr.splitlines()


def test_with_a_copy_the_draft_is_the_same_and_the_database_is_never_loaded(ready, suspension, tmp_path):
    ready("decide", suspension["id"], "approve", "--reviewer", "林", "--reason", "已核對")
    beside, alone = tmp_path / "beside", tmp_path / "alone"
    code, said, errors = draft(2, beside)
    assert (code, errors) == (0, ["not loaded"])
    assert draft(1, alone) == (code, said, ["loaded"])
    for name in (f"{STEM}.md", f"{STEM}.provenance.json"):
        assert (beside / name).read_bytes() == (alone / name).read_bytes()
    assert "已核對" in (beside / f"{STEM}.provenance.json").read_text("utf-8")
    kept = Store("sqlite:///.workbench/workbench.db").drafts.all()
    assert [(each.text, each.path) for each in kept] == [
        ((beside / f"{STEM}.md").read_text("utf-8"), str(alone / f"{STEM}.md"))
    ]


@pytest.mark.parametrize("fault", [False, True], ids=["to its end", "killed meanwhile"])
def test_what_copies_do_for_many_facts_is_the_same(ready, suspension, tmp_path, fault):
    ready("decide", suspension["id"], "approve", "--reviewer", "林", "--reason", "已核對")
    beside, alone = tmp_path / "beside", tmp_path / "alone"
    code, said, errors = draft(2, beside, many=1, fault=fault)
    assert (code, errors[-1:]) == (0, ["loaded" if fault else "not loaded"])
    assert draft(1, alone)[:2] == (code, said)
    for name in (f"{STEM}.md", f"{STEM}.provenance.json"):
        assert (beside / name).read_bytes() == (alone / name).read_bytes()
    assert len(Store("sqlite:///.workbench/workbench.db").drafts.all()) == 1


def test_what_is_wrong_with_a_store_is_said_once_and_the_same(ready, tmp_path):
    with sqlite3.connect(".workbench/workbench.db") as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    code, said, errors = draft(2, tmp_path / "beside")
    assert code != 0
    assert said == ""
    assert draft(1, tmp_path / "alone") == (code, said, errors)
    assert len([line for line in errors if "9999" in line]) == 1


def test_a_command_that_ended_holds_no_file_open(ready):
    def opened() -> int:
        return sum(1 for _ in Path("/proc/self/fd").iterdir())

    assert ready("draft", *PERIOD).code == 0
    before = opened()
    for command in (("draft", *PERIOD), ("check", f"drafts/{STEM}.md"), ("facts", "--json"), ("draft", "nonsense")):
        ready(*command)
        assert opened() == before
