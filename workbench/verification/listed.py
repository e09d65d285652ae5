"""Listed entities and lists, as texts name them: short forms of names, names of lists in both scripts and in English."""

from __future__ import annotations

import re
from functools import lru_cache

from workbench.facts.kinds import Listing, ListName
from workbench.recognition.entities_lists import list_of
from workbench.text import fold_script, han_pattern
from workbench.verification.forms import normal_form

_SUFFIX = re.compile(
    fold_script("(?:公司及其分支机构|股份有限公司|有限责任公司|有限公司|株式会社|集团公司|集团|公司)$")
)
_LATIN_SUFFIX = re.compile(
    r"[,\s]*(?:Inc\.?|LLC|Ltd\.?|Corp\.?|Corporation|Limited|Company|Co\.?|USA|International|Holdings)\b.*$"
)
PUTS_ON_LIST = han_pattern(
    "|".join(
        (
            r"列入|纳入|列为|列名|上榜|属于|进入|加入|被列",
            r"在[^,。;|]{0,10}(?:名单|清单)|(?:名单|清单)[上中里内]",
            r"\b(?:is|are|was|were|been|put|placed|added|listed|lists|names)\b",
        )
    ),
    re.IGNORECASE,
)
"""Words by which a text says that somebody is on a list."""
SHORTEST_NAME = 3

_COUNTERS = han_pattern("反制")
_ENGLISH_LISTS: tuple[tuple[ListName, re.Pattern[str]], ...] = (
    ("unreliable_entity", re.compile(r"unreliable entit(?:y|ies) list", re.IGNORECASE)),
    ("export_control", re.compile(r"export control (?:control )?list", re.IGNORECASE)),
    ("countermeasure", re.compile(r"countermeasures? list", re.IGNORECASE)),
    ("watch", re.compile(r"\bwatch list", re.IGNORECASE)),
)


def short_names(listing: Listing) -> frozenset[str]:
    """The forms by which a text may name a listed entity or its parent: normal text, casefolded, without legal suffix."""
    forms = set()
    for name in (listing.name_zh, listing.name_original, listing.parent):
        if name:
            whole = normal_form(name).text.strip()
            forms |= {form.casefold() for form in (whole, without_legal_form(whole)) if len(form) >= SHORTEST_NAME}
    return frozenset(forms)


def without_legal_form(name: str) -> str:
    """A name, in normal form, without 股份有限公司, Inc. and the like."""
    return _LATIN_SUFFIX.sub("", name) if name[:1].isascii() else _SUFFIX.sub("", name)


@lru_cache(maxsize=4096)
def lists_in(text: str) -> frozenset[ListName]:
    """The lists that a text names."""
    normal = normal_form(text).text
    found = {list_of(normal), list_of(normal, last=True)}
    found |= {name for name, pattern in _ENGLISH_LISTS if pattern.search(normal)}
    if _COUNTERS.search(normal):
        found.add("countermeasure")
    return frozenset(name for name in found if name is not None and name != "foreign")
