"""One client against the mock, in a process of its own: `python -m benchmarks.runner_client CLIENT ADDRESS CALLS IN_FLIGHT FOLDER`.

Prints what it took as JSON. The requests are those of the program, made before the clock starts, and the same for all.
"""

from __future__ import annotations

import asyncio
import json
import os
import resource
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any

from workbench.extraction.answers import extracted_facts
from workbench.extraction.engine import article_blocks, system_prompt
from workbench.extraction.handlers import NativeHandler
from workbench.facts.document import Document, document_id
from workbench.settings import ModelSettings

SIZE = 3_000
Call = Callable[[dict[str, Any]], Awaitable[object]]


def documents(count: int) -> list[Document]:
    """Articles of 3,000 characters without anything that the coverage pass would ask about: one article, one call."""
    return [_document(prose(number)) for number in range(count)]


def prose(number: int) -> str:
    """An article of ten paragraphs that name no act, day or figure."""
    filler = "有關情況仍在進一步了解之中。各方看法不一。後續安排以正式文本為準。業內人士認為影響有限。本文不作評論。"
    names = "甲乙丙丁戊己庚辛壬癸"
    own = "".join(names[int(digit)] for digit in str(number))
    return "\n".join(f"{own}號專欄之{name}認為供應鏈各環節的安排可望維持。" + filler * 6 for name in names)[:SIZE]


def bodies(count: int) -> list[dict[str, Any]]:
    """The requests on these articles, as the program sends them."""
    from workbench.extraction.chunks import cut

    chosen = ModelSettings()
    made = []
    for document in documents(count):
        (chunk,) = cut(document, chosen.chunk_characters)
        _, body = NativeHandler().prepare_request(
            extracted_facts(),
            {
                "model": chosen.name,
                "max_tokens": chosen.max_tokens,
                "system": [{"type": "text", "text": system_prompt(), "cache_control": {"type": "ephemeral"}}],
                "messages": [{"role": "user", "content": article_blocks(document, chunk)}],
            },
        )
        made.append(body)
    return made


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
    from pydantic import BaseModel

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


def this_runner(address: str, calls: int, in_flight: int, folder: Path) -> dict[str, Any]:
    """The program's own, from request to facts stored, the rules' results at hand.

    What is in the cache of `folder` already is not asked again: a second run there measures look-up alone.
    """
    from workbench.extraction import ModelEngine
    from workbench.pipeline.extracting import extract
    from workbench.settings import Settings
    from workbench.store import Store

    os.environ.update(ANTHROPIC_API_KEY="key-of-nobody", ANTHROPIC_BASE_URL=address)
    settings = Settings(home=folder / "state", database_url=f"sqlite:///{folder / f'{time.time_ns()}.db'}")
    store = Store(settings.store_url)
    articles = documents(calls)
    for first in range(0, calls, 500):
        store.add_documents(articles[first : first + 500])
    rules_at_hand(articles, settings.rules_dir)
    engine = ModelEngine(settings, recordings=folder / "none", concurrency=in_flight)
    engine.client._instructor()  # what is imported once is no part of a call
    started: list[float] = []
    kept: list[float] = []
    stored: list[float] = []
    keep = engine.client._cache.put_all
    engine.client._cache.put_all = lambda records: (keep(records), kept.append(time.perf_counter()))[0]  # type: ignore[method-assign]
    begun = _used()
    result = extract(
        store,
        articles,
        "model",
        engine,
        concurrency=in_flight,
        force=True,
        rules_folder=settings.rules_dir,
        on_plan=lambda _plan: started.append(time.perf_counter()),
        on_progress=lambda _step: stored.append(time.perf_counter()),
    )
    apart = {name: round(taken, 3) for name, taken in result.seconds.items()}
    return {
        "answered_seconds": kept[-1] - started[0] if kept else 0.0,
        "seconds": stored[-1] - started[0],
        "own_cpu": _used() - begun - apart.get("store", 0.0) - apart.get("index", 0.0),
        "apart": apart,
        "done": len(result.done),
        "failed": len(result.failed) + len(result.postponed),
        "facts": sum(step.facts for step in result.done),
        "paid": result.cost["requests"],
        "notices": engine.notices,
    }


def rules_at_hand(articles: Sequence[Document], folder: Path) -> None:
    """The results of the rules for made-up articles in which they find nothing, without reading each."""
    from workbench.extraction.rule_results import RuleResults, keep_result
    from workbench.pipeline.fingerprints import rules_basis
    from workbench.recognition import recognize

    rules = RuleResults(folder, rules_basis()["rules"])
    found = recognize(articles[0])
    for each in articles:
        keep_result(rules, each, found)


def _used() -> float:
    own = resource.getrusage(resource.RUSAGE_SELF)
    return own.ru_utime + own.ru_stime


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
        asked = bodies(calls)
        call = CLIENTS[client](address, in_flight)
        begun = _used()
        taken = asyncio.run(call_all(call, asked, in_flight))
        measured = {"seconds": taken, "own_cpu": _used() - begun, "done": calls, "failed": 0}
    else:
        measured = this_runner(address, calls, in_flight, Path(folder))
    unit = 1024 if sys.platform != "darwin" else 1024 * 1024
    print(json.dumps({**measured, "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit}))


def _document(text: str) -> Document:
    return Document(
        id=document_id(text.encode()), text=text, year=2025, tier="news", name=f"{document_id(text.encode())[:12]}.txt"
    )


if __name__ == "__main__":
    main()
