"""The act that a document is, and those it reports → announcement facts: number, title, issuers, category, day."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TypeAlias

from workbench.facts.base import Category
from workbench.facts.fact import Check, Fact
from workbench.facts.kinds import Announcement
from workbench.recognition.act_categories import ActCategories
from workbench.recognition.act_titles import ActTitle
from workbench.recognition.actors import actor_at, find_actors
from workbench.recognition.categories import categorize, category_check
from workbench.recognition.date_checks import check_date
from workbench.recognition.dates import DateMention
from workbench.recognition.issuers import IssuerGroup
from workbench.recognition.numbered import find_references
from workbench.recognition.numbered_context import ReferenceMention
from workbench.recognition.publication import (
    MEASURES,
    published_without_authority,
    publishing_group,
    unnumbered_publications,
)
from workbench.recognition.publication_days import counted_day, inferred_day, publication_day
from workbench.recognition.reading import REPOSTED_DAYS, Reading, Span
from workbench.text import han_pattern

_LONGEST_SPAN = 120
_LONGEST_HEAD = 600
_OPENING_MARKS = '《「『“"('


@lru_cache(maxsize=1)
def _states_measures() -> re.Pattern[str]:
    return han_pattern("(?:暂停|停止|恢复|取消)(?:实施|执行)?[^。;?,\n]{0,60}(?:措施|公告|号)(?![^。;\n]{0,30}请问)")


@lru_cache(maxsize=1)
def _states_decision() -> re.Pattern[str]:
    """China decides on a list or a control, in the answer and not in the question."""
    return han_pattern(
        rf"(?:决定|发布公告|会同[^。;\n]{{2,30}}发布)(?::\s*)?[^。;?\n]{{0,80}}"
        rf"(?:列入|实施|采取|加强|禁止(?=[^。;?\n]{{0,120}}入境))[^。;?\n]{{0,24}}(?:{MEASURES}|)(?![^。;\n]{{0,30}}请问)"
    )


@lru_cache(maxsize=1)
def _changes_status() -> re.Pattern[str]:
    return han_pattern("(?:继续)?暂停|停止|取消|恢复|废止")


@dataclass(frozen=True, slots=True)
class _Act:
    """An act as a passage names it."""

    start: int
    end: int
    phrase_start: int
    key: str | None
    number_text: str | None
    title: str | None


_Values: TypeAlias = frozenset[tuple[str, object]]
"""What a fact says of its act, field by field."""


def announcement_facts(reading: Reading) -> Iterator[Fact]:
    """Every act of the document: its own, those it names by number or title, and those it reports without either."""
    own = own_announcement(reading)
    if own is not None:
        yield own
    categories = ActCategories(reading)
    yield from _fullest((*_named_acts(reading, categories), *_unnamed_acts(reading, categories)))


def _fullest(facts: Iterable[Fact]) -> Iterator[Fact]:
    """Of several facts about one act, those that no other fact contains in full."""
    first: dict[_Values, Fact] = {}
    for fact in facts:
        first.setdefault(_stated_values(fact), fact)
    saying: dict[tuple[str, object], list[_Values]] = defaultdict(list)
    for values in first:
        for value in values:
            saying[value].append(values)
    for values, fact in first.items():
        # What is fuller says the rarest value too: a number is said by few, an authority by all.
        candidates = min((saying[value] for value in values), key=len, default=list(first))
        if not any(values < other for other in candidates):
            yield fact


def _stated_values(fact: Fact) -> _Values:
    fields = fact.content.model_dump(include={"instrument", "title", "issuers", "published", "source_url"})
    return frozenset((name, value) for name, value in fields.items() if value)


def own_announcement(reading: Reading) -> Fact | None:
    """The act that the document is the text of, or the answer that it is where the answer changes a status."""
    if not (reading.is_act or (reading.is_statement and _states_change(reading))):
        return None
    untitled = _number_as_title(reading)
    number = reading.own_reference or untitled
    group, dated = own_issuers(reading), _stated_day(reading)
    spans = [(part.start, part.end) for part in (number, group, dated) if part is not None]
    promulgated = _promulgated(reading)
    beside = _title_beside_number(reading)
    titled = promulgated or (None if untitled else _title_span(reading)) or beside
    if titled is not None:
        spans.append(titled)
    if not spans:
        return None
    named = ("" if untitled else reading.title.text) or (reading.text[slice(*beside)] if beside is not None else "")
    category = _of_law(reading, promulgated) if promulgated else categorize(named or reading.text[:300])
    content = Announcement(
        instrument=reading.speaking_key,
        number_text=reading.normal.quote(number.start, number.end) if number else None,
        title=reading.normal.quote(*titled) if titled else None,
        issuers=issuer_names(reading, group),
        category=category[0] if category else None,
        published=dated.value if dated else None,
    )
    return reading.fact(content, spans, checks=(*_checks(number, dated), *category_check(category)))


def own_issuers(reading: Reading) -> IssuerGroup | None:
    """The authorities of the document's own act: in its number, else in its head, else in its signature."""
    number = reading.own_reference
    if number is not None:
        inside = reading.issuers_in(number.start, number.end)
        if inside:
            return inside[0]
    signed = [group for group in reading.issuers if _is_signature(reading, group)]
    head = [group for group in reading.issuers if group.end <= 160]
    if reading.is_statement:
        return head[0] if head else None
    return signed[-1] if signed else (head[0] if head else None)


