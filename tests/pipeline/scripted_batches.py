"""The Message Batches of a scripted API, under respx: what is submitted is answered by a function of the request's body."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import respx

from benchmarks.mock_answers import MockSettings, answer_to, digest_of

Fate = Callable[[dict[str, Any], int], str]
"""What becomes of a request, by its body and how often it was submitted before: succeeded, expired, errored, invalid."""


class ScriptedBatches:
    """Answers as the mock does; what happens to a request, and whether a submission is heard of, a test decides."""

    def __init__(self, router: respx.MockRouter) -> None:
        self.batches: dict[str, list[dict[str, Any]]] = {}
        self.submitted: Counter[str] = Counter()
        self.answered: Counter[str] = Counter()
        self.fate: Fate = lambda _body, _before: "succeeded"
        self.claims = 3
        self.cut_off: type[Exception] | None = None
        """Raised after a batch was taken, as when a connection breaks."""
        self.refusal: httpx.Response | None = None
        router.post(path="/v1/messages/batches").mock(side_effect=self._create)
        router.get(path="/v1/messages/batches").mock(side_effect=self._list)
        router.get(path__regex=r"/v1/messages/batches/(?P<id>[^/]+)/results").mock(side_effect=self._results)
        router.get(path__regex=r"/v1/messages/batches/(?P<id>[^/]+)$").mock(side_effect=self._one)
        self.direct = router.post(path="/v1/messages").mock(side_effect=self._message)

    def _create(self, request: httpx.Request) -> httpx.Response:
        if self.refusal is not None:
            return self.refusal
        asked = json.loads(request.content)["requests"]
        id_ = f"msgbatch_{len(self.batches) + 1}"
        self.batches[id_] = [{"custom_id": each["custom_id"], "result": self._result(each["params"])} for each in asked]
        if self.cut_off is not None:
            raise self.cut_off
        return httpx.Response(200, json=self._told(id_))

    def _result(self, body: dict[str, Any]) -> dict[str, Any]:
        digest = digest_of(body)
        fate = self.fate(body, self.submitted[digest])
        self.submitted[digest] += 1
        if fate == "succeeded":
            self.answered[digest] += 1
            return {"type": "succeeded", "message": answer_to(body, MockSettings(claims=self.claims))}
        if fate == "expired":
            return {"type": "expired"}
        kind = "invalid_request_error" if fate == "invalid" else "api_error"
        return {"type": "errored", "error": {"type": "error", "error": {"type": kind, "message": "told so"}}}

    def _told(self, id_: str) -> dict[str, Any]:
        now = datetime.now(UTC)
        counts = dict.fromkeys(("processing", "succeeded", "errored", "canceled", "expired"), 0)
        for each in self.batches[id_]:
            counts[each["result"]["type"]] += 1
        return {
            "id": id_,
            "type": "message_batch",
            "processing_status": "ended",
            "request_counts": counts,
            "created_at": now.isoformat(),
            "expires_at": (now + timedelta(days=1)).isoformat(),
            "ended_at": now.isoformat(),
            "cancel_initiated_at": None,
            "archived_at": None,
            "results_url": f"https://api.anthropic.com/v1/messages/batches/{id_}/results",
        }

    def _list(self, _request: httpx.Request) -> httpx.Response:
        data = [self._told(id_) for id_ in reversed(self.batches)]
        return httpx.Response(200, json={"data": data, "has_more": False, "first_id": None, "last_id": None})

    def _one(self, _request: httpx.Request, id: str) -> httpx.Response:
        if id not in self.batches:
            return httpx.Response(404, json={"type": "error", "error": {"type": "not_found_error", "message": "none"}})
        return httpx.Response(200, json=self._told(id))

    def _results(self, _request: httpx.Request, id: str) -> httpx.Response:
        lines = [json.dumps(each, ensure_ascii=False) for each in reversed(self.batches[id])]
        return httpx.Response(200, text="\n".join(lines) + "\n")

    def _message(self, request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json=answer_to(json.loads(request.content), MockSettings(claims=self.claims)))
