"""`stats` and `schema`: figures about the store, and the schemas that the model is shown."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from workbench.cli.app import app, example, open_store
from workbench.cli.options import JsonOption
from workbench.cli.output import print_json, print_table, say
from workbench.language import _

schema_app = typer.Typer(help=_("The JSON Schemas of the fact kinds."), no_args_is_help=True)
app.add_typer(schema_app, name="schema")


@app.command(
    help=_("Counts by kind and state, share decided by machine, cost, sampled error rate."),
    epilog=example("workbench stats --json"),
)
def stats(as_json: JsonOption = False) -> None:
    """Figures about the store."""
    from workbench.facts.fact import STATES
    from workbench.pipeline.statistics import statistics

    figures = statistics(open_store())
    if as_json:
        print_json(figures)
        return
    from workbench.review.wording import kind_name, state_name

    print_table(
        _("{count} documents").format(count=figures["documents"]),
        [_("kind"), *map(state_name, STATES)],
        [[kind_name(kind), *(states.get(state, "") for state in STATES)] for kind, states in figures["facts"].items()],
    )
    share = figures["machine_share"]
    say(_("decided by machine: {share}").format(share="–" if share is None else f"{share:.0%}"))
    sample = figures["sample"]
    if sample["size"]:
        say(
            _("sample of what passed alone: {errors} errors in {size}, {low} to {high} (95 %)").format(
                errors=sample["errors"], size=sample["size"], low=f"{sample['low']:.1%}", high=f"{sample['high']:.1%}"
            )
        )
    else:
        say(_("sample of what passed alone: nothing checked yet"))
    cost = figures["cost"]
    say(
        _("live requests: {requests}, tokens {input} in, {output} out, {usd} USD").format(
            requests=cost["requests"],
            input=cost["input_tokens"],
            output=cost["output_tokens"],
            usd="?" if cost["usd"] is None else cost["usd"],
        )
    )


@schema_app.command(
    "export", help=_("Write the schema of every fact kind."), epilog=example("workbench schema export --out schemas")
)
def export(out: Annotated[Path, typer.Option(help=_("Folder to write to."))] = Path("schemas")) -> None:
    """Write the schemas."""
    from workbench.extraction import export_schemas

    written = export_schemas(out)
    say(_("{count} schemas written to {folder}").format(count=len(written), folder=out))
