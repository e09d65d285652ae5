"""A draft that was kept stands for what the store gives, as long as nothing that it rests on is another: then it is composed anew."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

import workbench.report
from workbench.facts.document import Document

PERIOD = ("2025-10..2026-02", "--as-of", "2026-02-19")
DRAFT = Path("drafts/2025-10..2026-02-policy-tracker.md")


@pytest.fixture
def composed(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The drafts that were composed since."""
    made: list[object] = []
    compose = workbench.report.compose

    def counting(*given: object, **named: object) -> object:
        made.append(compose(*given, **named))  # type: ignore[arg-type,operator]
        return made[-1]

    monkeypatch.setattr(workbench.report, "compose", counting)
    return made


@pytest.fixture
def drafted_once(ready, suspension, composed):
    """The draft of a store, one fact of which a person decided on."""
    assert ready("decide", suspension["id"], "approve", "--reviewer", "林").code == 0
    assert ready("draft", *PERIOD).code == 0
    composed.clear()
    return ready


def findings(run, path: Path = DRAFT) -> list[dict[str, object]]:
    return run("check", path, "--json").rows[0]["findings"]


def test_a_draft_of_an_unchanged_store_is_held_and_shown_without_composing_it(drafted_once, composed):
    assert findings(drafted_once) == []
    assert drafted_once("preview", DRAFT).code == 0
    assert composed == []


def test_the_page_is_the_same_as_where_it_is_composed(drafted_once, composed):
    assert drafted_once("preview", DRAFT).code == 0
    page = DRAFT.with_suffix(".html").read_bytes()
    with create_engine("sqlite:///.workbench/workbench.db").begin() as connection:
        connection.execute(text("UPDATE drafts SET inputs = NULL"))
    assert drafted_once("preview", DRAFT).code == 0
    assert len(composed) == 1
    assert DRAFT.with_suffix(".html").read_bytes() == page


def test_the_simplified_edition_of_a_kept_draft_is_known_too(drafted_once, composed):
    assert drafted_once("draft", *PERIOD, "--script", "hans").code == 0
    composed.clear()
    assert findings(drafted_once, DRAFT.with_name("2025-10..2026-02-policy-tracker.hans.md")) == []
    assert composed == []


def test_a_line_changed_by_hand_is_found(drafted_once, composed):
    DRAFT.write_text(DRAFT.read_text("utf-8").replace("2025-10-09", "2025-10-08", 1), encoding="utf-8")
    assert findings(drafted_once) != []
    assert len(composed) == 1


def reject_the_fact(run) -> None:
    (fact,) = [fact for fact in run.facts(kind="status_change") if fact["state"] == "approved"]
    assert run("decide", fact["id"], "reject", "--reviewer", "林").code == 0


def decide_and_undo(run) -> None:
    reject_the_fact(run)
    (fact,) = [fact for fact in run.facts(kind="status_change") if fact["state"] == "rejected"]
    assert run("decide", fact["id"], "undo", "--reviewer", "林").code == 0


def add_an_article(run) -> None:
    Path("more.txt").write_text("商务部公告2025年第99号今日公布。\n", encoding="utf-8")
    assert run("add", "more.txt").code == 0


def rule_on_the_conflict(run) -> None:
    conflict = run("conflicts", "--json").rows[0]
    assert run("decide", conflict["id"], "approve", "--set", "side=0", "--reviewer", "林").code == 0


def weigh_otherwise(_run) -> None:
    Path("workbench.toml").write_text("[ranking]\nact = 9\n", encoding="utf-8")


def draft_the_month_before(run) -> None:
    assert run("draft", "2025-05..2025-09", "--as-of", "2025-09-30").code == 0


def have_another_program(monkeypatch: pytest.MonkeyPatch) -> Callable[[object], None]:
    return lambda _run: monkeypatch.setattr("workbench.pipeline.fingerprints.drafting_basis", lambda: "another")


def spoil_what_was_kept(_run) -> None:
    with create_engine("sqlite:///.workbench/workbench.db").begin() as connection:
        connection.execute(text("UPDATE drafts SET text = text || 'x'"))


@pytest.mark.parametrize("change", [
    reject_the_fact, decide_and_undo, add_an_article, rule_on_the_conflict, weigh_otherwise, draft_the_month_before,
    have_another_program, spoil_what_was_kept,
])  # fmt: skip
def test_where_anything_is_another_it_is_composed_anew(drafted_once, composed, monkeypatch, change):
    made = change(monkeypatch) if change is have_another_program else None
    (made or change)(drafted_once)
    composed.clear()
    drafted_once("check", DRAFT)
    assert len(composed) >= 1


def test_a_final_draft_is_known_by_who_reviewed_it(ready, suspension, composed):
    (wrong,) = [fact for fact in ready.facts(kind="effective_date") if fact["fields"]["date"] == "2025-11-08"]
    assert ready("decide", wrong["id"], "reject", "--reviewer", "林").code == 0
    assert ready("decide", "--match", "state=pending", "approve", "--reviewer", "林").code == 0
    final = ready("draft", *PERIOD, "--final")
    assert final.code == 0, final.out
    composed.clear()
    assert findings(ready) == []
    assert composed == []
    assert ready("decide", suspension["id"], "approve", "--reviewer", "吳").code == 0
    assert {finding["line"] for finding in findings(ready)} != set()
    assert len(composed) == 1


def test_a_preview_reads_the_documents_once(drafted_once, monkeypatch):
    read: list[object] = []
    validate = Document.model_validate_json
    monkeypatch.setattr(Document, "model_validate_json", lambda body: read.append(body) or validate(body))
    assert drafted_once("preview", DRAFT).code == 0
    assert read
    assert len(read) == len(set(read))
