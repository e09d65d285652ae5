"""One client against the mock, in a process of its own: `python -m benchmarks.runner_client CLIENT ADDRESS CALLS IN_FLIGHT FOLDER`.

Prints what it took as JSON. The requests are those of the program, made before the clock starts, and the same for all.
"""

from __future__ import annotations

import asyncio
import json
import resource
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.requests_made import bodies, documents, used

Call = Callable[[dict[str, Any]], Awaitable[object]]


def raw_httpx2(address: str, in_flight: int) -> Call:
    """Requests and their JSON, nothing else."""
    import httpx2

    client = httpx2.AsyncClient(base_url=address, timeout=60, limits=_limits(in_flight))

    async def call(body: dict[str, Any]) -> object:
        sent = json.dumps(body, ensure_ascii=False).encode()
        response = await client.post("/v1/messages", content=sent, headers={"content-type": "application/json"})
        return json.loads(response.json()["content"][0]["text"])

    return call


def plain_sdk(address: str, in_flight: int) -> Call:
    """Anthropic's SDK."""
    import anthropic
    import httpx2

    client = anthropic.AsyncAnthropic(
        api_key="key-of-nobody",
        base_url=address,
        max_retries=0,
        http_client=httpx2.AsyncClient(limits=_limits(in_flight)),
    )

    async def call(body: dict[str, Any]) -> object:
        message = await client.messages.create(**body)
        return json.loads(message.content[0].text)  # type: ignore[union-attr]

    return call


def plain_instructor(address: str, in_flight: int) -> Call:
    """Instructor with a response model of its usual making, and its own way of asking for JSON."""
    import anthropic
    import httpx2
    import instructor
    from instructor.v2.core.decorators import register_mode_handler
    from instructor.v2.core.providers import Provider
    from instructor.v2.providers.anthropic.handlers import AnthropicToolsHandler
    from pydantic import BaseModel

    register_mode_handler(Provider.ANTHROPIC, instructor.Mode.TOOLS)(AnthropicToolsHandler)  # not the program's own

    class Named(BaseModel):
        name: str
        value: str

    class Stated(BaseModel):
        kind: str
        quotes: list[str]
        fields: list[Named]

    class Facts(BaseModel):
        facts: list[Stated]

    sdk = anthropic.AsyncAnthropic(
        api_key="key-of-nobody",
        base_url=address,
        max_retries=0,
        http_client=httpx2.AsyncClient(limits=_limits(in_flight)),
    )
    client = instructor.from_anthropic(sdk, mode=instructor.Mode.TOOLS)

    async def call(body: dict[str, Any]) -> object:
        asked = {name: value for name, value in body.items() if name != "output_config"}
        return await client.create(response_model=Facts, max_retries=0, **asked)

    return call


def _limits(in_flight: int) -> Any:
    import httpx2

    return httpx2.Limits(max_connections=in_flight, max_keepalive_connections=in_flight)


async def call_all(call: Call, asked: Sequence[dict[str, Any]], in_flight: int) -> float:
    """Seconds that all calls take with so many in flight."""
    coming = iter(asked)

    async def work() -> None:
        for body in coming:
            await call(body)

    start = time.perf_counter()
    await asyncio.gather(*(work() for _ in range(in_flight)))
    return time.perf_counter() - start


CLIENTS: dict[str, Callable[[str, int], Call]] = {
    "raw httpx2": raw_httpx2,
    "SDK": plain_sdk,
    "plain Instructor": plain_instructor,
}


def main() -> None:
    """Measure one client."""
    client, address, calls, in_flight, folder = (
        sys.argv[1],
        sys.argv[2],
        int(sys.argv[3]),
        int(sys.argv[4]),
        sys.argv[5],
    )
    if client in CLIENTS:
        asked = list(bodies(documents(calls)))
        call = CLIENTS[client](address, in_flight)
        begun = used()
        taken = asyncio.run(call_all(call, asked, in_flight))
        measured = {"seconds": taken, "own_cpu": used() - begun, "done": calls, "failed": 0}
    else:
        from benchmarks.runner_ours import OURS  # not loaded for the others, whose memory is measured too

        measured = OURS[client](address, calls, in_flight, Path(folder))
    unit = 1024 if sys.platform != "darwin" else 1024 * 1024
    print(json.dumps({**measured, "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit}))


if __name__ == "__main__":
    main()
