"""The process beside the review, in a real terminal: it has the dictionaries, and the review goes on without it."""

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from benchmarks.reviewing import open_review
from tests.review.samples import sample_records
from tests.review.sittings import approvals, decided_on_screen, store_of_claims
from workbench.cli.beside import ProcessBeside
from workbench.report import describe, in_both_scripts
from workbench.review.ports import Ended, Outlook
from workbench.store import Store

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks at processes as Linux shows them")

IN_OTHER_SCRIPT = "业"
"""The claims of these stores say 業界."""


def _children(pid):
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _child_of_this_process():
    """The process beside, among whatever else the tests have started."""
    (child,) = [pid for pid in _children(os.getpid()) if b"following" in Path(f"/proc/{pid}/cmdline").read_bytes()]
    return child


def _has_dictionaries(pid):
    return "opencc" in Path(f"/proc/{pid}/maps").read_text()


@pytest.fixture
def terminal(tmp_path):
    store_of_claims(tmp_path, 12)
    terminal = open_review(tmp_path, "li")
    terminal.until("❯", 60)
    yield terminal
    terminal.kill()


def test_names_in_both_scripts_and_lines_of_the_report_come_from_the_process_beside(terminal):
    terminal.until("來源稱", 60)
    terminal.write("S")
    terminal.until(IN_OTHER_SCRIPT, 60)
    for key in ("a", "a", "x", "j"):
        terminal.press(key)
    (beside,) = _children(terminal.pid)
    assert not _has_dictionaries(terminal.pid)
    assert _has_dictionaries(beside)


def test_without_the_process_beside_it_is_told_and_decisions_are_saved(terminal, tmp_path):
    terminal.until("來源稱", 60)
    (beside,) = _children(terminal.pid)
    os.kill(beside, signal.SIGKILL)
    terminal.until("has ended", 60)
    for _key in range(12):
        terminal.press("a")
    assert decided_on_screen(terminal) == 12
    assert len(approvals(Store(f"sqlite:///{tmp_path / 'workbench.db'}"))) == 12


@pytest.fixture
def beside(tmp_path):
    store_of_claims(tmp_path, 3)
    beside = ProcessBeside(f"sqlite:///{tmp_path / 'workbench.db'}", None, None, tmp_path)
    beside.start()
    yield beside
    beside.close()


def _wait_for(known):
    """What `known` gives as soon as it gives something."""
    end = time.monotonic() + 60
    while (found := known()) is None:
        assert time.monotonic() < end
        time.sleep(0.01)
    return found


def test_words_are_those_of_the_report(beside):
    for one in sample_records():
        assert _wait_for(lambda one=one: beside.phrases.line(one)) == describe(one)
    name = "后海里程面粉厂"
    assert _wait_for(lambda: beside.phrases.both_scripts(name)) == in_both_scripts(name)


def test_a_process_that_does_not_listen_keeps_nobody_waiting(beside):
    assert isinstance(_wait_for(beside.news), Outlook)
    names = [f"第{number}家复合材料公司" for number in range(1_500)]
    child = _child_of_this_process()
    os.kill(child, signal.SIGSTOP)
    try:
        assert {beside.phrases.both_scripts(name) for name in names} == {None}  # more than a pipe holds
        beside.ask(1)
    finally:
        os.kill(child, signal.SIGCONT)
    assert _wait_for(lambda: beside.phrases.both_scripts(names[-1]))[0] == "第1499家複合材料公司"
    assert _wait_for(beside.news).answers == 1


def test_a_process_that_cannot_begin_tells_that_it_ended(tmp_path):
    (tmp_path / "file").touch()
    beside = ProcessBeside(f"sqlite:///{tmp_path}/file/workbench.db", None, None, tmp_path)
    beside.start()
    assert _wait_for(beside.news) == Ended()
    assert beside.phrases.line(sample_records()[0]) is None
    beside.close()
