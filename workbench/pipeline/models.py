"""The model's side made ready from the settings: where answers are looked up, and in which order."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.resources import resource_dir
from workbench.settings import Settings

if TYPE_CHECKING:
    from workbench.extraction import ModelEngine


def has_key() -> bool:
    """Whether the SDK would find credentials in the environment."""
    return bool(os.environ.get("ANTHROPIC_API_KEY") or os.environ.get("ANTHROPIC_AUTH_TOKEN"))


def recordings_dir() -> Path:
    """Folder of the recorded answers that travel with the program."""
    return resource_dir("fixtures") / "responses"
