"""Single changes to a draft, as a careless hand makes them: a day, a count, a status, a limit, a list, a name, a number."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

_LISTS = ("不可靠實體清單", "出口管制管控名單", "反制清單", "關注名單")
_STATUSES = ("有效", "已停止", "已廢止")


@dataclass(frozen=True)
class Mutation:
    """A draft with one line changed."""

    kind: str
    line: int
    """Line that was changed, from 1."""
    text: str
    """The whole draft."""
    shown: str
    """The changed line, for messages."""


def _another_day(written: str, rng: random.Random) -> str:
    return (date.fromisoformat(written) + timedelta(days=rng.choice((-7, -1, 1, 3, 30)))).isoformat()


def _another_digit(written: str, rng: random.Random) -> str:
    place = rng.choice([index for index, char in enumerate(written) if char.isdigit()])
    digit = str((int(written[place]) + rng.randint(1, 8)) % 10)
    return written[:place] + digit + written[place + 1 :]


def _another(words: tuple[str, ...]) -> Callable[[str, random.Random], str]:
    return lambda written, rng: rng.choice([word for word in words if word != written])


def _more(written: str, rng: random.Random) -> str:
    return str(int(written) + rng.choice((1, 2, 10)))


_KINDS: dict[str, tuple[re.Pattern[str], Callable[[str, random.Random], str]]] = {
    "day": (re.compile(r"20\d\d-\d\d-\d\d"), _another_day),
    "count": (re.compile(r"(?<![\d-])\d+(?= (?:家|件|項|種))"), _more),
    "suspended or stopped": (re.compile("暫停|停止"), lambda written, _: "停止" if written == "暫停" else "暫停"),
    "limit": (re.compile(r"(?<=[≥≤＞＜] )\d[\d.,]*"), _another_digit),
    "list": (re.compile("|".join(_LISTS)), _another(_LISTS)),
    "name": (re.compile("反(?=無人機)"), lambda _written, _rng: ""),
    "number": (re.compile(r"(?<=第)\d+(?=號)"), _more),
    "status": (re.compile("有效(?=（)|已停止"), _another(_STATUSES)),
}


def mutations(draft: str, count: int, seed: int) -> Iterator[Mutation]:
    """`count` changes, each to a draft of its own; the kinds in turn, the places by chance."""
    rng = random.Random(seed)
    lines = draft.split("\n")
    places = {
        kind: [(number, match) for number, line in enumerate(lines) for match in pattern.finditer(line)]
        for kind, (pattern, _) in _KINDS.items()
    }
    kinds = [kind for kind in _KINDS if places[kind]]
    for index in range(count):
        kind = kinds[index % len(kinds)]
        number, match = rng.choice(places[kind])
        changed = lines[number][: match.start()] + _KINDS[kind][1](match[0], rng) + lines[number][match.end() :]
        yield Mutation(kind, number + 1, "\n".join([*lines[:number], changed, *lines[number + 1 :]]), changed)
