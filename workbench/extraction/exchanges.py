"""What was asked and answered for one piece of work: filled in by the transport, read by engine and accounts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from workbench.errors import WorkbenchError

Source = Literal["cache", "recording", "api"]
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
    source: Source = Field(description="Where the answer came from; it was paid for in this run only from the api.")
    status: int
    model_asked: str
    model_resolved: str | None
    stop_reason: str | None
    usage: dict[str, int] = Field(
        description="Tokens of this attempt alone, as the answer states them: input, output, cache written, cache read."
    )
    body: Any = Field(exclude=True, repr=False, description="The answer as it came, as JSON.")


@dataclass
class Asking:
    """The work in whose name requests are sent: an article for messages, a label for files, and its attempts."""

    article: str
    label: str
    task: Task = "extract"
    attempts: list[Attempt] = field(default_factory=list)

    @property
    def next_label(self) -> str:
        """Label of the request about to be sent; one after an invalid answer says which try it is."""
        return self.label if not self.attempts else f"{self.label}-try{len(self.attempts) + 1}"


_ASKING: ContextVar[Asking | None] = ContextVar("asking", default=None)


@contextmanager
def asking(article: str, label: str, task: Task) -> Iterator[Asking]:
    """Names the work that the requests inside belong to, and collects their attempts; safe under `gather`."""
    work = Asking(article, label, task)
    token = _ASKING.set(work)
    try:
        yield work
    finally:
        _ASKING.reset(token)


def current_asking() -> Asking:
    """The work in hand; requests sent in nobody's name get a nameless one."""
    return _ASKING.get() or Asking("", "request")


def note_attempt(key: str, source: Source, status: int, asked: str, body: Any) -> None:
    """Adds an answer to the work in hand."""
    stated = body if isinstance(body, dict) else {}
    usage = stated.get("usage") or {}
    work = current_asking()
    work.attempts.append(
        Attempt(
            task=work.task,
            attempt=len(work.attempts) + 1,
            key=key,
            source=source,
            status=status,
            model_asked=asked,
            model_resolved=stated.get("model"),
            stop_reason=stated.get("stop_reason"),
            usage={name: count for name, count in usage.items() if type(count) is int},
            body=body,
        )
    )
