"""Names and titles: an entity's name that lost a character, a title that says something else."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from workbench.facts.kinds import Announcement, Listing
from workbench.resolution import Statement
from workbench.resolution.aliases import core_title
from workbench.text import fold_script, han_pattern
from workbench.verification.antecedents import pointed_back_to
from workbench.verification.checked import Checked
from workbench.verification.findings import Finding
from workbench.verification.forms import normal_form
from workbench.verification.known import is_numbered
from workbench.verification.listed import short_names
from workbench.verification.markdown import Unit

_ENDS_NAME = fold_script("公司集团企业银行协会机构大学研究院所")
_LEAST = 4
_Tails = dict[str, dict[str, list[tuple[str, Statement]]]]
_SHORT_THING = 4
_MAY_PRECEDE = han_pattern(r"(?:^|[\s|、,。;:()「『“\"将和及与对把的等由向]|列入|包括|含|家)$")
_TITLE_BEHIND = han_pattern(r"[:]?(?P<title>[^|(),。;:《》]{4,40})")
_OPENS_TITLE = han_pattern(r",?(?:的)?(?:名称|标题|全称|题目)?(?:[是为即]|名为|题为|全称)?\s?《")
_NAMED_TITLE = han_pattern(r"(?:(?:名称|标题|全称|题目)[是为]|名为|题为)\s?《(?P<title>[^《》]{4,60})》")
_TITLE_COLUMNS = frozenset({"name", "reference", "item", "scope", "note"})
_SAYS_WHAT_IT_DOES = han_pattern("(?:列入|新增|移出|调整|暂停|停止)$")
_IS_TITLE = han_pattern(r"[^,。;|()]{6,40}(?:办法|条例|规定|决定|的公告|目录|清单)")
_NUMBERED = han_pattern("[0-9]号")
_PARTS = han_pattern(r"和|及|与|、|以及")
_FRAME = han_pattern(
    "[0-9一二三四五六七八九十]+(?:种|类|项|个)|元素|公布|关于|加强|实施|出口管制|出口|管制|的|决定|公告|措施"
    "|相关物项|有关物项|相关|有关|物项|部分|对|境外|等"
)
_HEADS = tuple(map(fold_script, ("材料", "设备", "技术", "产品", "软件", "零部件")))


def name_findings(checked: Checked) -> Iterator[Finding]:
    """A finding for every name of a listed entity that lost its beginning, and every title that differs in its subject."""
    names = _known_names(checked)
    for unit in checked.report.units:
        if unit.kind != "front":
            yield from _truncated(checked, unit, names)
    for unit in checked.policy_units:
        yield from _titles(checked, unit)


def _known_names(checked: Checked) -> _Tails:
    """Name without its first character -> full names with their statements, grouped by how it begins; only where it
    still reads as a name and is none.
    """
    listings = checked.known.of_kind(Listing)
    whole = {form for _, listing in listings for form in short_names(listing)}
    tails: _Tails = defaultdict(dict)
    for statement, listing in listings:
        name = normal_form(listing.name_zh or "").text
        tail = name[1:]
        if len(tail) >= _LEAST and tail.casefold() not in whole and tail[-1] in _ENDS_NAME:
            tails[tail[:_LEAST]].setdefault(tail, []).append((name, statement))
    return tails


def _truncated(checked: Checked, unit: Unit, names: _Tails) -> Iterator[Finding]:
    text = unit.normal.text
    found = {
        tail: (start, owners)
        for start in range(len(text) - _LEAST + 1)
        for tail, owners in names.get(text[start : start + _LEAST], {}).items()
        if text.startswith(tail, start)
        and text[max(0, start - 1) : start] != owners[0][0][0]
        and _MAY_PRECEDE.search(text, max(0, start - 4), start)
    }
    for tail, (start, owners) in found.items():
        written = next((s.content.name_zh for _, s in owners if isinstance(s.content, Listing)), owners[0][0])
        yield checked.finding(
            "contradicted", "name", unit, unit.normal.quote(start, start + len(tail)),
            facts_say=str(written), statements=[statement for _, statement in owners],
        )  # fmt: skip


def _titles(checked: Checked, unit: Unit) -> Iterator[Finding]:
    """公告 2025 年第 58 號：鋰電池材料…, 該公告名為《…》: what the report calls a numbered act, against its title."""
    for named in checked.subjects.named(unit.text, unit):
        if named.how == "number" and len(named.keys) == 1 and (behind := _reported_title(unit, named.end)):
            yield from _called(checked, unit, named.keys[0], unit.normal.quote(*behind))
    for match in _NAMED_TITLE.finditer(unit.normal.text):
        keys = pointed_back_to(checked.subjects, unit, unit.normal.text.rfind("。", 0, match.start()) + 1)
        if len(keys) == 1:
            yield from _called(checked, unit, keys[0], unit.normal.quote(*match.span("title")))
    cell = unit.cell("name", "item") or next((c for c in unit.cells if c.column == "reference"), None)
    own = checked.subjects.own(unit) if cell is not None else ()
    for other in unit.cells if len(own) == 1 else ():
        reported = normal_form(other.text).text
        if other.column in _TITLE_COLUMNS and _IS_TITLE.fullmatch(reported) and not _NUMBERED.search(reported):
            yield from _called(checked, unit, own[0], other.text)


def _called(checked: Checked, unit: Unit, key: str, reported: str) -> Iterator[Finding]:
    stated = checked.known.titles(key)
    if is_numbered(key) and stated and not any(_same_subject(reported, title) for title in stated.values):
        statements = [s for s in stated.statements if isinstance(s.content, Announcement)] or list(stated.statements)
        yield checked.finding(
            "contradicted", "title", unit, reported, facts_say=f"{key}: {stated.best}",
            statements=statements, decided=stated.decided,
        )  # fmt: skip


def _reported_title(unit: Unit, end: int) -> tuple[int, int] | None:
    text = unit.normal.text
    opening = _OPENS_TITLE.match(text, end)
    if opening:
        closing = text.find("》", opening.end())
        return (opening.end(), closing) if closing > 0 else None
    match = _TITLE_BEHIND.match(text, end) if text[end : end + 1] == ":" else None
    if match is None or not re.search(fold_script("管制|决定|公告|办法|规定|清单|名单"), match["title"]):
        return None
    return None if _SAYS_WHAT_IT_DOES.search(match["title"]) else match.span("title")


def _same_subject(reported: str, title: str) -> bool:
    """Whether each thing that a name speaks of is one that the title names, perhaps in fewer words."""
    core = fold_script(core_title(title))
    parts = [part for part in _PARTS.split(_FRAME.sub("、", normal_form(reported).text)) if part.strip()]
    things = [part for part in parts if len(part) > 1] or parts
    return all(_named_in(thing, core) for thing in things)


def _named_in(thing: str, core: str) -> bool:
    """Whether a thing stands in a title; a head noun that was put on it (鋰電池 → 鋰電池材料) makes it another thing."""
    if thing in core:
        return True
    for head in _HEADS:
        if thing.endswith(head) and thing.removesuffix(head) in core and len(thing) > len(head) + 1:
            return False
    pairs = {thing[i : i + 2] for i in range(len(thing) - 1)}
    shared = sum(pair in core for pair in pairs)
    return bool(pairs) and 2 * shared >= len(pairs) and not (len(thing) <= _SHORT_THING and _is_misspelt(thing, core))


def _is_misspelt(thing: str, core: str) -> bool:
    """Whether a title has the thing with one other character: 原材料 for 原輔料."""
    return any(re.search(f"{re.escape(thing[:i])}.{re.escape(thing[i + 1 :])}", core) for i in range(1, len(thing)))
