"""The engine's requests collected for a batch, and its results turned into answers."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from workbench.extraction.batch_api import Result
from workbench.extraction.exchanges import Asking
from workbench.extraction.outcomes import Outcome
from workbench.extraction.prices import most_of, price_of
from workbench.extraction.records import ResponseRecord, StoredResponse, is_complete
from workbench.extraction.requests import CanonicalRequest, canonical_json
from workbench.language import _
from workbench.store import BatchJournal, BatchRequest, LastSubmission

MOST_TURNS = 3
"""Submissions of a request that expires or fails before it is given up."""

_FOR_GOOD = frozenset({"invalid_request_error", "authentication_error", "permission_error", "request_too_large"})
"""Errors that the same request would get again."""


class BatchCollector:
    """Collects the engine's requests for the next batch, within a budget; implements `extraction.client.Batches`."""

    def __init__(self, journal: BatchJournal, *, max_cost: float | None = None) -> None:
        """`max_cost` in USD bounds the cost of all requests taken; an unanswered one counts with the most it could cost."""
        self._journal = journal
        self._max_cost = max_cost
        self._costs: dict[str, float] = {}
        """Key -> USD that a request taken here cost, or could cost at most while it is not answered."""
        self._taken: dict[str, BatchRequest] = {}
        self._last: dict[str, LastSubmission] = journal.last_submissions()

    def refresh(self) -> None:
        """Read the journal again."""
        self._last = self._journal.last_submissions()

    def taken(self) -> Sequence[BatchRequest]:
        """The requests taken since the last call."""
        taken, self._taken = list(self._taken.values()), {}
        return taken

    def came_to(self, key: str, answer: Mapping[str, Any] | None) -> None:
        """Replace the most that a request could cost by what its answer cost."""
        if key in self._costs:
            used, model = (answer or {}).get("usage") or {}, str((answer or {}).get("model", ""))
            paid = price_of(used, model, batch=True) if answer is not None else 0.0
            self._costs[key] = self._costs[key] if paid is None else paid

    def is_unaccounted(self, key: str) -> bool:
        """Whether a batch answered this request and no run accounts for that yet."""
        standing = self._last.get(key)
        return standing is not None and standing.state == "answered" and not standing.accounted

    def unfinished(self, key: str) -> StoredResponse | None:
        """An answer that was cut off or declined."""
        standing = self._last.get(key)
        if standing is None or standing.state != "unfinished" or standing.accounted:
            return None
        return StoredResponse(200, {}, json.loads(standing.detail or "{}"))

    def take(self, request: CanonicalRequest, work: Asking) -> tuple[Outcome, str]:
        """Takes a request for the next batch, or says why not."""
        standing = self._last.get(request.key)
        if standing is None:
            return self._take(request, work, 1)
        if standing.state == "waiting":
            return "batched", ""
        if not standing.accounted:
            if standing.state == "answered":  # its answer is stored no more: its results are read again
                self._journal.reopen([request.key])
                return "batched", ""
            if standing.state == "refused":
                return "failed", standing.detail or ""
            if standing.tries >= MOST_TURNS:
                message = _("submitted {turns} times: {state} {detail}")
                detail = standing.detail or ""
                return "overloaded", message.format(turns=standing.tries, state=standing.state, detail=detail).strip()
        return self._take(request, work, standing.turn + 1)

    def _take(self, request: CanonicalRequest, work: Asking, turn: int) -> tuple[Outcome, str]:
        if request.key not in self._taken:
            most = most_of(request, batch=True) or 0.0
            others = sum(self._costs.values())
            if self._max_cost is not None and others + most > self._max_cost:
                message = _(
                    "--max-cost: what is submitted could cost {spent:.2f} of {most:.2f} USD, and the next request {next:.2f}"
                )
                return "over_budget", message.format(spent=others, most=self._max_cost, next=most)
            self._costs[request.key] = most
            self._taken[request.key] = _batch_request(request, work, turn)
        return "batched", ""


def state_of(result: Result) -> tuple[str, str | None]:
    """State and detail of a result, for the journal."""
    if result.state == "succeeded":
        if is_complete(200, result.message):
            return "answered", None
        return "unfinished", json.dumps(result.message, ensure_ascii=False)
    if result.state == "errored":
        return ("refused" if result.error_kind in _FOR_GOOD else "errored"), result.error
    return result.state, None


def record_of(request: BatchRequest, answer: Mapping[str, Any]) -> ResponseRecord:
    """The answer to a request of a batch in the form that the cache keeps."""
    frame = request.frame
    body = {**frame["body"], "messages": list(request.messages)}
    asked = CanonicalRequest(frame["method"], frame["path"], frame["headers"], body)
    meta = {"recorded_at": datetime.now(UTC).date().isoformat(), "origin": "live", "by": "batch"}
    return ResponseRecord(request.label, asked, (StoredResponse(200, {}, dict(answer)),), meta)


def _batch_request(request: CanonicalRequest, work: Asking, turn: int) -> BatchRequest:
    frame = request.frame
    digest = hashlib.sha256(canonical_json(frame).encode()).hexdigest()
    return BatchRequest(
        key=request.key,
        document=work.document,
        label=work.next_label,
        frame_digest=digest,
        frame=frame,
        messages=request.body["messages"],
        turn=turn,
    )
