"""References to acts: numbers found in a text, and any written form turned into its canonical key."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Any, TypeVar

from workbench.facts.base import Content
from workbench.facts.document import Document
from workbench.facts.references import Number, case_key, is_key, law_key, parse_key, title_key
from workbench.recognition.case_numbers import case_number
from workbench.recognition.numbered import find_references
from workbench.recognition.numbered_context import ReferenceMention
from workbench.recognition.page_breaks import rejoin_cuts
from workbench.text import NormalText, fold_script, han_pattern, normalize, parse_integer

__all__ = ["ReferenceMention", "canonical_references", "find_references", "is_law_title", "parse_reference"]

C = TypeVar("C", bound=Content)

_REFERENCE_FIELDS = ("instrument", "by", "cited_by")
_SHORTHAND = re.compile(
    r"(?P<authority>MOFCOM|GACC|UEL|MFA|SC|MIIT|NPC)[\s/|_-]+(?:(?P<type>announcement|order)[\s/|_-]+)?"
    r"(?:(?P<year>20[0-9]{2})?[\s/|_-]+)?(?:No\.?\s?)?(?P<number>[0-9]{1,4})",
    re.IGNORECASE,
)


@lru_cache(maxsize=1)
def _law_ending() -> re.Pattern[str]:
    return han_pattern(
        r"(?:(?<![方算手写做说看])法|税则|条例|规定|办法|细则|实施细则|准则|规则|清单|目录|名录|名单|草案|章程|公约|条约|议定书|解释|"
        r"纲要|指南|暂行规定)(?:\([^)]{1,20}\))?$"
    )


@lru_cache(maxsize=1)
def _bare_number() -> re.Pattern[str]:
    return han_pattern(r"(?:(?:19|20)[0-9]{2}年?)?第?[0-9]{1,3}号?")


@lru_cache(maxsize=1)
def _of_list() -> re.Pattern[str]:
    """A list for the announcement that puts entities on it: 管控名單第21號, 不可靠實體清單〔2025〕7號."""
    return han_pattern(
        r"(?:(?P<unreliable>不可靠实体清单)|(?:出口管制)?(?:管控|关注)名单)\s?(?:[〔\[(]?(?P<year>20[0-9]{2})[〕\])]?年?)?\s?第?"
        r"(?P<number>[0-9]{1,3})号"
    )


@lru_cache(maxsize=4096)
def is_law_title(title: str) -> bool:
    """Whether a title names a law, regulation or list that others cite, rather than an announcement or decision."""
    return bool(_law_ending().search(normalize(title).text.strip("《》\n ")))


@lru_cache(maxsize=1)
def _type_alone() -> re.Pattern[str]:
    return han_pattern("决定|公告|通知|通告|(?:反制)?清单|名单|目录|条例|规定|办法|细则")


def is_type_alone(normal_title: str) -> bool:
    """Whether a title (normal text) is but a kind of act: 《决定》 stands for what was named in full before."""
    return _type_alone().fullmatch(normal_title) is not None


def parse_reference(written: str, *, year: int | None = None) -> str | None:
    """The canonical key of any written form of a reference, or None where nothing is recognised.

    Understood are keys themselves, numbers (商務部公告2025年第61號, 61號公告, `mofcom 2025 61`, MOFCOM Announcement
    No. 61 of 2025), penalty numbers, titles in 《》 and bare titles of laws. `year` is taken where none is written.
    """
    text = unicodedata.normalize("NFKC", written).strip()
    if not text:
        return None
    if "/" in text and is_key(text):
        return text
    normal = normalize(written.strip())
    case = case_number().search(normal.text)
    if case:
        return case_key(case[0])
    found = find_references(normal, year=year) or _bare(normal, year)
    if found:
        return found[0].key
    listed = _of_list().fullmatch(normal.text)
    if listed:
        authority = "UEL" if listed["unreliable"] else "MOFCOM"
        return Number(authority, "announcement", parse_integer(listed["year"] or "") or year, int(listed["number"])).key
    shorthand = _SHORTHAND.fullmatch(normal.text)
    if shorthand:
        return _shorthand_key(shorthand, year)
    return _titled_key(normal.text)


def _bare(normal: NormalText, year: int | None) -> tuple[ReferenceMention, ...]:
    """A number alone (2025年第61號, 第61號) is read as an announcement; a naked figure is not."""
    stripped = normal.text.strip()
    if not _bare_number().fullmatch(stripped) or stripped.isdigit():
        return ()
    return find_references(normalize(f"{stripped.removesuffix('号')}号公告"), year=year)


def _shorthand_key(match: re.Match[str], year: int | None) -> str:
    written = int(match["year"]) if match["year"] else year
    return Number(
        match["authority"].upper(), (match["type"] or "announcement").casefold(), written, int(match["number"])
    ).key


def _titled_key(text: str) -> str | None:
    stripped = text.strip()
    marked = re.search("《(.+)》", stripped, re.DOTALL)
    if marked:
        return law_key(marked[1]) if is_law_title(marked[1]) else title_key(marked[1])
    if is_law_title(stripped) and len(stripped) <= 60 and not re.search("[。;,]", stripped):
        return law_key(stripped)
    if re.search(fold_script("(?:公告|决定|通知|通告|声明|意见|函)$"), stripped) and len(stripped) >= 8:
        return title_key(stripped)
    return None


def canonical_references(content: C, document: Document) -> C:
    """`content` with every reference that was written as text turned into its key; None stays None.

    In a spokesperson's answer "the spokesperson's answer" is that document. Any other text that is no number becomes
    a `title/` key, so that nothing that was written is lost.
    """
    given, changed = vars(content), dict[str, Any]()
    for name in _REFERENCE_FIELDS:
        written = given.get(name)
        if written:
            changed[name] = _key_or_title(written, document)
    targets = given.get("targets")
    if targets:
        changed["targets"] = tuple(
            target.model_copy(update={"instrument": _key_or_title(target.instrument, document)})
            if target.instrument
            else target
            for target in targets
        )
    return content.model_copy(update=changed) if changed else content


def _key_or_title(written: str, document: Document) -> str:
    key = parse_reference(written, year=document.year)
    if key is not None:
        return _as_in_document(key, written, document)
    own_title = document.title or ""
    if _answer().search(normalize(written).text) and _answer().search(normalize(own_title).text):
        return title_key(own_title)
    return title_key(written)


def _as_in_document(key: str, written: str, document: Document) -> str:
    """The document's own full reference, where a short one (第6号令, 2025年第123号公告) leaves year or authority open.

    Taken only if exactly one number of the document fits what is written; else the key stays as it was read.
    """
    number = parse_key(key)
    if number is None:
        return key
    known = _numbers_with_year(document.text, document.year)
    text = normalize(written).text
    fitting = {
        other
        for other in known
        if (other.type, other.number) == (number.type, number.number)
        and (other.year == number.year or not _written_year().search(text))
        and (other.authority == number.authority or not _written_authority().search(text))
    }
    return fitting.pop().key if number not in known and len(fitting) == 1 else key


@lru_cache(maxsize=64)
def _numbers_with_year(text: str, year: int | None) -> frozenset[Number]:
    """The numbers that a text names with a year of its own, not one taken from the document's date."""
    mentions = find_references(rejoin_cuts(normalize(text)), year=year)
    return frozenset(mention.number for mention in mentions if mention.year_from != "document")


@lru_cache(maxsize=1)
def _written_year() -> re.Pattern[str]:
    return han_pattern("(?:19|20)[0-9]{2}|二[〇○零0]")


@lru_cache(maxsize=1)
def _written_authority() -> re.Pattern[str]:
    return han_pattern("商务部|海关总署|外交部|国务院|工信部|工业和信息化部|不可靠实体|工作机制|[A-Z]{2,6}")


@lru_cache(maxsize=1)
def _answer() -> re.Pattern[str]:
    """A spokesperson's answer, however it is called."""
    return han_pattern("发言人|答记者问")
