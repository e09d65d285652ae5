"""A Messages API that answers from a list, under respx; and the forms of its answers."""

from __future__ import annotations

import json
from typing import Any

import httpx

from workbench.extraction.prompts import load_prompt

USAGE = {"input_tokens": 100, "output_tokens": 20}


def message(payload: object, *, stop_reason: str = "end_turn", usage: dict[str, int] = USAGE) -> dict[str, Any]:
    """An answer whose text is `payload` (JSON, unless it is text already)."""
    text = payload if isinstance(payload, str) else json.dumps(payload, ensure_ascii=False)
    return {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "model": "claude-sonnet-5-5",
        "content": [{"type": "text", "text": text}] if text else [],
        "stop_reason": stop_reason,
        "stop_sequence": None,
        "usage": usage,
    }


def tool_call(payload: dict[str, Any], name: str = "record") -> dict[str, Any]:
    """An answer that calls a tool."""
    call = {"type": "tool_use", "id": "toolu_1", "name": name, "input": payload}
    return {**message(""), "content": [call], "stop_reason": "tool_use"}


def proposed(kind: str, *quotes: str, **fields: object) -> dict[str, Any]:
    """A fact in the form of the envelope; a list makes several entries, `__` in a name stands for a dot."""
    pairs = []
    for name, value in fields.items():
        values = value if isinstance(value, list) else [value]
        pairs += [{"name": name.replace("__", ".").rstrip("_"), "value": str(each)} for each in values]
    return {"kind": kind, "quotes": list(quotes), "fields": pairs}


def numbered_effects(numbers: range) -> tuple[list[str], list[dict[str, Any]]]:
    """Sentences on the day of effect of announcements 61 to 90, one a number, and the facts that they state."""
    lines = [f"商務部公告2025年第{number}號自2025年12月{number - 60}日起施行。" for number in numbers]
    facts = [
        proposed(
            "effective_date",
            line.rstrip("。"),
            instrument=f"商務部公告2025年第{number}號",
            date=f"2025-12-{number - 60:02d}",
            basis="explicit",
        )
        for number, line in zip(numbers, lines, strict=True)
    ]
    return lines, facts


def error(status: int, kind: str, **headers: str) -> httpx.Response:
    """An error of the API."""
    body = {"type": "error", "error": {"type": kind, "message": f"{kind} told"}}
    return httpx.Response(status, json=body, headers=headers)


NOTHING = message({"facts": []})


class ScriptedApi:
    """Answers requests in turn from `answers`; keeps their bodies and headers.

    Questions of the coverage pass are counted and answered apart: with no facts, unless `cover` scripts more.
    """

    def __init__(self) -> None:
        self.answers: list[object] = []
        self.covering: list[object] = [NOTHING]
        self.requests: list[dict[str, Any]] = []
        self.cover_requests: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []

    def script(self, *answers: object) -> None:
        """What to answer: a message, an `httpx.Response`, an exception, or a function of the request's body."""
        self.answers = list(answers)

    def cover(self, *answers: object) -> None:
        """The same for questions of the coverage pass."""
        self.covering = list(answers)

    @property
    def count(self) -> int:
        """Requests of either kind."""
        return len(self.requests) + len(self.cover_requests)

    def respond(self, request: httpx.Request) -> httpx.Response:
        """The next answer; the last one is given again."""
        body = json.loads(request.content)
        self.headers.append({name.lower(): value for name, value in request.headers.items()})
        requests, answers = self.requests, self.answers
        if body["messages"][0]["content"][-1].get("text") == load_prompt("cover").filled():
            requests, answers = self.cover_requests, self.covering
        requests.append(body)
        answer = answers[min(len(requests), len(answers)) - 1]
        if callable(answer) and not isinstance(answer, httpx.Response):
            answer = answer(body)
        if isinstance(answer, Exception):
            raise answer
        if isinstance(answer, httpx.Response):
            return httpx.Response(answer.status_code, headers=answer.headers, content=answer.content)
        return httpx.Response(200, json=answer)
