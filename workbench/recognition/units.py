"""Units of measure as announcements write them, as one pattern over normal text."""

from __future__ import annotations

from functools import lru_cache

from workbench.text import fold_script, normalize


def _words(*lines: str) -> tuple[str, ...]:
    """The words of some lines, folded as normal text is."""
    return tuple(word for line in lines for word in fold_script(line).split())


_CHINESE = _words(
    "个百分点 百分点 微米 纳米 奈米 毫米 厘米 公分 千米 公里 海里 英寸 吋 英尺 米",
    "千克 公斤 毫克 微克 公吨 吨 磅 盎司 克拉 克 千瓦时 兆瓦时 瓦时 兆瓦 千瓦 吉瓦 毫瓦 微瓦 瓦特 瓦 英热单位",
    "兆赫兹 吉赫兹 千赫兹 太赫兹 赫兹 兆赫 吉赫 千赫 太赫 赫 千兆帕 兆帕 吉帕 千帕 帕斯卡 帕",
    "毫安时 安时 毫安 微安 安培 安 千伏 毫伏 微伏 电子伏特 千电子伏 兆电子伏 电子伏 伏特 伏 毫升 微升 升 加仑",
    "立方厘米 立方分米 立方毫米 立方米 立方英尺 平方厘米 平方毫米 平方微米 平方纳米 平方米 平方英寸 毫弧度 微弧度 弧度",
    "毫秒 微秒 纳秒 皮秒 飞秒 摄氏度 毫开尔文 开尔文 毫特斯拉 特斯拉 焦耳 千焦 毫焦 微焦 纳焦 兆焦 焦 牛顿 千牛 牛米",
    "分贝 转 万亿次 比特 字节 层 目 马力 马赫 倍 毫欧 微欧 欧姆 法拉 微法 贝克勒尔 贝克 西弗 毫西弗 居里 流明 摩尔",
    "人民币元 美元 欧元 日元 港元 元 个工作日 工作日 个自然日 自然日 个月 小时 分钟 秒 周 天 日 年",
)
_LATIN = _words(
    "% ‰ °C °F ° μm µm um nm mm cm dm km m Å in inch inches ft kg mg μg g t ct kWh Wh mWh MW kW KW GW mW W",
    "THz GHz MHz kHz KHz Hz GPa MPa Mpa mPa kPa hPa Pa bar psi mAh Ah mA A kV mV V MeV keV eV mL ml L l mrad μrad rad",
    "min ms μs ns ps fs s h mK K T mT J kJ mJ μJ nJ MJ Nm N kN dB dBm dBi ppm ppb ppt cN dtex rpm r sr mol Ω Mbps Gbps GB TB MB bit bits",
    "nanometers nanometer nanometres micrometers microns millimeters layers percent",
    "TOPS FLOPS TFLOPS Torr mbar USD EUR RMB CNY HB HV HRC",
)
_PIECES = _words("个 只 粒 条 次 块 位")

CURRENCY = frozenset(_words("人民币元 美元 欧元 日元 港元 元 USD EUR RMB CNY"))
TIME = frozenset(_words("个工作日 工作日 个自然日 自然日 个月 小时 分钟 秒 周 天 日 年"))
"""Units of terms and deadlines; of an item's measure only with a comparator."""
LOOSE = frozenset(
    _words("层 目 倍 转 周 天 日 年 米 克 升 安 秒 元 伏 帕 赫 瓦 焦 磅 居里 贝克 t m s h A V K T N J W"),
)
"""Units of one character that ordinary words begin with (三层含义, 一元): a comparator or figures must go with them."""


def _any_of(units: tuple[str, ...]) -> str:
    return "|".join(sorted(units, key=len, reverse=True))


# 3A001 is a code, not three amperes.
_SIMPLE = rf"(?:(?:{_any_of(_CHINESE)})|(?![A-E][0-9]{{3}})(?:{_any_of(_LATIN)})(?![A-Za-z])(?:\^?-?[23](?![0-9]))?)"
UNIT = rf"(?:{_SIMPLE}(?:[/·•每]{_SIMPLE})*|(?:{_any_of(_PIECES)})/{_SIMPLE})"
"""Regular expression of one unit, also composed: g/cm3, 克/立方厘米, 个/平方厘米, mAh/g."""


@lru_cache(maxsize=1024)
def normal_unit(written: str) -> str:
    """A unit as normal text writes it, to compare with the words of this module."""
    return normalize(written).text
