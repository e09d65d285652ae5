"""Control of Python's garbage collector: this program makes many objects at once, and keeps most of them."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def seldom_collecting() -> Iterator[None]:
    """Inside, collect seldom, and only objects made inside: half a million objects of modules would be walked through."""
    before = gc.get_threshold()
    set_aside()
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


@contextmanager
def not_collecting() -> Iterator[None]:
    """Inside, collect nothing, and afterwards nothing that was made inside: for what a command needs until it ends.

    Little of it is in cycles, and walking through all of it takes a tenth of the command's time.
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
    """Exempt all present objects from collection, so that a full one is cheap and can come often.

    It must come often: a request in progress outlives the two younger generations, and is large.
    """
    gc.freeze()
    gc.collect()  # of nothing: CPython delays the next full one until new objects are a quarter of those it saw last
    gc.set_threshold(20_000, 5, 3)
