"""What a request is for, and its attempts so far, in a context variable, since Instructor and the SDK lie in between."""

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
"""Judges an answer against its document, off the event loop."""


@dataclass
class Asking:
    """What requests are sent for: the article as messages name it, the label of recordings, and the attempts so far."""

    article: str
    label: str
    task: Task = "extract"
    document: str = ""
    judge: Judge | None = None
    prepared: CanonicalRequest | None = None
    """The next request in canonical form, where it was made before the SDK wrote it."""
    attempts: list[Attempt] = field(default_factory=list)

    @property
    def next_label(self) -> str:
        """Label of the request about to be sent; one after an invalid answer says which try it is."""
        return self.label if not self.attempts else f"{self.label}-try{len(self.attempts) + 1}"


_ASKING: ContextVar[Asking | None] = ContextVar("asking", default=None)


@contextmanager
def asking(article: str, label: str, task: Task, document: str = "", judge: Judge | None = None) -> Iterator[Asking]:
    """Requests sent in the block belong to this work, which collects their attempts; safe under `gather`."""
    work = Asking(article, label, task, document, judge)
    token = _ASKING.set(work)
    try:
        yield work
    finally:
        _ASKING.reset(token)


def current_asking() -> Asking:
    """The work that requests belong to here; a nameless one outside `asking`."""
    return _ASKING.get() or Asking("", "request")


def note_attempt(key: str, source: Source, status: int, asked: str, body: Any, *, miss: str | None = None) -> Attempt:
    """Add an answer, not judged yet, to the attempts of the current work."""
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
    """Judge the last answer of the current work, where it has a judge; the answer must be finished."""
    work = current_asking()
    attempt = work.attempts[-1]
    if work.judge is not None:
        attempt = attempt.model_copy(update={"judged": await work.judge(attempt.body)})
        work.attempts[-1] = attempt
    return attempt


def judged_last() -> Judged | None:
    """The judgement of the last answer of the current work, if there is one."""
    attempts = current_asking().attempts
    found: Judged | None = attempts[-1].judged if attempts else None
    return found
