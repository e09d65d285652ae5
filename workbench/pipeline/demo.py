"""The main job on the bundled articles, offline: the same steps as for anybody's own, in a folder of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from workbench.documents import Metadata
from workbench.pipeline.adding import Added, add_articles
from workbench.pipeline.extracting import Extracted, Progress, extract
from workbench.pipeline.models import model_engine
from workbench.pipeline.routing import Routed, policy_of, route_all, summarize
from workbench.pipeline.timeline import live_conflicts
from workbench.pipeline.writing import Written, write_assessments
from workbench.resolution import Conflict
from workbench.resources import resource_dir
from workbench.settings import Settings
from workbench.store import Run, Store

DEMO_PERIOD = "2025-10..2026-02"
DEMO_AS_OF = date(2026, 2, 19)


@dataclass(frozen=True)
class DemoResult:
    """What the demonstration did and found."""

    added: Added
    extracted: Extracted
    routed: Routed
    written: Written
    runs: list[Run]
    conflicts: tuple[Conflict, ...]

    @property
    def corrected(self) -> int:
        """Answers that the model was sent back to correct."""
        return sum(max(0, len(run.attempts) - _pieces(run)) for run in self.runs if run.engine == "model")


def run_demo(settings: Settings, store: Store, on_progress: Callable[[Progress], None]) -> DemoResult:
    """Bundled articles → facts → routes → assessments, from recorded answers alone."""
    added = add_articles(store, [resource_dir("fixtures") / "articles"], Metadata())
    model = model_engine(settings, offline=True)
    extracted = extract(store, added.documents, "model", model, on_progress=on_progress)
    policy = policy_of(settings.triage)
    route_all(store, policy)
    written = write_assessments(settings, store, DEMO_PERIOD, offline=True)
    return DemoResult(
        added, extracted, summarize(store.records()), written, store.runs(), live_conflicts(store)
    )


def demo_settings(base: Settings, folder: Path) -> Settings:
    """The settings of a demonstration: the built-in ones, with the state in its own folder."""
    return base.model_copy(update={"home": folder / ".workbench", "database_url": None})


def _pieces(run: Run) -> int:
    """Pieces of the article that were asked about: the first attempts."""
    return sum(1 for attempt in run.attempts if attempt.get("attempt", 1) == 1)
