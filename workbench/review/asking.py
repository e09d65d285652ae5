"""Smaller screens that keys of the main one open, and what is done with their answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from textual.app import SuspendNotSupported
from textual.screen import Screen

from workbench.errors import WorkbenchError
from workbench.facts.editing import edit_content
from workbench.facts.fact import Record
from workbench.language import _
from workbench.review import smaller
from workbench.review.filtering import STATE_CHOICES
from workbench.review.framing import WholeScreen
from workbench.review.navigation import Notice
from workbench.review.ports import EditText
from workbench.review.selection import Selection
from workbench.review.state import ReviewState
from workbench.review.steps import Act
from workbench.review.wording import field_name, kind_name, reason_text, rejection_text, state_name
from workbench.review.words import ADDED_KINDS, REJECTIONS

if TYPE_CHECKING:
    from workbench.review.selection_screen import Chosen

_ALL = "all"
_FREE = "free"


class AskingScreen(WholeScreen[None]):
    """A screen that asks for more in smaller screens, and is redrawn when they are answered."""

    def __init__(self, state: ReviewState, edit_text: EditText) -> None:
        super().__init__()
        self._state = state
        self._edit_text = edit_text
        self._unfinished: dict[str, str] = {}
        """Fact -> text that was written for it in an editor and could not be parsed."""

    def _ask(self, screen: Screen[Any], then: Callable[[Any], None]) -> None:
        def answered(answer: Any) -> None:
            if answer is not None:
                then(answer)
            self.sync()

        self.app.push_screen(screen, answered)

    # corrections

    def _edit(self) -> None:
        focused = self._state.focused
        if focused is not None:
            self._ask(smaller.EditScreen(smaller.Form.of(focused)), self._correct)

    def _edit_whole(self) -> None:
        from workbench.review.whole_fact import fact_as_yaml

        focused, edit_text = self._state.focused, self._edit_text
        if focused is None:
            return
        try:
            with self.app.suspend():
                text = edit_text(self._unfinished.get(focused.id) or fact_as_yaml(focused))
        except SuspendNotSupported:
            self._edit()  # a terminal in a browser, say: the form is at hand everywhere
            return
        self._take_edited(focused, text)

    def _take_edited(self, record: Record, text: str | None) -> None:
        """Decide as the edited text says; text that cannot be parsed is kept for the next attempt."""
        from workbench.review.whole_fact import changes_in_yaml

        self._unfinished.pop(record.id, None)
        try:
            changes = changes_in_yaml(record, text) if text is not None else {}
            if not changes:
                self._state.notice = Notice(_("Nothing was changed"))
                return
            edit_content(record.content, changes)
        except WorkbenchError as error:
            self._unfinished[record.id] = text or ""
            self._state.notice = Notice(str(error), bad=True)
            return
        self._correct(changes)

    def _correct(self, changes: Mapping[str, str]) -> None:
        """Decide with a correction; where a new value is not in the quotes, ask for the words that support it."""
        try:
            missing = self._state.unsupported(changes)
        except WorkbenchError as error:
            self._state.notice = Notice(str(error), bad=True)
            return
        words = self._state.likely_words(changes, missing) if missing else None
        if words is None:
            self._state.edit(changes)
            return
        question = _("Not in the quote: {fields}. Which words say so?").format(fields=_named(missing))
        screen = smaller.SelectionScreen(
            question, words, fault=lambda chosen: self._fault(changes, chosen), optional=True
        )
        self._ask(screen, lambda chosen: self._correct_with(changes, chosen))

    def _correct_with(self, changes: Mapping[str, str], chosen: Chosen) -> None:
        self._state.edit(changes, [chosen.words.evidence] if chosen.words is not None else ())

    def _fault(self, changes: Mapping[str, str], chosen: Selection) -> str:
        missing = self._state.unsupported(changes, chosen)
        return _("these words do not say it: {fields}").format(fields=_named(missing)) if missing else ""

    # facts that were missed

    def _open_missed(self) -> None:
        focused = self._state.focused
        place = (focused.fact.document, focused.evidence[0].start) if focused is not None and focused.evidence else ()
        self._ask(smaller.MissedScreen(self._state, *place), lambda _nothing: None)

    def _add(self, words: Selection | None = None) -> None:
        """Add a fact from words of the article: select them, choose its kind, fill in its fields."""
        focused = self._state.focused
        if focused is None or not focused.evidence:
            self._state.notice = Notice(_("There is no article here to add a fact from"))
            return
        start = focused.evidence[0].start
        words = words or Selection.sentence(self._state.document(focused.fact.document), start, start + 1)
        screen = smaller.SelectionScreen(_("Which words say what was missed?"), words)
        self._ask(screen, lambda chosen: self._ask_kind(chosen.words))

    def _ask_kind(self, words: Selection) -> None:
        choices = [(kind, kind_name(kind)) for kind in ADDED_KINDS]
        self._ask(smaller.ChoiceScreen(_("What does it say?"), choices, ""), lambda kind: self._ask_fields(words, kind))

    def _ask_fields(self, words: Selection, kind: str) -> None:
        form = smaller.EditScreen(smaller.Form.blank(kind, words.quote))
        self._ask(form, lambda given: self._state.add(kind, given, words.document, words.start, words.end))

    # decisions that take a word more

    def _decide(self, act: Act, one: Callable[[], None], reason: str | None = None) -> None:
        """Decide on the focused fact, or on all that are marked, once the reviewer has seen which those are."""
        if not self._state.marked:
            one()
            return
        batch = self._state.batch(act)
        self._ask(smaller.BatchScreen(batch), lambda sure: self._state.carry_out(batch, reason) if sure else None)

    def _ask_reason(self) -> None:
        choices = [*((code, rejection_text(code)) for code in REJECTIONS), (_FREE, _("other: in your own words …"))]
        self._ask(smaller.ChoiceScreen(_("Why is it rejected?"), choices, ""), self._reject_for)

    def _reject_for(self, reason: str | None) -> None:
        if reason == _FREE:
            self._ask(smaller.LineScreen(_("Why is it rejected?")), lambda typed: self._reject_for(typed or None))
            return
        self._decide("reject", lambda: self._state.reject(reason), reason)

    def _ask_doubt(self) -> None:
        self._ask(smaller.LineScreen(_("What is unsure about it?")), self._defer_with)

    def _defer_with(self, doubt: str) -> None:
        self._decide("defer", lambda: self._state.defer(doubt or None), doubt or None)

    def _ask_note(self) -> None:
        screen = smaller.LineScreen(_("Your note on this fact; an empty one takes it off"), self._state.own_note())
        self._ask(screen, self._state.write_note)

    # other sources

    def _open_conflicts(self) -> None:
        focused = self._state.focused
        self._ask(smaller.ConflictScreen(self._state, focused.id if focused is not None else None), self._show_fact)

    def _open_witnesses(self) -> None:
        focused = self._state.focused
        if not self._state.knows_its_name():
            self._state.notice = Notice(_("How the other script writes this name is not known yet; press again"))
        elif focused is not None:
            self._ask(smaller.WitnessScreen(focused, self._state.witnesses(), self._state.document), self._show_fact)

    def _show_fact(self, fact_id: str) -> None:
        if fact_id:
            self._state.show_anyway(fact_id)

    # filters

    def _ask_words(self) -> None:
        screen = smaller.LineScreen(_("Show facts that hold these words"), self._state.filter.words)
        self._ask(screen, lambda words: self._state.set_filter(words=words))

    def _choose_state(self) -> None:
        counts = self._state.states()
        choices = [(name, f"{state_name(name)}  {counts[name]}") for name in STATE_CHOICES]
        screen = smaller.ChoiceScreen(_("Show facts that are"), choices, self._state.filter.state)
        self._ask(screen, lambda chosen: self._state.set_filter(state=chosen))

    def _choose_kind(self) -> None:
        counts = self._state.kinds()
        choices = [(_ALL, _("all kinds") + f"  {sum(counts.values())}")]
        choices += [(kind, f"{kind_name(kind)}  {count}") for kind, count in counts.items() if count]
        screen = smaller.ChoiceScreen(_("Show facts of this kind"), choices, self._state.filter.kind or _ALL)
        self._ask(screen, lambda chosen: self._state.set_filter(kind=None if chosen == _ALL else chosen))

    def _choose_reason(self) -> None:
        counts = self._state.reasons()
        choices = [(_ALL, _("all reasons"))]
        choices += [(code, f"{reason_text(code)}  {count}") for code, count in counts.items()]
        screen = smaller.ChoiceScreen(_("Show facts that wait because"), choices, self._state.filter.reason or _ALL)
        self._ask(screen, lambda chosen: self._state.set_filter(reason=None if chosen == _ALL else chosen))


def _named(fields: Iterable[str]) -> str:
    return "、".join(map(field_name, fields))
