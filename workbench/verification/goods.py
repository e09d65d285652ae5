"""Kinds of goods that controls are about, as reports name them in Chinese and in English."""

from __future__ import annotations

from functools import lru_cache

from workbench.text import han_pattern
from workbench.verification.forms import normal_form

_KINDS = {
    "rare earths": (
        r"稀土|磁材|永磁|[钐钆铽镝镥钪钇钬铒铥铕镱钕镨铈镧]|rare[- ]earths?"
        "|samarium|gadolinium|terbium|dysprosium|lutetium|scandium|yttrium|holmium|erbium|thulium|europium|ytterbium"
        "|neodymium|praseodymium"
    ),
    "batteries": r"电池|正极|负极|\bbatter(?:y|ies)\b|cathode|anode",
    "graphite": r"石墨|graphite",
    "superhard materials": r"超硬|金刚石|钻石|立方氮化硼|六面顶|super-?hard|diamonds?\b|boron nitride",
    "antimony": r"锑|antimony",
    "gallium": r"镓|gallium",
    "germanium": r"锗|germanium",
    "tungsten": r"钨|tungsten",
    "tellurium": r"碲|telluri",
    "bismuth": r"铋|bismuth",
    "molybdenum": r"钼|molybden",
    "indium": r"铟|\bindium",
    "beryllium": r"铍|beryllium",
    "magnesium": r"镁|magnesium",
    "silver": r"白银|\bsilver\b",
    "steel": r"钢铁|钢材|\bsteel",
    "precursor chemicals": r"易制毒|precursor chemicals?|fentanyl|芬太尼",
    "drones": r"无人机|无人驾驶航空器|\bdrones?\b|unmanned aer",
    "semiconductors": r"半导体|芯片|光刻|semiconductor|\bchips?\b",
    "aircraft parts": r"航空航天(?:结构件|零部件)|aerospace (?:parts|components)",
}
_PATTERNS = {kind: han_pattern(source) for kind, source in _KINDS.items()}


@lru_cache(maxsize=4096)
def goods_in(text: str) -> frozenset[str]:
    """The kinds of goods that a text names."""
    normal = normal_form(text).text.casefold()
    return frozenset(kind for kind, pattern in _PATTERNS.items() if pattern.search(normal))
