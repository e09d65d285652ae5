"""Jurisdictions, as texts name them: where entities come from, where goods go."""

from __future__ import annotations

import re

from workbench.text import fold_script, han_pattern

_PLACES = {
    "US": "美国 美方 美 美商务部 美国商务部",
    "EU": "欧盟 欧方 欧洲联盟",
    "GB": "英国 英方 英",
    "JP": "日本 日方 日",
    "KR": "韩国 韩方",
    "CA": "加拿大 加方",
    "TW": "台湾地区 中国台湾地区 中国台湾 台湾 台",
    "AU": "澳大利亚 澳方",
    "NL": "荷兰 荷方",
    "DE": "德国",
    "FR": "法国",
    "IL": "以色列",
    "NZ": "新西兰",
    "PH": "菲律宾",
    "LT": "立陶宛",
    "RU": "俄罗斯",
    "IN": "印度",
    "MX": "墨西哥",
    "CZ": "捷克",
    "PL": "波兰",
    "CN": "中国 我国 中方 大陆 国内",
}
_CODE_OF = {fold_script(word): code for code, words in _PLACES.items() for word in words.split()}
_LONG_NAMES = sorted((word for word in _CODE_OF if len(word) > 1), key=len, reverse=True)
PLACE = "|".join(_LONG_NAMES)
"""Regular expression, already folded, of the name of a jurisdiction."""
_PLACE = re.compile(PLACE)
_OUTSIDE = han_pattern("境外|外国|海外")
_ENGLISH = {
    "US": r"united states|american?|u\.s\.|(?-i:\bUS\b)",
    "EU": r"european|(?-i:\bEU\b)",
    "GB": r"united kingdom|british|britain|(?-i:\bUK\b)",
    "JP": "japan",
    "KR": "korea",
    "CA": "canad",
    "TW": "taiwan",
    "AU": "australia",
    "NL": "netherlands|dutch",
    "DE": "german",
    "FR": "france|french",
    "IL": "israel",
    "NZ": "new zealand",
    "PH": "philippin",
    "LT": "lithuania",
    "RU": "russia",
    "IN": r"\bindia\b|\bindian\b",
    "MX": "mexic",
    "CZ": "czech",
    "PL": r"\bpoland\b|\bpolish\b",
    "CN": "china|chinese",
}
_ENGLISH_NAMES = {code: re.compile(source, re.IGNORECASE) for code, source in _ENGLISH.items()}
_TOWARDS = re.compile(f"[{fold_script('对向赴输销')}](?P<short>{'|'.join(sorted(w for w in _CODE_OF if len(w) == 1))})")
"""對日, 輸美: the short name of where something goes."""


def place_of(text: str) -> str | None:
    """Code of the one jurisdiction that a phrase of normal text names; None where it names none or says 外国."""
    if _OUTSIDE.search(text):
        return None
    found = _PLACE.search(text)
    return _CODE_OF[found[0]] if found else None


def places_in(text: str) -> frozenset[str]:
    """Codes of all jurisdictions that a normal text names, in Chinese, in English, or short behind a word for where to."""
    found = {_CODE_OF[match[0]] for match in _PLACE.finditer(text)}
    found |= {_CODE_OF[match["short"]] for match in _TOWARDS.finditer(text)}
    return frozenset(found | {code for code, pattern in _ENGLISH_NAMES.items() if pattern.search(text)})


def goes_to(text: str, destination: str) -> bool:
    """Whether a normal text names a destination (as a fact has it, in normal form); one without a code, in its own words."""
    code = place_of(destination)
    return code in places_in(text) if code is not None else destination in text
