"""`demo` and `run`: all steps in one command."""

from __future__ import annotations

import shutil
import sys
from collections import Counter
from datetime import date as Day
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.app import FAILED, app, example, open_store, settings
from workbench.cli.extraction_lines import report_extracted
from workbench.cli.options import (
    REQUESTS_UNDER_WAY,
    AsOfOption,
    BatchOption,
    ConcurrencyOption,
    EngineOption,
    MaxCostOption,
    OfflineOption,
    YesOption,
)
from workbench.cli.output import STOPPED, say, stopped_told, warn
from workbench.cli.progress import progress_shown
from workbench.cli.steps import (
    extract_in_batches,
    extract_shown,
    make_draft,
    refuse_beside_batch,
    report_added,
    report_written,
)
from workbench.language import _

if TYPE_CHECKING:
    from workbench.pipeline import Routed
    from workbench.pipeline.demo import DemoResult


@app.command(
    help=_("Bundled articles → facts → draft, offline, in a folder of its own."),
    epilog=example("workbench demo --out demo"),
)
def demo(
    out: Annotated[Path, typer.Option(help=_("Folder of the demonstration; made anew."))] = Path("demo"),
) -> None:
    """Show the main job on the bundled articles."""
    from workbench.pipeline.demo import DEMO_AS_OF, DEMO_PERIOD, clear_demo_folder, demo_settings, run_demo

    clear_demo_folder(out)
    chosen = demo_settings(settings(), out)
    store = open_store(chosen)
    with progress_shown() as shown:
        result = run_demo(chosen, store, shown.step)
    report_added(result.added)
    report_extracted(result.extracted)
    _report_caught(result)
    report_written(result.written)
    _report_routes(result.routed)
    make_draft(store, DEMO_PERIOD, DEMO_AS_OF, out / "drafts")
    say("")
    say(_("Next: review what waits, then draft again:"))
    say(f"  cd {out} && {_program()} review")
    say(f"  {_program()} draft {DEMO_PERIOD} --as-of {DEMO_AS_OF}")


def _program() -> str:
    """What to type for this program from another folder: its name where the shell finds it, else its whole path."""
    called = Path(sys.argv[0])
    if called.name != "workbench" or shutil.which("workbench") is not None:
        return "workbench"
    return str(called.absolute())


@app.command(
    help=_("Add, extract, triage, write and draft in one go."),
    epilog=example("workbench run articles/ --period 2025-10..2026-02 --as-of 2026-02-19"),
)
def run(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH", help=_("Files or folders."), show_default=False)],
    period: Annotated[str, typer.Option(help=_("A month 2026-02, or months 2025-10..2026-02."))],
    engine: EngineOption = "auto",
    as_of: AsOfOption = None,
    offline: OfflineOption = False,
    concurrency: ConcurrencyOption = REQUESTS_UNDER_WAY,
    max_cost: MaxCostOption = None,
    batch: BatchOption = False,
    yes: YesOption = False,
    out: Annotated[Path, typer.Option(help=_("Folder to write to."))] = Path("drafts"),
) -> None:
    """The whole way in one go."""
    from workbench.documents import Metadata
    from workbench.pipeline import (
        add_articles,
        can_write,
        model_engine,
        policy_of,
        route_all,
        write_assessments,
    )
    from workbench.report import Period

    if batch:
        refuse_beside_batch({}, engine, offline)
    chosen = settings()
    span = str(Period.parse(period))
    store = open_store(chosen)
    added = add_articles(store, paths, Metadata())
    report_added(added)
    if batch:
        extracted = extract_in_batches(chosen, store, added.documents, max_cost=max_cost, yes=yes)
    else:
        model = (
            model_engine(chosen, offline=offline, concurrency=concurrency, max_cost=max_cost)
            if engine != "rules"
            else None
        )
        extracted = extract_shown(
            chosen, store, added.documents, engine, model, concurrency, max_cost=max_cost, yes=yes
        )
    report_extracted(extracted)
    if extracted.stopped:
        warn(stopped_told())
        raise typer.Exit(STOPPED)
    route_all(store, policy_of(chosen.triage))
    failed = bool(added.failures or extracted.failed)
    if engine != "rules" and can_write(chosen, offline=offline):
        written = write_assessments(chosen, store, span, offline=offline)
        report_written(written)
        failed = failed or bool(written.failures)
    make_draft(store, span, as_of.date() if as_of else Day.today(), out)
    routed = route_all(store, policy_of(chosen.triage))
    _report_routes(routed)
    say(_("Next: workbench review"))
    if failed:
        raise typer.Exit(FAILED)


def _report_routes(routed: Routed) -> None:
    from workbench.review.wording import reason_text

    passed = routed.states.get("auto_approved", 0)
    say(_("{passed} facts passed alone, {waiting} await a person").format(passed=passed, waiting=routed.waiting))
    for reason, count in sorted(routed.reasons.items(), key=lambda item: (-item[1], item[0])):
        say(f"  {count:4} {reason_text(reason)}")


def _report_caught(result: DemoResult) -> None:
    from workbench.review.wording import conflict_name, conflict_text, kind_name, refusal_text, tier_name

    names = {document.id: document.name for document in result.added.documents}
    say("")
    say(_("What was caught:"))
    for run in result.runs:
        place = names.get(run.document, run.document)
        for mark, refused in (("↺", run.sent_back), ("✗", run.rejections)):
            for candidate in refused:
                subject = kind_name(candidate["content"]["kind"]) if "content" in candidate else _("assessment")
                say(f"  {mark} {place} · {subject}: " + "; ".join(map(refusal_text, candidate["reasons"])))
    for conflict in result.conflicts:
        sides = " ≠ ".join(f"{conflict_text(side.value)} [{tier_name(side.tier)}]" for side in conflict.sides)
        say(f"  ≠ {conflict_name(conflict.instrument, conflict.attribute, conflict.subject)}: {sides}")
    say("  " + _("↺ sent back to the model · ✗ refused · ≠ sources contradict each other"))
    from workbench.extraction.outcomes import outcome_name

    outcomes = Counter(step.outcome for step in result.extracted.failed)
    for outcome, count in sorted(outcomes.items()):
        warn(_("{count} articles ended as {outcome}").format(count=count, outcome=outcome_name(outcome)))
    say("")
