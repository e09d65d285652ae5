"""What is shown of the focused fact: its page, its line of the report, decisions and notes on it, its witnesses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Literal

from workbench.errors import WorkbenchError
from workbench.facts.document import Document
from workbench.facts.fact import Evidence, Record, instruments_of
from workbench.facts.kinds import Assessment
from workbench.language import _
from workbench.review.deciding import Deciding
from workbench.review.draft_page import draft_page
from workbench.review.navigation import Notice
from workbench.review.pages import Mark, Page, article_page, assessment_page
from workbench.review.phrases import Phrases
from workbench.review.ports import Follower, Made, Phrasing, ReviewStore
from workbench.review.selection import Selection
from workbench.review.witnesses import Witness, name_of, witness_of
from workbench.review.wording import field_values

_DOCUMENTS_KEPT = 16
_GROUPS_AHEAD = 12
_FACTS_AHEAD = 4
"""Words are asked for ahead for so many groups after the one in focus, and so many facts of each."""


class Looking(Deciding):
    """The review state, third layer: what is shown of the fact in focus, and words asked for ahead of the next facts."""

    def __init__(self, store: ReviewStore, reviewer: str, phrasing: Phrasing, follower: Follower) -> None:
        super().__init__(store, reviewer, follower)
        self.phrases = Phrases(phrasing, self.records)
        self.document = lru_cache(maxsize=_DOCUMENTS_KEPT)(store.document)
        """The document of an id; those used last are kept."""
        self.quote = 0
        """Place among the quotes of the focused fact, or among its lines of the draft."""
        self.view: Literal["article", "draft"] = "article"
        """What the middle pane shows."""
        self.both_scripts = False
        """Whether names are shown in traditional and in simplified characters side by side."""
        self._asked_ahead: tuple[object, ...] = ()

    def page(self) -> Page | None:
        """What the middle pane shows."""
        focused = self.focused
        if focused is None:
            return None
        draft = self.derived.draft() if self.view == "draft" else None
        if draft is not None:
            return draft_page(draft, focused.id, self.members, outdated=self.derived.outdated)
        content = focused.content
        try:
            if isinstance(content, Assessment):
                return assessment_page(focused, [self._cited(id_) for id_ in content.facts])
            return article_page(self.document(focused.fact.document), focused, self.members, self._marks(focused))
        except WorkbenchError as error:
            return Page(key="", title=_("no article"), text=str(error))

    def toggle_draft(self) -> None:
        """Show the draft instead of the article, at the line of the focused fact, or the article again."""
        self.view = "article" if self.view == "draft" else "draft"
        self.quote = 0

    def report_line(self) -> str:
        """The line of the report that the focused fact would become."""
        focused = self.focused
        if focused is None:
            return ""
        line = self.phrases.line(focused)
        if line is None:
            return _("(unknown)") if self.derived.alone else "…"
        return line

    def past(self) -> Sequence[Made]:
        """What people decided on the focused fact; nothing in the sample, which is looked at blindly."""
        return () if self.filter.blind else [made for made in self._made() if made.action != "note"]

    def _marks(self, focused: Record) -> list[Mark]:
        """The quotes of all facts of the article, with how each stands; none where the reviewer is to judge blindly."""
        if self.filter.blind:
            return []
        return [Mark(span, self.records.standing[id_].state) for id_, span in self._spans(focused)]

    def _spans(self, focused: Record) -> list[tuple[str, Evidence]]:
        """The quotes of all facts of the focused one's article, each with its fact."""
        ids = self.records.of_document(focused.fact.document)
        self.records.fetch(ids)
        return [(id_, span) for id_ in ids for span in self.records[id_].evidence]

    def _cited(self, id_: str) -> tuple[str, Record | None, Document | None]:
        source = self.records.get(id_)
        if source is None or isinstance(source.content, Assessment):
            return id_, source, None
        return id_, source, self.document(source.fact.document)

    def move_quote(self, by: int) -> None:
        """To the next or previous quote of the focused fact, or line of the draft that it stands in."""
        page = self.page()
        if page is not None and page.quotes:
            self.quote = (self.quote + by) % len(page.quotes)
            self.notice = Notice(
                _("Quote {number} of {total}").format(number=self.quote + 1, total=len(page.quotes))
                if len(page.quotes) > 1
                else _("This fact has one quote")
            )

    def fact_at(self, offset: int) -> str | None:
        """The fact of the article in the middle whose quote stands at a character; the shortest of several."""
        focused = self.focused
        if focused is None or self.view == "draft" or self.filter.blind or isinstance(focused.content, Assessment):
            return None
        marks = [(span.end - span.start, id_) for id_, span in self._spans(focused) if span.start <= offset < span.end]
        return min(marks)[1] if marks else None

    # corrections whose value stands elsewhere

    def unsupported(self, changes: Mapping[str, str], added: Selection | None = None) -> Sequence[str]:
        """The fields that a correction of the focused fact changes to a value which no quote of it supports."""
        focused = self.focused
        if focused is None:
            return ()
        return self._store.unsupported(focused, changes, (added.evidence,) if added is not None else ())

    def likely_words(self, changes: Mapping[str, str], fields: Sequence[str]) -> Selection | None:
        """Where words that support a correction may stand: the sentence with a new value, else the sentence of the fact."""
        focused = self.focused
        if focused is None or not focused.evidence:
            return None
        document, here = self.document(focused.fact.document), focused.evidence[0].start
        for value in (changes[field].strip() for field in fields):
            places = [at for at in range(len(document.text)) if value and document.text.startswith(value, at)]
            if places:
                at = min(places, key=lambda place: abs(place - here))
                return Selection.sentence(document, at, at + len(value))
        return Selection.sentence(document, here, here + 1)

    # who else says it

    def witnesses(self) -> list[Witness]:
        """Other facts that say the same as the focused one, or otherwise of the same: of its article first."""
        focused = self.focused
        if focused is None:
            return []
        standing = self.records.standing
        ids = [
            id_
            for id_ in self._witness_candidates(focused)
            if id_ != focused.id and standing[id_].kind == focused.fact.kind
        ]
        self.records.fetch(ids)
        found = [witness_of(focused, self.records[id_]) for id_ in ids if standing[id_].state != "rejected"]
        places = {id_: place for place, id_ in enumerate(standing)}
        return sorted(
            (each for each in found if each is not None),
            key=lambda each: (each.record.fact.document != focused.fact.document, places[each.record.id]),
        )

    def _witness_candidates(self, focused: Record) -> list[str]:
        """Candidates for witnesses: the facts of the article, and those that name the same act or, without one, the same name."""
        ids = dict.fromkeys(self.records.of_document(focused.fact.document))
        for key in instruments_of(focused.content):
            ids.update(dict.fromkeys(self._about(key)))
        name = _looked_for_by(focused)
        if name:
            for written in self.phrases.forms_of(name) or (name,):
                ids.update(dict.fromkeys(self._store.holding([written])))
        return [id_ for id_ in ids if id_ in self.records]

    def knows_its_name(self) -> bool:
        """Whether witnesses can be looked for: their name is known in both scripts, or is not needed, or never will be known."""
        name = _looked_for_by(self.focused) if self.focused is not None else ""
        return self.derived.alone or not name or self.phrases.forms_of(name) is not None

    # names in both scripts

    def toggle_scripts(self) -> None:
        """Names in both scripts side by side, or as the source writes them."""
        self.both_scripts = not self.both_scripts

    def other_script(self, field: str) -> str:
        """The value of a field of the focused fact in the script that the source does not use; empty where both are alike,
        or while it is not known.
        """
        focused = self.focused
        return self.phrases.other_script(field_values(focused.content)[field]) if focused is not None else ""

    # words that are found out elsewhere

    def ask_ahead(self) -> None:
        """Ask for the words of the facts that may come into focus next."""
        focused = self.focused
        here = (self.focused_id, self.at, len(self.queue), self.both_scripts)
        if focused is None or here == self._asked_ahead:
            return
        self._asked_ahead = here
        self.phrases.ask_for_names(focused)
        next_groups = [self.member_ids(group) for group in self.queue[max(0, self.at - 1) : self.at + _GROUPS_AHEAD]]
        own = self.member_ids(self.queue[self.at])[max(0, self.fact - 1) :]
        ids = dict.fromkeys(id_ for members in (own, *next_groups) for id_ in self._open_first(members)[:_FACTS_AHEAD])
        self.records.fetch(ids)
        self.phrases.ask_for((self.records[id_] for id_ in ids), names=self.both_scripts)

    def _open_first(self, ids: Sequence[str]) -> list[str]:
        return sorted(ids, key=lambda id_: not self.is_open(id_))

    # keeping the place

    def _settled(self) -> None:
        self.quote = 0
        self.phrases.forget_missing()


def _looked_for_by(record: Record) -> str:
    """The name by which witnesses of a fact are found; empty where they are found by its act, or cannot be found."""
    return "" if instruments_of(record.content) else name_of(record.content) or ""
