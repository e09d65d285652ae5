"""The scanner for numbers of announcements and orders in every written form.

Found are `商務部公告2025年第61號`, `〔2025〕7號`, `2025年第6號部令`, `外交部令 第4號`, a number on a line of
its own under 公告, lists that share a prefix (第55號、56號及…第61號、62號), and what lies between the ends of a range
(第55號至第58號). Penalty numbers (關緝違字), streets and resolutions carry neither an authority nor
公告 or 令 and are no references.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from workbench.recognition.issuers import ISSUER_INITIALS, ISSUER_OPENS, ISSUERS_PATTERN, issuer_codes
from workbench.recognition.number_ranges import with_numbers_between
from workbench.recognition.numbered_context import YEAR_PATTERN, NumberContext, NumberItem, ReferenceMention
from workbench.recognition.numbered_english import find_english_numbers
from workbench.recognition.occupied import Occupied
from workbench.text import NormalText, han_pattern, parse_integer

_NUMBER = r"(?:[0-9]{1,4}|[一二三四五六七八九十百零〇]{1,6})(?![0-9年月日个家种%.:])"
_YEAR_PART = rf"[〔\[(【]?{YEAR_PATTERN}[〕\])】]?年?度?"
_LINK = r"\s?(?:、|,|和|及|与|以及|或|暨|-|—|–|~|至|到)\s?"
_ITEM = rf"(?:{_YEAR_PART}\s?)?第?{_NUMBER}号?"
_NUMBERS = rf"{_ITEM}(?:{_LINK}{_ITEM})*"
_TYPES = "(?:公告|通告|部令|令)"
_PLAIN_TYPES = frozenset(("公告", "通告", "部令", "令"))


@lru_cache(maxsize=1)
def _phrase() -> re.Pattern[str]:
    """One phrase: authorities, type, numbers, type; which combinations count is for `_counts` to say."""
    return han_pattern(
        rf"(?=[{ISSUER_INITIALS}公通部令不(0-9零〇○一二三四五六七八九十百〔\[【第])"
        rf"(?={ISSUER_OPENS}|[公通]告|部?令|不可|\(|[0-9零〇○一二三四五六七八九十百〔\[【第](?<![0-9月.].))"
        rf"(?P<issuers>{ISSUERS_PATTERN}|(?:中华人民共和国)?主席(?=令)|不可靠实体清单(?=(?:公告)?[〔\[(]))?[\s:]{{0,3}}"
        rf"(?P<type>{_TYPES})?(?P<gap>[\s(《,]{{0,3}})"
        rf"(?<![0-9月.])(?P<numbers>{_NUMBERS})\s?(?P<after>(?:等|这)?(?:[两三四五六七八九十0-9]+[项则份个])?{_TYPES})?"
        rf"(?:\((?P<late>{YEAR_PATTERN})年?\))?"
    )


@lru_cache(maxsize=1)
def _item() -> re.Pattern[str]:
    return han_pattern(
        rf"(?P<link>{_LINK})?(?:[〔\[(【]?(?P<year>{YEAR_PATTERN})[〕\])】]?年?度?\s?)?(?P<di>第)?(?P<number>{_NUMBER})"
        rf"(?P<hao>号)?"
    )


@lru_cache(maxsize=1)
def _heading() -> re.Pattern[str]:
    """A bare 第55号 that heads what it says, and a number in brackets behind a title."""
    return han_pattern(
        rf"第(?:(?<=^.)|(?<=[\n。;:,].))(?P<bare>{_NUMBER})号(?=—|--|:|关于|《|公布|对)"
        rf"|\((?<=》.)(?P<year>{YEAR_PATTERN})年第?(?P<titled>{_NUMBER})号\)",
        re.MULTILINE,
    )


def find_references(normal: NormalText, *, year: int | None = None) -> tuple[ReferenceMention, ...]:
    """Every numbered act that a text names, in order.

    A missing year is taken from the same number elsewhere in the text, else from the sentence, else from `year` (the
    document's). A missing authority is taken from the sentence, else from the number before, else from the text; a
    joint act belongs to the authority that is named first.
    """
    items = list(_items(normal))
    items = sorted((*_typed(items), *_bare_items(normal, items)), key=lambda item: item.start)
    context = NumberContext(normal, items, year)
    return tuple(context.mention(index) for index in range(len(items)))


def _typed(items: list[NumberItem]) -> Iterator[NumberItem]:
    """In 第21號和第6號令 the first may be an announcement: it is what the text calls that number elsewhere."""
    known = {(item.type, item.number) for item in items if item.typed}
    for item in items:
        other = "announcement" if item.type == "order" else "order"
        if not item.typed and (item.type, item.number) not in known and (other, item.number) in known:
            item = replace(item, type=other, authority=None)
        yield item


@lru_cache(maxsize=1)
def _bare() -> re.Pattern[str]:
    return han_pattern(rf"第(?<![0-9字].)(?P<number>{_NUMBER})号(?![楼线院馆文决议提港机车船店门])")


def _bare_items(normal: NormalText, items: list[NumberItem]) -> Iterator[NumberItem]:
    """第61號 alone, where the text elsewhere gives that number in full."""
    known = {item.number: item for item in items if item.typed}
    taken = Occupied((item.start, item.end) for item in items)
    for match in _bare().finditer(normal.text):
        number = parse_integer(match["number"])
        full = known.get(number) if number else None
        if full is not None and not taken.touch(*match.span()):
            yield NumberItem(match.start(), match.end(), None, full.type, None, full.number, match.start(), False)


def _items(normal: NormalText) -> Iterator[NumberItem]:
    phrases: list[tuple[int, int]] = []
    for match in _phrase().finditer(normal.text):
        found = list(with_numbers_between(_phrase_items(match), normal.text))
        if found:
            phrases.append(match.span())
            yield from found
    taken = Occupied(phrases)
    for item in (*_headings(normal.text), *find_english_numbers(normal.text)):
        if not taken.touch(item.start, item.end):
            yield item


def _phrase_items(match: re.Match[str]) -> Iterator[NumberItem]:
    if not (match["type"] or "号" in match["numbers"]):
        return
    entries = _entries(match)
    if not entries or not _counts(match, entries):
        return
    kinds = (match["after"] or "") + (match["type"] or "")
    called = _called_announcement().search(match.string, max(0, match.start() - 8), match.start())
    act = "order" if "令" in kinds and not called else "announcement"
    codes = issuer_codes(match["issuers"] or "") or _other_codes(match)
    late = parse_integer(match["late"]) if match["late"] else None
    year = late
    for position, entry in enumerate(entries):
        year = parse_integer(entry["year"]) if entry["year"] else year
        number = parse_integer(entry["number"])
        if number is None or not number:
            continue
        first, last = position == 0, position == len(entries) - 1
        start = match.start() if first else entry.start("year" if entry["year"] else "di" if entry["di"] else "number")
        end = match.end() if last and match["after"] and match["after"] in _PLAIN_TYPES else entry.end()
        typed = bool(match["issuers"] or match["type"]) or (last and bool(match["after"])) or bool(entry["year"])
        end += last and "(" in match["gap"] and match.string[end : end + 1] == ")"
        code, lead = codes[0] if codes else None, _skip_space(match.string, match.start())
        yield NumberItem(_skip_space(match.string, start), end, code, act, year, number, lead, typed)


def _other_codes(match: re.Match[str]) -> tuple[str, ...]:
    """The code where the authority is written by what it keeps: 不可靠實體清單〔2025〕7號, also cells apart."""
    if match["issuers"]:
        return ("PRESIDENT",) if "席" in match["issuers"] else ("UEL",)
    return ("UEL",) if _listed_cell(match) else ()


def _listed_cell(match: re.Match[str]) -> bool:
    """A number in 〔〕 alone, in a line that speaks of the unreliable entity list."""
    text, start = match.string, match.start("numbers")
    if text[start : start + 1] != "〔" or match["type"] or _is_han(text[start - 1 : start]):
        return False
    named = _first_unreliable_list(text, text.rfind("\n", 0, start) + 1)
    return named is not None and named <= start


@lru_cache(maxsize=1)
def _first_unreliable_list(text: str, line: int) -> int | None:
    """Where the unreliable entity list has been named first in the line that begins at a position."""
    end = text.find("\n", line)
    found = _unreliable_list().search(text, line, end if end >= 0 else len(text))
    return found.end() if found is not None else None


@lru_cache(maxsize=1)
def _called_announcement() -> re.Pattern[str]:
    """《…的公告》（「46號令」）: the title says that it is no order."""
    return han_pattern("公告[》」][(「“]+$")


@lru_cache(maxsize=1)
def _foreign_issuer() -> re.Pattern[str]:
    return han_pattern("[国美英韩俄盟本大兰](?:商务|外交|财政|国防)部$")


@lru_cache(maxsize=1)
def _other_issuer() -> re.Pattern[str]:
    """Before 公告: a body that is no authority."""
    return han_pattern("[\u4e00-\u9fff]{2}(?:网|厅|协会|商会|交易所|银行|法院|公司|集团|学会)$")


@lru_cache(maxsize=1)
def _number_label() -> re.Pattern[str]:
    """Before a number: the head of a page calls it that of the document."""
    return han_pattern("(?:发布|发文|公告)?文号(?:[】\\]:\\s]{1,3}|[为是系])$")


@lru_cache(maxsize=1)
def _title_follows() -> re.Pattern[str]:
    """Behind a number: 2031年第1號關於…的公告 gives the type at its end."""
    return han_pattern("[\\s,:]{0,2}(?:《|「)?(?:关于|公布)[^。;\\n]{2,60}?(?:公告|通告|决定)(?![0-9第〔])")


@lru_cache(maxsize=1)
def _unreliable_list() -> re.Pattern[str]:
    return han_pattern("不可靠实体清单")


def _is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff"


def _skip_space(text: str, start: int) -> int:
    while text[start] in " \n\t,:(《":
        start += 1
    return start


def _entries(match: re.Match[str]) -> list[re.Match[str]]:
    """The numbers of a phrase, up to the last that 号 closes (or the only one, where an official page lost its 号)."""
    entries, position = [], match.start("numbers")
    while position < match.end("numbers"):
        entry = _item().match(match.string, position, match.end("numbers"))
        if entry is None or entry.end() == position:
            break
        entries.append(entry)
        position = entry.end()
    closed = [index for index, entry in enumerate(entries) if entry["hao"]]
    if closed:
        return entries[: closed[-1] + 1]
    whole = match["type"] and entries and entries[0]["year"] and entries[0]["di"]
    return entries[:1] if whole else []


def _counts(match: re.Match[str], entries: list[re.Match[str]]) -> bool:
    """Whether an authority or 公告/令 stands by the number closely enough to make it a reference."""
    first, before = entries[0], match.string[max(0, match.start() - 14) : match.start()]
    if not match["issuers"] and _foreign_issuer().search(before):
        return False
    if not match["issuers"] and match["type"] and _other_issuer().search(before):
        return False
    if match.start("numbers") and before[-1:] in {"字", "函", "街", "路"}:
        return False
    if first["year"] and first["hao"] and _number_label().search(before):
        return True
    closed_with_type = bool(match["after"]) and entries[-1].end() <= match.end("numbers")
    if first["year"] and first["di"] and entries[-1]["hao"] and _title_follows().match(match.string, entries[-1].end()):
        return True
    if first["year"]:
        return bool(match["issuers"] or match["type"] or closed_with_type or _listed_cell(match))
    if closed_with_type and (match["issuers"] or match["type"] or first["di"] or match["gap"] == ""):
        return True
    if match["type"]:
        return bool(first["di"] or match["issuers"] or "(" in match["gap"])
    return False


def _headings(text: str) -> Iterator[NumberItem]:
    for match in _heading().finditer(text):
        number = parse_integer(match["bare"] or match["titled"])
        context = text[max(0, match.start() - 300) : match.start()]
        if number is not None and (match["titled"] or re.search("公告|号令", context)):
            year = parse_integer(match["year"]) if match["year"] else None
            yield NumberItem(match.start(), match.end(), None, "announcement", year, number, match.start())
