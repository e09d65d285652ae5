"""Acts that a document is or tells of → announcement facts: number, title, issuers, category, day of publication."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from workbench.facts.base import Category
from workbench.facts.fact import Check, Fact
from workbench.facts.kinds import Announcement
from workbench.facts.references import title_key
from workbench.recognition.dates import DateMention
from workbench.recognition.issuers import IssuerGroup
from workbench.recognition.numbered import ReferenceMention
from workbench.recognition.reading import Reading, Span
from workbench.recognition.subjects import is_act_title
from workbench.recognition.titles import TitleMention
from workbench.text import han_pattern, normalize

_LONGEST_GAP = 60


@lru_cache(maxsize=1)
def _other_event() -> re.Pattern[str]:
    """Between a date and an act: words by which the date is not that of publication."""
    return han_pattern(
        "起|至|暂停|停止|取消|恢复|实施|施行|生效|废止|截至|以来|之后|之前|此前|成稿|执行|依据|根据|按照|(?<!相)继"
    )


@lru_cache(maxsize=1)
def _publishes() -> re.Pattern[str]:
    return han_pattern("发布|发佈|公布|出台|印发|连发|再发|刊发|颁布|下发|对外发|发出|推出")


@lru_cache(maxsize=1)
def _publishes_next() -> re.Pattern[str]:
    return han_pattern(r"[)》]*[,、]?(?:公布|发布|将|对|决定|宣布|明确|规定)")


@lru_cache(maxsize=1)
def _published_behind() -> re.Pattern[str]:
    """商務部公告2025年第61號（2025年10月9日發布）, …於2025年10月9日發布."""
    return han_pattern(r"[)》]*(?:,?(?:已|由[^,。;]{2,16})?于|\()$")


@lru_cache(maxsize=1)
def _unnumbered() -> re.Pattern[str]:
    """An authority that publishes something which the text does not number."""
    return han_pattern(
        r"(?:等部门|等)?(?:网站)?(?:[^,。;\n]{0,6}?)(?:发布|发佈|连发|再发|公布|出台|对外发布|宣布)(?:了)?"
        r"(?:(?!号)[^,。;\n《》]){0,24}?(?P<what>公告|决定|部令|通知|通告)(?![0-9第〔(])"
    )


@lru_cache(maxsize=1)
def _changes_status() -> re.Pattern[str]:
    return han_pattern("(?:继续)?暂停|停止|取消|恢复|废止")


@lru_cache(maxsize=1)
def _categories() -> tuple[tuple[Category, re.Pattern[str]], ...]:
    """In the order of trial: the first whose words stand in the title or the sentence counts."""
    return (
        ("policy_guidance", han_pattern("答记者问|发言人|指南|指引|解读|问答|海关质疑|征求意见")),
        ("enforcement_action", han_pattern("(?:不可靠实体|管控名单|关注名单|反制)|反制措施|制裁|列入[^。]{0,20}(?:名单|清单)|处罚|专项行动")),
        ("international_cooperation", han_pattern("会谈|磋商|会晤|对话|联合声明")),
        ("controlled_item_change", han_pattern("实施(?:临时)?出口管制|出口管制措施|物项|技术(?:出口)?|暂停实施|管制清单|目录")),
        ("regulation_update", han_pattern("法|条例|办法|规定|细则|许可证")),
    )  # fmt: skip


def categorize(normal_text: str) -> Category | None:
    """The category that the words of a title or sentence (normal text) point to, None where they point to none."""
    return next((category for category, words in _categories() if words.search(normal_text)), None)


def _category_told(reading: Reading, act: _Act, sentence: Span) -> Category | None:
    """The category of an act that an article tells of: by its title, else by what the sentence says behind it."""
    if act.title:
        return categorize(normalize(act.title).text)
    if act.key is not None:
        return categorize(reading.text[act.start : sentence.end])
    return categorize(reading.text[sentence.start : sentence.end])


@dataclass(frozen=True, slots=True)
class _Act:
    """An act as a passage names it."""

    start: int
    end: int
    phrase_start: int
    key: str | None
    number_text: str | None
    title: str | None


def announcement_facts(reading: Reading) -> Iterator[Fact]:
    """Every act of the document: its own, numbered and titled ones that it tells of, and those without either."""
    own = own_announcement(reading)
    if own is not None:
        yield own
    yield from _telling_more((*_named_acts(reading), *_unnamed_acts(reading)))


def _telling_more(facts: Iterable[Fact]) -> Iterator[Fact]:
    """Of several facts about one act those that say something which no fuller one says."""
    said = [(fact, _said(fact)) for fact in facts]
    for index, (fact, values) in enumerate(said):
        fuller = (
            values < other or (values == other and position < index)
            for position, (_, other) in enumerate(said)
            if position != index
        )
        if not any(fuller):
            yield fact


def _said(fact: Fact) -> frozenset[tuple[str, object]]:
    fields = fact.content.model_dump(include={"instrument", "title", "issuers", "published"})
    return frozenset((name, value) for name, value in fields.items() if value)


def own_announcement(reading: Reading) -> Fact | None:
    """The act that the document is the text of, or the answer that it is where the answer changes a status."""
    if not (reading.is_act or (reading.is_statement and _states_change(reading))):
        return None
    number, group, dated = reading.own_reference, own_issuers(reading), _stated_day(reading)
    spans = [(part.start, part.end) for part in (number, group, dated) if part is not None]
    titled = _title_span(reading)
    if titled is not None:
        spans.append(titled)
    if not spans:
        return None
    content = Announcement(
        instrument=reading.speaking_key,
        number_text=reading.normal.quote(number.start, number.end) if number else None,
        title=reading.normal.quote(*titled) if titled else None,
        issuers=issuer_names(reading, group),
        category=categorize(reading.title.text or reading.text[:300]),
        published=dated.value if dated else None,
    )
    return reading.fact(content, spans, checks=_checks(number, dated))


def own_issuers(reading: Reading) -> IssuerGroup | None:
    """The authorities of the document's own act: in its number, else in its head, else in its signature."""
    number = reading.own_reference
    if number is not None:
        inside = [group for group in reading.issuers if number.start <= group.start < number.end]
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
    return bool(_changes_status().search(reading.title.text)) or any(
        _changes_status().search(reading.text, *_range(reading.sentence_at(mention.start)))
        for mention in reading.references
        if reading.actor_at(mention.start) == "CN"
    )


