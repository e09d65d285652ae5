"""Commands on a disk of a few megabytes, full or read-only: run in a mount namespace of its own, told as JSON.

unshare --map-root-user --mount python -m tests.cli.small_disk SCENARIO FOLDER
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

from workbench.cli import main
from workbench.facts.document import Document, document_id
from workbench.facts.fact import Evidence, make_fact
from workbench.facts.kinds import Claim
from workbench.store import Run, Store, StoreFault

CLAIMS = 400
SIZE = "6m"


def run(*words: object) -> dict[str, Any]:
    """One command in this process: its exit code and what it printed."""
    out, err = io.StringIO(), io.StringIO()
    sys.argv = ["workbench", *map(str, words)]
    code: object = 0
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            main()
        except SystemExit as ended:
            code = ended.code
    return {"code": code or 0, "out": out.getvalue(), "err": err.getvalue().splitlines()}


def filled_store(url: str) -> list[str]:
    """A store of claims that wait; gives their ids."""
    text = "".join(f"業界估計第{number}項占全球{number}成。" for number in range(CLAIMS))
    document = Document(id=document_id(text.encode()), text=text, published=date(2030, 3, 2), name="claims")
    claims = []
    for number in range(CLAIMS):
        start = text.index(f"第{number}項")
        span = Evidence.cut(text, start, start + len(f"第{number}項"))
        claims.append(make_fact(document.id, Claim(statement=f"第{number}項占全球{number}成"), [span], "rules"))
    store = Store(url)
    store.add_document(document)
    store.save_extraction(document.id, claims, Run(engine="rules", fingerprint="f"))
    store.close()
    return [claim.id for claim in claims]


def fill(disk: Path, *, leave: int) -> Path:
    """Fill a disk but for some bytes."""
    filler = disk / "filler"
    free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
    with filler.open("wb") as file:
        file.write(b"\0" * max(0, free - leave))
    return filler


def full(disk: Path) -> dict[str, Any]:
    """Decide until the disk is full, see what each command says, make room, and go on."""
    url = f"sqlite:///{disk / 'home' / 'workbench.db'}"
    ids = filled_store(url)
    filler = fill(disk, leave=400_000)
    store, acknowledged, fault = Store(url), [], None
    for id_ in ids:
        try:
            store.decide(id_, "approve", reviewer="林")
        except StoreFault as raised:
            fault = {"state": raised.state, "said": str(raised)}
            break
        acknowledged.append(id_)
    store.close()
    with filler.open("ab") as file, contextlib.suppress(OSError):
        file.write(b"\0" * 400_000)
    told = {
        "decide": run("decide", ids[-1], "approve", "--reviewer", "林"),
        "decide --match": run("decide", "--match", "state=pending,kind=claim", "reject", "--reviewer", "林"),
        "backup": run("backup", disk / "state.zip"),
        "draft": run("draft", "2030-03", "--as-of", "2030-03-31", "--out", disk / "drafts"),
        "facts": run("facts", "--json"),
    }
    left = sorted(path.name for path in disk.iterdir())
    filler.unlink()
    store = Store(url)
    kept = [decision.fact for decision in store.decisions() if decision.action == "approve"]
    store.close()
    after = {
        "doctor": run("doctor"),
        "decide": run("decide", "--match", "state=pending", "approve", "--reviewer", "林"),
    }
    return {"acknowledged": acknowledged, "fault": fault, "told": told, "left": left, "kept": kept, "after": after}


def cache(disk: Path) -> dict[str, Any]:
    """Keep answers until the disk is full, make room, and go on."""
    from workbench.extraction.cache import ResponseCache
    from workbench.extraction.records import ResponseRecord, StoredResponse
    from workbench.extraction.requests import CanonicalRequest

    def record(number: int) -> ResponseRecord:
        body = {"model": "m", "messages": [{"role": "user", "content": f"{number}"}]}
        answer = {"type": "message", "stop_reason": "end_turn", "content": [{"type": "text", "text": "公告" * 3_000}]}
        return ResponseRecord(
            "label", CanonicalRequest("POST", "/v1/messages", {}, body), (StoredResponse(200, {}, answer),)
        )

    kept = ResponseCache(disk / "home" / "cache")
    filler = fill(disk, leave=1_000_000)
    stored = []
    for number in range(2_000):
        kept.put(record(number))
        if kept.notices:
            break
        stored.append(number)
    notices = list(kept.notices)
    filler.unlink()
    kept.put(record(9_999))
    kept.close()
    again = ResponseCache(disk / "home" / "cache")
    lost = [number for number in (*stored, 9_999) if again.get(record(number).key) != record(number)]
    return {"stored": len(stored), "notices": notices, "lost": lost, "later": again.notices}


def read_only(disk: Path) -> dict[str, Any]:
    """Give commands on a disk that cannot be written any more."""
    ids = filled_store(f"sqlite:///{disk / 'home' / 'workbench.db'}")
    (disk / "new.txt").write_text("商務部公告2030年第9號公布。", encoding="utf-8")
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    told = {
        "decide": run("decide", ids[0], "approve", "--reviewer", "林"),
        "add": run("add", disk / "new.txt"),
        "extract": run("extract", "--engine", "rules", "--force"),
        "backup": run("backup", disk / "state.zip"),
        "doctor": run("doctor"),
    }
    subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
    return {"told": told, "facts": len(run("facts", "--json")["out"].splitlines()), "doctor": run("doctor")}


if __name__ == "__main__":
    scenario, folder = sys.argv[1], Path(sys.argv[2])
    small = folder / "disk"
    small.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(small)], check=True)
    os.environ["WORKBENCH_HOME"] = str(small / "home")
    (small / "home").mkdir(mode=0o700)
    print(json.dumps({"full": full, "cache": cache, "read_only": read_only}[scenario](small)))
