"""`backup` and `restore`: everything comes back, on a file and on a server; nothing that is no backup is let in."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from workbench.settings import load_settings
from workbench.store import Store


def everything(workbench) -> dict[str, object]:
    """What the commands tell of a store, and its log."""
    return {
        "facts": workbench.facts(),
        "documents": workbench("documents", "--with-text", "--json").rows,
        "runs": workbench("runs", "--json").rows,
        "decisions": [decision.model_dump() for decision in Store(load_settings().store_url).decisions()],
        "found": workbench("search", "稀土", "--json").rows,
    }


@pytest.fixture
def decided(ready, suspension):
    ready("decide", suspension["id"], "edit", "--set", "until=2026-11-09", "--reviewer", "林")
    ready("draft", "2025-10..2026-02", "--as-of", "2026-02-19")
    return ready


def test_all_comes_back_into_an_empty_folder(decided, monkeypatch):
    before = everything(decided)
    kept = decided("backup", "state.zip")
    assert kept.code == 0
    assert kept.out.startswith("state.zip: 3 documents, ")
    monkeypatch.setenv("WORKBENCH_HOME", "elsewhere")
    restored = decided("restore", "state.zip")
    assert (restored.code, restored.err) == (0, "")
    assert everything(decided) == before


def test_what_was_there_before_is_in_a_backup_of_its_own(decided, suspension):
    before = everything(decided)
    decided("backup", "state.zip")
    decided("decide", suspension["id"], "undo", "--reviewer", "林")
    after = everything(decided)
    restored = decided("restore", "state.zip", "--json")
    assert restored.code == 0
    assert everything(decided) == before
    (again,) = restored.rows
    assert again["before"].startswith(".workbench/backups/before-restore-")
    assert decided("restore", again["before"]).code == 0
    assert everything(decided) == after


def test_from_a_file_to_a_server_and_back(decided, postgresql_url, monkeypatch, suspension):
    before = everything(decided)
    decided("backup", "state.zip")
    monkeypatch.setenv("WORKBENCH_DATABASE_URL", postgresql_url)
    assert decided("restore", "state.zip").code == 0
    assert everything(decided) == before
    assert decided("decide", suspension["id"], "undo").code == 0  # numbers go on behind those restored
    assert decided("decide", suspension["id"], "approve").code == 0
    changed = everything(decided)
    decided("backup", "server.zip")
    monkeypatch.delenv("WORKBENCH_DATABASE_URL")
    assert decided("restore", "server.zip").code == 0
    assert everything(decided) == changed


def test_a_backup_of_an_earlier_form_is_brought_up_to_the_present(decided, monkeypatch):
    before = everything(decided)
    decided("backup", "state.zip")
    repack("state.zip", "older.zip", schema="0001", without=_CAME_LATER)
    monkeypatch.setenv("WORKBENCH_HOME", "elsewhere")
    assert decided("restore", "older.zip").code == 0
    assert everything(decided) == before
    with create_engine(load_settings().store_url).connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM documents WHERE length(digest) = 64")) == 3


def test_a_backup_of_a_later_form_is_refused_and_nothing_changes(decided):
    before = everything(decided)
    decided("backup", "state.zip")
    repack("state.zip", "newer.zip", schema="9999")
    refused = decided("restore", "newer.zip")
    assert refused.code == 1
    assert "newer version of the program" in refused.errors[0]
    assert everything(decided) == before


def test_a_damaged_store_is_set_aside_and_the_backup_takes_its_place(decided):
    before = everything(decided)
    decided("backup", "state.zip")
    Path(".workbench/workbench.db").write_bytes(b"damaged" * 1_000)
    for left in Path(".workbench").glob("workbench.db-*"):
        left.unlink()
    restored = decided("restore", "state.zip")
    assert restored.code == 0
    assert "could not be opened; it was set aside as " in restored.err
    assert everything(decided) == before
    (aside,) = Path(".workbench").glob("workbench.db.damaged-*")
    assert aside.read_bytes() == b"damaged" * 1_000


def test_a_file_that_is_there_is_not_written_over(decided):
    Path("state.zip").write_bytes(b"mine")
    refused = decided("backup", "state.zip")
    assert (refused.code, refused.out) == (1, "")
    assert "there is a file of that name already" in refused.errors[0]
    assert Path("state.zip").read_bytes() == b"mine"


def test_a_backup_that_cannot_be_written_leaves_nothing(decided):
    refused = decided("backup", "no/such/folder/state.zip")
    assert (refused.code, len(refused.errors)) == (1, 1)
    assert list(Path().rglob("*unfinished*")) == []


@pytest.mark.parametrize(
    "harm", ["absent", "text", "empty", "cut", "changed", "other", "bomb", "manifest", "table", "column"]
)
def test_what_is_no_backup_is_refused_in_one_line_and_nothing_changes(decided, harm):
    before = everything(decided)
    decided("backup", "state.zip")
    spoil(Path("state.zip"), harm)
    refused = decided("restore", "state.zip")
    assert (refused.code, refused.out, len(refused.errors)) == (1, "", 1)
    assert refused.errors[0].startswith("Error: state.zip: ")
    assert everything(decided) == before


def spoil(path: Path, harm: str) -> None:
    """Make a backup into something else."""
    data = path.read_bytes()
    if harm == "absent":
        path.unlink()
    elif harm == "text":
        path.write_text("no archive at all")
    elif harm == "empty":
        path.write_bytes(b"")
    elif harm == "cut":
        path.write_bytes(data[: len(data) // 2])
    elif harm == "changed":
        repack(path, path, keep_digest=True, change=("林", "王"))
    elif harm == "other":
        with zipfile.ZipFile(path, "a") as packed:
            packed.writestr("../../outside", "x")
    elif harm == "bomb":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("manifest.json", "{}")
            packed.writestr("responses.jsonl", "")
            packed.writestr("store.jsonl", b"\0" * 30_000_000)
    elif harm == "manifest":
        with zipfile.ZipFile(path, "w") as packed:
            for name in ("manifest.json", "store.jsonl", "responses.jsonl"):
                packed.writestr(name, "[]")
    elif harm == "table":
        repack(path, path, change=('"table": "positions"', '"table": "sqlite_master"'))
        repack(path, path, change=('"table": "runs"', '"table": "sqlite_master"'))
    elif harm == "column":
        repack(path, path, change=('"engine": ', '"motor": '))


_CAME_LATER = (("documents", "digest"), ("facts", "added"), ("decisions", "added"), ("drafts", "inputs"))


def repack(source, target, *, schema=None, without=(), change=("", ""), keep_digest=False) -> None:
    """A backup as another version, or another hand, would have written it."""
    import hashlib

    with zipfile.ZipFile(source) as packed:
        parts = {name: packed.read(name).decode() for name in packed.namelist()}
    lines = [json.loads(line) for line in parts["store.jsonl"].splitlines()]
    if schema == "0001":
        lines = [line for line in lines if line["table"] != "routings"]
    for line in lines:
        for table, column in without:
            if line["table"] == table:
                del line["row"][column]
    parts["store.jsonl"] = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines).replace(*change)
    manifest = json.loads(parts["manifest.json"])
    manifest["schema"] = schema or manifest["schema"]
    if not keep_digest:
        manifest["sha256"]["store.jsonl"] = hashlib.sha256(parts["store.jsonl"].encode()).hexdigest()
    parts["manifest.json"] = json.dumps(manifest)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, part in parts.items():
            packed.writestr(name, part)
