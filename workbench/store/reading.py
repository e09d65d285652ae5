"""Reading transactions: they see one snapshot of the store, write nothing and never wait (`engine`)."""

from __future__ import annotations

from sqlalchemy import Connection, Engine

AT_ONCE = 500
"""Rows that are read into memory together, or named in one statement: databases allow only so many parameters."""


def reading(engine: Engine) -> Connection:
    """A new connection for reading alone; to be used in a `with` block, which closes it."""
    return engine.connect().execution_options(read_only=True)
