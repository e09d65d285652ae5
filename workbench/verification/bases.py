"""Legal bases: the law under which a report says that an act was made, checked against those that the act cites."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.facts.kinds import LegalInstrument
from workbench.resolution import Statement
from workbench.text import fold_script, han_pattern
from workbench.verification.antecedents import pointed_back_to, sentences
from workbench.verification.checked import Checked
from workbench.verification.findings import Finding
from workbench.verification.forms import normal_form
from workbench.verification.known import is_numbered
from workbench.verification.listed import lists_in
from workbench.verification.markdown import Unit

_ON_THE_BASIS_OF = r"(?:(?:依据|法源|法律基础)[是为:]|依据|根据|依照|按照|援引|依)"
# 《對外貿易法》第16條, with the conjunction that joins it to the law before it.
_LAW = r"(?:(?:[、,和与及]|以及)?(?:中国)?《[^《》]{2,40}》(?:第[0-9一二三四五六七八九十、,和条款]+条)?)"
_BASED = han_pattern(rf"{_ON_THE_BASIS_OF}(?P<laws>{_LAW}+)")
"""What says on which laws an act is based: `laws` are all of them, as written."""
_TITLE = re.compile("《([^《》]+)》")
_IS_LAW = han_pattern(r"(?:法|条例|规定|办法)$")
_STATE = fold_script("中华人民共和国")
_BRACKETS = re.compile("[《》〈〉<>]")


def basis_findings(checked: Checked) -> Iterator[Finding]:
    """A finding for every law that a report gives as the basis of an act whose facts cite other laws only."""
    for unit in checked.policy_units:
        cell = unit.cell("basis")
        if cell is not None:
            own = tuple(key for key in checked.subjects.own(unit) if is_numbered(key))
            yield from _findings_on_laws(checked, unit, _TITLE.findall(cell.text) or [cell.text], own)
            continue
        text = unit.normal.text
        for start, end in sentences(text):
            based = _BASED.search(text, start, end)
            if based:
                laws = _TITLE.findall(unit.normal.quote(*based.span("laws")))
                yield from _findings_on_laws(checked, unit, laws, _made(checked, unit, start, end))


def _made(checked: Checked, unit: Unit, start: int, end: int) -> tuple[str, ...]:
    """The acts that a sentence says were made: those that it numbers or points back to, else the notices that list whom it
    names.
    """
    quote = unit.normal.quote(start, end)
    numbered = checked.subjects.numbered_in(quote, unit) or pointed_back_to(checked.subjects, unit, start)
    if numbered:
        return numbered
    lists, listing = lists_in(quote), checked.subjects.by_entity(quote)
    return tuple(n.key for n in checked.known.notices if n.key in listing and (not lists or n.list in lists))


def _findings_on_laws(checked: Checked, unit: Unit, laws: list[str], keys: tuple[str, ...]) -> Iterator[Finding]:
    if len(keys) != 1:
        return
    cited = _cited_by(checked, keys[0])
    for law in laws:
        name = _core(law)
        if cited and _IS_LAW.search(name) and not any(name in other or other in name for other in map(_core, cited)):
            yield checked.finding(
                "contradicted", "reference", unit, law, severity="medium",
                facts_say=f"{keys[0]}: {'、'.join(cited)}", statements=[s for group in cited.values() for s in group],
            )  # fmt: skip


def _cited_by(checked: Checked, key: str) -> dict[str, list[Statement]]:
    """Title of each law that an act cites -> the statements that say so."""
    cited: dict[str, list[Statement]] = {}
    for statement, law in checked.known.of_kind(LegalInstrument):
        by = checked.known.instruments.key(law.cited_by) if law.cited_by else None
        if by == key and law.title and _IS_LAW.search(_core(law.title)):
            cited.setdefault(law.title, []).append(statement)
    return cited


def _core(title: str) -> str:
    return _BRACKETS.sub("", normal_form(title).text).replace(_STATE, "").strip()
