"""Names that no source lists, standing among names that sources list: one company of five that nobody listed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from workbench.facts.kinds import Listing
from workbench.text import fold_script, han_pattern
from workbench.verification.antecedents import sentences
from workbench.verification.checked import Checked
from workbench.verification.findings import Finding, Verdict
from workbench.verification.listed import PUTS_ON_LIST, lists_in, short_names, without_legal_form
from workbench.verification.markdown import Unit

_PARTING = han_pattern(
    "|".join(
        (
            r"、",
            r",\s?(?:and\s|&\s)?(?=[A-Za-z0-9])|[,;]",
            r"以及|(?<![研普])及(?!其)|(?<![共])和|(?<!参)与",  # but 研及, 普及, 及其, 共和, 參與
            r"\sand\s|\s&\s(?=[A-Z])",
            r"\||\n",
        )
    )
)
"""What stands between two names of an enumeration."""
_CLOSED = han_pattern(
    r"[。:!?|]|列入|纳入|包括|包含|分别|将|把|对|为|即|includ(?:e[sd]?|ing)|\b(?:are|were|is|was|of|as|by|such as)\b"
)
"""What an enumeration begins behind."""
_GOES_ON = "|".join(
    (
        r"等(?:[^等]*)",  # 等五家企業
        r"[0-9一二三四五六七八九十]+家.*",
        r"在内.*|被.*|均.*|也.*|已.*|的.*",
        r"\b(?:were|was|are|is|have|has|had|on|to|in|by|which|who)\b.*",
    )
)
_BEHIND = han_pattern(rf"(?:{_GOES_ON})$", re.IGNORECASE)
"""What stands behind the last name of an enumeration."""
_BEFORE = han_pattern(
    r"^(?:.*(?:企业|公司|实体|机构|名单|清单)(?:有|是|:)|以下|另有|还有|其中|例如|如|the\s|also\s)", re.IGNORECASE
)
_HAN_NAME = re.compile(r"[\u3400-\u9fffA-Za-z0-9·•&.\- ]{2,24}")
_LATIN_NAME = re.compile(r"[A-Z0-9][\w.'’-]*(?:\s(?:of\s|&\s)?[A-Z0-9&][\w.'’-]*){0,6}")
_NO_NAME = han_pattern(
    "|".join(
        (
            r"[被均也其该此并再又则已]|之一",  # words of a sentence
            r"公告|名单|清单|措施|实体$",  # what names acts and lists
            r"^(?:[0-9]+|其他|其余|另外|相关|上述|多家|数家|各|两|三)",  # how many, or which of them
            r"企业$|机构$|个人$|人员|高管|总裁|董事|首席|总监|主席|经理",  # kinds of listed parties, and offices held
            r"(?<![电原量粒])子公司$|分公司$|分支机构",  # parts of a company; 電子公司 is one itself
            r"[0-9](?:月|日|年|家|号)",  # days, counts, numbers of acts
            r"禁止|出口|暂停|停止|列|属",  # what is done
            r"^(?:美国|日本|中国|台湾|台湾地区|加拿大|欧盟|韩国|荷兰|英国)$",  # countries
        )
    )
)
"""What is in no name of a company or person."""
_LEGAL_FORM = re.compile(r"(?:Inc|LLC|Ltd|Corp|Co|L\.?P|PLC|GmbH|Limited|Corporation|Company|USA)\.?", re.IGNORECASE)
_ENDING = frozenset("|,;\n")
_LEAST_ALIKE = 2
_MOST_NAMED = 16
_LONGEST = 120
"""Characters of a piece that may hold a name with the words around it."""


@dataclass(frozen=True, slots=True)
class _Name:
    """One piece of an enumeration: where it stands, and the notices that list who is named there, if any."""

    unit: Unit
    start: int
    end: int
    keys: frozenset[str]

    @property
    def text(self) -> str:
        return self.unit.normal.text[self.start : self.end]


def unlisted_name_findings(checked: Checked) -> Iterator[Finding]:
    """A finding for every name in an enumeration of listed entities that no notice lists."""
    forms = frozenset(form for _, listing in checked.known.of_kind(Listing) for form in short_names(listing))
    for run in _runs(checked):
        known = [name for name in run if name.keys]
        unlisted = [name for name in run if not name.keys and _reads_as_name(name.text, forms)]
        if not unlisted or len(known) < _LEAST_ALIKE:
            continue
        common = frozenset[str].intersection(*(name.keys for name in known))
        all_known = bool(common) and all(_all_named(checked, key) for key in common)
        if all_known or len(unlisted) < len(known):
            notices = sorted(common or frozenset[str].union(*(name.keys for name in known)))
            verdict: Verdict = "contradicted" if all_known else "unsupported"
            yield from (_finding_on(checked, name, notices, verdict) for name in _beside_known(run) if name in unlisted)


def _beside_known(run: Sequence[_Name]) -> Iterator[_Name]:
    """The pieces that stand next to a known name: farther off, an enumeration may have turned to other things."""
    for index, name in enumerate(run):
        if any(other.keys for other in run[max(0, index - 1) : index + 2]):
            yield name


def _finding_on(checked: Checked, name: _Name, notices: Sequence[str], verdict: Verdict) -> Finding:
    behind = [(s, listing) for key in notices for s, listing in checked.known.of(key, Listing)]
    names = list(dict.fromkeys(listing.name_zh or listing.name_original or "" for _, listing in behind))
    listed = "、".join(names[:_MOST_NAMED]) + ("…" if len(names) > _MOST_NAMED else "")
    return checked.finding(
        verdict, "name", name.unit, name.unit.normal.quote(name.start, name.end),
        facts_say=f"{', '.join(notices)}: {listed}", statements=[statement for statement, _ in behind],
    )  # fmt: skip


def _all_named(checked: Checked, key: str) -> bool:
    """Whether the facts name as many as a notice counts."""
    counts = {count for notice in checked.known.notices if notice.key == key for count in notice.counts}
    named = {
        listing.name_zh or listing.name_original
        for _, listing in checked.known.of(key, Listing)
        if listing.action == "add"
    }
    return bool(counts) and len(named) >= max(counts)


def _reads_as_name(text: str, forms: frozenset[str]) -> bool:
    """Whether a piece reads as somebody's name, and not as part or whole of one that is known."""
    if _LEGAL_FORM.fullmatch(text) or _NO_NAME.search(text):
        return False
    if not (_LATIN_NAME if text.isascii() else _HAN_NAME).fullmatch(text):
        return False
    name, short = text.casefold(), without_legal_form(text).casefold()
    return not any(name in form or form in name or short in form for form in forms)


