"""The review's end of the process beside it: what it asks goes there, what that tells comes back, and no key waits for either.

Where the process ends against everybody's will, another takes its place, and is asked first for all that is still due.
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
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Literal

from workbench.review.ports import Ended, News

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from workbench.facts.fact import Record
    from workbench.facts.kinds import AnyContent

    Said = AnyContent | str
    """What a fact says, or a name."""
    Asked = tuple[Literal["derive", "finish"], int] | tuple[Literal["phrase"], Said]

Phrase = str | tuple[str, str]
"""The line of the report for what a fact says; a name in traditional and in simplified characters."""
Report = tuple[str | None, date | None, Path | None]
"""What is reviewed for: period, day of its statuses and folder; None where the process is to find out."""
Heard = (
    tuple[Literal["report"], Report]
    | tuple[Literal["outlook", "finished"], bytes]
    | tuple[Literal["phrases"], Sequence[Phrase]]
    | tuple[Literal["failed"], str]
)
"""What comes back: the report that it follows; news, still packed; phrases, in the order in which they were asked for; or
why it is about to end."""

_KEPT = 2_000
"""Phrases held in memory, those that were told last."""
_PAUSES = (0.5, 5.0, 20.0)
"""Seconds before another process takes the place of one that ended, time after time; then none does any more."""
_WELL_SECONDS = 60.0
"""A process that has derived and lived so long was well: what ends it is a new matter, and counts from the first pause."""
_ENDING_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a process is told first."""

    store_url: str
    report: Report
    number: int
    """Of the last asking, to which its first outlook answers."""
    finishing: bool
    """Whether the final draft is due, too."""


class Phrases:
    """A `Phrasing` whose words come from elsewhere, in the order in which they were asked for."""

    def __init__(self, ask: Callable[[Asked], object]) -> None:
        self._ask: Callable[[Asked], object] | None = ask
        self._tell: Callable[[], object] = lambda: None
        self._known: dict[Said, Phrase] = {}
        self._awaited: dict[Said, None] = {}
        """What was asked for and is not known yet, in order."""
        self._lock = threading.Lock()

    def line(self, record: Record, /) -> str | None:
        """The line of the report that a record would become."""
        found = self._find(record.content)
        return found if isinstance(found, str) else None

    def both_scripts(self, text: str, /) -> tuple[str, str] | None:
        """A name in traditional and in simplified characters."""
        found = self._find(text)
        return found if isinstance(found, tuple) else None

    def on_known(self, tell: Callable[[], object], /) -> None:
        """Have `tell` called, from whatever thread, when something that was asked for has become known."""
        self._tell = tell

    def take(self, phrases: Sequence[Phrase]) -> None:
        """Know what was asked for first."""
        with self._lock:
            for phrase in phrases:
                said = next(iter(self._awaited))
                del self._awaited[said]
                self._known[said] = phrase
            while len(self._known) > _KEPT:
                del self._known[next(iter(self._known))]
        self._tell()

    def ask_anew(self, ask: Callable[[Asked], object]) -> None:
        """Somebody else is asked from now on, first for all that is awaited."""
        with self._lock:
            self._ask = ask
            for said in self._awaited:
                ask(("phrase", said))

    def end(self) -> None:
        """Nobody is there any more who could be asked."""
        self._ask = None

    def _find(self, said: Said) -> Phrase | None:
        with self._lock:
            found = self._known.get(said)
            if found is None and self._ask is not None and said not in self._awaited:
                self._awaited[said] = None
                self._ask(("phrase", said))
            return found


