"""Which facts, and which of their quotes, bear out the value that a finding says the facts give: the nearest first.

A finding names a value: a day, a figure, a status, a name. Many facts may be behind the line that it is on, most
of them about something else. A fact bears a value out where its fields give it, a quote where its words do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import get_args

from workbench.facts.fact import Evidence, instruments_of
from workbench.facts.kinds import AnyContent, Count, Listing, ListName, StatusChange
from workbench.facts.references import parse_key
from workbench.recognition import find_dates, find_references
from workbench.resolution import Statement
from workbench.verification.forms import normal_form
from workbench.verification.listed import lists_in
from workbench.verification.wording import Claimed, claimed_statuses

_KINDS: Mapping[str, frozenset[str]] = {
    "publish_date": frozenset({"announcement", "legal_instrument", "position", "penalty"}),
    "effective_date": frozenset({"effective_date", "impose", "legal_instrument", "listing"}),
    "status": frozenset({"status_change", "effective_date"}),
    "count": frozenset({"count"}),
    "list": frozenset({"listing", "count"}),
    "issuer": frozenset({"announcement"}),
    "name": frozenset({"listing", "controlled_item", "penalty"}),
    "number": frozenset({"controlled_item", "penalty", "requirement"}),
    "threshold": frozenset({"threshold"}),
    "reference": frozenset({"announcement", "legal_instrument", "penalty"}),
    "title": frozenset({"announcement", "legal_instrument"}),
    "scope": frozenset({"controlled_item", "licensing_rule", "announcement"}),
    "claim": frozenset({"claim", "position"}),
}
"""Field of a finding -> the kinds of fact, and the actions, that speak of it."""
_DOES: Mapping[Claimed, frozenset[str]] = {
    "suspended": frozenset({"suspend", "extend"}),
    "stopped": frozenset({"stop"}),
    "repealed": frozenset({"repeal"}),
    "in_force": frozenset({"impose", "resume", "effective_date"}),
    "announced": frozenset({"announcement"}),
    "expired": frozenset({"suspend", "extend", "effective_date"}),
}
"""Status -> the actions, and the kinds of fact, that give it."""
_KEY = re.compile(r"\b[A-Z]{2,6}/[a-z]+/\d{0,4}/[^\s,;:()]+")
_FIGURE = re.compile(r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?")
_LIST_CODES = tuple(code for code in get_args(ListName) if code != "foreign")  # the lists that reports tell of
_CODES = frozenset({"kind", "actor", "role", "basis", "of", "comparator", "treatment", "category", "instrument", "by"})
"""Fields that hold keys and codes, which no text spells out."""
_Acting = StatusChange | Listing | Count
_SHORTEST = 2


@dataclass(frozen=True)
class Value:
    """What a finding says that the facts say, taken apart into what a fact or a quote can give."""

    text: str
    """In normal form."""
    days: frozenset[date]
    figures: frozenset[Decimal]
    statuses: frozenset[Claimed]
    lists: frozenset[str]
    acts: frozenset[str]
    """Keys of the numbered acts that it names."""
    instead: str = ""
    """What the report says in its place, in normal form: what both say decides nothing."""

    @cached_property
    def deeds(self) -> frozenset[str]:
        """The actions, and the kinds of fact, that give its statuses."""
        return _deeds(self.statuses)

    def without(self, other: Value) -> Value:
        """What this value gives and the other does not; the whole value where the other gives all of it."""
        rest = Value(
            self.text, self.days - other.days, self.figures - other.figures, self.statuses - other.statuses,
            self.lists - other.lists, self.acts, other.text,
        )  # fmt: skip
        differs = rest.days or rest.figures or rest.statuses or rest.lists
        return rest if differs or not (self.days or self.figures or self.statuses or self.lists) else self

    def names(self, words: str) -> bool:
        """Whether it names a thing in these words (in normal form), more often than what the report says instead."""
        return len(words) >= _SHORTEST and self.text.count(words) > self.instead.count(words)


def read_value(text: str) -> Value:
    """The value that a few words give: of a draft's line, or of what a finding says of the facts."""
    acts = frozenset(key for key in _KEY.findall(text) if parse_key(key) is not None)
    rest = normal_form(_KEY.sub(" ", text).replace("in_force", "in force"))
    references = find_references(rest, year=None)
    dates = find_dates(rest, year=None, published=None)
    spans = [(reference.start, reference.end) for reference in references] + [(day.start, day.end) for day in dates]
    return Value(
        rest.text,
        frozenset(mention.value for mention in dates if mention.value),
        frozenset(_figures(_blanked(rest.text, spans))),
        frozenset(status for status, _ in claimed_statuses(rest.text)),
        frozenset(lists_in(rest.text)) | {code for code in _LIST_CODES if code in text},
        acts | {mention.key for mention in references},
    )


def disputed_value(facts_say: str, says: str) -> Value:
    """The value in dispute: what the facts say and the report does not."""
    return read_value(facts_say).without(read_value(says))


def bearing_out(statements: Iterable[Statement], value: Value, field: str) -> tuple[Statement, ...]:
    """Those of the statements that give a value, of the kinds that speak of such values if any; all where none gives it."""
    among = tuple(statements)
    giving = tuple(statement for statement in among if borne_out(statement, value))
    return tuple(statement for statement in giving if speaks_of(statement, field)) or giving or among


