"""What was asked and answered for one piece of work: filled in by the transport, read by engine and accounts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Literal

from workbench.errors import WorkbenchError

Source = Literal["cache", "recording", "api"]


class OfflineMiss(WorkbenchError):
    """Nothing stored answers a request, and the API may not be asked."""


@dataclass(frozen=True)
class Attempt:
    """One request and its answer: where the answer came from, which model gave it, and what it used.

    `usage` is this attempt's own (input_tokens, output_tokens, cache_creation_input_tokens, cache_read_input_tokens),
    as the answer states it; it was paid for in this run only where `source` is "api".
    """

    key: str
    source: Source
    status: int
    model_asked: str
    model_resolved: str | None
    stop_reason: str | None
    usage: dict[str, int]
    body: Any = field(repr=False, compare=False)
    """The answer as it came, as JSON."""


@dataclass
class Asking:
    """The work in whose name requests are sent: an article for messages, a label for files, and its attempts."""

    article: str
    label: str
    attempts: list[Attempt] = field(default_factory=list)


_ASKING: ContextVar[Asking | None] = ContextVar("asking", default=None)


@contextmanager
def asking(article: str, label: str) -> Iterator[Asking]:
    """Names the work that the requests inside belong to, and collects their attempts; safe under `gather`."""
    work = Asking(article, label)
    token = _ASKING.set(work)
    try:
        yield work
    finally:
        _ASKING.reset(token)


def current_asking() -> Asking:
    """The work in hand; requests sent in nobody's name get a nameless one."""
    return _ASKING.get() or Asking("", "request")


def attempt_of(key: str, source: Source, status: int, asked: str, body: Any) -> Attempt:
    """The attempt that an answer amounts to."""
    stated = body if isinstance(body, dict) else {}
    usage = stated.get("usage") or {}
    return Attempt(
        key=key,
        source=source,
        status=status,
        model_asked=asked,
        model_resolved=stated.get("model"),
        stop_reason=stated.get("stop_reason"),
        usage={name: count for name, count in usage.items() if isinstance(count, int) and not isinstance(count, bool)},
        body=body,
    )
