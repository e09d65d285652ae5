"""The review's end of its follower process: sends requests and receives news without delaying a key.

A process that ends unexpectedly is replaced, and its successor first gets everything that is still due.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Literal

from workbench.cli.follower_messages import Assignment, Phrase, Phrased, Reply, ReportWanted, Request
from workbench.review.ports import Ended, News

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from workbench.facts.fact import Record

_KEPT = 2_000
"""Phrases kept in memory; the oldest go first."""
_PAUSES = (0.5, 5.0, 20.0)
"""Seconds before a process that ended is replaced, for each time in a row; after the last it is replaced no more."""
_WELL_SECONDS = 60.0
"""A process that has derived once and lived so long was well: when it ends, the pauses begin with the first again."""
_ENDING_SECONDS = 5.0


class Phrases:
    """A `Phrasing` that asks another process; the replies come in the order of the requests."""

    def __init__(self, ask: Callable[[Request], object]) -> None:
        self._ask: Callable[[Request], object] | None = ask
        self._tell: Callable[[], object] = lambda: None
        self._known: dict[Phrased, Phrase] = {}
        self._awaited: dict[Phrased, None] = {}
        """What was asked for and is not known yet, in order."""
        self._lock = threading.Lock()

    def line(self, record: Record, /) -> str | None:
        """The line of the report that a record would become; None while it is not known."""
        found = self._find(record.content)
        return found if isinstance(found, str) else None

    def both_scripts(self, text: str, /) -> tuple[str, str] | None:
        """A name in traditional and in simplified characters; None while it is not known."""
        found = self._find(text)
        return found if isinstance(found, tuple) else None

    def on_known(self, tell: Callable[[], object], /) -> None:
        """Have `tell` called, from any thread, when requested words have been found."""
        self._tell = tell

    def take(self, phrases: Sequence[Phrase]) -> None:
        """Keep the replies to the oldest open requests."""
        with self._lock:
            for phrase in phrases:
                phrased = next(iter(self._awaited))
                del self._awaited[phrased]
                self._known[phrased] = phrase
            while len(self._known) > _KEPT:
                del self._known[next(iter(self._known))]
        self._tell()

    def ask_anew(self, ask: Callable[[Request], object]) -> None:
        """Ask through `ask` from now on, and first for everything that is still awaited."""
        with self._lock:
            self._ask = ask
            for phrased in self._awaited:
                ask(("phrase", phrased))

    def end(self) -> None:
        """Ask for nothing any more: no process will answer."""
        self._ask = None

    def _find(self, phrased: Phrased) -> Phrase | None:
        with self._lock:
            found = self._known.get(phrased)
            if found is None and self._ask is not None and phrased not in self._awaited:
                self._awaited[phrased] = None
                self._ask(("phrase", phrased))
            return found


class FollowerProcess:
    """A `Follower` in a process of its own, with the `phrases` that the process finds; it ends with this process.

    One thread starts the process, reads its replies and replaces it where it ends; another one sends the requests. Callers
    only put requests into a queue, and never wait.
    """

    def __init__(self, store_url: str, period: str | None, as_of: date | None, out: Path | None) -> None:
        self._store_url = store_url
        self._report: ReportWanted = (period, as_of, out)
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        """Guards what is due and the queue it goes to; never held while waiting."""
        self._requests: SimpleQueue[Request | None] = SimpleQueue()
        """For the process that lives; None ends them."""
        self._number = 0
        self._finishing = False
        self._derived = False
        """Whether the process that lives has sent an outlook."""
        self._news: SimpleQueue[bytes] = SimpleQueue()
        self._closed = threading.Event()
        self._keeper: threading.Thread | None = None
        self.phrases = Phrases(self._requests.put)

    def start(self) -> None:
        """Start the process; its first outlook follows unasked."""
        self._keeper = threading.Thread(target=self._keep_going, daemon=True)
        self._keeper.start()

    def ask(self, number: int, /) -> None:
        """Derive anew, after the reviewer's `number`th decision."""
        with self._lock:
            self._number = number
            self._requests.put(("derive", number))

    def finish(self) -> None:
        """Write the final draft, if every gate is green."""
        with self._lock:
            self._finishing = True
            self._requests.put(("finish", 0))

    def news(self) -> News | None:
        """The oldest news not taken yet; None where there is none."""
        try:
            news: News = pickle.loads(self._news.get_nowait())  # noqa: S301  # by this program itself
        except Empty:
            return None
        return news

    def close(self) -> None:
        """End the process."""
        self._closed.set()
        if self._keeper is None:
            return
        if self._process is not None:
            self._process.terminate()
            self._keeper.join(_ENDING_SECONDS)
            self._process.kill()  # a stopped process does not react to `terminate`
        self._keeper.join(_ENDING_SECONDS)

    def _keep_going(self) -> None:
        """Start a process, and replace it, until this is closed or the pauses are used up."""
        pauses = iter(_PAUSES)
        while True:
            began = time.monotonic()
            end = self._live()
            if self._closed.is_set():
                return
            if self._derived and time.monotonic() - began >= _WELL_SECONDS:
                pauses = iter(_PAUSES)
            pause = next(pauses, None)
            if pause is None:
                self.phrases.end()
                self._tell(end)
                return
            self._tell(replace(end, again=True))
            if self._closed.wait(pause):
                return

    def _live(self) -> Ended:
        """One process, from its start to its end."""
        self._derived = False
        try:
            self._process = process = subprocess.Popen(  # this program itself
                [sys.executable, "-c", "from workbench.cli.follower_process import serve; serve()"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # the screen belongs to the review
            )
        except OSError as error:  # there may be no memory for another one
            return Ended(cause=str(error))
        if self._closed.is_set():  # closed while the process was being started
            process.terminate()
        requests: SimpleQueue[Request | None] = SimpleQueue()
        with self._lock:
            self._requests = requests
            assignment = Assignment(self._store_url, self._report, self._number, self._finishing)
        self.phrases.ask_anew(requests.put)
        to_process, from_process = _connections(process)
        threading.Thread(target=_send, args=(to_process, assignment, requests), daemon=True).start()
        cause = self._receive(from_process)
        requests.put(None)
        with suppress(subprocess.TimeoutExpired):
            process.wait(_ENDING_SECONDS)
        killed = process.returncode == -signal.SIGKILL
        process.kill()  # one that sends nothing more and does not end
        process.wait()
        return Ended(cause=cause, killed=killed)

    def _receive(self, replies: Connection) -> str:
        """Take in the replies until the process ends; returns the reason it gave for ending, empty where it gave none."""
        cause = ""
        with replies, suppress(EOFError, OSError):
            while True:
                reply: Reply = replies.recv()
                if reply[0] == "phrases":
                    self.phrases.take(reply[1])
                elif reply[0] == "report":
                    self._report = reply[1]
                elif reply[0] == "failed":
                    cause = reply[1]
                else:
                    self._news.put(reply[1])
                    self._note_done(reply[0])
        return cause

    def _note_done(self, what: Literal["outlook", "finished"]) -> None:
        with self._lock:
            if what == "outlook":
                self._derived = True
            else:
                self._finishing = False

    def _tell(self, end: Ended) -> None:
        self._news.put(pickle.dumps(end))


def _connections(process: subprocess.Popen[bytes]) -> tuple[Connection, Connection]:
    """The pipe to a process, and the pipe from it."""
    from multiprocessing.connection import Connection  # here: the first screen does not wait for it

    assert process.stdin is not None  # noqa: S101 - asked for above
    assert process.stdout is not None  # noqa: S101 - so was this
    with process.stdin, process.stdout:
        return (
            Connection(os.dup(process.stdin.fileno()), readable=False),
            Connection(os.dup(process.stdout.fileno()), writable=False),
        )


def _send(pipe: Connection, assignment: Assignment, requests: SimpleQueue[Request | None]) -> None:
    """Send the assignment, then requests as they come; a thread of its own, for a busy process reads its pipe late."""
    with pipe, suppress(OSError):  # the process ended: who reads its replies finds out
        pipe.send(assignment)
        while None not in (waiting := _all_of(requests)):
            pipe.send(waiting)


def _all_of(requests: SimpleQueue[Request | None]) -> list[Request | None]:
    """Everything in the queue; waits where it is empty."""
    found = [requests.get()]
    with suppress(Empty):
        while True:
            found.append(requests.get_nowait())
    return found
