"""`diff`: two drafts on disk, on screen and as JSON."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.cli.finding_lines import in_words
from workbench.language import spoken_in

PERIOD = "2025-10..2026-02"


@pytest.fixture
def two(ready, suspension):
    """A draft before the suspension was approved, and one after."""
    paths = []
    for folder in ("before", "after"):
        assert ready("draft", PERIOD, "--as-of", "2026-02-19", "--out", folder).code == 0
        paths.append(Path(folder) / f"{PERIOD}-policy-tracker.md")
        assert ready("decide", suspension["id"], "approve", "--reviewer", "林").code == 0
    return ready, *paths


def test_a_status_that_changed_is_told_from_old_to_new(two, suspension):
    workbench, before, after = two
    shown = workbench("diff", before, after)
    assert (shown.code, shown.err) == (0, "")
    assert "0 new, " in shown.out
    assert any("status:" in line and "2025-11-07 … 2026-11-10" in line for line in shown.out.splitlines())
    assert suspension["id"][:10] in shown.out
    (told,) = workbench("diff", before, after, "--json").rows
    assert told["files"] == [str(before), str(after)]
    added = [fact for each in told["instruments"] for statement in each["added"] for fact in statement["facts"]]
    assert suspension["id"] in added


def test_a_draft_differs_in_nothing_from_itself(two):
    workbench, before, _after = two
    assert workbench("diff", before, before).out.endswith("0 new, 0 changed, 0 withdrawn\n")


def test_a_draft_without_provenance_is_refused_with_the_way_out(two):
    workbench, before, after = two
    after.with_name(after.name.replace(".md", ".provenance.json")).unlink()
    refused = workbench("diff", before, after)
    assert (refused.code, len(refused.errors), refused.out) == (1, 1, "")
    assert "workbench draft" in refused.errors[0]


def test_a_draft_that_was_edited_is_compared_by_its_facts_and_says_so(two):
    workbench, before, after = two
    after.write_text(after.read_text("utf-8") + "多一行\n", encoding="utf-8")
    shown = workbench("diff", before, after)
    assert shown.code == 0
    assert "was changed after it was made" in shown.err


@pytest.mark.parametrize(
    ("status", "told"),
    [
        ("unknown → suspended 2025-11-07 … 2026-11-10", "不明 → 暫停 2025-11-07 … 2026-11-10"),
        ("in_force 2025-08-12 (assumed)", "有效 2025-08-12（推定）"),
    ],
)
def test_a_status_is_told_in_the_reader_s_words(status, told):
    with spoken_in("zh-Hant"):
        assert in_words(status) == told
