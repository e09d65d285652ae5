"""What is wrong with a value that somebody typed, from the error of its check, in the words of who typed it."""

from __future__ import annotations

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
