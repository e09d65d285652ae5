"""Which instruments a report speaks of: by number in any short form, by range, by title, by its words, by who is listed."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

from workbench.facts.kinds import Listing, ListName
from workbench.facts.references import Number, parse_key
from workbench.recognition import DateMention, ReferenceMention, find_dates, find_references, find_titles
from workbench.resolution.aliases import core_title
from workbench.text import NormalText, fold_script, han_pattern
from workbench.verification.forms import normal_form
from workbench.verification.known import Known, Notice, is_numbered
from workbench.verification.listed import SHORTEST_NAME, lists_in, short_names
from workbench.verification.markdown import Report, Unit
from workbench.verification.wording import CHANGE

How = Literal["number", "range", "title", "words", "entity", "notice"]

_SHORT = han_pattern(
    r"(?P<type>公告|部令|令)?[(]?(?<![0-9月年.])(?P<di>第)?(?P<numbers>[0-9]{1,3}(?:号?[/、,和及与][第]?[0-9]{1,3})*)号(?P<after>公告|部令|令)?"
)
_RANGE = re.compile(r"号?[-–—~〜至到]第?")
_ENGLISH_LIST = re.compile(
    r"\b(?:Announcements?|Notices?|Nos?\.?)\s(?:Nos?\.?\s)?(?P<numbers>[0-9]{1,3}(?:\s?(?:[-–—]|,|and|to|,\sand)\s?[0-9]{1,3})+)",
    re.IGNORECASE,
)
_ENGLISH_RANGE = re.compile(r"([0-9]{1,3})\s?(?:[-–—]|to)\s?([0-9]{1,3})")
_MECHANISM = han_pattern("不可靠实体清单(?:工作机制)?[^,。;]{0,6}$")
_GENERIC = han_pattern(
    "中华人民共和国|公布|关于|加强|对|部分|相关|有关|物项|实施|出口管制|出口|管制|的|决定|公告|措施|及其|等|新"
)
_LIKE_ENOUGH, _CLEARLY = 0.5, 0.15
_MOST_IN_RANGE = 40
# Pairs of characters that any control may be about.
_COMMON_MATTERS = frozenset(map(fold_script, ("材料", "技术", "设备", "元素", "产品", "生产", "原材", "工艺", "制造")))


@dataclass(frozen=True, slots=True)
class Named:
    """Instruments that a text names at [start, end) of its normal text."""

    keys: tuple[str, ...]
    start: int
    end: int
    how: How


class Subjects:
    """Finds the instruments of a report's units."""

    def __init__(self, report: Report, known: Known, years: frozenset[int]) -> None:
        self.report = report
        self.known = known
        self.years = years
        self._named: dict[str, tuple[Named, ...]] = {}
        self._dated: dict[int, tuple[DateMention, ...]] = {}
        self._listed: dict[str, tuple[str, ...]] = {}
        self._link_titles()

    def named(self, text: str) -> tuple[Named, ...]:
        """Numbers, ranges and titles in a text, in order."""
        if text not in self._named:
            normal = normal_form(text)
            titles = list(self._titles(normal))
            numbers = [n for n in self._numbers(normal) if not any(t.start < n.start < t.end for t in titles)]
            found = [*numbers, *titles]
            self._named[text] = tuple(sorted(found, key=lambda named: (named.start, named.end)))
        return self._named[text]

    def keys_in(self, text: str) -> tuple[str, ...]:
        """Keys of the numbers and titles in a text."""
        return tuple(dict.fromkeys(key for named in self.named(text) for key in named.keys))

    def of(self, unit: Unit) -> tuple[str, ...]:
        """The instruments that a unit is about: those it names, else by its words or who is listed, else its context's."""
        own = self.own(unit)
        if own:
            return own
        for context in unit.context:
            keys = self.keys_in(context) or self.by_entity(context)
            if keys:
                return keys
        return ()

    def own(self, unit: Unit) -> tuple[str, ...]:
        """The instruments that the unit itself names."""
        name = unit.cell("name", "reference")
        keys = (self.keys_in(name.text) if name is not None else ()) or self.keys_in(unit.text)
        if keys:
            return keys
        if name is not None and CHANGE.search(normal_form(name.text).text):
            return ()  # an act without number that changes others: what is said of it is not said of them
        if name is not None:
            return self.by_entity(name.text) or self.by_words(name.text)
        return self.by_entity(unit.text)

    @cached_property
    def all_named(self) -> frozenset[str]:
        """Every instrument that the report names one by one, by number, title, words or who is listed; ranges left out."""
        found: set[str] = set()
        for unit in self.report.units:
            found.update(k for named in self.named(unit.text) if named.how != "range" for k in named.keys)
            found.update(self.by_entity(unit.text))
            found.update(notice.key for notice in self.notices_in(unit))
            name = unit.cell("name", "reference")
            if name is not None and not self.keys_in(name.text):
                found.update(self.by_words(name.text))
        return frozenset(found | {title for key in found if (title := self.known.linked(key))})

    @cached_property
    def ranges(self) -> tuple[tuple[Unit, Named], ...]:
        """Every range of numbers, with where it stands."""
        return tuple(
            (unit, named) for unit in self.report.units for named in self.named(unit.text) if named.how == "range"
        )

    # numbers

    def _numbers(self, normal: NormalText) -> Iterator[Named]:
        mentions = _references_in(normal.source)
        taken: list[tuple[int, int]] = []
        position = 0
        while position < len(mentions):
            first = mentions[position]
            last = mentions[position + 1] if position + 1 < len(mentions) else None
            if last is not None and _RANGE.fullmatch(normal.text[first.end : last.start]):
                yield self._range(first.number, last.number.number, first.start, last.end)
                taken.append((first.start, last.end))
                position += 2
                continue
            yield Named((self.key_of(first.number),), first.start, first.end, "number")
            taken.append((first.start, first.end))
            position += 1
        for named in (*self._short(normal), *self._english(normal)):
            if not any(start < named.end and named.start < end for start, end in taken):
                yield named

    def _short(self, normal: NormalText) -> Iterator[Named]:
        """第56號, 公告56/57/62號: the form that tables use."""
        for match in _SHORT.finditer(normal.text):
            if not (match["type"] or match["di"] or match["after"]):
                continue
            of_type = "order" if fold_script("令") in f"{match['type']}{match['after']}" else "announcement"
            authority = "UEL" if _MECHANISM.search(normal.text, 0, match.start()) else "MOFCOM"
            figures = [int(figure) for figure in re.findall(r"[0-9]+", match["numbers"])]
            keys = tuple(self.key_of(Number(authority, of_type, None, figure)) for figure in figures)
            yield Named(keys, match.start(), match.end(), "number")

    def _english(self, normal: NormalText) -> Iterator[Named]:
        for match in _ENGLISH_LIST.finditer(normal.text):
            ranged = _ENGLISH_RANGE.search(match["numbers"])
            singles = [int(figure) for figure in re.findall(r"[0-9]+", _ENGLISH_RANGE.sub("", match["numbers"]))]
            keys = tuple(self.key_of(Number("MOFCOM", "announcement", None, figure)) for figure in singles)
            if keys:
                yield Named(keys, match.start(), match.end(), "number")
            if ranged:
                first = Number("MOFCOM", "announcement", None, int(ranged[1]))
                yield self._range(first, int(ranged[2]), match.start(), match.end())

    def _range(self, first: Number, last: int, start: int, end: int) -> Named:
        members = range(first.number, min(last, first.number + _MOST_IN_RANGE) + 1)
        year = first.year or self._year_of(first)
        keys = tuple(self.key_of(Number(first.authority, first.type, year, number)) for number in members)
        return Named(keys, start, end, "range")

    def key_of(self, number: Number) -> str:
        """The key of a number; the year that a report leaves out is that which it gives elsewhere, else its period's."""
        if number.year is not None:
            return self.known.instruments.key(number.key)
        year = self._year_of(number)
        dated = Number(number.authority, number.type, year, number.number).key
        return self.known.instruments.key(dated)

    def _year_of(self, number: Number) -> int | None:
        same = (number.authority, number.type, number.number)
        for candidates in (self._spelled_years[same], self._known_years[same] & self.years, self._known_years[same]):
            if len(candidates) == 1:
                return next(iter(candidates))
        return None

    @cached_property
    def _spelled_years(self) -> dict[tuple[str, str, int], set[int]]:
        years: dict[tuple[str, str, int], set[int]] = defaultdict(set)
        for unit in self.report.units:
            for mention in _references_in(unit.text):
                if mention.number.year is not None:
                    years[mention.number.authority, mention.number.type, mention.number.number].add(mention.number.year)
        return years

    @cached_property
    def _known_years(self) -> dict[tuple[str, str, int], set[int]]:
        years: dict[tuple[str, str, int], set[int]] = defaultdict(set)
        for key in self.known.instruments.keys:
            number = parse_key(key)
            if number is not None and number.year is not None:
                years[number.authority, number.type, number.number].add(number.year)
        return years

    # titles and words

    def _titles(self, normal: NormalText) -> Iterator[Named]:
        for title in find_titles(normal):
            yield Named((self.known.instruments.key(f"《{title.title}》"),), title.start, title.end, "title")

    def by_words(self, text: str) -> tuple[str, ...]:
        """The one act whose title a name without number paraphrases: its words are most of the shorter of both."""
        words = content_words(text)
        if len(words) < 2:
            return ()
        law = self.known.instruments.key(text.strip())
        if law in self.known.instruments.statements and law.startswith("law/"):
            return (law,)
        scored = sorted(((_likeness(words, other), key) for key, other in self._title_words.items()), reverse=True)
        if not scored or scored[0][0] < _LIKE_ENOUGH:
            return ()
        if len(scored) > 1 and scored[0][0] - scored[1][0] < _CLEARLY:
            return ()
        return (scored[0][1],)

    @cached_property
    def _title_words(self) -> dict[str, frozenset[str]]:
        words = {}
        for key in self.known.instruments.keys:
            title = self.known.instruments.title(key)
            if title and not key.startswith("law/") and (found := content_words(title)):
                words[key] = found
        return words

    def _link_titles(self) -> None:
        """Number -> act known by title alone, where the report's own words for the number paraphrase that title."""
        told: dict[str, Counter[str]] = defaultdict(Counter)
        for unit in self.report.units:
            for key, words in self._words_beside(unit):
                if self.known.instruments.title(key) is None:
                    for title in self.by_words(words):
                        if title.startswith("title/"):
                            told[key][title] += 1
        chosen = {key: counted.most_common(1)[0][0] for key, counted in told.items()}
        shared = Counter(chosen.values())
        for key, title in chosen.items():
            if shared[title] == 1:
                self.known.link(key, title)

    def _words_beside(self, unit: Unit) -> Iterator[tuple[str, str]]:
        """第57號（五種中重稀土元素）, 第58號：鋰電池…: a number and the words that the report puts behind it."""
        for named in self.named(unit.text):
            if named.how == "number" and len(named.keys) == 1 and is_numbered(named.keys[0]):
                beside = _BESIDE.match(unit.normal.text, named.end)
                if beside:
                    yield named.keys[0], beside[1] or beside[2]

    @cached_property
    def listed_controls(self) -> tuple[str, ...]:
        """The numbered acts that the report names and that control items: no notice of a list, none that ends another."""
        notices = {notice.key for notice in self.known.notices}
        return tuple(
            key
            for key in sorted(self.all_named)
            if is_numbered(key)
            and key not in notices
            and parse_key(key).type == "announcement"  # type: ignore[union-attr]
            and self.known.instruments.category(key) in {None, "controlled_item_change"}
            and self.known.knows(key)
        )

    def matter_of(self, key: str) -> frozenset[str]:
        """Pairs of characters that say what an act is about: of its title, and of the report's words beside its number."""
        return self._matters.get(key, frozenset())

    def matters(self, text: str) -> frozenset[str]:
        """Those pairs of characters of a text that say what some act of the report is about."""
        return (content_words(text) & frozenset[str]().union(*self._matters.values())) - _COMMON_MATTERS

    @cached_property
    def _matters(self) -> dict[str, frozenset[str]]:
        words: dict[str, frozenset[str]] = defaultdict(frozenset)
        for unit in self.report.units:
            for key, beside in self._words_beside(unit):
                words[key] |= content_words(beside)
        for key in self.listed_controls:
            for title in self.known.titles(key).values:
                words[key] |= content_words(title)
        return {key: found for key, found in words.items() if key in self.listed_controls}

    # who is listed

    def by_entity(self, text: str) -> tuple[str, ...]:
        """The notices that list an entity which a text names, in full or short."""
        if text not in self._listed:
            keys = dict.fromkeys(key for _, _, key in self.entities_in(normal_form(text).text))
            self._listed[text] = tuple(keys) if len(keys) == 1 else ()
        return self._listed[text]

    def entities_in(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Places in a normal text where an entity of a notice is named, with the notice."""
        for start in range(len(text) - SHORTEST_NAME + 1):
            for form, key in self._forms.get(text[start : start + SHORTEST_NAME].casefold(), ()):
                if text[start : start + len(form)].casefold() == form:
                    yield start, start + len(form), key

    @cached_property
    def _forms(self) -> dict[str, list[tuple[str, str]]]:
        forms: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for _, listing in self.known.of_kind(Listing):
            if listing.instrument and listing.list and listing.list != "foreign":
                key = self.known.instruments.key(listing.instrument)
                for form in short_names(listing):
                    forms[form[:SHORTEST_NAME]].add((form, key))
        return {head: sorted(group, key=lambda pair: -len(pair[0])) for head, group in forms.items()}

    # notices by list and day

    def notices_in(self, unit: Unit) -> tuple[Notice, ...]:
        """3 月 4 日公告 in a part about a list: the notices of that day on the lists that the unit or its context names."""
        days = {mention.value for mention in self.dates(unit) if mention.value}
        lists = self.lists(unit)
        return tuple(n for n in self.known.notices if n.list in lists and n.published & days) if days else ()

    def lists(self, unit: Unit) -> frozenset[ListName]:
        """The lists that a unit names, else those that what stands around it does."""
        named = lists_in(unit.text)
        if named:
            return named
        for context in (*(parent.text for parent in reversed(unit.parents)), unit.lead):
            named |= lists_in(context)
        return (
            named or self._lists_of_siblings.get((unit.path, unit.lead), frozenset()) or lists_in(" ".join(unit.path))
        )

    @cached_property
    def _lists_of_siblings(self) -> dict[tuple[tuple[str, ...], str], frozenset[ListName]]:
        groups: dict[tuple[tuple[str, ...], str], frozenset[ListName]] = defaultdict(frozenset)
        for unit in self.report.units:
            if unit.lead and unit.kind == "item":
                groups[unit.path, unit.lead] |= lists_in(unit.text)
        return dict(groups)

    def dates(self, unit: Unit) -> tuple[DateMention, ...]:
        """The dates of a unit; a day without a year is of the year that the unit, or what it stands under, gives."""
        if id(unit) not in self._dated:
            found = find_dates(unit.normal, year=None, published=None)
            if not all(mention.value or mention.year for mention in found):
                found = find_dates(unit.normal, year=self._year_around(unit), published=None)
            self._dated[id(unit)] = found
        return self._dated[id(unit)]

    def _year_around(self, unit: Unit) -> int | None:
        position = self._places[id(unit)]
        for other in reversed(self.report.units[max(0, position - 6) : position + 1]):
            years = [mention.year for mention in find_dates(other.normal, year=None, published=None) if mention.year]
            if years and other.path == unit.path:
                return years[-1]
        return max(self.years) if len(self.years) == 1 else None

    @cached_property
    def _places(self) -> dict[int, int]:
        return {id(unit): position for position, unit in enumerate(self.report.units)}


_BESIDE = han_pattern(r"(?:[(]([^()\n|]{2,40})[)]|[::]([^|,。;\n(]{4,40}))")


@lru_cache(maxsize=4096)
def _references_in(text: str) -> tuple[ReferenceMention, ...]:
    """The numbers of acts in a text; a year that it leaves out stays out."""
    return find_references(normal_form(text), year=None)


def content_words(text: str) -> frozenset[str]:
    """The pairs of characters of a title that tell it from others: without 對, 相關物項, 實施出口管制, 的決定 …"""
    core = _GENERIC.sub(" ", fold_script(core_title(text)) if len(text) > 1 else text)
    runs = re.findall(r"[\u3400-\u9fff]+", core)
    return frozenset(run[i : i + 2] for run in runs for i in range(len(run) - 1))


def _likeness(words: frozenset[str], other: frozenset[str]) -> float:
    shared = len(words & other)
    return shared / min(len(words), len(other)) if shared > 1 else 0.0
