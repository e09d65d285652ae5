"""Acts that a source tells by their day alone: 11月7日，商務部發布公告決定…暫停, 4月4日被列入…的16家.

Where exactly one numbered act of that day and authority is known to do the same, it is that act. Where none is, the act
stays an instrument of its own, `MOFCOM/measure/2025-11-07/suspend-announcement-2025-55`: authority, day, and what it does
to the first of its targets. The contract knows no type `announcement` with a day; of its types `measure` says what such
an act is, without claiming that it has no number.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from workbench.facts.kinds import Target
from workbench.facts.references import normal_title, parse_key
from workbench.recognition import find_dates, list_of
from workbench.recognition.issuers import issuer_codes
from workbench.resolution.aliases import Aliases
from workbench.resolution.statement import Statement, lacks_act, lacks_target, main_quote
from workbench.text import han_pattern, normalize

Deed = tuple[str, str]
"""What an act does, and to what: a family of actions and a canonical key, or `list` and a list."""
Place = tuple[str, int]
"""A sentence: document and offset."""

_CONTROLS = frozenset({"amend", "impose"})
"""Families of deeds by which goods come under control."""
_FAMILY = {"extend": "suspend"}
_SEVERAL = han_pattern("系列|多[个项份则]|数[个项份则]|[两二三四五六七八九十0-9]+[个项份则]|相继|陆续|连发")
_LISTED_ON_IT = han_pattern(
    "(?:被?列入|被列|被?纳入|(?:的|发布的|公布的|出台的)?(?:[^,。;、0-9]{0,8}?)(?:公告|部令|措施))"
)
_VERB = han_pattern(
    "(?P<extend>(?:继续|再次|再度|延长|延续)(?:实施)?(?:暂停|中止))|(?P<suspend>暂停|中止|暂缓)|(?P<resume>恢复)|"
    "(?P<stop>停止|终止|取消|解除)|(?P<repeal>废止)"
)
_HOW_MANY = han_pattern("(?P<count>[0-9]+)家")


@dataclass(frozen=True, slots=True)
class _Act:
    """A numbered act: who published it when, and what sources say it does."""

    day: date
    deeds: set[Deed] = field(default_factory=set)
    counts: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    """List -> how many it is said to put there."""


@dataclass(slots=True)
class _Telling:
    """One sentence that tells of an act by its day, and the places of the statements that say what it does."""

    announcement: int
    authority: str
    day: date
    deeds: set[Deed] = field(default_factory=set)
    doings: list[int] = field(default_factory=list)


def complete(statements: Sequence[Statement], aliases: Aliases) -> tuple[Statement, ...]:
    """The statements, those of acts told by their day with the key of the act filled in.

    Filled in are `instrument` of an announcement, a day of effect, a listing or a count, `by` of a change of status, and its targets
    where it names none.
    """
    completed = list(statements)
    nameless = [place for place, statement in enumerate(completed) if lacks_target(statement.content)]
    by_day = any(_is_told_by_day(statement) for statement in completed)
    if not nameless and not by_day:
        return tuple(completed)
    acts = _Acts.of(completed, aliases)
    for place in nameless:
        completed[place] = _with_targets(completed[place], acts)
    for group in _same_acts(_tellings(completed, aliases)):
        key = acts.that_does(group) or _measure_key(group)
        for place in (place for telling in group for place in (telling.announcement, *telling.doings)):
            completed[place] = _told_of(completed[place], key)
    return tuple(completed)


@dataclass(frozen=True, slots=True)
class _Acts:
    """Numbered acts whose day is told, by canonical key, and by day."""

    by_key: Mapping[str, _Act]
    by_day: Mapping[date, Sequence[str]]

    @classmethod
    def of(cls, statements: Iterable[Statement], aliases: Aliases) -> _Acts:
        """Of several days told of an act the heaviest source's counts, then the first."""
        days: dict[str, tuple[int, date]] = {}
        deeds: dict[str, set[Deed]] = defaultdict(set)
        counts: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
        for statement in statements:
            content = statement.content
            if content.kind not in {"announcement", "status_change", "listing", "count"}:
                continue
            written = content.by if content.kind == "status_change" else content.instrument
            key = aliases.key(written) if written else ""
            if parse_key(key) is None:
                continue
            if content.kind == "announcement" and content.published:
                told = statement.rank, content.published
                days[key] = min(told, days.get(key, told))
            deeds[key] |= _deeds(statement, aliases)
            if content.kind == "count" and content.list and content.action == "add":
                counts[key][content.list].add(content.count)
        by_day: dict[date, list[str]] = defaultdict(list)
        for key, (_, day) in sorted(days.items()):
            by_day[day].append(key)
        return cls({key: _Act(day, deeds[key], counts[key]) for key, (_, day) in days.items()}, by_day)

    def that_does(self, group: Sequence[_Telling]) -> str | None:
        """The one act of the day and authority that shares a deed with what is told."""
        deeds = set().union(*(telling.deeds for telling in group))
        fitting = [
            key
            for key in self.by_day.get(group[0].day, ())
            if key.startswith(f"{group[0].authority}/") and self.by_key[key].deeds & deeds
        ]
        return fitting[0] if len(fitting) == 1 else None

    def that_listed(self, day: date, lists: frozenset[str], counts: frozenset[int]) -> str | None:
        """The one act of a day that puts entities on the lists named; where none is named, the only one of the day."""
        fitting = [
            key
            for key in self.by_day.get(day, ())
            if not lists or lists & {target for family, target in self.by_key[key].deeds if family == "list"}
        ]
        if counts:
            fitting = [key for key in fitting if self._may_count(key, lists, counts)]
        return fitting[0] if len(fitting) == 1 else None

    def _may_count(self, key: str, lists: frozenset[str], counts: frozenset[int]) -> bool:
        told = set().union(*(self.by_key[key].counts.get(name, set()) for name in lists))
        return not told or bool(told & counts)


