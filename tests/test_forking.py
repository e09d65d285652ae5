"""Work beside other work: done in a copy of the process where one can be made, here where none can, once either way."""

import signal
import subprocess
import sys
import textwrap

import pytest

from workbench import forking
from workbench.forking import Companion

linux = pytest.mark.skipif(sys.platform != "linux", reason="processes are copied on Linux alone")


def alone(program: str) -> list[str]:
    """What a program prints in a process of its own, without threads, which has two cores."""
    head = "import os\nfrom workbench import forking\nfrom workbench.forking import Companion\nfirst = os.getpid()\n"
    many = "os.sched_getaffinity = lambda _: {0, 1}\n"
    done = subprocess.run(
        [sys.executable, "-c", head + many + textwrap.dedent(program)],
        capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    assert done.stderr == ""
    return done.stdout.splitlines()


def test_without_a_copy_work_is_done_when_it_is_first_asked_for_and_once() -> None:
    companion, counted = Companion(wanted=False), list[int]()
    whole = companion.begin(lambda: counted.append(1) or len(counted))
    parts = companion.share(lambda part: counted.append(part) or part * part, 4)
    answer = companion.answer(lambda: lambda question: counted.append(9) or question.upper())
    streamed = companion.stream(lambda: "abc", "-".join)
    companion.start()
    assert counted == []
    assert (whole(), whole(), counted) == (1, 1, [1])
    assert (parts(), parts(), counted) == ([0, 1, 4, 9], [0, 1, 4, 9], [1, 0, 1, 2, 3])
    assert (streamed(), streamed()) == ("a-b-c", "a-b-c")
    told = answer("what")
    assert counted == [1, 0, 1, 2, 3]
    assert (told(), told(), counted[5:]) == ("WHAT", "WHAT", [9])


@linux
def test_a_copy_does_the_work_with_what_was_there_and_its_result_is_told_once() -> None:
    told = alone("""
        there, companion = [3, 4], Companion()
        result = companion.begin(lambda: (os.getpid(), sum(there)))
        companion.start()
        there.append(100)
        (process, total) = result()
        print(process != first, total, result() == (process, total))
    """)
    assert told == ["True 7 True"]


@linux
def test_what_is_shared_is_done_by_both_each_part_once() -> None:
    told = alone("""
        import time
        companion = Companion()
        def work(part):
            time.sleep(0.01)
            return part, os.getpid()
        shared = companion.share(work, 40)
        companion.start()
        done = shared()
        print([part for part, _ in done] == list(range(40)), len({process for _, process in done}))
    """)
    assert told == ["True 2"]


@linux
def test_what_is_shared_goes_before_what_is_begun_and_each_is_heard_in_any_order() -> None:
    told = alone("""
        companion, seen = Companion(), []
        last = companion.answer(lambda: lambda question: (question, list(seen)))
        begun = [companion.begin(lambda name=name: seen.append(name) or name * 100_000) for name in "ab"]
        shared = companion.share(lambda part: seen.append(part) or part, 1)
        companion.start()
        import time
        time.sleep(0.3)
        print(begun[1]()[:1], shared(), begun[0]()[:1], last("?")())
    """)
    assert told == ["b [0] a ('?', [0, 'a', 'b'])"]


@linux
def test_a_question_is_answered_by_the_copy_which_prepared_for_it() -> None:
    told = alone("""
        companion = Companion()
        def prepare():
            prepared = os.getpid()
            return lambda question: (len(question), prepared == os.getpid() != first)
        ask = companion.answer(prepare)
        companion.start()
        print(*ask("x" * 10_000_000)())
    """)
    assert told == ["10000000 True"]


@linux
def test_pieces_are_taken_while_the_copy_makes_more_of_them() -> None:
    told = alone("""
        import time
        companion = Companion()
        def pieces():
            for number in range(3):
                yield number, os.getpid() != first, time.monotonic()
                time.sleep(0.3)
        def take(pieces):
            return [(number, there, made, time.monotonic()) for number, there, made in pieces]
        before = companion.begin(lambda: "before")
        streamed = companion.stream(pieces, take)
        after = companion.begin(lambda: "after")
        companion.start()
        taken = streamed()
        print([number for number, *_ in taken], all(there for _, there, *_ in taken), taken[0][3] < taken[2][2])
        print(streamed() is taken, before(), after())
    """)
    assert told == ["[0, 1, 2] True True", "True before after"]


@linux
def test_pieces_sent_earlier_can_be_read_after_results_sent_later() -> None:
    told = alone("""
        companion = Companion()
        streamed = companion.stream(lambda: iter([1, 2, 3]), sum)
        after = companion.begin(lambda: "after")
        companion.start()
        print(after(), streamed())
    """)
    assert told == ["after 6"]


@linux
def test_pieces_that_break_off_are_taken_anew_from_those_made_here() -> None:
    told = alone("""
        companion = Companion()
        def pieces():
            yield from [1, 2]
            if os.getpid() != first:
                raise ValueError
            yield 3
        streamed = companion.stream(pieces, list)
        companion.start()
        print(streamed())
    """)
    assert told == ["[1, 2, 3]"]


@linux
def test_what_is_supplied_is_what_the_copy_gave_and_is_made_by_nobody_else() -> None:
    told = alone("""
        def pieces():
            yield from [1, 2]
            if companion_breaks:
                raise ValueError
            yield os.getpid() != first
        for companion_breaks in (False, True):
            companion = Companion()
            supplied = companion.supply(pieces)
            after = companion.begin(lambda: "after")
            companion.start()
            print(list(supplied), list(supplied), after())
        alone = Companion(wanted=False)
        print(list(alone.supply(pieces)))
    """)
    assert told == ["[1, 2, True] [] after", "[1, 2] [] after", "[]"]


@linux
def test_a_copy_has_answered_as_soon_as_there_is_something_to_take_or_it_is_gone() -> None:
    told = alone("""
        import multiprocessing, time
        companion = Companion()
        late = companion.begin(lambda: time.sleep(0.3) or "late")
        later = companion.begin(lambda: time.sleep(60))
        companion.start()
        print(companion.has_answered)
        while not companion.has_answered:
            time.sleep(0.01)
        print(late(), companion.has_answered)
        (copy,) = multiprocessing.active_children()
        copy.kill()
        copy.join()
        print(companion.has_answered)
    """)
    assert told == ["False", "late False", "True"]


@linux
@pytest.mark.parametrize("laid", [
    "result = companion.begin(work)",
    "result = companion.share(lambda part: work(), 1)",
    "ask = companion.answer(lambda: lambda question: work())\nresult = lambda: ask(1)()",
], ids=["begun", "shared", "asked"])  # fmt: skip
@pytest.mark.parametrize(("fault", "told"), [
    ("raise ValueError('in the copy')", ["done here"]),
    (f"os.kill(os.getpid(), {int(signal.SIGKILL)})", ["done here"]),
    ("return (n for n in [1])", ["done here"]),
], ids=["raises", "is killed", "cannot be sent"])  # fmt: skip
def test_what_a_copy_cannot_do_is_done_here(laid: str, fault: str, told: list[str]) -> None:
    program = f"""
def work():
    if os.getpid() != first:
        {fault}
    return "done here"
companion = Companion()
{laid}
after = companion.begin(lambda: "and the rest")
companion.start()
import time
time.sleep(0.3)
found = result()
print(found[0] if isinstance(found, list) else found, after())
"""
    assert alone(program) == [f"{told[0]} and the rest"]


@linux
def test_an_error_is_raised_where_it_can_be_seen() -> None:
    told = alone("""
        def fails():
            raise ValueError(f"here: {os.getpid() == first}")
        companion = Companion()
        result = companion.begin(fails)
        companion.start()
        try:
            result()
        except ValueError as error:
            print(error)
    """)
    assert told == ["here: True"]


@linux
def test_the_work_of_a_copy_that_is_killed_while_it_tells_is_done_here() -> None:
    told = alone("""
        import multiprocessing, time
        companion = Companion()
        result = companion.begin(lambda: b"x" * 20_000_000)
        companion.start()
        time.sleep(0.5)
        (copy,) = multiprocessing.active_children()
        copy.kill()
        print(len(result()))
    """)
    assert told == ["20000000"]


@linux
def test_beside_a_thread_and_in_a_copy_there_is_no_copy() -> None:
    told = alone("""
        import threading
        companion = Companion()
        within = companion.begin(lambda: Companion().will_fork)
        companion.start()
        print(companion.will_fork, within())
        ended = threading.Event()
        thread = threading.Thread(target=ended.wait)
        thread.start()
        print(Companion().will_fork)
        ended.set()
    """)
    assert told == ["True False", "False"]


def test_on_one_core_there_is_no_copy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forking.os, "sched_getaffinity", lambda _process: {0}, raising=False)
    assert not Companion().will_fork


@linux
def test_what_a_copy_let_go_after_a_step_the_system_has_again() -> None:
    """Many short texts, and one made after them, which alone would keep the heap as large as it was."""
    (held,) = alone("""
        def resident():
            with open("/proc/self/statm") as told:
                return int(told.read().split()[1]) * os.sysconf("SC_PAGESIZE") // 1_000_000

        last = []

        def fill():
            many = [bytes(1_000) for _ in range(60_000)]
            last.append(bytes(1_000))
            return resident()

        companion = Companion()
        full, after = companion.begin(fill), companion.begin(resident)
        companion.start()
        print(full() - after())
    """)
    assert int(held) > 40
