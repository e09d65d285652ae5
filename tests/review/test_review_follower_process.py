"""The process that follows a review, in a real terminal: it has the dictionaries, and the review goes on without it."""

import os
import random
import signal
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from benchmarks.reviewing import open_review
from tests.review.samples import sample_records
from tests.review.sittings import approvals, children_of, decided_on_screen, store_of_claims
from workbench.cli.follower import FollowerProcess
from workbench.report import describe, in_both_scripts
from workbench.review.ports import Ended, Finished, Outlook
from workbench.store import Store

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks at processes as Linux shows them")

IN_OTHER_SCRIPT = "业"
"""The claims of these stores say 業界."""


def _child_of_this_process():
    """The follower's process, among whatever else the tests have started."""
    (child,) = [
        pid for pid in children_of(os.getpid()) if b"follower_process" in Path(f"/proc/{pid}/cmdline").read_bytes()
    ]
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


def test_names_in_both_scripts_and_lines_of_the_report_come_from_the_follower(terminal):
    terminal.until("來源稱", 60)
    terminal.write("S")
    terminal.until(IN_OTHER_SCRIPT, 60)
    for key in ("a", "a", "x", "j"):
        terminal.press(key)
    (follower,) = children_of(terminal.pid)
    assert not _has_dictionaries(terminal.pid)
    assert _has_dictionaries(follower)


def test_where_the_follower_is_killed_another_takes_its_place_and_no_decision_is_lost(terminal, tmp_path):
    terminal.until("來源稱", 60)
    for _time in range(2):
        (follower,) = children_of(terminal.pid)
        terminal.clear()
        os.kill(follower, signal.SIGKILL)
        terminal.until("broke off", 60)  # before any key: what a key tells takes its place
        terminal.until("draft restarting", 60)
        terminal.clear()
        for _key in range(6):
            terminal.press("a")
        terminal.until("saved ✓\x1b", 60)  # nothing behind it any more
        assert children_of(terminal.pid) not in ([], [follower])
    assert decided_on_screen(terminal) == 12
    assert len(approvals(Store(f"sqlite:///{tmp_path / 'workbench.db'}"))) == 12
    terminal.clear()
    terminal.write("p")
    terminal.until("來源稱", 60)


@pytest.fixture
def follower(tmp_path):
    store_of_claims(tmp_path, 3)
    follower = FollowerProcess(f"sqlite:///{tmp_path / 'workbench.db'}", None, None, tmp_path)
    follower.start()
    yield follower
    follower.close()


def _wait_for(known):
    """What `known` gives as soon as it gives something."""
    end = time.monotonic() + 60
    while (found := known()) is None:
        assert time.monotonic() < end
        time.sleep(0.01)
    return found


def test_words_are_those_of_the_report(follower):
    for one in sample_records():
        assert _wait_for(lambda one=one: follower.phrases.line(one)) == describe(one)
    name = "后海里程面粉厂"
    assert _wait_for(lambda: follower.phrases.both_scripts(name)) == in_both_scripts(name)


def test_a_process_that_does_not_listen_keeps_nobody_waiting(follower):
    assert isinstance(_wait_for(follower.news), Outlook)
    names = [f"第{number}家复合材料公司" for number in range(1_500)]
    child = _child_of_this_process()
    os.kill(child, signal.SIGSTOP)
    try:
        assert {follower.phrases.both_scripts(name) for name in names} == {None}  # more than a pipe holds
        follower.ask(1)
    finally:
        os.kill(child, signal.SIGCONT)
    assert _wait_for(lambda: follower.phrases.both_scripts(names[-1]))[0] == "第1499家複合材料公司"
    assert _wait_for(follower.news).answers == 1


# what takes its place


@pytest.fixture
def store(tmp_path, follower):
    """The store that `follower` works on."""
    return Store(f"sqlite:///{tmp_path / 'workbench.db'}")


@pytest.fixture
def pauses(monkeypatch, request):
    """Another takes its place at once, and so often."""
    monkeypatch.setattr("workbench.cli.follower._PAUSES", getattr(request, "param", (0.0,) * 20))


def so_often(*pauses):
    return pytest.mark.parametrize("pauses", [pauses], indirect=True)


def _kill_child():
    child = _wait_for(_child_or_none)
    os.kill(child, signal.SIGKILL)
    _wait_for(lambda: True if _child_or_none() != child else None)


def _child_or_none():
    try:
        return _child_of_this_process()
    except (ValueError, OSError):  # none there; it ended while it was looked at
        return None


def _outlook_of(follower, number):
    """The first outlook that answers an asking, and what was told before it."""
    before = []
    while not (isinstance(news := _wait_for(follower.news), Outlook) and news.answers == number):
        before.append(news)
    return news, before


def _next_end(follower):
    """The next time that it broke off; on a busy machine it may have derived before it was killed."""
    while not isinstance(news := _wait_for(follower.news), Ended):
        pass
    return news


def _reject(store, fact):
    """What moves the routes of others."""
    store.decide(fact.id, "reject", reviewer="li", revision=store.record(fact.id).revision)


def test_a_process_killed_before_it_told_anything_has_its_place_taken(pauses, follower):
    _kill_child()
    assert _next_end(follower) == Ended(again=True, killed=True)
    assert isinstance(_wait_for(follower.news), Outlook)


