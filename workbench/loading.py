"""Lazy packages: their modules are imported when one of their names is first used, since most commands need few of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module


def load_when_asked(room: str, offered_by: Mapping[str, tuple[str, ...]]) -> Callable[[str], object]:
    """The `__getattr__` of a package; `offered_by` maps each of its modules to the names that it offers."""
    module_of = {name: module for module, names in offered_by.items() for name in names}

    def load(name: str) -> object:
        if name not in module_of:
            raise AttributeError(f"module {room!r} has no attribute {name!r}")
        return getattr(import_module(f"{room}.{module_of[name]}"), name)

    return load
