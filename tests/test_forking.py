"""Work beside other work: done in a copy of the process where one can be made, here where none can, once either way."""

import os
import signal
import subprocess
import sys
import textwrap

import pytest

from workbench import forking
from workbench.forking import in_a_fork, in_turn


def alone(program: str) -> list[str]:
    """What a program prints in a process of its own, without threads, which has two cores."""
    head = "import os\nfrom workbench import forking\nfrom workbench.forking import in_a_fork\n"
    many = "os.sched_getaffinity = lambda _: {0, 1}\n"
    done = subprocess.run(
        [sys.executable, "-c", head + many + textwrap.dedent(program)],
        capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    assert done.stderr == ""
    return done.stdout.splitlines()


def test_in_turn_work_is_done_when_it_is_first_asked_for_and_once() -> None:
    counted: list[int] = []
    result = in_turn(lambda: counted.append(1) or len(counted))
    assert counted == []
    assert (result(), result(), counted) == (1, 1, [1])


@pytest.mark.skipif(sys.platform != "linux", reason="processes are copied on Linux alone")
def test_a_copy_does_the_work_with_what_was_there_and_its_result_is_told_once() -> None:
    told = alone("""
        there = [3, 4]
        result = in_a_fork(lambda: (os.getpid(), sum(there)))
        there.append(100)
        (process, total) = result()
        print(process != os.getpid(), total, result() == (process, total))
    """)
    assert told == ["True 7 True"]


@pytest.mark.skipif(sys.platform != "linux", reason="processes are copied on Linux alone")
def test_what_a_copy_cannot_do_is_done_here_where_its_error_is_seen() -> None:
    told = alone("""
        def fails():
            raise ValueError(f"here: {os.getpid() == first}")
        first = os.getpid()
        result = in_a_fork(fails)
        try:
            result()
        except ValueError as error:
            print(error)
    """)
    assert told == ["here: True"]


@pytest.mark.skipif(sys.platform != "linux", reason="processes are copied on Linux alone")
def test_what_a_copy_gives_that_cannot_be_sent_is_made_here() -> None:
    assert alone("print(in_a_fork(lambda: (n for n in [1]))().__next__())") == ["1"]


@pytest.mark.skipif(sys.platform != "linux", reason="processes are copied on Linux alone")
def test_the_work_of_a_copy_that_is_killed_is_done_here() -> None:
    told = alone(f"""
        first = os.getpid()
        def works():
            if os.getpid() != first:
                os.kill(os.getpid(), {int(signal.SIGKILL)})
            return "done here"
        print(in_a_fork(works)())
    """)
    assert told == ["done here"]


@pytest.mark.skipif(sys.platform != "linux", reason="processes are copied on Linux alone")
def test_the_work_of_a_copy_that_is_killed_while_it_tells_is_done_here() -> None:
    told = alone("""
        import multiprocessing, time
        result = in_a_fork(lambda: b"x" * 20_000_000)
        time.sleep(0.5)
        (copy,) = multiprocessing.active_children()
        copy.kill()
        print(len(result()))
    """)
    assert told == ["20000000"]


@pytest.mark.skipif(sys.platform != "linux", reason="processes are copied on Linux alone")
def test_beside_a_thread_and_in_a_copy_work_is_done_in_turn() -> None:
    told = alone("""
        import threading
        apart, within = in_a_fork(lambda: (os.getpid(), in_a_fork(os.getpid)()))()
        print(apart == within, apart != os.getpid())
        ended = threading.Event()
        thread = threading.Thread(target=ended.wait)
        thread.start()
        print(in_a_fork(os.getpid)() == os.getpid())
        ended.set()
    """)
    assert told == ["True True", "True"]


def test_on_one_core_work_is_done_in_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forking.os, "sched_getaffinity", lambda _process: {0}, raising=False)
    assert in_a_fork(os.getpid)() == os.getpid()
