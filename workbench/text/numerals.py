"""Numerals as Chinese texts write them: 58, ５８, 五十八, 二〇二五, 1,000, 160.07万, 三点五."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation
from functools import lru_cache

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")}
_DIGITS |= {"〇": 0, "○": 0, "Ｏ": 0, "两": 2, "兩": 2, "壹": 1, "贰": 2, "叁": 3}
_TENS = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_SHORT_TENS = {"廿": "二十", "卅": "三十"}

CHINESE_NUMERAL = "[零〇○一二三四五六七八九两兩十百千万萬亿億廿卅]"
"""Regular expression of one character of a Chinese numeral."""


@lru_cache(maxsize=4096)
def parse_integer(written: str) -> int | None:
    """The whole number that `written` stands for, or None where it is not one."""
    text = unicodedata.normalize("NFKC", written).strip().replace(",", "")
    if re.fullmatch(r"[0-9]+", text):
        return int(text)
    for short, full in _SHORT_TENS.items():
        text = text.replace(short, full)
    if not text or any(char not in _DIGITS and char not in _TENS and char not in _MYRIADS for char in text):
        return None
    if all(char in _DIGITS for char in text):
        return int("".join(str(_DIGITS[char]) for char in text))
    return _parse_positional(text)


@lru_cache(maxsize=4096)
def parse_decimal(written: str) -> Decimal | None:
    """The number that `written` stands for, with 万 and 亿 multiplied out, or None where it is not one."""
    text = unicodedata.normalize("NFKC", written).strip().replace(",", "").replace("−", "-")
    match = re.fullmatch(r"([+-]?[0-9]+(?:\.[0-9]+)?)\s*([万萬亿億千百]*)", text)
    if match:
        factor = 1
        for char in match[2]:
            factor *= _MYRIADS.get(char) or _TENS[char]
        try:
            return _plain(Decimal(match[1]) * factor)
        except InvalidOperation:  # more figures than a decimal holds: no quantity that a text means
            return None
    whole, _, fraction = re.sub("[点點]", ".", text).partition(".")
    number = parse_integer(whole)
    if number is None or not fraction:
        return None if number is None else Decimal(number)
    if any(char not in _DIGITS for char in fraction):
        return None
    try:
        return Decimal(f"{number}." + "".join(str(_DIGITS[char]) for char in fraction))
    except InvalidOperation:
        return None


def _plain(number: Decimal) -> Decimal:
    """Without trailing zeros and without an exponent."""
    reduced = number.normalize()
    return reduced.quantize(Decimal(1)) if reduced == reduced.to_integral_value() else reduced


def _parse_positional(text: str) -> int | None:
    total = section = digit = 0
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _TENS:
            section += (digit or 1) * _TENS[char]
            digit = 0
        else:
            section = (section + digit) or 1
            total = (total + section) * _MYRIADS[char] if _MYRIADS[char] > 10**4 else total + section * _MYRIADS[char]
            section = digit = 0
    return total + section + digit
