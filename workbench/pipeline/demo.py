"""The main job on the bundled articles, offline: the same steps as for any articles, in a separate folder."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from workbench.documents import Metadata
from workbench.errors import WorkbenchError
from workbench.language import _
from workbench.pipeline.adding import Added, add_articles
from workbench.pipeline.conflicts import live_conflicts
from workbench.pipeline.extracting import Extracted, Progress, extract
from workbench.pipeline.models import model_engine
from workbench.pipeline.routing import Routed, policy_of, route_all, summarize
from workbench.pipeline.writing import Written, write_assessments
from workbench.resolution import Conflict
from workbench.resources import resource_dir
from workbench.settings import ModelSettings, Settings, TriageSettings
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


def run_demo(settings: Settings, store: Store, on_progress: Callable[[Progress], None]) -> DemoResult:
    """Bundled articles → facts → routes → assessments, from recorded answers alone."""
    added = add_articles(store, [resource_dir("fixtures") / "articles"], Metadata())
    model = model_engine(settings, offline=True)
    extracted = extract(store, added.documents, "model", model, on_progress=on_progress)
    policy = policy_of(settings.triage)
    route_all(store, policy)
    written = write_assessments(settings, store, DEMO_PERIOD, offline=True)
    return DemoResult(added, extracted, summarize(store), written, store.runs(), live_conflicts(store))


def demo_settings(base: Settings, folder: Path) -> Settings:
    """The settings of a demonstration: the built-in ones, with the state in its own folder."""
    return base.model_copy(
        update={
            "home": folder / ".workbench",
            "database_url": None,
            "model": ModelSettings(),  # the recordings answer the built-in settings alone
            "triage": TriageSettings(),
        }
    )


def clear_demo_folder(folder: Path) -> None:
    """Remove an earlier demonstration; a folder that contains anything else is left alone, with an error."""
    if not folder.exists():
        return
    strangers = (
        {path.name for path in folder.iterdir()} - {".workbench", "drafts"} if folder.is_dir() else {folder.name}
    )
    if strangers:
        raise WorkbenchError(
            _("the folder contains something other than a demonstration: {names}").format(
                names=", ".join(sorted(strangers))
            ),
            where=str(folder),
            way_out=_("Name another one with --out"),
        )
    shutil.rmtree(folder)
