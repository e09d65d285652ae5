"""What is wrong, in the language of who reads it: with a value that somebody typed, or with what the system was asked for."""

from __future__ import annotations

import errno
from collections.abc import Callable, Mapping
from typing import Any

from workbench.language import _

Causes = tuple[tuple[str, Callable[[], str]], ...]
"""How the type or the message of an error begins, and what is said of it; `{…}` stands for what the check allows."""


def cause_of(error: Mapping[str, Any], own: Causes = ()) -> str:
    """What is said of one of Pydantic's errors; `own` are the words of a place, which go first.

    A cause that has no words here is told in those of its check.
    """
    said = str(error["msg"]).removeprefix("Value error, ")
    for beginning, words in (*own, *_CAUSES):
        if error["type"].startswith(beginning) or said.startswith(beginning):
            allowed = dict(error.get("ctx", {}))
            return words().format(**{**allowed, "expected": str(allowed.get("expected", "")).replace(" or ", ", ")})
    return said


_CAUSES: Causes = (
    ("date_", lambda: _("write the date as YYYY-MM-DD")),
    ("int_", lambda: _("write a whole number")),
    ("decimal_", lambda: _("write a number")),
    ("float_", lambda: _("write a number")),
    ("bool_", lambda: _("write true or false")),
    ("literal_error", lambda: _("it is one of: {expected}")),
    ("string_type", lambda: _("write a text")),
    ("string_too_short", lambda: _("it can't be empty")),
    ("greater_than_equal", lambda: _("it is at least {ge}")),
    ("less_than_equal", lambda: _("it is at most {le}")),
    ("greater_than", lambda: _("it is more than {gt}")),
    ("less_than", lambda: _("it is less than {lt}")),
    ("tuple_type", lambda: _("write a list")),
    ("list_type", lambda: _("write a list")),
    ("model_", lambda: _("write its settings one by one, under a heading in brackets")),
    ("dict_type", lambda: _("write an object of fields and values")),
    ("missing", lambda: _("it is not given")),
    ("extra_forbidden", lambda: _("there is no such field")),
)


def system_cause(error: OSError) -> str:
    """Why the system refused; what has no words here in the system's own."""
    words = _SYSTEM.get(error.errno or 0)
    return words() if words is not None else error.strerror or str(error)


_SYSTEM: Mapping[int, Callable[[], str]] = {
    errno.ENOENT: lambda: _("no such file or folder"),
    errno.EEXIST: lambda: _("something else has that name"),
    errno.ENOTDIR: lambda: _("what should be a folder is a file"),
    errno.EISDIR: lambda: _("it is a folder"),
    errno.EACCES: lambda: _("access is not permitted"),
    errno.EPERM: lambda: _("access is not permitted"),
    errno.EROFS: lambda: _("the disk cannot be written to"),
    errno.ENOSPC: lambda: _("the disk is full"),
    errno.ENAMETOOLONG: lambda: _("the name is too long"),
    errno.ELOOP: lambda: _("links lead round in a circle"),
    errno.EMFILE: lambda: _("too many files are open"),
}
