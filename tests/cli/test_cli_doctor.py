"""`doctor`: a whole state is clean; every kind of damage is named with the rows it is in and the way out."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import httpx
import pytest

from tests.intercepting import intercepted

CHECKS = ("integrity", "digest", "evidence", "content", "state", "orphan")


def found(workbench) -> dict[str, dict[str, object]]:
    """Check → what `doctor --json` says of it, and that its exit code fits."""
    ran = workbench("doctor", "--json")
    rows = {row["check"]: row for row in ran.rows}
    assert ran.code == (3 if any(row["state"] == "bad" for row in rows.values()) else 0)
    assert all(row["way_out"] for row in rows.values() if row["state"] == "bad")
    return rows


def harm(*statements: str) -> None:
    connection = sqlite3.connect(".workbench/workbench.db")
    for statement in statements:
        assert connection.execute(statement).rowcount > 0
    connection.commit()
    connection.close()


def test_a_whole_state_is_clean(ready, suspension):
    ready("decide", suspension["id"], "edit", "--set", "until=2026-11-09")
    ready("decide", suspension["id"], "undo")
    ready("extract", "--engine", "rules", "--force")
    rows = found(ready)
    assert {rows[check]["state"] for check in CHECKS} == {"ok"}
    assert rows["store"]["state"] == "ok"
    assert "documents 3" in rows["store"]["detail"]


def test_in_an_empty_folder_nothing_is_wrong_and_nothing_is_made(workbench, tmp_path):
    rows = found(workbench)
    assert {row["state"] for row in rows.values()} == {"ok", "note"}
    assert rows["store"]["detail"].endswith("is not there yet")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("check", "statement", "in_table"),
    [
        ("digest", "UPDATE documents SET body = replace(body, '2025年12月1日', '2025年12月2日') WHERE sequence = 0", "documents"),
        ("digest", "UPDATE documents SET body = '{' WHERE sequence = 0", "documents"),
        ("evidence", "UPDATE documents SET body = replace(body, '今日公布', '今公布') WHERE sequence = 0", "facts"),
        ("content", "UPDATE facts SET body = replace(body, '2025-12-01', '2025-12-02')", "facts"),
        ("content", "UPDATE facts SET body = '[]' WHERE kind = 'status_change'", "facts"),
        ("state", "UPDATE facts SET state = 'approved' WHERE state = 'pending'", "facts"),
        ("state", "DELETE FROM decisions WHERE number = 1", "facts"),
        ("orphan", "DELETE FROM documents WHERE sequence = 1", "facts"),
        ("orphan", "DELETE FROM facts WHERE state = 'pending'", "decisions"),
        ("orphan", "UPDATE runs SET document = 'gone' WHERE number = 1", "runs"),
    ],
)  # fmt: skip
def test_what_was_changed_by_another_hand_is_named(ready, check, statement, in_table):
    harm(statement)
    row = found(ready)[check]
    assert row["state"] == "bad"
    assert any(str(id_).startswith(f"{in_table} ") for id_ in row["ids"])


def test_a_damaged_file_is_named_with_the_way_out(ready):
    Path(".workbench/workbench.db").write_bytes(b"damaged" * 1_000)
    for left in Path(".workbench").glob("workbench.db-*"):
        left.unlink()
    row = found(ready)["store"]
    assert row["state"] == "bad"
    assert "damaged" in row["detail"]
    assert "workbench restore" in row["way_out"]


def test_a_page_that_was_overwritten_is_found(ready):
    sqlite3.connect(".workbench/workbench.db").execute("PRAGMA wal_checkpoint(TRUNCATE)")
    path = Path(".workbench/workbench.db")
    data = bytearray(path.read_bytes())
    place = data.index("今日公布".encode())
    page = place // 4096 * 4096
    data[page : page + 8] = b"\xff" * 8
    path.write_bytes(data)
    rows = found(ready)
    assert "bad" in {rows[check]["state"] for check in ("store", "integrity") if check in rows}


def test_entries_of_the_cache_that_cannot_be_read_are_named(ready):
    from workbench.extraction.cache import ResponseCache
    from workbench.extraction.records import ResponseRecord, StoredResponse
    from workbench.extraction.requests import CanonicalRequest

    records = [
        ResponseRecord(
            "label",
            CanonicalRequest(
                "POST", "/v1/messages", {}, {"model": "m", "messages": [{"role": "user", "content": sign}]}
            ),
            (StoredResponse(200, {}, {"type": "message", "stop_reason": "end_turn", "content": []}),),
        )
        for sign in "甲乙"
    ]
    cache = ResponseCache(Path(".workbench/cache"))
    for record in records:
        cache.put(record)
    cache.close()
    assert found(ready)["cache"]["detail"] == "2 entries, all readable"
    connection = sqlite3.connect(".workbench/cache/cache.db")
    connection.execute(
        "UPDATE Cache SET value = replace(value, 'end_turn', 'refusal') WHERE key = ?", (records[0].key,)
    )
    connection.commit()
    connection.close()
    row = found(ready)["cache"]
    assert (row["state"], row["ids"]) == ("bad", [records[0].key])


def test_on_a_server_it_looks_at_the_same(ready, postgresql_url, monkeypatch):
    from sqlalchemy import create_engine, text

    ready("backup", "state.zip")
    monkeypatch.setenv("WORKBENCH_DATABASE_URL", postgresql_url)
    assert ready("restore", "state.zip").code == 0
    assert {found(ready)[check]["state"] for check in CHECKS} == {"ok"}
    engine = create_engine(postgresql_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE facts SET state = 'approved' WHERE state = 'pending'"))
    engine.dispose()
    assert found(ready)["state"]["state"] == "bad"


def test_json_of_the_doctor_is_the_same_in_every_language(ready, monkeypatch):
    said = {check: row for check, row in found(ready).items() if check != "disk"}  # how much is free changes
    monkeypatch.setenv("WORKBENCH_LANG", "zh-Hant")
    assert {check: row for check, row in found(ready).items() if check != "disk"} == said
    assert "✓ 資料庫: " in ready("doctor").out


def test_the_key_is_never_shown(ready, monkeypatch):
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-ant-not-a-key-at-all")
    shown = ready("doctor")
    assert "ANTHROPIC_API_KEY is set" in shown.out
    assert "not-a-key" not in shown.out + shown.err


def test_the_password_of_a_database_is_never_shown(workbench, monkeypatch):
    monkeypatch.setenv("WORKBENCH_DATABASE_URL", "postgresql+psycopg://w:secret@/none?host=/no/such/folder")
    shown = workbench("doctor")
    assert shown.code == 3
    assert "the database cannot be reached" in shown.out
    assert "secret" not in shown.out + shown.err


def test_a_store_that_is_nowhere_and_kinds_that_are_none_are_found(workbench, monkeypatch):
    monkeypatch.setenv("WORKBENCH_DATABASE_URL", "garbage")
    Path("workbench.toml").write_text('[triage]\npass_kinds = ["listing", "gossip"]\n', encoding="utf-8")
    rows = found(workbench)
    assert (rows["store"]["state"], rows["settings"]["state"]) == ("bad", "bad")
    assert "garbage" in rows["store"]["detail"]
    assert rows["settings"]["detail"].endswith(": gossip")


KEY = "sk-ant-api03-test-key-of-nobody-0123456789"


@pytest.mark.parametrize(
    ("answer", "state", "told"),
    [
        (httpx.Response(200, json={"id": "claude-sonnet-5-5", "type": "model"}), "ok", "answers and knows claude-"),
        (httpx.Response(404, json={"error": {"message": "no such model"}}), "bad", "does not know claude-"),
        (httpx.Response(401, json={"error": {"message": f"invalid x-api-key {KEY}"}}), "bad", "does not take the key"),
        (httpx.Response(529, json={"error": {"message": "busy"}}), "bad", "answers with an error (529: busy)"),
        (httpx.ConnectError("no route to host"), "bad", "cannot be reached"),
    ],
)
def test_the_api_is_asked_where_that_is_wanted(workbench, monkeypatch, answer, state, told):
    monkeypatch.setenv("ANTHROPIC_API_KEY", KEY)
    with intercepted() as router:
        asked = router.get(path__regex=r"/v1/models/claude-.*")
        if isinstance(answer, Exception):
            asked.mock(side_effect=answer)
        else:
            asked.mock(return_value=answer)
        assert "api" not in found(workbench)
        assert asked.call_count == 0
        ran = workbench("doctor", "--online", "--json")
        assert asked.call_count == 1
    (row,) = [row for row in ran.rows if row["check"] == "api"]
    assert row["state"] == state
    assert told in row["detail"]
    assert KEY not in ran.out + "".join(ran.errors)


def test_without_a_key_the_api_is_not_asked(workbench):
    with intercepted() as router:
        ran = workbench("doctor", "--online", "--json")
        assert not router.calls
    (row,) = [row for row in ran.rows if row["check"] == "api"]
    assert (row["state"], row["detail"]) == ("note", "not asked: there is no key")
