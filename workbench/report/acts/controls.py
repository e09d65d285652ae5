"""What one act controls: items, limits, rules and duties, merged over all its sources.

Statements are merged only where they name the same thing with the same figures; the wording shown is that of the heaviest
source, and the line rests on the facts of all. Where figures differ, both stand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from workbench.facts.fact import Record
from workbench.facts.kinds import ControlledItem, LicensingRule, Requirement, Threshold
from workbench.recognition.units import TIME
from workbench.report import phrasing
from workbench.report import wording as w
from workbench.report.acts.ledger import Ledger
from workbench.report.excerpts import excerpt
from workbench.text import fold, fold_script, han_pattern, normalize, parse_integer

_COUNTED = re.compile("[零一二三四五六七八九十百]+|[0-9]+")
_FIGURES = re.compile(r"\d+(?:\.\d+)?")
_NEARLY = 0.6
"""Share of a name's pairs of characters by which it is another wording of a name under the same codes."""
_VAGUE = re.compile("^(?:部分|相关)|(?:等|的)?(?:相关)?物项$|相关$")
_SOME = re.compile("^部分")
_NUMBERED = re.compile("^约?[0-9]+[个种项类]")
_ABROAD = han_pattern(
    r"(?P<who>境外(?:特定)?(?:组织(?:和|或者?|、)个人|出口经营者|企业|实体))(?=[^。;]{0,60}(?:必须|应当|须|需))"
)
_SAME_UNITS = {"微米": "μm", "um": "μm", "纳米": "nm", "毫米": "mm", "千克": "kg", "百分比": "%"}


@dataclass(slots=True)
class Provision:
    """One statement as it is shown, and the facts of everybody who makes it."""

    content: Any
    """The content whose wording is shown."""
    clause: str | None
    text: str = ""
    """Its line, as safe Markdown, where the content alone does not make it."""
    facts: set[str] = field(default_factory=set)
    records: list[Record] = field(default_factory=list)
    remark: str = ""
    """What its line says of the sources behind it."""

    @classmethod
    def of(cls, record: Record, text: str = "") -> Provision:
        """The statement of one record."""
        content = record.content
        return cls(content, vars(content).get("clause"), text, {record.id}, [record])

    def take(self, other: Provision) -> None:
        """Rest on another's facts as well; its clause where this has none."""
        self.clause = self.clause or other.clause
        self.facts |= other.facts
        self.records += other.records


def mark_opinions(ledger: Ledger, statements: list[Provision]) -> list[Provision]:
    """The statements, those that nothing but opinion pieces make remarked as such: an opinion alone vouches for no rule."""
    for statement in statements:
        tiers = {
            ledger.documents[r.fact.document].tier for r in statement.records if r.fact.document in ledger.documents
        }
        statement.remark = w.OPINION_ALONE if tiers == {"opinion"} else ""
    return statements


def items_of(ledger: Ledger, records: Iterable[Record]) -> list[Provision]:
    """Items under control or excluded: one entry per name and its codes, sources' other wordings brought together."""
    named: dict[tuple[object, ...], list[Provision]] = {}
    coded: dict[tuple[object, ...], list[Provision]] = {}
    items = [record for record in records if isinstance(record.content, ControlledItem)]
    for record in ledger.in_reading_order(items):
        content = record.content
        if isinstance(content, ControlledItem) and content.role != "referenced":
            provision, name = Provision.of(record), (content.role, core_name(content.name))
            alike = _alike(coded.get((content.role, content.control_codes), []), provision)
            _gather_item(
                named.setdefault((alike.content.role, core_name(alike.content.name)) if alike else name, []), provision
            )
            if content.control_codes and alike is None:
                coded.setdefault((content.role, content.control_codes), []).append(provision)
    return [provision for same_name in named.values() for provision in same_name]


def _alike(coded: list[Provision], provision: Provision) -> Provision | None:
    """An item under the same codes of which a name is another wording."""
    name = provision.content.name
    near = (known for known in coded if _agree(known.content, provision.content))
    return next((known for known in near if _likeness(known.content.name, name) >= _NEARLY * _pairs(name)), None)


