"""This program as a client to be measured: against the mock, and over answers that are all stored."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.mock_answers import MockSettings, answer_to
from benchmarks.requests_made import bodies, documents, used
from workbench.extraction import ModelEngine
from workbench.extraction.cache import ResponseCache
from workbench.extraction.records import ResponseRecord, kept_response
from workbench.extraction.requests import PATH, canonical_request
from workbench.extraction.rule_results import RuleResults, keep_result
from workbench.extraction.sending import PreparedAnthropic
from workbench.extraction.workers import Workers, processes_for
from workbench.facts.document import Document
from workbench.pipeline.extracting import extract
from workbench.pipeline.fingerprints import rules_basis
from workbench.recognition import recognize
from workbench.settings import Settings
from workbench.store import Store


def this_runner(address: str, calls: int, in_flight: int, folder: Path) -> dict[str, Any]:
    """From request to facts stored, the rules' results at hand."""
    os.environ.update(ANTHROPIC_API_KEY="key-of-nobody", ANTHROPIC_BASE_URL=address)
    return _extracted(calls, in_flight, folder, answered=False)


def stored_answers(_address: str, calls: int, in_flight: int, folder: Path) -> dict[str, Any]:
    """Over answers that are all in the cache, into an empty store; without a key nothing can be sent."""
    os.environ.pop("ANTHROPIC_API_KEY", None)
    return _extracted(calls, in_flight, folder, answered=True)


def _settings(folder: Path) -> Settings:
    return Settings(home=folder / "state", database_url=f"sqlite:///{folder / 'facts.db'}")


def _extracted(calls: int, in_flight: int, folder: Path, *, answered: bool) -> dict[str, Any]:
    made = [sys.executable, "-m", __name__, str(calls), str(folder), *(["answered"] if answered else [])]
    subprocess.run(made, check=True)  # in another process, whose memory is none of ours
    settings = _settings(folder)
    store = Store(settings.store_url)
    articles = store.document_heads()  # what the command is given too
    engine = ModelEngine(settings, recordings=folder / "none", concurrency=in_flight)
    engine.client.open()  # what is imported once is no part of a call
    started: list[float] = []
    kept: list[float] = []
    stored: list[float] = []
    keep = engine.client._cache.put_all
    engine.client._cache.put_all = lambda records: (keep(records), kept.append(time.perf_counter()))[0]  # type: ignore[method-assign]
    with Workers(processes_for(len(articles))) as workers:
        workers.wait_started()  # so is the process that judges
        begun = used()
        result = extract(
            store,
            articles,
            "model",
            engine,
            concurrency=in_flight,
            force=True,
            rules_folder=settings.rules_dir,
            workers=workers,
            on_plan=lambda _plan: started.append(time.perf_counter()),
            on_progress=lambda _step: stored.append(time.perf_counter()),
        )
        spent = used() - begun
    apart = {name: round(taken, 3) for name, taken in result.seconds.items()}
    return {
        "answered_seconds": kept[-1] - started[0] if kept else 0.0,
        "seconds": stored[-1] - started[0],
        "own_cpu": spent - apart.get("store", 0.0),
        "apart": apart,
        "done": len(result.done),
        "failed": len(result.failed) + len(result.postponed),
        "facts": sum(step.facts for step in result.done),
        "paid": result.cost["requests"],
        "notices": engine.notices,
    }


def _prepare(calls: int, folder: Path, *, answered: bool) -> None:
    """A store with so many articles, what the rules read in them, and the answers on them where they are to be there."""
    settings, articles = _settings(folder), documents(calls)
    store = Store(settings.store_url)
    for first in range(0, len(articles), 500):
        store.add_documents(articles[first : first + 500])
    store.close()
    rules_at_hand(articles, settings.rules_dir)
    if answered:
        _keep_answers(articles, settings.cache_dir)


def _keep_answers(articles: Sequence[Document], folder: Path) -> None:
    """The mock's answers on articles, put into a cache as if they had been paid for."""
    cache, headers, settings = ResponseCache(folder), PreparedAnthropic(api_key="absent").kept_headers, MockSettings()
    meta = {"recorded_at": "2026-02-19", "origin": "written by hand"}
    for first in range(0, len(articles), 200):
        some = articles[first : first + 200]
        cache.put_all(
            [
                ResponseRecord(
                    f"article-{document.id[:12]}",
                    canonical_request("POST", PATH, headers, body),
                    (kept_response(200, {"content-type": "application/json"}, answer_to(body, settings)),),
                    meta,
                )
                for document, body in zip(some, bodies(some), strict=True)
            ]
        )
    cache.close()


def rules_at_hand(articles: Sequence[Document], folder: Path) -> None:
    """The results of the rules for made-up articles in which they find nothing, without reading each."""
    rules = RuleResults(folder, rules_basis()["rules"])
    found = recognize(articles[0])
    for each in articles:
        keep_result(rules, each, found)


OURS = {"this runner": this_runner, "stored answers": stored_answers}


if __name__ == "__main__":
    _prepare(int(sys.argv[1]), Path(sys.argv[2]), answered="answered" in sys.argv[3:])
