"""Every row and sentence leads back to a source, nothing in it waits, and disagreements between sources are mentioned."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from workbench.facts.fact import USABLE, WAITING, Record
from workbench.report.gates.examined import Examined
from workbench.report.gates.figures import FIGURE
from workbench.report.gates.gate import Problem, shortened

_SOURCED = frozenset({"row", "item", "text", "quote"})
_NUMBERING = re.compile(r"#+ \d+(?:\.\d+)?|\d+[.)] ")
# An entity is a character, not a number.
_NOT_FIGURES = re.compile(r"&#\d+;|,(?=\d{3})(?<=\d,)|來源 \d+|\]\([^)\s]*\)|<[^<>]*>")
_QUOTED = re.compile(r"「[^「」]*」")
_TITLE = re.compile(r"《[^》]+》")
_SECTION = re.compile(r"[1-9](?<![\d.].)\.[1-9](?![\d.])")
_TOP = "Top 10"
_A_SENTENCE = 8
"""Characters from which a stretch of the form is its own wording, not a mark between values."""
_DISPUTE = re.compile("矛盾|爭議|不一致")


def traceable(examined: Examined) -> Iterator[Problem]:
    """Every row and sentence rests on facts that are there; every figure is in them or was computed from them.

    A line without facts is the report's own wording by construction; it may name no title and no figure but those of
    the report's terms, and no row of a table is without facts.
    """
    terms = _terms(examined)
    wording = [each for each in examined.wording if len(each) >= _A_SENTENCE and FIGURE.search(each)]
    accounts, known = examined.fact_index.accounts, examined.fact_index.known
    for number, line, kind in examined.numbered():
        if kind not in _SOURCED and kind != "heading":
            continue
        if not line.facts <= known:
            for id in sorted(line.facts - known):
                yield Problem("unknown_fact", number, id)
        figures = _figures(line.text) - terms
        strange = accounts.without_known(figures, line) if figures else figures
        if strange:
            words = _without(wording, line.text)
            strange &= _figures(words)
        if strange:
            # A verbatim quote contains its own figures, including those that no field of the fact has.
            strange -= accounts.quoted(line) - _figures(_QUOTED.sub("", words))
        if not line.facts and not line.computed:
            titled = kind in _SOURCED and _TITLE.search(line.text)
            if strange or titled or (kind == "row" and _says_something(line.text)):
                yield Problem("no_fact", number, shortened(line.text))
        elif strange:
            yield Problem("figure", number, "、".join(sorted(strange)))
    yield from _loose_facts(examined)


def _loose_facts(examined: Examined) -> Iterator[Problem]:
    """Facts whose quote is not where it should be; assessments that rest on what is not approved: where each stands first."""
    loose = examined.fact_index.loose
    if not loose:
        return
    first, lacking = dict[str, int](), frozenset(loose)
    for number, line in enumerate(examined.lines, start=1):
        for id in line.facts & lacking:
            first.setdefault(id, number)
    for id in sorted(first, key=lambda id: (first[id], id)):
        yield from (problem._replace(line=first[id]) for problem in loose[id])


def _terms(examined: Examined) -> frozenset[str]:
    """Figures of the report's head and form: period, days, numbers of sections."""
    period = examined.draft.period
    months = {period.opening, period.closing, f"{period.last.year}", f"{period.last.month}", f"{period.last:%m}"}
    return frozenset({*months, examined.as_of.isoformat(), *examined.days, "10"})


def _without(wording: Iterable[str], text: str) -> str:
    """A line without what the form itself says in it."""
    for stretch in wording:
        text = text.replace(stretch, "")
    return text


def _figures(text: str) -> set[str]:
    numbering = _NUMBERING.match(text)
    plain = _NOT_FIGURES.sub("", text if numbering is None else text[numbering.end() :]).replace(_TOP, "")
    return set(FIGURE.findall(_SECTION.sub("", plain) if "." in plain else plain))


def _says_something(row: str) -> bool:
    return any(cell.strip() not in {"", "—"} for cell in row.strip().strip("|").split("|"))


def nothing_pending(examined: Examined) -> Iterator[Problem]:
    """No line rests on a fact that waits for a person, nor on one that was rejected or replaced."""
    known, usable, waits = examined.fact_index.known, examined.fact_index.usable, examined.fact_index.waiting
    for number, line, _kind in examined.numbered():
        if line.facts <= usable:
            continue
        waiting = line.facts & waits
        if waiting:
            yield Problem("waits", number, shortened(line.text), waiting)
        for id in sorted((line.facts - usable - waiting) & known):
            yield Problem("withdrawn", number, id)


def conflicts_listed(examined: Examined) -> Iterator[Problem]:
    """Every open conflict is mentioned on a line that speaks of disagreement and cites facts of each side."""
    words = [line.facts for line in examined.lines if _DISPUTE.search(line.text)] if examined.conflicts else []
    for conflict in examined.conflicts:
        sides = [frozenset(side.facts) for side in conflict.sides]
        at_hand = [side & examined.fact_index.known for side in sides]
        if not any(all(side & facts for side in at_hand) for facts in words):
            about = conflict.instrument or conflict.subject or ""
            yield Problem("conflict_untold", None, f"{about} {conflict.attribute}".strip(), frozenset().union(*sides))


def states_of(records: Mapping[str, Record]) -> tuple[int, int, int]:
    """How many facts a machine passed, people decided, and wait."""
    states = Counter(record.state for record in records.values())
    machine = states["auto_approved"]
    return machine, sum(states[state] for state in USABLE) - machine, sum(states[state] for state in WAITING)
