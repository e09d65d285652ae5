"""The one seam to the model: every request passes here, and every paid answer is stored before anything reads it.

The look-up order is cache, recordings, API. Passed to Anthropic's SDK as its HTTP transport, with the SDK's own retries off, so
that no caller can send a request twice or read an answer that is not on disk.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Coroutine, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, Protocol

import httpx2

from workbench.extraction import network
from workbench.extraction.budget import Budget
from workbench.extraction.exchanges import OfflineMiss, Source, current_asking, note_attempt
from workbench.extraction.keeping import Keeper
from workbench.extraction.outcomes import Postponed
from workbench.extraction.prices import most_of, price_of
from workbench.extraction.recordings import Recordings, write_recording
from workbench.extraction.records import (
    Origin,
    ResponseRecord,
    StoredResponse,
    hide_secrets,
    is_complete,
    kept_response,
)
from workbench.extraction.requests import CanonicalRequest, canonical_request
from workbench.extraction.retrying import RetryPolicy, send_with_retries
from workbench.extraction.throttle import REQUESTS_UNDER_WAY, Throttle
from workbench.language import _

_PAUSE = 0.005
"""Seconds that an answer waits to be written with others; a little of what the API takes."""

_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class Cache(Protocol):
    """Where paid answers are kept."""

    def answer(self, key: str) -> StoredResponse | None:
        """The stored answer to a request."""
        ...

    def put_all(self, records: Sequence[ResponseRecord]) -> None:
        """Keep answers."""
        ...

    def explain_miss(self, request: CanonicalRequest, label: str) -> str | None:
        """Why a request of a label has no answer, where one of that label was answered before."""
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
        concurrency: int = REQUESTS_UNDER_WAY,
        budget: Budget | None = None,
        through: httpx2.AsyncClient | None = None,
        on_notice: Callable[[str], None] = lambda _told: None,
    ) -> None:
        """`concurrency` bounds the requests in progress at the API; `through` is the client that reaches it."""
        self.throttle = Throttle(concurrency)
        self._cache = cache
        self._recordings = recordings
        self._offline = offline
        self._record_dir = record_dir
        self._policy = policy or RetryPolicy()
        self._budget = budget or Budget()
        self._network = through or network.open_network(concurrency)
        self._under_way: dict[str, asyncio.Future[StoredResponse]] = {}
        self._keeper = Keeper(self._keep, pause=_PAUSE)
        self._stopped = False
        self._unsent: dict[asyncio.Future[Any], Callable[[], bool]] = {}
        """Requests not answered yet -> whether they are being sent at this moment."""
        self._on_notice = on_notice

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """The answer to one request, from the first place that has it."""
        asked = await _asked(request)
        source, answer, miss = await self._answer(asked, request)
        note_attempt(asked.key, source, answer.status, str(asked.body.get("model", "")), answer.body, miss=miss)
        headers = {**answer.headers, "content-type": "application/json"}
        return httpx2.Response(answer.status, headers=headers, content=answer.content(), request=request)

    def stop(self) -> None:
        """Send nothing any more; what is in progress is still answered and kept, what only waits is given up."""
        self._stopped = True
        for waiting, is_sending in self._unsent.items():
            if not is_sending():
                waiting.cancel()

    async def aclose(self) -> None:
        """Write what is to be kept and close the connections."""
        await self._keeper.aclose()
        await self._network.aclose()

    async def _answer(
        self, asked: CanonicalRequest, request: httpx2.Request
    ) -> tuple[Source, StoredResponse, str | None]:
        stored = find_stored(asked.key, self._cache, self._recordings)
        if stored is not None:
            return *stored, None
        if self._offline:
            raise self._missed(asked)
        miss = self._cache.explain_miss(asked, current_asking().next_label)
        return "api", await self._asked_once(asked, request), miss

    async def _asked_once(self, asked: CanonicalRequest, request: httpx2.Request) -> StoredResponse:
        """The API's answer; a request that is in progress already is awaited instead of sent again."""
        under_way = self._under_way.get(asked.key)
        if under_way is not None:
            return await asyncio.shield(under_way)
        promise: asyncio.Future[StoredResponse] = asyncio.get_running_loop().create_future()
        self._under_way[asked.key] = promise
        try:
            answer = await self._paid(asked, request)
        except BaseException as error:
            promise.set_exception(error if isinstance(error, Exception) else ConnectionError("the request was stopped"))
            promise.exception()  # marks it as retrieved: asyncio would log it where nobody awaits the promise
            raise
        else:
            promise.set_result(answer)
            return answer
        finally:
            del self._under_way[asked.key]

    async def _paid(self, asked: CanonicalRequest, request: httpx2.Request) -> StoredResponse:
        most = 0.0 if self._budget.most is None else most_of(asked) or 0.0
        sending = False

        async def send() -> httpx2.Response:
            nonlocal sending
            async with self.throttle.slot() as slot, self._budget.reserved(most) as reservation:
                self._refuse_if_stopped()
                sending = True
                try:
                    response = await network.send(self._network, request)
                except httpx2.TransportError as error:
                    reservation.cost = (
                        0.0 if network.was_never_sent(error) else most
                    )  # it may have been answered and paid
                    raise
                finally:
                    sending = False
                slot.status = response.status_code
                if self._budget.most is not None:
                    reservation.cost = _cost(response, asked)
                return response

        response = await self._until_stopped(send_with_retries(send, self._policy, self._say_capped), lambda: sending)
        answer = kept_response(response.status_code, response.headers, *_body(response))
        if is_complete(answer.status, answer.body):
            await self._keeper.keep(ResponseRecord(current_asking().next_label, asked, (answer,), _meta(request)))
        return answer

    async def _until_stopped(
        self, sent: Coroutine[Any, Any, httpx2.Response], is_sending: Callable[[], bool]
    ) -> httpx2.Response:
        """Await a request. After `stop` one that is being sent is still awaited, one that only waits is given up."""
        sending = asyncio.ensure_future(sent)
        self._unsent[sending] = is_sending
        try:
            return await sending
        except asyncio.CancelledError:
            waiting = asyncio.current_task()
            if waiting is None or not waiting.cancelling():  # cancelled by `stop`, not by the caller
                self._refuse_if_stopped()
            raise
        finally:
            del self._unsent[sending]
            sending.cancel()

    def _refuse_if_stopped(self) -> None:
        if self._stopped:
            raise Postponed("stopped", _("stopped before it was asked"))

    def _keep(self, records: Sequence[ResponseRecord]) -> None:
        self._cache.put_all(records)
        if self._record_dir is not None:
            for record in records:
                write_recording(self._record_dir, record)

    def _say_capped(self, asked: float) -> None:
        self._on_notice(
            _("the API asked to wait {asked:.0f} s; it is asked again after {longest:.0f} s at most").format(
                asked=asked, longest=self._policy.longest_wait
            )
        )

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
    kept = cache.answer(key)
    if kept is not None:
        return "cache", kept
    recorded = recordings.get(key)
    return None if recorded is None else ("recording", recorded.answer)


