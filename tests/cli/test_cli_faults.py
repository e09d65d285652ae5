"""A full disk, one that cannot be written, a damaged store, a clock set back: one clear line each, and nothing lost."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

NAMESPACE = ("unshare", "--map-root-user", "--mount")
ROOT = Path(__file__).resolve().parents[2]


def on_a_small_disk(scenario: str, folder: Path) -> dict:
    """What `tests.cli.small_disk` tells; skipped where the system gives no mount namespaces."""
    if (
        shutil.which("unshare") is None
        or subprocess.run([*NAMESPACE, "true"], check=False, capture_output=True).returncode
    ):
        pytest.skip("no mount namespaces here")
    ran = subprocess.run(
        [*NAMESPACE, sys.executable, "-m", "tests.cli.small_disk", scenario, str(folder)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr[-2_000:]
    return json.loads(ran.stdout)


def test_on_a_full_disk_every_command_says_so_in_a_line_and_what_was_acknowledged_is_kept(tmp_path):
    told = on_a_small_disk("full", tmp_path)
    assert told["fault"]["state"] == "full"
    assert "the disk is full" in told["fault"]["said"]
    assert len(told["acknowledged"]) >= 1
    assert set(told["acknowledged"]) <= set(told["kept"])
    for command in ("decide", "decide --match", "backup", "draft"):
        ended = told["told"][command]
        assert ended["code"] == 1, (command, ended)
        assert all(line.startswith("Error: ") for line in ended["err"])
        assert any("full" in line or "No space left" in line for line in ended["err"])
    facts = told["told"]["facts"]  # SQLite needs a few pages even to read, where nobody has the store open
    assert facts["code"] == 0 or ["disk is full" in line for line in facts["err"]] == [True]
    assert told["left"] == ["filler", "home"]
    assert told["after"]["doctor"]["code"] == 0, told["after"]["doctor"]["out"]
    assert told["after"]["decide"]["code"] == 0


def test_a_decision_on_many_stops_at_a_full_disk_with_one_line(tmp_path):
    ended = on_a_small_disk("full", tmp_path)["told"]["decide --match"]
    assert len(ended["err"]) == 1


def test_on_a_full_disk_answers_that_could_not_be_stored_are_told_and_the_others_are_there(tmp_path):
    told = on_a_small_disk("cache", tmp_path)
    assert told["stored"] > 0
    assert "could not be stored" in told["notices"][0]
    assert (told["lost"], told["later"]) == ([], [])


def test_where_nothing_can_be_written_every_command_says_so_in_a_line(tmp_path):
    told = on_a_small_disk("read_only", tmp_path)
    for command in ("decide", "add", "extract", "backup"):
        ended = told["told"][command]
        assert ended["code"] == 1, (command, ended)
        assert len([line for line in ended["err"] if line.startswith("Error: ")]) == 1
        assert not any("Traceback" in line for line in ended["err"])
    assert told["told"]["doctor"]["code"] == 3
    assert "cannot be written" in told["told"]["doctor"]["out"]
    assert told["facts"] == 400
    assert told["doctor"]["code"] == 0


@pytest.mark.parametrize(
    "words",
    [
        ("facts", "--json"), ("documents",), ("decide", "--match", "state=pending", "approve"), ("search", "稀土"),
        ("draft", "2025-10..2026-02", "--as-of", "2026-02-19"), ("extract", "--engine", "rules", "--force"), ("stats",),
    ],
)  # fmt: skip
def test_a_store_with_damaged_pages_ends_every_command_with_one_line_and_is_left_as_it_is(ready, words):
    damage(Path(".workbench/workbench.db"))
    before = Path(".workbench/workbench.db").read_bytes()
    ended = ready(*words)
    assert (ended.code, len(ended.errors)) == (1, 1)
    assert "damaged" in ended.errors[0]
    assert "workbench restore" in ended.errors[0]
    assert Path(".workbench/workbench.db").read_bytes() == before


def damage(path: Path) -> None:
    """Overwrite every page but the first: it still looks like a database."""
    import sqlite3

    connection = sqlite3.connect(path)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    data = bytearray(path.read_bytes())
    data[4096:] = b"\x5a" * (len(data) - 4096)
    path.write_bytes(data)
    for left in path.parent.glob("workbench.db-*"):
        left.unlink()


def test_with_the_clock_set_back_decisions_keep_their_order(ready, suspension, monkeypatch):
    ready("decide", suspension["id"], "reject", "--reviewer", "林")
    ready("draft", "2025-10..2026-02", "--as-of", "2026-02-19", "--out", "first")
    set_back(monkeypatch, timedelta(days=400))
    ready("decide", suspension["id"], "approve", "--reviewer", "王")
    assert state_of(ready, suspension) == "approved"
    ready("decide", suspension["id"], "undo", "--reviewer", "王")
    assert state_of(ready, suspension) == "rejected"
    ready("decide", suspension["id"], "edit", "--set", "until=2026-11-09", "--reviewer", "王")
    assert ready("draft", "2025-10..2026-02", "--as-of", "2026-02-19", "--out", "second").code == 0
    assert [hit["path"] for hit in ready("search", "稀土", "--json").rows if hit["kind"] == "report"] == [
        "second/2025-10..2026-02-policy-tracker.md"
    ]
    assert ready("extract", "--engine", "rules", "--force").code == 0
    assert state_of(ready, suspension) == "edited"
    assert ready("backup", "state.zip").code == 0
    assert ready("restore", "state.zip").code == 0
    assert ready("restore", "state.zip").code == 0  # the second backup of what was before has the first one's second
    assert ready("doctor").code == 0


def state_of(workbench, fact) -> str:
    return next(each["state"] for each in workbench.facts() if each["id"] == fact["id"])


def set_back(monkeypatch: pytest.MonkeyPatch, by: timedelta) -> None:
    """Let every module that asks for the time get an earlier one."""
    stopped = datetime.now(UTC) - by

    class Earlier(datetime):
        @classmethod
        def now(cls, tz=None):
            return stopped if tz is not None else stopped.replace(tzinfo=None)

    for name, module in list(sys.modules.items()):
        if name.startswith("workbench.") and getattr(module, "datetime", None) is datetime:
            monkeypatch.setattr(module, "datetime", Earlier)


@pytest.mark.parametrize("words", [("extract", "--engine", "model", "--offline", "--force"), ("write", "2025-10")])
def test_a_damaged_cache_is_set_aside_and_told_by_every_command_that_asks(ready, words):
    folder = Path(".workbench/cache")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    (folder / "cache.db").write_bytes(b"damaged" * 1_000)
    told = ready(*words)
    assert "Traceback" not in told.err
    assert sum("it was set aside as" in line for line in told.err.splitlines()) == 1
    (aside,) = Path(".workbench").glob("cache.damaged-*")
    assert (aside / "cache.db").read_bytes() == b"damaged" * 1_000
