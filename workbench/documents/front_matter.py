"""YAML front matter: a block between two lines of `---` at the very start. It is metadata, not part of the text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime

from workbench.documents.metadata import Metadata, given_metadata
from workbench.errors import WorkbenchError
from workbench.language import _

_BLOCK = re.compile(r"---[ \t]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_DAY = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_FIELDS = {
    "title": "title",
    "publisher": "publisher",
    "date": "published",
    "author": "author",
    "url": "url",
    "tier": "tier",
}
"""Key of the front matter -> argument of `given_metadata`; other keys are left alone."""


def split_front_matter(text: str, where: str) -> tuple[Metadata, str]:
    """What the front matter says, and the text behind it, unchanged; a text without front matter comes back whole."""
    block = _BLOCK.match(text)
    if block is None:
        return Metadata(), text
    entries = _mapping(block["yaml"], where)
    written = {argument: _scalar(key, entries.get(key), where) for key, argument in _FIELDS.items()}
    return given_metadata(**written, where=where, source="given in front matter"), text[block.end() :]


def _mapping(source: str, where: str) -> Mapping[object, object]:
    import yaml

    try:
        loaded = yaml.safe_load(source)
    except yaml.MarkedYAMLError as error:
        line = "" if error.problem_mark is None else _(" (line {line})").format(line=error.problem_mark.line + 2)
        raise _bad(_("the front matter is not valid YAML{line}").format(line=line), where) from None
    except ValueError as error:  # a day such as 2025-13-45, which YAML takes for one and can't make
        impossible = next((day[0] for day in _DAY.finditer(source) if not _is_day(day)), error)
        raise _bad(_("the front matter has an invalid date: {cause}").format(cause=impossible), where) from None
    except (yaml.YAMLError, RecursionError):
        raise _bad(_("the front matter is not valid YAML"), where) from None
    if loaded is None:
        return {}
    if not isinstance(loaded, Mapping):
        raise _bad(_("the front matter is not a list of keys and values"), where)
    return loaded


def _is_day(written: re.Match[str]) -> bool:
    try:
        date(*map(int, written.groups()))
    except ValueError:
        return False
    return True


def _scalar(key: str, value: object, where: str) -> str | None:
    if value is None:
        return None
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, str | int | float | date):
        return str(value)
    if isinstance(value, list) and all(isinstance(entry, str) for entry in value):
        return "、".join(value)
    raise _bad(_("{key} in the front matter is no single value").format(key=key), where)


def _bad(what: str, where: str) -> WorkbenchError:
    return WorkbenchError(
        what,
        where=where,
        way_out=_("Write lines such as `title: …` and `date: 2025-10-09` between the two ---, or take the block out."),
    )