def _gather_item(same_name: list[Provision], provision: Provision) -> None:
    known = next((known for known in same_name if _agree(known.content, provision.content)), None)
    if known is None:
        same_name.append(provision)
        return
    known.take(provision)
    known.content = _fuller_item(known.content, provision.content)


def _agree(one: ControlledItem, other: ControlledItem) -> bool:
    """Whether two items of one name are one: codes and figures not at odds."""
    codes, others = set(one.control_codes) | set(one.hs_codes), set(other.control_codes) | set(other.hs_codes)
    figures, other_figures = _figures(one.specification), _figures(other.specification)
    return (codes <= others or others <= codes) and (
        figures == other_figures or not one.specification or not other.specification
    )


def core_name(name: str) -> str:
    """A name for comparing: folded, without the words that say no more than that it is controlled."""
    return _VAGUE.sub("", _VAGUE.sub("", _folded(name))).replace("等相关", "相关")


def is_bare(item: ControlledItem) -> bool:
    """Whether nothing is known of an item but its name."""
    return not (item.control_codes or item.hs_codes or item.specification)


def _fuller_item(shown: ControlledItem, other: ControlledItem) -> ControlledItem:
    return shown.model_copy(
        update={
            "control_codes": max(shown.control_codes, other.control_codes, key=len),
            "hs_codes": max(shown.hs_codes, other.hs_codes, key=len),
            "specification": shown.specification or other.specification,
        }
    )


@lru_cache(maxsize=16384)
def _folded(text: str) -> str:
    return fold(text).text


def _figures(text: str | None) -> set[str]:
    return set(_FIGURES.findall(text or ""))


def limits_of(ledger: Ledger, records: Sequence[Record]) -> list[Provision]:
    """Limits of an act: one entry per subject and value; the end of a range that is printed whole is no limit of its own.

    Where an official text sets a limit, other sources' versions of it are cited on that line, whatever they call its subject.
    """
    limits = list(map(Provision.of, ledger.in_reading_order([r for r in records if isinstance(r.content, Threshold)])))
    if not limits:
        return []
    deadlines = " ".join(r.content.deadline or "" for r in records if isinstance(r.content, Requirement))
    found = _Limits()
    # Ranges first, then limits with a subject: the others are compared with them.
    for limit in sorted(
        limits, key=lambda provision: (provision.content.comparator != "between", not _subject(provision.content))
    ):
        bounds = _Bounds.of(limit.content)
        near = found.near(bounds)
        known = next((known for known, others in near if others.hold(bounds)), None)
        if known is None and not ledger.is_official(limit.records[0]):
            # An official text may set the very bounds that another source gives for what it names otherwise.
            official = ((known, others) for known, others in near if ledger.is_official(known.records[0]))
            known = next((known for known, others in official if bounds.ends <= others.ends), None)
        if known is not None:
            known.take(limit)
        elif not _is_deadline(limit.content, deadlines):
            limit.text = "" if _subject(limit.content) else excerpt(limit.records[0])
            found.add(limit, bounds)
    return _as_ranges(found.limits)


_LOWER, _UPPER = frozenset({"gt", "ge"}), frozenset({"lt", "le"})


def _as_ranges(limits: list[Provision]) -> list[Provision]:
    """The limits, a lower and an upper one of the same thing that share a quote as one range (大于50 μm且小于等于500 μm)."""
    ranges: list[Provision] = []
    for limit in limits:
        before = ranges[-1] if ranges else None
        ends = _ends_of_range(before, limit) if before is not None else None
        if before is None or ends is None:
            ranges.append(limit)
            continue
        lower, upper = ends
        closed = {"lower_inclusive": lower.comparator == "ge", "upper_inclusive": upper.comparator == "le"}
        before.content = lower.model_copy(update={"comparator": "between", "upper": upper.value, **closed})
        before.take(limit)
    return ranges


