"""Measures in one unit, to compare: 14奈米 and 14 nm are one, 0.05 mm and 50 μm too."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from workbench.text import normalize

# Base unit -> its multiples, as normal text writes them: the factor is that of the multiple.
_MULTIPLES: dict[str, dict[str, str]] = {
    "m": {
        "纳米 奈米 nm nanometer nanometers nanometre nanometres": "1e-9",
        "微米 μm um micron microns micrometer micrometers micrometre micrometres": "1e-6",
        "毫米 mm millimeter millimeters millimetre millimetres": "1e-3",
        "厘米 公分 cm": "1e-2",
        "米 m": "1",
        "千米 公里 km": "1e3",
        "英寸 吋 in inch inches": "0.0254",
    },
    "g": {"毫克 mg": "1e-3", "克 g": "1", "千克 公斤 kg": "1e3", "吨 公吨 t": "1e6"},
    "%": {"% 百分之 percent": "1", "成": "10", "‰": "0.1"},
    "W": {"毫瓦 mW": "1e-3", "瓦 瓦特 W": "1", "千瓦 kW KW": "1e3", "兆瓦 MW": "1e6"},
    "Hz": {"赫 赫兹 Hz": "1", "千赫 千赫兹 kHz KHz": "1e3", "兆赫 兆赫兹 MHz": "1e6", "吉赫 吉赫兹 GHz": "1e9"},
    "Pa": {"帕 帕斯卡 Pa": "1", "千帕 kPa": "1e3", "兆帕 MPa Mpa": "1e6", "吉帕 千兆帕 GPa": "1e9"},
    "g/cm3": {"g/cm3 g/cm^3 克/立方厘米": "1", "kg/m3 kg/m^3": "0.001"},
    "layers": {"层 layer layers": "1"},
    "Wh/kg": {"Wh/kg 瓦时/千克": "1"},
    "CNY": {"元 人民币元 CNY RMB": "1"},
    "USD": {"美元 USD": "1"},
}


@lru_cache(maxsize=1)
def _factors() -> dict[str, tuple[str, Decimal]]:
    return {
        normalize(word).text: (base, Decimal(factor))
        for base, multiples in _MULTIPLES.items()
        for words, factor in multiples.items()
        for word in words.split()
    }


@lru_cache(maxsize=4096)
def in_base_unit(value: Decimal, unit: str | None) -> tuple[Decimal, str]:
    """The value in its base unit, and that unit; a unit that has no known base stands for itself, none is ''."""
    written = normalize(unit or "").text.replace(" ", "")
    base, factor = _factors().get(written, (written, Decimal(1)))
    return (value * factor).normalize(), base
