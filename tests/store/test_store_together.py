"""Several processes on one store: nobody is refused, nobody's decision is lost, on a file and on a server."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from benchmarks.together import work_together
from workbench.facts.document import Document, document_id
from workbench.facts.fact import Evidence, Route, make_fact
from workbench.facts.kinds import Claim
from workbench.store import Overtaken, Run, Store

CLAIMS = 12
TEXT = "".join(f"業界估計第{number}項占全球{number}成。" for number in range(CLAIMS))
DOCUMENT = Document(id=document_id(TEXT.encode()), text=TEXT, published=date(2030, 3, 2))
FACTS = [
    make_fact(
        DOCUMENT.id,
        Claim(statement=f"第{number}項"),
        [Evidence.cut(TEXT, TEXT.index(f"第{number}項"), TEXT.index(f"第{number}項") + 3)],
        "rules",
    )
    for number in range(CLAIMS)
]


@pytest.mark.timeout(300)
def test_two_extract_two_decide_and_one_drafts(store_url: str, tmp_path: Path) -> None:
    made = work_together(store_url, tmp_path, decided=40, articles=4)
    assert [(each.command, each.code, each.said) for each in made.commands] == [
        ("extract", 0, ""),
        ("extract", 0, ""),
        ("decide", 0, ""),
        ("decide", 0, ""),
        ("draft", 0, ""),
    ]
    assert (made.kept, made.extracted) == (made.asked, 8)


def test_of_two_that_decide_on_what_they_saw_one_is_refused(store_url: str) -> None:
    store = Store(store_url)
    store.add_document(DOCUMENT)
    store.save_extraction(DOCUMENT.id, FACTS, Run(engine="rules", fingerprint="r"))
    seen = {fact.id: store.record(fact.id).revision for fact in FACTS}
    refused: list[str] = []

    def decide(reviewer: str) -> None:
        own = Store(store_url)
        for id_, revision in seen.items():
            try:
                own.decide(id_, "approve", reviewer=reviewer, revision=revision)
            except Overtaken as fault:
                refused.append(fault.record.id)
        own.close()

    at_once(lambda: decide("林"), lambda: decide("王"))
    assert sorted(refused) == sorted(seen)
    assert sorted(decision.fact for decision in store.decisions()) == sorted(seen)
    store.close()


def test_who_routes_waits_for_who_routes_already(store_url: str) -> None:
    stores = [Store(store_url) for _each in range(2)]
    inside: list[int] = []
    most: list[int] = []

    def route(store: Store) -> None:
        for _time in range(5):
            with store.routing.taken(), store.routing.taken():
                inside.append(1)
                most.append(len(inside))
                store.set_routes([("none", Route(to="machine"))])
                inside.pop()

    at_once(*[lambda store=store: route(store) for store in stores])
    assert most == [1] * 10
    for store in stores:
        store.close()


def test_the_same_documents_added_at_once_are_kept_once_and_in_an_order(store_url: str) -> None:
    documents = [Document(id=document_id(str(number).encode()), text=f"第{number}號公告。") for number in range(20)]
    stores = [Store(store_url) for _each in range(3)]
    at_once(*[lambda store=store: [store.add_document(each) for each in documents] for store in stores])
    assert sorted(document.id for document in stores[0].documents()) == sorted(document.id for document in documents)
    for store in stores:
        store.close()


def at_once(*works: Callable[[], object]) -> None:
    """Run each in a thread of its own; a fault in any is one here."""
    faults: list[BaseException] = []

    def run(work: Callable[[], object]) -> None:
        try:
            work()
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
