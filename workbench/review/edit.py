"""The form in which a fact is corrected, validated by its kind as it is typed."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.events import DescendantFocus
from textual.widgets import Input, Static, TextArea

from workbench.errors import WorkbenchError
from workbench.escape import neutral, one_line
from workbench.facts.editing import WrongValue, blank_fields, edit_content, field_text, new_content
from workbench.facts.fact import Record, canonical_fields
from workbench.facts.kinds import KINDS
from workbench.language import _
from workbench.review.framing import WholeModal
from workbench.review.marks import hint, sign
from workbench.review.wording import field_name, kind_name, value_text
from workbench.review.wrap import rows, text_width

_PROSE_FIELDS = frozenset({"text", "statement", "stance"})
_QUOTE_ROWS = 4
_EDGES = 6
"""Cells that the form's border and padding take."""


@dataclass(frozen=True)
class Form:
    """What is filled in: the fields of a kind, shown beside the words that support them."""

    title: str
    kind: str
    quotes: tuple[str, ...]
    fields: Mapping[str, Any]
    """Field -> JSON value before anything is typed."""
    first: str | None
    """The field to begin at."""
    check: Callable[[Mapping[str, str]], object]
    """Raises `WorkbenchError` where the changed fields, given as text, make no valid fact of this kind."""

    @classmethod
    def of(cls, record: Record) -> Form:
        """The correction of a fact, beginning at the first field that the machine could not find in the quote, or decide on."""
        kind = record.fact.kind
        doubtful = [check.field for check in record.fact.checks if check.verdict == "missing"]
        if "category_undecided" in record.route.reasons:
            doubtful.append("category")
        return cls(
            title=_("Correct: {kind}").format(kind=kind_name(kind)),
            kind=kind,
            quotes=tuple(span.quote for span in record.evidence),
            fields=canonical_fields(record.content),
            first=next(iter(doubtful), None),
            check=lambda changes: edit_content(record.content, changes),
        )

    @classmethod
    def blank(cls, kind: str, quote: str) -> Form:
        """A fact that was missed."""
        return cls(
            title=_("Add: {kind}").format(kind=kind_name(kind)),
            kind=kind,
            quotes=(quote,),
            fields=blank_fields(kind),
            first=None,
            check=lambda given: new_content(kind, given),
        )


