"""One fact in one line: the grammar that the draft and the reviewer's preview share.

Every function returns safe Markdown: what comes from a source passes `escape` here, figures and days are formatted as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from html import unescape

from workbench.escape import escape
from workbench.facts.base import Content
from workbench.facts.fact import Record
from workbench.facts.kinds import (
    Announcement,
    Assessment,
    Claim,
    ControlledItem,
    Count,
    EffectiveDate,
    LegalInstrument,
    LicensingRule,
    Listing,
    Penalty,
    Position,
    Requirement,
    StatusChange,
    Threshold,
)
from workbench.facts.references import is_key, label, parse_key
from workbench.report import wording as w
from workbench.report.script import in_script, in_taiwan, person_in_script
from workbench.text import han_pattern

# A raised number behind a word or a closing mark; behind a unit (cm³) it is a power.
_FOOTNOTE = re.compile("(?<=[\u4e00-\u9fff》」』”）])(?<!米)[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_CONNECTIVE = re.compile("^(?:此外|例如|具体来看|具體來看|同时|同時|另外|其中)[，,]\\s*")
_NUMBER_BEFORE = han_pattern(
    "^(?!关于|公布|对)[\\u4e00-\\u9fff\\s、]{2,30}?(?:公告|令)\\s*[0-9〇零一二三四五六七八九]{4}年?\\s*第\\s*[0-9]+\\s*号[\\s:：]+(?=\\S)"
)
_TITLE_WITHIN = re.compile("<([^<>]+)>")
_INNER_MARKS = str.maketrans("「」", "『』")
_UNITS = {"納米": "奈米"}
_CUSTOMS_DIGITS = 10
_CLOSE_UNITS = frozenset({"%", "％", "‰", "°"})


def describe(record: Record) -> str:
    """The line of the report that a record would become, as Markdown."""
    return fact_line(record.content)


def fact_line(content: Content) -> str:
    """A fact as one line of safe Markdown."""
    match content:
        case Announcement():
            return _announcement(content)
        case EffectiveDate():
            return f"{reference(content.instrument, content.clause)}{effect(content)}"
        case StatusChange():
            return status_change(content)
        case ControlledItem():
            return _item(content)
        case Threshold():
            return f"{threshold_subject(content) or w.UNSAID + '對象'}：{limit(content)}"
        case Listing():
            return _listing(content)
        case Count():
            return f"{reference(content.instrument)}：{count_label(content)} {number_of(content)}"
        case LicensingRule():
            return _rule(content)
        case Requirement():
            return requirement(content)
        case LegalInstrument():
            return _law(content)
        case Penalty():
            return _penalty(content)
        case Position():
            return position(content)
        case Claim():
            return claim(content)
        case Assessment():
            return words(content.text)
    raise TypeError(f"no line for a fact of kind {type(content).__name__}")


@lru_cache(maxsize=32768)
def words(text: str | None) -> str:
    """Prose of a source in Taiwan's words, escaped, without the numbers of its footnotes."""
    return escape(in_taiwan(_FOOTNOTE.sub("", text))) if text else ""


def phrase(text: str | None) -> str:
    """Prose without its closing mark, to stand before a bracket or inside a line."""
    return words(text.rstrip("。；;：:，, ")) if text else ""


@lru_cache(maxsize=32768)
def name(text: str | None) -> str:
    """A name or title, converted by script alone, escaped, without the numbers of footnotes."""
    return escape(in_script(_FOOTNOTE.sub("", text))) if text else ""


def person(text: str | None) -> str:
    """A person's name, its family name as it is written."""
    return escape(person_in_script(_FOOTNOTE.sub("", text))) if text else ""


def names(texts: Iterable[str]) -> str:
    """Names one after another."""
    return "、".join(name(text) for text in texts)


@lru_cache(maxsize=32768)
def title(text: str) -> str:
    """A title in its marks, without the number of the act that some sources write before it."""
    bare = unescape(text).strip("《》 ")  # some texts were saved with the entities of a page, 《&lt;…&gt;…》
    bare = _TITLE_WITHIN.sub(r"〈\1〉", _NUMBER_BEFORE.sub("", bare) or bare)
    return f"《{name(bare)}》"


def reference(key: str | None, clause: str | None = None) -> str:
    """What the report calls an instrument, and the clause where one is meant."""
    called = instrument_label(key) if key else w.UNSAID + "文件"
    return f"{called}（{words(clause)}）" if clause else called


