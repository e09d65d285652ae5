"""What gates look up about the facts and articles behind a draft. It does not depend on the lines, so that it can be computed
before there are any.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property

from workbench.facts.document import Document
from workbench.facts.fact import USABLE, WAITING, Record, State
from workbench.facts.kinds import Assessment, Claim
from workbench.report.acts.ledger import subjects_of
from workbench.report.gates.figures import Accounts
from workbench.report.gates.gate import Problem, shortened
from workbench.text import fold


class FactIndex:
    """The records that a draft was composed from, and their documents, by id."""

    def __init__(self, records: Mapping[str, Record], documents: Mapping[str, Document]) -> None:
        self.records = records
        self.documents = documents
        self.accounts = Accounts(records, documents)
        """The figures that the records and their sources give."""

    def look_up(self) -> None:
        """Compute everything now, while the lines are being composed."""
        self.accounts.look_up()
        _ = self.known, self.usable, self.waiting, self.subjects, self.counted, self.loose, self.claims

    @cached_property
    def known(self) -> frozenset[str]:
        """Ids of the records. A set of its own: set operations with a dictionary's keys walk through all of them."""
        return frozenset(self.records)

    @cached_property
    def usable(self) -> frozenset[str]:
        """Ids of facts that may stand in a draft."""
        return self._in_states(USABLE)

    @cached_property
    def waiting(self) -> frozenset[str]:
        """Ids of facts that a person still has to decide on."""
        return self._in_states(WAITING)

    def _in_states(self, states: frozenset[State]) -> frozenset[str]:
        return frozenset(id for id, record in self.records.items() if record.state in states)

    @cached_property
    def subjects(self) -> Mapping[str, tuple[str, ...]]:
        """Fact -> keys of what it is about."""
        return {id: subjects_of(record.content) for id, record in self.records.items()}

    @cached_property
    def counted(self) -> Counter[tuple[str, State]]:
        """How many facts with evidence each document gives, by their state."""
        return Counter((record.fact.document, record.state) for record in self.records.values() if record.evidence)

    @cached_property
    def claims(self) -> Mapping[str, str]:
        """Usable claim -> its statement, folded."""
        return {
            id: fold(content.statement).text
            for id, record in self.records.items()
            if isinstance(content := record.content, Claim) and record.usable
        }

    @cached_property
    def loose(self) -> Mapping[str, tuple[Problem, ...]]:
        """Fact -> what it lacks that a line should rest on; those alone that lack something."""
        found = ((id, tuple(self._looseness(record))) for id, record in self.records.items())
        return {id: problems for id, problems in found if problems}

    def _looseness(self, record: Record) -> Iterator[Problem]:
        content, evidence = record.content, record.evidence
        if isinstance(content, Assessment):
            gone = sorted(set(content.facts) - self.usable)
            if record.usable and gone:
                yield Problem("basis", says="、".join(each[:10] for each in gone), facts=frozenset({record.id}))
            return
        document = self.documents.get(record.fact.document)
        for span in evidence:
            if document is None or document.text[span.start : span.end] != span.quote:
                yield Problem("span", says=shortened(span.quote))
        if not evidence:
            yield Problem("span", says=record.id)
