"""Lists of entities, as texts name them."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.facts.kinds import ListName
from workbench.recognition.places import Places
from workbench.text import fold_script, han_pattern

_LIST_NAMES: tuple[tuple[ListName, str], ...] = (
    ("unreliable_entity", r"不可靠实体(?:清单|名单|列表)"),
    (
        "export_control",
        r"(?:出口)?(?:管制|管理)?管控名单|出口(?:管制|管控)(?:实体)?(?:名单|清单实体)|出口管制管控清单|(?<=[「“])管制名单(?=[」”])",
    ),
    ("watch", r"(?:出口管制)?(?:关注|观察)[”」]?名单"),
    ("countermeasure", r"反(?:外国)?(?:制裁|制)(?:清单|名单)"),
    (
        "foreign",
        r"(?<!不可靠)实体(?:清单|名单)|制裁(?:清单|名单)|(?:涉军|军工|军事)企业(?:清单|名单)|军事最终用户(?:清单|名单)|"
        r"未经(?:验证|核实)(?:清单|名单)|SDN(?:清单|名单)?|黑名单|1260H(?:清单|名单)",
    ),
)
LIST_NAME = "|".join(f"(?:{source})" for _, source in _LIST_NAMES)
"""Regular expression, in ordinary Chinese, of the name of any list; compile it with `han_pattern`."""

_NAMED_LISTS = tuple((name, han_pattern(source)) for name, source in _LIST_NAMES)


_IN_EVERY_NAME = tuple(map(fold_script, ("清单", "名单", "列表", "SDN")))


def names_a_list(text: str) -> bool:
    """Whether a normal text can name a list at all; a fast look, before patterns try every character."""
    return any(word in text for word in _IN_EVERY_NAME)


def list_of(text: str, *, last: bool = False) -> ListName | None:
    """The list that a phrase of normal text names first, or last; None where it names none."""
    found = [(match.start(), name) for name, pattern in _NAMED_LISTS for match in pattern.finditer(text)]
    if not found:
        return None
    return (max(found) if last else min(found))[1]


class ListsNamed:
    """The lists that a stretch [start, end) of a normal text names, by where it names them."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self._text, self._start, self._end = text, start, end
        self._places = [(name, Places(pattern, text, start, end)) for name, pattern in _NAMED_LISTS]

    def first(self, position: int) -> ListName | None:
        """The list that is named first from a position on; None where none is."""
        found = [(match.start(), name) for name, places in self._places if (match := places.first(position))]
        return min(found)[1] if found else None

    @property
    def all(self) -> Iterator[tuple[int, int, ListName]]:
        """Each place that names a list, [start, end), and which."""
        for name, pattern in _NAMED_LISTS:
            for match in pattern.finditer(self._text, self._start, self._end):
                yield match.start(), match.end(), name
