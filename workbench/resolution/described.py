"""Titles and numbers of one act that no source gives together: both say what it controls.

公告第61號，對含有中國成分的部分境外稀土相關物項實施出口管制 is the number beside which the act is described;
《公布對境外相關稀土物項實施出口管制的決定》 is its title. They are one where each fits no other of the day.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from workbench.facts.kinds import Announcement, StatusChange
from workbench.facts.references import parse_key
from workbench.resolution.statement import Statement
from workbench.text import han_pattern, normalize

_OBJECT = "(?:决定)?(?:对|将)(?P<object>[^,。;:《》]{3,60}?)(?:实施|实行|采取|纳入)(?:临时)?(?:出口)?(?:管制|管控)"
_BESIDE_NUMBER = han_pattern(rf"号(?:公告|令)?[)）]?[,，]?{_OBJECT}")
_IN_TITLE = han_pattern(rf"^{_OBJECT}")


def numbers_described(statements: Iterable[Statement], dated: Mapping[str, str]) -> dict[str, list[Counter[str]]]:
    """Numbered key -> the characters of each thing that a source says, right behind the number, the act controls."""
    found: dict[str, list[Counter[str]]] = defaultdict(list)
    for statement in statements:
        content = statement.content
        keys = [target.instrument for target in content.targets] if isinstance(content, StatusChange) else []
        keys += [content.instrument] if isinstance(content, Announcement) else []
        named = [dated.get(key, key) for key in keys if key]
        if len(named) == 1 and parse_key(named[0]) is not None:
            for span in statement.evidence:
                for match in _BESIDE_NUMBER.finditer(normalize(span.quote).text):
                    found[named[0]].append(_characters(match["object"]))
    return found


def act_described(
    core: str,
    cores: Iterable[str],
    described: Mapping[str, list[Counter[str]]],
    days: Mapping[str, set[date]],
) -> str | None:
    """The number whose description holds every character of what the title `core` says is controlled.

    None where no number or more than one fits, or where the number's description would fit another of `cores` too.
    `days` holds the publication days stated for titles (by core title) and for numbers; the two must share a day.
    """
    title = _IN_TITLE.match(core)
    if title is None:
        return None
    wanted = _characters(title["object"])
    fitting = [key for key, objects in described.items() if any(wanted <= stated for stated in objects)]
    fitting = [key for key in fitting if days.get(core, set()) & days.get(key, set())]
    if len(fitting) != 1:
        return None
    rivals = [
        other
        for other in cores
        if other != core
        and (match := _IN_TITLE.match(other)) is not None
        and any(_characters(match["object"]) <= stated for stated in described[fitting[0]])
        and days.get(other, set()) & days.get(fitting[0], set())
    ]
    return None if rivals else fitting[0]


def _characters(text: str) -> Counter[str]:
    return Counter(re.sub(r"\W", "", text))
