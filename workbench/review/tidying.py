"""Garbage collection while the reviewer pauses: left to itself, Python now and then collects in the middle of a key press, which
takes as long as several keys may.
"""

from __future__ import annotations

import gc

_MANY_YOUNG = 500
"""Fewer new objects than this are not worth a collection."""
_LONG_REST = 20
"""Calls of `tidy` without a key in between, after which everything made since the first screen is collected."""
_MOST_YOUNG = 200_000
"""New objects after which Python collects by itself, where the reviewer never rests: those of some hundred keys."""


def begin_tidying() -> None:
    """Exempt what was loaded for the first screen from collection: it lives as long as the app."""
    gc.freeze()
    gc.set_threshold(_MOST_YOUNG, 5, 5)
    gc.enable()


def tidy(looks_at_rest: int) -> None:
    """Collect as far as this rest allows: young objects at once, all of them after `_LONG_REST` calls without a key."""
    young, _middle, old = gc.get_count()
    if looks_at_rest == _LONG_REST and old:
        gc.collect()
    elif looks_at_rest >= 1 and young > _MANY_YOUNG:
        gc.collect(1)