def _ends_of_range(one: Provision, other: Provision) -> tuple[Threshold, Threshold] | None:
    """The lower and the upper end, where two limits are those of one range."""
    lower, upper = (one.content, other.content) if one.content.comparator in _LOWER else (other.content, one.content)
    same = (_subject(lower), _unit(lower.unit), lower.approximate) == (
        _subject(upper),
        _unit(upper.unit),
        upper.approximate,
    )
    if not same or lower.comparator not in _LOWER or upper.comparator not in _UPPER or lower.value >= upper.value:
        return None
    first, second = one.records[0], other.records[0]
    shared = any(
        span.start < other_span.end and other_span.start < span.end
        for span in first.evidence
        for other_span in second.evidence
    )
    return (lower, upper) if shared and first.fact.document == second.fact.document else None


def _is_deadline(content: Threshold, deadlines: str) -> bool:
    """Whether a limit in days is the deadline of a duty that is printed already."""
    return fold_script(content.unit or "") in TIME and w.figure(content.value) in _FIGURES.findall(deadlines)


def _subject(content: Threshold) -> str:
    return _folded(content.item or "") + _folded(content.subject or "")


class _Bounds(NamedTuple):
    """What a limit sets, and for what: parsed once, then compared with all other limits of its act."""

    subject: str
    bound: tuple[str, str, str]
    """Comparator, figure and unit."""
    ends: frozenset[tuple[str, str, str]]
    """The bounds that it sets: one, or two of a range."""

    @classmethod
    def of(cls, content: Threshold) -> _Bounds:
        """The bounds of a limit."""
        unit = _unit(content.unit)
        bound = content.comparator, w.figure(content.value), unit
        if content.comparator != "between" or content.upper is None:
            return cls(_subject(content), bound, frozenset({bound}))
        lower = "gt" if content.lower_inclusive is False else "ge"
        upper = "lt" if content.upper_inclusive is False else "le"
        ends = frozenset({(lower, w.figure(content.value), unit), (upper, w.figure(content.upper), unit)})
        return cls(_subject(content), bound, ends)

    @property
    def figures(self) -> Iterator[tuple[str, ...]]:
        """Keys that it shares with every limit that it may contain or be contained in."""
        yield from self.ends
        yield self.bound[1:]

    def hold(self, other: _Bounds) -> bool:
        """Whether another limit says no more: the same, or an end of it, of what is called the same or not at all."""
        same = other.ends <= self.ends or (not other.subject and other.bound[1:] == self.bound[1:])
        return same and (self.subject in other.subject or other.subject in self.subject)


class _Limits:
    """Limits of an act that are printed, indexed by their figures: only limits with the same figures can repeat one another."""

    def __init__(self) -> None:
        self.limits: list[Provision] = []
        self._bounds: list[_Bounds] = []
        self._places: dict[tuple[str, ...], list[int]] = {}

    def add(self, limit: Provision, bounds: _Bounds) -> None:
        """Add one more."""
        for figures in bounds.figures:
            self._places.setdefault(figures, []).append(len(self.limits))
        self.limits.append(limit)
        self._bounds.append(bounds)

    def near(self, bounds: _Bounds) -> list[tuple[Provision, _Bounds]]:
        """Those that may say the same as a limit, in their order."""
        places = sorted({place for figures in bounds.figures for place in self._places.get(figures, ())})
        return [(self.limits[place], self._bounds[place]) for place in places]


def _unit(unit: str | None) -> str:
    folded = fold_script(unit or "").replace("奈米", "纳米").replace("µ", "μ")
    return _SAME_UNITS.get(folded, folded)


def rules_of(ledger: Ledger, records: Iterable[Record]) -> list[Provision]:
    """Licensing rules by treatment: a rule without a scope stands only where no other of its treatment says more.

    Where an official text gives rules of a treatment, other sources are cited on those lines and not repeated.
    """
    rules = list(
        map(Provision.of, ledger.in_reading_order([r for r in records if isinstance(r.content, LicensingRule)]))
    )
    if not rules:
        return []
    return [
        provision
        for treatment in w.TREATMENTS
        for provision in _rules_of_one(ledger, [rule for rule in rules if rule.content.treatment == treatment])
    ]


