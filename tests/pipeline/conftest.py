"""A store with two short articles, and the scripted model."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from scripted_model import ScriptedModel, article

from workbench.extraction import Extraction
from workbench.facts.document import Document
from workbench.store import Store

MINISTRY_TEXT = "商务部公告2025年第61号对境外生产的稀土物项实施出口管制，自2025年12月1日起施行。"
NEWS_TEXT = "商務部11月7日宣布，自即日起至2026年11月10日，暫停實施商務部公告2025年第61號。"


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


@pytest.fixture
def model() -> Callable[..., Any]:
    """Makes a scripted model of document → answer."""

    def make(
        answers: Mapping[Document, Extraction | BaseException] | None = None, prompt: str = "1", **basis: str
    ) -> Any:
        asked = {"model": "m", "prompt": prompt, "schema": "s", **basis}
        return ScriptedModel({document.id: given for document, given in (answers or {}).items()}, asked)

    return make
