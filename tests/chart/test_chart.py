"""Charts of instruments over time: signs in a terminal, a picture that needs nothing else."""

from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import pytest
from rich.cells import cell_len

from workbench.chart import LOOKS, Bar, Row, axis_of, chart_lines, html_page, svg_picture

AS_OF = date(2031, 8, 1)
NAMES = {look: f"look {look}" for look in LOOKS}
SOURCE = "樣本報, 2031-07-02"
ROW = Row(
    "MOFCOM/announcement/2031/8",
    "商務部公告2031年第8號",
    "關於樣本物項的公告",
    (
        Bar("announced", "announced", date(2031, 4, 2), date(2031, 4, 30), SOURCE),
        Bar("in_force", "in force", date(2031, 5, 1), date(2031, 6, 30), SOURCE),
        Bar("suspended", "suspended", date(2031, 7, 1), date(2031, 12, 31), SOURCE),
        Bar("assumed", "in force (assumed)", date(2032, 1, 1), None, "樣本日報, 2031-07-03"),
    ),
    "suspended until 2031-12-31",
)
STOPPED = Row(
    "UEL/announcement/2031/5",
    "不可靠實體清單工作機制公告2031年第5號",
    None,
    (
        Bar("partially_in_force", "partially in force", date(2031, 5, 1), date(2031, 9, 9), SOURCE),
        Bar("ended", "stopped", date(2031, 9, 10), None, SOURCE),
    ),
    "stopped",
)
HOSTILE = '<script>alert(1)</script> & "quoted" $x^2$ \x1b[31m\x00 ]]>'


def lines(rows, width=80, as_of=AS_OF, shown=str):
    return [line.plain for line in chart_lines(rows, axis_of(rows, as_of, years=4), width, shown=shown)]


def picture(rows, as_of=AS_OF):
    return svg_picture(rows, axis_of(rows, as_of, years=4), NAMES, "as of 2031-08-01")


def test_every_status_has_its_own_sign_in_order():
    head, pointer, line, *_ = lines([ROW])
    assert line.startswith("商務部公告2031年第8號")
    bar = "".join(dict.fromkeys(sign for sign in line if sign in "·█╱░▓×"))
    assert bar == "·█╱░"
    assert "2031-07" in head
    assert pointer.strip() == "▼ 2031-08-01"
    assert line[pointer.index("▼") - 8] == "╱"  # wide characters: eight cells more than characters before the bar


def test_what_ended_is_one_sign_and_then_nothing():
    line = next(line for line in lines([ROW, STOPPED]) if "×" in line)
    assert line.count("×") == 1
    assert "▓×" in line


@pytest.mark.parametrize("width", [60, 80, 132])
def test_no_line_is_wider_than_the_terminal(width):
    long = replace(ROW, label="《" + "很長的標題" * 20 + "》", standing="partially in force until 2031-12-31")
    assert max(cell_len(line) for line in lines([ROW, STOPPED, long], width)) <= width


def test_what_a_source_wrote_is_shown_as_the_caller_says():
    told = lines([replace(ROW, label="a\x1bb")], shown=lambda text: text.replace("\x1b", "?"))
    assert any(line.startswith("a?b") for line in told)


def test_a_long_history_is_cut_at_the_left_and_says_so():
    old = replace(ROW, bars=(Bar("in_force", "in force", date(2003, 1, 1), None, SOURCE),))
    rows = [old, *(replace(ROW, key=f"k{n}") for n in range(4))]
    axis = axis_of(rows, AS_OF, years=4)
    assert axis.first == date(2027, 1, 1)
    assert "◂███" in lines(rows)[2]
    assert axis_of([old], AS_OF, years=4).first == date(2003, 1, 1)


def test_the_axis_shows_what_is_to_come_and_the_day_asked_about():
    axis = axis_of([ROW], date(2033, 1, 1), years=4)
    assert axis.last > date(2033, 1, 1)
    assert axis_of([], AS_OF, years=4).share(AS_OF) < 1
    assert axis_of([ROW], AS_OF, years=4).last > date(2032, 1, 1)


def test_the_picture_holds_its_text_as_text_and_each_bar_its_source():
    root = ElementTree.fromstring(picture([ROW, STOPPED]))
    texts = ["".join(element.itertext()) for element in root.iter("{http://www.w3.org/2000/svg}text")]
    assert {"商務部公告2031年第8號", "as of 2031-08-01", "look suspended", "2031-07"} <= set(texts)
    tooltips = [element.text for element in root.iter("{http://www.w3.org/2000/svg}title")]
    assert "商務部公告2031年第8號\nsuspended 2031-07-01 … 2031-12-31\n樣本報, 2031-07-02" in tooltips
    assert len(tooltips) == 8  # six bars and two labels


def test_suspended_and_assumed_stretches_are_hatched():
    root = ElementTree.fromstring(picture([ROW]))
    svg = "{http://www.w3.org/2000/svg}"
    bars = {element.get("id"): ElementTree.tostring(element, encoding="unicode") for element in root.iter(f"{svg}g")}
    assert "fill: url(#" in bars["bar-0-2"]
    assert "fill: url(#" in bars["bar-0-3"]
    assert "fill: url(#" not in bars["bar-0-1"]


def test_the_picture_names_fonts_with_han_characters_and_asks_for_nothing():
    drawn = picture([ROW, STOPPED])
    assert "Noto Sans CJK TC" in drawn
    assert "DejaVu" not in drawn
    assert "<script" not in drawn
    addresses = {part.split('"')[0] for part in drawn.split('href="')[1:]}
    assert all(address.startswith("#") for address in addresses)
    assert "http" not in drawn.replace("http://www.w3.org/", "")


def test_the_same_rows_give_the_same_bytes():
    assert picture([ROW, STOPPED]) == picture([ROW, STOPPED])


def test_hostile_text_is_text_in_the_picture_and_in_the_page():
    row = replace(
        ROW,
        label=HOSTILE,
        title=HOSTILE,
        standing=HOSTILE,
        bars=tuple(replace(bar, source=HOSTILE, name=HOSTILE) for bar in ROW.bars),
    )
    drawn = picture([row])
    ElementTree.fromstring(drawn)
    page = html_page([row], drawn, HOSTILE, [HOSTILE] * 5, "en")
    for written in (drawn, page):
        assert "<script" not in written
        assert "\x1b" not in written
        assert "$x^2$" in written


def test_the_page_has_the_picture_and_its_rows_as_a_table():
    page = html_page([ROW], picture([ROW]), "時間線", ["instrument", "status", "from", "until", "source"], "zh-Hant")
    assert page.startswith('<!doctype html>\n<html lang="zh-Hant">')
    assert "default-src 'none'" in page
    assert "<svg" in page
    assert "<td>商務部公告2031年第8號</td><td>suspended</td><td>2031-07-01</td><td>2031-12-31</td>" in page
