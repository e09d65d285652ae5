"""What a numbered act is about: goods, or a country, that a report gives to one number and that belong to another act."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from workbench.facts.kinds import ControlledItem, LegalInstrument, LicensingRule
from workbench.recognition.jurisdictions import places_in
from workbench.resolution import Statement
from workbench.text import han_pattern
from workbench.verification.checked import Checked
from workbench.verification.findings import Finding
from workbench.verification.forms import normal_form
from workbench.verification.goods import goods_in
from workbench.verification.known import is_numbered
from workbench.verification.markdown import Unit

# What may stand between a number and the words that say what it is about: 公告, the year, in brackets or not.
_REST_OF_REFERENCE = (
    r"(?:公告|号|令)?\s?(?:(?:of|,)\s20[0-9]{2},?\s?)?(?:[(](?:[^()]*20[0-9]{2}[^()]*)[)])?\s?(?:公告|令)?"
    r"(?:,(?=covering|concerning|on\s))?"
)
# 的內容是關於, 涉及; 所管制的對象是; 係就; 也涉及.
_IS_ABOUT = (
    r"(?:的|其)?(?:内容|主题|对象|事由)?[是为系]?(?:关于|针对|涉及|有关|适用于)的?是?"
    r"|(?:所)?(?:管制|管|管控|规范|覆盖|涵盖)的?(?:对象)?[是为]?"
    r"|系?(?:就|对)"
    r"|(?:也|还|另|则|主要|专门|同样)+(?:涉及|针对|管制|规范)"
)
_IS_ABOUT_IN_ENGLISH = (
    r"\b(?:also\s|mainly\s)?(?:covers?|concerns?|controls?|addresses|targets|governs|restricts?|deals with|relates? to"
    r"|appl(?:y|ies) to|is about|is on|covering|concerning|on)\s"
)
_SAYS_MATTER = han_pattern(
    rf"{_REST_OF_REFERENCE}(?:{_IS_ABOUT}|[(:]|{_IS_ABOUT_IN_ENGLISH})(?P<what>[^,。;|()《]{{1,60}})", re.IGNORECASE
)
"""What follows a number: `what` is the words that say what the act is about."""
_MATTER_BEFORE = re.compile(r"(?:^|(?<=[,。;:|、\s]))(?P<what>[^,。;:|、()]{2,30})[(]$")
_CLOSES = han_pattern(r".?(?:公告|号|令){0,2}[)]")
_MATTER_COLUMNS = frozenset({"scope", "item", "note", "name", None})
_DIRECTED = han_pattern(
    r"(?:对|^)[^,。;|对]{1,8}?(?:出口(?!管制|商|经营)|转让|两用)|(?:exports?|shipments) [^,.;]{0,40}\bto\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Matter:
    """What an act is about, by its titles, items and licensing rules."""

    goods: frozenset[str]
    """Kinds of goods, as `goods_in` names them."""
    places: frozenset[str]
    """Codes of the countries that its titles direct it at."""
    statements: tuple[Statement, ...]


def matter_findings(checked: Checked) -> Iterator[Finding]:
    """A finding for every number to which a report gives the goods or the country of another act."""
    matters = _Matters(checked)
    of_unknown_matter: dict[str, list[tuple[Unit, int, int]]] = defaultdict(list)
    for unit in checked.policy_units:
        for key, start, end in _reported_matters(checked, unit):
            yield from _findings_on_matter(checked, matters, unit, key, start, end)
            if not matters.of(key).goods and goods_in(unit.normal.text[start:end]):
                of_unknown_matter[key].append((unit, start, end))
    for key, places in of_unknown_matter.items():
        yield from _at_odds(checked, key, places)


def _at_odds(checked: Checked, key: str, places: list[tuple[Unit, int, int]]) -> Iterator[Finding]:
    """第56號 about rare earths on one line and about diamonds on another, where no fact tells what it is about."""
    reported = [goods_in(unit.normal.text[start:end]) for unit, start, end in places]
    agreeing = [sum(bool(goods & other) for other in reported) for goods in reported]
    main = agreeing.index(max(agreeing))
    for (unit, start, end), goods in zip(places, reported, strict=True):
        if not goods & reported[main]:
            facts_say = f"{key}: {', '.join(sorted(reported[main]))} on line {places[main][0].line}"
            quote = unit.normal.quote(start, end)
            yield checked.finding("internal", "scope", unit, quote, facts_say=facts_say)


class _Matters:
    """What the acts of the facts are about, each read once."""

    def __init__(self, checked: Checked) -> None:
        self._known = checked.known
        self._read: dict[str, _Matter] = {}

    def of(self, key: str) -> _Matter:
        """The goods and countries in an act's titles, items and rules."""
        if key not in self._read:
            stated = [
                (statement, text)
                for statement in self._known.facts_of(key)
                for text in _texts_on_matter(statement)
                if goods_in(text) or places_in(normal_form(text).text)
            ]
            titles = self._known.titles(key).values
            places = [normal_form(title).text for title in titles if _DIRECTED.search(normal_form(title).text)]
            self._read[key] = _Matter(
                frozenset[str]().union(*(goods_in(text) for _, text in stated)),
                frozenset[str]().union(*map(places_in, places)),
                tuple(statement for statement, _ in stated),
            )
        return self._read[key]

    @cached_property
    def others(self) -> tuple[tuple[str, _Matter], ...]:
        """Every act of the facts that is about some goods or country."""
        all_of = ((key, self.of(key)) for key in self._known.instruments.keys if not key.startswith("law/"))
        return tuple((key, matter) for key, matter in all_of if matter.goods or matter.places)


