"""The one seam to the model: every request passes here, and every paid answer is stored before anything reads it.

Looked up in order: cache, recordings, API. Handed to Anthropic's SDK as its HTTP transport, with the SDK's own
retries off, so that nothing above can send a request twice or read an answer that is not on disk.
"""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Protocol

import httpx2

from workbench.extraction.exchanges import OfflineMiss, Source, current_asking, note_attempt
from workbench.extraction.recordings import Recordings, write_recording
from workbench.extraction.records import Origin, ResponseRecord, StoredResponse, is_complete, kept_response
from workbench.extraction.requests import CanonicalRequest, canonical_request
from workbench.extraction.retrying import RetryPolicy, send_with_retries
from workbench.language import _

_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class Cache(Protocol):
    """Where paid answers are kept."""

    def get(self, key: str) -> ResponseRecord | None:
        """The stored answer to a request."""
        ...

    def put(self, record: ResponseRecord) -> None:
        """Keep an answer."""
        ...


class StoredFirstTransport(httpx2.AsyncBaseTransport):
    """Answers from what is stored; asks the API only for the rest, and not at all when offline."""

    def __init__(
        self,
        cache: Cache,
        recordings: Recordings,
        *,
        offline: bool = False,
        record_dir: Path | None = None,
        policy: RetryPolicy | None = None,
        concurrency: int = 8,
        network: httpx2.AsyncClient | None = None,
    ) -> None:
        """`concurrency` bounds the requests under way at the API; `network` is the client that reaches it."""
        self._cache = cache
        self._recordings = recordings
        self._offline = offline
        self._record_dir = record_dir
        self._policy = policy or RetryPolicy()
        self._gate = asyncio.Semaphore(concurrency)
        # A client and not a bare transport, so that proxies and certificates of the environment count.
        self._network = network or httpx2.AsyncClient()
        self._under_way: dict[str, asyncio.Future[StoredResponse]] = {}

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """The answer to one request, from the first place that has it."""
        asked = canonical_request(
            request.method, request.url.path, dict(request.headers), json.loads(await request.aread() or b"{}")
        )
        source, answer = await self._answer(asked, request)
        note_attempt(asked.key, source, answer.status, str(asked.body.get("model", "")), answer.body)
        headers = {**answer.headers, "content-type": "application/json"}
        return httpx2.Response(answer.status, headers=headers, content=answer.content(), request=request)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._network.aclose()

    async def _answer(self, asked: CanonicalRequest, request: httpx2.Request) -> tuple[Source, StoredResponse]:
        stored = find_stored(asked.key, self._cache, self._recordings)
        if stored is not None:
            return stored
        if self._offline:
            raise self._missed(asked)
        return "api", await self._asked_once(asked, request)

    async def _asked_once(self, asked: CanonicalRequest, request: httpx2.Request) -> StoredResponse:
        """The API's answer; a request that is under way already is awaited instead of sent again."""
        under_way = self._under_way.get(asked.key)
        if under_way is not None:
            return await asyncio.shield(under_way)
        promise: asyncio.Future[StoredResponse] = asyncio.get_running_loop().create_future()
        self._under_way[asked.key] = promise
        try:
            answer = await self._paid(asked, request)
        except BaseException as error:
            promise.set_exception(error if isinstance(error, Exception) else ConnectionError("the request was stopped"))
            promise.exception()  # those who wait get it; where nobody waits it is not unheard
            raise
        else:
            promise.set_result(answer)
            return answer
        finally:
            del self._under_way[asked.key]

    async def _paid(self, asked: CanonicalRequest, request: httpx2.Request) -> StoredResponse:
        async def send() -> httpx2.Response:
            async with self._gate:
                return await self._network.send(request)

        response = await send_with_retries(send, self._policy)
        answer = kept_response(response.status_code, dict(response.headers), _body(response))
        if is_complete(answer.status, answer.body):
            self._keep(ResponseRecord(current_asking().next_label, asked, (answer,), _meta(request)))
        return answer

    def _keep(self, record: ResponseRecord) -> None:
        self._cache.put(record)
        if self._record_dir is not None:
            write_recording(self._record_dir, record)

    def _missed(self, asked: CanonicalRequest) -> OfflineMiss:
        return OfflineMiss(
            _("no stored response, and the API may not be asked (offline). {why}").format(
                why=self._recordings.explain_miss(asked, current_asking().next_label)
            ),
            where=current_asking().article or None,
            way_out=_("Run once without --offline and with ANTHROPIC_API_KEY set, or use --engine rules."),
        )


def find_stored(key: str, cache: Cache, recordings: Recordings) -> tuple[Source, StoredResponse] | None:
    """The stored answer to a request and where it was, cache first; None where there is none."""
    kept = cache.get(key)
    if kept is not None:
        return "cache", kept.answer
    recorded = recordings.get(key)
    return None if recorded is None else ("recording", recorded.answer)


def _body(response: httpx2.Response) -> object:
    try:
        return response.json()
    except ValueError:
        return response.text


def _meta(request: httpx2.Request) -> dict[str, str]:
    # Nothing on the machine itself is the live API: answers from a loopback address are those of a stand-in.
    origin: Origin = "written by hand" if request.url.host in _LOOPBACK else "live"
    return {
        "recorded_at": datetime.now(UTC).date().isoformat(),
        "anthropic": version("anthropic"),
        "instructor": version("instructor"),
        "origin": origin,
    }