def test_what_was_decided_while_no_process_listened_is_routed_by_the_next(pauses, follower, store):
    _outlook_of(follower, 0)
    child = _child_of_this_process()
    os.kill(child, signal.SIGSTOP)  # what it is asked now, it never hears
    _reject(store, next(iter(store.records())))
    follower.ask(1)
    assert follower.phrases.both_scripts("面粉厂") is None
    os.kill(child, signal.SIGKILL)
    assert store.routing.due
    outlook, before = _outlook_of(follower, 1)
    assert before == [Ended(again=True, killed=True)]
    assert not store.routing.due
    assert len(outlook.needed) == 2
    assert _wait_for(lambda: follower.phrases.both_scripts("面粉厂")) == ("麵粉廠", "面粉厂")


def test_a_process_killed_while_it_routes_leaves_that_to_the_next(pauses, follower, store):
    _outlook_of(follower, 0)
    with store.routing.taken():  # it waits for its turn
        _reject(store, next(iter(store.records())))
        follower.ask(1)
        time.sleep(1)
        _kill_child()
    assert _outlook_of(follower, 1)[1] == [Ended(again=True, killed=True)]
    assert not store.routing.due


def test_killed_again_and_again_while_facts_are_decided_it_follows_all_of_them(pauses, follower, store):
    chance = random.Random(11)
    for number, record in enumerate(list(store.records()), start=1):
        _reject(store, record)
        follower.ask(number)
        time.sleep(chance.random() * 1.5)  # while it is loaded, waits, routes or derives
        _kill_child()
    outlook, before = _outlook_of(follower, 3)
    seen = before.count(
        Ended(again=True, killed=True)
    )  # the last was perhaps killed when it had told all that it had to
    assert [_next_end(follower) for _time in range(3 - seen)] == [Ended(again=True, killed=True)] * (3 - seen)
    assert seen in {2, 3}
    assert outlook.needed == frozenset()
    assert not store.routing.due


def test_a_final_draft_that_was_asked_for_is_written_by_the_next_once(pauses, follower, store, tmp_path):
    for record in list(store.records()):
        _reject(store, record)
    _outlook_of(follower, 0)
    child = _child_of_this_process()
    os.kill(child, signal.SIGSTOP)
    follower.finish()
    os.kill(child, signal.SIGKILL)
    end, finished, outlook = (_wait_for(follower.news) for _time in range(3))
    assert end == Ended(again=True, killed=True)
    assert isinstance(finished, Finished)
    assert finished.path is not None
    assert Path(finished.path).parent == tmp_path
    assert isinstance(outlook, Outlook)
    _kill_child()
    assert [type(_wait_for(follower.news)) for _time in range(2)] == [Ended, Outlook]


def test_the_next_goes_on_with_the_report_of_the_first(pauses, follower, store, tmp_path):
    first, _before = _outlook_of(follower, 0)
    other = next(month for month in ("2025-11", "2025-12") if month != first.period)
    store.drafts.keep(period=other, as_of=date(2025, 12, 31), path=str(tmp_path / "other.md"), text="# 另一份\n")
    _kill_child()
    assert _next_end(follower).again
    again, _before = _outlook_of(follower, 0)
    assert (again.period, again.as_of) == (first.period, first.as_of)


@so_often(0.0)
@pytest.mark.parametrize(("well_after", "goes_on"), [(0.0, True), (600.0, False)])
def test_what_ends_a_process_that_was_well_is_a_new_matter(monkeypatch, pauses, follower, well_after, goes_on):
    monkeypatch.setattr("workbench.cli.follower._WELL_SECONDS", well_after)
    for _time in range(2):
        _outlook_of(follower, 0)
        _kill_child()
    assert _next_end(follower) == Ended(again=goes_on, killed=True)


@so_often(0.0, 0.0)
def test_one_that_is_killed_each_time_is_begun_so_often_and_no_more(pauses, follower):
    for again in (True, True, False):
        _kill_child()
        assert _next_end(follower) == Ended(again=again, killed=True)
    assert _child_or_none() is None
    assert follower.phrases.line(sample_records()[0]) is None
    follower.ask(1)
    follower.finish()
    assert follower.news() is None


@so_often(0.0)
def test_a_process_that_cannot_begin_tells_why(pauses, tmp_path):
    (tmp_path / "file").touch()
    follower = FollowerProcess(f"sqlite:///{tmp_path}/file/workbench.db", None, None, tmp_path)
    follower.start()
    first, last = _wait_for(follower.news), _wait_for(follower.news)
    assert (first.again, last.again, last.killed) == (True, False, False)
    assert f"{tmp_path}/file" in last.cause
    assert follower.phrases.line(sample_records()[0]) is None
    follower.close()


@so_often()
def test_where_no_process_can_be_begun_that_is_told(pauses, monkeypatch, tmp_path):
    monkeypatch.setattr("sys.executable", str(tmp_path / "nothing"))
    follower = FollowerProcess(f"sqlite:///{tmp_path / 'workbench.db'}", None, None, tmp_path)
    follower.start()
    assert "nothing" in _wait_for(follower.news).cause
    follower.close()


@so_often(600.0)
def test_between_two_processes_it_ends_at_once(pauses, follower):
    _kill_child()
    assert _next_end(follower).again
    began = time.monotonic()
    follower.close()
    assert time.monotonic() - began < 60  # of a pause of 600
    assert _child_or_none() is None
