"""An extraction on screen: what is due and why before it begins, what it did and what it cost afterwards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from workbench.cli.output import note, print_json, print_table, say
from workbench.cli.progress import document_name, tokens_text
from workbench.language import _

if TYPE_CHECKING:
    from workbench.facts.document import DocumentHead
    from workbench.pipeline.extracting import Extracted
    from workbench.pipeline.planning import Due, Plan, Reason

_NAMES_SHOWN = 5
"""Documents that a line of the plan names."""
_QUOTE_SHOWN = 40
"""Characters of a rejected candidate's quote that are shown."""
_REFUSED_SHOWN = 20
"""Rejected candidates that are shown after an extraction; `runs` has them all."""

_REASONS: dict[str, Callable[[], str]] = {
    "never_read": lambda: _("never read"),
    "not_answered": lambda: _("not answered the last time"),
    "other_engine": lambda: _("read by another engine"),
    "forced": lambda: _("asked for by --force"),
    "model": lambda: _("model changed"),
    "prompt": lambda: _("prompt changed"),
    "coverage_prompt": lambda: _("prompt of the coverage pass changed"),
    "schema": lambda: _("schema changed"),
    "piece": lambda: _("size of a piece changed"),
    "longest_answer": lambda: _("longest answer changed"),
    "rules": lambda: _("rules changed"),
    "checks": lambda: _("checks changed"),
    "batched": lambda: _("a batch is to answer it"),
}


def show_plan(plan: Plan) -> None:
    """What is due and why, a line a reason, on stderr; nothing where nothing is due."""
    by_reason: dict[str, list[DocumentHead]] = {}
    for due in plan.due:
        by_reason.setdefault(_why(due), []).append(due.document)
    for why, documents in by_reason.items():
        names = ", ".join(document_name(document) for document in documents[:_NAMES_SHOWN])
        more = " …" if len(documents) > _NAMES_SHOWN else ""
        note(_("due: {count} ({why}): {names}").format(count=len(documents), why=why, names=names + more))


def list_due(plan: Plan, *, as_json: bool) -> None:
    """Print which documents are due, by which engine and why."""
    if as_json:
        for due in plan.due:
            print_json(
                {
                    "document": due.document.id,
                    "title": due.document.title or due.document.name,
                    "engine": due.engine,
                    "reasons": [asdict(reason) for reason in due.reasons],
                }
            )
        return
    from workbench.review.wording import origin_name

    print_table(
        "",
        [_("id"), _("title"), _("engine"), _("why")],
        [[due.document.id[:10], document_name(due.document), origin_name(due.engine), _why(due)] for due in plan.due],
    )
    say(_("{due} documents are due, {fresh} are up to date").format(due=len(plan.due), fresh=len(plan.up_to_date)))


def report_extracted(result: Extracted) -> None:
    """Say what an extraction did, and with which engine."""
    from workbench.review.wording import origin_name

    engines = sorted({origin_name(step.engine) for step in result.done})
    say(
        _("{done} documents extracted ({engines}), {skipped} were up to date, {failed} with trouble").format(
            done=len(result.done),
            engines=", ".join(engines) or "–",
            skipped=len(result.skipped),
            failed=len(result.failed),
        )
    )
    _report_refused(result)
    _report_postponed(result)
    _report_cost(result)
    if result.overtaken:
        say(
            _(
                "{count} facts that a person had decided on read otherwise now, or are gone; "
                "`workbench facts --state superseded` lists them"
            ).format(count=len(result.overtaken))
        )


def _report_postponed(result: Extracted) -> None:
    counts = result.outcomes
    if counts["over_budget"]:
        say(
            _("{count} documents are left by --max-cost; the same command with more of it goes on").format(
                count=counts["over_budget"]
            )
        )
    if counts["stopped"]:
        say(_("{count} documents are left by the stop; the same command goes on").format(count=counts["stopped"]))
    if counts["batched"]:
        say(
            _("{count} documents wait for a batch. Next: workbench extract --batch --resume").format(
                count=counts["batched"]
            )
        )


def _report_cost(result: Extracted) -> None:
    """What was paid, where anything was."""
    from workbench.extraction.prices import price_list

    cost = result.cost
    if not cost["requests"]:
        return
    usd = _("price unknown") if cost["usd"] is None else _("{usd:.2f} USD").format(usd=cost["usd"])
    say(
        _("{requests} requests paid: {tokens}; {usd} ({prices})").format(
            requests=cost["requests"], tokens=tokens_text(cost), usd=usd, prices=price_list()
        )
    )


def _report_refused(result: Extracted) -> None:
    """The facts that were rejected after the last attempt, each with its reasons."""
    from workbench.review.wording import refusal_text

    lines = [
        f"  ✗ {document_name(step.document)} · {_kind(candidate)}{_quoted(candidate)}: "
        + "; ".join(map(refusal_text, candidate["reasons"]))
        for step in result.done
        for candidate in step.rejections
    ]
    for line in lines[:_REFUSED_SHOWN]:
        say(line)
    if len(lines) > _REFUSED_SHOWN:
        say("  " + _("{count} more; `workbench runs --json` has them all").format(count=len(lines) - _REFUSED_SHOWN))


def _why(due: Due) -> str:
    return "; ".join(map(_reason_text, due.reasons))


def _reason_text(reason: Reason) -> str:
    from workbench.extraction.outcomes import outcome_name

    told = _REASONS[reason.code]()
    if reason.code == "not_answered" and reason.before is not None:
        return f"{told}: {outcome_name(reason.before)}"
    if reason.before is None and reason.now is None:
        return told
    if reason.now is None:
        return f"{told}: {reason.before}"
    return f"{told}: {reason.before or '–'} → {reason.now}"


def _kind(candidate: dict[str, Any]) -> str:
    from workbench.review.wording import kind_name

    return kind_name(str(candidate["content"].get("kind", "")))


def _quoted(candidate: dict[str, Any]) -> str:
    quote = " ".join(" ".join(candidate["quotes"][:1]).split())
    return f" 「{quote[:_QUOTE_SHOWN]}{'…' if len(quote) > _QUOTE_SHOWN else ''}」" if quote else ""
