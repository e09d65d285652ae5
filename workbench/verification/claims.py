"""Figures and judgements that no act states: shares, lead times, impacts; each needs a source that asserts it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from workbench.recognition import find_quantities
from workbench.recognition.quantities import QuantityMention
from workbench.text import han_pattern
from workbench.verification.checked import Checked
from workbench.verification.findings import Finding
from workbench.verification.forms import normal_form, pairs_of
from workbench.verification.limits import is_of_item, normal_unit
from workbench.verification.markdown import Unit
from workbench.verification.sanctions import sanctions_meant
from workbench.verification.shares import is_share

_LEAD_TIME = han_pattern(r"(?P<span>[0-9]{1,3}\s?[-–~至到]\s?[0-9]{1,3}\s?(?:个月|年|周|天|months?|years?|weeks?))")
_IMPACT = han_pattern("影响|冲击|impact")
_ADVICE = han_pattern("建议|合规|行动|观察|recommend|compliance|outlook|action")
_JUDGES = han_pattern(
    r"(?:有效|成功)?(?:阻止|遏制|削弱|阻断|切断|压缩)|依赖|瓶颈|受限|中断|影响|冲击|加剧|推高|主导|垄断|领先|关键"
    r"|prevent|depend|bottleneck|disrupt|dominat"
)
_HEDGED = han_pattern(r"可能|或将|恐|预计|估计|推测|评估认为|may|might|could|likely")
_LIMIT = han_pattern(r"阈值|门槛|界限|最小占比|threshold|de minimis|limit", re.IGNORECASE)
_SHARED_WORDS = 2


def claim_findings(checked: Checked) -> Iterator[Finding]:
    """A finding for every figure of the world, and every judgement of impact, that no claim of a source carries."""
    approved = _approved_prose(checked)
    for unit in checked.policy_units:
        if normal_form(unit.text).text in approved:
            continue
        figures = [*_shares(checked, unit), *_lead_times(checked, unit)]
        yield from figures
        if not figures:
            yield from _judgement(checked, unit)


def _approved_prose(checked: Checked) -> frozenset[str]:
    return frozenset(normal_form(text).text for text in checked.approved_prose)


def _shares(checked: Checked, unit: Unit) -> Iterator[Finding]:
    for quantity in find_quantities(unit.normal):
        if is_share(unit, quantity) and not (
            _claimed(checked, unit, quantity)
            or _is_limit(checked, unit, quantity)
            or sanctions_meant(checked, unit, quantity)
        ):
            quote = unit.normal.quote(quantity.start, quantity.end)
            stated = _claims_instead(checked, unit)
            yield checked.finding(
                "unsupported",
                "claim",
                unit,
                quote,
                facts_say=stated or "no source asserts this figure",
                severity="high",
            )


def _claimed(checked: Checked, unit: Unit, quantity: QuantityMention) -> bool:
    """Whether a source asserts the figure of the same thing."""
    return any(
        claim.value is not None
        and _percent(claim.value, claim.unit) == _percent(quantity.value, quantity.unit)
        and _alike(unit.text, claim.statement)
        for _, claim in checked.known.claims
    )


def _is_limit(checked: Checked, unit: Unit, quantity: QuantityMention) -> bool:
    """Whether a bare percentage is a limit: of the act that the line is about, of what it names, or called one there."""
    if quantity.comparator is not None:
        return False
    keys = checked.subjects.of(unit)
    around = unit.normal.text[max(0, quantity.start - 16) : quantity.end + 8]
    return any(
        limit.value == quantity.value
        and normal_unit(limit.unit or "") == normal_unit(quantity.unit)
        and (
            (limit.instrument is not None and checked.known.instruments.key(limit.instrument) in keys)
            or is_of_item(unit, quantity, limit)
            or _LIMIT.search(around) is not None
        )
        for _, limit in checked.known.thresholds
    )


def _claims_instead(checked: Checked, unit: Unit) -> str:
    stated = [
        f"{claim.value} {claim.unit or ''}".strip() + f" ({claim.statement[:40]})"
        for _, claim in checked.known.claims
        if claim.value is not None
        and normal_unit(claim.unit or "") in {"%", "成"}
        and _alike(unit.text, claim.statement, least=2 * _SHARED_WORDS)
    ]
    return "; ".join(stated[:2])


def _percent(value: Decimal, unit: str | None) -> str:
    number = value
    return str((number * 10 if normal_unit(unit or "") == "成" else number).normalize())


def _alike(text: str, statement: str, least: int = _SHARED_WORDS) -> bool:
    return len(pairs_of(text) & pairs_of(statement)) >= least


def _lead_times(checked: Checked, unit: Unit) -> Iterator[Finding]:
    for match in _LEAD_TIME.finditer(unit.normal.text):
        quote = unit.normal.quote(*match.span("span"))
        if not any(match["span"] in normal_form(claim.statement).text for _, claim in checked.known.claims):
            yield checked.finding("unsupported", "claim", unit, quote, facts_say="no source asserts this figure")


def _judgement(checked: Checked, unit: Unit) -> Iterator[Finding]:
    """A judgement presented as fact, where a section speaks of impact; advice and what is marked as supposed are none."""
    text = unit.normal.text
    about_impact = any(_IMPACT.search(normal_form(context).text) for context in (unit.lead, *unit.path))
    if unit.kind != "item" or not about_impact or not _JUDGES.search(text) or _HEDGED.search(text):
        return
    if _ADVICE.search(normal_form(" ".join(unit.path[-1:])).text):
        return
    if any(
        len(pairs_of(unit.text) & pairs_of(claim.statement)) >= len(pairs_of(unit.text)) // 2
        for _, claim in checked.known.claims
    ):
        return
    yield checked.finding(
        "unsupported", "claim", unit, unit.text, facts_say="a judgement that no source asserts", severity="low"
    )
