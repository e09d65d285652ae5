"""A line without an end is read in work that grows with its length: pages without breaks, annexes in one paragraph.

Work is counted in function calls; what a pattern does inside one of them is not seen.
"""

from collections.abc import Callable
from datetime import date

import pytest

from tests.counting import counting_calls
from workbench.facts.document import Document
from workbench.recognition import recognize
from workbench.recognition.mention import Recognition

FEW, MANY = 100, 400


def each(form: Callable[[int], str], joined: str = "，") -> Callable[[int], str]:
    return lambda count: joined.join(form(index) for index in range(count))


def numbered(index: int) -> int:
    return index % 900 + 1


SHAPES: dict[str, Callable[[int], str]] = {
    "numbers of one list": lambda count: (
        f"商務部公告2031年{each(lambda index: f'第{index + 1}號', '、')(count)}自2031年11月10日起暫停實施。"
    ),
    "numbers in full": each(lambda index: f"商務部公告2031年第{numbered(index)}號"),
    "numbers that are suspended": each(
        lambda index: f"暫停商務部、海關總署公告2031年第{numbered(index)}號、第{numbered(index + 1)}號的實施"
    ),
    "one number with each other": each(lambda index: f"第58號、第{numbered(index)}號公告自公布之日起實施"),
    "titles": lambda count: each(lambda index: f"《關於第{index}批鈷材料管理的公告》", "、")(count) + "暫停實施。",
    "numbers with titles": each(
        lambda index: f"商務部公告2031年第{numbered(index)}號《關於第{index}批鈷材料實施出口管制的決定》"
    ),
    "laws": each(lambda index: f"《第{index}號出口管制法》第{index % 40 + 1}條", "、"),
    "days with their year": each(
        lambda index: f"商務部於20{index % 20 + 10}年{index % 12 + 1}月{index % 28 + 1}日公布"
    ),
    "days without a year": each(lambda index: f"{index % 12 + 1}月{index % 28 + 1}日公布"),
    "days on which measures began": each(
        lambda index: f"自{index % 12 + 1}月{index % 28 + 1}日起暫停實施上述措施{index % 90 + 1}天"
    ),
    "limits": each(lambda index: f"出口管制鈷含量大於{index}.5%且厚度小於等於{index + 1}微米的材料"),
    "amounts": each(lambda index: f"{index}公斤", "、"),
    "codes": each(lambda index: f"{index % 9 + 1}C{100 + index % 900}.a", "、"),
    "items with codes": each(lambda index: f"{index % 9 + 1}C{100 + index % 900}.a 第{index}種鈷合金"),
    "firms": lambda count: f"將{each(lambda index: f'甲{chr(0x4E00 + index)}丙公司', '、')(count)}列入不可靠實體清單。",
    "firms with their names": each(
        lambda index: f"將甲{chr(0x4E00 + index)}公司（Alpha{index} Inc.）列入出口管制管控名單"
    ),
    "counts": each(lambda index: f"{index % 40 + 2}家外國實體列入出口管制管控名單"),
    "counts of those listed before": each(lambda index: f"被列入的{index + 2}家外國實體", "。"),
    "one phrase again and again": each(lambda _index: "商務部決定暫停實施相關措施"),
    "one phrase in sentences": each(lambda _index: "10月9日，商務部宣布對鈷實施出口管制", "。"),
    "brackets": lambda count: f"商務部{'（' * count}鈷{'）' * count}實施出口管制。",
    "English": each(
        lambda index: f"MOFCOM Announcement No. {numbered(index)} of 2031 suspends export controls until May 10, 2032",
        ", ",
    ),
    "prose": each(lambda _index: "相關企業在採購和生產安排上需要更加審慎地評估來自海外的風險並且及時報告商務部"),
}


def read(text: str, published: date | None) -> Recognition:
    title = "商務部的公告"
    return recognize(Document(id="0" * 64, text=text, title=title, published=published, year=2031))


@pytest.mark.parametrize("published", [date(2031, 11, 10), None], ids=["of a known day", "of a known year"])
@pytest.mark.parametrize("shape", SHAPES)
def test_the_work_for_a_line_grows_with_its_length(shape: str, published: date | None) -> None:
    few, calls_for_few = counting_calls(lambda: read(SHAPES[shape](FEW), published))
    many, calls = counting_calls(lambda: read(SHAPES[shape](MANY), published))
    assert len(many.mentions) >= len(few.mentions)
    assert calls < 1.15 * MANY / FEW * calls_for_few
