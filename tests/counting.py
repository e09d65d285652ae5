"""Work counted in function calls, which are the same on every machine."""

import sys
from collections.abc import Callable
from typing import TypeVar

Result = TypeVar("Result")


def counting_calls(work: Callable[[], Result]) -> tuple[Result, int]:
    """What the work gives, and how many functions it called; those that load a module are not counted."""
    work()
    calls = 0

    def on_event(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    sys.setprofile(on_event)
    try:
        result = work()
    finally:
        sys.setprofile(None)
    return result, calls
