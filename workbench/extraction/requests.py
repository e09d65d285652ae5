"""The identity of a request: one canonical form and one key, for cache, recordings, tests and batches alike."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

KEPT_HEADERS = ("anthropic-version", "anthropic-beta")
"""Request headers that change what is asked; no other is part of a request, and none other is ever stored."""

PATH = "/v1/messages"
"""Path of a question."""

SHORT_KEY = 12
"""Hexadecimal digits of a key that file names and messages show."""

_FORM = ("output_config", "tools", "tool_choice")
"""Members of a body that say what form the answer has."""

ASSESSMENTS = "assessments"
"""Task of a request for assessments, whose material is approved facts and no article."""


def canonical_json(value: object) -> str:
    """The one JSON text of a value: keys sorted, no spaces, Han characters as they are."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@lru_cache(maxsize=16)
def _canonical_text(text: str) -> str:
    """`canonical_json` of a text that every request repeats, kept: a system prompt is ten times as long as an article."""
    return canonical_json(text)


@dataclass(frozen=True)
class WrittenFrame:
    """What requests for a task have in common, in the forms in which it is needed; a request is its messages put into it.

    It is ten times as long as the messages. Where there are none, the first part is the whole, and the second is empty.
    """

    canonical: tuple[bytes, bytes]
    sent: tuple[bytes, bytes]
    frame: str
    prompt: str
    """The JSON of the system prompt, as what `part_digests` tells of it begins."""
    form: str
    parameters: str
    """Digests of the form of the answer and of what is in no other part, as `part_digests` tells them."""

    @cached_property
    def hashed(self) -> hashlib._Hash:
        """SHA-256 of what stands before the messages: to be copied, not added to."""
        return hashlib.sha256(self.canonical[0])


