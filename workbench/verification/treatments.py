"""Licensing: what a report calls exempt, reviewed, refused or prohibited, checked against the rule for that use or user."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.facts.kinds import LicensingRule
from workbench.recognition.jurisdictions import goes_to
from workbench.resolution import Statement
from workbench.text import han_pattern
from workbench.verification.antecedents import meant_in, sentences
from workbench.verification.checked import Checked
from workbench.verification.findings import Finding
from workbench.verification.forms import normal_form, pairs_of
from workbench.verification.markdown import Unit

_TREATMENTS = (
    (
        "denial_in_principle",
        han_pattern(
            r"原则上?(?:不予|不)(?:许可|批准|核准)|denied in principle|presumption of denial",
            re.IGNORECASE,
        ),
    ),
    (
        "case_by_case",
        han_pattern(r"逐案(?:审批|审查|审核)|个案(?:审批|审查|审核)|case[- ]by[- ]case", re.IGNORECASE),
    ),
    (
        "exempt",
        han_pattern(
            r"(?:无需|无须|不需|毋须|免于|豁免)[^,。;|]{0,8}(?:许可|审批)|免(?:除|于)许可|许可豁免"
            r"|exempt(?:ed)?|no licen[cs]e (?:is )?required",
            re.IGNORECASE,
        ),
    ),
    (
        "licence",
        han_pattern(
            r"(?:须|需要?|应当?|必须)[^,。;|]{0,6}(?:取得|申请|获得|申领)[^,。;|]{0,6}许可"
            r"|licen[cs]e (?:is )?required",
            re.IGNORECASE,
        ),
    ),
)
"""Treatment -> the words that say so."""
_WORDS = han_pattern(
    r"原则上?(?:不予|予以|不)?(?:许可|批准)|逐案审批|(?:无需|无须|不需|须经|须|需)(?:申请)?许可"
    r"|豁免|通用许可|亦须许可|禁止|不得"
)
_ALL = han_pattern(
    r"(?:所有|一切|全部|全面|任何)[^,。;|]{0,4}(?:两用|物项|出口)|\ball (?:exports?|dual-use)", re.IGNORECASE
)
_FORBIDS = han_pattern(r"禁止|不得|禁运|\bbans?\b|\bprohibit", re.IGNORECASE)
_LIMITED = han_pattern(r"用户|用途|军事|军方|军民|end[- ]us|military", re.IGNORECASE)
_SUPPOSES = han_pattern(r"[若倘]|如果|是否|[?]|whether|\bif\b", re.IGNORECASE)
_EVERY_RULE = pairs_of(
    "出口申請 申請許可 兩用物項 物項出口 許可證件 相關物項 最終用戶 最終用途 技術 提供 中國 境外 管制 稀土"
)
"""Words that any rule may have."""
_LEAST, _CLEARLY = 3, 2


def treatments_in(text: str) -> tuple[str, ...]:
    """The words of a text that say how an application is treated, in its order."""
    return tuple(match[0] for match in _WORDS.finditer(normal_form(text).text))


def treatment_findings(checked: Checked) -> Iterator[Finding]:
    """A finding for every treatment that the rule for the same use, user or items contradicts, and for every ban for some that
    the report calls total.
    """
    rules = [(s, rule) for s, rule in checked.known.of_kind(LicensingRule) if rule.actor == "CN"]
    for unit in checked.policy_units:
        text = unit.normal.text
        for start, end in sentences(text):
            if not _SUPPOSES.search(text, start, end):
                yield from _flipped(checked, unit, start, end, rules)
                yield from _widened(checked, unit, start, end)


def _flipped(
    checked: Checked, unit: Unit, start: int, end: int, rules: list[tuple[Statement, LicensingRule]]
) -> Iterator[Finding]:
    text = unit.normal.text
    found = [(name, match) for name, pattern in _TREATMENTS if (match := pattern.search(text, start, end))]
    if len(found) != 1:
        return
    (reported, match), words = found[0], _subject(unit, start, end)
    near = {
        treatment: max((len(words & _matter(rule)) for _, rule in rules if rule.treatment == treatment), default=0)
        for treatment, _ in _TREATMENTS
    }
    best = max(near, key=lambda treatment: near[treatment])
    if near[best] < _LEAST or near[best] - near[reported] < _CLEARLY:
        return
    behind = [(s, rule) for s, rule in rules if rule.treatment == best and len(words & _matter(rule)) == near[best]]
    what = behind[0][1].end_use or behind[0][1].end_user or behind[0][1].applies_to or ""
    yield checked.finding(
        "contradicted", "scope", unit, unit.normal.quote(*match.span()), says=reported, facts_say=f"{best}: {what}",
        statements=[statement for statement, _ in behind], severity="high",
    )  # fmt: skip


def _subject(unit: Unit, start: int, end: int) -> frozenset[str]:
    """The words of a sentence, and of the question that it answers."""
    words = pairs_of(unit.normal.text[start:end])
    return words | pairs_of(unit.lead) if normal_form(unit.lead).text.rstrip("* ").endswith("?") else words


def _matter(rule: LicensingRule) -> frozenset[str]:
    """What a rule is about, in words; those of every rule left out."""
    return pairs_of(" ".join(filter(None, (rule.end_use, rule.end_user, rule.applies_to)))) - _EVERY_RULE


def _widened(checked: Checked, unit: Unit, start: int, end: int) -> Iterator[Finding]:
    """禁止所有兩用物項對日本出口: of a ban that concerns some users and uses there."""
    text = unit.normal.text
    whole = _ALL.search(text, start, end)
    if whole is None or not _FORBIDS.search(text, start, end) or _LIMITED.search(text, start, end):
        return
    for key in meant_in(checked.subjects, unit, start, end):
        bans = [(s, rule) for s, rule in checked.known.of(key, LicensingRule) if rule.treatment == "prohibited"]
        if (
            bans
            and all(rule.end_user or rule.end_use for _, rule in bans)
            and _same_country(text[start:end], bans[0][1])
        ):
            yield checked.finding(
                "contradicted", "scope", unit, unit.normal.quote(*whole.span()),
                facts_say=f"{key}: only {bans[0][1].end_user or bans[0][1].end_use}",
                statements=[statement for statement, _ in bans], severity="high",
            )  # fmt: skip
            return


def _same_country(sentence: str, rule: LicensingRule) -> bool:
    return not rule.destinations or any(goes_to(sentence, normal_form(name).text) for name in rule.destinations)
