"""The front matter is valid for the site: YAML, the keys of the form, and a review that is in the log."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import yaml

from workbench.report.gates.examined import Examined
from workbench.report.gates.gate import Problem, shortened

_LONGEST_DESCRIPTION = 155
_TEXTS = ("layout", "title", "parent", "description", "keywords")
_KEY = re.compile(r"^([A-Za-z_][\w-]*):")


def front_matter_valid(examined: Examined) -> Iterator[Problem]:
    """One block of YAML with every key once, a short description, days as days, and the log's review or none."""
    block = [line.text for line, kind in zip(examined.lines, examined.kinds, strict=True) if kind == "front"]
    if len(block) < 3 or block[0] != "---" or block[-1] != "---":
        yield Problem("no_front_matter", 1)
        return
    try:
        values = yaml.safe_load("\n".join(block[1:-1]))
    except (yaml.YAMLError, ValueError) as error:
        yield Problem("no_yaml", 1, shortened(" ".join(str(error).split())))
        return
    if not isinstance(values, dict):
        yield Problem("no_yaml", 1)
        return
    for key, count in Counter(match[1] for text in block if (match := _KEY.match(text))).items():
        if count > 1:
            yield Problem("key_twice", _line_of(block, key), key)
    yield from _values(block, values)
    yield from _review(examined, block, values)


def _values(block: list[str], values: dict[str, Any]) -> Iterator[Problem]:
    for key in _TEXTS:
        if not isinstance(values.get(key), str) or not values[key].strip():
            yield Problem("key_missing", _line_of(block, key), key)
    if not _is_int(values.get("nav_order")):
        yield Problem("key_missing", _line_of(block, "nav_order"), "nav_order")
    if not isinstance(values.get("date"), date):
        yield Problem("key_missing", _line_of(block, "date"), "date")
    description = values.get("description")
    if isinstance(description, str) and len(description) > _LONGEST_DESCRIPTION:
        yield Problem("description_long", _line_of(block, "description"), str(len(description)))


def _review(examined: Examined, block: list[str], values: dict[str, Any]) -> Iterator[Problem]:
    """LastReviewed and reviewedBy are both there or both absent, and say what the log of decisions says."""
    given = values.get("lastReviewed"), values.get("reviewedBy")
    if given == (None, None):
        return
    known = examined.reviewers
    line = _line_of(block, "lastReviewed") or _line_of(block, "reviewedBy")
    if known is None or known.last is None:
        yield Problem("review_unknown", line, shortened(str(given[1] or given[0])))
    elif given[0] != known.last or not isinstance(given[1], str) or not given[1]:
        yield Problem("review_differs", line, f"{given[0]} ≠ {known.last}")


def _is_int(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _line_of(block: list[str], key: str) -> int | None:
    return next((number for number, text in enumerate(block, start=1) if text.startswith(f"{key}:")), None)