class EditScreen(WholeModal[Mapping[str, str] | None]):
    """One field per row; returns the changed fields as text, None if left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,f2,f4,ctrl+s", "save", show=False, priority=True),
        Binding("escape", "leave", show=False, priority=True),
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]

    def __init__(self, form: Form) -> None:
        super().__init__()
        self._form = form
        self._choices = {name: _choices(form.kind, name) for name in form.fields}
        self._shown = {name: self._editable(name, field_text(value)) for name, value in form.fields.items()}
        """What each field held when the form opened, as shown: only what differs from it is a change."""
        self._typed = dict(self._shown)
        self._fault: str | None = None

    def compose(self) -> ComposeResult:
        """The quote, the fields, and one line that says what is wrong or what was there before."""
        with Vertical(id="edit") as box:
            box.border_title = self._form.title
            box.border_subtitle = hint(_("↵ save and approve  ↓ ↑ field  esc back"))
            yield Static("", id="edit-quote", markup=False)
            with VerticalScroll(can_focus=False):
                label_width = max(text_width(field_name(name)) for name in self._shown) + 2
                for name, shown in self._shown.items():
                    with Horizontal(classes="field prose" if name in _PROSE_FIELDS else "field"):
                        label = Static(field_name(name), markup=False)
                        label.styles.width = label_width
                        yield label
                        yield _input(name, shown, chosen=bool(self._choices[name]))
            yield Static("", id="edit-line", markup=False)

    def on_mount(self) -> None:
        """Begin where the form does."""
        first = self._form.first if self._form.first in self._shown else next(iter(self._shown))
        self.query_one(f"#field-{first}").focus()

    def on_resize(self) -> None:
        """Break the quote for the width there is."""
        quote = " … ".join(map(one_line, self._form.quotes))
        found = rows(quote, max(20, self.size.width - _EDGES))
        if len(found) > _QUOTE_ROWS:
            found = [*found[: _QUOTE_ROWS - 1], found[_QUOTE_ROWS - 1] + " …"]
        self.query_one("#edit-quote", Static).update("\n".join(found))

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Say which values the field takes, where it takes one of a few."""
        if self._fault is None:
            self._say(self._to_choose((event.widget.id or "").removeprefix("field-")))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Validate what is there now."""
        self._take(event.input.id, event.value)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Validate what is there now."""
        self._take(event.text_area.id, event.text_area.text)

    def changes(self) -> dict[str, str]:
        """Fields that differ from what was shown at first; what is chosen among a few as its code."""
        return {
            name: self._code(name, text)
            for name, text in self._typed.items()
            if self._code(name, text) != self._code(name, self._shown[name])
        }

    def _take(self, widget_id: str | None, text: str) -> None:
        name = (widget_id or "").removeprefix("field-")
        if self._typed.get(name) == text:
            return
        self._typed[name] = text
        self._validate(name)
        self.query_one(f"#{widget_id}").set_class(self._fault is not None, "invalid")
        if self._fault is None:
            self.query(".invalid").remove_class("invalid")
            self._say(self._changed(name))

    def _validate(self, name: str) -> None:
        self._fault = None
        try:
            self._form.check(self.changes())
        except WorkbenchError as error:
            self._fault = self._to_choose(name) or one_line(_what_is_wrong(error))
            self._say(f"✗ {self._fault}")

    def _changed(self, name: str) -> str:
        """What a field was, and what a number that is typed in it means."""
        if name not in self.changes():
            return self._to_choose(name)
        line = _("was: {before}").format(before=one_line(self._shown[name]) or _("(unknown)"))
        word = self._choices[name].get(self.changes()[name])
        return line if word is None else f"{word}  ({line})"

    # values that are one of a few: shown by their words, typed by number, word or code

    def _to_choose(self, name: str) -> str:
        """The values that a field takes, with their numbers; empty where it takes free text."""
        words = self._choices.get(name, {}).values()
        return "  ".join(f"{number} {word}" for number, word in enumerate(words, 1))

    def _code(self, name: str, text: str) -> str:
        choices = self._choices[name]
        typed = unicodedata.normalize("NFKC", text).strip()
        if typed.isdecimal() and 1 <= int(typed) <= len(choices):
            return list(choices)[int(typed) - 1]
        return next((code for code, word in choices.items() if typed in (word, code)), text)

    def _editable(self, name: str, text: str) -> str:
        if text in self._choices[name]:
            return self._choices[name][text]
        return neutral(text) if name in _PROSE_FIELDS else one_line(text)

    def _say(self, text: str) -> None:
        self.query_one("#edit-line", Static).update(sign(text), layout=False)

    def action_save(self) -> None:
        """Return the changes, unless they are invalid or there are none."""
        if self._fault is not None:
            self._say(f"✗ {self._fault}")
        elif not self.changes():
            self._say(_("Nothing is changed yet; esc leaves the form"))
        else:
            self.dismiss(self.changes())

    def action_leave(self) -> None:
        """Close, leaving the fact as it was."""
        self.dismiss(None)


def _what_is_wrong(error: WorkbenchError) -> str:
    """The fault of a form, its fields by their names."""
    if not isinstance(error, WrongValue):
        return error.what
    names = dict.fromkeys(field_name(place.split(".")[0]) for place in error.field.split(", "))
    return f"{'、'.join(names)}: {error.cause}"


def _input(name: str, shown: str, *, chosen: bool) -> Input | TextArea:
    if name in _PROSE_FIELDS:
        return TextArea(shown, id=f"field-{name}", compact=True, soft_wrap=True, tab_behavior="focus")
    return Input(
        shown, id=f"field-{name}", compact=True, select_on_focus=chosen
    )  # a number takes the place of the word


def _choices(kind: str, name: str) -> dict[str, str]:
    """The codes that a field takes, each with its word; none where it takes free text."""
    schema = KINDS[kind].model_json_schema(by_alias=True)["properties"].get(name, {})
    branches = [schema, *schema.get("anyOf", ())]
    return {code: value_text(name, code) for branch in branches for code in branch.get("enum", ())}
