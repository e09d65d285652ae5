"""Which instruments a report speaks of: by number in any short form, by range, by title, by its words, by who is listed."""

from __future__ import annotations

import re
from calendar import isleap
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cached_property

from workbench.facts.kinds import Listing, ListName
from workbench.facts.references import parse_key
from workbench.recognition import DateMention, find_dates, find_titles
from workbench.resolution.aliases import core_title
from workbench.text import NormalText, fold_script, han_pattern
from workbench.verification.forms import normal_form
from workbench.verification.known import Known, Notice, is_numbered
from workbench.verification.listed import SHORTEST_NAME, lists_in, short_names
from workbench.verification.markdown import Report, Unit
from workbench.verification.numbering import Around, Named, Numbering
from workbench.verification.terms import produced_on
from workbench.verification.wording import CHANGE

_GENERIC = han_pattern(
    "中华人民共和国|公布|关于|加强|对|部分|相关|有关|物项|实施|出口管制|出口|管制|的|决定|公告|措施|及其|等|新"
)
_YEAR_OF_NUMBER = han_pattern(r"[(〔\[]?20[0-9]{2}[)〕\]]?年?第?(?=[0-9]{1,3}号)")
_WRITTEN_YEAR = han_pattern(r"[0-9]{4}|年")
_FROM_THIS_YEAR = tuple(map(fold_script, ("去年", "今年", "本年", "明年")))
_AS_ABOVE = han_pattern('(?:|[〃″"]|同上|同前|ditto)')
_IS_DRAFT = han_pattern(r"[》]?的?\s?[(]?(?:修订|修正)?(?:草案|征求意见稿)")
_STILL_MEANT = 6
_LIKE_ENOUGH, _CLEARLY = 0.5, 0.15
# Pairs of characters that any control may be about.
_COMMON_MATTERS = frozenset(map(fold_script, ("材料", "技术", "设备", "元素", "产品", "生产", "原材", "工艺", "制造")))


