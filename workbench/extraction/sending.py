"""Anthropic's client with requests that are prepared once: what is sent is what its key is of.

The SDK copies a request's parameters, writes them as JSON and builds its answer field by field, 2.5 ms in all for a system
prompt of ours; here the request is written once, for its key and for the wire, and the answer is read by pydantic.
Address, key, headers, errors and transport are the SDK's.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from functools import cached_property
from typing import Any

import anthropic
import httpx2
from anthropic._base_client import get_platform
from anthropic.resources.messages import AsyncMessages
from anthropic.types import Message
from pydantic import ValidationError

from workbench.extraction.exchanges import current_asking, judge_last
from workbench.extraction.records import COMPLETE
from workbench.extraction.requests import KEPT_HEADERS, PATH, canonical_request


class PreparedAnthropic(anthropic.AsyncAnthropic):
    """The SDK's client, whose messages are sent as they were prepared."""

    def __init__(self, most: int = 1, **options: Any) -> None:
        """`most` bounds the requests that are under way; a few more may be written, since each holds all of it in memory."""
        super().__init__(**options)
        self._most = most + max(4, most // 4)
        self._written: tuple[asyncio.AbstractEventLoop, asyncio.Semaphore] | None = None
        self._platform = get_platform()  # else a thread is asked for it by each request until one has it

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
    def kept_headers(self) -> dict[str, str]:
        """The headers that are part of a request."""
        sent = {name.lower(): value for name, value in self.default_headers.items() if isinstance(value, str)}
        return {name: value for name, value in sent.items() if name in KEPT_HEADERS}


class _PreparedMessages(AsyncMessages):
    _client: PreparedAnthropic

    async def create(self, **body: Any) -> Message:  # type: ignore[override]
        """The answer to a body, judged; it has no parameter of the SDK's own but those that are sent.

        Who judges may have much before it: meanwhile the place is another request's.
        """
        async with self._client.place:
            content = await self._sent(body)
        answer = read_message(content)
        if answer.stop_reason in COMPLETE:
            await judge_last()
        return answer

    async def _sent(self, body: Mapping[str, Any]) -> bytes:
        work = current_asking()
        asked = work.prepared
        if asked is None or asked.body != body:  # an answer that is sent back makes another request
            asked = work.prepared = canonical_request("POST", PATH, self._client.kept_headers, body)
        response = await self._client.post(
            PATH,
            cast_to=httpx2.Response,
            content=asked.content,
            options={"headers": {"content-type": "application/json"}, "idempotency_key": asked.key},
        )
        work.prepared = None
        return response.content


def read_message(content: bytes) -> Message:
    """An answer as the SDK gives it; of a form that it does not know, as far as that goes."""
    try:
        return Message.model_validate_json(content)
    except ValidationError:
        response = httpx2.Response(200, content=content)
        return Message.construct(**response.json())
