"""Issuers: who is said to have issued an act, alone or with others, checked against those that sources name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from workbench.recognition.issuers import find_issuers, issuer_codes
from workbench.text import fold_script, han_pattern
from workbench.verification import wording as w
from workbench.verification.antecedents import meant_in, sentences
from workbench.verification.checked import Checked
from workbench.verification.findings import Finding
from workbench.verification.forms import normal_form
from workbench.verification.markdown import Unit

_PARTS = han_pattern("、|,|，|;|；|和|及|与|以及")
_AUTHORITY = "(?P<who>(?:中国)?商务部|海关总署|外交部|国务院)"
_JOINED_BY = "(?P<joint>[、和与及会同]{1,2}[^,。;]{2,12}?(?:署|部|局|委))"
_ISSUES = han_pattern(rf"{_AUTHORITY}{_JOINED_BY}?[^,。;]{{0,24}}?(?:发布|公布|印发|宣布|issued|published)")
"""An authority, `joint` where another is named with it, and the verb of which they are the subject."""
_BY_ONE = han_pattern(rf"(?:由|系){_AUTHORITY}(?:单独|独自|一家)?(?:发布|公布|印发|制定|作出|颁布)")
_ENGLISH_NAMES = {
    "MOFCOM": r"MOFCOM|Ministry of Commerce",
    "GACC": r"GACC|General Administration of Customs(?: of China)?|China Customs",
    "MFA": r"MFA|(?:Ministry of Foreign Affairs|Foreign Ministry)",
    "SC": r"State Council",
    "NDRC": r"NDRC|National Development and Reform Commission",
}
_ENGLISH_NAME = "|".join(f"(?:{source})" for source in _ENGLISH_NAMES.values())
_WAS_ISSUED_BY = r"\b(?:issued|published|promulgated|released|announced)\s(?:jointly\s|solely\s)?by\s"
_ENGLISH_AUTHORITY = rf"(?:(?:,\s|\sand\s|,\sand\s)?(?:the\s|China['’]s\s|both\s)*(?:{_ENGLISH_NAME}))"
_BY_ENGLISH = re.compile(rf"{_WAS_ISSUED_BY}(?P<who>{_ENGLISH_AUTHORITY}+)", re.IGNORECASE)
"""The passive in English: `who` is all authorities that are named, with what joins them."""
_WITH_OTHERS = han_pattern(r"(?:[与和及同、]|会同|联合)(?:中国)?$|^(?:联合|共同|会同)")
_TOGETHER = han_pattern(
    r"^\s?(?:近日|日前|共同|联合|会同)?\s?(?:联合|共同|印发|发布|公布|公告|令|jointly)|^[^,。;|]{0,4}联合"
)
_NAMED_WITHIN = 60


def issuer_findings(checked: Checked) -> Iterator[Finding]:
    """A finding for every act that a report gives to fewer authorities than issued it, to more, or to others."""
    for unit in checked.policy_units:
        cell = unit.cell("issuer")
        if cell is not None:
            for key in checked.subjects.own(unit):
                who = frozenset(_PARTS.split(normal_form(cell.text).text))
                yield from _issuer_of(checked, unit, cell.text, who, key)
        else:
            yield from _alone(checked, unit)
            yield from _by_one(checked, unit)
            yield from _in_english(checked, unit)
            yield from _together(checked, unit)


def _alone(checked: Checked, unit: Unit) -> Iterator[Finding]:
    """商務部發布公告第55號, of an act that it issued with others; where it only speaks of the act, it may do so alone."""
    text = unit.normal.text
    for match in _ISSUES.finditer(text):
        end = match.end() + _NAMED_WITHIN
        named = [n for n in checked.subjects.named(unit.text, unit) if match.end() <= n.start < end]
        if not named or match["joint"] or fold_script("。") in text[match.end() : named[0].start]:
            continue
        if _WITH_OTHERS.search(text[: match.start()]) or _WITH_OTHERS.search(text[match.end("who") :]):
            continue
        if w.BROKEN_OFF.search(text[match.start() : end].split("。")[0]):
            continue
        who = frozenset({match["who"].removeprefix(fold_script("中国"))})
        quote = unit.normal.quote(match.start("who"), match.end("who"))
        joint = [key for key in named[0].keys if _names_more(checked, key, who)]
        if joint:
            stated = [checked.known.issuers(key) for key in joint]
            statements = [statement for values in stated for statement in values.statements]
            facts_say = f"{', '.join(joint)}: {'、'.join(sorted(stated[0].best))}"
            yield checked.finding("contradicted", "issuer", unit, quote, facts_say=facts_say, statements=statements)


def _by_one(checked: Checked, unit: Unit) -> Iterator[Finding]:
    """該公告由商務部單獨發布, of an act that it issued with others, or did not issue."""
    text = unit.normal.text
    for match in _BY_ONE.finditer(text):
        start, end = next(span for span in sentences(text) if span[0] <= match.start() < span[1])
        who = frozenset({match["who"].removeprefix(fold_script("中国"))})
        for key in meant_in(checked.subjects, unit, start, end):
            if _names_more(checked, key, who) or _names_others(checked, key, _codes_of(who)):
                stated = checked.known.issuers(key)
                yield checked.finding(
                    "contradicted", "issuer", unit, unit.normal.quote(*match.span("who")),
                    facts_say=f"{key}: {'、'.join(sorted(stated.best))}", statements=stated.statements, decided=stated.decided,
                )  # fmt: skip
                return


def _in_english(checked: Checked, unit: Unit) -> Iterator[Finding]:
    """No. 58 was issued by the Ministry of Foreign Affairs; passive sentences that name every issuer."""
    text = unit.normal.text
    for match in _BY_ENGLISH.finditer(text):
        start, end = next(span for span in sentences(text) if span[0] <= match.start() < span[1])
        codes = frozenset(
            code for code, source in _ENGLISH_NAMES.items() if re.search(source, match["who"], re.IGNORECASE)
        )
        for key in meant_in(checked.subjects, unit, start, end):
            stated = checked.known.issuers(key)
            if stated and all(codes != _codes_of(value) for value in stated.values):
                yield checked.finding(
                    "contradicted", "issuer", unit, unit.normal.quote(*match.span("who")),
                    facts_say=f"{key}: {'、'.join(sorted(stated.best))}", statements=stated.statements, decided=stated.decided,
                )  # fmt: skip
                return


def _codes_of(names: Iterable[str]) -> frozenset[str]:
    """The codes of authorities by their names."""
    return frozenset(code for name in names for code in issuer_codes(name))


def _names_others(checked: Checked, key: str, codes: frozenset[str]) -> bool:
    """Whether all sources give an act to other authorities altogether."""
    stated = [_codes_of(value) for value in checked.known.issuers(key).values]
    return bool(stated and codes) and all(one and one.isdisjoint(codes) for one in stated)


def _together(checked: Checked, unit: Unit) -> Iterator[Finding]:
    """商務部、海關總署公告第61號: of an act that no source gives to one of them."""
    text = unit.normal.text
    for group in find_issuers(unit.normal):
        if len(set(group.codes)) < 2:
            continue
        named = [n for n in checked.subjects.named(unit.text, unit) if n.how != "title"]
        keys = next(
            (
                n.keys
                for n in named
                if n.start <= group.start < n.end or (n.start >= group.end and not text[group.end : n.start].strip())
            ),
            (),
        )
        if not keys and _TOGETHER.search(text[group.end :]):
            start, end = next(span for span in sentences(text) if span[0] <= group.start < span[1])
            keys = meant_in(checked.subjects, unit, start, end)
        for key in keys:
            stated = checked.known.issuers(key)
            codes = {code for names in stated.values for name in names for code in issuer_codes(name)}
            if stated and codes and set(group.codes) - codes and stated.weighty:
                quote = unit.normal.quote(group.start, group.end)
                yield checked.finding(
                    "contradicted", "issuer", unit, quote, facts_say=f"{key}: {'、'.join(sorted(stated.best))}",
                    statements=stated.statements, decided=stated.decided,
                )  # fmt: skip
                break


def _names_more(checked: Checked, key: str, who: frozenset[str]) -> bool:
    stated = checked.known.issuers(key)
    return bool(stated) and all(who < value for value in stated.values)


def _issuer_of(checked: Checked, unit: Unit, quote: str, who: frozenset[str], key: str) -> Iterator[Finding]:
    stated = checked.known.issuers(key)
    if (
        stated
        and not w.CELL_LEFT_OPEN.search(normal_form(quote).text)
        and not any(_same_issuers(who, v) for v in stated.values)
    ):
        yield checked.finding(
            "contradicted", "issuer", unit, quote, facts_say=f"{key}: {'、'.join(sorted(stated.best))}",
            statements=stated.statements, decided=stated.decided,
        )  # fmt: skip


def _same_issuers(who: frozenset[str], stated: frozenset[str]) -> bool:
    return all(any(a in b or b in a for b in stated) for a in who) and len(who) == len(stated)