class ProcessBeside:
    """A `Follower` in a process of its own, and the `phrases` that it finds; it ends with this one.

    A thread begins the process, hears what it tells, and begins another where it ends; one more speaks to it. Those who ask
    put down what is due, and never wait.
    """

    def __init__(self, store_url: str, period: str | None, as_of: date | None, out: Path | None) -> None:
        self._store_url = store_url
        self._report: Report = (period, as_of, out)
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        """What is due, and whom to tell: never held while something is waited for."""
        self._asked: SimpleQueue[Asked | None] = SimpleQueue()
        """Of the process that lives; None where nothing else will be."""
        self._number = 0
        self._finishing = False
        self._derived = False
        """Whether the process that lives has told what follows from all that was due when it began."""
        self._news: SimpleQueue[bytes] = SimpleQueue()
        self._closed = threading.Event()
        self._keeper: threading.Thread | None = None
        self.phrases = Phrases(self._asked.put)

    def start(self) -> None:
        """Let it derive for the first time."""
        self._keeper = threading.Thread(target=self._keep_going, daemon=True)
        self._keeper.start()

    def ask(self, number: int, /) -> None:
        """Derive anew, after the reviewer's `number`th decision."""
        with self._lock:
            self._number = number
            self._asked.put(("derive", number))

    def finish(self) -> None:
        """Write the final draft, if every gate is green."""
        with self._lock:
            self._finishing = True
            self._asked.put(("finish", 0))

    def news(self) -> News | None:
        """What it has to tell."""
        try:
            told: News = pickle.loads(self._news.get_nowait())  # noqa: S301  # by this program itself
        except Empty:
            return None
        return told

    def close(self) -> None:
        """End it."""
        self._closed.set()
        if self._keeper is None:
            return
        if self._process is not None:
            self._process.terminate()
            self._keeper.join(_ENDING_SECONDS)
            self._process.kill()  # where it was stopped, it heard nothing
        self._keeper.join(_ENDING_SECONDS)

    def _keep_going(self) -> None:
        """Begin it, and another where it ends, until it is closed or keeps ending."""
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
        """One process, from its beginning to its end."""
        self._derived = False
        try:
            self._process = process = subprocess.Popen(  # this program itself
                [sys.executable, "-c", "from workbench.cli.following import serve; serve()"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # the screen belongs to the review
            )
        except OSError as error:  # there may be no memory for another one
            return Ended(told=str(error))
        if self._closed.is_set():  # meanwhile: it was not there to be ended
            process.terminate()
        asked: SimpleQueue[Asked | None] = SimpleQueue()
        with self._lock:
            self._asked = asked
            beginning = Beginning(self._store_url, self._report, self._number, self._finishing)
        self.phrases.ask_anew(asked.put)
        mouth, ear = _connected(process)
        threading.Thread(target=_speak, args=(mouth, beginning, asked), daemon=True).start()
        told = self._listen(ear)
        asked.put(None)
        with suppress(subprocess.TimeoutExpired):
            process.wait(_ENDING_SECONDS)
        killed = process.returncode == -signal.SIGKILL
        process.kill()  # one that says no more and does not end
        process.wait()
        return Ended(told=told, killed=killed)

    def _listen(self, ear: Connection) -> str:
        """Take in what it tells, until it ends; why it ended, where it told. A draft is long, and its teller in no hurry."""
        told = ""
        with ear, suppress(EOFError, OSError):
            while True:
                heard: Heard = ear.recv()
                if heard[0] == "phrases":
                    self.phrases.take(heard[1])
                elif heard[0] == "report":
                    self._report = heard[1]
                elif heard[0] == "failed":
                    told = heard[1]
                else:
                    self._news.put(heard[1])
                    self._note(heard[0])
        return told

    def _note(self, told: Literal["outlook", "finished"]) -> None:
        """What is no longer due."""
        with self._lock:
            if told == "outlook":
                self._derived = True
            else:
                self._finishing = False

    def _tell(self, end: Ended) -> None:
        self._news.put(pickle.dumps(end))


def _connected(process: subprocess.Popen[bytes]) -> tuple[Connection, Connection]:
    """Where to speak to a process and where to hear it."""
    from multiprocessing.connection import Connection  # here: the first screen does not wait for it

    assert process.stdin is not None  # noqa: S101 - asked for above
    assert process.stdout is not None  # noqa: S101 - so was this
    with process.stdin, process.stdout:
        return (
            Connection(os.dup(process.stdin.fileno()), readable=False),
            Connection(os.dup(process.stdout.fileno()), writable=False),
        )


def _speak(mouth: Connection, beginning: Beginning, asked: SimpleQueue[Asked | None]) -> None:
    """Ask what is to be asked: who is asked may be busy, and does not listen at once."""
    with mouth, suppress(OSError):  # it ended: who listens to it finds out
        mouth.send(beginning)
        while None not in (all_asked := _all_of(asked)):
            mouth.send(all_asked)


def _all_of(asked: SimpleQueue[Asked | None]) -> list[Asked | None]:
    found = [asked.get()]
    with suppress(Empty):
        while True:
            found.append(asked.get_nowait())
    return found
