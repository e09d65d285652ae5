"""The review's end of the process beside it: what it asks goes there, what that tells comes back, and no key waits for either."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
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
Heard = tuple[Literal["news"], bytes] | tuple[Literal["phrases"], Sequence[Phrase]]
"""What comes back: news, still packed; or phrases, in the order in which they were asked for."""

_KEPT = 2_000
"""Phrases held in memory, those that were told last."""


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
    """A `Follower` in a process of its own, and the `phrases` that it finds; it ends with this one."""

    def __init__(self, store_url: str, period: str | None, as_of: date | None, out: Path | None) -> None:
        self._of = (store_url, period, as_of, out)
        self._process: subprocess.Popen[bytes] | None = None
        self._asked: SimpleQueue[Asked | None] = SimpleQueue()
        """None where nothing else will be."""
        self._news: SimpleQueue[bytes] = SimpleQueue()
        self.phrases = Phrases(self._asked.put)

    def start(self) -> None:
        """Let it derive for the first time."""
        from multiprocessing.connection import Connection  # here: the first screen does not wait for it

        self._process = subprocess.Popen(  # this program itself
            [sys.executable, "-c", "from workbench.cli.following import serve; serve()"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # the screen belongs to the review
        )
        if self._process.stdin is not None and self._process.stdout is not None:
            mouth = Connection(os.dup(self._process.stdin.fileno()), readable=False)
            ear = Connection(os.dup(self._process.stdout.fileno()), writable=False)
            self._process.stdin.close()
            self._process.stdout.close()
            threading.Thread(target=self._speak, args=(mouth,), daemon=True).start()
            threading.Thread(target=self._listen, args=(ear,), daemon=True).start()

    def ask(self, number: int, /) -> None:
        """Derive anew, after the reviewer's `number`th decision."""
        self._asked.put(("derive", number))

    def finish(self) -> None:
        """Write the final draft, if every gate is green."""
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
        self._asked.put(None)
        if self._process is not None:
            self._process.terminate()
            self._process.wait(timeout=5)

    def _speak(self, mouth: Connection) -> None:
        """Ask what is to be asked: it may be busy, and does not listen at once."""
        with mouth, suppress(OSError):  # it ended: `_listen` tells
            mouth.send(self._of)
            while None not in (asked := self._all_asked()):
                mouth.send(asked)

    def _all_asked(self) -> list[Asked | None]:
        asked = [self._asked.get()]
        with suppress(Empty):
            while True:
                asked.append(self._asked.get_nowait())
        return asked

    def _listen(self, ear: Connection) -> None:
        """Take in what it tells: a draft is long, and its teller in no hurry."""
        with ear, suppress(EOFError, OSError):
            while True:
                heard: Heard = ear.recv()
                if heard[0] == "news":
                    self._news.put(heard[1])
                else:
                    self.phrases.take(heard[1])
        self.phrases.end()
        self._news.put(pickle.dumps(Ended()))
