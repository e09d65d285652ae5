"""Which listings name one entity: by its name in either script or language, across announcements and spellings.

Skydio Inc. and Skydio, Inc. are one, 吉布斯和考克斯公司 and 吉布斯与考克斯公司 are one, and so are two Chinese names beside one
original name. Names that only resemble each other are two entities: a list is no place to guess.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from workbench.facts.kinds import Listing
from workbench.text import fold_script

_CHINESE_FORM = re.compile(
    fold_script("(?:(?:控股|股份|集团)?有限(?:责任)?公司|股份有限公司|控股公司|集团公司|公司|集团|株式会社)$")
)
_AND = re.compile(fold_script("[与和及]"))
_ORIGINAL_FORM = re.compile(
    r"(?:\b(?:the|inc|incorporated|llc|llp|ltd|limited|limited partnership|lp|corp|corporation|co|company|plc|gmbh|ag|sa|"
    r"bv|nv|ab|uab|oy|as|kk)\b\s*)+$"
)
_NOT_A_WORD = re.compile(r"[\W_]+")


def name_keys(listing: Listing) -> tuple[str, ...]:
    """What the names of a listing are compared by: `zh:` and `original:`, without form of company, marks or spaces."""
    keys = []
    if listing.name_zh:
        keys.append(f"zh:{chinese_name_key(listing.name_zh)}")
    if listing.name_original:
        keys.append(f"original:{original_name_key(listing.name_original)}")
    return tuple(keys)


def chinese_name_key(name: str) -> str:
    """A Chinese name to compare by: one script, without marks and form of company, 与 and 和 alike."""
    folded = _NOT_A_WORD.sub("", fold_script(unicodedata.normalize("NFKC", name))).casefold()
    return _AND.sub("与", _CHINESE_FORM.sub("", folded) or folded)


def original_name_key(name: str) -> str:
    """A name in Latin letters to compare by: lower case, `&` as `and`, without marks, spaces and form of company."""
    words = _NOT_A_WORD.sub(" ", unicodedata.normalize("NFKC", name).casefold().replace("&", " and ")).strip()
    # UAB and AB are forms of company where they end a name; at its head they stay, being all that tells some apart.
    return (_ORIGINAL_FORM.sub("", words).strip() or words).replace(" ", "")


def same_entities(listings: Sequence[Listing]) -> list[list[int]]:
    """Places of the listings that name one entity, grouped; groups and places in the order given."""
    leader = list(range(len(listings)))

    def lead(place: int) -> int:
        while leader[place] != place:
            leader[place] = leader[leader[place]]
            place = leader[place]
        return place

    first_with: dict[tuple[str, str], int] = {}
    for place, listing in enumerate(listings):
        for key in name_keys(listing):
            first = first_with.setdefault((listing.entity_type, key), place)
            one, other = sorted((lead(first), lead(place)))
            leader[other] = one
    groups: dict[int, list[int]] = {}
    for place in range(len(listings)):
        groups.setdefault(lead(place), []).append(place)
    return list(groups.values())
