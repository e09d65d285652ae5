"""Answers carried over: a recorded answer serves a changed request where the program's checks judge it as before."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

import httpx
from pydantic import BaseModel, ValidationError

from workbench.extraction.answers import extracted_facts
from workbench.extraction.assessments import drafted_assessments
from workbench.extraction.corrections import failing_items
from workbench.extraction.exchanges import current_asking
from workbench.extraction.payloads import NoPayload, payload_of
from workbench.extraction.recordings import Recordings, recording_name, write_recording
from workbench.extraction.records import ResponseRecord, StoredResponse
from workbench.extraction.requests import ASSESSMENTS, CanonicalRequest, canonical_json, canonical_request

Verdict = Literal["unchanged", "carried", "answered", "parked"]

REFUSED = "refused"
"""Entry of a recording's meta: the places (1 the first) of the items that the checks refuse; 0 is the whole answer."""

_PLACE = re.compile("^第 (\\d+) 條", re.M)


@dataclass(frozen=True)
class Standing:
    """What became of one request that the demonstration sends."""

    label: str
    verdict: Verdict
    file: Path
    """The recording; of a parked request, the file that it lies in."""
    record: ResponseRecord | None = None
    replaces: Path | None = None
    why: str = ""


class CarryFault(BaseException):
    """Answering went wrong. A BaseException: the SDK would take any other for a lost connection."""


@dataclass
class Carrier:
    """Answers requests from the recordings of a folder, and notes what became of each; writes nothing itself."""

    recordings: Recordings
    parking: Path
    """Folder with `requests/` and `answers/`: what must be answered by hand, and what has been."""
    standings: dict[str, Standing] = field(default_factory=dict)

    def respond(self, request: httpx.Request) -> httpx.Response:
        """The answer to a request; an error of the API where one must be written first."""
        asked = canonical_request(request.method, request.url.path, request.headers, json.loads(request.content))
        try:
            standing = self._standing(asked, current_asking().next_label)
        except Exception as error:
            raise CarryFault(f"{current_asking().next_label}: {type(error).__name__}: {error}") from error
        self.standings[asked.key] = standing
        if standing.record is None:
            body = {"type": "error", "error": {"type": "invalid_request_error", "message": "not answered yet"}}
            return httpx.Response(400, json=body)
        answer = standing.record.answer
        return httpx.Response(answer.status, headers=dict(answer.headers), content=answer.content())

    @property
    def parked(self) -> list[Standing]:
        """Requests without an answer."""
        return [each for each in self.standings.values() if each.verdict == "parked"]

    @property
    def unused(self) -> list[Path]:
        """Recordings that nothing asks for, and that no carried answer came from."""
        replaced = {each.replaces for each in self.standings.values()}
        files = [self.recordings.file_of(each.key) for each in self.recordings if each.key not in self.standings]
        return [file for file in files if file not in replaced]

    def settle(self) -> None:
        """Writes every record that was asked for, then removes the recordings that it replaces."""
        for each in self.standings.values():
            if each.record is not None:
                write_recording(each.file.parent, each.record)
        asked_for = {each.file for each in self.standings.values()}
        for replaced in {each.replaces for each in self.standings.values()} - asked_for:
            if replaced is not None:
                replaced.unlink()

    def _standing(self, asked: CanonicalRequest, label: str) -> Standing:
        recorded = self.recordings.get(asked.key)
        if recorded is not None:
            return self._unchanged(recorded, label)
        old, why = self._carriable(asked, label)
        if old is not None:
            meta = {**old.meta, "carried_from": old.key, REFUSED: _written(refused_places(old))}
            record = replace(old, label=label, request=asked, meta=meta)
            file = self.recordings.file_of(old.key)
            return Standing(label, "carried", file.with_name(recording_name(label, asked.key)), record, file)
        return self._answered_by_hand(asked, label) or self._park(asked, label, why)

    def _unchanged(self, recorded: ResponseRecord, label: str) -> Standing:
        judged, before = refused_places(recorded), self._refused_before(recorded)
        told = ""
        if before is not None and judged != before:
            told = f"the checks refuse {_told(judged)} of it now, {_told(before)} before"
        record = replace(recorded, meta={**recorded.meta, REFUSED: _written(judged)})
        return Standing(label, "unchanged", self.recordings.file_of(recorded.key), record, why=told)

    def _carriable(self, asked: CanonicalRequest, label: str) -> tuple[ResponseRecord | None, str]:
        """The old answer to a changed request, or why none can be carried over."""
        why = "no answer is recorded under this label"
        for old in self.recordings:
            if old.label == label and old.request.task == asked.task:
                why = self._objection(old, asked)
                if not why:
                    return old, ""
        return None, why

    def _objection(self, old: ResponseRecord, asked: CanonicalRequest) -> str:
        if _course(old.request) != _course(asked):
            return "the try before it went otherwise"
        gone = _gone(old, asked)
        if gone:
            return f"facts that it cites are gone: {', '.join(gone)}"
        judged, before = refused_places(old), self._refused_before(old) or ()
        return "" if judged == before else f"the checks refuse {_told(judged)} of it now, {_told(before)} before"

    def _refused_before(self, record: ResponseRecord) -> tuple[int, ...] | None:
        """What the checks refused when it was recorded: as noted, else as the next try was told; None if unknown."""
        noted = record.meta.get(REFUSED)
        if noted is not None:
            return tuple(int(place) for place in noted.split())
        turns = record.request.body["messages"]
        for other in self.recordings:
            later = other.request.body["messages"]
            if len(later) == len(turns) + 2 and later[: len(turns)] == turns:
                return _places_told(later[-1])
        return None

    def _answered_by_hand(self, asked: CanonicalRequest, label: str) -> Standing | None:
        written = self.parking / "answers" / _fingerprint(asked)
        if not written.is_file():
            return None
        answer = StoredResponse(200, {"content-type": "application/json"}, _message(asked, written.read_text("utf-8")))
        record = ResponseRecord(label, asked, (answer,), {"origin": "written by hand"})
        record = replace(record, meta={**record.meta, REFUSED: _written(refused_places(record))})
        old = next((each for each in self.recordings if each.label == label), None)
        replaces = None if old is None else self.recordings.file_of(old.key)
        file = self.recordings.folder / recording_name(label, asked.key)
        return Standing(label, "answered", file, record, replaces)

    def _park(self, asked: CanonicalRequest, label: str, why: str) -> Standing:
        file = self.parking / "requests" / _fingerprint(asked)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(dict(asked.body), ensure_ascii=False, indent=1) + "\n", "utf-8")
        return Standing(label, "parked", file, why=why)


