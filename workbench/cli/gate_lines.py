"""Gates on screen: one row each, with what stands in the way, and the facts that a person must decide on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from workbench.cli.output import say
from workbench.errors import WorkbenchError
from workbench.escape import printable
from workbench.language import _, plural

if TYPE_CHECKING:
    from rich.table import Table

    from workbench.cli.drafting import Drafted
    from workbench.report.gates import Gate, Problem

_MOST_FACTS = 3


def gate_name(name: str) -> str:
    """What a gate requires of a draft, in words."""
    return {
        "check": _("check finds nothing"),
        "traceable": _("every row and sentence is traceable"),
        "pending": _("nothing pending inside"),
        "conflicts": _("open conflicts listed or none"),
        "counts": _("counts add up"),
        "index": _("the index is complete"),
        "disclaimers": _("disclaimers are there"),
        "claims": _("claims are labelled"),
        "front_matter": _("front matter is valid"),
        "links": _("links and anchors are alive"),
        "markup": _("nothing of a source acts"),
    }[name]


def problem_name(code: str) -> str:
    """What a problem is, in words."""
    return {
        "check_high": _("check contradicts it"),
        "check_medium": _("check doubts it"),
        "unknown_fact": _("rests on a fact that is not there"),
        "no_fact": _("rests on no fact"),
        "figure": _("a figure that is not in its facts"),
        "basis": _("an assessment rests on facts that are not approved"),
        "span": _("a quote is not where it should be"),
        "waits": _("rests on facts that wait for a person"),
        "withdrawn": _("rests on a fact that was rejected"),
        "conflict_untold": _("an open conflict is not mentioned"),
        "sum": _("a total is not the sum of its parts"),
        "states": _("counts of facts by state differ"),
        "no_automation": _("the share decided by machine is not stated"),
        "no_statistics": _("there is no table by category"),
        "index_differs": _("the table by category and the index differ"),
        "summary_differs": _("the summary and the table by category differ"),
        "source_differs": _("counts of facts by source differ"),
        "not_in_index": _("an instrument is not in the index"),
        "index_row": _("a row of the index rests on no fact"),
        "no_disclaimer": _("the disclaimer is missing"),
        "no_sources": _("the list of sources is missing"),
        "advice_unlabelled": _("advice does not say that it is no legal advice"),
        "claim_unlabelled": _("a claim is not attributed to its source"),
        "no_front_matter": _("there is no front matter"),
        "no_yaml": _("it is no YAML"),
        "key_twice": _("a key stands twice"),
        "key_missing": _("a key is missing or of another type"),
        "description_long": _("the description is longer than 155 characters"),
        "review_unknown": _("a review that the log does not know"),
        "review_differs": _("the review differs from the log"),
        "dead_anchor": _("an anchor leads nowhere"),
        "dead_link": _("a link leads to no file"),
        "bad_address": _("an address is not well formed"),
        "liquid": _("Liquid"),
        "html": _("HTML that is not of the form"),
        "attributes": _("an attribute list that is not of the form"),
        "kramdown": _("a footnote, abbreviation, definition or formula"),
        "invisible": _("invisible characters"),
    }[code]


def print_gates(made: Drafted) -> None:
    """Print the table of gates and, below it, what is still to be written."""
    from rich.console import Console

    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = max(console.width, 160)
    console.print(_table(made))
    if made.unwritten:
        say(
            plural(
                "{count} line is still to be written (待撰寫): {lines}",
                "{count} lines are still to be written (待撰寫): {lines}",
                len(made.unwritten),
            ).format(count=len(made.unwritten), lines=_few([str(line) for line in made.unwritten]))
        )
    if made.to_decide:
        say(
            plural(
                "{count} fact to decide: workbench review",
                "{count} facts to decide: workbench review",
                len(made.to_decide),
            ).format(count=len(made.to_decide))
        )


def refusal(made: Drafted) -> WorkbenchError:
    """Why a draft is not final, with every fact that a person must decide on."""
    red = [gate_name(gate.name) for gate in made.gates if not gate.green]
    decide = ", ".join(made.to_decide)
    return WorkbenchError(
        _("the draft is not final and nothing was written; these gates are red: {gates}").format(gates=" · ".join(red)),
        way_out=_("Decide with `workbench review` or `workbench decide`, then draft again: {facts}").format(
            facts=decide
        )
        if decide
        else _("Mend what the table names, then draft again"),
    )


def _table(made: Drafted) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table(title=_("Gates"), title_justify="left", show_edge=False, pad_edge=False)
    for column in (_("gate"), _("stands"), _("what"), _("facts to decide")):
        table.add_column(column, overflow="fold")
    for gate in made.gates:
        state = Text(_("green"), style="green") if gate.green else Text(_("red"), style="bold red")
        what = "\n".join(_problem_lines(gate))
        table.add_row(gate_name(gate.name), state, Text(printable(what)), _few([id[:10] for id in gate.facts]))
    return table


def _problem_lines(gate: Gate) -> Iterator[str]:
    """The first of each sort of problem, with how many there are."""
    counts = Counter(problem.code for problem in gate.problems)
    for code, count in counts.items():
        first = next(problem for problem in gate.problems if problem.code == code)
        yield (f"{count} × " if count > 1 else "") + problem_name(code) + _place(first)


def _place(problem: Problem) -> str:
    line = _(" (line {line})").format(line=problem.line) if problem.line is not None else ""
    return line + (f": {problem.says}" if problem.says else "")


def _few(words: list[str]) -> str:
    if len(words) <= _MOST_FACTS:
        return " ".join(words)
    return _("{first} … {count} in all").format(first=" ".join(words[:_MOST_FACTS]), count=len(words))
