"""One document as the rules read it: normal text, cut into paragraphs and sentences, with what holds where.

Every rule is a function from a `Reading` to facts. Offsets inside a rule are those of the normal text;
`Reading.evidence` turns them into spans of the source.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from workbench.facts.document import Document
from workbench.facts.fact import Check, Evidence, Fact, make_fact
from workbench.facts.kinds import AnyContent
from workbench.facts.references import title_key
from workbench.recognition.act_titles import ActTitle, find_act_titles
from workbench.recognition.actors import ActorMark, actor_at, find_actors
from workbench.recognition.codes import CodeMention, find_codes
from workbench.recognition.dates import DateMention, find_dates
from workbench.recognition.garbling import has_reading_marks, without_reading_marks
from workbench.recognition.issuers import IssuerGroup, find_issuers
from workbench.recognition.numbered import ReferenceMention, find_references
from workbench.recognition.quantities import QuantityMention, find_quantities
from workbench.recognition.subjects import Subject, find_subjects, subject_at
from workbench.recognition.titles import TitleMention, find_titles
from workbench.text import NormalText, han_pattern, normalize

_SENTENCE_END = re.compile(r"[。!?;]+[」』”\")]*|\n+")
_LINE_END = re.compile(r"\n+")
_CAPTION_LENGTH = 160
_HEADING_LENGTH = 80
# A page that was stored some days after the day in its head is a copy; its 今日 is that of the head.
_REPOSTED_DAYS = 30


@lru_cache(maxsize=1)
def _caption() -> re.Pattern[str]:
    return han_pattern(
        r"\((?:Reuters|Getty|AP|AFP|EPA|路透社?|法新社?|美联社|新华社|中新社|网上图片|视觉中国|资料图片?|图片?来源)[^()]*\)"
        r"|^图(?:为|/|片|:)|[,。]图为|[上下左右]图为|资料(?:图片?|照片)|摄[)。]?$|图片?来源|^▲|^△"
    )


@lru_cache(maxsize=1)
def _act_words() -> re.Pattern[str]:
    """Words in which an act speaks of itself."""
    return han_pattern(
        r"本(?:公告|决定|令|通知|办法)|现(?:予)?(?:公布|公告)|现将有关事项|现就有关事项|有关事项公告如下|有关规定如下|"
        r"决定采取以下|中方决定对|代章|公告如下"
    )


@lru_cache(maxsize=1)
def _statement_title() -> re.Pattern[str]:
    return han_pattern(r"答记者问|发言人.{0,40}(?:谈话|表示|表态)|应询")


@lru_cache(maxsize=1)
def _statement_named() -> re.Pattern[str]:
    return han_pattern(r"(?:商务部|外交部|海关总署)新闻发言人就[^。,\n]{2,50}答记者问")


@lru_cache(maxsize=1)
def _act_heading() -> re.Pattern[str]:
    return han_pattern(r"(?:公告|的决定|令|通知|通告)(?:\(.{1,20}\))?\s*$|号\s*(?:关于|公布)")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch [start, end) of the normal text."""

    start: int
    end: int


