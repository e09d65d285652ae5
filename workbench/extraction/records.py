"""The stored form of a paid answer: the same record in the cache and in a recording's file."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from workbench.extraction.requests import CanonicalRequest, canonical_json

FORMAT = 1
"""Version of the record's form; another one is refused, not guessed at."""

KEPT_RESPONSE_HEADERS = ("content-type", "request-id", "retry-after")

Origin = Literal["live", "written by hand"]

COMPLETE = frozenset({"end_turn", "tool_use", "stop_sequence"})
"""Stop reasons of an answer that was finished; only such answers are kept."""

_SECRET = re.compile(r"sk-ant-[\w-]{6,}|bearer\s+[\w.~+/-]{8,}|\"(?:authorization|x-api-key|api[_-]key)\"\s*:", re.I)

_KEY = re.compile(r"sk-ant-[\w-]{6,}")
_SECRET_VARIABLES = ("ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN")
_SHORTEST_SECRET = 8
HIDDEN = "[key]"
"""What stands where a key was."""

_SIGNS = ("sk-ant-", "bearer", '"authorization"', "api-key", "api_key", "apikey")
"""One of them is in whatever the pattern finds, in small letters."""


class RecordFault(ValueError):
    """A stored record that cannot be trusted; the message says why."""


@dataclass(frozen=True)
class StoredResponse:
    """One answer: status, the headers worth keeping, and the body as JSON."""

    status: int
    headers: Mapping[str, str]
    body: Any
    written: bytes | None = field(default=None, compare=False, repr=False)
    """The body as bytes of JSON, where they are available."""

    def content(self) -> bytes:
        """The body as bytes of JSON."""
        return self.written or json.dumps(self.body, ensure_ascii=False).encode()

    def as_json(self) -> dict[str, Any]:
        """The stored form."""
        return {"status": self.status, "headers": dict(self.headers), "body": self.body}


@dataclass(frozen=True)
class ResponseRecord:
    """A request and what was answered to it, with who wrote the answer and when."""

    label: str
    request: CanonicalRequest
    responses: tuple[StoredResponse, ...]
    meta: Mapping[str, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The key of its request."""
        return self.request.key

    @property
    def answer(self) -> StoredResponse:
        """The answer that counts: the last, which follows any errors recorded before it."""
        return self.responses[-1]

    @property
    def digest(self) -> str:
        """SHA-256 of the answers, hexadecimal: what the key is for the request."""
        return hashlib.sha256(canonical_json([each.as_json() for each in self.responses]).encode()).hexdigest()

    def dump(self, *, indent: int | None = None) -> str:
        """The record as JSON text; refused where anything in it looks like a key."""
        text = json.dumps(
            {
                "format": FORMAT,
                "label": self.label,
                "key": self.key,
                "request": self.request.as_json(),
                "responses": [each.as_json() for each in self.responses],
                "digest": self.digest,
                "meta": dict(self.meta),
            },
            ensure_ascii=False,
            indent=indent,
        )
        refuse_secrets(text)
        return text


def load_record(text: str) -> ResponseRecord:
    """The record in a JSON text; raises `RecordFault` where it is incomplete, was edited, or contains a secret."""
    refuse_secrets(text)
    try:
        stored = json.loads(text)
        version = stored["format"]
        request = CanonicalRequest.from_json(stored["request"])
        responses = tuple(
            StoredResponse(each["status"], each.get("headers", {}), each["body"]) for each in stored["responses"]
        )
        record = ResponseRecord(stored["label"], request, responses, stored.get("meta", {}))
        key, digest = stored["key"], stored.get("digest", record.digest)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise RecordFault(f"not a record of a response: {type(error).__name__} {error}") from None
    if version != FORMAT:
        raise RecordFault(f"format {version!r} is not known")
    if not responses:
        raise RecordFault("no response in it")
    if record.key != key:
        raise RecordFault(
            f"the request was changed after it was recorded: its key is {record.key[:12]}, not {key[:12]}"
        )
    if record.digest != digest:
        raise RecordFault(
            f"the answer was changed after it was recorded: its digest is {record.digest[:12]}, not {digest[:12]}"
        )
    return record


def kept_response(
    status: int, headers: Mapping[str, str], body: object, written: bytes | None = None
) -> StoredResponse:
    """A response with only the headers that may be stored; `written` is the body as JSON, where that is available."""
    kept = {name: headers[name] for name in KEPT_RESPONSE_HEADERS if name in headers}
    return StoredResponse(status, kept, body, written)


def is_complete(status: int, body: object) -> bool:
    """Whether an answer was finished: a 200 that was neither refused, cut off nor interrupted."""
    return status == 200 and isinstance(body, dict) and body.get("stop_reason") in COMPLETE


def hide_secrets(text: str, environment: Mapping[str, str] = os.environ) -> str:
    """A text from outside without the key that is in use, and without what looks like one: a server may repeat it."""
    for name in _SECRET_VARIABLES:
        value = environment.get(name, "")
        if len(value) >= _SHORTEST_SECRET:
            text = text.replace(value, HIDDEN)
    return _KEY.sub(HIDDEN, text) if "sk-ant-" in text else text


def refuse_secrets(text: str) -> None:
    """Raises `RecordFault` where a text contains what looks like a key or credential."""
    lowered = text.lower()
    if not any(sign in lowered for sign in _SIGNS):  # the pattern takes a hundred times as long to find nothing
        return
    found = _SECRET.search(text)
    if found is not None:
        raise RecordFault(f"holds what looks like a key or credential (…{found[0][:6]}…)")
