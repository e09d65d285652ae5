"""A Messages API of this project's own, for measuring and for tests: `python -m benchmarks.mock_api --latency 0.2`.

It answers an extraction with claims that quote the article, the same answer to the same request always. Latency, errors,
limits and the fate of batches are set when it starts, or later by `POST /mock/settings`; `GET /mock/counts` says what was
asked of it and how often each request was answered, which is what would have been paid. It prints its address and serves
one machine: nothing here is meant to be reached from another.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import re
import time
import uuid
from collections import Counter
from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, datetime, timedelta
from typing import Any

from aiohttp import web

from benchmarks.mock_answers import MockSettings, answer_to, answer_with, digest_of, dumped, fault_of

_CUSTOM_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")
MOST_REQUESTS, MOST_BYTES = 100_000, 256 * 2**20
"""Of one batch."""


@dataclass
class Batch:
    """One batch as it was submitted."""

    id: str
    requests: list[dict[str, Any]]
    created: datetime
    ends: float
    """Clock of `time.monotonic`."""
    canceled: bool = False
    results: list[dict[str, Any]] | None = None


@dataclass
class MockState:
    """What the mock knows of its past."""

    settings: MockSettings
    draw: random.Random
    counts: Counter[str] = field(default_factory=Counter)
    answered: Counter[str] = field(default_factory=Counter)
    """Digest of a request's body → how often it was answered, directly or in a batch: how often it would be paid."""
    in_flight: int = 0
    peak: int = 0
    minute: list[float] = field(default_factory=list)
    batches: dict[str, Batch] = field(default_factory=dict)


STATE = web.AppKey("state", MockState)


def make_mock(settings: MockSettings | None = None) -> web.Application:
    """The application, with nothing in its past."""
    chosen = settings or MockSettings()
    app = web.Application(client_max_size=MOST_BYTES)
    app[STATE] = MockState(chosen, random.Random(chosen.seed))
    app.add_routes(
        [
            web.post("/v1/messages", _messages),
            web.post("/v1/messages/batches", _create_batch),
            web.get("/v1/messages/batches", _list_batches),
            web.get("/v1/messages/batches/{id}", _one_batch),
            web.get("/v1/messages/batches/{id}/results", _results),
            web.post("/v1/messages/batches/{id}/cancel", _cancel_batch),
            web.get("/mock/counts", _counts),
            web.post("/mock/settings", _set),
        ]
    )
    return app


async def _messages(request: web.Request) -> web.Response:
    state = request.app[STATE]
    raw = await request.read()
    state.counts["requests"] += 1
    state.in_flight += 1
    state.peak = max(state.peak, state.in_flight)
    try:
        refusal = _limits(state)
        if refusal is not None:
            return refusal
        body = json.loads(raw)
        fault = fault_of(body)
        if fault:
            return _error(400, "invalid_request_error", fault)
        await asyncio.sleep(state.settings.latency + state.draw.random() * state.settings.jitter)
        digest = digest_of(body)
        answer = answer_with(digest, body, state.settings)
        state.answered[digest] += 1
        state.counts["answers"] += 1
        return web.json_response(answer, headers={"request-id": f"req_{uuid.uuid4().hex[:24]}"}, dumps=dumped)
    finally:
        state.in_flight -= 1


def _limits(state: MockState) -> web.Response | None:
    """The refusal of a request where a limit or bad luck has it refused."""
    chosen = state.settings
    if chosen.most_in_flight and state.in_flight > chosen.most_in_flight:
        return _refused(state, 429)
    if chosen.per_minute:
        now = time.monotonic()
        state.minute = [at for at in state.minute if now - at < 60]
        if len(state.minute) >= chosen.per_minute:
            return _refused(state, 429)
        state.minute.append(now)
    if state.draw.random() < chosen.error_rate:
        return _refused(state, state.draw.choice(chosen.errors))
    return None


def _refused(state: MockState, status: int) -> web.Response:
    state.counts[str(status)] += 1
    kinds = {429: "rate_limit_error", 529: "overloaded_error"}
    wait = state.settings.retry_after
    headers = {"retry-after": f"{wait:g}"} if wait and status in kinds else {}
    return _error(status, kinds.get(status, "api_error"), "the mock refuses", headers)


def _error(status: int, kind: str, told: str, headers: dict[str, str] | None = None) -> web.Response:
    body = {"type": "error", "error": {"type": kind, "message": told}, "request_id": None}
    return web.json_response(body, status=status, headers=headers)


async def _create_batch(request: web.Request) -> web.Response:
    state = request.app[STATE]
    refusal = _limits(state)
    if refusal is not None:
        return refusal
    raw = await request.read()
    asked = json.loads(raw).get("requests") or []
    ids = [str(each.get("custom_id", "")) for each in asked]
    if not ids:
        return _error(400, "invalid_request_error", "requests: at least one request is required")
    if len(ids) > MOST_REQUESTS or len(raw) > MOST_BYTES:
        return _error(413, "request_too_large", "Request exceeds the maximum size")
    if len(set(ids)) != len(ids) or not all(_CUSTOM_ID.fullmatch(each) for each in ids):
        return _error(400, "invalid_request_error", "requests: custom_id must be unique and match the pattern")
    ends = time.monotonic() + state.settings.batch_seconds
    batch = Batch(f"msgbatch_{uuid.uuid4().hex[:24]}", asked, datetime.now(UTC), ends)
    state.batches[batch.id] = batch
    state.counts["batches"] += 1
    # What is accepted will be worked on and paid, whether or not the client lives to hear of it.
    _results_of(batch, state)
    await asyncio.sleep(state.settings.latency)
    return web.json_response(_batch_json(batch, request))


