"""Anthropic's client with requests that are prepared once, so that the bytes sent are those that the key is a digest of.

For every request the SDK copies the parameters, serializes them, merges the headers and builds the answer field by field:
3.5 ms in all with our system prompts. Here the SDK builds one request, and every other is a copy of it with its own body. A
body is serialized once, for its key and for the wire; an answer is parsed by pydantic only where it is sent back. Address, key,
headers and errors remain the SDK's.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import anthropic
import httpx2
from anthropic._models import FinalRequestOptions
from anthropic.resources.messages import AsyncMessages
from anthropic.types import Message
from pydantic import ValidationError

from workbench.extraction.exchanges import current_asking, judge_last
from workbench.extraction.records import COMPLETE
from workbench.extraction.requests import KEPT_HEADERS, PATH, canonical_request


class PreparedAnthropic(anthropic.AsyncAnthropic):
    """The SDK's client, whose messages are sent as they were prepared."""

    def __init__(self, most: int = 1, *, transport: httpx2.AsyncBaseTransport | None = None, **options: Any) -> None:
        """`most` bounds the requests in progress. Few more than that are written ahead, since each holds its whole body in memory.

        Without a `transport` nothing can be sent.
        """
        self.transport = transport or _Nowhere()
        super().__init__(http_client=httpx2.AsyncClient(transport=self.transport), max_retries=0, **options)
        self._most = most + max(4, most // 4)
        self._written: tuple[asyncio.AbstractEventLoop, asyncio.Semaphore] | None = None

    @cached_property
    def messages(self) -> AsyncMessages:
        """The messages of this client."""
        return _PreparedMessages(self)

    @property
    def place(self) -> asyncio.Semaphore:
        """A place for one more written request."""
        loop = asyncio.get_running_loop()
        if self._written is None or self._written[0] is not loop:
            self._written = loop, asyncio.Semaphore(self._most)
        return self._written[1]

    @cached_property
    def _built(self) -> httpx2.Request:
        """A question without its body, as the SDK builds it."""
        built = self._build_request(
            FinalRequestOptions.construct(
                method="post", url=PATH, content=b"-", headers={"content-type": "application/json"}
            )
        )
        del built.headers["content-length"]
        return built

    def question(self, content: bytes) -> httpx2.Request:
        """The question with this body."""
        built = self._built
        return httpx2.Request(
            built.method, built.url, headers=built.headers, content=content, extensions=built.extensions
        )

    def error_of(self, response: httpx2.Response) -> anthropic.APIStatusError:
        """The SDK's error for an answer that is one."""
        return self._make_status_error_from_response(response)

    @cached_property
    def kept_headers(self) -> dict[str, str]:
        """The headers that are part of a request."""
        sent = {name.lower(): value for name, value in self.default_headers.items() if isinstance(value, str)}
        return {name: value for name, value in sent.items() if name in KEPT_HEADERS}


class _PreparedMessages(AsyncMessages):
    _client: PreparedAnthropic

    async def create(self, **body: Any) -> Received:  # type: ignore[override]
        """The answer to a body, judged; it has no parameter of the SDK's own but those that are sent.

        Who judges may have much before it: meanwhile the place is another request's.
        """
        async with self._client.place:
            content = await self._sent(body)
        reason = current_asking().attempts[-1].stop_reason
        if reason in COMPLETE:
            await judge_last()
        return Received(content, reason)

    async def _sent(self, body: Mapping[str, Any]) -> bytes:
        work = current_asking()
        asked = work.prepared
        if asked is None or asked.body != body:  # an answer that is sent back makes another request
            asked = work.prepared = canonical_request("POST", PATH, self._client.kept_headers, body)
        response = await self._client.transport.handle_async_request(self._client.question(asked.content))
        work.prepared = None
        if not response.is_success:
            raise self._client.error_of(response)
        return response.content


class _Nowhere(httpx2.AsyncBaseTransport):
    """The transport of a client that only shows how requests look."""

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        raise httpx2.ConnectError("this client sends nothing", request=request)


@dataclass(frozen=True)
class Received:
    """An answer as it came, in bytes of JSON, and why it stopped; the SDK reads it where its parts are needed."""

    content: bytes
    stop_reason: str | None

    @cached_property
    def message(self) -> Message:
        """The SDK's form of it."""
        return read_message(self.content)


def read_message(content: bytes) -> Message:
    """An answer as the SDK gives it; of a form that it does not know, as far as that goes."""
    try:
        return Message.model_validate_json(content)
    except ValidationError:
        response = httpx2.Response(200, content=content)
        return Message.construct(**response.json())