def _rules_of_one(ledger: Ledger, rules: list[Provision]) -> list[Provision]:
    """Rules of one treatment."""
    scoped = [rule for rule in rules if phrasing.rule_scope(rule.content)]
    leading = [rule for rule in scoped if ledger.is_official(rule.records[0])] or scoped
    for rule in rules:
        rule.text = phrasing.fact_line(rule.content) + _from_abroad(rule) if leading else _quoted(rule)
    leading = [rule for rule in leading if not _is_part(rule, leading)]
    found = _distinct(sorted(leading or rules, key=lambda rule: clause_order(rule.clause)))
    led = {id(rule) for rule in leading}
    for rule in rules if leading else []:
        if id(rule) not in led:
            max(found, key=lambda known: _likeness(known.text, rule.text)).take(rule)
    return found


def _from_abroad(rule: Provision) -> str:
    """Who exports, where a rule reaches those abroad: of its own words it would read as one for exports from China."""
    quotes = (normalize(span.quote) for span in rule.records[0].evidence)
    found = next((match for quote in quotes if (match := _ABROAD.search(quote.text))), None)
    return f"；出口者：{phrasing.words(found['who'])}" if found else ""


def _is_part(rule: Provision, rules: Iterable[Provision]) -> bool:
    """Whether a rule for 部分 of some goods is one that another states with their number: 部分产品, 约300个产品."""
    goods = _SOME.sub("", _folded(rule.content.applies_to or ""))
    if not goods or not _SOME.match(_folded(rule.content.applies_to or "")):
        return False
    others = (_folded(other.content.applies_to or "") for other in rules if other is not rule)
    return any(_NUMBERED.sub("", other) == goods and other != goods for other in others)


def _quoted(rule: Provision) -> str:
    """A rule that gives no scope, in the words of its source."""
    treatment = rule.content.treatment
    quote = excerpt(rule.records[0], w.TREATMENT_WORDS[treatment])
    return f"{w.TREATMENTS[treatment]}：{quote}" if quote else phrasing.fact_line(rule.content)


def _likeness(one: str, other: str) -> int:
    """How many pairs of neighbouring characters two lines share: enough to see what a line paraphrases."""
    return len(_pairs_of(one) & _pairs_of(other))


def _pairs(text: str) -> int:
    return len(_pairs_of(text))


@lru_cache(maxsize=16384)
def _pairs_of(text: str) -> frozenset[str]:
    folded = _folded(text)
    return frozenset(folded[i : i + 2] for i in range(len(folded) - 1))


def clause_order(clause: str | None) -> tuple[bool, list[int]]:
    """Sorts clauses as the act counts them, what names none last."""
    numbers = (parse_integer(written) for written in _COUNTED.findall(clause or ""))
    return clause is None, [number for number in numbers if number is not None]


def duties_of(ledger: Ledger, records: Iterable[Record]) -> list[Provision]:
    """Duties, each once."""
    return _requirements(ledger, records, lambda requirement: requirement.type != "transition")


def transitions_of(ledger: Ledger, records: Iterable[Record]) -> list[Provision]:
    """What is granted for a time, and is nobody's duty, each once."""
    return _requirements(ledger, records, lambda requirement: requirement.type == "transition")


def _requirements(ledger: Ledger, records: Iterable[Record], wanted: Callable[[Requirement], bool]) -> list[Provision]:
    wanting = [r for r in records if isinstance(r.content, Requirement) and wanted(r.content)]
    duties = [Provision.of(record, phrasing.fact_line(record.content)) for record in ledger.in_reading_order(wanting)]
    return _distinct(sorted(duties, key=lambda duty: clause_order(duty.clause)))


def _distinct(statements: Iterable[Provision]) -> list[Provision]:
    """Statements of which none says the words of another; of two, the longer stands."""
    found, words = list[Provision](), list[str]()
    for provision in statements:
        folded = _folded(provision.text)
        place = next((place for place, known in enumerate(words) if folded in known or known in folded), None)
        if place is None:
            found.append(provision)
            words.append(folded)
            continue
        known = found[place]
        if len(provision.text) > len(known.text):
            known.text, words[place] = provision.text, folded
        known.take(provision)
    return found
