"""The process that follows a review: it routes facts after decisions, derives draft and conflicts anew, writes the final draft,
and finds the report's words.

It is a separate process because a busy thread within the review would make every key wait, and because the dictionaries that
it loads take more memory than the review itself.
"""

from __future__ import annotations

import os
import pickle
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import chain
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Literal

from workbench.cli.outlook import ReportInHand, derive_outlook, report_in_hand
from workbench.errors import WorkbenchError
from workbench.review.ports import Finished, Outlook

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from workbench.cli.follower_messages import Assignment, Phrase, Phrased, Reply, Request
    from workbench.pipeline.coverage import Mentions
    from workbench.store import Store

Task = tuple[Literal["derive", "finish"], int]
Tasks = SimpleQueue[Task | None]
"""Requests that take their time; None ends them."""

_QUIET_SECONDS = 0.4
"""Deriving waits until the reviewer has paused so long …"""
_MOST_TOGETHER = 50
"""… or has asked so often."""
_NICE = 10
_TURN_SECONDS = 0.001
"""How long one thread runs while the other waits: words are asked for while the draft is derived."""


class Replies:
    """The pipe to the review, shared by both threads."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self._lock = threading.Lock()

    def report(self, hand: ReportInHand) -> None:
        """Say which report is followed, so that a process that replaces this one goes on with the same."""
        self._send(("report", (hand.period, hand.as_of, hand.folder)))

    def news(self, news: Outlook | Finished) -> None:
        """Send news, pickled by itself: the review unpacks it when it has time."""
        self._send(("finished" if isinstance(news, Finished) else "outlook", pickle.dumps(news)))

    def phrases(self, asked: Sequence[Phrased]) -> None:
        """Send the words for what was asked, in its order."""
        self._send(("phrases", [phrase_of(each) for each in asked]))

    @contextmanager
    def telling_failures(self) -> Iterator[None]:
        """Send the reason where the block fails; the process is to end then."""
        try:
            yield
        except (EOFError, ConnectionError):
            raise  # the review ended: nobody reads it
        except WorkbenchError as error:
            self._send(("failed", str(error)))
        except Exception as error:
            self._send(("failed", f"{type(error).__name__}: {error}"))

    def _send(self, reply: Reply) -> None:
        with self._lock:
            self._pipe.send(reply)


def phrase_of(phrased: Phrased) -> Phrase:
    """The line of the report for what a fact says; a name in both scripts."""
    from workbench.report import fact_line, in_both_scripts

    return in_both_scripts(phrased) if isinstance(phrased, str) else fact_line(phrased)


def serve() -> None:
    """The main function of the process: requests come on its standard input, replies go to its standard output."""
    from multiprocessing.connection import Connection

    requests, replies = Connection(os.dup(0), writable=False), Replies(Connection(os.dup(1), readable=False))
    os.dup2(2, 1)  # what a library prints is no reply
    tasks: Tasks = SimpleQueue()
    with suppress(EOFError, ConnectionError, KeyboardInterrupt), replies.telling_failures():  # unless the review ended
        assignment = requests.recv()
        phrase_of("")  # before there are two threads: what it loads, the other thread needs too
        sys.setswitchinterval(_TURN_SECONDS)
        threading.Thread(target=receive, args=(requests, replies, tasks), daemon=True).start()
        os.nice(_NICE)  # this thread alone, where the system knows threads apart: words are waited for
        follow(tasks, replies, assignment)


def receive(requests: Connection, replies: Replies, tasks: Tasks) -> None:
    """Find words as soon as they are asked for, and pass on the tasks that take their time."""
    try:
        with suppress(EOFError, ConnectionError), replies.telling_failures():  # unless the review ended
            while True:
                came: Sequence[Request] = requests.recv()
                phrased = [each[1] for each in came if each[0] == "phrase"]
                if phrased:
                    replies.phrases(phrased)
                for each in came:
                    if each[0] != "phrase":
                        tasks.put(each)
    finally:
        tasks.put(None)


def follow(tasks: Tasks, replies: Replies, assignment: Assignment) -> None:
    """Do what is due at the start, then whatever `tasks` bring, until they end."""
    from workbench.store import Store

    store = Store(assignment.store_url)
    hand = report_in_hand(store, *assignment.report)
    replies.report(hand)
    mentions: Mentions = {}
    due = (assignment.number, assignment.finishing)
    for number, finishing in chain([due], _tasks_together(tasks, assignment.number)):
        if number or finishing:  # something was decided in this sitting
            _route(store)
        if finishing:
            replies.news(_finished(store, hand))
        replies.news(derive_outlook(store, hand, answers=number, mentions=mentions))


def _tasks_together(tasks: Tasks, number: int) -> Iterator[tuple[int, bool]]:
    """Tasks that come in quick succession as one: the number of the reviewer's last decision, and whether the final draft is
    asked for. `number` is that of the last decision before.
    """
    while (first := tasks.get()) is not None:
        together = [first]
        with suppress(Empty):
            while len(together) < _MOST_TOGETHER and together[-1][0] != "finish":
                another = tasks.get(timeout=_QUIET_SECONDS)
                if another is None:
                    return
                together.append(another)
        number = max(number, *(each for _what, each in together))
        yield number, any(what == "finish" for what, _each in together)


def _route(store: Store) -> None:
    from workbench.cli.app import settings
    from workbench.pipeline.reassessing import follow_decisions

    follow_decisions(store, settings().triage)


def _finished(store: Store, hand: ReportInHand) -> Finished:
    from workbench.cli.drafting import draft_with_gates
    from workbench.cli.gate_lines import gate_name

    try:
        made = draft_with_gates(lambda: store, hand.period, hand.as_of, hand.folder, final=True)
        if not made.green:
            red = [f"{gate_name(gate.name)} ({len(gate.problems)})" for gate in made.gates if not gate.green]
            return Finished(None, tuple(red))
        return Finished(str(made.write(hand.folder)[0]))
    except WorkbenchError as error:
        return Finished(None, (str(error),))