def _runs(checked: Checked) -> Iterator[list[_Name]]:
    """The enumerations of a report that name somebody listed: in a sentence, in a cell, line by line in a list."""
    units = checked.policy_units
    for unit in units:
        if next(checked.subjects.entities_in(unit.normal.text), None) is not None:
            yield from _within(checked, unit)
    yield from _line_by_line(checked, units)


def _within(checked: Checked, unit: Unit) -> Iterator[list[_Name]]:
    text = unit.normal.text
    listed = unit.kind != "text" and (unit.cell("list") is not None or bool(checked.subjects.lists(unit)))
    for start, end in sentences(text):
        if not (listed or PUTS_ON_LIST.search(text, start, end) or _names_notice(checked, unit, start, end)):
            continue
        run: list[_Name] = []
        for first, last, parted in _pieces(text, start, end):
            name = _name_at(checked, unit, first, last)
            if parted or name is None:
                yield run
                run = []
            if name is not None:
                run.append(name)
        yield run


def _names_notice(checked: Checked, unit: Unit, start: int, end: int) -> bool:
    """Whether a sentence names a list, or by number an act that puts entities on one."""
    keys = checked.subjects.numbered_in(unit.normal.quote(start, end), unit)
    return bool(lists_in(unit.normal.text[start:end])) or any(notice.key in keys for notice in checked.known.notices)


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """The pieces of a sentence between the marks of an enumeration: start, end, and whether a new enumeration begins there."""
    position, parted = start, True
    marks = [*_PARTING.finditer(text, start, end), None]
    for mark in marks:
        stop = mark.start() if mark is not None else end
        closed = [match.end() for match in _CLOSED.finditer(text, position, stop)]
        first = closed[-1] if closed else position
        yield first, stop, parted or bool(closed)
        parted = mark is not None and mark[0] in _ENDING
        position = mark.end() if mark is not None else end


def _name_at(checked: Checked, unit: Unit, start: int, end: int) -> _Name | None:
    """A piece as a name, without what stands before and behind it; None where nothing is left."""
    text = unit.normal.text
    known = [(s, e, key) for s, e, key in checked.subjects.entities_in(text[start:end])]
    if known:
        return _Name(unit, start, end, frozenset(key for _, _, key in known))
    if end - start > _LONGEST:
        return None
    before = _BEFORE.match(text[start:end])
    start += before.end() if before else 0
    behind = _BEHIND.search(text[start:end])
    end = start + behind.start() if behind else end
    start += len(text[start:end]) - len(text[start:end].lstrip(" \"'“”「」*("))
    end -= len(text[start:end]) - len(text[start:end].rstrip(" \"'“”「」*)."))
    return _Name(unit, start, end, frozenset()) if end > start else None


def _line_by_line(checked: Checked, units: Iterable[Unit]) -> Iterator[list[_Name]]:
    """Items that are one name each."""
    run: list[_Name] = []
    before: Unit | None = None
    for unit in units:
        if before is None or not _stands_with(before, unit):
            yield run
            run = []
        before = unit
        name = _whole(checked, unit)
        if name is not None:
            run.append(name)
    yield run


def _stands_with(before: Unit, unit: Unit) -> bool:
    return (before.kind, before.path, before.lead, before.parents, before.columns) == (
        unit.kind, unit.path, unit.lead, unit.parents, unit.columns
    )  # fmt: skip


def _whole(checked: Checked, unit: Unit) -> _Name | None:
    """The name that an item is, up to a bracket or a colon."""
    if unit.kind != "item" or not checked.subjects.lists(unit):
        return None
    text = unit.normal.text
    opening = re.search(r"[(:]", text)
    end = opening.start() if opening else len(text)
    if _PARTING.search(text, 0, end) or fold_script("。") in text[:end]:
        return None
    name = _name_at(checked, unit, 0, end)
    if name is None or not name.keys:
        return name
    places = [e - s for s, e, _ in checked.subjects.entities_in(text[:end])]
    return name if 2 * max(places) >= end else None
