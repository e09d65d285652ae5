"""Sittings of the review in pseudo-terminals: a store of sentences to decide on, and what the screen says was decided.

`python -m tests.review.sittings` runs the long forms: fifty kills, thirty of the follower, five hundred decisions by two
reviewers.
"""

from __future__ import annotations

import os
import random
import re
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from benchmarks.reviewing import open_review
from benchmarks.terminal import Terminal
from workbench.facts.document import Document, document_id
from workbench.facts.fact import Evidence, Route, make_fact
from workbench.facts.kinds import Claim
from workbench.store import MACHINE, Run, Store

_DECIDED = re.compile(rb"(\d+) decided")
_STARTING = 60


def store_of_claims(home: Path, count: int) -> Store:
    """A store in a state folder with so many facts, each in a sentence of its own, that all wait."""
    quotes = [f"業界估計第{number}項占全球{number}成" for number in range(count)]
    text = "".join(f"{quote}。" for quote in quotes)
    document = Document(id=document_id(text.encode()), text=text, title="估計", tier="news")
    claims, start = [], 0
    for quote in quotes:
        span = Evidence.cut(text, start, start + len(quote))
        claims.append(make_fact(document.id, Claim(statement=quote), [span], "rules"))
        start += len(quote) + 1
    store = Store(f"sqlite:///{home / 'workbench.db'}")
    store.add_document(document)
    store.save_extraction(document.id, claims, Run(engine="rules", fingerprint="f"))
    store.set_routes((claim.id, Route(to="review", reasons=("kind_needs_person",))) for claim in claims)
    return store


def decided_on_screen(terminal: Terminal) -> int:
    """How many facts the screen said are decided, last."""
    found = _DECIDED.findall(bytes(terminal.seen))
    return int(found[-1]) if found else 0


def approvals(store: Store) -> Counter[str]:
    """Fact -> how often people approved it."""
    made = [each for each in store.decisions() if each.by != MACHINE]
    assert {each.action for each in made} <= {"approve"}
    return Counter(each.fact for each in made)


def children_of(pid: int) -> list[int]:
    """Processes that a process began, in whatever thread of it; as Linux shows them."""
    begun = [children.read_text().split() for children in Path(f"/proc/{pid}/task").glob("*/children")]
    return [int(child) for children in begun for child in children]


def kill_while_deciding(home: Path, store: Store, chance: random.Random) -> tuple[int, int]:
    """Approve without pause and kill the terminal at some moment; what the screen had said, and what is in the store."""
    before = len(approvals(store))
    terminal = open_review(home, "li")
    terminal.until("❯", _STARTING)
    terminal.clear()
    while terminal.press("a") and decided_on_screen(terminal) <= before:
        pass
    end = time.perf_counter() + chance.random() * 1.5
    while time.perf_counter() < end:
        terminal.write("a")
        terminal.listen(chance.random() * 0.12)
    said = decided_on_screen(terminal)
    terminal.kill()
    kept = len(approvals(store))
    assert kept >= before
    return said, kept


def kill_follower_while_deciding(home: Path, store: Store, chance: random.Random, kills: int) -> tuple[int, int]:
    """Approve without pause while the follower is killed so often; what the screen said in the end, and what is in
    the store.
    """
    terminal = open_review(home, "li")
    terminal.until("❯", _STARTING)
    terminal.clear()
    for _kill in range(kills):
        end = time.perf_counter() + 0.5 + chance.random() * 3
        while time.perf_counter() < end:
            terminal.press("a")
        for child in children_of(terminal.pid):
            os.kill(child, signal.SIGKILL)
    end = time.perf_counter() + _STARTING
    while decided_on_screen(terminal) != len(approvals(store)) and time.perf_counter() < end:
        terminal.listen(0.2)  # the last key may still be under way
    said = decided_on_screen(terminal)
    terminal.write("q")
    terminal.listen(3.0)
    terminal.kill()
    return said, len(approvals(store))


def decide_side_by_side(home: Path, store: Store, count: int) -> tuple[Counter[str], list[str]]:
    """Two reviewers approve everything, key by key in turn; who approved how many, and what went wrong on a screen."""
    sides = [open_review(home, name) for name in ("li", "wang")]
    for terminal in sides:
        terminal.until("❯", _STARTING)
    sides[1].press("G")  # one from the front, one from the back: they meet
    for turn in range(3 * count):
        for terminal in sides[:: 1 if turn % 2 else -1]:
            terminal.press("a")
        if all(decided_on_screen(terminal) == count for terminal in sides):
            break
    for terminal in sides:
        terminal.listen(1.0)
    seen = [decided_on_screen(terminal) for terminal in sides]
    wrong = [f"{number} decided on one screen" for number in seen if number != count]
    wrong += ["a traceback" for terminal in sides if b"Traceback" in terminal.seen]
    for terminal in sides:
        terminal.write("q")
        terminal.listen(3.0)
        terminal.kill()
    return Counter(each.by for each in store.decisions() if each.by != MACHINE), wrong


def main() -> None:
    """The long forms; prints what they came to."""
    with tempfile.TemporaryDirectory() as name:
        home = Path(name) / "killed"
        home.mkdir()
        store, chance = store_of_claims(home, 5_000), random.Random(20260219)
        lost = 0
        for _kill in range(50):
            said, kept = kill_while_deciding(home, store, chance)
            lost += max(0, said - kept)
        sys.stdout.write(f"50 kills over {len(approvals(store))} decisions: {lost} lost\n")
        home = Path(name) / "followed"
        home.mkdir()
        store, kept, lost = store_of_claims(home, 5_000), 0, 0
        for _sitting in range(10):
            said, kept = kill_follower_while_deciding(home, store, chance, 3)
            lost += abs(said - kept)
        sys.stdout.write(f"30 kills of the follower over {kept} decisions: {lost} lost\n")
        home = Path(name) / "beside"
        home.mkdir()
        store = store_of_claims(home, 500)
        by, wrong = decide_side_by_side(home, store, 500)
        twice = sum(times > 1 for times in approvals(store).values())
        sys.stdout.write(f"500 facts, two reviewers: {dict(by)}, {twice} approved twice, wrong: {wrong or 'nothing'}\n")


if __name__ == "__main__":
    main()
