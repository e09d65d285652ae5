"""A draft of some records, and ways to find lines in it."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from workbench.facts.document import Document
from workbench.facts.fact import Evidence, Record, Route, make_fact
from workbench.facts.kinds import KINDS
from workbench.report import Draft, Period, compose

KEY = "MOFCOM/announcement/2025/58"
OTHER = "MOFCOM/announcement/2025/61"


PERIOD = Period.parse("2025-10..2026-02")


def drafted(records: list[Record], documents: dict[str, Document], **options: object) -> Draft:
    """The draft of October 2025 to February 2026, as of 19 February 2026."""
    return compose(PERIOD, date(2026, 2, 19), records, documents, generated_on=date(2026, 2, 20), **options)  # type: ignore[arg-type]


def lines_with(draft: Draft, *words: str) -> list[str]:
    return [line.text for line in draft.lines if all(word in line.text for word in words)]


def rows_of(draft: Draft, *words: str) -> list[str]:
    return [line for line in lines_with(draft, *words) if line.startswith("| ")]


def section(draft: Draft, heading: str) -> str:
    """The text under the first heading that begins so, to the next of its level or above."""
    texts = [line.text for line in draft.lines]
    start = next(i for i, text in enumerate(texts) if text.startswith(heading))
    level = len(heading) - len(heading.lstrip("#"))
    ends = (i for i in range(start + 1, len(texts)) if re.match(rf"#{{1,{level}}} ", texts[i]))
    return "\n".join(texts[start : next(ends, len(texts))])


def table(draft: Draft, heading: str) -> list[str]:
    """The rows of the table under a bold heading, without its own heading."""
    texts = [line.text for line in draft.lines]
    start = texts.index(heading) + 4
    end = next(i for i in range(start, len(texts)) if not texts[i].startswith("|"))
    return texts[start:end]


def quoting(text: str, kind: str, tier: str = "news", **fields: Any) -> tuple[Record, dict[str, Document]]:
    """A usable record whose evidence is the whole of a document."""
    document = Document(id=f"q{len(text)}", text=text, tier=tier, script="hant")  # type: ignore[arg-type]
    content: Any = KINDS[kind](**fields)
    fact = make_fact(document.id, content, (Evidence.cut(text, 0, len(text)),), "rules")
    return Record(fact=fact, state="approved", route=Route(to="review")), {document.id: document}


def suspension(make: Any, *keys: str, **fields: Any) -> Record:
    dates = {"from": date(2025, 11, 7), "until": date(2026, 11, 10)} | fields
    return make(
        "status_change", document="d2", action="suspend", targets=tuple({"instrument": key} for key in keys), **dates
    )