@dataclass(frozen=True)
class Reading:
    """A document prepared for the rules."""

    document: Document
    normal: NormalText

    @classmethod
    def of(cls, document: Document) -> Reading:
        """Prepare a document."""
        return cls(document, without_reading_marks(normalize(document.text)))

    @property
    def text(self) -> str:
        """The normal text."""
        return self.normal.text

    @cached_property
    def title(self) -> NormalText:
        """The document's title as normal text; empty where it has none."""
        return normalize(self.document.title or "")

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """Sentences in order, without their closing line breaks; a line break ends one, so does ; and 。."""
        return _spans(self.text, _SENTENCE_END)

    @cached_property
    def lines(self) -> tuple[Span, ...]:
        """Lines that are not empty, in order: paragraphs, headings, table rows."""
        return _spans(self.text, _LINE_END)

    def sentence_at(self, position: int) -> Span:
        """The sentence that holds a position of the normal text."""
        return self.sentences[max(0, bisect_right(self._sentence_starts, position) - 1)]

    def sentences_in(self, start: int, end: int) -> tuple[Span, ...]:
        """Sentences that begin in [start, end)."""
        first = bisect_left(self._sentence_starts, start)
        return self.sentences[first : bisect_left(self._sentence_starts, end)]

    def line_at(self, position: int) -> Span:
        """The line that holds a position of the normal text."""
        return self.lines[max(0, bisect_right(self._line_starts, position) - 1)]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [span.start for span in self.sentences]

    @cached_property
    def _line_starts(self) -> list[int]:
        return [span.start for span in self.lines]

    @cached_property
    def references(self) -> tuple[ReferenceMention, ...]:
        """Numbers of acts in the text."""
        return find_references(self.normal, year=self.document.year)

    @cached_property
    def dates(self) -> tuple[DateMention, ...]:
        """Dates in the text; relative ones count from the day that its head states, else from the one stored."""
        own, stored = self.own_date, self.document.published
        if own is None or own.value is None or own.value == stored:
            return self._dates_as_stored
        if stored is not None and (self.is_act or not 0 < (stored - own.value).days <= _REPOSTED_DAYS):
            return self._dates_as_stored
        return find_dates(self.normal, year=own.value.year, published=own.value)

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
    def issuers(self) -> tuple[IssuerGroup, ...]:
        """Authorities, as groups that are named together."""
        return find_issuers(self.normal)

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
        named = any(_statement_title().search(head) for head in heads if len(head) <= _HEADING_LENGTH)
        return named and not self._numbered_head

    @cached_property
    def is_act(self) -> bool:
        """Whether the document is the text of an announcement, order or decision itself."""
        if self.is_statement or not _act_words().search(self.text):
            return False
        return bool(self._numbered_head) or bool(_act_heading().search(self.title.text)) or self._heads_as_act

    @cached_property
    def _heads_as_act(self) -> bool:
        heads = (self.text[line.start : line.end] for line in self.lines[:4])
        return any(_act_heading().search(head) for head in heads if len(head) <= _HEADING_LENGTH)

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
        """Key of the act that is spoken of at a position; None where there is none, or several are named together."""
        return self.own_key if self.is_act else subject_at(self.subjects, position)

    @cached_property
    def subjects(self) -> tuple[Subject, ...]:
        """Where an article turns to another act."""
        references = [mention for mention in self.references if not self.is_caption(mention.start)]
        return find_subjects(self.text, references, self.act_titles)

    def actor_at(self, position: int) -> str:
        """Whose measure the text tells of at a position: CN unless a foreign side is the subject of the sentence."""
        return actor_at(self._actor_marks, position)

    @cached_property
    def _actor_marks(self) -> tuple[ActorMark, ...]:
        return find_actors(self.text)

    def is_row(self, position: int) -> bool:
        """Whether a position lies in a row of a table, whose cells stand apart by tabs or bars."""
        line = self.line_at(position)
        written = self.text[line.start : line.end]
        return "\t" in written.strip() or written.count("|") >= 2

    def is_caption(self, position: int) -> bool:
        """Whether a position lies in the caption of a picture, whose dates are those of the picture."""
        return self.line_at(position) in self._captions

    @cached_property
    def _captions(self) -> frozenset[Span]:
        return frozenset(
            line
            for line in self.lines
            if line.end - line.start <= _CAPTION_LENGTH and _caption().search(self.text[line.start : line.end])
        )

    @cached_property
    def own_date(self) -> DateMention | None:
        """Where the text states its own day of publication: 发文日期, the order's (…公布), the signature, the head."""
        return _own_date(self, [mention for mention in self._dates_as_stored if mention.value])

    @property
    def published(self) -> date | None:
        """The document's day of publication: stored with it, else as its text states it."""
        if self.document.published is not None:
            return self.document.published
        return self.own_date.value if self.own_date is not None else None

    def evidence(self, start: int, end: int) -> Evidence:
        """The source span behind a span of the normal text."""
        first, last = self.normal.span(start, end)
        return Evidence.cut(self.document.text, first, last)

    def fact(
        self,
        content: AnyContent,
        spans: Iterable[tuple[int, int]],
        *,
        checks: Iterable[Check] = (),
        notes: Iterable[str] = (),
    ) -> Fact:
        """A fact of the rules with its evidence at `spans` of the normal text, in order, overlaps joined."""
        evidence = tuple(self.evidence(start, end) for start, end in _joined_spans(spans))
        if any(has_reading_marks(span.quote) for span in evidence):
            notes = (*notes, "repaired")
        return make_fact(self.document.id, content, evidence, "rules", checks=checks, notes=notes)


