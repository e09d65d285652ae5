"""The front matter of a report: what goes into the head of a page, and where the report begins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from workbench.escape import visible

_ENDS = frozenset({"---", "..."})
_LONGEST = 200
"""Lines of front matter that are looked at."""


@dataclass(frozen=True, slots=True)
class Front:
    """Keys and values as they are read, in their order; nested values are not shown."""

    values: Mapping[str, str] = field(default_factory=dict)
    first: int = 1
    """Number of the first line of the report itself."""
    broken: bool = False
    """Whether there is front matter that is no YAML: a site would not show the page."""


def read_front(lines: Sequence[str]) -> Front:
    """The front matter of a report's lines; a report without any begins on its first line."""
    if not lines or lines[0].rstrip() != "---":
        return Front()
    end = next((number for number, line in enumerate(lines[1:_LONGEST], start=1) if line.rstrip() in _ENDS), None)
    if end is None:
        return Front()
    loaded = _load("\n".join(lines[1:end]))
    if loaded is None:
        return Front(first=end + 2, broken=True)
    values = {visible(str(key)): shown for key, value in loaded.items() if (shown := _shown(value))}
    return Front(values, first=end + 2)


def _load(source: str) -> Mapping[object, object] | None:
    import yaml

    try:
        loaded = yaml.safe_load(source)
    except (yaml.YAMLError, ValueError, RecursionError):
        return None
    return loaded if isinstance(loaded, Mapping) else {} if loaded is None else None


def _shown(value: object) -> str:
    """A single value, or a list of single values, as it is read; nothing for what is nested deeper."""
    values = value if isinstance(value, list) else [value]
    return "、".join(visible(str(each)) for each in values if isinstance(each, str | int | float | date))
