"""The rows of the help: every key from the table of actions, then the marks and what to do with an input method."""

from __future__ import annotations

from workbench.language import _
from workbench.review.keys import ACTIONS, SECTIONS, Section, shown_keys
from workbench.review.styled import Row, blank, labelled, side_by_side
from workbench.review.wording import state_name
from workbench.review.words import MARKS
from workbench.review.wrap import text_width

_TWO_COLUMNS = 100
_GAP = 3


def help_rows(width: int) -> list[Row]:
    """All of the help in rows of at most `width` cells; in two columns where there is room."""
    if width < _TWO_COLUMNS:
        keys = [row for section in SECTIONS for row in [*_section(section, width), blank()]]
    else:
        half = (width - _GAP) // 2
        left = [row for section in ("decide", "many", "move") for row in [*_section(section, half), blank()]]
        keys = [*side_by_side((left, _section("view", half)), half, " " * _GAP, "plain"), blank()]
    return [*keys, *_notes(width)]


def _section(section: Section, width: int) -> list[Row]:
    actions = [action for action in ACTIONS if action.section == section]
    key_width = max(text_width(shown_keys(action)) for action in ACTIONS)
    rows: list[Row] = [[(SECTIONS[section](), "strong")]]
    for action in actions:
        rows += labelled(shown_keys(action), action.label(), key_width + 1, width)
    rows.extend(labelled("1 – 9", _("a fact of the group"), key_width + 1, width) if section == "move" else [])
    return rows


def _notes(width: int) -> list[Row]:
    marks = "  ".join(f"{mark} {state_name(state)}" for state, mark in MARKS.items() if state != "superseded")
    notes = (
        (_("Marks"), marks + "  " + _("≠ in conflict  ◐ partly decided  * marked  ! look here  ␛ ␚ hidden characters of the source")),
        (_("Quotes"), _("▶…◀ is the quote of the fact in focus; other facts of the group are underlined; of the rest, waiting ones underlined, decided ones in italics, rejected ones struck out.")),
        (_("Saving"), _("Each decision is saved at once. q leaves at any time; you come back to the same fact.")),
        (_("Keys dead?"), _("An input method is on: press Shift, or use F2 approve, F3 reject, F4 edit, F5 defer, F6 undo, F7 conflicts.")),
    )  # fmt: skip
    label_width = max(text_width(label) for label, _text in notes)
    return [row for label, text in notes for row in labelled(label, text, label_width, width)]
