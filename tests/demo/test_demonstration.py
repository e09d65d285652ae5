"""The main job on the bundled articles, held against labels made by hand: what passes alone is right, the rest waits."""

from __future__ import annotations

import json
from datetime import date

import pytest

from tests.demo.bundled_draft import DRAFTS, bundled_draft
from tests.demo.conftest import Demonstration
from tests.demo.labels import EXPECTATIONS, expectation, judge, planted
from workbench.facts.fact import Record
from workbench.facts.references import parse_key
from workbench.pipeline.conflicts import live_conflicts
from workbench.resolution import events_of, resolve, statements_of, status_on

STATUSES = json.loads((EXPECTATIONS / "status.json").read_text(encoding="utf-8"))


def test_every_article_is_answered_from_recordings(demonstration: Demonstration) -> None:
    assert len(demonstration.documents) >= 8
    assert demonstration.result.extracted.failed == []
    assert {attempt["source"] for run in demonstration.store.runs() for attempt in run.attempts} == {"recording"}


def test_metadata_is_as_labelled(demonstration: Demonstration) -> None:
    for document in demonstration.documents.values():
        labels = expectation(document)
        published = document.published.isoformat() if document.published else None
        assert (document.title, document.publisher, published, document.tier, document.script) == (
            labels["title"],
            labels["publisher"],
            labels["published"],
            labels["tier"],
            labels["script"],
        ), document.name


def test_what_passed_alone_agrees_with_the_labels(demonstration: Demonstration) -> None:
    judged = [judge(record, demonstration.documents[record.fact.document]) for record in demonstration.passed_alone]
    wrong = [item for item in judged if item.verdict != "right"]
    assert len(judged) >= 80
    assert len(wrong) <= 0.01 * len(judged), [(item.record.content, item.why) for item in wrong]


def test_about_half_of_the_report_waits_for_a_person(demonstration: Demonstration) -> None:
    units = [*demonstration.facts, *demonstration.assessments]
    waiting = [record for record in units if record.state in {"pending", "deferred"}]
    assert 0.35 <= len(waiting) / len(units) <= 0.65, (len(waiting), len(units))


def test_no_assessment_passes_alone(demonstration: Demonstration) -> None:
    assert demonstration.assessments
    assert {record.state for record in demonstration.assessments} == {"pending"}


def test_each_planted_mistake_is_caught_or_put_before_a_person(demonstration: Demonstration) -> None:
    disputed = {
        fact for conflict in live_conflicts(demonstration.store) for side in conflict.sides for fact in side.facts
    }
    mistakes = list(planted(demonstration.documents.values()))
    assert {entry["what"] for _document, entry in mistakes} >= {"caption_date", "wrong_effective_date"}
    for document, entry in mistakes:
        there = [
            record for record in demonstration.facts if stands_in(record, document.id, document.text, entry["quote"])
        ]
        for record in there:
            is_false = judge(record, document).verdict != "right"
            assert not (is_false and record.state == "auto_approved"), (entry, record.content)
        if entry["what"] == "caption_date":
            assert there == [], entry
        elif entry["what"] in {"wrong_publication_date", "wrong_effective_date", "suspended_as_in_force"}:
            assert any(record.id in disputed for record in there), entry
        else:
            assert all(record.state == "pending" for record in there), entry


def test_the_slips_of_the_model_are_caught(demonstration: Demonstration) -> None:
    runs = demonstration.store.runs()
    corrected = [reason for run in runs for candidate in run.sent_back for reason in candidate["reasons"]]
    refused = [reason for run in runs for candidate in run.rejections for reason in candidate.get("reasons", ())]
    assert any("2025-04-05" in reason for reason in corrected), "an invented date"
    assert any("不在原文" in reason for reason in corrected), "a quote with a changed number"
    assert any("2025-12-01" in reason for reason in refused), "an article's order taken as an instruction"
    assert any("不在原文" in reason for reason in refused), "a paraphrase for a quote"


@pytest.mark.parametrize("expected", STATUSES, ids=lambda row: f"{row['instrument']}@{row['as_of']}")
def test_statuses_follow_from_the_true_facts(demonstration: Demonstration, expected: dict[str, object]) -> None:
    true_facts = [
        record
        for record in demonstration.facts
        if judge(record, demonstration.documents[record.fact.document]).verdict == "right"
    ]
    instruments = resolve(statements_of(true_facts, demonstration.documents))
    key = str(expected["instrument"])
    assert parse_key(key) is not None
    status = status_on(instruments.key(key), date.fromisoformat(str(expected["as_of"])), events_of(instruments)).json()
    for name in ("status", "until", "took_effect", "assumed"):
        if name in expected:
            assert status[name] == expected[name], name


def stands_in(record: Record, document: str, text: str, quote: str) -> bool:
    """Whether a fact's evidence touches a quote of the article."""
    start = text.index(quote)
    return record.fact.document == document and any(
        span.start < start + len(quote) and start < span.end for span in record.fact.evidence
    )


def test_the_draft_of_the_repository_is_the_one_that_the_demonstration_writes(demonstration: Demonstration) -> None:
    composed = bundled_draft(demonstration.store)
    written = DRAFTS / f"{composed.period}-policy-tracker.md"
    assert written.read_text(encoding="utf-8") == composed.markdown, "run: make readme"


def test_the_draft_says_suspended_of_what_is_suspended_and_waits_for_the_rest(demonstration: Demonstration) -> None:
    lines = bundled_draft(demonstration.store).markdown.splitlines()
    for number in (55, 56, 57, 58, 61, 62):
        rows = [line for line in lines if line.startswith("|") and f"商務部公告2025年第{number}號" in line]
        assert rows
        assert not any("已生效" in row or "有效（自" in row for row in rows), rows
    assert any("待審" in line for line in lines)
