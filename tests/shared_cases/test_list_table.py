"""The table of lists in seed 002, cut by pages and footnotes: each row goes to the list that it names."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.documents.reading import read_document
from workbench.facts.document import Document
from workbench.facts.fact import Fact
from workbench.facts.kinds import Count, Listing
from workbench.recognition import recognize

# Fifteen entries; sixteen rows as printed, since a page break and footnotes cut the first in two.
# Two entities named one by one carry no number, and the first control list of 2025 is told without the act's.
ENTRIES: tuple[tuple[str, str | None, int | None], ...] = (
    ("unreliable_entity", "UEL/announcement/2025/1", 10),
    ("unreliable_entity", "UEL/announcement/2025/2", 7),
    ("unreliable_entity", "UEL/announcement/2025/3", 4),
    ("unreliable_entity", "UEL/announcement/2025/4", None),
    ("unreliable_entity", "UEL/announcement/2025/5", 10),
    ("unreliable_entity", "UEL/announcement/2025/7", 11),
    ("unreliable_entity", "UEL/announcement/2025/8", 6),
    ("unreliable_entity", "UEL/announcement/2025/9", 3),
    ("unreliable_entity", "UEL/announcement/2025/10", 14),
    ("export_control", None, 28),
    ("export_control", "MOFCOM/announcement/2025/13", 15),
    ("export_control", "MOFCOM/announcement/2025/21", 16),
    ("export_control", "MOFCOM/announcement/2025/22", 12),
    ("export_control", "MOFCOM/announcement/2025/35", 8),
    ("export_control", "MOFCOM/announcement/2025/51", 3),
)
PRINTED = 16


@pytest.fixture
def article(shared: Path) -> Document:
    read = read_document(next((shared / "seeds").glob("002*")))
    return getattr(read, "document", read)


def printed_rows(text: str) -> list[tuple[int, int]]:
    """The spans of the rows as printed, without the header that each page repeats."""
    rows, position = [], 0
    for line in text.split("\n"):
        if line.count("\t") == 2 and not line.startswith("类型"):
            rows.append((position, position + len(line)))
        position += len(line) + 1
    return rows


def told_in(span: tuple[int, int], facts: tuple[Fact, ...]) -> list[Count | Listing]:
    return [
        fact.content
        for fact in facts
        if isinstance(fact.content, Count | Listing) and span[0] <= fact.evidence[0].start < span[1]
    ]


def test_each_row_is_told_with_its_list_its_act_and_its_number(article: Document) -> None:
    rows = printed_rows(article.text)
    assert len(rows) == PRINTED
    facts = recognize(article).facts
    assert not told_in(rows[0], facts)  # the upper half tells nothing by itself
    for row, (name, act, number) in zip(rows[1:], ENTRIES, strict=True):
        told = told_in(row, facts)
        assert {one.list for one in told} == {name}
        assert {one.instrument for one in told} == {act}
        assert [one.count for one in told if isinstance(one, Count)] == ([] if number is None else [number])


def test_the_facts_of_the_cut_row_quote_both_halves(article: Document) -> None:
    upper, lower = printed_rows(article.text)[:2]
    of_row = [fact for fact in recognize(article).facts if fact.instrument == "UEL/announcement/2025/1"]
    assert {fact.kind for fact in of_row} >= {"count", "listing", "status_change"}
    for fact in of_row:
        if fact.kind in {"count", "listing", "status_change"}:
            for start, end in (upper, lower):
                assert any(start <= span.start < span.end <= end for span in fact.evidence)
        assert all(article.text[span.start : span.end] == span.quote for span in fact.evidence)


def test_the_date_that_footnotes_cut_is_read_whole(article: Document) -> None:
    [cut] = [one for one in recognize(article).mentions if one.kind == "date" and one.quote == "2024 年 12 月"]
    assert cut.value == "2024-12-31"