def refused_places(record: ResponseRecord) -> tuple[int, ...]:
    """The items of an answer that the program's checks refuse, held against the material in hand."""
    form: type[BaseModel] = drafted_assessments() if record.request.task == ASSESSMENTS else extracted_facts()
    try:
        form.model_validate(payload_of(record.answer.body))
    except NoPayload:
        return (0,)
    except ValidationError as error:
        return tuple(each.index + 1 for each in failing_items(error))
    return ()


def _course(request: CanonicalRequest) -> list[object]:
    """What was answered in the tries before, and which items of it were sent back; their wording may differ."""
    turns = request.body["messages"][1:]
    return [turn["content"] if turn["role"] == "assistant" else _places_told(turn) for turn in turns]


def _gone(old: ResponseRecord, asked: CanonicalRequest) -> list[str]:
    """Ids that an answer cites, that its request had, and that the request sent now has not."""
    if asked.task != ASSESSMENTS:
        return []
    had, has = old.request.parts()["facts"], asked.parts()["facts"]
    return [each for each in dict.fromkeys(_cited(payload_of(old.answer.body))) if each in had and each not in has]


def _cited(payload: Mapping[str, Any]) -> Iterator[str]:
    for item in payload.get("assessments", ()):
        yield from item.get("facts", ())


def _places_told(turn: Mapping[str, Any]) -> tuple[int, ...]:
    content = turn["content"]
    texts = [content] if isinstance(content, str) else [str(block.get("content", "")) for block in content]
    return tuple(int(place) for text in texts for place in _PLACE.findall(text)) or (0,)


def _message(asked: CanonicalRequest, text: str) -> dict[str, Any]:
    """An answer written by hand, in the form of the API's messages."""
    answer = json.loads(text)
    tools: Sequence[Mapping[str, Any]] = asked.body.get("tools") or ()
    name = hashlib.sha256(text.encode()).hexdigest()[:16]
    call = [{"type": "tool_use", "id": f"toolu_{name}", "name": tool["name"], "input": answer} for tool in tools[:1]]
    return {
        "id": f"msg_{name}",
        "type": "message",
        "role": "assistant",
        "model": asked.body["model"],
        "content": call or [{"type": "text", "text": json.dumps(answer, ensure_ascii=False)}],
        "stop_reason": "tool_use" if call else "end_turn",
        "stop_sequence": None,
        "usage": {"input_tokens": len(canonical_json(asked.body)) // 2, "output_tokens": len(text) // 2},
    }


def _fingerprint(asked: CanonicalRequest) -> str:
    """File name of a parked request and of its answer."""
    return hashlib.sha256(canonical_json(asked.body).encode()).hexdigest()[:16] + ".json"


def _written(places: Sequence[int]) -> str:
    return " ".join(str(place) for place in places)


def _told(places: Sequence[int]) -> str:
    return f"{'items' if len(places) > 1 else 'item'} {_written(places).replace(' ', ', ')}" if places else "nothing"