@lru_cache(maxsize=32768)
def instrument_label(key: str) -> str:
    """The label of a key, or of a reference as written, in the report's script."""
    if not is_key(key):
        return name(key)
    if parse_key(key) is None and key.startswith(("title/", "law/")):
        return title(key.partition("/")[2])
    return name(label(key))


def effect(content: EffectiveDate) -> str:
    """When it takes effect."""
    hour = f" {escape(content.time)}" if content.time else ""
    if content.date is not None:
        return f"自 {w.day(content.date)}{hour} 起生效"
    return "自公布之日起生效" if content.basis == "on_publication" else f"生效日{w.UNSAID}"


def status_change(content: StatusChange) -> str:
    """What is suspended, extended, stopped … from when to when, and by what."""
    targets = "、".join(reference(target.instrument, target.clause) for target in content.targets)
    term = w.range_of(content.from_, content.until) or words(content.term_text)
    of_itself = content.by in {target.instrument for target in content.targets}
    by = f"（依{name_or_label(content.by)}）" if content.by and not of_itself else ""
    occasion = f"；背景：{words(content.occasion)}" if content.occasion else ""
    actor = f"{actor_name(content.actor)}" if content.actor != "CN" else ""
    action = w.STATUS_ACTIONS[content.action]
    return f"{actor}{action}{targets or w.UNSAID + '文件'}{'，' + term if term else ''}{by}{occasion}"


def name_or_label(written: str) -> str:
    """A reference that is a key, or as the source writes it."""
    return instrument_label(written) if is_key(written) else name(written)


def actor_name(actor: str) -> str:
    """A jurisdiction in Chinese, or its code."""
    return w.ACTORS.get(actor) or escape(actor)


def item_codes(content: ControlledItem) -> str:
    """Control codes and tariff codes of an item."""
    parts = []
    if content.control_codes:
        parts.append("管制編碼 " + "、".join(escape(code) for code in content.control_codes))
    if content.hs_codes:
        parts.append(_tariff(content.hs_codes))
    return "；".join(parts)


def _tariff(codes: tuple[str, ...]) -> str:
    """Codes under what they are: eight figures are a tariff line, the customs' own have ten."""
    called = "海關商品編號" if all(len(code) == _CUSTOMS_DIGITS for code in codes) else "稅則號列"
    return f"{called} {'、'.join(escape(code) for code in codes)}"


def threshold_subject(content: Threshold) -> str:
    """Whose limit it is: item and quantity, once where both say the same; empty where neither does."""
    item, subject = words(content.item), words(content.subject)
    return item if subject in item else subject if item in subject else f"{item}，{subject}"


def limit(content: Threshold) -> str:
    """The limit in signs, with its unit."""
    ends = (content.lower_inclusive, content.upper_inclusive)
    compared = w.comparison(content.comparator, content.value, content.upper, ends)
    unit = _UNITS.get(words(content.unit), words(content.unit))
    space = "" if content.unit in _CLOSE_UNITS else " "
    return f"{'約 ' if content.approximate else ''}{compared}{space + unit if unit else ''}"


def entity(content: Listing) -> str:
    """The entity's Chinese name with the original in brackets."""
    words = person(content.name_zh) if content.entity_type == "individual" else name(content.name_zh)
    chinese, original = words, escape(content.name_original or "")
    return f"{chinese}（{original}）" if chinese and original else chinese or original


def list_label(listed: str | None, action: str) -> str:
    """List and action: 不可靠實體清單列入."""
    return f"{w.LIST_NAMES[listed]}{w.LIST_ACTIONS[action]}"


def count_label(content: Count) -> str:
    """What is counted: list and action, or items."""
    day = f"（截至 {w.day(content.as_of)}）" if content.as_of else ""
    if content.of == "items":
        return f"物項{w.LIST_ACTIONS[content.action]}{day}"
    return list_label(content.list, content.action) + day


def number_of(content: Count, unit: str | None = None) -> str:
    """The number with its unit, which is that of its kind unless another is given: 約 14 家."""
    unit = unit or ("家" if content.of == "entities" else "項")
    return f"{'約 ' if content.approximate else ''}{content.count} {unit}"


def rule_scope(content: LicensingRule) -> str:
    """What, whom and where a licensing rule is for; empty where it does not say."""
    parts = [
        phrase(content.applies_to),
        f"目的地：{names(content.destinations)}" if content.destinations else "",
        f"最終用戶：{phrase(content.end_user)}" if content.end_user else "",
        f"最終用途：{phrase(content.end_use)}" if _whole(content.end_use) else "",
    ]
    return "；".join(part for part in parts if part)


