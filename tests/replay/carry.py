"""Brings the recorded answers up to date with the requests that are sent now: `make recordings`.

The demonstration's steps are run without a network. Where a request has changed (a prompt, a kind, an article, the
facts that an assessment is written from), the answer recorded under the same label is carried over if the program's
checks judge it exactly as before. What they judge otherwise must be answered anew: the request is parked, and this
command takes the answer, one JSON object in the form asked for, from the file of that name under `answers/`.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from tests.intercepting import intercepted
from tests.replay.carrying import Carrier, CarryFault, Standing
from workbench.documents import Metadata
from workbench.extraction import ModelEngine
from workbench.extraction.recordings import Recordings
from workbench.pipeline import add_articles, extract, policy_of, route_all, write_assessments
from workbench.pipeline.demo import DEMO_PERIOD
from workbench.resources import resource_dir
from workbench.settings import ModelSettings, Settings, TriageSettings
from workbench.store import Store

PARKING = Path(".workbench") / "recordings"


def carry_recordings(articles: Sequence[Path], folder: Path, parking: Path) -> Carrier:
    """Runs the steps over the articles, answered from `folder`, and brings its recordings up to date.

    Assessments rest on the facts of all articles, so they are asked for only when every article is answered.
    """
    carrier = Carrier(Recordings(folder), parking)
    with tempfile.TemporaryDirectory() as state, _answered_by(carrier, Path(state) / "none"):
        settings = Settings(
            home=Path(state) / "state", database_url=None, model=ModelSettings(), triage=TriageSettings()
        )
        store = Store(settings.store_url)
        added = add_articles(store, articles, Metadata())
        extract(store, added.documents, "model", ModelEngine(settings))
        if not carrier.parked:
            route_all(store, policy_of(settings.triage))
            write_assessments(settings, store, DEMO_PERIOD)
        carrier.settle()
    return carrier


@contextmanager
def _answered_by(carrier: Carrier, absent: Path) -> Iterator[None]:
    """Requests reach the carrier and nothing else: no network, no bundled recording, no address of the environment."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ANTHROPIC_")}
    with (
        patch.dict(os.environ, {**environment, "ANTHROPIC_API_KEY": "key-of-nobody"}, clear=True),
        patch("workbench.extraction.client.bundled_recordings", lambda: absent),
        intercepted() as router,
    ):
        router.route().mock(side_effect=carrier.respond)
        yield


def report(carrier: Carrier) -> list[str]:
    """What was carried, what is as it was, and what must be done by hand, a line each."""
    order = sorted(carrier.standings.values(), key=lambda each: each.label)
    lines = [_line(each) for each in order if each.verdict != "unchanged" or each.why]
    lines.append(f"unchanged: {sum(each.verdict == 'unchanged' for each in order)} of {len(order)}")
    if carrier.parked:
        lines.append(f"Answer each parked request in a file of the same name under {carrier.parking / 'answers'}")
    else:
        lines += [f"no longer asked for: {file.name}; delete it if that is meant" for file in carrier.unused]
    return lines


def _line(standing: Standing) -> str:
    match standing.verdict:
        case "carried" if standing.replaces is not None:
            return f"carried: {standing.replaces.name} → {standing.file.name}"
        case "parked":
            return f"to be answered anew: {standing.label} ({standing.why}): {standing.file}"
        case _:
            return f"{standing.verdict}: {standing.file.name}" + (f" ({standing.why})" if standing.why else "")


def main() -> int:
    """The command: 0 where every request of the demonstration is answered and every recording asked for, else 1."""
    fixtures = resource_dir("fixtures")
    try:
        carrier = carry_recordings([fixtures / "articles"], fixtures / "responses", PARKING)
    except CarryFault as fault:
        print(fault, file=sys.stderr)
        return 1
    print("\n".join(report(carrier)))
    return 1 if carrier.parked or carrier.unused else 0


if __name__ == "__main__":
    sys.exit(main())
