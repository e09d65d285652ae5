"""How a paid answer is stored in the cache: small, and verified as a whole, so that looking it up costs next to nothing.

What all requests of a task share (system prompt, schema, model) is ten times as long as an article and the answer to it. It is
stored once, under its own digest; an entry names it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from workbench.extraction.records import RecordFault, ResponseRecord, StoredResponse, load_record, refuse_secrets
from workbench.extraction.requests import CanonicalRequest, canonical_json

FORMAT = 2
"""Version of an entry's form. Entries of the first are records as recordings have them, and are still read."""


def entry_of(record: ResponseRecord) -> tuple[str, dict[str, str]]:
    """The text of an entry, and the frame that it names (digest → JSON); refused where either seems to contain a key."""
    frame = record.request.frame_json
    digest = _frame_digest(frame)
    members = {
        "format": canonical_json(FORMAT),
        "frame": canonical_json(digest),
        "key": canonical_json(record.key),
        "label": canonical_json(record.label),
        "messages": record.request.messages_json,
        "meta": canonical_json(dict(record.meta)),
        "responses": canonical_json([each.as_json() for each in record.responses]),
    }
    text = "{" + ",".join(f'"{name}":{value}' for name, value in members.items()) + "}"
    refuse_secrets(text)
    return f"{hashlib.sha256(text.encode()).hexdigest()}\n{text}", {digest: frame}


@lru_cache(maxsize=16)
def _frame_digest(frame: str) -> str:
    """The name of a frame; refused where it seems to contain a key."""
    refuse_secrets(frame)
    return hashlib.sha256(frame.encode()).hexdigest()


def answer_in(text: str, key: str) -> StoredResponse:
    """The answer that counts of an entry; raises `RecordFault` where the entry is not whole or is another request's."""
    if text.startswith("{"):
        return load_record(text).answer
    entry = _opened(text)
    if entry["key"] != key:
        raise RecordFault("the entry of another request")
    return _responses(entry)[-1]


def record_in(text: str, frame_named: Callable[[str], str | None]) -> ResponseRecord:
    """The whole record of an entry; `frame_named` gives the frame of a digest."""
    if text.startswith("{"):
        return load_record(text)
    entry = _opened(text)
    frame_text = frame_named(entry["frame"])
    if frame_text is None or hashlib.sha256(frame_text.encode()).hexdigest() != entry["frame"]:
        raise RecordFault("what its request has in common with others is gone")
    frame = json.loads(frame_text)
    body = {**frame["body"], "messages": entry["messages"]}
    request = CanonicalRequest(frame["method"], frame["path"], frame["headers"], body)
    if request.key != entry["key"]:
        raise RecordFault("its request has another key")
    return ResponseRecord(entry["label"], request, _responses(entry), entry["meta"])


def _opened(text: str) -> Mapping[str, Any]:
    digest, _, body = text.partition("\n")
    if hashlib.sha256(body.encode()).hexdigest() != digest:
        raise RecordFault("it was changed or cut after it was stored")
    entry: dict[str, Any] = json.loads(body)
    if entry.get("format") != FORMAT:
        raise RecordFault(f"format {entry.get('format')!r} is not known")
    return entry


def _responses(entry: Mapping[str, Any]) -> tuple[StoredResponse, ...]:
    return tuple(StoredResponse(each["status"], each["headers"], each["body"]) for each in entry["responses"])