def _is_signature(reading: Reading, group: IssuerGroup) -> bool:
    line = reading.line_at(group.start)
    return line.end - line.start <= group.end - group.start + 8 and group.start - line.start <= 2


def issuer_names(reading: Reading, group: IssuerGroup | None) -> tuple[str, ...]:
    """The names of a group as the source writes them."""
    return tuple(reading.normal.quote(*span) for span in group.spans) if group is not None else ()


def _states_change(reading: Reading) -> bool:
    titled = _changes_status().search(reading.title.text)
    if titled is not None and actor_at(find_actors(reading.title.text), titled.start()) == "CN":
        return True
    stated = (*_states_measures().finditer(reading.text), *_states_decision().finditer(reading.text))
    return any(reading.actor_at(change.start()) == "CN" for change in stated)


def _stated_day(reading: Reading) -> DateMention | None:
    """Where the text itself gives its day of publication; a stored day that it contradicts counts for nothing."""
    stored = reading.document.published
    own = reading.own_date
    if own is not None and reading.is_statement and _is_posting(reading, own):
        return None
    if own is not None and (stored is None or own.value == stored or reading.is_statement or _reposted(own, stored)):
        return own
    return next((mention for mention in reading.dates if stored and _is_head_or_foot(reading, mention)), None)


@lru_cache(maxsize=1)
def _posting_source() -> re.Pattern[str]:
    return han_pattern(r"来源[:|]\s?(?!(?:中华人民共和国)?(?:商务部|外交部|海关总署|国务院))[^\s:|]{2,20}")


def _is_posting(reading: Reading, own: DateMention) -> bool:
    """Whether a day stands in a line with another's name as source: it is that of the page, not of the answer."""
    line = reading.line_at(own.start)
    return _posting_source().search(reading.text, line.start, line.end) is not None


def _reposted(own: DateMention, stored: date) -> bool:
    """Whether the stored day is that of a page that repeats the act some days later."""
    return own.value is not None and 0 < (stored - own.value).days <= REPOSTED_DAYS


def _is_head_or_foot(reading: Reading, mention: DateMention) -> bool:
    """A date that stands alone in its line and is the stored day."""
    line = reading.line_at(mention.start)
    return mention.value == reading.document.published and line.end - line.start <= 24


def _title_span(reading: Reading) -> tuple[int, int] | None:
    """Where the text repeats the document's title in its head."""
    if reading.act_heading is not None and not reading.own_reference:
        return reading.act_heading.start, reading.act_heading.end
    title = reading.title.text.strip()
    at = reading.text.find(title, 0, 400) if len(title) >= 6 else -1
    return (at, at + len(title)) if at >= 0 else None