def _range(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _stated_day(reading: Reading) -> DateMention | None:
    """Where the text itself gives its day of publication; a stored day that it contradicts counts for nothing."""
    stored = reading.document.published
    own = reading.own_date
    if own is not None and (stored is None or own.value == stored):
        return own
    return next((mention for mention in reading.dates if stored and _is_head_or_foot(reading, mention)), None)


def _is_head_or_foot(reading: Reading, mention: DateMention) -> bool:
    """A date that stands alone in its line and is the stored day."""
    line = reading.line_at(mention.start)
    return mention.value == reading.document.published and line.end - line.start <= 24


def _title_span(reading: Reading) -> tuple[int, int] | None:
    """Where the text repeats the document's title in its head."""
    title = reading.title.text.strip()
    at = reading.text.find(title, 0, 400) if len(title) >= 6 else -1
    return (at, at + len(title)) if at >= 0 else None


def _checks(number: ReferenceMention | None, dated: DateMention | None) -> tuple[Check, ...]:
    checks = []
    if number is not None:
        rule = None if number.year_from == "written" else f"year_from_{number.year_from or 'nowhere'}"
        checks.append(Check(field="instrument", verdict="derived" if rule else "verified", rule=rule))
    if dated is not None:
        plain = dated.resolved == "explicit"
        checks.append(
            Check(field="published", verdict="verified" if plain else "derived", rule=None if plain else dated.resolved)
        )
    return tuple(checks)


def _named_acts(reading: Reading) -> Iterator[Fact]:
    acts = sorted((*_numbers(reading), *_titles(reading)), key=lambda act: act[0].start)
    for act, number in acts:
        if act.key == reading.own_key and reading.is_act:
            continue
        line = reading.sentence_at(act.start)
        dated = None if reading.is_act else publication_day(reading, act.start, act.end)
        group = None if reading.is_act else _issuers_of(reading, act, line)
        spans = [(act.start, act.end)]
        spans += [(part.start, part.end) for part in (dated, group) if part is not None]
        content = Announcement(
            instrument=act.key,
            number_text=act.number_text,
            title=act.title,
            issuers=issuer_names(reading, group),
            category=_category_told(reading, act, line),
            published=dated.value if dated else None,
        )
        yield reading.fact(content, _spread(spans), checks=_checks(number, dated))


def _spread(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """One span where the parts stand close together, else each its own."""
    first, last = min(start for start, _ in spans), max(end for _, end in spans)
    return [(first, last)] if last - first <= _LONGEST_GAP * 2 else spans


def _numbers(reading: Reading) -> Iterator[tuple[_Act, ReferenceMention]]:
    for mention in reading.references:
        title = _title_beside(reading, mention)
        written = reading.normal.quote(mention.start, mention.end)
        yield (
            _Act(
                min(mention.start, title.start) if title else mention.start,
                max(mention.end, title.end) if title else mention.end,
                mention.phrase_start,
                mention.key,
                written,
                title.title if title else None,
            ),
            mention,
        )


def _title_beside(reading: Reading, mention: ReferenceMention) -> TitleMention | None:
    """《…的公告》（…第60號） and …第46號（《…的公告》）: number and title of one act."""
    for title in reading.titles:
        if 0 <= title.start - mention.end <= 1 and is_act_title(title.title):
            return title
        if 0 <= mention.start - title.end <= 1 and reading.text[title.end : title.end + 1] == "(":
            return title
    return None


def _titles(reading: Reading) -> Iterator[tuple[_Act, None]]:
    beside = {title for mention in reading.references if (title := _title_beside(reading, mention))}
    for title in reading.titles:
        if title in beside or not is_act_title(title.title):
            continue
        if reading.is_act:
            continue
        yield _Act(title.start, title.end, title.start, title_key(title.title), None, title.title), None


def publication_day(reading: Reading, start: int, end: int) -> DateMention | None:
    """The date in the sentence on which the act named at [start, end) was published, or None."""
    sentence = reading.sentence_at(start)
    before = [mention for mention in reading.dates_in(sentence.start, start) if mention.value]
    for mention in reversed(before):
        if mention.end > start:
            continue
        between = _without_titles(reading.text[mention.end : start])
        if len(between) > _LONGEST_GAP or _other_event().search(between):
            return None
        if "," in between.rpartition(_last_publishing(between))[2]:
            return None
        if _publishes().search(between) or _publishes_next().match(reading.text, end) or between.endswith("("):
            return mention
        return None
    for mention in reading.dates_in(end, sentence.end):
        between = reading.text[end : mention.start]
        after = reading.text[mention.end : mention.end + 4]
        if mention.value and _published_behind().fullmatch(between) and _publishes().match(after.lstrip("起正式")):
            return mention
        break
    return None


def _last_publishing(between: str) -> str:
    """The last word of publishing in a stretch; a comma behind it means that something else was published."""
    words = _publishes().findall(between)
    return words[-1] if words else between


def _without_titles(text: str) -> str:
    return re.sub("《[^《》]*》|[(][^()]*[)]", "", text)


def _issuers_of(reading: Reading, act: _Act, sentence: Span) -> IssuerGroup | None:
    """The authorities in the number itself, else the last ones before it in its sentence that publish it."""
    inside = [group for group in reading.issuers if act.phrase_start <= group.start < act.end]
    if inside:
        return inside[0]
    before = [
        group
        for group in reading.issuers
        if sentence.start <= group.start < act.start
        and not any(number.start <= group.start < number.end for number in reading.references)
        and _publishes().search(reading.text, group.end, act.start)
        and len(_without_titles(reading.text[group.end : act.start])) <= _LONGEST_GAP
    ]
    return before[-1] if before else None


def _unnamed_acts(reading: Reading) -> Iterator[Fact]:
    """10月9日商務部連發多個公告: published, by whom, without number or title."""
    if reading.is_act:
        return
    for group in reading.issuers:
        act = _unnumbered().match(reading.text, group.end)
        if act is None or reading.is_caption(group.start) or reading.actor_at(group.start) != "CN":
            continue
        sentence = reading.sentence_at(group.start)
        dated = [mention for mention in reading.dates_in(sentence.start, group.start) if mention.value]
        if not dated or len(reading.text[dated[-1].end : group.start]) > 24:
            continue
        between = reading.text[dated[-1].end : group.start]
        if _other_event().search(between):
            continue
        content = Announcement(
            issuers=issuer_names(reading, group),
            category=categorize(reading.text[sentence.start : sentence.end]),
            published=dated[-1].value,
        )
        yield reading.fact(content, [(dated[-1].start, act.end())], checks=_checks(None, dated[-1]))
