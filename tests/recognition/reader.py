"""Short articles of a test, read as ones that came out on a day of its choice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from workbench.facts.document import Document
from workbench.facts.fact import Fact
from workbench.recognition import Recognition, recognize


@dataclass(frozen=True)
class Reader:
    published: date

    def read(self, text: str, title: str | None = None) -> Recognition:
        return recognize(
            Document(id="0" * 64, text=text, title=title, published=self.published, year=self.published.year)
        )

    def facts(self, text: str, kind: type, title: str | None = None) -> list[Fact]:
        return [fact for fact in self.read(text, title).facts if isinstance(fact.content, kind)]

    def contents(self, text: str, kind: type, title: str | None = None) -> list[Any]:
        return [fact.content for fact in self.facts(text, kind, title)]