def _texts_on_matter(statement: Statement) -> Iterator[str]:
    content = statement.content
    if isinstance(content, ControlledItem):
        yield content.name
    elif isinstance(content, LicensingRule):
        yield content.applies_to or ""
    elif not isinstance(content, LegalInstrument):
        yield getattr(content, "title", None) or ""


def _reported_matters(checked: Checked, unit: Unit) -> Iterator[tuple[str, int, int]]:
    """Each act that a unit names by a single number: its key, and start and end, in the normal text, of the words that say
    what it is about.
    """
    text = unit.normal.text
    named = [one for one in checked.subjects.named(unit.text, unit) if one.how != "title"]
    for one in named:
        if one.how != "number" or len(one.keys) != 1 or not is_numbered(one.keys[0]):
            continue
        behind = _SAYS_MATTER.match(text, one.end)
        if behind:
            yield one.keys[0], *behind.span("what")
        before = _MATTER_BEFORE.search(text, 0, one.start + (text[one.start] == "("))
        if before and _CLOSES.match(text, one.end - 1):
            yield one.keys[0], *before.span("what")
    own = checked.subjects.own(unit) if unit.kind == "row" and len(named) == 1 else ()
    if len(own) == 1 and is_numbered(own[0]):
        start = 0
        for cell, value in zip(unit.cells, unit.values, strict=False):
            end = start + len(value)
            if cell.column in _MATTER_COLUMNS and not checked.subjects.named(value, unit):
                yield own[0], unit.normal.offset(start), unit.normal.offset(end)
            start = end + len(" | ")


def _findings_on_matter(
    checked: Checked, matters: _Matters, unit: Unit, key: str, start: int, end: int
) -> Iterator[Finding]:
    words = unit.normal.text[start:end]
    reported, known = goods_in(words), matters.of(key)
    to = places_in(words) if _DIRECTED.search(words) else frozenset[str]()
    if reported and known.goods and not reported & known.goods:
        others = [(other, matter) for other, matter in matters.others if reported <= matter.goods]
    elif to and known.places and not to & known.places and not reported:
        others = [(other, matter) for other, matter in matters.others if to <= matter.places]
    else:
        return
    of_others = [other for other, _ in others if other != key]
    about = ", ".join(sorted(known.goods or known.places))
    facts_say = f"{key}: {about}" + (
        f"; {', '.join(sorted(reported or to))}: {', '.join(of_others[:4])}" if of_others else ""
    )
    yield checked.finding(
        "contradicted" if of_others else "unsupported", "scope", unit, unit.normal.quote(start, end), facts_say=facts_say,
        statements=(*known.statements, *(s for _, matter in others for s in matter.statements)), severity="high" if of_others else None,
    )  # fmt: skip
