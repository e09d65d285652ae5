"""Composes a report from records: pure, and the same for the same records in any order."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from workbench.escape import visible
from workbench.facts.document import Document
from workbench.facts.fact import Record
from workbench.forking import Companion
from workbench.report import wording as w
from workbench.report.acts import statements
from workbench.report.acts.act import Acts, acts_of
from workbench.report.acts.entries import Entries
from workbench.report.acts.ledger import Ledger
from workbench.report.acts.resolved import Resolved
from workbench.report.cited import Cited, fixed
from workbench.report.drafts.draft import Draft, make_draft
from workbench.report.drafts.figures import Comparison, Figures, compare, count_published
from workbench.report.drafts.provenance import DecidedOn, EntryWritten, nobody
from workbench.report.period import Period
from workbench.report.rendering import load_templates, render
from workbench.report.script import load_dictionaries
from workbench.report.sections import (
    advice,
    claims,
    cooperation,
    enforcement,
    materials,
    method,
    outlook,
    overview,
    states,
)
from workbench.report.sections.background import Background, background_rows, background_unused
from workbench.report.sections.index import index_of
from workbench.report.sections.method import Doubts, Reviewers
from workbench.report.sections.ranking import DEFAULT_WEIGHTS, Weights, ranked
from workbench.report.topics import GENERAL

DESCRIPTION_LIMIT = 155


def load_ahead() -> None:
    """Load what every draft takes now, for whoever has time before there are records."""
    load_templates()
    load_dictionaries()


def compose(
    period: Period,
    as_of: date,
    records: Sequence[Record],
    documents: Mapping[str, Document],
    *,
    generated_on: date,
    decisions: Reviewers | None = None,
    doubts: Callable[[], Doubts] = Doubts,
    background: Background | None = None,
    weights: Weights = DEFAULT_WEIGHTS,
    earlier: Sequence[Figures] = (),
    resolved: Resolved | None = None,
    decided: DecidedOn = nobody,
    companion: Companion | None = None,
    written: Iterable[EntryWritten] = (),
) -> Draft:
    """The draft of a period: what usable records say, statuses as of a day, 待審 where a waiting record stands.

    `earlier` are the figures of earlier drafts, of whatever period, for 較上月, 三月平均 and YoY; `weights` those of the
    Top 10's score; `doubts` gives open conflicts and the number of uncovered mentions, and is called late. `documents`
    maps ids to documents; `generated_on` is printed as the day of production, the clock is never read. `background` holds the
    searches made when the assessments were drafted; `resolved` the same records if they are resolved already; `decided` finds
    the decisions of people on the facts, for the provenance; `written` the provenance's entries of facts, in the order of their
    ids, if they are made elsewhere. A `companion` shares the work, and is started here.
    """
    ledger = Ledger(resolved or Resolved(records, documents), as_of)
    entries = Entries(ledger, period)
    companion = companion or Companion(wanted=False)
    shared = acts_of(entries, companion)
    companion.start()
    comparison = compare(entries, earlier)
    acts = shared()
    found = materials.materials(entries, acts)
    groups = [material.name.text for material in found if material.name.text != GENERAL]
    size, index = index_of(entries, acts)
    lines = render(
        "report.md.j2",
        {
            **_sections(entries, comparison, weights),
            "front": _front(entries, groups, as_of, generated_on, decisions, comparison),
            "materials": found,
            "advice": _advice(entries, [line for material in found for line in material.impact]),
            "index": index,
            "index_size": size,
            "method": _method(entries, acts, comparison, background or Background(), doubts),
        },
    )
    return make_draft(
        period,
        as_of.isoformat(),
        lines,
        records,
        documents,
        published=count_published(entries),
        compared_with=comparison.used,
        decided=decided,
        written=written,
    )


def _sections(entries: Entries, comparison: Comparison, weights: Weights) -> dict[str, Any]:
    """What the template prints, except for what depends on the acts."""
    period = entries.period
    order = ranked(entries, weights)
    before = "較上月" if period.single else "較前期"
    return {
        "nothing": fixed(w.NO_FACTS),
        "summary": {
            "opening": states.opening(entries),
            "states": states.state_lines(entries),
            "figures": overview.published_line(entries),
            "prose": advice.prose(entries, "summary"),
            "waits": w.WAITING,
        },
        "overview": {
            "new_label": fixed("本月新增" if period.single else "本期新增"),
            "before_label": fixed(before),
            "categories": overview.category_rows(entries, order, comparison),
            "compared": overview.compared_with(comparison, before),
            "weighing": overview.weighing(weights),
            "top": overview.top_rows(order),
        },
        "claims": claims.other_claims(entries),
        "enforcement": {
            "lists": enforcement.list_tables(entries),
            "cases": enforcement.listing_cases(entries),
            "penalties": enforcement.penalty_rows(entries),
            "patterns": enforcement.patterns(entries),
            "fines": statements.fines(entries),
            "waiting": enforcement.waiting_penalties(entries),
            "prose": advice.prose(entries, "enforcement"),
        },
        "cooperation": {
            "positions": [*cooperation.talks(entries), *cooperation.positions(entries)],
            "foreign": cooperation.foreign_rows(entries),
            "changes": cooperation.foreign_changes(entries),
            "disputes": cooperation.disputes(entries),
            "prose": advice.prose(entries, "coordination"),
        },
    }


def _method(
    entries: Entries, acts: Acts, comparison: Comparison, background: Background, doubts: Callable[[], Doubts]
) -> dict[str, Any]:
    return {
        "sources": method.source_rows(entries.ledger),
        "sources_used": method.sources_used(entries.ledger),
        "unused": method.unused_rows(entries.ledger, comparison),
        "searches": background_rows(background),
        "unsearched": background_unused(background),
        "limits": method.limits(entries, acts, comparison, doubts),
    }


def _front(
    entries: Entries,
    groups: list[str],
    as_of: date,
    generated_on: date,
    decisions: Reviewers | None,
    comparison: Comparison,
) -> dict[str, Cited | None]:
    period = entries.period
    month = f"{period.last.year} 年 {period.last.month} 月"
    span = period.opening if period.single else f"{period.opening} 至 {period.closing}"
    return {
        "title": _yaml(month),
        "heading": fixed(f"{period.last.year} 年 {period.last.month:02d} 月"),
        "description": _yaml(_description(span, groups, as_of)),
        "keywords": _yaml(", ".join(["出口管制", "兩用物項", *groups])),
        "period": fixed(span if period.single else f"{span}（回顧期）"),
        "generated_on": fixed(generated_on.isoformat()),
        "as_of": fixed(as_of.isoformat()),
        "automation": method.automation(entries.ledger),
        "nature": _nature(comparison),
        "last_reviewed": fixed(decisions.last.isoformat())
        if decisions and decisions.last and decisions.names
        else None,
        "reviewed_by": _yaml("、".join(sorted(decisions.names))) if decisions else None,
    }


def _description(span: str, groups: Sequence[str], as_of: date) -> str:
    """What the report is about in at most `DESCRIPTION_LIMIT` characters; groups that do not fit are left out whole."""
    for kept in range(len(groups), -1, -1):
        named = "、".join(groups[:kept]) + ("等" if 0 < kept < len(groups) else "") or "各類管制措施"
        about = f"{span} 中國出口管制政策月報，涵蓋{named}；狀態截至 {as_of.isoformat()}"
        if len(about) <= DESCRIPTION_LIMIT:
            return about
    return about


def _nature(comparison: Comparison) -> Cited:
    """Whether it is the first report, or which earlier ones it is compared with."""
    if not comparison.has_earlier:
        return fixed("基線報告（無前期報告可比）")
    text = f"月報（與前期報告 {'、'.join(dict.fromkeys(each.period for each in comparison.used))} 比較）"
    return Cited(text, computed=(text,))


def _advice(entries: Entries, assessed: list[Cited]) -> dict[str, Any]:
    audiences, risks, coming = advice.advice(entries), advice.risk_rows(entries), outlook.watch_list(entries)
    complete = bool(assessed and risks and advice.prose(entries, "summary")) and all(
        group.actions for group in audiences
    )
    return {
        "audiences": audiences,
        "risks": risks,
        "ends": outlook.ends_suspensions(entries),
        "watch": [*coming, *advice.prose(entries, "outlook")],
        "writers_facts": [] if complete else advice.writers_facts(entries),
    }


def _yaml(text: str) -> Cited:
    """A double-quoted YAML scalar; names of people pass here, so Liquid's braces are spelt out."""
    quoted = json.dumps(visible(text), ensure_ascii=False)
    return fixed(quoted.replace("{", "\\x7b").replace("}", "\\x7d"))
