"""Entities put on lists, taken off them, or named among those that a measure pauses for (列入清单).

Only who is listed counts: not the employer of a listed manager, not a parent, not a firm under investigation. Where
an annex names the entities, the sentence that refers to it adds none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from workbench.facts.fact import Evidence, Fact, make_fact
from workbench.facts.kinds import Listing, ListName
from workbench.recognition.counts import entity_count_facts
from workbench.recognition.entities_annex import find_annex_entries
from workbench.recognition.entities_english import find_english_statements
from workbench.recognition.entities_measures import measures_of
from workbench.recognition.entities_names import NameMention, find_names
from workbench.recognition.entities_phrases import ListingAction, ListingPhrase, find_phrases
from workbench.recognition.entities_tables import find_listing_rows
from workbench.recognition.jurisdictions import PLACE, place_of
from workbench.recognition.reading import Reading
from workbench.text import fold_script, han_pattern, parse_integer

_PARENT = han_pattern(
    r"(?P<parent>[\u4e00-\u9fff·A-Za-z ]{2,20}?(?:株式会社|公司|集团))(?:的|及其)?(?:[0-9一二两三四五六七八九十]+家)?[\u4e00-\u9fff]{0,4}"
    r"(?:相关)?(?<!电)子公司"
)
_LONGEST_HEADING = 80
_LONGEST_BARE_NAME = 5
_POST_BEFORE = han_pattern(
    "(?:议员|主席|总裁|主任|部长|议长|所长|院长|会长|董事长|首席执行官|创始人|负责人|教授|学者)$"
)
# 8家台湾企业, before the names of all of them.
_COUNTED = han_pattern("(?P<number>[0-9一二两三四五六七八九十廿]+)[家间个][\u4e00-\u9fff]{0,8}?(?:实体|企业|公司|机构)")
_COUNTED_NEAR = 400
_FEWEST_COUNTED = 3
_LONGEST_COUNTED = 20
_NAME_MARKS = re.compile(r"[\s·•・‧.,&'\"“”\-]+")


@dataclass(frozen=True, slots=True)
class EntityMention:
    """An entity that a statement about a list names; offsets of the normal text, gloss in brackets included."""

    start: int
    end: int
    name: NameMention
    individual: bool
    list: ListName
    action: ListingAction
    phrase: ListingPhrase | None


@dataclass(frozen=True, slots=True)
class Entities:
    """What a document says of lists: the statements, and the entities they name, each once per list and act."""

    phrases: tuple[ListingPhrase, ...]
    mentions: tuple[EntityMention, ...]


def entity_facts(reading: Reading, entities: Entities | None = None) -> Iterable[Fact]:
    """A listing for every entity that is named, and a count for every number of entities that is stated.

    `entities` spares finding them again.
    """
    entities = entities or find_entities(reading)
    return chain(_listing_facts(reading, entities.mentions), entity_count_facts(reading, entities.phrases))


def find_entities(reading: Reading) -> Entities:
    """The statements about lists, and the entities named in them, in order of the text."""
    phrases = find_phrases(reading.normal)
    return Entities(phrases, _entities(reading, phrases))


def _entities(reading: Reading, found: tuple[ListingPhrase, ...]) -> tuple[EntityMention, ...]:
    phrases = [phrase for phrase in found if not reading.is_caption(phrase.start)]
    annexed = list(_annexed(reading, phrases))
    phrased = _without_headings(reading, list(_in_phrases(reading, phrases, {mention.list for mention in annexed})))
    best: dict[tuple[str, str, str], EntityMention] = {}
    for mention in chain(annexed, phrased, _in_tables(reading), _in_english(reading)):
        key = (_same_name(mention.name), mention.list, mention.action)
        known = best.get(key)
        if known is None or (known.name.name_original is None and mention.name.name_original is not None):
            best[key] = mention
    return tuple(sorted(best.values(), key=lambda mention: mention.start))


def _annexed(reading: Reading, phrases: list[ListingPhrase]) -> Iterator[EntityMention]:
    """Entities of an annex, each with the statement that refers to it."""
    for entry in find_annex_entries(reading):
        fitting = [
            phrase for phrase in phrases if phrase.list is not None and phrase.list == (entry.list or phrase.list)
        ]
        referring = [phrase for phrase in fitting if phrase.annexed] or fitting
        phrase = referring[-1] if referring else None
        list_name = entry.list or (phrase.list if phrase else None)
        if list_name is None or (phrase is None and not reading.is_act):
            continue
        action = phrase.action if phrase else "add"
        yield EntityMention(entry.name.start, entry.name.end, entry.name, entry.individual, list_name, action, phrase)


def _in_phrases(reading: Reading, phrases: list[ListingPhrase], in_annex: set[ListName]) -> Iterator[EntityMention]:
    """Entities that statements name themselves; not where an annex of that list names them."""
    for phrase in phrases:
        if phrase.list is None or (phrase.list in in_annex and (phrase.annexed or reading.is_act)):
            continue
        names = find_names(reading.normal, phrase.names_start, phrase.names_end)
        counted = _as_many_as_counted(reading, phrase, names)
        for name in names:
            if (
                name.certain
                or counted
                or (not phrase.strict and phrase.list != "foreign" and _bare_name_allowed(phrase))
            ):
                individual = name.individual or (phrase.people and not name.certain)
                yield EntityMention(name.start, name.end, name, individual, phrase.list, phrase.action, phrase)


def _as_many_as_counted(reading: Reading, phrase: ListingPhrase, names: tuple[NameMention, ...]) -> bool:
    """Whether an enumeration has just as many parts as were counted before it: then each is a name, whatever its form."""
    if len(names) < _FEWEST_COUNTED or any(name.end - name.start > _LONGEST_COUNTED for name in names):
        return False
    counts = list(_COUNTED.finditer(reading.text, max(0, phrase.start - _COUNTED_NEAR), phrase.names_start))
    return bool(counts) and parse_integer(counts[-1]["number"]) == len(names)


def _without_headings(reading: Reading, phrased: list[EntityMention]) -> list[EntityMention]:
    """Not those of a heading, which shortens the names, where the text below names entities of that list too."""
    headings = [_in_heading(reading, mention) for mention in phrased]
    below = {(mention.list, mention.action) for mention, heading in zip(phrased, headings, strict=True) if not heading}
    return [
        mention
        for mention, heading in zip(phrased, headings, strict=True)
        if not heading or (mention.list, mention.action) not in below
    ]


def _in_heading(reading: Reading, mention: EntityMention) -> bool:
    line = reading.line_at(mention.start)
    short = line.end - line.start <= _LONGEST_HEADING and reading.text[line.end - 1] not in "。!?;:,"
    return short and mention.name.name_original is None and not reading.is_row(mention.start)


def _in_tables(reading: Reading) -> Iterator[EntityMention]:
    """Entities that rows of tables name beside their list."""
    for row in find_listing_rows(reading):
        if row.name is not None:
            phrase = ListingPhrase(
                row.span.start, row.span.end, row.name.start, row.name.end, row.span.start, row.list, "add", True, False
            )
            yield EntityMention(row.name.start, row.name.end, row.name, False, row.list, "add", phrase)


def _in_english(reading: Reading) -> Iterator[EntityMention]:
    """Entities that statements in English name."""
    for statement in find_english_statements(reading.normal):
        phrase = ListingPhrase(
            statement.start, statement.end, statement.start, statement.verb_start, statement.verb_start,
            statement.list, statement.action, True, False,
        )  # fmt: skip
        for name in statement.names:
            yield EntityMention(name.start, name.end, name, name.individual, statement.list, statement.action, phrase)


def _bare_name_allowed(phrase: ListingPhrase) -> bool:
    """A name without any mark of a name counts only right behind 将 or 对, in a short enumeration."""
    return phrase.people or phrase.names_end - phrase.names_start <= 60


def _same_name(name: NameMention) -> str:
    written = name.name_zh or name.name_original or ""
    folded = _NAME_MARKS.sub("", fold_script(written)).casefold()
    return re.sub(rf"^(?:{PLACE})(?=.{{3}})", "", folded)


def _listing_facts(reading: Reading, mentions: tuple[EntityMention, ...]) -> Iterator[Fact]:
    for mention in mentions:
        content = _listing(reading, mention)
        if content is not None:
            yield make_fact(reading.document.id, content, _evidence(reading, mention), "rules")


def _listing(reading: Reading, mention: EntityMention) -> Listing | None:
    actor = _actor(reading, mention)
    if actor is None:
        return None
    phrase = mention.phrase
    position = max(phrase.verb_start, phrase.names_start) if phrase else mention.start
    acts_on = mention.action == "add"
    instrument = reading.instrument_at(position)
    return Listing(
        instrument=instrument if acts_on else None,
        by=None if acts_on else instrument,
        list=mention.list,
        action=mention.action,
        name_zh=mention.name.name_zh,
        name_original=mention.name.name_original,
        parent=_parent(reading, mention),
        entity_type="individual" if mention.individual or _known_by_post(reading, mention) else "organization",
        jurisdiction=_jurisdiction(reading, mention),
        measures=measures_of(reading, position) if acts_on and mention.list != "foreign" else (),
        actor=actor,
    )


def _actor(reading: Reading, mention: EntityMention) -> str | None:
    """Chinese lists are China's; for a foreign list the side that acts, None where the text does not say."""
    if mention.list != "foreign":
        return "CN"
    actor = reading.actor_at(mention.phrase.verb_start if mention.phrase else mention.start)
    return actor if actor != "CN" else None


