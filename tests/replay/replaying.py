"""Recorded answers served to the program by respx, matched on the whole request."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import httpx

from workbench.extraction.exchanges import current_asking
from workbench.extraction.recordings import Recordings
from workbench.extraction.requests import canonical_request


class ReplayMiss(BaseException):
    """A request without a recording. A BaseException: the SDK would take any other for a lost connection."""


class Replay:
    """Serves a folder of recordings; the same request again gets the next response of its recording."""

    def __init__(self, folder: Path) -> None:
        self.recordings = Recordings(folder)
        self.misses: list[str] = []
        self._served: Counter[str] = Counter()

    def respond(self, request: httpx.Request) -> httpx.Response:
        """The recorded response; a miss names the nearest recording and what differs from it."""
        asked = canonical_request(request.method, request.url.path, request.headers, json.loads(request.content))
        record = self.recordings.get(asked.key)
        if record is None:
            miss = self.recordings.explain_miss(asked, current_asking().next_label)
            self._miss("\n".join([miss.told, *miss.difference]))
        number = self._served[asked.key]
        self._served[asked.key] += 1
        if number >= len(record.responses):
            self._miss(f"{self.recordings.file_of(asked.key).name}: asked {number + 1} times, recorded fewer")
        response = record.responses[number]
        return httpx.Response(response.status, headers=dict(response.headers), content=response.content())

    @property
    def unused(self) -> set[str]:
        """Files whose request was never sent."""
        return {self.recordings.file_of(record.key).name for record in self.recordings if not self._served[record.key]}

    @property
    def used(self) -> set[str]:
        """Files whose request was sent."""
        return {self.recordings.file_of(record.key).name for record in self.recordings} - self.unused

    def _miss(self, told: str) -> None:
        self.misses.append(told)
        raise ReplayMiss(told)
