"""Reading transactions: they see one snapshot of the store, write nothing and never wait (`engine`)."""

from __future__ import annotations

from sqlalchemy import Connection, Engine

AT_ONCE = 500
"""Most rows read into memory together, or named in one statement: databases limit the number of parameters."""


def reading(engine: Engine) -> Connection:
    """A new read-only connection; to be used in a `with` block, which closes it."""
    return engine.connect().execution_options(read_only=True)
