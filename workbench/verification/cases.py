"""Penalty cases: number, fine, value and weight that a report gives for a case, checked against the facts of that case."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from workbench.facts.kinds import Penalty
from workbench.recognition import find_quantities
from workbench.recognition.case_numbers import case_number
from workbench.recognition.quantities import QuantityMention
from workbench.resolution import Statement
from workbench.text import fold_script, han_pattern
from workbench.verification.checked import Checked
from workbench.verification.findings import Finding
from workbench.verification.forms import normal_form
from workbench.verification.markdown import Unit

_MONEY = frozenset(map(fold_script, ("元", "美元", "欧元")))
_WEIGHTS = {"千克": Decimal(1), "公斤": Decimal(1), "kg": Decimal(1), "吨": Decimal(1000), "克": Decimal("0.001"),
            "tonnes": Decimal(1000), "tons": Decimal(1000)}  # fmt: skip
_FINED = han_pattern(r"(?:罚款|处罚|罚金|罚|处以|科处)[^,。;|]{0,8}$|\bfine[ds]?\b[^,.;|]{0,20}$")
_FINE_BEHIND = han_pattern(r"^\s?(?:的)?(?:罚款|罚金)")
_VALUED = han_pattern(r"(?:货值|价值|价格|金额|货物|申报价|value|worth)[^,。;|]{0,10}$")
_FINE_COLUMN = han_pattern("罚|fine")
_VALUE_COLUMN = han_pattern("货值|价值|价格|金额|value")
_CASE = han_pattern("案|罚|查获|处罚")
_CUSTOMS = fold_script("海关")


def case_findings(checked: Checked) -> Iterator[Finding]:
    """A finding for every figure of a case that its facts contradict, and for every case number that no source names."""
    cases = [(s, penalty) for s, penalty in checked.known.of_kind(Penalty) if penalty.case_number or penalty.authority]
    if not cases:
        return
    for unit in checked.policy_units:
        mine = [(s, penalty) for s, penalty in cases if _tells_of(unit, penalty)]
        mine = mine or [(s, penalty) for s, penalty in cases if _has_its_figures(unit, penalty)]
        if len({penalty.case_number for _, penalty in mine}) == 1:
            yield from _figures(checked, unit, mine)
        yield from _numbers(checked, unit, cases, mine)


def _tells_of(unit: Unit, penalty: Penalty) -> bool:
    """Whether a unit is about a case: by its number or its authority; of several cases of one authority its goods decide."""
    text = unit.normal.text
    numbers = [number[0] for number in case_number().finditer(text)]
    if penalty.case_number and normal_form(penalty.case_number).text in numbers:
        return True
    authority = normal_form(penalty.authority or "").text
    short = authority.removesuffix(_CUSTOMS)
    named = len(short) >= 3 and (authority in text or f"{short}{_CUSTOMS}" in text or _by_short_city(authority, text))
    goods = normal_form(penalty.goods or "").text
    return named and (not goods or goods in text or not numbers)


def _has_its_figures(unit: Unit, penalty: Penalty) -> bool:
    """一宗磁體案…6613千克: a case known by its goods and one of its figures, where the authority is not named."""
    goods = normal_form(penalty.goods or "").text
    if not goods or goods not in unit.normal.text or not _CASE.search(unit.normal.text):
        return False
    quantities = find_quantities(unit.normal)
    weights = {_weight(q.value, q.unit) for q in quantities} - {None}
    sums = {q.value for q in quantities if fold_script(q.unit) in _MONEY}
    return _given(penalty, "quantity") in weights or penalty.value in sums or penalty.fine in sums


def _by_short_city(authority: str, text: str) -> bool:
    """沪外港海关 for 上海外港海关 and the like: all but the city's name."""
    return len(authority) > 4 and authority[-4:] in text


def _figures(checked: Checked, unit: Unit, mine: list[tuple[Statement, Penalty]]) -> Iterator[Finding]:
    for quantity in find_quantities(unit.normal):
        what = _meant(unit, quantity)
        stated = {value for _, penalty in mine if (value := _given(penalty, what)) is not None} if what else set()
        reported = _weight(quantity.value, quantity.unit) if what == "quantity" else quantity.value
        if stated and reported is not None and reported not in stated:
            statements = [statement for statement, _ in mine]
            facts_say = f"{mine[0][1].case_number or mine[0][1].authority}: {what} " + " / ".join(
                map(_written, sorted(stated))
            )
            quote = unit.normal.quote(quantity.start, quantity.end)
            yield checked.finding("contradicted", "number", unit, quote, facts_say=facts_say, statements=statements)


def _meant(unit: Unit, quantity: QuantityMention) -> str | None:
    """The field of a case that a quantity gives: `fine`, `value` (of the goods), `quantity` (their weight); None if unclear."""
    text, written = unit.normal.text, fold_script(quantity.unit)
    if written in {fold_script(name) for name in _WEIGHTS}:
        return "quantity"
    if written not in _MONEY:
        return None
    before, behind = text[max(0, quantity.start - 24) : quantity.start], text[quantity.end :]
    header = _header_of(unit, quantity)
    if _FINE_BEHIND.search(behind) or _FINED.search(before) or _FINE_COLUMN.search(header):
        return "fine"
    return "value" if _VALUED.search(before) or _VALUE_COLUMN.search(header) else None


def _header_of(unit: Unit, quantity: QuantityMention) -> str:
    amount = unit.normal.text[quantity.start : quantity.end]
    return next((normal_form(cell.header).text for cell in unit.cells if amount in normal_form(cell.text).text), "")


def _given(penalty: Penalty, what: str) -> Decimal | None:
    if what == "quantity":
        return _weight(penalty.quantity, penalty.quantity_unit or "") if penalty.quantity is not None else None
    return penalty.fine if what == "fine" else penalty.value


def _weight(value: Decimal, unit: str) -> Decimal | None:
    """A weight in kilograms; None where the unit is not one of weight."""
    factor = next((factor for name, factor in _WEIGHTS.items() if fold_script(name) == fold_script(unit)), None)
    return value * factor if factor is not None else None


def _written(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _numbers(
    checked: Checked, unit: Unit, cases: list[tuple[Statement, Penalty]], mine: list[tuple[Statement, Penalty]]
) -> Iterator[Finding]:
    known = {normal_form(penalty.case_number).text for _, penalty in cases if penalty.case_number}
    for match in case_number().finditer(unit.normal.text):
        if match[0] in known:
            continue
        quote, others = unit.normal.quote(*match.span()), [p.case_number for _, p in mine if p.case_number]
        if others:
            yield checked.finding(
                "contradicted", "reference", unit, quote, facts_say=", ".join(dict.fromkeys(others)),
                statements=[statement for statement, _ in mine],
            )  # fmt: skip
        else:
            yield checked.finding("unsupported", "reference", unit, quote, facts_say="in no source: this case")
