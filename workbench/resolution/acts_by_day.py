"""Acts that a source refers to by their date alone: 11月7日，商務部發布公告決定…暫停, 4月4日被列入…的16家.

If exactly one numbered act of that date and authority is known to do the same, that act is meant. Otherwise the act stays an
instrument of its own, `MOFCOM/measure/2025-11-07/suspend-announcement-2025-55`: authority, date, and what it does to its first
target. The contract has no type `announcement` with a date; `measure` says what such an act is without claiming that it has no
number.
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
    """List -> the numbers of entities that sources say it puts there."""


@dataclass(slots=True)
class _Account:
    """One sentence that refers to an act by its date, and the places of the statements that say what it does."""

    announcement: int
    authority: str
    day: date
    deeds: set[Deed] = field(default_factory=set)
    doings: list[int] = field(default_factory=list)


def complete(statements: Sequence[Statement], aliases: Aliases) -> tuple[Statement, ...]:
    """The statements, with the key filled in where they are about an act that is referred to by its date.

    Filled in are `instrument` of an announcement, effective date, listing or count, `by` of a status change, and the targets of a
    status change that names none.
    """
    completed = list(statements)
    nameless = [place for place, statement in enumerate(completed) if lacks_target(statement.content)]
    by_day = any(_refers_by_day(statement) for statement in completed)
    if not nameless and not by_day:
        return tuple(completed)
    acts = _Acts.of(completed, aliases)
    for place in nameless:
        completed[place] = _with_targets(completed[place], acts)
    for group in _same_acts(_accounts(completed, aliases)):
        key = acts.that_does(group) or _measure_key(group)
        for place in (place for account in group for place in (account.announcement, *account.doings)):
            completed[place] = _with_act(completed[place], key)
    return tuple(completed)


@dataclass(frozen=True, slots=True)
class _Acts:
    """Numbered acts whose date is known, by canonical key and by date."""

    by_key: Mapping[str, _Act]
    by_day: Mapping[date, Sequence[str]]

    @classmethod
    def of(cls, statements: Iterable[Statement], aliases: Aliases) -> _Acts:
        """Where sources give several dates for an act, the heaviest source's counts, then the earliest."""
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
                stated = statement.rank, content.published
                days[key] = min(stated, days.get(key, stated))
            deeds[key] |= _deeds(statement, aliases)
            if content.kind == "count" and content.list and content.action == "add":
                counts[key][content.list].add(content.count)
        by_day: dict[date, list[str]] = defaultdict(list)
        for key, (_, day) in sorted(days.items()):
            by_day[day].append(key)
        return cls({key: _Act(day, deeds[key], counts[key]) for key, (_, day) in days.items()}, by_day)

    def that_does(self, group: Sequence[_Account]) -> str | None:
        """The one act of the date and authority that does one of the things that the group states."""
        deeds = set().union(*(account.deeds for account in group))
        fitting = [
            key
            for key in self.by_day.get(group[0].day, ())
            if key.startswith(f"{group[0].authority}/") and self.by_key[key].deeds & deeds
        ]
        return fitting[0] if len(fitting) == 1 else None

    def that_listed(self, day: date, lists: frozenset[str], counts: frozenset[int]) -> str | None:
        """The one act of a day that puts entities on the lists named; if none is named, the only act of that day."""
        fitting = [
            key
            for key in self.by_day.get(day, ())
            if not lists or lists & {target for family, target in self.by_key[key].deeds if family == "list"}
        ]
        if counts:
            fitting = [key for key in fitting if self._may_count(key, lists, counts)]
        return fitting[0] if len(fitting) == 1 else None

    def _may_count(self, key: str, lists: frozenset[str], counts: frozenset[int]) -> bool:
        stated = set().union(*(self.by_key[key].counts.get(name, set()) for name in lists))
        return not stated or bool(stated & counts)


