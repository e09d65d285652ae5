"""One document as the rules read it: normal text, cut into paragraphs and sentences, with what holds where.

Every rule is a function from a `Reading` to facts. Offsets inside a rule are those of the normal text;
`Reading.evidence` turns them into spans of the source.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import Literal

from workbench.facts.document import Document
from workbench.facts.references import law_key, normal_title, title_key
from workbench.recognition.abbreviations import find_abbreviations
from workbench.recognition.act_titles import ActTitle, find_act_titles
from workbench.recognition.actors import ActorMark, actor_at, find_actors, side_of
from workbench.recognition.codes import CodeMention, find_codes
from workbench.recognition.dates import DateMention, find_dates
from workbench.recognition.garbling import without_reading_marks
from workbench.recognition.issuers import IssuerGroup, find_issuers
from workbench.recognition.numbered import find_references
from workbench.recognition.numbered_context import ReferenceMention
from workbench.recognition.occupied import Occupied
from workbench.recognition.own_dates import find_dateline, find_own_date, is_signed
from workbench.recognition.page_breaks import rejoin_cuts
from workbench.recognition.passages import Passages, Span
from workbench.recognition.quantities import QuantityMention, find_quantities
from workbench.recognition.references import is_law_title, is_type_alone
from workbench.recognition.subjects import Subject, find_subjects, last_subject
from workbench.recognition.titles import TitleMention, find_titles
from workbench.text import han_pattern, normalize

__all__ = ["REPOSTED_DAYS", "Reading", "Span"]

_HEADING_LENGTH = 80
_LONGEST_ATTRIBUTE = 60
# A page that was stored some days after the day in its head is a copy; its 今日 is that of the head.
REPOSTED_DAYS = 30
# With a dateline the day is certain; copy sites post agency reports months later.
_POSTED_DAYS = 200


@lru_cache(maxsize=1)
def _act_words() -> re.Pattern[str]:
    """Words in which an act speaks of itself."""
    return han_pattern(
        r"本(?:公告|决定|令|通知|办法)|现(?:予)?(?:公布|公告)|现将有关事项|现就有关事项|有关事项公告如下|有关规定如下|"
        r"决定采取以下|中方决定对|代章|公告如下"
    )


@lru_cache(maxsize=1)
def _labelled_head() -> re.Pattern[str]:
    return han_pattern("【(?:发布单位|发布文号|发文日期|文号)】")


@lru_cache(maxsize=1)
def _company_head() -> re.Pattern[str]:
    return han_pattern(r"(?:证券|股票|股份)(?:代[码号]|简称)")


@lru_cache(maxsize=1)
def _board() -> re.Pattern[str]:
    """A board answers for what is announced, or signs it."""
    return han_pattern(
        r"(?:本公司)?董事会及(?:全体)?董事保证|(?:^|\n)[^\n。]{2,40}(?:公司|集团)(?:董事会|监事会)\s*(?=\n|$)"
    )


@lru_cache(maxsize=1)
def _statement_title() -> re.Pattern[str]:
    return han_pattern(r"答记者问|发言人.{0,40}(?:谈话|表示|表态)|应询")


@lru_cache(maxsize=1)
def _statement_named() -> re.Pattern[str]:
    return han_pattern(r"(?:商务部|外交部|海关总署)新闻发言人就[^。,\n]{2,50}答记者问")


@lru_cache(maxsize=1)
def _attribute_of() -> re.Pattern[str]:
    """From a place to a number: what stands there describes the act of that number."""
    return han_pattern(r"[^,。;:!?\n《》]{2,}(?:管制|管控|许可|措施)的(?:中国)?(?:商务部|海关总署)?")


@lru_cache(maxsize=1)
def _first_article() -> re.Pattern[str]:
    return han_pattern(r"(?:^|(?<=\n))\s*第[一1]条[^\n]{0,300}制定本")


@lru_cache(maxsize=1)
def _act_heading() -> re.Pattern[str]:
    return han_pattern(
        r"(?:公告|的决定|令|通知|通告)(?:\(.{1,20}\))?\s*$|号\s*\(?(?:关于|公布)|(?:公告|令|通告)[^。,\n]{0,12}号\s*$"
    )


def _may_head(line: str) -> bool:
    """Whether a line may be a heading: short, and no sentence (外交部发言人昨天表示,…。), as papers break them."""
    return len(line) <= _HEADING_LENGTH and not line.rstrip().endswith("。")


@dataclass(frozen=True, eq=False)
class Reading(Passages):
    """A document prepared for the rules; equal to itself alone."""

    @classmethod
    def of(cls, document: Document) -> Reading:
        """Prepare a document."""
        return cls(document, rejoin_cuts(without_reading_marks(normalize(document.text))))

    @cached_property
    def references(self) -> tuple[ReferenceMention, ...]:
        """Numbers of acts of China's in the text."""
        return find_references(self.normal, year=self.document.year) if self.side == "CN" else ()

    @cached_property
    def dates(self) -> tuple[DateMention, ...]:
        """Dates in the text; relative ones count from the day that its head states, else from the one stored."""
        own, stored = self.own_date, self.document.published
        if own is None or own.value is None or own.value == stored:
            return self._dates_as_stored
        limit = _POSTED_DAYS if self._has_dateline else REPOSTED_DAYS
        if stored is not None and (self.is_act or not 0 < (stored - own.value).days <= limit):
            return self._dates_as_stored
        return find_dates(self.normal, year=own.value.year, published=own.value)

    @cached_property
    def _has_dateline(self) -> bool:
        return find_dateline(self, [mention for mention in self._dates_as_stored if mention.value]) == self.own_date

    @cached_property
    def _dates_as_stored(self) -> tuple[DateMention, ...]:
        return find_dates(self.normal, year=self.document.year, published=self.document.published)

    @cached_property
    def titles(self) -> tuple[TitleMention, ...]:
        """Titles in 《》."""
        return find_titles(self.normal)

    @cached_property
    def codes(self) -> tuple[CodeMention, ...]:
        """Control and tariff codes in the text."""
        return find_codes(self.normal)

    @cached_property
    def quantities(self) -> tuple[QuantityMention, ...]:
        """Quantities with a unit in the text."""
        return find_quantities(self.normal)

    @cached_property
    def act_titles(self) -> tuple[ActTitle, ...]:
        """Titles of announcements and decisions, with the numbers that they go with."""
        return find_act_titles(self.normal, self.titles, self.references)

    @cached_property
    def abbreviations(self) -> dict[str, TitleMention]:
        """Short titles that the text defines, as `normal_title` writes them, with the full title each stands for."""
        return find_abbreviations(self.text, self.titles)

    def named_in_full(self, title: TitleMention) -> TitleMention:
        """The title that a short one stands for, where the text defines it; else the title itself."""
        return self.abbreviations.get(normal_title(title.title), title)

    def law_named(self, title: TitleMention) -> str | None:
        """Key of the law, regulation or list that a title means, a short one as what was named in full.

        None where it names none, as 《目录》 alone does unless the text defines it.
        """
        full = self.named_in_full(title).title
        return law_key(full) if is_law_title(full) and not is_type_alone(normalize(full).text) else None

    def is_in_title(self, position: int) -> bool:
        """Whether a position lies within a title, whose words describe the act and not what the text reports."""
        starts, ends = self._title_edges
        before = bisect_left(starts, position)
        return before > 0 and ends[before - 1] > position

    @cached_property
    def _title_edges(self) -> tuple[list[int], list[int]]:
        """Where titles begin, rising, and the last end of those that begin there or before."""
        marked = ((title.start, title.end) for title in self.titles)
        spans = sorted((*marked, *((title.start, title.end) for title in self.act_titles)))
        return [start for start, _ in spans], list(accumulate((end for _, end in spans), max))

    @cached_property
    def issuers(self) -> tuple[IssuerGroup, ...]:
        """Authorities, as groups that are named together."""
        return find_issuers(self.normal)

    def issuers_in(self, start: int, end: int) -> tuple[IssuerGroup, ...]:
        """Groups of authorities that begin in [start, end)."""
        first = bisect_left(self.issuers, start, key=lambda group: group.start)
        return self.issuers[first : bisect_left(self.issuers, end, key=lambda group: group.start)]

    def is_in_number(self, position: int) -> bool:
        """Whether a position lies in the number of an act."""
        return self._numbered.touch(position, position + 1)

    @cached_property
    def _numbered(self) -> Occupied:
        return Occupied((mention.start, mention.end) for mention in self.references)

    def references_to(self, key: str | None) -> tuple[ReferenceMention, ...]:
        """The numbers that mean one act, in order."""
        return self._references_by_key.get(key, ())

    @cached_property
    def _references_by_key(self) -> dict[str | None, tuple[ReferenceMention, ...]]:
        named: dict[str | None, list[ReferenceMention]] = defaultdict(list)
        for mention in self.references:
            named[mention.key].append(mention)
        return {key: tuple(mentions) for key, mentions in named.items()}

    def references_of_phrase(self, start: int) -> tuple[ReferenceMention, ...]:
        """The numbers of the phrase that begins at `start`: of one list."""
        return self._phrases.get(start, ())

    @cached_property
    def _phrases(self) -> dict[int, tuple[ReferenceMention, ...]]:
        phrases: dict[int, list[ReferenceMention]] = defaultdict(list)
        for mention in self.references:
            phrases[mention.phrase_start].append(mention)
        return {start: tuple(mentions) for start, mentions in phrases.items()}

    def titles_in(self, start: int, end: int) -> tuple[TitleMention, ...]:
        """Titles in 《》 that begin in [start, end)."""
        first = bisect_left(self.titles, start, key=lambda title: title.start)
        return self.titles[first : bisect_left(self.titles, end, key=lambda title: title.start)]

    def act_titles_in(self, start: int, end: int) -> tuple[ActTitle, ...]:
        """Titles of announcements and decisions that begin in [start, end)."""
        first = bisect_left(self.act_titles, start, key=lambda title: title.start)
        return self.act_titles[first : bisect_left(self.act_titles, end, key=lambda title: title.start)]

    def references_in(self, start: int, end: int) -> tuple[ReferenceMention, ...]:
        """Numbers that begin in [start, end)."""
        first = bisect_left(self.references, start, key=lambda mention: mention.start)
        return self.references[first : bisect_left(self.references, end, key=lambda mention: mention.start)]

    def dates_in(self, start: int, end: int) -> tuple[DateMention, ...]:
        """Dates that begin in [start, end)."""
        first = bisect_left(self.dates, start, key=lambda mention: mention.start)
        return self.dates[first : bisect_left(self.dates, end, key=lambda mention: mention.start)]

    @cached_property
    def is_statement(self) -> bool:
        """Whether the document is a spokesperson's answer or statement, not an act with a number."""
        heads = [self.title.text, *(self.text[line.start : line.end] for line in self.lines[:4])]
        named = any(_statement_title().search(head) for head in heads if _may_head(head))
        return named and not self._numbered_head

    @cached_property
    def is_act(self) -> bool:
        """Whether the document is the text of an announcement, order or decision itself."""
        if self.is_statement or self._is_of_company:
            return False
        if self._numbered_head and (_labelled_head().search(self.text, 0, 600) or self._is_signed):
            return True
        headed = self._numbered_head or _act_heading().search(self.title.text) or self.act_heading
        return bool(headed) and (bool(_act_words().search(self.text)) or self._is_signed)

    @cached_property
    def is_statute(self) -> bool:
        """Whether the document is the text of a law or regulation (第一条 为了…,制定本规定): it provides for things, and does few."""
        return self.is_act and _first_article().search(self.text) is not None

    @cached_property
    def _is_of_company(self) -> bool:
        """Whether it is what a listed company announces: its 公告 is about acts and is no act itself."""
        heads = (self.title.text, self.text[: self.text.find("\n")])
        return any(_company_head().search(head) for head in heads) or bool(_board().search(self.text))

    @cached_property
    def _is_signed(self) -> bool:
        """Whether a date stands alone below a signature."""
        return is_signed(self, self._dates_as_stored, self.issuers)

    @cached_property
    def act_heading(self) -> Span | None:
        """The line in the head of the text that names it as an act, where the document's title does not."""
        if _act_heading().search(self.title.text):
            return None
        heads = (line for line in self.lines[:4] if line.end - line.start <= _HEADING_LENGTH)
        return next((line for line in heads if _act_heading().search(self.text[line.start : line.end])), None)

    @cached_property
    def _numbered_head(self) -> tuple[ReferenceMention, ...]:
        return tuple(mention for mention in self.references if mention.role == "own")

    @cached_property
    def own_key(self) -> str | None:
        """Key of the act that the document is the text of: the number in its head or title; None for other articles."""
        if not self.is_act:
            return None
        if self._numbered_head:
            return self._numbered_head[0].key
        titled = find_references(self.title, year=self.document.year)
        if titled and titled[0].start <= 4:
            return titled[0].key
        heading = self.act_heading
        if heading is not None and self.document.title:
            return title_key(self.normal.quote(heading.start, heading.end).strip())
        return title_key(self.document.title) if self.document.title else None

    @cached_property
    def speaking_key(self) -> str | None:
        """Key of what speaks in the document: the act that it is, or the answer, known by its title."""
        if not self.is_statement:
            return self.own_key
        title = self.document.title
        if not title:
            named = _statement_named().search(self.text, 0, 600)
            title = named[0] if named else None
        return title_key(title) if title else None

    @cached_property
    def own_reference(self) -> ReferenceMention | None:
        """Where the text itself carries the number of the act that it is."""
        return self._numbered_head[0] if self.own_key and self._numbered_head else None

    def instrument_at(self, position: int) -> str | None:
        """Key of the act under discussion at a position; None where there is none, or where several were named together."""
        return self.own_key if self.is_act else self._subject_at(position)

    def number_in_cut_row(self, position: int) -> tuple[tuple[int, int], ...]:
        """Where a row that a page break cuts names its act, which a reader does not see beside `position`."""
        line = self.line_at(position)
        named = [one for one in self.references_in(line.start, line.end) if one.key == self.instrument_at(position)]
        if not named or not self.is_row(position) or not self.normal.is_cut(named[0].start, position + 1):
            return ()
        return ((named[0].start, named[0].end),)

    def _subject_at(self, position: int) -> str | None:
        """The act that was last named; one that a row of a table names is that row's alone.

        What is an attribute of a number (对…实施出口管制的第62号公告) is of the act behind it.
        """
        following = self.references_in(position, position + _LONGEST_ATTRIBUTE)[:1]
        if following and _attribute_of().fullmatch(self.text, position, following[0].start):
            return following[0].key
        named = last_subject(self.subjects, position)
        if named is None or (self.is_row(named.position) and self.line_at(named.position) != self.line_at(position)):
            return None
        return named.keys[0] if len(named.keys) == 1 else None

    def instruments_before(self, position: int) -> tuple[str, ...]:
        """The act, or the acts in one breath, that the paragraph last named before a position."""
        line = self.line_at(position)
        before = bisect_left(self.subjects, position, key=lambda subject: subject.position) - 1
        if before < 0 or self.subjects[before].position < line.start:
            return ()
        return self.subjects[before].keys

    @cached_property
    def subjects(self) -> tuple[Subject, ...]:
        """Where an article turns to another act."""
        references = [mention for mention in self.references if not self.is_caption(mention.start)]
        return find_subjects(self.text, references, self.act_titles)

    def actor_at(self, position: int) -> str:
        """Whose measure the text reports at a position: CN unless a foreign side is the subject of the sentence."""
        return actor_at(self._actor_marks, position)

    @cached_property
    def _actor_marks(self) -> tuple[ActorMark, ...]:
        return find_actors(self.text, self.side)

    @cached_property
    def side(self) -> str:
        """Whose measures the page as a whole is about: CN, unless its title and its text know of a foreign side alone."""
        return side_of(self.title.text or self.text[: self.text.find("\n")], self.text)

    @cached_property
    def own_date(self) -> DateMention | None:
        """Where the text states its own day of publication: 发文日期, the order's (…公布), the signature, the head."""
        genre: Literal["act", "statement", "article"] = (
            "act" if self.is_act else "statement" if self.is_statement else "article"
        )
        return find_own_date(self, [mention for mention in self._dates_as_stored if mention.value], self.issuers, genre)

    @property
    def published(self) -> date | None:
        """The document's day of publication: stored with it, else as its text states it."""
        if self.document.published is not None:
            return self.document.published
        return self.own_date.value if self.own_date is not None else None