def _deeds(statement: Statement, aliases: Aliases) -> set[Deed]:
    content = statement.content
    if content.kind == "status_change":
        family = _FAMILY.get(content.action, content.action)
        return {(family, aliases.key(t.instrument)) for t in content.targets if t.instrument}
    if content.kind in {"listing", "count"} and content.list and content.action == "add":
        return {("list", content.list)}
    return set()


def _tellings(statements: Sequence[Statement], aliases: Aliases) -> list[_Telling]:
    """Sentences that tell of one act by its day and say what it does."""
    by_place: dict[Place, list[tuple[int, _Telling]]] = defaultdict(list)
    for number, statement in enumerate(statements):
        content = statement.content
        if content.kind == "announcement" and _is_told_by_day(statement):
            codes = issuer_codes(normalize(" ".join(content.issuers)).text)
            place = _place(statement)
            if codes and place is not None and content.published:
                telling = _Telling(number, codes[0], content.published)
                by_place[place].append((_start(statement), telling))
    for number, statement in enumerate(statements):
        deeds = _deeds(statement, aliases)
        tells = deeds or statement.content.kind == "effective_date"
        if tells and lacks_act(statement.content) and statement.actor == "CN":
            place = _place(statement)
            before = (
                [(at, told) for at, told in by_place.get(place, ()) if at < statement.evidence[-1].end] if place else []
            )
            if before:
                _, telling = max(before, key=lambda pair: pair[0])
                telling.deeds |= deeds
                telling.doings.append(number)
    _take_counts(statements, by_place)
    return [telling for tellings in by_place.values() for _, telling in tellings if telling.deeds]


def _take_counts(statements: Sequence[Statement], by_place: Mapping[Place, list[tuple[int, _Telling]]]) -> None:
    """Numbers of items that a sentence gives behind the one act of which it tells, where that brings goods under control."""
    for number, statement in enumerate(statements):
        content = statement.content
        if content.kind != "count" or content.of != "items" or not lacks_act(content):
            continue
        place = _place(statement)
        tellings = by_place.get(place, ()) if place else ()
        if len(tellings) != 1 or statement.actor != "CN":
            continue
        at, telling = tellings[0]
        if at < _start(statement) and {family for family, _ in telling.deeds} <= _CONTROLS:
            telling.doings.append(number)