def _deeds(statement: Statement, aliases: Aliases) -> set[Deed]:
    content = statement.content
    if content.kind == "status_change":
        family = _FAMILY.get(content.action, content.action)
        return {(family, aliases.key(t.instrument)) for t in content.targets if t.instrument}
    if content.kind in {"listing", "count"} and content.list and content.action == "add":
        return {("list", content.list)}
    return set()


def _accounts(statements: Sequence[Statement], aliases: Aliases) -> list[_Account]:
    """Sentences that refer to one act by its date and say what it does."""
    by_place: dict[Place, list[tuple[int, _Account]]] = defaultdict(list)
    for number, statement in enumerate(statements):
        content = statement.content
        if content.kind == "announcement" and _refers_by_day(statement):
            codes = issuer_codes(normalize(" ".join(content.issuers)).text)
            place = _place(statement)
            if codes and place is not None and content.published:
                account = _Account(number, codes[0], content.published)
                by_place[place].append((_start(statement), account))
    for number, statement in enumerate(statements):
        deeds = _deeds(statement, aliases)
        tells = deeds or statement.content.kind == "effective_date"
        if tells and lacks_act(statement.content) and statement.actor == "CN":
            place = _place(statement)
            before = (
                [(at, stated) for at, stated in by_place.get(place, ()) if at < statement.evidence[-1].end]
                if place
                else []
            )
            if before:
                _, account = max(before, key=lambda pair: pair[0])
                account.deeds |= deeds
                account.doings.append(number)
    _take_counts(statements, by_place)
    return [account for accounts in by_place.values() for _, account in accounts if account.deeds]


def _take_counts(statements: Sequence[Statement], by_place: Mapping[Place, list[tuple[int, _Account]]]) -> None:
    """Add the numbers of items that a sentence gives after the one act it refers to, where that brings goods under control."""
    for number, statement in enumerate(statements):
        content = statement.content
        if content.kind != "count" or content.of != "items" or not lacks_act(content):
            continue
        place = _place(statement)
        accounts = by_place.get(place, ()) if place else ()
        if len(accounts) != 1 or statement.actor != "CN":
            continue
        at, account = accounts[0]
        if at < _start(statement) and {family for family, _ in account.deeds} <= _CONTROLS:
            account.doings.append(number)


def _refers_by_day(statement: Statement) -> bool:
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


def _same_acts(accounts: Iterable[_Account]) -> list[list[_Account]]:
    """References to acts of one authority and date that do something in common, grouped."""
    groups: list[list[_Account]] = []
    for account in accounts:
        shared = [
            group
            for group in groups
            if (group[0].authority, group[0].day) == (account.authority, account.day)
            and any(other.deeds & account.deeds for other in group)
        ]
        groups = [group for group in groups if group not in shared]
        groups.append([stated for group in shared for stated in group] + [account])
    return groups


def _measure_key(group: Sequence[_Account]) -> str:
    """The key of an act whose number is unknown: its slug is what it does to its first target."""
    family, target = min(set().union(*(account.deeds for account in group)), key=_slug_order)
    number = parse_key(target)
    if number is not None:
        what = f"{number.type}-{number.year or ''}-{number.number}"
    else:
        what = normal_title(target.rpartition("/")[2]).replace("_", "-")
    return f"{group[0].authority}/measure/{group[0].day.isoformat()}/{family}-{what}"


def _slug_order(deed: Deed) -> tuple[bool, int, int, str, str]:
    number = parse_key(deed[1])
    return number is None, (number.year or 0) if number else 0, number.number if number else 0, *deed


def _with_act(statement: Statement, key: str) -> Statement:
    name = "by" if statement.content.kind == "status_change" else "instrument"
    return statement._replace(content=statement.content.model_copy(update={name: key}))


def _with_targets(statement: Statement, acts: _Acts) -> Statement:
    """A status change that names no act, with the targets that its sentence identifies by date, list and number of entities."""
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
    """Dates on which a sentence says that something was listed or published: the action on it, its lists and numbers."""
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
