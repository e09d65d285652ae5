"""Articles and facts in a line each, and a model that answers what a test gives it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Self

from workbench.extraction import Extraction
from workbench.facts.document import Document, document_id
from workbench.facts.fact import Evidence, Fact, make_fact
from workbench.facts.kinds import AnyContent
from workbench.facts.written import write_facts


def article(text: str, name: str, **known: Any) -> Document:
    return Document(id=document_id(text.encode()), text=text, title=name, name=name, year=2025, **known)


def said(document: Document, content: AnyContent, quote: str, origin: Any = "model") -> Fact:
    """A fact of `document` with the first place of `quote` as its evidence."""
    start = document.text.index(quote)
    return make_fact(document.id, content, [Evidence.cut(document.text, start, start + len(quote))], origin)


def answer(facts: Sequence[Fact], outcome: Any = "complete", detail: str = "") -> Extraction:
    return Extraction(write_facts(facts), (), (), (), outcome, detail)


class ScriptedModel:
    """Stands where the model engine stands: answers from a table, and counts how often it was asked."""

    def __init__(self, answers: Mapping[str, Extraction | BaseException], basis: Mapping[str, str]) -> None:
        self.answers = dict(answers)
        self.basis = dict(basis)
        self.asked: list[str] = []

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_error: object) -> None:
        return None

    is_offline = True

    def has_stored(self, document: Document) -> bool:
        return document.id in self.answers

    def stop(self) -> None:
        return None

    async def extract(self, document: Document, *_workers_and_rules: object) -> Extraction:
        self.asked.append(document.id)
        found = self.answers[document.id]
        if isinstance(found, BaseException):
            raise found
        return found
