"""The three lines of help for a reviewer who is here for the first time."""

from __future__ import annotations

from workbench.language import _
from workbench.review.marks import hint
from workbench.review.wrap import cut


def welcome_lines(width: int) -> list[str]:
    """Three lines of at most `width` cells."""
    lines = (
        _("▶…◀ is what it rests on. Right: ↵ approves the sentence and goes to the next."),
        _("2…9 pick a fact: x rejects, e corrects, d defers; u undoes. ≠ conflict: c."),
        _("? shows all keys, : finds one by name, q leaves; all is saved. Esc hides this."),
    )
    return [cut(hint(line), width) for line in lines]
