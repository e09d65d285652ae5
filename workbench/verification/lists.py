"""Lists: the list that a report says a notice, or an entity, is on, checked against those that the facts put it on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.facts.kinds import Listing, ListName
from workbench.text import han_pattern
from workbench.verification.antecedents import sentences
from workbench.verification.checked import Checked
from workbench.verification.findings import Finding
from workbench.verification.listed import PUTS_ON_LIST, lists_in, short_names
from workbench.verification.markdown import Unit

_COMPANY = han_pattern("(?:公司|集团)$")
_LAW = han_pattern(r"《[^《》]{0,40}(?:法|条例|规定|办法)》")
_OTHERWISE = han_pattern(
    r"以外|之外|而非|不是|并非|[未没]有?被?列|移出|移除|不在|\bnot\b|\bother than\b|remov", re.IGNORECASE
)


def list_findings(checked: Checked) -> Iterator[Finding]:
    """A finding for every notice that a report puts under another list than its own, and every entity on a list that is not its own."""
    for unit in checked.policy_units:
        found = list(_findings_on_notices(checked, unit))
        yield from found or _entities(checked, unit)


def _findings_on_notices(checked: Checked, unit: Unit) -> Iterator[Finding]:
    named = [named for named in checked.subjects.named(unit.text, unit) if named.how == "number"]
    keys = {key for one in named for key in one.keys}
    notices = [notice for notice in checked.known.notices if notice.key in keys]
    if not notices or {notice.key for notice in notices} != keys:
        return
    reported = _named_beside(unit, [(one.start, one.end) for one in named])
    known = {notice.list for notice in notices}
    if len(reported) == 1 and not reported & known:
        (listed,) = reported
        yield checked.finding(
            "contradicted", "list", unit, _written(unit), says=listed,
            facts_say="; ".join(f"{notice.key}: {notice.list}" for notice in notices),
            statements=[statement for notice in notices for statement in notice.statements],
        )  # fmt: skip


def _entities(checked: Checked, unit: Unit) -> Iterator[Finding]:
    """護盾公司…列入管控名單: of an entity that the facts know on other lists alone. A list of which not all names are
    known may well have it.
    """
    text = unit.normal.text
    cell = unit.cell("list")
    for start, end in [(0, len(text))] if unit.kind == "row" else sentences(text):
        reported = lists_in(cell.text) if cell is not None else lists_in(text[start:end]) or _lists_above(checked, unit)
        if (
            len(reported) != 1
            or _OTHERWISE.search(text, start, end)
            or not (cell or unit.parents or PUTS_ON_LIST.search(text, start, end))
        ):
            continue
        (listed,) = reported
        for (first, last), keys in _named_entities(checked, text, start, end).items():
            notices = [notice for notice in checked.known.notices if notice.key in keys]
            if (
                notices
                and all(notice.list != listed for notice in notices)
                and not _is_part_of_name(checked, listed, text[first:last])
            ):
                yield checked.finding(
                    "unsupported" if _counts_more_than_named(checked, listed) else "contradicted", "list", unit,
                    unit.normal.quote(first, last), says=listed, severity="high",
                    facts_say="; ".join(f"{notice.key}: {notice.list}" for notice in notices),
                    statements=[statement for notice in notices for statement in notice.statements],
                )  # fmt: skip
                break


def _lists_above(checked: Checked, unit: Unit) -> frozenset[ListName]:
    """The list that an item stands under, where each of them names one."""
    return checked.subjects.lists(unit) if unit.parents else frozenset()


def _named_entities(checked: Checked, text: str, start: int, end: int) -> dict[tuple[int, int], set[str]]:
    """Place -> the notices that list who is named there; the longest name of those that overlap."""
    found: dict[tuple[int, int], set[str]] = {}
    for first, last, key in checked.subjects.entities_in(text):
        if start <= first and last <= end:
            found.setdefault((first, last), set()).add(key)
    return {
        place: keys
        for place, keys in found.items()
        if not any(other != place and other[0] <= place[0] and place[1] <= other[1] for other in found)
    }


def _is_part_of_name(checked: Checked, listed: ListName, name: str) -> bool:
    """Whether somebody on a list has the name in its own: 洛克希德·馬丁 in 洛克希德·馬丁風險投資公司."""
    short = _COMPANY.sub("", name).casefold()
    return any(
        short in form
        for _, listing in checked.known.of_kind(Listing)
        if listing.list == listed
        for form in short_names(listing)
    )


def _counts_more_than_named(checked: Checked, listed: ListName) -> bool:
    """Whether the notices of a list count more entities than the facts name."""
    counted = sum(max(notice.counts) for notice in checked.known.notices if notice.list == listed)
    named = {
        (listing.instrument, listing.name_zh or listing.name_original)
        for _, listing in checked.known.of_kind(Listing)
        if listing.list == listed and listing.action == "add"
    }
    return counted > len(named)


def _named_beside(unit: Unit, numbers: list[tuple[int, int]]) -> frozenset[str]:
    """The lists that a unit names outside the numbers of its notices and outside laws, which may be named after a list."""
    cell = unit.cell("list")
    if cell is not None:
        return frozenset(lists_in(cell.text))
    text, kept, last = unit.normal.text, "", 0
    for start, end in numbers:
        kept += text[last:start] + "。"
        last = end
    return frozenset(lists_in(_LAW.sub("。", kept + text[last:])))


def _written(unit: Unit) -> str:
    cell = unit.cell("list")
    return cell.text if cell is not None else unit.text
