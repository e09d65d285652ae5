"""Authorities that issue acts: their written names, the code that keys use, and where a text names them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from workbench.text import NormalText, han_pattern

AUTHORITY_FORMS: dict[str, tuple[str, ...]] = {
    "UEL": ("不可靠实体清单工作机制办公室", "不可靠实体清单工作机制", "不可靠实体清单机制"),
    "SCTC": ("国务院关税税则委员会",),
    "MOFCOM": ("商务部",),
    "GACC": ("海关总署",),
    "MFA": ("外交部",),
    "OSCCA": ("国家密码管理局", "国家密码局"),
    "PBOC": ("中国人民银行",),
    "MSS": ("国家安全部",),
    "NFGA": ("国家林业和草原局", "国家林草局"),
    "NPC": ("全国人民代表大会常务委员会", "全国人大常委会"),
    "SC": ("国务院",),
    "MIIT": ("工业和信息化部", "工业与信息化部", "工信部"),
    "SASTIND": ("国家国防科技工业局", "国家国防科工局", "国防科工局", "国家国防科工委", "国防科工委"),
    "CMC": ("中央军委装备发展部", "中共中央军委装备发展部"),
    "CAEA": ("国家原子能机构",),
    "MPS": ("公安部",),
    "MOST": ("科学技术部", "科技部"),
    "MEE": ("生态环境部",),
    "MEM": ("应急管理部",),
    "MARA": ("农业农村部",),
    "NDRC": ("国家发展和改革委员会", "国家发展改革委", "国家发改委"),
    "MOF": ("财政部",),
    "STA": ("国家税务总局", "税务总局"),
    "NMPA": ("国家药品监督管理局", "国家药监局"),
    "NHC": ("国家卫生健康委员会", "国家卫生健康委"),
    "NNCC": ("国家禁毒委员会办公室", "国家禁毒办"),
    "SAMR": ("国家市场监督管理总局", "市场监管总局"),
    "MOT": ("交通运输部",),
    "MNR": ("自然资源部",),
    "SASAC": ("国务院国有资产监督管理委员会", "国务院国资委"),
    "PRESIDENT": ("主席",),
}
"""Code -> names in simplified characters; the first is the full one."""

NUMBERING_CODES = frozenset(AUTHORITY_FORMS) - {"PRESIDENT", "SC", "NPC"}
"""Authorities that a bare 公告 or 部令 may belong to: a number after 經國務院批准 is not the State Council's."""

_STATE = "(?:中华人民共和国|中国大陆|中国|大陆|我国|我|陆)?"
_CODE_OF = {name: code for code, names in AUTHORITY_FORMS.items() for name in names}
_NAMES = "|".join(sorted((name for name in _CODE_OF if name != "主席"), key=len, reverse=True))

_FIRST, _SECOND = {name[0] for name in _CODE_OF}, {name[1] for name in _CODE_OF}
ISSUER_INITIALS = "".join(sorted(_FIRST | set("中大我陆")))
ISSUER_OPENS = f"[{ISSUER_INITIALS}][{''.join(sorted(_SECOND | _FIRST | set('华国陆')))}]"
"""Regular expression of what an authority can begin with: a look at two characters spares a pattern most of the text."""

# 美国商务部 is not the ministry; 「国务院商务主管部门」 and a spokesman's office are not the authority that signs.
ISSUER_PATTERN = rf"(?<![国美英韩俄欧盟本大兰]){_STATE}(?:{_NAMES})(?!商务主管|新闻办)"
# In a joint act an authority that is not known by name may stand among those that are.
_UNKNOWN = r"[\u3400-\u9fff]{2,14}?[部委局署办院](?=[、和与及]|公告|令|联合|会同)"
ISSUERS_PATTERN = (
    rf"{ISSUER_PATTERN}(?:\s?(?:也|又|再)?[、,和与及]?(?:(?:近日|日前|今日|今天)?(?:会同|联合))?\s?{ISSUER_PATTERN}"
    rf"|\s?[、和与及](?:会同)?{_UNKNOWN})*"
)
"""Regular expression (for `han_pattern`) of one authority, and of several that issue together."""


@dataclass(frozen=True, slots=True)
class IssuerGroup:
    """Authorities named together: 商務部、海關總署; offsets of the normal text."""

    start: int
    end: int
    codes: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]


@lru_cache(maxsize=1)
def _group_pattern() -> re.Pattern[str]:
    return han_pattern(rf"(?={ISSUER_OPENS}){ISSUERS_PATTERN}")


@lru_cache(maxsize=1)
def _name_pattern() -> re.Pattern[str]:
    return han_pattern(rf"(?:(?!中华){_STATE})?(?P<written>(?:中华人民共和国)?(?P<name>{_NAMES}))")


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    return {han_pattern(name).pattern: code for name, code in _CODE_OF.items()}


@lru_cache(maxsize=4096)
def issuer_codes(written: str) -> tuple[str, ...]:
    """The codes of the authorities in a piece of normal text, first-named first."""
    return tuple(_codes()[match["name"]] for match in _name_pattern().finditer(written))


def find_issuers(normal: NormalText) -> tuple[IssuerGroup, ...]:
    """Every group of authorities that a text names, in order; the State Council has no other name than 国务院."""
    groups = []
    for match in _group_pattern().finditer(normal.text):
        names = list(_name_pattern().finditer(normal.text, match.start(), match.end()))
        codes = tuple(_codes()[name["name"]] for name in names)
        spans = tuple(name.span("name" if code == "SC" else "written") for name, code in zip(names, codes, strict=True))
        groups.append(IssuerGroup(match.start(), match.end(), codes, spans))
    return tuple(groups)