def in_order_of_bearing(statements: Iterable[Statement], value: Value, field: str) -> tuple[Statement, ...]:
    """Statements that give all of a value first, then those that give some of it; of each, the heaviest source first."""

    def place(statement: Statement) -> tuple[int, bool, int]:
        given = borne_out(statement, value)
        whole = given and given >= _parts(value)
        return 0 if whole else 1 if given else 2, not speaks_of(statement, field), statement.rank

    return tuple(sorted(statements, key=place))


def one_of_each_act(statements: Iterable[Statement], value: Value) -> tuple[Statement, ...]:
    """Where a value is of several acts, the first statement about each, in their order; else none."""
    open_acts = set(value.acts) if len(value.acts) > 1 else set()
    chosen = []
    for statement in statements:
        about = open_acts.intersection(instruments_of(statement.content))
        if about and statement.evidence:
            open_acts -= about
            chosen.append(statement)
    return tuple(chosen)


def quotes_in_order(statement: Statement, value: Value) -> tuple[Evidence, ...]:
    """The quotes of a statement, those that say the value itself first, then what else the statement says.

    A value may follow from what is said (a term of a year); a head that gives but the year comes last.
    """
    if len(statement.evidence) < 2:
        return statement.evidence
    content = statement.content
    acts = value.acts | frozenset(instruments_of(content))
    numbers = frozenset(Decimal(number.number) for key in acts if (number := parse_key(key)) is not None)
    names = [words for words in _words_of(content) if value.names(words)]
    days, figures, words = [*_days_of(content)], [*_figures_of(content)], [*_words_of(content)]

    def nearness(span: Evidence) -> tuple[int, int]:
        text = normal_form(span.quote).text
        in_text, statuses = frozenset(_figures(text)), {status for status, _ in claimed_statuses(text)}
        of_value = _written(value.days, text) + len(value.figures & in_text) + _count_in(names, text)
        of_fact = _written(days, text) + len(in_text.intersection(figures)) + _count_in(words, text)
        does = _deeds(statuses)
        of_value += not value.deeds.isdisjoint(does)
        of_fact += not does.isdisjoint(_deed_of(content))
        return -of_value, -of_fact - len(numbers & in_text)

    return tuple(sorted(statement.evidence, key=nearness))


def speaks_of(statement: Statement, field: str) -> bool:
    """Whether the kind or the action of a statement is one that gives values of a field."""
    return not _KINDS.get(field, frozenset()).isdisjoint(_deed_of(statement.content))


def borne_out(statement: Statement, value: Value) -> frozenset[object]:
    """What of a value a statement gives: its days, figures, status, list, and the names in it."""
    content = statement.content
    given: set[object] = {day for day in _days_of(content) if day in value.days}
    given |= {figure for figure in _figures_of(content) if figure in value.figures}
    if not value.deeds.isdisjoint(_deed_of(content)):
        given.add("status")
    if getattr(content, "list", None) in value.lists:
        given.add("list")
    return frozenset(given | {words for words in _words_of(content) if value.names(words)})


def _parts(value: Value) -> frozenset[object]:
    statuses = {"status"} if value.statuses else set()
    return frozenset(value.days | value.figures | statuses | ({"list"} if value.lists else set()))


def _written(days: Iterable[date], text: str) -> int:
    return sum(_is_written(day, text) for day in days)


def _count_in(names: Iterable[str], text: str) -> int:
    return sum(len(words) >= _SHORTEST and words in text for words in names)


def _deeds(statuses: Iterable[Claimed]) -> frozenset[str]:
    return frozenset[str]().union(*(_DOES[status] for status in statuses))


def _is_written(day: date, text: str) -> bool:
    """Whether a text writes the month and the day: the year may stand elsewhere."""
    return re.search(rf"(?<![0-9])0?{day.month}\s?[月/.-]\s?0?{day.day}(?![0-9])", text) is not None


def _blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _figures(text: str) -> Iterator[Decimal]:
    return (Decimal(found.replace(",", "")) for found in _FIGURE.findall(text))


def _deed_of(content: AnyContent) -> frozenset[str]:
    """Its kind, and its action where it has one."""
    return frozenset({content.kind, content.action} if isinstance(content, _Acting) else {content.kind})


def _days_of(content: AnyContent) -> Iterator[date]:
    return (given for given in vars(content).values() if isinstance(given, date))


def _figures_of(content: AnyContent) -> Iterator[Decimal]:
    for given in vars(content).values():
        if isinstance(given, int | Decimal) and not isinstance(given, bool):
            yield Decimal(given)


def words_of(content: AnyContent) -> Iterator[tuple[str, str]]:
    """The fields of a content that hold names, titles and terms, with those words in normal form."""
    for field, given in vars(content).items():
        if field not in _CODES:
            for words in (given,) if isinstance(given, str) else given if isinstance(given, tuple) else ():
                if isinstance(words, str):
                    yield field, normal_form(words).text.strip()


def _words_of(content: AnyContent) -> Iterator[str]:
    return (words for _, words in words_of(content))
