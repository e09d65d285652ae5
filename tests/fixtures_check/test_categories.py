"""Categories that the rules give to the instruments that people labelled in the bundled articles."""

from __future__ import annotations

import json
from pathlib import Path

from workbench.documents import read_document
from workbench.facts.references import parse_key
from workbench.recognition import recognize

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
SHARE = 0.9


def test_nine_of_ten_categories_are_right() -> None:
    """Acts with a number and laws; what has neither is labelled under a name that people gave it."""
    judged: list[bool] = []
    for path in sorted((FIXTURES / "expectations").glob("[0-9]*.json")):
        expected = json.loads(path.read_text(encoding="utf-8"))
        given: dict[str, str] = {}
        for fact in recognize(read_document(FIXTURES / "articles" / expected["document"])).facts:
            category = getattr(fact.content, "category", None)
            if fact.instrument and category:
                given.setdefault(fact.instrument, category)
        for label in expected["instruments"]:
            if parse_key(label["key"]) or label["key"].startswith("law/"):
                judged.append(given.get(label["key"]) in {label["category"], *label.get("accept", [])})
    assert len(judged) > 60
    assert sum(judged) / len(judged) >= SHARE
