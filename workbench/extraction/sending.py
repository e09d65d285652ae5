"""Anthropic's client with requests that are prepared once: what is sent is what its key is of.

The SDK copies a request's parameters, writes them as JSON and builds its answer field by field, 2.5 ms in all for a system
prompt of ours; here the request is written once, for its key and for the wire, and the answer is read by pydantic.
Address, key, headers, errors and transport are the SDK's.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

import anthropic
import httpx2
from anthropic._base_client import get_platform
from anthropic.resources.messages import AsyncMessages
from anthropic.types import Message
from pydantic import ValidationError

from workbench.extraction.exchanges import current_asking
from workbench.extraction.requests import KEPT_HEADERS, PATH, canonical_request


class PreparedAnthropic(anthropic.AsyncAnthropic):
    """The SDK's client, whose messages are sent as they were prepared."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._platform = get_platform()  # else a thread is asked for it by each request until one has it

    @cached_property
    def messages(self) -> AsyncMessages:
        """The messages of this client."""
        return _PreparedMessages(self)

    @cached_property
    def kept_headers(self) -> dict[str, str]:
        """The headers that are part of a request."""
        sent = {name.lower(): value for name, value in self.default_headers.items() if isinstance(value, str)}
        return {name: value for name, value in sent.items() if name in KEPT_HEADERS}


class _PreparedMessages(AsyncMessages):
    _client: PreparedAnthropic

    async def create(self, **body: Any) -> Message:  # type: ignore[override]
        """The answer to a body; it has no parameter of the SDK's own but those that are sent."""
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
        return read_message(response.content)


def read_message(content: bytes) -> Message:
    """An answer as the SDK gives it; of a form that it does not know, as far as that goes."""
    try:
        return Message.model_validate_json(content)
    except ValidationError:
        response = httpx2.Response(200, content=content)
        return Message.construct(**response.json())
