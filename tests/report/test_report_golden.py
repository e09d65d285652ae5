"""The golden draft, and the rule that no figure stands in a draft without a fact."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from golden_draft import DOCUMENTS, GOLDEN, golden_draft, golden_records

from workbench.facts.document import Document
from workbench.facts.fact import canonical_fields
from workbench.facts.kinds import KINDS
from workbench.report import Draft, write_draft

TEMPLATES = Path(__file__).resolve().parents[2] / "workbench" / "report" / "templates"
# Years, dates and counts: a date is one figure, a thousands separator is none.
FIGURE = re.compile(r"\d{4}-\d{2}(?:-\d{2})?|\d+(?:\.\d+)?")


@pytest.fixture(scope="module")
def draft() -> Draft:
    return golden_draft()


def figures(text: str) -> set[str]:
    plain = re.sub(r"&#\d+;", "", re.sub(r"(?<=\d),(?=\d{3})", "", text))
    return set(FIGURE.findall(plain))


def test_the_golden_draft_is_reproduced_to_the_byte(tmp_path):
    written = write_draft(golden_draft(), tmp_path)
    for path in written:
        assert path.read_bytes() == (GOLDEN / path.name).read_bytes(), (
            f"{path.name} differs; if it should, run python tests/report/golden_draft.py and read the difference"
        )


def unexplained(draft: Draft) -> list[tuple[str, set[str]]]:
    """Lines with figures that neither their facts, nor counting, nor the form account for."""
    form = set().union(*(figures(path.read_text(encoding="utf-8")) for path in TEMPLATES.iterdir()))
    dates = {"2025-10", "2026-02", "2026-02-19", "2026-02-20", "2026-02-18", "2026", "02", "2"}
    stated = {
        record.id: figures(json.dumps(canonical_fields(record.content), ensure_ascii=False))
        for record in golden_records()
    }
    known = set().union(*(figures(f"{d.title} {d.published} {d.url}") for d in DOCUMENTS.values()))
    found = []
    for line in draft.lines:
        allowed = form | dates | figures(" ".join(line.computed))
        allowed |= set().union(*(stated[id] for id in line.facts))
        if "來源 " in line.text[:5]:
            allowed |= known
        strange = figures(line.text) - allowed
        if strange:
            found.append((line.text, strange))
    return found


def test_no_figure_stands_in_the_draft_without_a_fact(draft):
    assert unexplained(draft) == []


def test_the_rule_sees_a_figure_that_no_fact_holds(draft):
    line = next(line for line in draft.lines if line.facts)
    forged = type(line)(line.text + " 777 家", line.facts, line.computed)
    assert unexplained(Draft(draft.period, (forged,), {})) == [(forged.text, {"777"})]


def test_every_kind_of_fact_but_the_refused_is_behind_some_line(draft):
    behind = set().union(*(line.facts for line in draft.lines))
    missing = [r.content.kind for r in golden_records() if r.id not in behind and r.state != "rejected"]
    assert missing == []
    told = {record.content.kind for record in golden_records() if record.id in behind}
    assert told == set(KINDS)


def test_each_span_of_the_provenance_is_in_its_document(draft):
    for fact in draft.provenance["facts"].values():
        for span in fact["evidence"]:
            document: Document = DOCUMENTS[fact["document"]]
            assert document.text[span["start"] : span["end"]] == span["quote"]
