"""The words in which texts express the codes of fields: actions, comparators, treatments, lists, jurisdictions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from workbench.text import han_pattern

_UNNEGATED = "(?<![不未勿])(?<!没有)"
_NOT_ENDED = "".join(f"(?<!{word})" for word in ("暂停", "停止", "恢复", "终止", "中止", "不再", "暂缓", "取消"))

_STATUS = {
    "impose": rf"{_NOT_ENDED}(?:实施|实行|施行|执行|生效|采取|加征|征收|适用|管制|禁止|限制|列入|公布|发布|出台|升级|收紧)",
    "suspend": "暂停|暂缓|中止|暂不|暂时(?:停止|不)",
    "extend": "继续[^,。;]{0,8}(?:暂停|停止|适用|实施)|延长|延期|展期|顺延|续期",
    "resume": "恢复|重新(?:实施|执行|启用)|重启",
    "stop": "停止|终止|取消|不再|解除|撤销|撤回|移出",
    "repeal": "废止|失效|作废|取消|撤销|停止执行",
    "amend": "调整|修订|修改|优化|修正|更新|增列|增加|补充|扩大|扩展|替换",
    "investigate": "调查(?!措施|结果|期间)|立案|审查",
}
_LISTING = {
    "add": "列入|加入|增列|纳入|新增|制裁|反制|采取|清单|名单",
    "remove": "移出|移除|删除|除名|剔除|解除|撤销",
    "suspend": _STATUS["suspend"],
    "stop": _STATUS["stop"],
    "resume": _STATUS["resume"],
}
_ADDING = {"add": "列入|加入|增列|纳入|新增|采取|制裁|反制"}
_IMPOSING = {"impose": rf"{_NOT_ENDED}(?:实施|实行|施行|执行|生效|采取|加征|征收|出台)"}
_TREATMENT = {
    "exempt": "免于|免予|豁免|无需|无须|毋须|不需|不必|不适用|不受|不要求|免除|免",
    "general_licence": "通用许可|总体许可",
    "licence": "许可|批准|审批|领证|申领|核准|证件",
    "catch_all": "明知|知道|应知|知悉|有理由|可能用于|无论是否列入|未列入",
    "case_by_case": "逐案|个案|逐项|逐一",
    "denial_in_principle": "原则上(?:将|应)?(?:不|得不到)|不予许可|不予批准",
    "prohibited": "禁止|不得|严禁|不允许|禁",
}
_ROLE = {"excluded": "非[^,。;]{0,12}项下|不管制|不在|不受|除外|除[^,。;]{1,20}外|不包括|不适用|不含|排除|豁免|不属于"}
_LISTS = {
    "unreliable_entity": "不可靠(?:的)?实体",
    "export_control": "管控名单|出口管制(?:名单|管控)",
    "watch": "关注名单",
    "countermeasure": "反制(?:清单|名单|措施|决定)|反外国制裁|采取反制",
    "foreign": "(?<!可靠)(?<!可靠的)实体清单|SDN|未经核实清单|军事最终用户清单|特别指定国民|Entity List",
}
_COMPARATORS = {
    "ge": "以上|不低于|不小于|不少于|至少|≥|>=|达到|等于或(?:大于|高于)|大于(?:或者?)?等于|起码|最低|最少|起",
    "gt": "大于|超过|高于|多于|逾|超出|>|余",
    "le": "以下|以内|之内|不超过|不高于|不大于|不多于|≤|<=|小于(?:或者?)?等于|至多|最多|最高|内",
    "lt": "小于|低于|少于|不足|不到|未满|<",
}
_CONTRARY = {
    "suspend": ("resume",),
    "resume": ("suspend", "stop"),
    "stop": ("resume", "suspend"),
    "extend": ("resume", "stop"),
    "impose": ("suspend", "stop", "resume", "repeal"),
    "repeal": ("resume", "suspend"),
    "add": ("remove", "suspend", "stop", "resume"),
    "remove": ("resume", "add"),
    "exempt": ("prohibited", "licence", "denial_in_principle"),
    "prohibited": ("exempt", "licence", "general_licence"),
    "licence": ("exempt",),
    "general_licence": ("prohibited",),
    "denial_in_principle": ("exempt", "licence"),
    "ge": ("le", "lt"),
    "gt": ("le", "lt"),
    "le": ("ge", "gt"),
    "lt": ("ge", "gt"),
}
_JURISDICTIONS = {
    "US": "美国|美方|美|U\\.?S\\.?|American",
    "EU": "欧盟|欧洲|欧方|EU",
    "GB": "英国|英方|英|UK",
    "JP": "日本|日方|日企|Japan",
    "KR": "韩国|韩方|韩|Korea",
    "TW": "台湾|台|Taiwan",
    "HK": "香港",
    "CA": "加拿大|加方|Canada",
    "NL": "荷兰|荷方|荷",
    "DE": "德国|德方|德",
    "FR": "法国|法方|法",
    "AU": "澳大利亚|澳方|澳洲|澳",
    "IN": "印度|印方",
    "MX": "墨西哥|墨方",
    "RU": "俄罗斯|俄方|俄",
    "LT": "立陶宛",
    "IL": "以色列",
    "UN": "联合国|安理会",
    "CN": "中国|中方|我国|大陆|内地",
}

_TABLES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "status": _STATUS,
        "listing": _LISTING,
        "adding": _ADDING,
        "imposing": _IMPOSING,
        "treatment": _TREATMENT,
        "role": _ROLE,
        "list": _LISTS,
        "comparator": _COMPARATORS,
        "jurisdiction": _JURISDICTIONS,
    }
)
APPROXIMATE = han_pattern("约|左右|上下|近|余|多|逾|大概|估计|几")
"""Words that make a number approximate, in normal text."""
ON_PUBLICATION = han_pattern("(?:公布|发布|颁布|印发|公告|签署)之日|即日|当日|同日|今[日天]|自发布|自公布")
"""Words that count from the day of publication, in normal text."""
LIMIT = han_pattern("门槛|红线|上限|下限|限值|阈值")
"""Words by which a number is a limit, though no comparator says on which side."""
PERCENT = han_pattern("百分之|千分之|成|百分点|%")
"""Words that give a share in percent, in normal text."""
RECENT_DAYS = han_pattern("今[日天]|当[日天]|日前|近日|同日|昨[日天]")
"""Words by which an article dates something to about the day it appears, in normal text."""


@lru_cache(maxsize=128)
def _pattern(table: str, value: str) -> re.Pattern[str] | None:
    words = _TABLES[table].get(value)
    if words is None:
        return None
    return han_pattern(f"{_UNNEGATED}(?:{words})" if table in {"status", "listing", "adding", "imposing"} else words)


def says(table: str, value: str, text: str) -> bool:
    """Whether normal `text` has a word for `value`; True where the value needs none."""
    pattern = _pattern(table, value)
    return pattern is None or pattern.search(text) is not None


def states_contrary(table: str, value: str, text: str) -> bool:
    """Whether normal `text` has a word for the contrary of `value`."""
    return any(_pattern(table, other) is not None and says(table, other, text) for other in _CONTRARY.get(value, ()))
