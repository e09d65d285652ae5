"""Paid answers are kept, and nothing that somebody else wrote is run."""

from __future__ import annotations

import os
import pickle
import sqlite3
import stat

import pytest

from workbench.errors import WorkbenchError
from workbench.extraction.cache import ResponseCache
from workbench.extraction.records import ResponseRecord, StoredResponse
from workbench.extraction.requests import CanonicalRequest


def record(text: str = "甲", size: int = 10) -> ResponseRecord:
    body = {"model": "m", "messages": [{"role": "user", "content": text * size}]}
    answer = {"type": "message", "stop_reason": "end_turn", "content": [{"type": "text", "text": "公告" * size}]}
    return ResponseRecord(
        "label", CanonicalRequest("POST", "/v1/messages", {}, body), (StoredResponse(200, {}, answer),)
    )


class Payload:
    def __reduce__(self):
        return (os.mkdir, (os.environ["PAYLOAD_FOLDER"],))


@pytest.fixture
def payload_folder(tmp_path, monkeypatch):
    folder = tmp_path / "payload-ran"
    monkeypatch.setenv("PAYLOAD_FOLDER", str(folder))
    return folder


def test_answer_comes_back_after_a_restart(tmp_path):
    kept = record()
    ResponseCache(tmp_path / "cache").put(kept)
    assert ResponseCache(tmp_path / "cache").get(kept.key) == kept


def test_large_answer_comes_back(tmp_path):
    kept = record(size=40_000)
    cache = ResponseCache(tmp_path / "cache")
    cache.put(kept)
    assert cache.get(kept.key) == kept


def test_nothing_is_evicted(tmp_path):
    cache = ResponseCache(tmp_path / "cache")
    cache._cache.reset("size_limit", 100_000)
    kept = [record(str(number), size=2_000) for number in range(60)]
    for each in kept:
        cache.put(each)
    assert all(cache.get(each.key) is not None for each in kept)


def test_writes_are_synchronous(tmp_path):
    cache = ResponseCache(tmp_path / "cache")
    assert cache._cache._sql("PRAGMA synchronous").fetchone() == (2,)


def test_a_large_answer_is_on_disk_before_the_row_that_names_it(tmp_path, monkeypatch):
    cache = ResponseCache(tmp_path / "cache")
    confirmed: list[int] = []
    untouched = os.fsync
    monkeypatch.setattr(os, "fsync", lambda opened: (confirmed.append(os.fstat(opened).st_ino), untouched(opened))[1])
    cache.put(record(size=40_000))
    (value,) = (path for path in (tmp_path / "cache").rglob("*.val"))
    assert {value.stat().st_ino, value.parent.stat().st_ino} <= set(confirmed)


def test_folder_is_the_users_alone(tmp_path):
    ResponseCache(tmp_path / "cache")
    assert stat.S_IMODE((tmp_path / "cache").stat().st_mode) == 0o700


def test_pickled_value_is_refused(tmp_path, payload_folder):
    cache = ResponseCache(tmp_path / "cache")
    cache.put(record())
    cache.close()
    tamper(tmp_path, "update Cache set mode=4, filename=NULL, value=?", pickle.dumps(Payload()))
    again = ResponseCache(tmp_path / "cache")
    assert again.get(record().key) is None
    assert not payload_folder.exists()
    assert "pickled" in again.notices[0]


def test_pickled_key_is_never_read(tmp_path, payload_folder):
    cache = ResponseCache(tmp_path / "cache")
    cache.put(record())
    cache.close()
    tamper(tmp_path, "update Cache set raw=0, key=? where key not like '%:%'", pickle.dumps(Payload()))
    again = ResponseCache(tmp_path / "cache")
    with pytest.raises(ValueError, match="pickled key"):
        list(again._cache)
    assert not payload_folder.exists()


def test_value_file_outside_the_folder_is_neither_read_nor_deleted(tmp_path):
    victim = tmp_path / "victim.txt"
    victim.write_text("mine")
    cache = ResponseCache(tmp_path / "cache")
    cache.put(record(size=40_000))
    cache.close()
    tamper(tmp_path, "update Cache set filename=?", str(victim))
    again = ResponseCache(tmp_path / "cache")
    assert again.get(record(size=40_000).key) is None
    assert victim.read_text() == "mine"


def test_anything_but_text_is_refused(tmp_path):
    cache = ResponseCache(tmp_path / "cache")
    with pytest.raises(TypeError):
        cache._cache.set("key", {"a": 1})
    with pytest.raises(TypeError):
        cache._cache.set(("a", 1), "text")


@pytest.mark.parametrize("damage", ["garbage", "half", "page"])
def test_damaged_cache_is_set_aside_and_work_goes_on(tmp_path, damage):
    cache = ResponseCache(tmp_path / "cache")
    for number in range(40):
        cache.put(record(str(number), size=500))
    cache.close()
    harm(tmp_path / "cache" / "cache.db", damage)
    again = ResponseCache(tmp_path / "cache")
    again.get(record("7", size=500).key)
    again.put(record("new"))
    assert again.get(record("new").key) == record("new")
    assert len(list(tmp_path.glob("cache.damaged-*"))) == 1
    assert "set aside" in again.notices[0]


def test_cut_value_file_is_a_miss_and_told(tmp_path):
    cache = ResponseCache(tmp_path / "cache")
    cache.put(record(size=40_000))
    (value,) = (path for path in (tmp_path / "cache").rglob("*.val"))
    value.write_text(value.read_text("utf-8")[:100], "utf-8")
    assert cache.get(record(size=40_000).key) is None
    assert "is not used" in cache.notices[0]


def test_folder_that_cannot_be_made_is_one_clear_error(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(WorkbenchError, match="response cache cannot be opened"):
        ResponseCache(tmp_path / "file" / "cache")


def tamper(tmp_path, sql: str, value: object) -> None:
    connection = sqlite3.connect(tmp_path / "cache" / "cache.db")
    connection.execute(sql, (value,))
    connection.commit()
    connection.close()


def harm(path, damage: str) -> None:
    data = bytearray(path.read_bytes())
    if damage == "garbage":
        path.write_bytes(b"garbage" * 1000)
    elif damage == "half":
        path.write_bytes(data[: len(data) // 2])
    else:
        data[4096:] = bytes(len(data) - 4096)
        path.write_bytes(data)
