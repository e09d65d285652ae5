"""The program's own draft has nothing to find; changed by hand in one place, it has exactly that."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import pytest
from mutations import mutations

from workbench.cli.drafting import Snapshot
from workbench.cli.redrafting import StoreDrafts
from workbench.facts.fact import instruments_of
from workbench.pipeline.checking import Checked, check_against
from workbench.verification import DraftLine

PERIOD, AS_OF = "2025-10..2026-02", date(2026, 2, 19)


@pytest.fixture(scope="module")
def drafted(demonstration) -> Callable[[str, date], Sequence[DraftLine]]:
    """Drafts of the demonstration, each composed once."""
    redraft = StoreDrafts(Snapshot(lambda: demonstration.store), None)
    composed: dict[tuple[str, date], Sequence[DraftLine]] = {}

    def lines(period: str, day: date) -> Sequence[DraftLine]:
        if (period, day) not in composed:
            composed[period, day] = redraft(period, day)
        return composed[period, day]

    return lines


@pytest.fixture
def draft(drafted: Callable[[str, date], Sequence[DraftLine]]) -> str:
    return "".join(f"{line.text}\n" for line in drafted(PERIOD, AS_OF))


@pytest.fixture
def check(demonstration, drafted) -> Callable[[str], Checked]:
    records = demonstration.store.records()
    documents = {document.id: document for document in demonstration.store.documents()}
    return lambda text: check_against(records, documents, text, None, drafted)


def test_the_unchanged_draft_has_nothing_to_find(check, draft):
    outcome = check(draft).outcome
    assert outcome.findings == ()
    assert outcome.supported == outcome.checked > 300
    assert outcome.as_of == AS_OF


def test_every_single_change_is_found_on_its_line_and_nothing_else(check, draft):
    missed = []
    for mutation in mutations(draft, 24, seed=3):
        found = check(mutation.text).outcome.findings
        if [finding.line for finding in found] != [mutation.line]:
            missed.append((mutation.kind, mutation.line, mutation.shown, found))
    assert missed == []


@pytest.mark.parametrize(
    ("before", "after", "field", "verdict"),
    [
        ("| 有效（自 2026-01-01 起） |", "| 有效（自 2026-01-02 起） |", "status", "contradicted"),
        ("| 14 家 |", "| 15 家 |", "count", "contradicted"),
        ("≥ 0.1%", "≥ 0.2%", "threshold", "contradicted"),
        ("| 2025-10-09 |", "| 2025-10-13 |", "publish_date", "contradicted"),
        ("| 待審 |", "| 有效 |", None, "unsupported"),
    ],
)
def test_a_change_is_told_for_what_it_is(check, draft, before, after, field, verdict):
    assert before in draft
    (finding,) = check(draft.replace(before, after, 1)).outcome.findings
    assert finding.verdict == verdict
    assert field is None or finding.field == field
    assert after.strip("| ") in finding.says
    assert before.strip("| ") in finding.facts_say


@pytest.mark.parametrize(
    ("before", "after", "act", "words"),
    [
        ("第79號有效（自 2026-01-01 起）", "第79號有效（自 2026-02-01 起）", "MOFCOM/announcement/2025/79", "1月1日"),
        ("（第二款 暫停 2025-11-09 至 2026-11-27）", "（第二款 暫停 2025-11-09 至 2026-11-29）", "MOFCOM/announcement/2024/46",
         "11月27日"),
        ("第6號已停止（自 2025-11-10 起）", "第6號已停止（自 2025-11-12 起）", "UEL/announcement/2025/6", "11月10日"),
    ],
)  # fmt: skip
def test_the_quotes_of_a_summary_are_of_the_act_that_was_changed_in_it(
    demonstration, check, draft, before, after, act, words
):
    told = {
        (record.fact.document, span)
        for record in demonstration.store.records()
        if act in instruments_of(record.content)
        for span in record.evidence
    }
    assert before in draft
    (finding,) = check(draft.replace(before, after, 1)).outcome.findings
    assert words in finding.evidence[0][1].quote
    assert finding.evidence[0] in told


def test_a_changed_head_misleads_nobody(check, draft):
    for before, after in (
        ("狀態基準日：2026-02-19", "狀態基準日：2026-02-12"),
        ("報告期間：2025-10 至", "報告期間：2025-11 至"),
    ):
        (finding,) = check(draft.replace(before, after, 1)).outcome.findings
        assert after.split("：")[1].split(" ")[0] in finding.says


def test_days_that_tables_tell_are_not_taken_for_the_drafts_own(check, draft):
    lines = draft.split("\n")
    at = next(index for index, line in enumerate(lines) if line.startswith("| 1 |"))
    rows = [f"| 截至 {day} |" for day in ("2025-12-31", "2026-01-31") for _ in range(8)]
    outcome = check("\n".join([*lines[:at], *rows, *lines[at:]])).outcome
    assert outcome.as_of == AS_OF
    assert [finding.line for finding in outcome.findings] == list(range(at + 1, at + 17))


def test_a_line_put_in_and_a_line_taken_out(check, draft):
    lines = draft.split("\n")
    at = next(index for index, line in enumerate(lines) if line.startswith("- 2025-10-09："))
    (added,) = check("\n".join([*lines[:at], "- 2025-10-09：商務部公告2025年第99號發布", *lines[at:]])).outcome.findings
    assert (added.line, added.verdict) == (at + 1, "unsupported")
    (gone,) = check("\n".join([*lines[:at], *lines[at + 1 :]])).outcome.findings
    assert gone.verdict == "omission"
    assert gone.facts_say == lines[at].strip()
