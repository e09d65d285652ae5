"""What is shown of the fact in focus: its page, its line of the report, what was decided and noted on it, who else says it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal

from workbench.errors import WorkbenchError
from workbench.facts.document import Document
from workbench.facts.fact import Evidence, Record, instruments_of
from workbench.facts.kinds import Assessment
from workbench.language import _
from workbench.review.deciding import Deciding
from workbench.review.draft_page import DraftText, draft_page
from workbench.review.navigation import Notice
from workbench.review.pages import Mark, Page, article_page, assessment_page
from workbench.review.ports import Ended, Follower, Made, Outlook, Phrasing, ReviewStore
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
        self._phrasing = phrasing
        self._documents: OrderedDict[str, Document] = OrderedDict()
        self.quote = 0
        """Place among the quotes of the focused fact, or among its lines of the draft."""
        self.view: Literal["article", "draft"] = "article"
        """What the middle pane shows."""
        self.both_scripts = False
        """Whether names are shown in traditional and in simplified characters side by side."""
        self.outlook: Outlook | None = None
        """The follower's last outlook."""
        self._draft: DraftText | None = None
        self.broken_off: Ended | None = None
        """How the follower ended unbidden; None while it works."""
        self._lacking: set[str] = set()
        """Names, and ids of facts, that were drawn without their words because those were not known yet."""
        self._asked_ahead: tuple[object, ...] = ()

    @property
    def alone(self) -> bool:
        """Whether the follower has ended for good, so that nothing it would send is worth waiting for."""
        return self.broken_off is not None and not self.broken_off.again

    @property
    def outdated(self) -> bool:
        """Whether something was decided since the outlook was derived."""
        return self.outlook is None or self.outlook.answers < self._asked

    def page(self) -> Page | None:
        """What the middle pane shows."""
        focused = self.focused
        if focused is None:
            return None
        if self.view == "draft" and self.outlook is not None:
            return draft_page(self._draft_of(self.outlook), focused.id, self.members, outdated=self.outdated)
        content = focused.content
        try:
            if isinstance(content, Assessment):
                return assessment_page(focused, [self._cited(id_) for id_ in content.facts])
            return article_page(self.document(focused.fact.document), focused, self.members, self._marks(focused))
        except WorkbenchError as error:
            return Page(key="", title=_("no article"), text=str(error))

    def _draft_of(self, outlook: Outlook) -> DraftText:
        """The draft as a text, made when it is first looked at: for a large store that takes longer than a key press may."""
        if self._draft is None:
            self._draft = DraftText(outlook)
            self.outlook = replace(outlook, lines=())  # the text that is made of them is enough
        return self._draft

    def toggle_draft(self) -> None:
        """Show the draft instead of the article, at the line of the focused fact, or the article again."""
        self.view = "article" if self.view == "draft" else "draft"
        self.quote = 0

    def report_line(self) -> str:
        """The line of the report that the focused fact would become."""
        focused = self.focused
        if focused is None:
            return ""
        line = self._phrasing.line(focused)
        if line is None:
            self._lacking.add(focused.id)
            return _("(unknown)") if self.alone else "…"
        return line

    def past(self) -> Sequence[Made]:
        """What people decided on the focused fact; nothing in the sample, which is looked at blindly."""
        return () if self.filter.blind else [made for made in self._made() if made.action != "note"]

    def document(self, id_: str) -> Document:
        """A document, kept while it is in use."""
        if id_ not in self._documents:
            self._documents[id_] = self._store.document(id_)
        self._documents.move_to_end(id_)
        if len(self._documents) > _DOCUMENTS_KEPT:
            self._documents.popitem(last=False)
        return self._documents[id_]

    def _marks(self, focused: Record) -> list[Mark]:
        """The quotes of all facts of the article, with how each stands; none where the reviewer is to judge blindly."""
        if self.filter.blind:
            return []
        return [Mark(span, self.records.standing[id_].state) for id_, span in self._spans(focused)]

    def _spans(self, focused: Record) -> list[tuple[str, Evidence]]:
        """The quotes of all facts of the focused one's article, each with its fact."""
        ids = self._ids_of_document.get(focused.fact.document, ())
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
        """The fields that a correction of the focused fact changes to a value which no quote of it bears out."""
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
        ids = [id_ for id_ in self._may_tell(focused) if id_ != focused.id and standing[id_].kind == focused.fact.kind]
        self.records.fetch(ids)
        found = [witness_of(focused, self.records[id_]) for id_ in ids if standing[id_].state != "rejected"]
        places = {id_: place for place, id_ in enumerate(standing)}
        return sorted(
            (each for each in found if each is not None),
            key=lambda each: (each.record.fact.document != focused.fact.document, places[each.record.id]),
        )

    def _may_tell(self, focused: Record) -> list[str]:
        """Candidates for witnesses: the facts of the article, and those that name the same act or, without one, the same name."""
        ids = dict.fromkeys(self._ids_of_document.get(focused.fact.document, ()))
        for key in instruments_of(focused.content):
            ids.update(dict.fromkeys(self._about(key)))
        name = _looked_for_by(focused)
        if name:
            for written in dict.fromkeys((name, *(self._phrasing.both_scripts(name) or ()))):
                ids.update(dict.fromkeys(self._store.holding([written])))
        return [id_ for id_ in ids if id_ in self.records]

    def knows_its_name(self) -> bool:
        """Whether witnesses can be looked for: their name is known in both scripts, or is not needed, or never will be known."""
        name = _looked_for_by(self.focused) if self.focused is not None else ""
        return self.alone or not name or self._phrasing.both_scripts(name) is not None

    # names in both scripts

    def toggle_scripts(self) -> None:
        """Names in both scripts side by side, or as the source writes them."""
        self.both_scripts = not self.both_scripts

    def other_script(self, field: str) -> str:
        """The value of a field of the focused fact in the script that the source does not use; empty where both are alike,
        or while it is not known.
        """
        focused = self.focused
        value = field_values(focused.content)[field] if focused is not None else ""
        if value.isascii():
            return ""
        both = self._phrasing.both_scripts(value)
        if both is None:
            self._lacking.add(value)
            return ""
        traditional, simplified = both
        return "" if traditional == simplified else (simplified if value == traditional else traditional)

    # words that are found out elsewhere

    def phrases_came(self) -> bool:
        """Whether words are known by now that were missing when the panes were drawn."""
        came = {each for each in self._lacking if self._known(each)}
        self._lacking -= came
        return bool(came)

    def _known(self, lacking: str) -> bool:
        record = self.records.get(lacking)
        found = self._phrasing.line(record) if record is not None else self._phrasing.both_scripts(lacking)
        return found is not None

    def ask_ahead(self) -> None:
        """Ask for the words of the facts that may come into focus next."""
        focused = self.focused
        here = (self.focused_id, self.at, len(self.queue), self.both_scripts)
        if focused is None or here == self._asked_ahead:
            return
        self._asked_ahead = here
        self._ask_names(focused)
        next_groups = [self.member_ids(group) for group in self.queue[max(0, self.at - 1) : self.at + _GROUPS_AHEAD]]
        own = self.member_ids(self.queue[self.at])[max(0, self.fact - 1) :]
        ids = dict.fromkeys(id_ for members in (own, *next_groups) for id_ in self._open_first(members)[:_FACTS_AHEAD])
        self.records.fetch(ids)
        for id_ in ids:
            self._phrasing.line(self.records[id_])
            if self.both_scripts:
                self._ask_names(self.records[id_])

    def _open_first(self, ids: Sequence[str]) -> list[str]:
        return sorted(ids, key=lambda id_: not self.is_open(id_))

    def _ask_names(self, record: Record) -> None:
        for value in field_values(record.content).values():
            if not value.isascii():
                self._phrasing.both_scripts(value)

    # keeping the place

    def _settled(self) -> None:
        self.quote = 0
        self._lacking.clear()

    def _load(self) -> None:
        super()._load()
        self._ids_of_document: dict[str, list[str]] = {}
        for one in self.records.standing.values():
            self._ids_of_document.setdefault(one.document, []).append(one.id)


def _looked_for_by(record: Record) -> str:
    """The name by which witnesses of a fact are found; empty where they are found by its act, or cannot be found."""
    return "" if instruments_of(record.content) else name_of(record.content) or ""
