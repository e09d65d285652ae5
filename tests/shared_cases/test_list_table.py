"""The table of lists in seed 002, cut by pages and footnotes: each row goes to the list that it names."""

from __future__ import annotations

from pathlib import Path

from workbench.documents.reading import read_document
from workbench.facts.kinds import Count, Listing
from workbench.recognition import recognize
from workbench.text import fold_script

ROWS = 16


def list_in(row: str) -> str:
    words = fold_script("".join(row.split("\t")[:2]))  # not what the remark compares it with
    if fold_script("不可靠实体清单") in words:
        return "unreliable_entity"
    return "export_control" if fold_script("管控名单") in words else "countermeasure"


def test_each_of_the_rows_is_told_with_its_list(shared: Path) -> None:
    """Sixteen rows as printed; the first is the upper half of one that a page break and footnotes cut in two."""
    read = read_document(next((shared / "seeds").glob("002*")))
    document = getattr(read, "document", read)
    begins = document.text.index("类型\t具体措施")
    rows, position = [], begins
    for line in document.text[begins:].split("\n"):
        if (line.count("\t") == 2 and "20" in line) or (line.count("\t") == 2 and "列入" in line):
            rows.append((position, position + len(line), line))
        position += len(line) + 1
    told = [
        (span.start, fact.content.list)
        for fact in recognize(document).facts
        if isinstance(fact.content, Listing | Count)
        for span in fact.evidence
    ]
    lists = [{name for at, name in told if start <= at < end} for start, end, _ in rows]
    assert len(rows) == ROWS
    assert lists == [set(), *({list_in(line)} for _, _, line in rows[1:])]
