"""The numbers that a passage writes, in figures or words, and what each may stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from workbench.recognition.units import UNIT
from workbench.text import CHINESE_NUMERAL, han_pattern, parse_decimal

_NUMBER = han_pattern(
    r"(?P<percent>百分之|千分之)?"
    r"(?P<number>(?<![0-9A-Za-z.])[-−]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?(?![0-9])"
    r"|(?<![0-9A-Za-z.])[-−]?[0-9]+(?:\.[0-9]+)?"
    rf"|(?![万亿千百])(?!两用|一[些般定致旦起直切律样并]){CHINESE_NUMERAL}+(?:点{CHINESE_NUMERAL}+)?)"
    r"(?P<power>[×xX*]10\^[-−]?[0-9]{1,2}|\^[-−]?[0-9]{1,2})?"
    rf"(?:\s?(?P<multiple>[千百十]?[万亿]+))?(?P<more>余|多)?(?P<tenths>成(?![为立员本分功都]))?"
)
_MEASURE_WORD = han_pattern(
    r"\s?(?:余|多)?(?:家|个|名|位|项|种|所|间|款|类|件|只|人|国|份|起|艘|大|批|条|方|处|单位|实体)"
)
_UNIT_WORD = han_pattern(rf"\s?(?:[年月日号时分天周元成倍条款]|个?工作日|[A-Za-z]|{UNIT})")
_ORDINAL = han_pattern(r"(?:第|附件|附表|表|图|之)\s?$")
_LIST_HEAD = re.compile(r"(?:^|\n)[\s(]*$")
_LIST_TAIL = re.compile(r"\s?[、.)]")


@dataclass(frozen=True, slots=True)
class WrittenNumber:
    """A number in a passage: its value as read, by which rule (None: as written), and whether things are counted."""

    value: Decimal
    rule: str | None
    counts: bool
    measures: bool = False
    """Whether a unit of time, money or measure follows: such a number counts no things."""
    multiple: str = ""
    """What the text multiplies it with and `value` leaves out: 万 of 160.07万; only a unit that says so goes with it."""


def written_numbers(text: str) -> Iterator[WrittenNumber]:
    """The numbers of a normal text in which dates, references and codes are blanked out; ordinals are left out.

    `160.07万` stands for itself and, by rule, for 1600700; `百分之五` for 5, `三成` for 30, `两` for 2.
    """
    for match in _NUMBER.finditer(text):
        number = parse_decimal(match["number"])
        if number is None or _is_ordinal(text, match):
            continue
        counts = _MEASURE_WORD.match(text, match.end()) is not None
        figures = any(char.isdigit() and char.isascii() for char in match["number"])
        measures = not counts and _UNIT_WORD.match(text, match.end()) is not None
        rule = None if figures else "chinese_numeral"
        if not match["power"]:
            yield WrittenNumber(number, rule, counts, measures, match["multiple"] or "")
        if match["multiple"]:
            whole = parse_decimal(match["number"].replace(",", "") + match["multiple"]) if figures else None
            if whole is not None:
                yield WrittenNumber(whole, "unit_multiplied", counts, measures)
        if match["tenths"]:
            yield WrittenNumber(number * 10, "tenths_as_percent", False)
        if match["power"]:
            yield WrittenNumber(_with_power(number, match["power"]), "power_multiplied", counts)
        if match["percent"] and match["percent"].startswith("千"):
            yield WrittenNumber(number / 10, "thousandths_as_percent", False)


def _with_power(number: Decimal, power: str) -> Decimal:
    exponent = int(power.split("^")[1].replace("−", "-"))
    return number**exponent if power.startswith("^") else number * Decimal(10) ** exponent


def _is_ordinal(text: str, match: re.Match[str]) -> bool:
    """第3条, 附件1, and the heads of a numbered list: 一、 (二) 3."""
    if _ORDINAL.search(text, max(0, match.start() - 4), match.start()):
        return True
    return bool(_LIST_HEAD.search(text, 0, match.start()) and _LIST_TAIL.match(text, match.end()))
