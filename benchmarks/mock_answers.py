"""What the mock answers to a request: drawn by its body alone, the same answer to the same request always."""

from __future__ import annotations

import hashlib
import json
import random
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

_SENTENCE = re.compile(r"[^。！？\n]+[。！？]")
_SHORTEST = 21  # characters of a sentence that is quoted


@dataclass
class MockSettings:
    """How the mock behaves; seconds, shares from 0 to 1, 0 where there is no limit."""

    latency: float = 0.2
    jitter: float = 0.0
    """Added to the latency, drawn evenly from 0 to this."""
    error_rate: float = 0.0
    errors: tuple[int, ...] = (429, 529, 500)
    """Drawn from for each failure."""
    retry_after: float = 0.0
    """What 429 and 529 ask to wait."""
    most_in_flight: int = 0
    """Requests beyond this are answered 429 at once."""
    per_minute: int = 0
    truncated_rate: float = 0.0
    refused_rate: float = 0.0
    unsound_rate: float = 0.0
    """Share of answers with a claim that is not in the article."""
    claims: int = 10
    """Claims of one answer at most."""
    batch_seconds: float = 0.0
    """From the submission of a batch to its end."""
    batch_errored: float = 0.0
    batch_expired: float = 0.0
    seed: int = 20260219


def fault_of(body: dict[str, Any]) -> str | None:
    """What is wrong with a request, as the API would say it."""
    for name in ("model", "messages", "max_tokens"):
        if not body.get(name):
            return f"{name}: Field required"
    return None


def answer_to(body: dict[str, Any], settings: MockSettings) -> dict[str, Any]:
    """The answer to a request: drawn by its body alone, so that it is the same whenever and however it is asked."""
    return answer_with(digest_of(body), body, settings)


def answer_with(digest: str, body: dict[str, Any], settings: MockSettings) -> dict[str, Any]:
    """The same, where the digest of the body is known."""
    draw = random.Random(f"{settings.seed} {digest}")
    texts = [
        block["source"]["data"]
        for block in body["messages"][0]["content"]
        if isinstance(block, dict) and block.get("type") == "document"
    ]
    again = len(body["messages"]) > 1  # what was sent back is corrected by leaving it out
    facts = [] if again else [_claim(quote) for quote in _quotes(texts, settings.claims)]
    if facts and draw.random() < settings.unsound_rate:
        facts.append(_claim("材料之外的一句話。"))
    text, stop = dumped({"facts": facts}), "end_turn"
    if draw.random() < settings.truncated_rate:
        text, stop = text[: len(text) // 2], "max_tokens"
    if draw.random() < settings.refused_rate:
        text, stop = "", "refusal"
    return {
        "id": f"msg_{draw.randbytes(12).hex()}",
        "type": "message",
        "role": "assistant",
        "model": body["model"],
        "content": _content(body, text, draw) if text else [],
        "stop_reason": "tool_use" if body.get("tools") and stop == "end_turn" else stop,
        "stop_sequence": None,
        "usage": {
            "input_tokens": max(1, len(dumped(body["messages"])) * 2 // 3),
            "output_tokens": max(1, len(text) * 2 // 3),
            "cache_creation_input_tokens": 0,
            "cache_read_input_tokens": len(_system_json(body.get("system", ""))) // 3,
        },
    }


def _content(body: dict[str, Any], text: str, draw: random.Random) -> list[dict[str, Any]]:
    if not body.get("tools"):
        return [{"type": "text", "text": text}]
    try:
        given = json.loads(text)
    except ValueError:
        given = {}
    name = body["tools"][0]["name"]
    return [{"type": "tool_use", "id": f"toolu_{draw.randbytes(9).hex()}", "name": name, "input": given}]


def _quotes(texts: list[str], most: int) -> list[str]:
    """Sentences to quote: one passage gives one; an article its own, evenly chosen where there are more than `most`."""
    found = [each.strip() for text in texts for each in _SENTENCE.findall(text) if len(each) >= _SHORTEST]
    if not found:
        found = [text.strip() for text in texts if text.strip()]
    step = max(1, -(-len(found) // most))
    return list(dict.fromkeys(found[::step]))


def _claim(quote: str) -> dict[str, Any]:
    return {"kind": "claim", "quotes": [quote], "fields": [{"name": "statement", "value": quote}]}


def digest_of(body: dict[str, Any]) -> str:
    """A digest of a request's body, hexadecimal, whatever the order of its keys."""
    rest = {name: value for name, value in body.items() if name != "system"}
    text = _sorted_json(rest) + _system_json(body.get("system", ""))
    return hashlib.sha256(text.encode()).hexdigest()


def _system_json(system: object) -> str:
    """The system prompt as JSON: every request has the same, and it is ten times as long as the rest."""
    if not isinstance(system, list):
        return _sorted_json(system)
    shown = [{**block, "text": _text_json(str(block.get("text", "")))} for block in system]
    return "".join(f"{block.pop('text')}{_sorted_json(block)}" for block in shown)


@lru_cache(maxsize=16)
def _text_json(text: str) -> str:
    return _sorted_json(text)


def _sorted_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def dumped(value: object) -> str:
    """JSON as the mock writes it."""
    return json.dumps(value, ensure_ascii=False)
