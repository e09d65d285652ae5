"""Assessments of a period: the model drafts them from approved facts alone, and they wait for a person."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.errors import WorkbenchError
from workbench.facts.fact import Record, is_assessment, make_fact
from workbench.language import _
from workbench.pipeline.background import Background, recall
from workbench.pipeline.fingerprints import fingerprint_of
from workbench.pipeline.models import assessment_writer
from workbench.pipeline.reassessing import route_assessments
from workbench.settings import Settings
from workbench.store import Run, Store, period_document

if TYPE_CHECKING:
    from workbench.extraction import AssessmentDraft, AssessmentWriter

_MEASURES = frozenset({"announcement", "effective_date", "status_change"})
_ITEMS = frozenset({"controlled_item", "threshold", "licensing_rule"})
_CASES = frozenset({"listing", "count", "penalty"})

SECTION_KINDS: dict[str, frozenset[str]] = {
    "summary": _MEASURES | frozenset({"count", "position"}),
    "supply_chain": _MEASURES | _ITEMS,
    "risk": _MEASURES | _ITEMS | frozenset({"count"}),
    "advice_importers_exporters": _MEASURES | _ITEMS | frozenset({"requirement", "count"}),
    "advice_supply_chain_managers": _MEASURES | _ITEMS,
    "advice_legal_counsel": _MEASURES | _CASES | frozenset({"licensing_rule", "requirement"}),
    "enforcement": _CASES | frozenset({"status_change"}),
    "coordination": frozenset({"position", "status_change"}),
    "outlook": frozenset({"status_change", "effective_date"}),
}
"""Section -> kinds of fact that it is written from; a section without such facts is not written."""

MOST_FACTS = 200
"""Facts that one request carries at most, some 20,000 tokens: those of the latest documents."""


@dataclass
class Written:
    """What a writing did."""

    count: int = 0
    refused: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    """Drafts that said more than their facts, each with the reasons as the model was told them."""
    failures: list[WorkbenchError] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    """Sections without an approved fact to write from."""
    notices: tuple[str, ...] = ()
    """What the user should know about the response cache: that it was set aside, or could not store an answer."""


def can_write(settings: Settings, *, offline: bool) -> bool:
    """Whether the model may be asked at all; without a key only recorded answers would be there."""
    return not assessment_writer(settings, offline=offline).client.offline


def write_assessments(
    settings: Settings, store: Store, period: str, *, offline: bool = False, record_dir: Path | None = None
) -> Written:
    """Have every section of a period drafted, and keep the drafts; earlier ones that are not drafted again go."""
    everything = store.records()
    records = [record for record in everything if record.usable and not is_assessment(record.fact)]
    writer = assessment_writer(settings, offline=offline, record_dir=record_dir)
    plan = {section: basis_of(section, records) for section in SECTION_KINDS}
    given = {record.fact.document for basis in plan.values() for record in basis}
    background = recall(store, everything, period, given)
    due = {section: basis for section, basis in plan.items() if basis}
    drafts = asyncio.run(_write_all(writer, period, due, background))
    written = Written(skipped=[section for section, basis in plan.items() if not basis], notices=writer.client.notices)
    written.failures = _failures(drafts, offline=offline)
    for draft in drafts:
        written.refused += [(dropped.text, dropped.reasons) for dropped in draft.dropped]
    facts = [
        make_fact(period_document(period), assessment, [], "model")
        for draft in drafts
        for assessment in draft.assessments
    ]
    written.count = len(facts)
    store.save_extraction(period_document(period), facts, _run(writer, drafts, background))
    route_assessments(store)
    return written


def basis_of(section: str, records: Sequence[Record]) -> list[Record]:
    """The facts that a section is written from: its kinds, the last documents first where there are too many."""
    chosen = [record for record in records if record.fact.kind in SECTION_KINDS[section]]
    return chosen[-MOST_FACTS:]


async def _write_all(
    writer: AssessmentWriter, period: str, plan: dict[str, list[Record]], background: Background
) -> list[AssessmentDraft]:
    from workbench.extraction import Recalled

    recalled = [
        Recalled(hit.kind, hit.title, hit.day.isoformat() if hit.day else None, hit.quote, hit.score)
        for hit in background.hits
    ]
    async with writer:
        return list(
            await asyncio.gather(
                *(writer.write(section, basis, period=period, recalled=recalled) for section, basis in plan.items())
            )
        )


def _failures(drafts: Sequence[AssessmentDraft], *, offline: bool) -> list[WorkbenchError]:
    """Why sections were not drafted; those for which there is nobody to ask share one error."""
    unasked = [draft for draft in drafts if draft.outcome == "offline_miss"]
    failures = [_failure(draft) for draft in drafts if draft.outcome not in ("complete", "offline_miss")]
    if len(unasked) == 1:
        return [_failure(unasked[0]), *failures]
    if not unasked:
        return failures
    return [_nobody_asked([draft.section for draft in unasked], offline=offline), *failures]


def _nobody_asked(sections: Sequence[str], *, offline: bool) -> WorkbenchError:
    return WorkbenchError(
        _("these sections were not drafted: there is no stored answer for them, and the model may not be asked"),
        where=", ".join(sections),
        way_out=_("Give the command again with ANTHROPIC_API_KEY set and without --offline")
        if offline
        else _("Set ANTHROPIC_API_KEY and give the command again; without it write the parts that say 待撰寫 yourself"),
    )


def _failure(draft: AssessmentDraft) -> WorkbenchError:
    from workbench.extraction.outcomes import outcome_name

    return WorkbenchError(
        _("this section was not drafted ({outcome}): {detail}").format(
            outcome=outcome_name(draft.outcome), detail=draft.detail
        ),
        where=draft.section,
        way_out=_("The draft says 待撰寫 there and lists the facts for the writer; `workbench write` asks again"),
    )


def _run(writer: AssessmentWriter, drafts: Sequence[AssessmentDraft], background: Background) -> Run:
    failed = [draft for draft in drafts if draft.outcome != "complete"]
    return Run(
        engine="model",
        fingerprint=fingerprint_of("model", writer.basis),
        basis=writer.basis,
        outcome=failed[0].outcome if failed else "complete",
        replaces=not failed,
        attempts=tuple(attempt.model_dump(mode="json") for draft in drafts for attempt in draft.attempts),
        rejections=tuple(dropped.model_dump(mode="json") for draft in drafts for dropped in draft.dropped),
        sent_back=tuple(refused.model_dump(mode="json") for draft in drafts for refused in draft.sent_back),
        searches=tuple(background.json()),
        detail="; ".join(f"{draft.section}: {draft.detail}" for draft in failed) or None,
    )
