"""References in a text or a query. Recognition is imported on first use: its tables take half a second to build, and most commands
that open a store search for nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.recognition.numbered_context import ReferenceMention
    from workbench.text import NormalText


def find_references(normal: NormalText, year: int | None = None) -> tuple[ReferenceMention, ...]:
    """The references that a text names, as recognition finds them."""
    from workbench.recognition import find_references as find

    return find(normal, year=year)


def parse_reference(text: str) -> str | None:
    """The key of a reference in any written form."""
    from workbench.recognition import parse_reference as parse

    return parse(text)
