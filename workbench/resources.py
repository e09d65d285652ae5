"""Where the files that travel with the program are: prompts, schemas and fixtures, in the wheel or the checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def resource_dir(name: str) -> Path:
    """The folder `prompts`, `schemas` or `fixtures`: inside the installed package, else beside it in the checkout."""
    installed = _PACKAGE / "_data" / name
    return installed if installed.is_dir() else _PACKAGE.parent / name
