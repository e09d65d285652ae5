"""The outcomes of asking the model; each has its own next step."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal, get_args

from workbench.extraction.exchanges import OfflineMiss
from workbench.language import _

Outcome = Literal[
    "complete",
    "invalid",
    "truncated",
    "refused",
    "offline_miss",
    "overloaded",
    "failed",
    "stopped",
    "over_budget",
    "batched",
]
"""complete: nothing to do · invalid: the good facts are kept, the rest is recorded as rejected ·
truncated: the shortest piece was too long to answer, allow longer answers · refused: a person reads the article; it is not asked again ·
offline_miss: run online, or by rules · overloaded: run again later · failed: mend what the detail names ·
stopped, over_budget, batched: not asked to the end, because of Ctrl-C, of --max-cost, or since a batch is to answer it.
"""

OUTCOME_WORDS: Mapping[Outcome, Callable[[], str]] = {
    "complete": lambda: _("complete"),
    "invalid": lambda: _("in part invalid"),
    "truncated": lambda: _("truncated"),
    "refused": lambda: _("refused by the model"),
    "offline_miss": lambda: _("no stored answer"),
    "overloaded": lambda: _("overloaded"),
    "failed": lambda: _("failed"),
    "stopped": lambda: _("stopped"),
    "over_budget": lambda: _("left by --max-cost"),
    "batched": lambda: _("in a batch"),
}
"""What people read of an outcome; each is translated when it is shown."""

OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
"""From best to worst; an article of several pieces has the worst of theirs."""

ANSWERED: frozenset[str] = frozenset({"complete", "invalid"})
"""Outcomes with an answer: `invalid` has facts that were rejected after the last attempt, beside those that were kept."""

CUT_OFF: frozenset[str] = frozenset({"max_tokens", "model_context_window_exceeded"})
"""Reasons for stopping of an answer that was longer than it may be."""
TOO_LONG = "the answer reached the longest length; cut smaller pieces (model.chunk_characters)"
DECLINED = "the model declined to answer"

POSTPONED: frozenset[str] = frozenset({"stopped", "over_budget", "batched"})
"""Outcomes of what was not asked to the end: nothing of it is stored but the answers, and the next run goes on."""

SETTLED: frozenset[str] = ANSWERED | {"refused", "truncated"}
"""Outcomes after which asking the same again would be paid for and bring the same."""


def outcome_name(outcome: str) -> str:
    """An outcome in words; one that this version does not know by its code."""
    word = OUTCOME_WORDS.get(outcome)  # type: ignore[call-overload]
    return outcome if word is None else str(word())


class Postponed(Exception):
    """A request that is not sent now, and which outcome that amounts to."""

    def __init__(self, outcome: Outcome, told: str) -> None:
        super().__init__(told)
        self.outcome = outcome


class Refused(Exception):
    """The model declined to answer. Asking again would be paid for and declined again."""


class Interrupted(Exception):
    """The answer stopped for a reason that no next step is known for."""


def worst(outcomes: Iterator[Outcome]) -> Outcome:
    """The outcome of a whole from those of its parts."""
    return max(outcomes, key=OUTCOMES.index, default="complete")


def ending_of(body: Mapping[str, Any]) -> tuple[Outcome, str]:
    """The outcome of an unfinished answer by its stop reason, with a message about it."""
    reason = body.get("stop_reason")
    if reason == "refusal":
        return "refused", DECLINED
    if reason in CUT_OFF:
        return "truncated", TOO_LONG
    return "failed", f"the answer stopped: {reason}"


def outcome_of(error: BaseException) -> tuple[Outcome, str]:
    """The outcome that an error of Instructor or the SDK amounts to, with a message about it.

    Instructor wraps whatever happened, so the causes are looked through, innermost reason first named.
    """
    import anthropic
    from instructor.v2.core.errors import IncompleteOutputException, ResponseParsingError

    causes = list(_causes(error))
    for cause in causes:
        if isinstance(cause, Postponed):
            return cause.outcome, str(cause)
        if isinstance(cause, OfflineMiss):
            return "offline_miss", str(cause)
        if isinstance(cause, Refused):
            return "refused", str(cause)
        if isinstance(cause, IncompleteOutputException):
            return "truncated", TOO_LONG
        if isinstance(cause, ResponseParsingError):
            return "invalid", str(cause)
        if isinstance(cause, anthropic.APIStatusError):
            passing = cause.status_code in {408, 409, 429} or cause.status_code >= 500
            return ("overloaded" if passing else "failed"), f"{cause.status_code}: {_stated(cause)}"
    last = causes[-1]
    return "failed", f"{type(last).__name__}: {last}"


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """An error and what lies behind it, outermost first; the chain may run in a circle where one is raised again."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _stated(error: object) -> str:
    body = getattr(error, "body", None)
    if isinstance(body, dict) and isinstance(body.get("error"), dict):
        return str(body["error"].get("message", ""))
    return str(getattr(error, "message", ""))
