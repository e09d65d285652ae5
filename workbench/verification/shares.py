"""Market shares and other figures of the world, as distinct from limit values: no act states them."""

from __future__ import annotations

from workbench.recognition.quantities import QuantityMention
from workbench.text import fold_script, han_pattern
from workbench.verification.markdown import Unit

_SHARE = han_pattern(
    "全球|世界|市占|市场|产能|产量|份额|占有|占比|供应|控制|依赖|增长|下降|上升|全国|global|market|world|capacity|output|share"
)
_LIMIT = han_pattern("价值比例|价值占比|门槛|阈值|控股|持股|纯度|含量|浓度|成分|质量分数|value ratio|owned|purity")
_PARTS = frozenset(fold_script(unit) for unit in ("%", "％", "成", "倍", "‰"))


def is_share(unit: Unit, quantity: QuantityMention) -> bool:
    """Whether a quantity is a share of a market or the like: 約 90% 中重稀土生產."""
    if fold_script(quantity.unit) not in _PARTS:
        return False
    text = unit.normal.text
    around = text[max(0, quantity.start - 20) : quantity.end + 14]
    if _LIMIT.search(around):
        return False
    return quantity.comparator is None or quantity.approximate or _SHARE.search(around) is not None
