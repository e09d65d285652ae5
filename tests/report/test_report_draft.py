"""Files of a draft: written whole, traced back, refused where they cannot be."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from workbench.errors import WorkbenchError
from workbench.facts.fact import Evidence
from workbench.report import Draft, Period, compose, trace_line, write_draft


@pytest.fixture
def draft(battery, documents) -> Draft:
    return compose(
        Period.parse("2025-10..2026-02"), date(2026, 2, 19), battery, documents, generated_on=date(2026, 2, 20)
    )


@pytest.fixture
def written(draft, tmp_path) -> Path:
    return write_draft(draft, tmp_path / "drafts")[0]


def number_of(path: Path, *words: str) -> int:
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(n for n, line in enumerate(lines, start=1) if all(word in line for word in words))


def test_the_files_are_named_after_the_period(draft, tmp_path):
    markdown, provenance = write_draft(draft, tmp_path)
    assert markdown.name == "2025-10..2026-02-policy-tracker.md"
    assert provenance.name == "2025-10..2026-02-policy-tracker.provenance.json"
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([markdown.name, provenance.name])


def test_writing_twice_gives_the_same_bytes(draft, tmp_path):
    first = [path.read_bytes() for path in write_draft(draft, tmp_path)]
    assert [path.read_bytes() for path in write_draft(draft, tmp_path)] == first


def test_a_draft_that_cannot_be_written_says_where_and_leaves_nothing_behind(draft, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(WorkbenchError, match=r"file"):
        write_draft(draft, tmp_path / "file")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_every_line_number_of_the_provenance_is_a_line_with_facts(draft):
    for number, entry in draft.provenance["lines"].items():
        line = draft.lines[int(number) - 1]
        assert set(entry["facts"]) | set(entry["waiting"]) == line.facts
        assert entry["facts"] or entry["waiting"] or entry["computed"]


def test_the_status_line_leads_to_the_suspension_in_its_source(written, battery, documents):
    traced = trace_line(written, number_of(written, "| 1 |", "商務部公告2025年第58號"))
    suspension = battery[-1]
    found = next(fact for fact in traced.facts if fact.id == suspension.id)
    span = found.evidence[0]
    assert documents["d2"].text[span.start : span.end] == span.quote
    assert found.document_title == "暫停公告"
    assert not traced.warnings


def test_a_line_of_the_form_itself_rests_on_nothing(written):
    traced = trace_line(written, number_of(written, "## 執行摘要"))
    assert traced.facts == ()


def test_a_waiting_line_leads_to_what_it_waits_for(battery, documents, tmp_path):
    waiting = [record.model_copy(update={"state": "pending"}) for record in battery]
    made = compose(Period.parse("2025-10"), date(2026, 2, 19), waiting, documents, generated_on=date(2026, 2, 20))
    path = write_draft(made, tmp_path)[0]
    traced = trace_line(path, number_of(path, "| 1 |", "待審"))
    assert {fact.id for fact in traced.facts} <= {record.id for record in battery}
    assert traced.facts
    assert all(fact.waiting for fact in traced.facts)


def test_a_draft_that_was_edited_is_traced_with_a_warning(written):
    written.write_text(written.read_text(encoding="utf-8") + "多一行\n", encoding="utf-8")
    assert trace_line(written, number_of(written, "| 1 |")).warnings


@pytest.mark.parametrize("line", [0, -1, 100_000])
def test_a_line_that_is_not_there_is_named_with_how_many_there_are(written, line):
    with pytest.raises(WorkbenchError, match=r"Name a line from 1 to \d+"):
        trace_line(written, line)


def test_a_draft_that_is_not_there_is_named(tmp_path):
    with pytest.raises(WorkbenchError, match=r"nothing\.md"):
        trace_line(tmp_path / "nothing.md", 1)


def test_a_draft_without_provenance_says_how_to_get_it(written):
    written.with_name(written.name.replace(".md", ".provenance.json")).unlink()
    with pytest.raises(WorkbenchError, match=r"Make the draft anew"):
        trace_line(written, 1)


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"format": 99}', json.dumps({"format": 1})])
def test_a_damaged_provenance_is_refused_not_believed(written, content):
    written.with_name(written.name.replace(".md", ".provenance.json")).write_text(content)
    with pytest.raises(WorkbenchError, match=r"no provenance file"):
        trace_line(written, 1)


def test_an_assessment_is_traced_through_its_facts_to_their_spans(battery, documents, make, tmp_path):
    advice = make(
        "assessment", "approved", section="summary", text="暫停期間盤點庫存。", facts=(battery[0].id, battery[-1].id)
    )
    made = compose(
        Period.parse("2025-10..2026-02"),
        date(2026, 2, 19),
        [*battery, advice],
        documents,
        generated_on=date(2026, 2, 20),
    )
    path = write_draft(made, tmp_path)[0]
    (traced,) = trace_line(path, number_of(path, "暫停期間盤點庫存")).facts
    assert (traced.id, traced.evidence) == (advice.id, ())
    assert {each.id for each in traced.basis} == {battery[0].id, battery[-1].id}
    assert all(each.evidence for each in traced.basis)


def test_every_span_of_a_fact_is_traced(battery, documents, tmp_path):
    first = battery[0]
    (span,) = first.fact.evidence
    second = Evidence.cut(documents["d1"].text, span.end + 5, span.end + 15)
    parted = first.model_copy(update={"fact": first.fact.model_copy(update={"evidence": (span, second)})})
    made = compose(Period.parse("2025-10"), date(2026, 2, 19), [parted], documents, generated_on=date(2026, 2, 20))
    path = write_draft(made, tmp_path)[0]
    assert trace_line(path, number_of(path, "| 1 |")).facts[0].evidence == (span, second)


def test_a_line_is_traced_to_what_is_in_use_first_then_to_the_heaviest_source(make, documents, tmp_path):
    act = {"instrument": "MOFCOM/announcement/2025/58", "number_text": "公告2025年第58号", "published": "2025-10-09"}
    told = [
        make("effective_date", "pending", "d1", instrument=act["instrument"], date="2025-11-08", basis="explicit"),
        make("announcement", "approved", "d3", **act),
        make("announcement", "approved", "d2", **act),
        make("announcement", "approved", "d1", **act, category="controlled_item_change"),
        make("announcement", "approved", "d1", **act),
    ]
    made = compose(Period.parse("2025-10"), date(2026, 2, 19), told, documents, generated_on=date(2026, 2, 20))
    path = write_draft(made, tmp_path)[0]
    traced = trace_line(path, number_of(path, "| 1 |")).facts
    assert [(fact.document, fact.waiting) for fact in traced] == [
        ("d1", False), ("d1", False), ("d2", False), ("d3", False), ("d1", True),
    ]  # fmt: skip
    first, second = traced[:2]
    assert first.evidence[0].start < second.evidence[0].start
