"""The one kind of error that people see: what happened, where, and the way out."""

from __future__ import annotations

import unicodedata


class WorkbenchError(Exception):
    """A fault that a user can cause or mend; printed as one paragraph, never as a traceback.

    Every error names what went wrong, the place (file, line, fact, setting) and what to do about it.
    Rooms may subclass it where a caller must distinguish two faults.
    """

    def __init__(self, what: str, *, where: str | None = None, way_out: str | None = None) -> None:
        self.what = what
        self.where = where
        self.way_out = way_out
        super().__init__(str(self))

    def __str__(self) -> str:
        parts = [self.what if self.where is None else f"{self.where}: {self.what}"]
        if self.way_out is not None:
            parts.append(self.way_out)
        return " ".join(map(_ended, parts)).replace("。 ", "。")


def _ended(part: str) -> str:
    """A sentence with its stop, the Chinese one after Chinese."""
    if part.endswith((".", "。", "?", "!", "？", "！")):
        return part
    return part + ("。" if unicodedata.east_asian_width(part[-1:] or " ") == "W" else ".")


class WrongUsage(WorkbenchError):
    """A word of the command that can mean nothing, so that nothing was begun: a period, a day, a tier."""
