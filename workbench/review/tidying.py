"""Python's garbage is looked for while the reviewer reads: left to itself, Python looks in the middle of a key now and then, and
takes as long as several keys may.
"""

from __future__ import annotations

import gc

_MANY_YOUNG = 500
"""Things made since the last look, fewer of which are not worth one."""
_LONG_REST = 20
"""Looks without a key after which all is looked at that was made since the first screen."""
_MOST_YOUNG = 200_000
"""Where one key follows another without end, Python looks by itself after so many: some hundred keys."""


def begin_tidying() -> None:
    """What was loaded for the first screen lives as long as the app: it is never looked at."""
    gc.freeze()
    gc.set_threshold(_MOST_YOUNG, 5, 5)
    gc.enable()


def tidy(looks_at_rest: int) -> None:
    """Look for garbage, as far as this rest allows: what is new at once, all of it where the rest is long."""
    young, _middle, old = gc.get_count()
    if looks_at_rest == _LONG_REST and old:
        gc.collect()
    elif looks_at_rest >= 1 and young > _MANY_YOUNG:
        gc.collect(1)
