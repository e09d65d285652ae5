"""The page: what is shown where, from a draft, an edited draft, and a report of another's."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.report.preview_screens import browser
from tests.report.rendered import WAYS, by_kramdown, faults, has_kramdown, page_messages
from workbench.facts.document import Document
from workbench.report.drafts.provenance import digest
from workbench.report.preview import Page, Picture, Remark, SourceWords, sources_of, write_page
from workbench.report.preview.page import page_pieces

WORDS = SourceWords(lambda kind: f"<{kind}>", str.upper, lambda tier: f"層級{tier}")
ARTICLE = "本社訊。商務部公告2025年第58號自2025年11月8日起施行，有關企業應當注意。完。"
QUOTE = "自2025年11月8日起施行"
LINES = [
    "---", 'title: "2026 年 2 月"', "parent: 追蹤", "description: 一句話", "---", "",
    "# 月報", "", "## 概覽", '{: .key-answer .evil onclick="x" data-question="如何？"}', "",
    "| 公告 | 生效 |", "| --- | --- |", "| 第58號 | 2025-11-08 |", "| 第61號 | 待審 |", "{: .comparison-table}", "",
    '<div class="key-takeaway" markdown="1">', "**重點**：", "", '- 共 <span class="data-highlight">2 件</span>', "</div>", "",
    "- [ ] 檢視", "", "<b>不是</b>標記，[也](javascript:x)不是，[這](https://h.example/a)是。",
]  # fmt: skip
ROW, WAITING, ITEM = 14, 15, 21


def text_of(lines: list[str]) -> str:
    return "".join(line + "\n" for line in lines)


def document() -> Document:
    return Document(id="d", text=ARTICLE, title="鋰電池", publisher="港報", tier="news", url="https://h.example/58")


def provenance(lines: list[str] = LINES) -> dict:
    start = ARTICLE.index(QUOTE)
    span = {"start": start, "end": start + len(QUOTE), "quote": QUOTE}
    fact = {"kind": "effective_date", "document": "d", "revision": 1, "evidence": [span]}
    return {
        "format": 2, "period": "2026-02", "as_of": "2026-02-19",
        "draft": {"sha256": digest(text_of(lines)), "lines": len(lines), "line_sha256": [digest(line) for line in lines]},
        "lines": {
            str(ROW): {"facts": ["a"], "waiting": [], "computed": [], "documents": ["d"]},
            str(WAITING): {"facts": [], "waiting": ["b"], "computed": [], "documents": ["d"]},
            str(ITEM): {"facts": ["a"], "waiting": [], "computed": ["2 件", "36（3、4、5、3）", " 項待審）"], "documents": ["d"]},
        },
        "facts": {"a": fact | {"state": "approved"}, "b": fact | {"state": "pending"}},
        "documents": {
            "d": {"title": "鋰電池", "publisher": "港報", "published": "2025-10-09", "url": "https://h.example/58",
                  "name": "n.md", "tier": "news", "text_sha256": digest(ARTICLE)}
        },
    }  # fmt: skip


def page(lines: list[str] = LINES, **more) -> str:
    sources = sources_of(text_of(lines), provenance(), {"d": document()}, WORDS)
    return "".join(page_pieces(Page(text_of(lines), "r.md", sources, more.pop("remarks", None), **more)))


def panel(html: str, line: int) -> str:
    found = re.search(rf'<span class="source" popover id="s{line}">.*?</span></span></span>', html, re.DOTALL)
    assert found is not None, line
    return found[0]


def test_a_row_shows_the_quote_in_its_words_with_title_publisher_date_link_and_state():
    shown = panel(page(), ROW)
    assert f"<i>本社訊。商務部公告2025年第58號</i><mark>{QUOTE}</mark><i>，有關企業應當注意。完。</i>" in shown
    assert "<bdi>鋰電池</bdi> · <bdi>港報 · 2025-10-09 · 層級news</bdi>" in shown
    assert 'href="https://h.example/58"' in shown
    assert "&lt;effective_date&gt;" in shown
    assert "APPROVED" in shown


def test_the_mark_stands_in_the_last_cell_of_its_row_and_says_what_waits():
    html = page()
    assert re.search(
        rf'<tr id="L{ROW}">.*?2025-11-08</time>[^<]*<button[^>]*class="mark" popovertarget="s{ROW}"', html, re.DOTALL
    )
    assert re.search(rf'class="mark waiting" popovertarget="s{WAITING}"', html)


def test_what_the_program_computed_is_said_so():
    assert "2 件、36（3、4、5、3）、項待審</span>" in panel(page(), ITEM).split('class="one')[0]


def test_classes_of_the_form_reach_their_elements_and_no_other_class_or_attribute_does():
    html = page()
    assert '<h2 class="key-answer" data-question="如何？" id="L9">' in html
    assert '<table class="comparison-table">' in html
    assert '<div class="key-takeaway">' in html
    assert '<span class="data-highlight">2 件</span>' in html
    assert "evil" not in html
    assert "onclick" not in html


def test_what_is_no_mark_up_of_the_form_is_text():
    html = page()
    assert "&lt;b&gt;不是&lt;/b&gt;標記，[也](javascript:x)不是" in html
    assert '<a href="https://h.example/a" rel="noopener noreferrer nofollow">這</a>' in html


def test_the_front_matter_is_the_head_and_not_the_body():
    html = page()
    assert "<title>2026 年 2 月 — 追蹤</title>" in html
    assert '<meta name="description" content="一句話">' in html
    assert '<html lang="zh-Hant">' in html
    assert "description: 一句話" not in html


def test_front_matter_that_is_no_yaml_is_said_so():
    html = page(["---", "title: [", "---", "", "# 題"])
    assert 'class="notice"' in html


def test_the_page_runs_no_script_and_asks_for_nothing():
    html = page(remarks=(Remark(ROW, "high", "什麼", "甲", "乙"),), picture=Picture("<svg></svg>", "圖"))
    assert "default-src 'none'" in html
    assert "<script" not in html
    assert not re.search(r'(?:src|href|xlink:href)="(?!https?://h\.example|#|data:,)', html)
    assert "url(" not in html
    assert "@import" not in html


def test_a_finding_stands_before_its_table_and_points_at_its_row():
    html = page(remarks=(Remark(ROW, "high", "牴觸：狀態", "有效", "暫停", ("「暫停實施」 某報",)),))
    assert html.index('<aside class="note high" id="n1">') < html.index("<table")
    assert f'href="#L{ROW}"' in html
    assert re.search(rf'<tr id="L{ROW}">.*?<a class="ref high" id="r1" href="#n1"', html, re.DOTALL)


def test_a_finding_about_the_whole_or_the_front_matter_stands_in_the_head():
    html = page(remarks=(Remark(None, "medium", "遺漏", "", "第61號"), Remark(2, "low", "標題", "甲", "乙")))
    assert html.index('id="n2"') < html.index("<main>")


def test_sources_go_with_their_lines_when_lines_are_put_in_by_hand():
    edited = [*LINES[:10], "", "一段新的話。", *LINES[10:]]
    html = page(edited)
    assert f'popovertarget="s{ROW + 2}"' in html
    assert f'popovertarget="s{ROW}"' not in html


def test_a_line_changed_by_hand_says_so():
    edited = LINES.copy()
    edited[ROW - 1] = "| 第58號 | 2025-11-09 |"
    assert f'class="mark changed" popovertarget="s{ROW}"' in page(edited)


def test_an_article_that_is_another_by_now_gives_its_quote_without_context():
    other = Document(id="d", text=f"改過。{ARTICLE}", title="鋰電池")
    (behind,) = sources_of(text_of(LINES), provenance(), {"d": other}, WORDS)[ROW].sources
    assert behind.spans[0].before == behind.spans[0].after == ""
    assert behind.spans[0].quote == QUOTE


def test_the_same_page_gives_the_same_bytes(tmp_path):
    shown = Page(text_of(LINES), "r.md", sources_of(text_of(LINES), provenance(), {}, WORDS), ())
    for name in ("a.html", "b.html"):
        write_page(shown, tmp_path / name)
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


def bundled() -> str:
    return next((Path(__file__).parents[2] / "drafts").glob("*-policy-tracker.md")).read_text("utf-8")


@pytest.mark.skipif(not has_kramdown(), reason="needs ruby-kramdown and ruby-kramdown-parser-gfm")
@pytest.mark.parametrize("way", WAYS)
def test_kramdown_renders_the_bundled_draft_as_meant(way):
    assert list(faults(bundled(), by_kramdown(way, bundled()))) == []


@pytest.mark.skipif(not has_kramdown(), reason="needs ruby-kramdown and ruby-kramdown-parser-gfm")
def test_the_checker_sees_a_class_on_the_wrong_element_and_mark_up_left_over():
    wrong = bundled().replace("\n{: .key-answer", "\n\n文。\n{: .key-answer", 1).replace(' markdown="1"', "")
    found = list(faults(wrong, by_kramdown("kramdown, GFM", wrong)))
    assert any("class key-answer" in fault for fault in found)
    assert any("raw mark-up" in fault for fault in found)


@pytest.mark.skipif(browser() is None, reason="needs a Chromium")
def test_the_page_says_nothing_on_the_console_and_asks_no_host(tmp_path):
    write_page(Page(bundled(), "r.md", None, ()), tmp_path / "page.html")
    assert page_messages(tmp_path / "page.html") == ""
    (tmp_path / "bad.html").write_text('<script>console.error("x")</script>', encoding="utf-8")
    assert page_messages(tmp_path / "bad.html") != ""