def _results_of(batch: Batch, state: MockState) -> list[dict[str, Any]]:
    """The results in no order that means anything; made once."""
    if batch.results is None:
        batch.results = [
            {"custom_id": each["custom_id"], "result": _result(each["params"], state)} for each in batch.requests
        ]
        state.draw.shuffle(batch.results)
    return batch.results


def _result(body: dict[str, Any], state: MockState) -> dict[str, Any]:
    fault, luck = fault_of(body), state.draw.random()
    if fault or luck < state.settings.batch_errored:
        kind = "invalid_request_error" if fault else "api_error"
        told = {"type": "error", "error": {"type": kind, "message": fault or "the mock refuses"}, "request_id": None}
        return {"type": "errored", "error": told}
    if luck < state.settings.batch_errored + state.settings.batch_expired:
        return {"type": "expired"}
    state.answered[digest_of(body)] += 1
    return {"type": "succeeded", "message": answer_to(body, state.settings)}


def _batch_json(batch: Batch, request: web.Request) -> dict[str, Any]:
    ended = batch.canceled or time.monotonic() >= batch.ends
    counts = dict.fromkeys(("processing", "succeeded", "errored", "canceled", "expired"), 0)
    if ended:
        counts.update(Counter(each["result"]["type"] for each in batch.results or ()))
    else:
        counts["processing"] = len(batch.requests)
    return {
        "id": batch.id,
        "type": "message_batch",
        "processing_status": "ended" if ended else "in_progress",
        "request_counts": counts,
        "created_at": _stamp(batch.created),
        "expires_at": _stamp(batch.created + timedelta(hours=24)),
        "ended_at": _stamp(datetime.now(UTC)) if ended else None,
        "cancel_initiated_at": None,
        "archived_at": None,
        "results_url": f"{request.url.origin()}/v1/messages/batches/{batch.id}/results" if ended else None,
    }


async def _list_batches(request: web.Request) -> web.Response:
    """Newest first, a page at a time, as the API lists them."""
    every = list(reversed(request.app[STATE].batches.values()))
    after = request.query.get("after_id")
    if after:
        every = every[[batch.id for batch in every].index(after) + 1 :]
    page = every[: int(request.query.get("limit", 20))]
    return web.json_response(
        {
            "data": [_batch_json(batch, request) for batch in page],
            "has_more": len(page) < len(every),
            "first_id": page[0].id if page else None,
            "last_id": page[-1].id if page else None,
        }
    )


async def _one_batch(request: web.Request) -> web.Response:
    batch = request.app[STATE].batches.get(request.match_info["id"])
    if batch is None:
        return _error(404, "not_found_error", "no such batch")
    return web.json_response(_batch_json(batch, request))


async def _results(request: web.Request) -> web.Response:
    batch = request.app[STATE].batches.get(request.match_info["id"])
    if batch is None or (time.monotonic() < batch.ends and not batch.canceled):
        return _error(404, "not_found_error", "no results yet")
    text = "".join(dumped(each) + "\n" for each in batch.results or ())
    return web.Response(text=text, content_type="application/x-jsonl")


async def _cancel_batch(request: web.Request) -> web.Response:
    batch = request.app[STATE].batches.get(request.match_info["id"])
    if batch is None:
        return _error(404, "not_found_error", "no such batch")
    batch.canceled = True
    return web.json_response(_batch_json(batch, request))


async def _counts(request: web.Request) -> web.Response:
    state = request.app[STATE]
    paid = state.answered
    return web.json_response(
        {
            **state.counts,
            "peak_in_flight": state.peak,
            "cpu_seconds": time.process_time(),
            "paid": sum(paid.values()),
            "paid_twice": sum(count - 1 for count in paid.values()),
            "settings": asdict(state.settings),
        }
    )


async def _set(request: web.Request) -> web.Response:
    state = request.app[STATE]
    for name, value in (await request.json()).items():
        if name == "reset":
            state.counts.clear()
            state.answered.clear()
            state.batches.clear()
            state.peak = 0
        else:
            setattr(state.settings, name, tuple(value) if name == "errors" else value)
    return web.json_response(asdict(state.settings))


def _stamp(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")


async def _serve(settings: MockSettings, port: int) -> None:
    runner = web.AppRunner(make_mock(settings), access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", port, backlog=1024)
    await site.start()
    print(f"http://127.0.0.1:{runner.addresses[0][1]}", flush=True)
    await asyncio.Event().wait()


def main() -> None:
    """Serve until stopped."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--port", type=int, default=0, help="0: any that is free")
    for each in fields(MockSettings):
        if each.name != "errors":
            parser.add_argument(f"--{each.name.replace('_', '-')}", type=type(each.default), default=each.default)
    given = vars(parser.parse_args())
    port = given.pop("port")
    try:
        asyncio.run(_serve(MockSettings(**given), port))
    except KeyboardInterrupt:
        return


if __name__ == "__main__":
    main()
