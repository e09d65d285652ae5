"""The report's words for codes and figures; script and vocabulary come from `script`."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from workbench.escape import escape

_SEPARATED = 1000


def figure(value: Decimal | int) -> str:
    """A number as it is, without exponent; with its thousands separated."""
    number = Decimal(value)
    return format(number, ",f" if number >= _SEPARATED else "f")


def money(value: Decimal, currency: str | None) -> str:
    """An amount with thousands separated: 1,600,700 元."""
    return f"{value:,f} {_CURRENCIES.get(currency or 'CNY') or escape(currency or '')}"


def day(value: date) -> str:
    """A day as the report writes it, ISO."""
    return value.isoformat()


def range_of(first: date | None, last: date | None) -> str:
    """From one day to another, either end open."""
    if first and last:
        return f"{day(first)} 至 {day(last)}"
    if first:
        return f"自 {day(first)} 起"
    return f"至 {day(last)}" if last else ""


_CURRENCIES = {
    "CNY": "元",
    "USD": "美元",
    "EUR": "歐元",
    "GBP": "英鎊",
    "JPY": "日圓",
    "HKD": "港元",
    "TWD": "新臺幣元",
}

CATEGORY_NAMES = {
    "regulation_update": "法規更新",
    "enforcement_action": "執法行動",
    "controlled_item_change": "管制物項變更",
    "policy_guidance": "政策指導",
    "international_cooperation": "國際合作",
}
LIST_NAMES = {
    "unreliable_entity": "不可靠實體清單",
    "export_control": "出口管制管控名單",
    "watch": "關注名單",
    "countermeasure": "反制清單",
    "foreign": "外國清單",
    None: "未載明清單",
}
LIST_ACTIONS = {
    "add": "列入",
    "remove": "移出",
    "suspend": "暫停",
    "stop": "停止",
    "resume": "恢復",
    "total": "所計總數",
}
STATUS_ACTIONS = {
    "impose": "實施",
    "suspend": "暫停實施",
    "extend": "延長",
    "resume": "恢復實施",
    "stop": "停止",
    "repeal": "廢止",
    "amend": "調整",
    "investigate": "啟動調查",
}
TREATMENTS = {
    "exempt": "無需許可",
    "general_licence": "通用許可",
    "licence": "須經許可",
    "catch_all": "明知用途者亦須許可",
    "case_by_case": "逐案審批",
    "denial_in_principle": "原則上不予許可",
    "prohibited": "禁止",
}
TREATMENT_WORDS = {
    "exempt": ("無需", "豁免", "不需", "許可"),
    "general_licence": ("通用許可",),
    "licence": ("許可",),
    "catch_all": ("明知", "許可"),
    "case_by_case": ("逐案",),
    "denial_in_principle": ("不予許可", "不許可"),
    "prohibited": ("禁止", "不得"),
}
"""Words by which the sentence that gives a treatment is found in a quote."""
ITEM_ROLES = {"controlled": "管制", "excluded": "不管制", "referenced": "僅提及"}
LEVELS = {"high": "高", "medium": "中", "low": "低"}
TIERS = {"official": "官方", "law_firm": "律所", "news": "新聞", "opinion": "評論"}
ACTORS = {
    "CN": "中國",
    "US": "美國",
    "EU": "歐盟",
    "GB": "英國",
    "UK": "英國",
    "NL": "荷蘭",
    "JP": "日本",
    "KR": "韓國",
    "TW": "臺灣",
    "CA": "加拿大",
    "AU": "澳洲",
    "UN": "聯合國",
    "LT": "立陶宛",
    "DE": "德國",
    "FR": "法國",
    "RU": "俄羅斯",
}
SHORT_PARTIES = {"美": "美國", "歐": "歐盟", "英": "英國", "荷": "荷蘭", "日": "日本", "韓": "韓國"}
ATTRIBUTES = {
    "publish_date": "發布日期",
    "effective_date": "生效日期",
    "status": "狀態",
    "issuer": "發布機關",
    "title": "標題",
    "number": "文號",
    "count": "數目",
    "threshold": "門檻值",
    "list": "所屬清單",
    "name": "實體名稱",
    "licence": "許可處理方式",
    "occasion": "緣由",
    "claim": "來源所稱數值",
}
_COMPARATORS = {"ge": "≥", "gt": "＞", "le": "≤", "lt": "＜", "eq": "＝"}

OPINION_ALONE = "（僅見於評論）"
WAITING = "待審"
UNSAID = "未載明"
UNWRITTEN = "待撰寫"
NO_FACTS = "本期無已核定事實。"


def comparison(comparator: str, value: Decimal, upper: Decimal | None, ends: tuple[bool | None, bool | None]) -> str:
    """A limit in signs: `≥ 300`, or `＞ 50 且 ≤ 500` for a range whose ends are (lower, upper) inclusive."""
    if comparator != "between" or upper is None:
        return f"{_COMPARATORS.get(comparator, '')} {figure(value)}".strip()
    lower_in, upper_in = ends
    if lower_in is None and upper_in is None:
        return f"{figure(value)} 至 {figure(upper)}"
    return (
        f"{'＞' if lower_in is False else '≥'} {figure(value)} 且 {'＜' if upper_in is False else '≤'} {figure(upper)}"
    )


MEMBER_STATUSES = {
    "in_force": "有效",
    "partially_in_force": "部分有效",
    "suspended": "暫停",
    "announced": "已公布（生效日未至或未載明）",
    "unknown": f"狀態{UNSAID}",
    "stopped": "已停止",
    "repealed": "已廢止",
    "expired": "期滿失效",
    "removed": "已移出",
}
"""Where an entity stands on a list, in the order of a roster."""