@dataclass(frozen=True)
class CanonicalRequest:
    """What is asked, without what the network adds: two requests are the same where their keys are."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: Mapping[str, Any]
    written: WrittenFrame | None = field(default=None, compare=False, repr=False)
    """All of it but the messages, where that is written already."""

    @cached_property
    def content(self) -> bytes:
        """The body as it is sent: its members in their order, for a schema's order is that of the answer."""
        before, after = self._written.sent
        return b"".join((before, _plain_json(self.body["messages"]).encode(), after)) if after else before

    @cached_property
    def key(self) -> str:
        """SHA-256 of the canonical JSON, hexadecimal."""
        after = self._written.canonical[1]
        told = self._written.hashed.copy()
        if after:
            told.update(self.messages_json.encode())
            told.update(after)
        return told.hexdigest()

    @cached_property
    def messages_json(self) -> str:
        """The messages as canonical JSON."""
        return canonical_json(self.body.get("messages", []))

    @property
    def frame(self) -> dict[str, Any]:
        """The stored form without the messages: what requests for the same task have in common."""
        return {**self.as_json(), "body": self._body_frame}

    @property
    def frame_json(self) -> str:
        """`frame` as canonical JSON."""
        return self._written.frame

    @cached_property
    def _written(self) -> WrittenFrame:
        return self.written or write_frame(self.method, self.path, self.headers, self.body)

    @property
    def _body_frame(self) -> dict[str, Any]:
        return {name: value for name, value in self.body.items() if name != "messages"}

    def as_json(self) -> dict[str, Any]:
        """The stored form."""
        return {
            "method": self.method,
            "path": self.path,
            "headers": dict(self.headers),
            "body": dict(self.body),
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> CanonicalRequest:
        """The request behind a stored form."""
        return cls(stored["method"], stored["path"], stored["headers"], stored["body"])

    @property
    def task(self) -> str:
        """What is asked for: the name of the answer's list (`facts`, `assessments`); empty where no form is set."""
        config = self.body.get("output_config") or {}
        tools = self.body.get("tools") or [{}]
        schema = (config.get("format") or {}).get("schema") or tools[0].get("input_schema") or {}
        return next(iter(schema.get("properties") or {}), "")

    def part_digests(self) -> dict[str, str]:
        """What `parts` cuts a request into, each as 16 hexadecimal digits, the model by its name."""
        messages = list(self.body.get("messages", ()))
        blocks = [block for message in messages[:1] for block in _blocks(message)]
        material = [block for block in blocks if block.get("type") == "document"]
        asked = [block for block in blocks if block.get("type") != "document"]
        return {
            "facts" if self.task == ASSESSMENTS else "article": _digest(canonical_json(material)),
            "prompt": _short_digest(self._written.prompt + canonical_json(asked)),
            "schema": self._written.form,
            "model": str(self.body.get("model", "")),
            "conversation": _short_digest(canonical_json(messages[1:])),
            "parameters": self._written.parameters,
        }

    def parts(self) -> dict[str, str]:
        """The request cut into what a person would name when saying what changed.

        Keys, in the order in which they are reported: article (facts, where assessments are asked for), prompt, schema, model,
        conversation, parameters.
        """
        body = dict(self.body)
        messages = list(body.pop("messages", ()))
        article = [block for message in messages[:1] for block in _blocks(message) if block.get("type") == "document"]
        instructions = [block for message in messages[:1] for block in _blocks(message) if block not in article]
        return {
            "facts" if self.task == ASSESSMENTS else "article": "\n".join(_article_text(block) for block in article),
            "prompt": "\n".join(_text(block) for block in [*_system_blocks(body.pop("system", "")), *instructions]),
            "schema": _pretty(
                [body.pop("output_config", None), body.pop("tools", None), body.pop("tool_choice", None)]
            ),
            "model": str(body.pop("model", "")),
            "conversation": _pretty(messages[1:]),
            "parameters": _pretty([body, dict(self.headers), self.method, self.path]),
        }


def write_frame(method: str, path: str, headers: Mapping[str, str], body: Mapping[str, Any]) -> WrittenFrame:
    """What a request has in common with others, written once for all of them."""
    names = sorted(body)
    told = (
        f'"headers":{canonical_json(dict(headers))}',
        f'"method":{canonical_json(method)}',
        f'"path":{canonical_json(path)}',
    )
    ending = f",{','.join(told)}}}"
    before, after = _around_messages(body, names, _canonical_member)
    frame = _members_json(body, [name for name in names if name != "messages"], _canonical_member)
    return WrittenFrame(
        canonical=_encoded((f'{{"body":{before}', f"{after}{ending}") if after else (f'{{"body":{before}{ending}', "")),
        sent=_encoded(_around_messages(body, list(body), _plain_member)),
        frame=f'{{"body":{frame}{ending}',
        prompt=_system_json(body.get("system", "")),
        form=_digest(canonical_json([body.get(name) for name in _FORM])),
        parameters=_digest(canonical_json([_parameters_of(body), dict(headers), method, path])),
    )


def canonical_request(
    method: str, path: str, headers: Mapping[str, str], body: Mapping[str, Any], written: WrittenFrame | None = None
) -> CanonicalRequest:
    """The canonical form of a request about to be sent; `written` is what `write_frame` made of one like it.

    The path counts from `/v1/` on, so that a gateway in between does not make it another request.
    """
    kept = {name.lower(): value for name, value in headers.items() if name.lower() in KEPT_HEADERS}
    start = path.find("/v1/")
    return CanonicalRequest(method.upper(), path[start:] if start > 0 else path, kept, body, written)


def _plain_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@lru_cache(maxsize=64)
def _short_digest(text: str) -> str:
    """The digest of what many requests have in common."""
    return _digest(text)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


Member = Callable[[str, Any], str]
"""How a member of a body is written, its name included."""


def _around_messages(body: Mapping[str, Any], names: Sequence[str], member: Member) -> tuple[str, str]:
    """The JSON of a body before and after the value of its messages; all of it and nothing where there are none."""
    if "messages" not in body:
        return _members_json(body, names, member), ""
    place = names.index("messages")
    before, after = (_members_json(body, some, member)[1:-1] for some in (names[:place], names[place + 1 :]))
    return f'{{{before}{"," if before else ""}"messages":', f"{',' if after else ''}{after}}}"


def _parameters_of(body: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in body.items() if name not in {"messages", "system", "model", *_FORM}}


def _encoded(parts: tuple[str, str]) -> tuple[bytes, bytes]:
    return parts[0].encode(), parts[1].encode()


def _members_json(body: Mapping[str, Any], names: Iterable[str], member: Member) -> str:
    return f"{{{','.join(member(name, body[name]) for name in names)}}}"


def _canonical_member(name: str, value: object) -> str:
    return f"{canonical_json(name)}:{_system_json(value) if name == 'system' else canonical_json(value)}"


def _plain_member(name: str, value: object) -> str:
    return f"{_plain_json(name)}:{_plain_json(value)}"


def _system_json(system: object) -> str:
    if isinstance(system, str):
        return _canonical_text(system)
    if isinstance(system, list) and all(isinstance(block, dict) for block in system):
        return f"[{','.join(_system_block_json(block) for block in system)}]"
    return canonical_json(system)


def _system_block_json(block: Mapping[str, Any]) -> str:
    members = (
        f"{canonical_json(name)}:{_canonical_text(value) if isinstance(value, str) else canonical_json(value)}"
        for name, value in sorted(block.items())
    )
    return f"{{{','.join(members)}}}"


def _blocks(message: Mapping[str, Any]) -> list[dict[str, Any]]:
    content = message.get("content", "")
    return [{"type": "text", "text": content}] if isinstance(content, str) else list(content)


def _system_blocks(system: object) -> list[dict[str, Any]]:
    return [{"type": "text", "text": system}] if isinstance(system, str) else list(system)  # type: ignore[call-overload]


def _article_text(block: Mapping[str, Any]) -> str:
    source = block.get("source", {})
    return "\n".join(str(part) for part in (block.get("title"), block.get("context"), source.get("data")) if part)


def _text(block: Mapping[str, Any]) -> str:
    return str(block["text"]) if block.get("type") == "text" else _pretty(block)


def _pretty(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1)
