"""The JSON object inside an answer of the Messages API."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any


class NoPayload(ValueError):
    """The answer contains no JSON object where one was asked for."""


def payload_of(message: Mapping[str, Any]) -> dict[str, Any]:
    """The input of the one tool called, else the JSON of the last text; raises `NoPayload` where there is neither."""
    blocks = message.get("content") or []
    calls = [block["input"] for block in blocks if block.get("type") == "tool_use"]
    if len(calls) > 1:
        raise NoPayload("工具只能呼叫一次")
    if calls:
        return _object(calls[0])
    texts = [block["text"] for block in blocks if block.get("type") == "text"]
    if not texts:
        raise NoPayload("沒有內容")
    try:
        return _object(json.loads(texts[-1]))
    except json.JSONDecodeError:
        raise NoPayload("不是 JSON") from None


def _object(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise NoPayload("不是 JSON 物件")
    return value
