"""Acts named with their subject: the material or list that several share, else the title of each."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.report import wording as w
from workbench.report.acts.act import group_of
from workbench.report.acts.entry import Entry
from workbench.report.acts.naming import named_together, natural_order
from workbench.report.cited import Cited, fixed, joined
from workbench.report.topics import GENERAL, MATERIALS


def named_by_matter(found: Iterable[Entry], *, titled: bool = False) -> Cited:
    """Instruments under the material or list that they are about: 商務部公告2025年第56號、第57號（稀土）、…

    `titled` puts the title, else the first items, behind an act that is about neither, and the title for a list that one
    act alone is about.
    """
    groups: dict[str, list[Entry]] = {}
    for entry in found:
        groups.setdefault(_matter(entry), []).append(entry)
    order = sorted(groups, key=lambda matter: (_place(matter), min(natural_order(e.key) for e in groups[matter])))
    return joined("、", [_together(groups[matter], matter, titled) for matter in order])


def _together(group: list[Entry], matter: str, titled: bool) -> Cited:
    if titled and len(group) == 1 and matter in w.LIST_NAMES.values() and group[0].name != group[0].label:
        return group[0].name
    if matter:
        # What a notice's own number says of its list is not said behind it: 不可靠實體清單工作機制公告.
        behind = "" if all(matter in entry.label.text for entry in group) else f"（{matter}）"
        return joined("", [named_together((e.key, e.label) for e in group), fixed(behind)])
    named = [(entry.key, _described(entry) if titled else entry.label) for entry in group]
    return named_together(named)


def _described(entry: Entry) -> Cited:
    """Its label with the title; without one, with the items that it names."""
    if entry.name != entry.label or entry.scope.text in {w.UNSAID, w.WAITING} or entry.by_title_only:
        return entry.name
    return joined("", [entry.label, fixed("（"), entry.scope, fixed("）")])


def _matter(entry: Entry) -> str:
    lists = sorted({w.LIST_NAMES[listed] for listed in entry.lists if listed})
    group = group_of(entry)
    return "、".join(lists) if lists else group if group and group != GENERAL else ""


def _place(matter: str) -> int:
    return MATERIALS.index(matter) if matter in MATERIALS else len(MATERIALS)
