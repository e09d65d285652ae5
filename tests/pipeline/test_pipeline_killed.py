"""`kill -9` in the middle of a decision on many facts: what is on disk stays, the rest still waits."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from scripted_model import article

from workbench.facts.fact import Evidence, Route, make_fact
from workbench.facts.kinds import Claim
from workbench.store import MACHINE, Run, Store

FACTS = 600
ENOUGH = 15


def store_of_claims(path: Path) -> Store:
    text = "".join(f"業界估計第{number}項占全球{number}成。" for number in range(FACTS))
    document = article(text, "claims")
    claims = []
    for number in range(FACTS):
        quote = f"業界估計第{number}項占全球{number}成"
        start = text.index(quote)
        span = Evidence.cut(text, start, start + len(quote))
        claims.append(make_fact(document.id, Claim(statement=quote), [span], "rules"))
    store = Store(f"sqlite:///{path}")
    store.add_document(document)
    store.save_extraction(document.id, claims, Run(engine="rules", fingerprint="f"))
    store.set_routes((claim.id, Route(to="review", reasons=("kind_needs_person",))) for claim in claims)
    return store


def decided(path: Path) -> set[str]:
    """Facts whose approval another process can read, which is what `acknowledged` means here."""
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=5) as reading:
        return {row[0] for row in reading.execute("select fact from decisions where action = 'approve'")}


def test_kill_9_while_deciding_loses_nothing_that_was_acknowledged(tmp_path):
    path = tmp_path / "workbench.db"
    store_of_claims(path)
    command = [sys.executable, "-c", "from workbench.cli import main; main()"]
    words = ["decide", "--match", "state=pending", "approve", "--reviewer", "林"]
    surroundings = {**os.environ, "WORKBENCH_HOME": str(tmp_path)}
    process = subprocess.Popen([*command, *words], env=surroundings, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        until = time.monotonic() + 30
        while len(acknowledged := decided(path)) < ENOUGH and time.monotonic() < until and process.poll() is None:
            time.sleep(0.005)
    finally:
        process.send_signal(signal.SIGKILL)
        process.communicate()
    assert process.returncode == -signal.SIGKILL, "it was done before it could be killed"
    assert len(acknowledged) >= ENOUGH

    store = Store(f"sqlite:///{path}")
    approved = {record.id for record in store.records() if record.state == "approved"}
    assert acknowledged <= approved
    assert 0 < len(approved) < FACTS
    assert approved == {made.fact for made in store.decisions() if made.by != MACHINE}
    assert {record.state for record in store.records() if record.id not in approved} == {"pending"}

    again = subprocess.run([*command, *words], env=surroundings, capture_output=True, text=True, check=True)
    assert f"{FACTS - len(approved)} decided, 0 not" in again.stdout
    assert {record.state for record in store.records()} == {"approved"}
