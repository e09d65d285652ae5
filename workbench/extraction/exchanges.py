"""What was asked and answered for one piece of work: filled in by the transport, read by engine and accounts."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from workbench.errors import WorkbenchError

if TYPE_CHECKING:
    from workbench.extraction.judging import Judged
    from workbench.extraction.requests import CanonicalRequest

Source = Literal["cache", "recording", "api", "batch"]
Task = Literal["extract", "cover", "assess"]
"""What is asked for: the facts of a piece, those behind mentions that no fact covers, the prose of a section."""


class OfflineMiss(WorkbenchError):
    """Nothing stored answers a request, and the API may not be asked."""


class Attempt(BaseModel):
    """One request and its answer: where the answer came from, which model gave it, and what it used."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    task: Task
    attempt: int = Field(description="1 for the question, 2 and on for an answer that was sent back.")
    key: str = Field(description="Key of the request.")
    source: Source = Field(
        description="Where the answer came from; it was paid for in this run from the api, and at half price in a batch."
    )
    status: int
    model_asked: str
    model_resolved: str | None
    stop_reason: str | None
    usage: dict[str, int] = Field(
        description="Tokens of this attempt alone, as the answer states them: input, output, cache written, cache read."
    )
    miss: str | None = Field(None, description="Why nothing stored answered it, where something is known of that.")
    body: Any = Field(exclude=True, repr=False, description="The answer as it came, as JSON.")
    judged: Any = Field(None, exclude=True, repr=False, description="The answer held against the document (`Judged`).")


Judge = Callable[[Mapping[str, Any]], Awaitable["Judged"]]
"""Holds an answer against what it is about, off the event loop."""


@dataclass
class Asking:
    """The work in whose name requests are sent: an article for messages, a label for files, and its attempts."""

    article: str
    label: str
    task: Task = "extract"
    document: str = ""
    judge: Judge | None = None
    prepared: CanonicalRequest | None = None
    """The request about to be sent, where it is known before it reaches the transport."""
    attempts: list[Attempt] = field(default_factory=list)

    @property
    def next_label(self) -> str:
        """Label of the request about to be sent; one after an invalid answer says which try it is."""
        return self.label if not self.attempts else f"{self.label}-try{len(self.attempts) + 1}"


_ASKING: ContextVar[Asking | None] = ContextVar("asking", default=None)


@contextmanager
def asking(article: str, label: str, task: Task, document: str = "", judge: Judge | None = None) -> Iterator[Asking]:
    """Names the work that the requests inside belong to, and collects their attempts; safe under `gather`."""
    work = Asking(article, label, task, document, judge)
    token = _ASKING.set(work)
    try:
        yield work
    finally:
        _ASKING.reset(token)


def current_asking() -> Asking:
    """The work in hand; requests sent in nobody's name get a nameless one."""
    return _ASKING.get() or Asking("", "request")


def note_attempt(key: str, source: Source, status: int, asked: str, body: Any, *, miss: str | None = None) -> Attempt:
    """Adds an answer to the work in hand, not judged yet."""
    stated = body if isinstance(body, dict) else {}
    usage = stated.get("usage") or {}
    work = current_asking()
    attempt = Attempt(
        task=work.task,
        attempt=len(work.attempts) + 1,
        key=key,
        source=source,
        status=status,
        model_asked=asked,
        model_resolved=stated.get("model"),
        stop_reason=stated.get("stop_reason"),
        usage={name: count for name, count in usage.items() if type(count) is int},
        miss=miss,
        body=body,
        judged=None,
    )
    work.attempts.append(attempt)
    return attempt


async def judge_last() -> Attempt:
    """The answer that came last to the work in hand, judged where there is somebody to judge it; it must be finished."""
    work = current_asking()
    attempt = work.attempts[-1]
    if work.judge is not None:
        attempt = attempt.model_copy(update={"judged": await work.judge(attempt.body)})
        work.attempts[-1] = attempt
    return attempt


def judged_last() -> Judged | None:
    """The judgement of the answer that came last to the work in hand, where there is one."""
    attempts = current_asking().attempts
    found: Judged | None = attempts[-1].judged if attempts else None
    return found
