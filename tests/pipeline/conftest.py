"""A store with two short articles, and a model that answers what a test gives it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Self

import pytest

from workbench.extraction import Extraction
from workbench.facts.document import Document, document_id
from workbench.facts.fact import Evidence, Fact, make_fact
from workbench.facts.kinds import AnyContent
from workbench.store import Store

MINISTRY_TEXT = "商务部公告2025年第61号对境外生产的稀土物项实施出口管制，自2025年12月1日起施行。"
NEWS_TEXT = "商務部11月7日宣布，自即日起至2026年11月10日，暫停實施商務部公告2025年第61號。"


def article(text: str, name: str, **known: Any) -> Document:
    return Document(id=document_id(text.encode()), text=text, title=name, name=name, year=2025, **known)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(f"sqlite:///{tmp_path / 'workbench.db'}")


@pytest.fixture
def ministry(store: Store) -> Document:
    document = article(
        MINISTRY_TEXT, "a", publisher="商务部", published=date(2025, 10, 9), tier="official", script="hans"
    )
    store.add_document(document)
    return document


@pytest.fixture
def news(store: Store) -> Document:
    document = article(NEWS_TEXT, "b", publisher="港島日報", published=date(2025, 11, 8), tier="news", script="hant")
    store.add_document(document)
    return document


def said(document: Document, content: AnyContent, quote: str, origin: Any = "model") -> Fact:
    """A fact of `document` with the first place of `quote` as its evidence."""
    start = document.text.index(quote)
    return make_fact(document.id, content, [Evidence.cut(document.text, start, start + len(quote))], origin)


def answer(facts: Sequence[Fact], outcome: Any = "complete", detail: str = "") -> Extraction:
    return Extraction(tuple(facts), (), (), (), outcome, detail)


class ScriptedModel:
    """Stands where the model engine stands: answers from a table, and counts how often it was asked."""

    def __init__(self, answers: Mapping[str, Extraction | BaseException], fingerprint: str) -> None:
        self.answers = dict(answers)
        self.fingerprint = fingerprint
        self.asked: list[str] = []

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_error: object) -> None:
        return None

    def can_answer(self, document: Document) -> bool:
        return document.id in self.answers

    async def extract(self, document: Document) -> Extraction:
        self.asked.append(document.id)
        found = self.answers[document.id]
        if isinstance(found, BaseException):
            raise found
        return found


@pytest.fixture
def model() -> Callable[..., Any]:
    """Makes a scripted model of document → answer."""

    def make(answers: Mapping[Document, Extraction | BaseException] | None = None, fingerprint: str = "model:1") -> Any:
        return ScriptedModel({document.id: given for document, given in (answers or {}).items()}, fingerprint)

    return make
