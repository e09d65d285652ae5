"""Keys of instruments: one canonical form for every way of writing a number.

MOFCOM/announcement/2025/58        numbered; the year may be empty: MOFCOM/announcement//55
MOFCOM/statement/2025-11-05/slug   without a number: authority, type, day, slug
case/津东疆关缉违字〔2025〕83号      a penalty case
law/中华人民共和国出口管制法          a law, its title in simplified characters
title/…                            known by title only, simplified, until it resolves
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from workbench.text import fold_script

AUTHORITY_NAMES = {
    "MOFCOM": "商務部",
    "GACC": "海關總署",
    "MFA": "外交部",
    "SC": "國務院",
    "UEL": "不可靠實體清單工作機制",
    "MIIT": "工業和信息化部",
    "NPC": "全國人民代表大會常務委員會",
}
"""Authority of a key -> its name in the report's script."""

TYPE_NAMES = {
    "announcement": "公告",
    "order": "令",
    "statement": "發言人表示",
    "dialogue": "對話",
    "campaign": "專項行動",
    "draft": "徵求意見稿",
    "measure": "措施",
}

_NUMBERED = re.compile(r"(?P<authority>[A-Z]+)/(?P<type>[a-z]+)/(?P<year>\d{4})?/(?P<number>\d+)")
_TITLE_MARKS = re.compile(r"[《》〈〉「」『』“”\"'\s]+")


@dataclass(frozen=True, slots=True)
class Number:
    """A numbered act: authority, type, year (None where it cannot be known), number."""

    authority: str
    type: str
    year: int | None
    number: int

    @property
    def key(self) -> str:
        """The canonical key."""
        return f"{self.authority}/{self.type}/{self.year or ''}/{self.number}"

    @property
    def label(self) -> str:
        """The number as the report writes it: 商務部公告2025年第58號."""
        name = AUTHORITY_NAMES.get(self.authority, self.authority)
        year = f"{self.year}年" if self.year else ""
        return f"{name}{TYPE_NAMES.get(self.type, self.type)}{year}第{self.number}號"


@lru_cache(maxsize=65536)
def parse_key(key: str) -> Number | None:
    """The number behind a numbered key; None for any other key."""
    match = _NUMBERED.fullmatch(key)
    if match is None:
        return None
    year = int(match["year"]) if match["year"] else None
    return Number(match["authority"], match["type"], year, int(match["number"]))


def is_key(text: str) -> bool:
    """Whether `text` already is a canonical key."""
    return parse_key(text) is not None or text.split("/", 1)[0] in {"law", "title", "case"} or text.count("/") == 3


def normal_title(title: str) -> str:
    """A title as keys hold it: folded to simplified characters, without marks or spaces."""
    return fold_script(unicodedata.normalize("NFKC", _TITLE_MARKS.sub("", title)))


def short_title(title: str) -> str:
    """A normal title without the name of the country, so that 《出口管制法》 and its full title compare equal."""
    return normal_title(title).replace("中华人民共和国", "")


def title_key(title: str) -> str:
    """Key of an act known by title only."""
    return f"title/{normal_title(title)}"


def law_key(title: str) -> str:
    """Key of a law, regulation or measure."""
    return f"law/{normal_title(title)}"


def case_key(case_number: str) -> str:
    """Key of a penalty case."""
    return f"case/{fold_script(case_number.strip())}"


def label(key: str) -> str:
    """What the report calls the instrument of a key, where no title is known."""
    number = parse_key(key)
    if number is not None:
        return number.label
    scheme, _, rest = key.partition("/")
    if scheme in {"title", "law"}:
        return f"《{rest}》"
    if scheme == "case":
        return rest
    parts = key.split("/")
    if len(parts) == 4:
        name = AUTHORITY_NAMES.get(parts[0], parts[0])
        return f"{name}{TYPE_NAMES.get(parts[1], parts[1])}（{parts[2]}）"
    return key
