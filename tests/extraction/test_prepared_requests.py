"""A request is written once, for the wire and for its key; and what breaks on the wire is told from what was never sent."""

from __future__ import annotations

import hashlib
import json

import aiohttp
import httpx2
import pytest

from workbench.extraction import network
from workbench.extraction.prices import price_of
from workbench.extraction.requests import canonical_json, canonical_request, write_frame
from workbench.extraction.sending import read_message

HEADERS = {"anthropic-version": "2026-10-21"}
BODY = {
    "model": "claude-sonnet-5-5",
    "max_tokens": 16_000,
    "system": [{"type": "text", "text": "規則：\n只提交材料裡的事實。", "cache_control": {"type": "ephemeral"}}],
    "messages": [{"role": "user", "content": [{"type": "text", "text": "材料「一」"}]}],
    "output_config": {"format": {"schema": {"properties": {"quotes": {}, "kind": {}, "fields": {}}}}},
}
OTHERS = [{"system": "短", "messages": []}, {"messages": [{"role": "user", "content": "問"}]}, {"model": "x"}]


@pytest.mark.parametrize("body", [BODY, *OTHERS])
def test_what_is_sent_is_the_body_with_everything_in_its_order(body):
    sent = canonical_request("POST", "/v1/messages", HEADERS, body).content
    assert json.loads(sent) == body
    assert json.dumps(json.loads(sent)) == json.dumps(body)  # a schema's order is that of the answer


@pytest.mark.parametrize("body", [BODY, *OTHERS])
def test_the_key_is_that_of_the_canonical_json(body):
    asked = canonical_request("POST", "/v1/messages", HEADERS, body)
    whole = {"method": "POST", "path": "/v1/messages", "headers": HEADERS, "body": body}
    assert asked.key == hashlib.sha256(canonical_json(whole).encode()).hexdigest()
    assert asked.frame_json == canonical_json(asked.frame)


def test_a_frame_written_once_serves_every_request_of_its_task():
    frame = write_frame("POST", "/v1/messages", HEADERS, {**BODY, "messages": []})
    body = {**BODY, "messages": [{"role": "user", "content": "另一份材料"}]}
    ready = canonical_request("POST", "/v1/messages", HEADERS, body, frame)
    anew = canonical_request("POST", "/v1/messages", HEADERS, body)
    assert (ready.key, ready.content, ready.frame_json) == (anew.key, anew.content, anew.frame_json)


def test_an_answer_with_a_block_that_the_sdk_does_not_know_is_read_as_far_as_that_goes():
    known = {"type": "text", "text": "{}"}
    told = {"id": "msg_1", "type": "message", "role": "assistant", "model": "m", "stop_reason": "end_turn"}
    usage = {"input_tokens": 1, "output_tokens": 2}
    read = read_message(json.dumps({**told, "content": [known, {"type": "of_tomorrow"}], "usage": usage}).encode())
    assert read.stop_reason == "end_turn"
    assert [block.type for block in read.content] == ["text", "of_tomorrow"]
    assert read.usage.output_tokens == 2


def caused(error: httpx2.TransportError, cause: Exception | None) -> httpx2.TransportError:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "never"),
    [
        (httpx2.ConnectError("no route"), True),
        (httpx2.ConnectTimeout("late"), True),
        (caused(httpx2.ConnectTimeout("late"), aiohttp.ConnectionTimeoutError()), True),
        (caused(httpx2.ConnectError("gone"), aiohttp.ServerDisconnectedError()), False),
        (caused(httpx2.ConnectError("reset"), aiohttp.ClientOSError(104, "reset")), False),
        (httpx2.ReadTimeout("late"), False),
        (httpx2.ReadError("cut"), False),
    ],
)
def test_what_may_have_been_paid_is_told_from_what_was_never_sent(error, never):
    assert network.was_never_sent(error) is never


async def test_what_httpx2_has_no_word_for_is_a_fault_of_the_way():
    class Garbling(httpx2.AsyncBaseTransport):
        async def handle_async_request(self, _request: httpx2.Request) -> httpx2.Response:
            raise aiohttp.ClientPayloadError("not the length that was told")

    async with httpx2.AsyncClient(transport=Garbling()) as client:
        with pytest.raises(httpx2.TransportError, match="not the length"):
            await network.send(client, httpx2.Request("POST", "https://api.example/v1/messages"))


@pytest.mark.parametrize("model", ["claude-sonnet-5-5", "claude-sonnet-4-5"])
def test_prices_are_those_of_the_list_whatever_the_size(model):
    from genai_prices import Usage, calc_price

    for tokens in (7, 1_000, 250_000):
        used = {"input_tokens": tokens, "output_tokens": 3, "cache_read_input_tokens": 2 * tokens}
        listed = calc_price(
            Usage(input_tokens=3 * tokens, output_tokens=3, cache_read_tokens=2 * tokens),
            model_ref=model,
            provider_id="anthropic",
        )
        assert price_of(used, model) == pytest.approx(float(listed.total_price))
