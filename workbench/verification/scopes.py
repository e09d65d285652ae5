"""Scope: ranges whose members no source gives, lists of items that leave some out, controls whose direction is reversed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.facts.kinds import ControlledItem
from workbench.recognition import DateMention
from workbench.resolution import Statement
from workbench.text import han_pattern
from workbench.verification.checked import Checked
from workbench.verification.findings import Finding
from workbench.verification.forms import normal_form
from workbench.verification.markdown import Unit
from workbench.verification.numbering import Named
from workbench.verification.wording import BROKEN_OFF, PUBLISHES

_INWARD = han_pattern(
    r"对华(?:出口|技术|服务|供应|转让|投资)|向(?:中国|华)(?:出口|提供|转让)|(?:exports?|services?) to China"
)
_OF_OTHERS = han_pattern(r"(?:美国|美方|欧盟|欧方|日本|日方|英国|荷兰|外国|各国|西方|[美欧日英]国?)[^,。;|]{0,6}$")
_OUTWARD_TITLE = han_pattern("出口管制|出口许可|export control")
_PARTS = han_pattern("、|,|，|;|；|和|及|与|以及")
_TRIMMED = han_pattern(
    r"(?:等)?(?:相关)?(?:的)?(?:技术|物项|设备|活动)?(?:及?其(?:载体|衍生物|制品))?(?:等)?$|^其|\([^()]*\)"
)
_FOLDER = re.compile(r"^[\w.\-]+/$")
_CITES = han_pattern(r"^(?:-\s*)?(?:来源|出处|source)[:]", re.IGNORECASE)


def scope_findings(checked: Checked) -> Iterator[Finding]:
    """A finding for every range, enumeration or direction that says more, less or something else than the facts."""
    for unit, named in checked.subjects.ranges:
        if unit.kind != "front":
            yield from _range(checked, unit, named)
    for unit in checked.policy_units:
        yield from _enumeration(checked, unit)
        yield from _direction(checked, unit)
        yield from _unknown_numbers(checked, unit)
        yield from _folders(checked, unit)


def _range(checked: Checked, unit: Unit, named: Named) -> Iterator[Finding]:
    """第55-62號: each number needs a source, and one that fits what the sentence says of all."""
    quote = unit.normal.quote(named.start, named.end)
    unknown = [key for key in named.keys if not checked.known.knows(key)]
    of_other_matter = [key for key in named.keys if key not in unknown and is_other_matter(checked, unit, named, key)]
    if not unknown and not of_other_matter:
        return
    known = [key for key in named.keys if key not in unknown and key not in of_other_matter]
    parts = [f"known: {', '.join(known)}"] if known else []
    parts += [f"in no source: {', '.join(unknown)}"] if unknown else []
    behind: list[Statement] = []
    for key in of_other_matter:
        published, titles = checked.known.published(key), checked.known.titles(key)
        behind += [*published.statements, *titles.statements]
        title = f"《{titles.best}》" if titles else ""
        parts.append(f"of another matter: {key}{title} {published.best.isoformat() if published else ''}".rstrip())
    yield checked.finding(
        "unsupported", "scope", unit, quote, facts_say="; ".join(parts), statements=behind, severity="high"
    )


def is_other_matter(checked: Checked, unit: Unit, named: Named, key: str) -> bool:
    """Whether a member of a range was published in another month than the sentence gives to all."""
    published = checked.known.published(key)
    months = {
        (m.year, m.month)
        for m in checked.subjects.dates(unit)
        if m.year and m.month and abs(m.start - named.start) < 60 and _is_of_publication(unit, m, named)
    }
    return bool(published and months) and (published.best.year, published.best.month) not in months


def _is_of_publication(unit: Unit, mention: DateMention, named: Named) -> bool:
    """Whether a day is that on which a range was published: with the verb beside it, and no other act or end between."""
    text = unit.normal.text
    first, last = sorted(((mention.start, mention.end), (named.start, named.end)))
    between = text[first[1] : last[0]]
    beside = between + text[last[1] : last[1] + 8] if last[0] == mention.start else between
    return PUBLISHES.search(beside) is not None and not BROKEN_OFF.search(between) and "。" not in between


def _enumeration(checked: Checked, unit: Unit) -> Iterator[Finding]:
    """A cell of scope that lists parts of an item and leaves some of them out."""
    cell = unit.cell("scope")
    if cell is None:
        return
    reported = normal_form(cell.text).text
    parts = _parts_of(reported)
    for key in checked.subjects.own(unit):
        missing: list[str] = []
        behind: list[Statement] = []
        for statement, item in checked.known.items(key):
            members = _parts_of(normal_form(item.name).text)
            covered = [member for member in members if any(_means(part, member) for part in parts)]
            if len(members) >= 3 and 2 * len(covered) >= len(members) and len(covered) < len(members):
                missing += [member for member in members if member not in covered]
                behind.append(statement)
        if missing:
            facts_say = f"{key}: also {'、'.join(dict.fromkeys(missing))}{_coded(checked, key, reported)}"
            yield checked.finding("omission", "scope", unit, cell.text, facts_say=facts_say, statements=behind)


def _coded(checked: Checked, key: str, reported: str) -> str:
    """The codes of an act's items that a row leaves out altogether."""
    codes = [
        code
        for _, item in checked.known.items(key)
        for code in item.control_codes
        if normal_form(code).text not in reported
    ]
    return f" ({', '.join(dict.fromkeys(codes))})" if codes else ""


