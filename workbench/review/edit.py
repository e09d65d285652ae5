"""The form in which a fact is corrected, validated by its kind as it is typed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.events import DescendantFocus
from textual.screen import ModalScreen
from textual.widgets import Input, Static, TextArea

from workbench.errors import WorkbenchError
from workbench.escape import neutral, one_line
from workbench.facts.editing import edit_content, field_text
from workbench.facts.fact import Record, canonical_fields
from workbench.language import _
from workbench.review.wording import field_name, kind_name
from workbench.review.wrap import rows, text_width

_PROSE_FIELDS = frozenset({"text", "statement", "stance"})
_QUOTE_ROWS = 4
_EDGES = 6
"""Cells that the form's border and padding take."""


class EditScreen(ModalScreen[Mapping[str, str] | None]):
    """One field a row; gives the changed fields as text, None if left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,f2,f4,ctrl+s", "save", show=False, priority=True),
        Binding("escape", "leave", show=False, priority=True),
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]

    def __init__(self, record: Record) -> None:
        super().__init__()
        self._record = record
        self._shown = {
            name: _editable(name, field_text(value)) for name, value in canonical_fields(record.content).items()
        }
        """What each field held when the form opened, as shown: only what differs from it is a change."""
        self._typed = dict(self._shown)
        self._fault: str | None = None

    def compose(self) -> ComposeResult:
        """The quote, the fields, and one line that says what is wrong or what was there before."""
        with Vertical(id="edit") as box:
            box.border_title = _("Correct: {kind}").format(kind=kind_name(self._record.fact.kind))
            box.border_subtitle = _("↵ save and approve  ↓ ↑ field  esc back")
            yield Static("", id="edit-quote", markup=False)
            with VerticalScroll(can_focus=False):
                label_width = max(text_width(field_name(name)) for name in self._shown) + 2
                for name, shown in self._shown.items():
                    with Horizontal(classes="field prose" if name in _PROSE_FIELDS else "field"):
                        label = Static(field_name(name), markup=False)
                        label.styles.width = label_width
                        yield label
                        yield _input(name, shown)
            yield Static("", id="edit-line", markup=False)

    def on_mount(self) -> None:
        """Begin at the first field that the machine could not find in the quote."""
        missing = [check.field for check in self._record.fact.checks if check.verdict == "missing"]
        names = [name for name in missing if name in self._shown] or list(self._shown)
        self.query_one(f"#field-{names[0]}").focus()

    def on_resize(self) -> None:
        """Break the quote for the width there is."""
        quote = " … ".join(one_line(span.quote) for span in self._record.fact.evidence)
        found = rows(quote, max(20, self.size.width - _EDGES))
        if len(found) > _QUOTE_ROWS:
            found = [*found[: _QUOTE_ROWS - 1], found[_QUOTE_ROWS - 1] + " …"]
        self.query_one("#edit-quote", Static).update("\n".join(found))

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Say which values the field takes, where it takes one of a few."""
        choices = _choices(self._record, (event.widget.id or "").removeprefix("field-"))
        if self._fault is None:
            self._say(_("one of: {choices}").format(choices=", ".join(choices)) if choices else "")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Validate what is there now."""
        self._take(event.input.id, event.value)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Validate what is there now."""
        self._take(event.text_area.id, event.text_area.text)

    def changes(self) -> dict[str, str]:
        """Fields that differ from what was shown at first."""
        return {name: text for name, text in self._typed.items() if text != self._shown[name]}

    def _take(self, widget_id: str | None, text: str) -> None:
        name = (widget_id or "").removeprefix("field-")
        if self._typed.get(name) == text:
            return
        self._typed[name] = text
        self._validate()
        self.query_one(f"#{widget_id}").set_class(self._fault is not None, "invalid")
        if self._fault is None:
            self.query(".invalid").remove_class("invalid")
            before = one_line(self._shown[name]) or _("(unknown)")
            self._say(_("was: {before}").format(before=before) if name in self.changes() else "")

    def _validate(self) -> None:
        self._fault = None
        try:
            edit_content(self._record.content, self.changes())
        except WorkbenchError as error:
            self._fault = one_line(error.what)
            self._say(f"✗ {self._fault}")

    def _say(self, text: str) -> None:
        self.query_one("#edit-line", Static).update(text)

    def action_save(self) -> None:
        """Give the changes back, unless they are wrong or none."""
        if self._fault is not None:
            self._say(f"✗ {self._fault}")
        elif not self.changes():
            self._say(_("Nothing is changed yet; esc leaves the form"))
        else:
            self.dismiss(self.changes())

    def action_leave(self) -> None:
        """Back, with the fact as it was."""
        self.dismiss(None)


def _editable(name: str, text: str) -> str:
    return neutral(text) if name in _PROSE_FIELDS else one_line(text)


def _input(name: str, shown: str) -> Input | TextArea:
    if name in _PROSE_FIELDS:
        return TextArea(shown, id=f"field-{name}", compact=True, soft_wrap=True, tab_behavior="focus")
    return Input(shown, id=f"field-{name}", compact=True, select_on_focus=False)


def _choices(record: Record, name: str) -> list[str]:
    """The codes that a field takes, empty where it takes free text."""
    schema = type(record.content).model_json_schema(by_alias=True)["properties"].get(name, {})
    branches = [schema, *schema.get("anyOf", ())]
    return [code for branch in branches for code in branch.get("enum", ())]
