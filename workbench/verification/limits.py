"""Limit values: value, unit and direction of every threshold, checked against those of the same measure or item."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from workbench.facts.kinds import Threshold
from workbench.recognition import find_quantities
from workbench.recognition.quantities import QuantityMention
from workbench.text import fold_script, han_pattern
from workbench.verification.checked import Checked
from workbench.verification.findings import Finding
from workbench.verification.forms import normal_form
from workbench.verification.markdown import Unit
from workbench.verification.shares import is_share

_UNIT_FORMS = {"奈米": "纳米", "nm": "纳米", "％": "%", "microns": "μm", "微米": "μm", "um": "μm", "layers": "层"}
_OF_FINES = frozenset(map(fold_script, ("倍", "元")))
_FINED = han_pattern("罚|违法经营额|fine")
_SIGNS = {"ge": "≥", "gt": ">", "le": "≤", "lt": "<", "eq": "="}


def limit_findings(checked: Checked) -> Iterator[Finding]:
    """A finding for every limit that the facts contradict or do not give."""
    for unit in checked.policy_units:
        for quantity in find_quantities(unit.normal):
            if (
                quantity.comparator is not None
                and not is_share(unit, quantity)
                and not (_is_time(quantity) or _is_of_fine(unit, quantity))
            ):
                yield from _findings_on_limit(checked, unit, quantity)


def _is_time(quantity: QuantityMention) -> bool:
    return fold_script(quantity.unit) in {"年", "个月", "月", "天", "日", "周", "小时", "个工作日", "工作日"}


def _is_of_fine(unit: Unit, quantity: QuantityMention) -> bool:
    """5 倍以上 10 倍以下罰款: how high a fine may be is no limit of control."""
    around = unit.normal.text[max(0, quantity.start - 16) : quantity.end + 12]
    return fold_script(quantity.unit) in _OF_FINES and _FINED.search(around) is not None


def _findings_on_limit(checked: Checked, unit: Unit, quantity: QuantityMention) -> Iterator[Finding]:
    keys = set(checked.subjects.of(unit))
    same_unit = [(s, t) for s, t in checked.known.thresholds if normal_unit(t.unit or "") == normal_unit(quantity.unit)]
    own = [(s, t) for s, t in same_unit if t.instrument and checked.known.instruments.key(t.instrument) in keys]
    own += [(s, t) for s, t in same_unit if (s, t) not in own and any(_linked(checked, key, t) for key in keys)]
    if any(_same(quantity, limit) for _, limit in own or same_unit):
        return
    near = [(s, t) for s, t in (own or same_unit) if is_of_item(unit, quantity, t)]
    quote = unit.normal.quote(quantity.start, quantity.end)
    if near:
        yield checked.finding(
            "contradicted", "threshold", unit, quote, statements=[statement for statement, _ in near],
            facts_say="; ".join(dict.fromkeys(_written(limit) for _, limit in near)),
        )  # fmt: skip
    elif not any(_same(quantity, limit) for _, limit in same_unit):
        yield checked.finding("unsupported", "threshold", unit, quote, facts_say="no fact gives this limit")


def _linked(checked: Checked, key: str, limit: Threshold) -> bool:
    title = checked.known.linked(key)
    return (
        title is not None and limit.instrument is not None and checked.known.instruments.key(limit.instrument) == title
    )


def _same(quantity: QuantityMention, limit: Threshold) -> bool:
    if quantity.comparator == "between":
        return (limit.value, limit.upper) == (quantity.value, quantity.upper) or limit.value in {
            quantity.value, quantity.upper
        }  # fmt: skip
    if limit.comparator == "between":
        ends: dict[str, tuple[Decimal | None, bool | None]] = {
            "ge": (limit.value, limit.lower_inclusive), "gt": (limit.value, limit.lower_inclusive),
            "le": (limit.upper, limit.upper_inclusive), "lt": (limit.upper, limit.upper_inclusive),
        }  # fmt: skip
        end = ends.get(quantity.comparator or "")
        return end is not None and end[0] == quantity.value
    return (limit.comparator, limit.value) == (quantity.comparator, quantity.value) or (
        limit.comparator == "eq" and limit.value == quantity.value
    )


def is_of_item(unit: Unit, quantity: QuantityMention, limit: Threshold) -> bool:
    """Whether the words around a quantity name the item, or the measured quantity, of a limit."""
    text = unit.normal.text[max(0, quantity.start - 24) : quantity.end + 16]
    for name in (limit.item, limit.subject):
        words = normal_form(name or "").text
        if len(words) >= 2 and (words in text or words[-4:] in text):
            return True
    return False


def normal_unit(unit: str) -> str:
    """A unit in one form: 奈米 and nm are 纳米."""
    text = normal_form(unit).text.strip().replace(" ", "")
    return fold_script(_UNIT_FORMS.get(text, text)).casefold()


def _written(limit: Threshold) -> str:
    if limit.comparator == "between":
        value = f"{limit.value} … {limit.upper}"
    else:
        value = f"{_SIGNS.get(limit.comparator, '')} {limit.value}"
    return f"{limit.item or limit.subject or limit.instrument or ''}: {value} {limit.unit or ''}".strip(": ")
