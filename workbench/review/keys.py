"""Keys and actions as data: bindings, footer and help are made from this one table."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from workbench.language import _
from workbench.review.marks import hint
from workbench.review.wrap import text_width

Section = Literal["decide", "many", "move", "view"]


@dataclass(frozen=True)
class Action:
    """One thing that a reviewer can do from the main screen."""

    id: str
    keys: tuple[str, ...]
    """As Textual names them; the first is the one in the footer."""
    label: Callable[[], str]
    section: Section
    brief: Callable[[], str] | None = None
    """Its name in the footer; None keeps it out."""


ACTIONS: tuple[Action, ...] = (
    Action(
        "approve",
        ("enter", "a", "f2"),
        lambda: _("approve the group, but what was taken out"),
        "decide",
        lambda: _("approve"),
    ),
    Action("reject", ("x", "f3"), lambda: _("reject this fact"), "decide", lambda: _("reject")),
    Action("reject_why", ("X",), lambda: _("reject this fact and say why"), "decide"),
    Action("edit", ("e", "f4"), lambda: _("correct this fact"), "decide", lambda: _("edit")),
    Action("edit_whole", ("E",), lambda: _("correct the whole fact in $EDITOR"), "decide"),
    Action("defer", ("d", "f5"), lambda: _("defer this fact: unsure"), "decide", lambda: _("defer")),
    Action("defer_why", ("D",), lambda: _("defer this fact with a note"), "decide"),
    Action("note", ("N",), lambda: _("note something on this fact"), "decide"),
    Action("undo", ("u", "z", "backspace", "f6"), lambda: _("undo the last decision"), "decide", lambda: _("undo")),
    Action("redo", ("U", "Z"), lambda: _("do it again"), "decide"),
    Action(
        "conflicts", ("c", "f7"), lambda: _("conflicts: side by side, choose one"), "decide", lambda: _("conflicts")
    ),
    Action("missed", ("m",), lambda: _("what no fact covers; add a fact from it"), "decide"),
    Action("add", ("M",), lambda: _("add a fact from words of this article"), "decide"),
    Action(
        "mark",
        ("v",),
        lambda: _("mark this group; the next decision is for all that is marked"),
        "many",
        lambda: _("mark"),
    ),
    Action("mark_all", ("V",), lambda: _("mark all that the filter shows, or none"), "many"),
    Action("next", ("j", "down"), lambda: _("next group"), "move"),
    Action("previous", ("k", "up"), lambda: _("previous group"), "move"),
    Action("skip", ("n", "space"), lambda: _("next group that waits"), "move", lambda: _("next")),
    Action("same_act", ("i",), lambda: _("next that waits about the same act"), "move"),
    Action("fact_next", ("l", "right", "tab"), lambda: _("next fact of the group"), "move", lambda: _("fact")),
    Action("fact_previous", ("h", "left", "shift+tab"), lambda: _("previous fact of the group"), "move"),
    Action("quote_next", ("right_square_bracket",), lambda: _("next quote of this fact"), "move"),
    Action("quote_previous", ("left_square_bracket",), lambda: _("previous quote of this fact"), "move"),
    Action("article_next", ("right_curly_bracket",), lambda: _("next article"), "move"),
    Action("article_previous", ("left_curly_bracket",), lambda: _("previous article"), "move"),
    Action("page_down", ("J", "ctrl+d"), lambda: _("ten groups on"), "move"),
    Action("page_up", ("K", "ctrl+u"), lambda: _("ten groups back"), "move"),
    Action("jump", ("semicolon",), lambda: _("jump to a group by its letter"), "move"),
    Action("first", ("g", "home"), lambda: _("first group"), "move"),
    Action("last", ("G", "end"), lambda: _("last group"), "move"),
    Action("filter_state", ("f",), lambda: _("filter by state; the sample too"), "view", lambda: _("state")),
    Action("filter_kind", ("t",), lambda: _("filter by kind"), "view", lambda: _("kind")),
    Action("filter_reason", ("r",), lambda: _("filter by the reason for review"), "view"),
    Action("filter_words", ("slash",), lambda: _("filter by words; none shows all"), "view"),
    Action("only_act", ("I",), lambda: _("only this act, or all again"), "view"),
    Action("only_article", ("A",), lambda: _("only this article, or all again"), "view"),
    Action("filter_none", ("F",), lambda: _("no filter"), "view"),
    Action("sort", ("s",), lambda: _("change the order"), "view"),
    Action("draft", ("p",), lambda: _("the draft in place of the article, or back"), "view", lambda: _("draft")),
    Action("witnesses", ("w",), lambda: _("who else says it; rules beside model"), "view", lambda: _("witnesses")),
    Action("scripts", ("S",), lambda: _("names in both scripts side by side, or back"), "view"),
    Action("finish", ("W",), lambda: _("write the final draft, if every gate is green"), "view"),
    Action("text_down", ("pagedown",), lambda: _("scroll the article down"), "view"),
    Action("text_up", ("pageup",), lambda: _("scroll the article up"), "view"),
    Action("panel_down", ("full_stop",), lambda: _("scroll the fact down"), "view"),
    Action("panel_up", ("comma",), lambda: _("scroll the fact up"), "view"),
    Action("zoom", ("plus", "o"), lambda: _("article, fact or queue on the whole screen"), "view"),
    Action("copy", ("y",), lambda: _("copy the quote and its source"), "view"),
    Action("palette", ("colon", "ctrl+p"), lambda: _("every command by its name"), "view"),
    Action("welcome", ("escape",), lambda: _("put the first lines of help away"), "view"),
    Action("help", ("question_mark", "f1"), lambda: _("these keys"), "view", lambda: _("help")),
    Action(
        "quit",
        ("q", "ctrl+q"),
        lambda: _("leave; nothing is lost, you come back to this fact"),
        "view",
        lambda: _("quit"),
    ),
)

SECTIONS: dict[Section, Callable[[], str]] = {
    "decide": lambda: _("DECIDE"),
    "many": lambda: _("MANY"),
    "move": lambda: _("MOVE"),
    "view": lambda: _("LOOK"),
}

_SHOWN = {
    "enter": "↵",
    "backspace": "⌫",
    "space": "␣",
    "down": "↓",
    "up": "↑",
    "right": "→",
    "left": "←",
    "right_square_bracket": "]",
    "left_square_bracket": "[",
    "right_curly_bracket": "}",
    "left_curly_bracket": "{",
    "full_stop": ".",
    "comma": ",",
    "slash": "/",
    "plus": "+",
    "colon": ":",
    "semicolon": ";",
    "escape": "Esc",
    "question_mark": "?",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "shift+tab": "⇧Tab",
    "tab": "Tab",
    "home": "Home",
    "end": "End",
}

_KEY_OF_CHAR = {
    "：": "colon",
    "；": "semicolon",
    "、": "slash",
    "【": "left_square_bracket",
    "】": "right_square_bracket",
    "。": "full_stop",
}
"""What a Chinese input method gives for a key where folding its width does not tell."""


def shown_key(key: str) -> str:
    """A key as people know it."""
    if key in _SHOWN:
        return hint(_SHOWN[key])
    return key.upper() if len(key) > 1 and key[0] == "f" else key.replace("ctrl+", "^")


def shown_keys(action: Action) -> str:
    """All keys of an action."""
    return " ".join(shown_key(key) for key in action.keys)


def action_of_key(key: str) -> Action | None:
    """The action of a key as Textual names it."""
    return next((action for action in ACTIONS if key in action.keys), None)


def action_of_wide(char: str) -> Action | None:
    """The action meant by a character that an input method put in place of a key: `Ａ` for `a`, `？` for `?`."""
    plain = unicodedata.normalize("NFKC", char)
    by_char = {shown: key for key, shown in _SHOWN.items() if len(shown) == 1}
    key = _KEY_OF_CHAR.get(char) or by_char.get(plain) or ("space" if plain == " " else plain)
    # The input method's capitals are those of its own width, seldom a Shift that was meant.
    return action_of_key(key) or action_of_key(key.lower())


def footer(width: int, unavailable: Callable[[str], str | None]) -> str:
    """The keys that do something now, as many as fit in `width` cells; help and quit always do."""
    parts = [
        (action.id, f"{shown_key(action.keys[0])} {action.brief()}")
        for action in ACTIONS
        if action.brief is not None and unavailable(action.id) is None
    ]
    kept = [part for id_, part in parts if id_ in ("help", "quit")]
    for id_, part in parts:
        if id_ not in ("help", "quit") and text_width("  ".join([*kept, part])) <= width:
            kept.insert(len(kept) - 2, part)
    return "  ".join(kept)
