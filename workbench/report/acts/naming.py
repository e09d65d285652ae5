"""The order in which instruments are named, joint naming of several of a series, and the identity of entities."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.facts.kinds import Listing
from workbench.facts.references import AUTHORITY_NAMES, parse_key
from workbench.report.cited import Cited, joined
from workbench.text import fold

_AUTHORITIES = tuple(AUTHORITY_NAMES)
_SCHEMES = ("title", "case", "law")


def natural_order(key: str) -> tuple[int, int, str, int, int, str]:
    """Sorts numbered acts by authority, type, year and number, then what has no number, cases and laws last."""
    number = parse_key(key)
    if number is not None:
        authority = _AUTHORITIES.index(number.authority) if number.authority in _AUTHORITIES else len(_AUTHORITIES)
        return 0, authority, number.authority + number.type, number.year or 0, number.number, key
    scheme = key.partition("/")[0]
    return 1 + (_SCHEMES.index(scheme) + 1 if scheme in _SCHEMES else 0), 0, "", 0, 0, key


def named_together(named: Iterable[tuple[str, Cited]]) -> Cited:
    """Keys with their labels as one phrase, in natural order: 商務部公告2025年第55號、第56號、《某決定》."""
    parts, series = [], ""
    for key, label in sorted(named, key=lambda pair: natural_order(pair[0])):
        number = parse_key(key)
        short = f"第{number.number}號" if number else ""
        beginning = label.text.removesuffix(short) if short else ""
        repeated = beginning and beginning == series
        parts.append(Cited(short, label.facts, label.computed) if repeated else label)
        series = beginning
    return joined("、", parts)


def identity_of(listing: Listing) -> str:
    """One identity for all ways of naming an entity: its Chinese name, else the original one."""
    return fold(listing.name_zh or listing.name_original or "").text