def _jurisdiction(reading: Reading, mention: EntityMention) -> str | None:
    """From the words before the name, or those that count the group (等4家美国企业)."""
    text = reading.text
    phrase = mention.phrase
    before = text[max(0, mention.start - 6) : mention.start]
    direct = place_of(before) if re.search(rf"(?:{PLACE})[“「]?$", before) else None
    if direct or phrase is None:
        return direct
    return place_of(text[phrase.names_start : phrase.verb_start][-24:])


def _known_by_post(reading: Reading, mention: EntityMention) -> bool:
    """Whether a bare name stands behind a post elsewhere (日本参议员石平…对石平采取措施)."""
    name = mention.name
    if name.certain or name.name_zh is None or not 2 <= len(name.name_zh) <= _LONGEST_BARE_NAME:
        return False
    folded = fold_script(name.name_zh)
    return any(
        _POST_BEFORE.search(reading.text, max(0, at.start() - 8), at.start())
        for at in re.finditer(re.escape(folded), reading.text)
    )


def _parent(reading: Reading, mention: EntityMention) -> str | None:
    """The firm whose subsidiaries are listed (韩华海洋株式会社5家美国相关子公司…)."""
    phrase = mention.phrase
    if phrase is None:
        return None
    match = _PARENT.search(reading.text, phrase.names_start, min(phrase.names_end, mention.start))
    return reading.normal.quote(match.start("parent"), match.end("parent")) if match else None


def _evidence(reading: Reading, mention: EntityMention) -> tuple[Evidence, ...]:
    phrase = mention.phrase
    spans = [(mention.start, mention.end)]
    if phrase is not None:
        spans.append((min(phrase.verb_start, phrase.end - 1), phrase.end))
    return reading.evidence(*spans, *reading.number_in_cut_row(mention.start))
