"""One demonstration for all tests of it: the bundled articles, recorded answers, machine triage."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from workbench.facts.document import Document
from workbench.facts.fact import Record, is_assessment
from workbench.pipeline.demo import DemoResult, demo_settings, run_demo
from workbench.settings import Settings, load_settings
from workbench.store import Store


@dataclass(frozen=True)
class Demonstration:
    """What the demonstration left behind."""

    settings: Settings
    store: Store
    result: DemoResult
    documents: dict[str, Document]

    @property
    def facts(self) -> list[Record]:
        """Facts of the articles."""
        return [record for record in self.store.records() if not is_assessment(record.fact)]

    @property
    def assessments(self) -> list[Record]:
        """Prose for the report."""
        return [record for record in self.store.records() if is_assessment(record.fact)]

    @property
    def passed_alone(self) -> list[Record]:
        """Facts that no person saw."""
        return [record for record in self.facts if record.state == "auto_approved"]


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Demonstration:
    folder: Path = tmp_path_factory.mktemp("demonstration")
    settings = demo_settings(load_settings(), folder)
    store = Store(settings.store_url)
    result = run_demo(settings, store, lambda _step: None)
    return Demonstration(settings, store, result, {document.id: document for document in store.documents()})
