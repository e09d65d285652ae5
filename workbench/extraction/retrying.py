"""Retries with full jitter, within a budget of time, when the API is overloaded or out of reach."""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import httpx2
import stamina

_PASSING = frozenset({408, 409, 429})


def may_pass(status: int) -> bool:
    """Whether a status may be another one later: too many requests, a time-out, a fault or overload of the server."""
    return status in _PASSING or status >= 500


@dataclass(frozen=True)
class RetryPolicy:
    """How long to go on. Seconds; `longest_wait` also caps what the server asks for by Retry-After."""

    budget: float = 300.0
    first_wait: float = 0.125
    longest_wait: float = 60.0


class Passing(Exception):
    """An answer that may be another one later; it carries the response."""

    def __init__(self, response: httpx2.Response) -> None:
        self.response = response
        super().__init__(f"status {response.status_code}")


async def send_with_retries(
    send: Callable[[], Awaitable[httpx2.Response]],
    policy: RetryPolicy,
    on_capped: Callable[[float], None] = lambda _asked: None,
) -> httpx2.Response:
    """Send again while the answer is one that may pass, within the time budget; returns the last answer.

    `on_capped` is told the seconds that the server asked for where they are more than the policy waits. Raises the
    connection's own error where no answer came at all.
    """
    tries = 0

    def pause(error: Exception) -> bool | float:
        nonlocal tries
        if not isinstance(error, Passing | httpx2.TransportError):
            return False
        tries += 1
        asked = _asked_wait(error.response) if isinstance(error, Passing) else None
        drawn = random.uniform(0, min(policy.longest_wait, policy.first_wait * 2**tries))
        if asked is None:
            return drawn
        if asked > policy.longest_wait:
            on_capped(asked)
        return min(
            asked + drawn, policy.longest_wait
        )  # so that requests with the same waiting time do not come back at once

    try:
        return await _sent(send)
    except (Passing, httpx2.TransportError) as error:  # most requests succeed at once, without the cost of what follows
        failed: Exception | None = error
    try:
        async for attempt in stamina.retry_context(on=pause, attempts=None, timeout=policy.budget):
            with attempt:
                if failed is not None:
                    known, failed = failed, None
                    raise known
                return await _sent(send)
    except Passing as given_up:
        return given_up.response
    raise AssertionError("a retry context ends by returning or raising")


async def _sent(send: Callable[[], Awaitable[httpx2.Response]]) -> httpx2.Response:
    response = await send()
    if may_pass(response.status_code):
        raise Passing(response)
    return response


def _asked_wait(response: httpx2.Response) -> float | None:
    """Seconds that the server asks to wait; None where it does not, or says it as a date."""
    try:
        seconds = float(response.headers.get("retry-after", ""))
    except ValueError:
        return None
    return seconds if seconds >= 0 else None