def _joined_spans(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _spans(text: str, end_marks: re.Pattern[str]) -> tuple[Span, ...]:
    spans: list[Span] = []
    start = 0
    for end_mark in end_marks.finditer(text):
        end = end_mark.end() if end_mark[0][0] != "\n" else end_mark.start()
        if text[start:end].strip():
            spans.append(Span(start, end))
        start = end_mark.end()
    if text[start:].strip():
        spans.append(Span(start, len(text)))
    return tuple(spans)


@lru_cache(maxsize=1)
def _dated_head() -> re.Pattern[str]:
    return han_pattern(r"(?:发文日期|发布日期|发布时间|公布日期|日期|时间|date)[】\]:\s]{0,3}$", re.IGNORECASE)


def _own_date(reading: Reading, dated: list[DateMention]) -> DateMention | None:
    """The first of: a labelled date in the head, (日期…公布), the signature's date, any line that is a date alone."""
    text = reading.text
    if reading.is_statement:
        for mention in dated:
            if mention.end < 600 and _answered().match(text, mention.end):
                return mention
    if not reading.is_act:
        timed = [mention for mention in dated if mention.end <= 200 and _timed().match(text, mention.end)]
        if timed:
            return timed[0]
    for mention in dated:
        if _dated_head().search(text, max(0, mention.start - 12), mention.start):
            return mention
        if text[mention.start - 1 : mention.start] == "(" and _published_as_order().match(text, mention.end):
            return mention
    alone = [mention for mention in dated if _is_alone(reading, mention)]
    if reading.is_act:
        signed = [mention for mention in alone if _signed_above(reading, mention)]
        return signed[0] if signed else (alone[0] if alone else None)
    head = [mention for mention in dated if mention.end <= 200 and _is_head_stamp(reading, mention)]
    return head[0] if head else None


@lru_cache(maxsize=1)
def _timed() -> re.Pattern[str]:
    return re.compile(r"\s?[0-9]{1,2}:[0-9]{2}")


@lru_cache(maxsize=1)
def _answered() -> re.Pattern[str]:
    return han_pattern(r"[,]?(?:中国|大陆)?(?:商务部|外交部|海关总署)?(?:新闻)?发言人[^。;\n]{0,50}答记者问")


@lru_cache(maxsize=1)
def _published_as_order() -> re.Pattern[str]:
    return han_pattern(r"[^()\n]{0,40}(?:公布|发布)")


def _is_alone(reading: Reading, mention: DateMention) -> bool:
    line = reading.line_at(mention.start)
    return (
        not reading.text[line.start : mention.start].strip() and len(reading.text[mention.end : line.end].strip()) <= 6
    )


def _signed_above(reading: Reading, mention: DateMention) -> bool:
    """Whether the line above is an authority's signature."""
    line = reading.line_at(mention.start)
    above = reading.text[max(0, line.start - 40) : line.start]
    return any(max(0, line.start - 40) <= group.start < line.start for group in reading.issuers) or "代章" in above


def _is_head_stamp(reading: Reading, mention: DateMention) -> bool:
    line = reading.line_at(mention.start)
    text = reading.text
    timed = re.match(r"\s?(?:[0-9]{1,2}:[0-9]{2}|$|\n)", text[mention.end : line.end + 1])
    return bool(timed) or "来源" in text[line.start : line.end]