def _parts_of(text: str) -> list[str]:
    parts = (_TRIMMED.sub("", part.strip()) for part in _PARTS.split(text))
    return [part for part in parts if len(part) >= 2]


def _means(part: str, member: str) -> bool:
    """Whether one name stands for the other: the same characters but for some left out (回收 for 二次资源回收利用)."""
    short, long = sorted((part, member), key=len)
    return short in long or (len(short) >= 3 and short[:2] == long[:2] and short[-2:] == long[-2:])


def _direction(checked: Checked, unit: Unit) -> Iterator[Finding]:
    """對華技術服務 under an act that controls exports from China."""
    match = _INWARD.search(unit.normal.text)
    if match is None or _OF_OTHERS.search(unit.normal.text, 0, match.start()):
        return
    for key in checked.subjects.keys_in(unit.text, unit):
        if checked.known.instruments.actor(key) != "CN":
            continue
        titles = checked.known.titles(key)
        items = list(checked.known.of(key, ControlledItem))
        controls = [t for t in titles.values if _OUTWARD_TITLE.search(normal_form(t).text)]
        if not controls and checked.known.instruments.category(key) != "controlled_item_change":
            continue
        behind = [s for title in controls for s in titles.values[title]] or [s for s, _ in items]
        quote = unit.normal.quote(*match.span())
        facts_say = f"{key}: {controls[0] if controls else 'an export control of China'}"
        yield checked.finding(
            "contradicted", "scope", unit, quote, says="towards China", facts_say=facts_say, statements=behind
        )


def _unknown_numbers(checked: Checked, unit: Unit) -> Iterator[Finding]:
    """Numbers that no source names."""
    for named in checked.subjects.named(unit.text, unit):
        unknown = [key for key in named.keys if named.how == "number" and not checked.known.knows(key)]
        if unknown:
            quote = unit.normal.quote(named.start, named.end)
            yield checked.finding(
                "unsupported", "reference", unit, quote, facts_say=f"in no source: {', '.join(unknown)}"
            )


def _folders(checked: Checked, unit: Unit) -> Iterator[Finding]:
    """A source that is a folder and no document."""
    if _CITES.match(unit.normal.text):
        folders = [
            word for word in re.split(r"[\s及和、,]+", re.sub(r"^[^:：]*[:：]", "", unit.text)) if _FOLDER.match(word)
        ]
        if folders:
            yield checked.finding(
                "unsupported", "reference", unit, folders[0], facts_say="a folder, not a document", severity="low"
            )
