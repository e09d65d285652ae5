"""The model's side made ready from the settings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from workbench.settings import Settings

if TYPE_CHECKING:
    from workbench.extraction import AssessmentWriter, ModelEngine


def model_engine(
    settings: Settings, *, offline: bool = False, record_dir: Path | None = None, concurrency: int = 8
) -> ModelEngine:
    """The engine that reads articles: cached and recorded answers first, then, unless `offline`, the API."""
    from workbench.extraction import ModelEngine

    return ModelEngine(settings, offline=offline, record_dir=record_dir, concurrency=concurrency)


def assessment_writer(settings: Settings, *, offline: bool = False, record_dir: Path | None = None) -> AssessmentWriter:
    """The writer of assessments, looked up and asked in the same order."""
    from workbench.extraction import AssessmentWriter

    return AssessmentWriter(settings, offline=offline, record_dir=record_dir)