def _whole(text: str | None) -> bool:
    """Whether a text is more than the tail of a phrase (的出口申請)."""
    return bool(text) and not (text or "").startswith("的")


def _rule(content: LicensingRule) -> str:
    scope = rule_scope(content)
    treatment = w.TREATMENTS[content.treatment]
    return f"{treatment}：{scope}" if scope else f"{treatment}（適用範圍{w.UNSAID}）"


def requirement(content: Requirement) -> str:
    """Who must do what, until when; who must is not said twice."""
    action = phrase(_CONNECTIVE.sub("", content.action))
    addressee = words(content.addressee)
    who = f"{addressee}：" if addressee and not action.startswith(addressee) else ""
    deadline = f"（期限：{words(content.deadline)}）" if content.deadline else ""
    return f"{who}{action}{deadline}"


def position(content: Position) -> str:
    """Who said or agreed what, to whom, about what; neither speaker nor topic twice."""
    who = names(content.issuers) or actor_name(content.actor)
    other = f"（對方：{_party(content.counterpart)}）" if content.counterpart else ""
    topic, stance = words(content.topic), phrase(content.stance)
    said = stance if topic in stance else "——".join(part for part in (topic, stance) if part)
    day = f"{w.day(content.date)}：" if content.date else ""
    if said.startswith(who) and not other:
        return f"{day}{said}"
    return f"{day}{who}{other}{'：' + said if said else ''}"


def _party(counterpart: str) -> str:
    """The other side's name; 美, 歐 and the like written out."""
    return w.SHORT_PARTIES.get(in_script(counterpart)) or name(counterpart)


def quotation(text: str | None) -> str:
    """Words of a source in 「」, marks inside them made 『』."""
    return f"「{phrase(text).translate(_INNER_MARKS)}」"


def claim(content: Claim) -> str:
    """A figure or judgement, always as the source's own."""
    return f"來源稱：{quotation(content.statement)}"


def _announcement(content: Announcement) -> str:
    called = title(content.title) if content.title else ""
    published = f"，{w.day(content.published)} 發布" if content.published else f"，發布日期{w.UNSAID}"
    issuers = f"（發布機關：{names(content.issuers)}）" if content.issuers else ""
    label = reference(content.instrument)
    return f"{label if label != called else ''}{called}{published}{issuers}"


def _item(content: ControlledItem) -> str:
    codes = item_codes(content)
    specification = f"：{words(content.specification)}" if content.specification else ""
    role = "" if content.role == "controlled" else f"【{w.ITEM_ROLES[content.role]}】"
    return f"{role}{name(content.name)}{f'（{codes}）' if codes else ''}{specification}"


def _listing(content: Listing) -> str:
    effective = f"，自 {w.day(content.effective)} 起" if content.effective else ""
    where = f"（{reference(content.instrument)}）" if content.instrument else ""
    return f"{entity(content)}：{list_label(content.list, content.action)}{effective}{where}"


def _law(content: LegalInstrument) -> str:
    number = f"（{name(content.number)}）" if content.number else ""
    articles = f"{names(content.articles)}" if content.articles else ""
    published = f"，{w.day(content.published)} 公布" if content.published else ""
    effective = f"，{w.day(content.effective)} 施行" if content.effective else ""
    return f"{title(content.title)}{number}{articles}{published}{effective}"


def _penalty(content: Penalty) -> str:
    case = f"（{name(content.case_number)}）" if content.case_number else ""
    parts = [
        f"{w.day(content.date)} 決定" if content.date else "",
        f"當事人：{name(content.party)}" if content.party else "",
        f"貨物：{penalty_goods(content)}" if content.goods else "",
        f"{words(content.value_basis) or '貨值'}：{w.money(content.value, content.currency)}"
        if content.value is not None
        else "",
        f"罰款：{w.money(content.fine, content.currency)}" if content.fine is not None else "",
        words(content.violation),
    ]
    details = "；".join(part for part in parts if part)
    return f"{name(content.authority) or w.UNSAID + '機關'}{case}{'：' + details if details else ''}"


def penalty_goods(content: Penalty) -> str:
    """Goods of a case with quantity and tariff codes."""
    amount = (
        f" {w.figure(content.quantity)} {words(content.quantity_unit)}".rstrip() if content.quantity is not None else ""
    )
    codes = f"（{_tariff(content.hs_codes)}）" if content.hs_codes else ""
    return f"{words(content.goods)}{amount}{codes}"
