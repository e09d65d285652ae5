"""The figures of a text, and those that stand behind the lines of a draft."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from workbench.facts.document import Document
from workbench.facts.fact import Record
from workbench.report.rendering import Line

# A date is one figure, a separator of thousands is none.
# A pattern that begins with its digit, whatever comes after, lets the search leap from number to number.
FIGURE = re.compile(r"\d(?:\d{3}-\d{2}(?:-\d{2})?|\d*(?:\.\d+)?)")
_SEPARATOR = re.compile(r",(?=\d{3})(?<=\d,)")


class Accounts:
    """The figures that facts and their sources give; of each looked up once, since many lines rest on the same."""

    def __init__(self, records: Mapping[str, Record], documents: Mapping[str, Document]) -> None:
        self._records, self._documents = records, documents
        # Not sets: those take several times the memory, and few lines ask for the same.
        self._of_fact: dict[str, Sequence[str]] = {}
        self._of_document: dict[str, Sequence[str]] = {}

    def look_up(self) -> None:
        """Look every fact up now."""
        for id in self._records:
            self._fact(id)

    def without_known(self, figures: set[str], line: Line) -> set[str]:
        """The figures of a line that are not in its facts, not computed from them, and not in its sources' titles and days."""
        left = figures.difference(_computed(line.computed))
        for id in line.facts:
            if not left:
                break
            left.difference_update(self._fact(id))
        return left

    def quoted(self, line: Line) -> set[str]:
        """Figures in the quotes of a line's facts."""
        records = (self._records.get(id) for id in line.facts)
        quotes = (span.quote for record in records if record is not None for span in record.evidence)
        return {figure for quote in quotes for figure in FIGURE.findall(quote)}

    def _fact(self, id: str) -> Sequence[str]:
        if id not in self._of_fact:
            record = self._records.get(id)
            self._of_fact[id] = () if record is None else (*_stated(record), *self._source(record.fact.document))
        return self._of_fact[id]

    def _source(self, id: str) -> Sequence[str]:
        if id not in self._of_document:
            document = self._documents.get(id)
            words = (document.title or "", str(document.published), document.name or "") if document else ()
            self._of_document[id] = tuple(dict.fromkeys(FIGURE.findall(" ".join(words))))
        return self._of_document[id]


@lru_cache(maxsize=1024)
def _computed(values: tuple[str, ...]) -> tuple[str, ...]:
    """The figures of what a line has computed, which is the same on many: 來源 2（商務部，2025-10-09）."""
    return tuple(FIGURE.findall(" ".join(values).replace(",", "")))


def _stated(record: Record) -> list[str]:
    return FIGURE.findall(_SEPARATOR.sub("", record.content.model_dump_json(by_alias=True, exclude_none=True)))
