"""`kill -9` of sessions that decide: nothing acknowledged is lost, nothing is decided twice, the store stays whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.killed import kill_sessions


@pytest.mark.timeout(240)
def test_sessions_that_are_killed_leave_what_an_undisturbed_run_leaves(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    made = kill_sessions((f"sqlite:///{tmp_path}/one.db", f"sqlite:///{tmp_path}/two.db"), tmp_path, times=5)
    assert made.killed >= 2
    assert (made.lost, made.twice, made.same, made.unwell) == (0, 0, True, ())