async def _asked(request: httpx2.Request) -> CanonicalRequest:
    """The canonical form of a request: the prepared one where its bytes are these, else parsed from them."""
    content, prepared = await request.aread(), current_asking().prepared
    if prepared is not None and prepared.content == content:
        return prepared
    return canonical_request(request.method, request.url.path, dict(request.headers), json.loads(content or b"{}"))


def _cost(response: httpx2.Response, asked: CanonicalRequest) -> float:
    """What an answer cost, USD; errors are free."""
    body = _body(response)[0] if response.status_code == 200 else None
    if not isinstance(body, dict):
        return 0.0
    return price_of(body.get("usage") or {}, str(body.get("model") or asked.body.get("model", ""))) or 0.0


def _body(response: httpx2.Response) -> tuple[object, bytes | None]:
    """The body without any API key in it, as JSON (else text), and its bytes where they are the same."""
    told = response.content.decode("utf-8", "replace")
    text = hide_secrets(told)
    try:
        return json.loads(text), response.content if text == told else None
    except ValueError:
        return text, None


def _meta(request: httpx2.Request) -> dict[str, str]:
    # Nothing on the machine itself is the live API: answers from a loopback address are those of a stand-in.
    origin: Origin = "written by hand" if request.url.host in _LOOPBACK else "live"
    return {"recorded_at": datetime.now(UTC).date().isoformat(), **_versions(), "origin": origin}


@lru_cache
def _versions() -> Mapping[str, str]:
    return {name: version(name) for name in ("anthropic", "instructor")}
