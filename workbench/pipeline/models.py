"""The model's side, set up from the settings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.pipeline.planning import CONCURRENCY
from workbench.settings import Settings
from workbench.store import Store

if TYPE_CHECKING:
    from workbench.extraction import AssessmentWriter, ModelEngine
    from workbench.pipeline.batching import BatchSession


def model_engine(
    settings: Settings,
    *,
    offline: bool = False,
    record_dir: Path | None = None,
    concurrency: int = CONCURRENCY,
    max_cost: float | None = None,
) -> ModelEngine:
    """The engine that reads articles: cached and recorded answers first, then, unless `offline`, the API.

    `concurrency` bounds the requests in progress, `max_cost` in USD what they may cost.
    """
    from workbench.extraction import ModelEngine

    return ModelEngine(settings, offline=offline, record_dir=record_dir, concurrency=concurrency, max_cost=max_cost)


def batch_session(settings: Settings, store: Store, *, max_cost: float | None = None, **shown: Any) -> BatchSession:
    """An extraction through batches; `shown` are the session's callbacks, `max_cost` in USD bounds what is submitted."""
    from workbench.extraction import ModelEngine
    from workbench.extraction.batch_api import BatchApi
    from workbench.pipeline.batch_requests import BatchCollector
    from workbench.pipeline.batching import BatchSession

    api = BatchApi(settings.model.timeout_seconds)
    collector = BatchCollector(store.batches, max_cost=max_cost)
    model = ModelEngine(settings, batches=collector)
    return BatchSession(store, model, collector, api, settings.batch, rules_folder=settings.rules_dir, **shown)


def assessment_writer(settings: Settings, *, offline: bool = False, record_dir: Path | None = None) -> AssessmentWriter:
    """The writer of assessments, looked up and asked in the same order."""
    from workbench.extraction import AssessmentWriter

    return AssessmentWriter(settings, offline=offline, record_dir=record_dir)