def _number_as_title(reading: Reading) -> ReferenceMention | None:
    """Where the text first repeats the document's title, if that is nothing but the number of its act."""
    title = reading.title.text
    named = find_references(reading.title, year=reading.document.year)
    if len(named) != 1 or title[: named[0].start].strip() or title[named[0].end :].strip():
        return None
    return next((mention for mention in reading.references if mention.key == named[0].key), None)


@lru_cache(maxsize=1)
def _promulgates() -> re.Pattern[str]:
    return han_pattern(r"(?:已|业)经?[^。;\n]{0,60}现(?:予|将)?(?:以)?(?:公布|发布)")


def _promulgated(reading: Reading) -> tuple[int, int] | None:
    """The title, without its marks, of the law or regulation that an order promulgates in its head."""
    number = reading.own_reference
    if number is None or number.number.type != "order":
        return None
    for title in reading.titles_in(number.end, number.end + _LONGEST_HEAD):
        if reading.law_named(title) is not None and _promulgates().match(reading.text, title.end):
            return title.start + 1, title.end - 1
    return None


def _title_beside_number(reading: Reading) -> tuple[int, int] | None:
    """The title, without its marks, that stands beside the document's own number: …公告2031年第39号(关于…的公告)."""
    for act in reading.act_titles_in(0, reading.own_reference.end + 8) if reading.own_reference else ():
        if act.number is reading.own_reference:
            marked = reading.text[act.start] in _OPENING_MARKS
            return (act.start + 1, act.end - 1) if marked else (act.start, act.end)
    return None


def _of_law(reading: Reading, title: tuple[int, int]) -> tuple[Category, str]:
    """What promulgates a law or regulation updates regulation, whatever that is about: the reason is its last word."""
    return "regulation_update", reading.text[title[1] - 2 : title[1]]


def _checks(number: ReferenceMention | None, dated: DateMention | None) -> tuple[Check, ...]:
    checks = []
    if number is not None:
        rule = None if number.year_from == "written" else f"year_from_{number.year_from or 'nowhere'}"
        checks.append(Check(field="instrument", verdict="derived" if rule else "verified", rule=rule))
    return (*checks, *check_date("published", dated))


def _named_acts(reading: Reading, categories: ActCategories) -> Iterator[Fact]:
    acts = sorted((*_numbers(reading), *_titles(reading), *_laws(reading)), key=lambda act: act[0].start)
    for act, number in acts:
        if act.key == reading.own_key and reading.is_act:
            continue
        dated, rule = (None, None) if reading.is_act else _published_day(reading, act, number)
        group = None if reading.is_act else publishing_group(reading, act.phrase_start, act.start, act.end)
        spans = [(act.start, act.end)]
        spans += [(part.start, part.end) for part in (dated, group) if part is not None]
        listed = number is not None and _listed_with_others(reading, number)
        address = None if listed else reading.address_behind(act.end)
        category = categories.of(act.key, act.title, Span(act.start, act.end))
        content = Announcement(
            instrument=act.key,
            number_text=act.number_text,
            title=act.title,
            issuers=issuer_names(reading, group),
            category=category[0] if category else None,
            published=dated.value if dated else None,
            source_url=address[0] if address else None,
        )
        checks = _checks(number, dated)
        if rule is not None:
            checks = (*(one for one in checks if one.field != "published"), _inferred(rule))
        yield reading.fact(
            content, [*_spread(spans), *([address[1]] if address else [])], checks=(*checks, *category_check(category))
        )


def _listed_with_others(reading: Reading, number: ReferenceMention) -> bool:
    """Whether a number is one of several in a phrase: the footnote behind the last is not that act's alone."""
    return len(reading.references_of_phrase(number.phrase_start)) > 1


def _published_day(
    reading: Reading, act: _Act, number: ReferenceMention | None
) -> tuple[DateMention | None, str | None]:
    """The day on which an act was published, and the name of the rule where it was inferred; None for what is unknown."""
    dated = publication_day(reading, act.start, act.end)
    if dated is not None:
        return dated, None
    if number is None:
        return (act.key and act.key.startswith("title/") and counted_day(reading, act.start)) or (None, None)
    inferred = inferred_day(reading, act.start, act.end)
    if inferred is None or inferred[0].year != number.number.year:
        return None, None
    return inferred