def _is_told_by_day(statement: Statement) -> bool:
    content = statement.content
    if content.kind != "announcement" or content.instrument is not None or content.published is None:
        return False
    return not any(_SEVERAL.search(normalize(span.quote).text) for span in statement.evidence)


def _start(statement: Statement) -> int:
    quote = main_quote(statement.evidence)
    return quote.start if quote else 0


def _place(statement: Statement) -> Place | None:
    sentence = statement.sentence
    return (statement.document, sentence.start) if sentence else None


def _same_acts(tellings: Iterable[_Telling]) -> list[list[_Telling]]:
    """Tellings of one authority and day that share a deed, grouped."""
    groups: list[list[_Telling]] = []
    for telling in tellings:
        shared = [
            group
            for group in groups
            if (group[0].authority, group[0].day) == (telling.authority, telling.day)
            and any(other.deeds & telling.deeds for other in group)
        ]
        groups = [group for group in groups if group not in shared]
        groups.append([told for group in shared for told in group] + [telling])
    return groups


def _measure_key(group: Sequence[_Telling]) -> str:
    """The key of an act without a known number: its slug is what it does to the first of its targets."""
    family, target = min(set().union(*(telling.deeds for telling in group)), key=_slug_order)
    number = parse_key(target)
    if number is not None:
        what = f"{number.type}-{number.year or ''}-{number.number}"
    else:
        what = normal_title(target.rpartition("/")[2]).replace("_", "-")
    return f"{group[0].authority}/measure/{group[0].day.isoformat()}/{family}-{what}"


def _slug_order(deed: Deed) -> tuple[bool, int, int, str, str]:
    number = parse_key(deed[1])
    return number is None, (number.year or 0) if number else 0, number.number if number else 0, *deed


def _told_of(statement: Statement, key: str) -> Statement:
    name = "by" if statement.content.kind == "status_change" else "instrument"
    return statement._replace(content=statement.content.model_copy(update={name: key}))


def _with_targets(statement: Statement, acts: _Acts) -> Statement:
    """A change that names no act, with those that its sentence tells by day, list and number of entities."""
    content = statement.content
    if content.kind != "status_change" or statement.actor != "CN":
        return statement
    sentence = statement.sentence
    if sentence is None:
        return statement
    targets = [
        key
        for action, day, lists, counts in _days_meant(sentence.quote, statement.year, statement.published)
        if action == content.action and (key := acts.that_listed(day, lists, counts)) is not None
    ]
    filled = tuple(Target(instrument=key) for key in dict.fromkeys(targets))
    return statement._replace(content=content.model_copy(update={"targets": filled})) if filled else statement


@lru_cache(maxsize=2_000)
def _days_meant(
    sentence: str, year: int | None, published: date | None
) -> tuple[tuple[str, date, frozenset[str], frozenset[int]], ...]:
    """Days on which a sentence says that something was listed or published: what is done to it, its lists and numbers."""
    normal = normalize(sentence)
    verbs = [(verb.start(), str(verb.lastgroup)) for verb in _VERB.finditer(normal.text)]
    mentions = find_dates(normal, year=year, published=published)
    meant = []
    for place, mention in enumerate(mentions):
        following = mentions[place + 1 :]
        end = following[0].start if following else len(normal.text)
        if mention.value is None or not verbs or not _LISTED_ON_IT.match(normal.text, mention.end, end):
            continue
        # 停止3月4日公告…措施, but 对4月4日被列入…的实体,暂停…: the verb before it, else the first behind.
        action = next((name for start, name in reversed(verbs) if start < mention.start), verbs[0][1])
        listed = list_of(normal.text[mention.end : end])
        counts = frozenset(int(found["count"]) for found in _HOW_MANY.finditer(normal.text, mention.end, end))
        meant.append((action, mention.value, frozenset({listed} if listed else ()), counts))
    return tuple(meant)
