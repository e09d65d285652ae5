"""When Python looks for garbage: much is made at once here, and most of what is there stays."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def seldom_collecting() -> Iterator[None]:
    """Garbage is looked for in what is made inside, and seldom; not in the modules, half a million things that stay."""
    before = gc.get_threshold()
    set_aside()
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


@contextmanager
def not_collecting() -> Iterator[None]:
    """Garbage is not looked for in what is made inside, nor afterwards: for what a command makes before it ends.

    Little of that is in cycles, and to look through all of it takes a tenth of the command's time.
    """
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if before:
            gc.enable()


def set_aside() -> None:
    """What is there now is looked at no more, so that a full collection costs little, and may come often.

    It must: a request that is under way outlives the first two, and what is left of it is as large as it was.
    """
    gc.freeze()
    gc.collect()  # of nothing: without it a full one would wait until a quarter of what was set aside came anew
    gc.set_threshold(20_000, 5, 3)