class Subjects:
    """Finds the instruments of a report's units."""

    def __init__(self, report: Report, known: Known, years: frozenset[int]) -> None:
        self.report = report
        self.known = known
        self.years = years
        self._named: dict[tuple[str, Around], tuple[Named, ...]] = {}
        self._arounds: dict[int, Around] = {}
        self._dated: dict[int, tuple[DateMention, ...]] = {}
        self._listed: dict[str, tuple[str, ...]] = {}
        self._link_titles()

    def named(self, text: str, unit: Unit | None = None) -> tuple[Named, ...]:
        """Numbers, ranges and titles in a text, in order; what a number leaves out is taken from around the unit that the
        text stands in, of which it need not be the whole.
        """
        around = self._around(unit or self._unit_of.get(text))
        if (text, around) not in self._named:
            normal = normal_form(text)
            titles = list(self._titles(normal))
            numbers = [
                n
                for n in self._numbering.numbers_in(normal, around)
                if not any(t.start < n.start < t.end for t in titles)
            ]
            found = [*numbers, *titles]
            self._named[text, around] = tuple(sorted(found, key=lambda named: (named.start, named.end)))
        return self._named[text, around]

    def keys_in(self, text: str, unit: Unit | None = None) -> tuple[str, ...]:
        """Keys of the numbers and titles in a text."""
        return tuple(dict.fromkeys(key for named in self.named(text, unit) for key in named.keys))

    def numbered_in(self, text: str, unit: Unit | None = None) -> tuple[str, ...]:
        """Keys of the numbers in a text, one by one or in a range."""
        return tuple(dict.fromkeys(k for n in self.named(text, unit) if n.how != "title" for k in n.keys))

    def units_before(self, unit: Unit, most: int) -> tuple[Unit, ...]:
        """The units before a unit, the nearest first."""
        position = self._places[id(unit)]
        return tuple(reversed(self.report.units[max(0, position - most) : position]))

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
        if name is not None and _AS_ABOVE.fullmatch(name.text):
            above = self.units_before(unit, 1)
            return self.own(above[0]) if above and above[0].columns == unit.columns else ()
        named = self.keys_in(name.text, unit) if name is not None else ()
        keys = named or self.keys_in(unit.text, unit)
        if keys:
            changes = name is not None and not named and any(self._changes(cell.text, unit) for cell in unit.cells)
            return () if changes else keys
        if name is not None and CHANGE.search(normal_form(name.text).text):
            return ()  # an act without number that changes others: what is said of it is not said of them
        if name is not None:
            return self.by_entity(name.text) or self.by_words(name.text)
        return self.by_entity(unit.text)

    def _changes(self, cell: str, unit: Unit) -> bool:
        """暫停實施商務部公告2025年第55號: what a row says that an act does to others."""
        found = CHANGE.match(normal_form(cell).text)
        return found is not None and bool(self.keys_in(cell, unit))

    @cached_property
    def all_named(self) -> frozenset[str]:
        """Every instrument that the report names one by one, by number, title, words or who is listed; ranges left out."""
        found: set[str] = set()
        for unit in self.report.units:
            found.update(k for named in self.named(unit.text, unit) if named.how != "range" for k in named.keys)
            found.update(self.by_entity(unit.text))
            found.update(notice.key for notice in self.notices_in(unit))
            name = unit.cell("name", "reference")
            if name is not None and not self.keys_in(name.text, unit):
                found.update(self.by_words(name.text))
        return frozenset(found | {title for key in found if (title := self.known.linked(key))})

    @cached_property
    def ranges(self) -> tuple[tuple[Unit, Named], ...]:
        """Every range of numbers, with where it stands."""
        return tuple(
            (unit, named) for unit in self.report.units for named in self.named(unit.text, unit) if named.how == "range"
        )

    # what stands around a number

    @cached_property
    def _numbering(self) -> Numbering:
        return Numbering(self.known, self.years, [unit.text for unit in self.report.units])

    @cached_property
    def _unit_of(self) -> dict[str, Unit]:
        return {unit.text: unit for unit in reversed(self.report.units)}

    def _around(self, unit: Unit | None) -> Around:
        """What is around a unit: the lists that it or what comes before it is about, its days, the listed entities that it names."""
        if unit is None:
            return Around()
        if id(unit) not in self._arounds:
            days = frozenset(mention.value for mention in self.dates(unit) if mention.value)
            listing = frozenset(key for _, _, key in self.entities_in(unit.normal.text))
            self._arounds[id(unit)] = Around(self._lists_around(unit), days, listing)
        return self._arounds[id(unit)]

    def _lists_around(self, unit: Unit) -> frozenset[ListName]:
        named = self.lists(unit)
        position = self._places[id(unit)]
        for other in reversed(self.report.units[max(0, position - _STILL_MEANT) : position]):
            if named or other.path != unit.path or other.kind != unit.kind:
                break
            named = lists_in(other.text)
        return named

    # titles and words

    def _titles(self, normal: NormalText) -> Iterator[Named]:
        for title in find_titles(normal):
            draft = self._drafts_of(title.title) if _IS_DRAFT.match(normal.text, title.end) else ()
            keys = draft or (self.known.instruments.key(f"《{title.title}》"),)
            yield Named(keys, title.start, title.end, "title")

    def _drafts_of(self, title: str) -> tuple[str, ...]:
        """《…辦法》修訂草案: the draft of a law, as the facts know it by its title."""
        name = normal_form(title).text
        return tuple(
            key for key in self.known.instruments.keys if name in key and _IS_DRAFT.search(key.partition(name)[2])
        )[:1]

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
        reported: dict[str, Counter[str]] = defaultdict(Counter)
        for unit in self.report.units:
            for key, words in self._words_beside(unit):
                if self.known.instruments.title(key) is None:
                    for title in self.by_words(words):
                        if title.startswith("title/"):
                            reported[key][title] += 1
        chosen = {key: counted.most_common(1)[0][0] for key, counted in reported.items()}
        shared = Counter(chosen.values())
        for key, title in chosen.items():
            if shared[title] == 1:
                self.known.link(key, title)

    def _words_beside(self, unit: Unit) -> Iterator[tuple[str, str]]:
        """第57號（五種中重稀土元素）, 第58號：鋰電池…: a number and the words that the report puts behind it."""
        for named in self.named(unit.text, unit):
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
        """The lists that a unit names, else those named around it."""
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
        """The dates of a unit; a day without a year is of the nearest year, of those given around it, in which facts know
        that day, else of the nearest.
        """
        if id(unit) not in self._dated:
            found = find_dates(unit.normal, year=None, published=None)
            self._dated[id(unit)] = tuple(self._in_its_year(unit, mention) for mention in found)
        return self._dated[id(unit)]

    def _in_its_year(self, unit: Unit, mention: DateMention) -> DateMention:
        written = unit.normal.text[mention.start : mention.end]
        if written.startswith(
            _FROM_THIS_YEAR
        ):  # from the report's own year, whatever year an act in the sentence is of
            found = find_dates(unit.normal, year=self._written_on.year, published=None)
            return next((one for one in found if one.start == mention.start), mention)
        return mention if _WRITTEN_YEAR.search(written) else self._with_year(unit, mention)

    @cached_property
    def _written_on(self) -> date:
        return produced_on(self.report) or self.known.as_of

    def _with_year(self, unit: Unit, mention: DateMention) -> DateMention:
        around, others = self._years_around(unit)
        if mention.year:
            around = [mention.year, *around]
        read = [self._read_in(unit, mention, year) for year in dict.fromkeys((*around, *others))]
        known = [one for one in read if one.value and self.known.gives(one.value)]
        known += [one for one in read if one.value and self.known.tells_of(one.value) and one.value <= self.known.as_of]
        return known[0] if known else read[0] if around else mention

    def _read_in(self, unit: Unit, mention: DateMention, year: int) -> DateMention:
        """A day as that of a year, whatever year the text itself would lend it."""
        if mention.value is not None:
            leap = (mention.value.month, mention.value.day) == (2, 29) and not isleap(year)
            return mention if leap else replace(mention, value=mention.value.replace(year=year), year=year)
        found = find_dates(unit.normal, year=year, published=None)
        return next((one for one in found if (one.start, one.end) == (mention.start, mention.end)), mention)

    def _years_around(self, unit: Unit) -> tuple[list[int], list[int]]:
        """The years that a unit and what stands before it give, nearest first, and others that a report may mean. The year
        of a number is none.
        """
        years: list[int] = []
        for other in (unit, *self.units_before(unit, _STILL_MEANT)):
            if other.path == unit.path:
                text = normal_form(_YEAR_OF_NUMBER.sub("", other.normal.text))
                found = find_dates(text, year=None, published=None)
                years += reversed([mention.year for mention in found if mention.year])
        if not years and len(self.years) == 1:
            years = [*self.years]
        as_of = self.known.as_of.year
        return years, [*sorted(self.years, reverse=True), as_of, as_of - 1]

    @cached_property
    def _places(self) -> dict[int, int]:
        return {id(unit): position for position, unit in enumerate(self.report.units)}


_BESIDE = han_pattern(r"(?:[(]([^()\n|]{2,40})[)]|[::]([^|,。;\n(]{4,40}))")


def content_words(text: str) -> frozenset[str]:
    """The pairs of characters that distinguish a title from others: without 對, 相關物項, 實施出口管制, 的決定 …"""
    core = _GENERIC.sub(" ", fold_script(core_title(text)) if len(text) > 1 else text)
    runs = re.findall(r"[\u3400-\u9fff]+", core)
    return frozenset(run[i : i + 2] for run in runs for i in range(len(run) - 1))


def _likeness(words: frozenset[str], other: frozenset[str]) -> float:
    shared = len(words & other)
    return shared / min(len(words), len(other)) if shared > 1 else 0.0
