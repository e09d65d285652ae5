"""Hostile text of sources: shown as it is, acting nowhere."""

import re
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench import escape as escaping
from workbench.escape import escape, escape_url, json_line, visible


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("甲|乙", "甲&#124;乙"),
        ("第一行\n第二行", "第一行 第二行"),
        ("第一行\r\n| 假 | 列 |", "第一行 &#124; 假 &#124; 列 &#124;"),
        ("段\u2028落\u2029尾", "段 落 尾"),
        ("{{ site.secret }}", "&#123;&#123; site.secret &#125;&#125;"),
        ("{% include x %}", "&#123;% include x %&#125;"),
        ("{: .injected #id onclick='x'}", "&#123;: .injected #id onclick='x'&#125;"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("<!-- 隱藏 -->", "&lt;!-- 隱藏 --&gt;"),
        ("&lt;b&gt;", "&amp;lt;b&amp;gt;"),
        ("&#60;b", "&amp;#60;b"),
        ("Gibbs & Cox", "Gibbs & Cox"),
        ("[點我](javascript:alert(1))", "\\[點我\\](javascript:alert(1))"),
        ("![圖](http://evil.example/x.png)", "!\\[圖\\](http&#58;//evil.example/x.png)"),
        ("註[^1]", "註\\[&#94;1\\]"),
        ("*粗* _斜_ `碼` ~~刪~~", "\\*粗\\* \\_斜\\_ \\`碼\\` &#126;&#126;刪&#126;&#126;"),
        ("反斜\\線\\|", "反斜\\\\線\\\\&#124;"),
        ("$$x$$", "\\$\\$x\\$\\$"),
        ("# 標題", "\\# 標題"),
        ("- 項目", "\\- 項目"),
        ("+ 項目", "\\+ 項目"),
        (": 定義", "\\: 定義"),
        ("---", "--\\-"),
        ("- - -", "\\- - -"),
        ("= 底線", "\\= 底線"),
        ("12. 條目", "12\\. 條目"),
        ("3) 條目", "3\\) 條目"),
        ("0.1% 以上", "0.1% 以上"),
        ("-40℃", "-40℃"),
        ("零\u200b寬\u202e反\u2066轉\ufeff", "零寬反轉"),
        ("控\x00制\x1b[31m", "控制\\[31m"),
        ("私\ue000用\ufe0f", "私用"),
        ("www.evil.example 或 a@b.example", "www&#46;evil.example 或 a&#64;b.example"),
        ("𰻞麵", "𰻞麵"),
        ("\U00031350字", "\U00031350字"),
    ],
)
def test_escaped_text_shows_and_does_nothing(hostile: str, shown: str) -> None:
    assert escape(hostile) == shown


@pytest.mark.parametrize("mark", list("{}|<>~^"))
def test_marks_that_liquid_html_or_a_table_would_see_never_stand_bare(mark: str) -> None:
    assert mark not in re.sub(r"&#?\w+;", "", escape(f"甲{mark}{mark}乙"))


def test_escaped_text_is_one_line() -> None:
    assert "\n" not in escape("a\nb\x0bc\x0cd\x1ce\x85f\u2028g")


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "http://",
        "//evil.example",
        "ftp://a.example",
        "https://u:p@h.example",
        "http://[bad",
    ],
)
def test_only_plain_web_addresses_become_links(url: str) -> None:
    assert escape_url(url) is None


def test_an_address_cannot_leave_its_link() -> None:
    assert escape_url("https://h.example/a)b |{{x}}<y>") == "https://h.example/a%29b%20%7C%7B%7Bx%7D%7D%3Cy%3E"


def test_visible_keeps_ordinary_text() -> None:
    assert visible("《公告》 ≥300 Wh/kg，50 μm") == "《公告》 ≥300 Wh/kg，50 μm"


def test_what_is_passed_without_a_look_is_what_a_look_would_pass():
    plain = [chr(code) for code in range(0x20, 0x11000) if escaping._PLAIN.fullmatch(chr(code))]
    assert len(plain) > 20_000
    assert all(escaping._JSON[ord(char)] == char for char in plain)
    assert json_line(["公告\u202e第58號"]) == '["公告\\u202e第58號"]'


def test_every_character_is_shown_by_what_it_is() -> None:
    for code in range(sys.maxunicode + 1):
        char = chr(code)
        expected = " " if char.isspace() else "" if escaping.is_unseen(char) else char
        assert escaping.shown(char) == expected, hex(code)


@given(st.text(alphabet="甲1a.:)(#+-=&;@/\\*_[]{}<>|~^$w \u200b\u3000", max_size=12))
def test_what_holds_nothing_active_is_escaped_as_anything_is(text: str) -> None:
    seen = visible(text)
    assert escape(f"{seen} <") == (f"{escape(seen)} &lt;" if seen else "&lt;")