def _inferred(rule: str) -> Check:
    return Check(field="published", verdict="derived", rule=rule)


def _spread(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """One span where the parts stand close together, else each its own."""
    first, last = min(start for start, _ in spans), max(end for _, end in spans)
    return [(first, last)] if last - first <= _LONGEST_SPAN else spans


def _numbers(reading: Reading) -> Iterator[tuple[_Act, ReferenceMention]]:
    beside: dict[ReferenceMention, ActTitle] = {title.number: title for title in reading.act_titles if title.number}
    for mention in reading.references:
        title = beside.get(mention)
        start = min(mention.start, title.start) if title else mention.start
        end = max(mention.end, title.end) if title else mention.end
        written = reading.normal.quote(mention.start, mention.end)
        yield _Act(start, end, mention.phrase_start, mention.key, written, title.title if title else None), mention


def _titles(reading: Reading) -> Iterator[tuple[_Act, None]]:
    if reading.is_act:
        return
    for title in reading.act_titles:
        if title.number is None:
            yield _Act(title.start, title.end, title.start, title.key, None, title.title), None


@lru_cache(maxsize=1)
def _publishes_law() -> re.Pattern[str]:
    return han_pattern(
        "(?:发布|发佈|公布|公佈|印发|出台|颁布)了?(?:新版|新修订的?|修订后的|最新的?|[0-9]{4}年度?的?)?$"
    )


def _laws(reading: Reading) -> Iterator[tuple[_Act, None]]:
    """Laws, regulations and lists that an article says an authority of China's published."""
    if reading.is_act:
        return
    titled = {title.start for title in reading.act_titles}
    for title in reading.titles:
        before = _publishes_law().search(reading.text, max(0, title.start - 12), title.start)
        key = reading.law_named(title)
        if before is None or title.start in titled or key is None:
            continue
        published = publishing_group(reading, title.start, title.start, title.end) is not None
        if published and reading.actor_at(title.start) == "CN" and not reading.is_caption(title.start):
            in_full = reading.named_in_full(title) is title
            yield _Act(title.start, title.end, title.start, key, None, title.title if in_full else None), None


def _unnamed_acts(reading: Reading, categories: ActCategories) -> Iterator[Fact]:
    """Acts of which an article reports only the issuer and the day."""
    if reading.is_act:
        return
    for publication in unnumbered_publications(reading):
        category = _category_of_unnamed(reading, categories, publication.start, publication.end)
        content = Announcement(
            issuers=issuer_names(reading, publication.group),
            category=category[0] if category else None,
            published=publication.dated.value if publication.dated else None,
        )
        checks = (*_checks(None, publication.dated), *category_check(category))
        yield reading.fact(content, [(publication.start, publication.end)], checks=checks)
    yield from _signed_acts(reading)
    for start, end, dated in published_without_authority(reading):
        category = _category_of_unnamed(reading, categories, start, end)
        content = Announcement(category=category[0] if category else None, published=dated.value)
        yield reading.fact(content, [(start, end)], checks=(*_checks(None, dated), *category_check(category)))


def _category_of_unnamed(
    reading: Reading, categories: ActCategories, start: int, end: int
) -> tuple[Category, str] | None:
    """By its sentence; what a spokesperson announces is an answer, anything else an act, whatever talks it came after."""
    spoken = _spoken().search(reading.text, start, end) is not None
    return categories.of_passage(reading.sentence_at(start), not spoken)


@lru_cache(maxsize=1)
def _spoken() -> re.Pattern[str]:
    return han_pattern("发言人")


def _signed_acts(reading: Reading) -> Iterator[Fact]:
    """An act that an article repeats in full, down to the signature and its date, each in a line of its own."""
    for group in reading.issuers:
        line = reading.line_at(group.start)
        dated = next(iter(reading.dates_in(line.end, line.end + 3)), None)
        if dated is None or not dated.value or not _is_signature(reading, group):
            continue
        below = reading.line_at(dated.start)
        if below.end - dated.end <= 2:
            content = Announcement(issuers=issuer_names(reading, group), published=dated.value)
            yield reading.fact(content, [(group.start, dated.end)], checks=_checks(None, dated))
