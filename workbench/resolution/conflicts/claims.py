"""Conflicts on claims: irreconcilable figures for one share of one thing. They are shown side by side, never merged."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from workbench.facts.kinds import Claim
from workbench.facts.measures import in_base_unit
from workbench.resolution.conflicts.meant import statements_of_kind
from workbench.resolution.conflicts.sides import Conflict, conflict_of, opposed, side_of
from workbench.resolution.instruments import Instruments
from workbench.resolution.statement import Statement
from workbench.text import fold_script, han_pattern, normalize, parse_decimal

_MEASURE = "产量|产能|产出|储量|开采量|冶炼量|加工量|加工能力|供应量|供应|出口量|进口量|市场份额|市占率|份额|需求量|需求|消费量"
_WHOLE = "全球|全世界|世界|国际市场|全国|中国|美国|欧盟|日本"
_NUMERAL = "[一二三四五六七八九十百零两]"
_SHARE = han_pattern(
    rf"(?P<topic>[\u4e00-\u9fffA-Za-z]{{0,16}}?)(?P<of>{_MEASURE})[^,。;0-9一二三四五六七八九十]{{0,6}}?"
    rf"占(?:据|到|有|了)?(?P<whole>{_WHOLE})(?:总产量|总量|市场)?(?:的)?"
    rf"(?P<before>约|近|大约|超过|超|逾|至少|不到|不足)?"
    rf"(?:(?P<percent>[0-9]+(?:\.[0-9]+)?)%|百分之(?P<said>{_NUMERAL}+)|(?P<tenths>[1-9]|[一二三四五六七八九])成"
    rf"|(?P<divisor>{_NUMERAL}+)分之(?P<part>{_NUMERAL}))(?P<behind>以上|以下|左右|多)?"
)
_NO_TOPIC = han_pattern("中国|我国|美国|日本|欧盟|全球|世界|目前|现在|的|是|其")
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?=年)")
_AT_LEAST = frozenset(fold_script("超过 超 逾 至少 以上 多 ge gt").split())
_AT_MOST = frozenset(fold_script("不到 不足 以下 le lt").split())
_ABOUT = frozenset(fold_script("约 近 大约 左右").split())
_ROUNDING, _ROUNDING_ABOUT = Decimal("0.01"), Decimal("0.05")
"""How far, in proportion, a figure may be from what it stands for: 66.7 and 67 are one; about 70 is anything near it."""
_SHORTEST_SUBJECT = 4


@dataclass(frozen=True)
class Figure:
    """A figure that a source asserts, as an interval: a share of a whole in percent, or a value in its unit."""

    topic: str
    """What stands before the measure (稀土), '' where the clause leaves it to the sentence; else the subject."""
    measure: str
    whole: str
    """Of what it is a share; the unit of a figure that is none."""
    low: Decimal
    high: Decimal
    year: str | None
    sentence: str
    written: str

    @property
    def key(self) -> str:
        """The interval in one form of writing."""
        return f"{self.low.normalize():f} … {self.high.normalize():f}"

    def is_of_the_same(self, other: Figure) -> bool:
        """Whether both speak of one thing: measure, whole and topic, and no two years."""
        return (
            (self.measure, self.whole) == (other.measure, other.whole)
            and (self.year is None or other.year is None or self.year == other.year)
            and _same_topic(self, other)
        )

    def excludes(self, other: Figure) -> bool:
        """Whether no value is within both."""
        return self.high < other.low or other.high < self.low


def find_claim_conflicts(instruments: Instruments) -> Iterator[Conflict]:
    """Conflicts on the shares that sources assert, and on other figures of one subject and unit."""
    stated = [
        (figure, statement)
        for _, statement, claim in statements_of_kind(instruments, Claim)
        for figure in _figures_in(claim)
    ]
    for thing, group in _by_thing(stated):
        yield from _at_odds(thing, group)


def _at_odds(thing: str, stated: Sequence[tuple[Figure, Statement]]) -> Iterator[Conflict]:
    statements: dict[str, list[Statement]] = defaultdict(list)
    figures: dict[str, Figure] = {}
    for figure, statement in stated:
        statements[figure.key].append(statement)
        figures.setdefault(figure.key, figure)
    documents = {key: {statement.document for statement in group} for key, group in statements.items()}
    at_odds = opposed(
        [side_of(key, group, figures[key].written) for key, group in statements.items()],
        lambda side, other: (
            figures[side.key].excludes(figures[other.key]) and not documents[side.key] & documents[other.key]
        ),
    )
    yield from conflict_of(None, "claim", at_odds, subject=thing)


def _by_thing(stated: Sequence[tuple[Figure, Statement]]) -> Iterator[tuple[str, list[tuple[Figure, Statement]]]]:
    """Figures of one thing, under the fullest name of it."""
    measured: dict[tuple[str, str], dict[str, list[tuple[Figure, Statement]]]] = defaultdict(lambda: defaultdict(list))
    for figure, statement in sorted(stated, key=lambda pair: (not pair[0].topic, pair[0].topic, pair[0].year or "")):
        topics = measured[figure.measure, figure.whole]
        topic = figure.topic or next((topic for topic in topics if topic and topic in figure.sentence), "")
        topics[topic].append((figure, statement))
    for (measure, whole), topics in measured.items():
        for topic, left in topics.items():
            while topic and left:
                first, *rest = left
                same = [pair for pair in rest if pair[0].is_of_the_same(first[0])]
                left = [pair for pair in rest if not pair[0].is_of_the_same(first[0])]
                share = fold_script("占") + whole if measure else ""
                yield f"{topic}{measure}{share}", [first, *same]


def _same_topic(figure: Figure, other: Figure) -> bool:
    if figure.topic and other.topic:
        return figure.topic == other.topic
    named = figure.topic or other.topic
    return bool(named) and named in (other if figure.topic else figure).sentence


def _figures_in(claim: Claim) -> Iterator[Figure]:
    normal = normalize(claim.statement)
    text = normal.text
    shares = [(match, value) for match in _SHARE.finditer(text) if (value := _percent(match)) is not None]
    for match, value in shares:
        low, high = _interval(value, match["before"], match["behind"], largest=Decimal(100))
        topic = _NO_TOPIC.sub("", match["topic"])
        yield Figure(topic, match["of"], match["whole"], low, high, _year_of(text), text, normal.quote(*match.span()))
    if not shares:
        yield from _figure_of(claim, text)


def _figure_of(claim: Claim, text: str) -> Iterator[Figure]:
    """The figure of a claim that is no share: of its subject, in its unit."""
    subject = normalize(claim.subject or "").text
    if claim.value is not None and len(subject) >= _SHORTEST_SUBJECT:
        value, unit = in_base_unit(claim.value, claim.unit)
        low, high = _interval(value, claim.comparator, largest=Decimal("Infinity"))
        written = f"{claim.value:f} {claim.unit or ''}".strip()
        yield Figure(subject, "", unit, low, high, _year_of(text), text, written)


def _percent(match: re.Match[str]) -> Decimal | None:
    if match["divisor"]:
        part, divisor = parse_decimal(match["part"]), parse_decimal(match["divisor"])
        return round(part / divisor * 100, 1) if part and divisor else None
    if match["tenths"]:
        tenths = parse_decimal(match["tenths"])
        return tenths * 10 if tenths else None
    return parse_decimal(match["percent"] or match["said"])


def _interval(value: Decimal, *words: str | None, largest: Decimal) -> tuple[Decimal, Decimal]:
    if _AT_LEAST & set(words):
        return value, largest
    if _AT_MOST & set(words):
        return Decimal(0), value
    rounding = value * (_ROUNDING_ABOUT if _ABOUT & set(words) else _ROUNDING)
    return value - rounding, value + rounding


def _year_of(text: str) -> str | None:
    years = set(_YEAR.findall(text))
    return years.pop() if len(years) == 1 else None
