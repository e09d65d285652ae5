"""HTML: the article's text and the page's metadata, without navigation and scripts."""

from datetime import date

import pytest

from workbench.documents import read_document
from workbench.errors import WorkbenchError

PAGE = """<!doctype html><html><head><meta charset="utf-8"><title>樣本物項公告說明 - 樣本新聞網</title>
<meta property="og:site_name" content="樣本新聞網">
<link rel="canonical" href="https://news.example.com/a/1">
<meta property="article:published_time" content="2025-10-11T08:00:00+08:00"></head><body>
<nav><a href="/">首頁</a><a href="/finance">財經頻道</a></nav><article><h1>樣本物項公告說明</h1>
<p>主管部門上週公布一份公告，對若干樣本物項實施出口管制，企業須在出口前申請許可證件。</p>
<p>2010年3月2日攝於某港口的圖片與公告無關，讀者應以公告原文所載日期為準，並留意過渡安排。</p>
<table><tr><th>編號</th><th>物項</th></tr><tr><td>9Z901.a</td><td>樣本帶材</td></tr></table>
<p>業界人士指出，申請流程預計需要四十五個工作日，文件須齊備，逾期不予受理。</p></article>
<script>alert("不屬於文章")</script></body></html>"""


def write(folder, html, encoding="utf-8"):
    path = folder / "page.html"
    path.write_bytes(html.encode(encoding))
    return path


def test_the_article_stays_and_the_rest_of_the_page_goes(tmp_path):
    text = read_document(write(tmp_path, PAGE)).text
    assert "企業須在出口前申請許可證件。" in text
    assert "9Z901.a" in text
    assert "財經頻道" not in text
    assert "不屬於文章" not in text
    assert "<" not in text


def test_the_page_s_metadata(tmp_path):
    document = read_document(write(tmp_path, PAGE))
    assert (document.title, document.publisher) == ("樣本物項公告說明", "樣本新聞網")
    assert (document.published, document.url) == (date(2025, 10, 11), "https://news.example.com/a/1")


def test_a_date_in_the_prose_is_not_the_page_s(tmp_path):
    without = PAGE.replace('<meta property="article:published_time" content="2025-10-11T08:00:00+08:00">', "")
    assert read_document(write(tmp_path, without)).published is None


def test_a_page_in_gb18030_is_read(tmp_path):
    page = PAGE.replace("utf-8", "gb2312").replace("許可證件", "许可证件")
    assert "许可证件" in read_document(write(tmp_path, page, "gb18030")).text


def test_a_page_without_an_article_is_refused_by_name(tmp_path):
    with pytest.raises(WorkbenchError) as caught:
        read_document(write(tmp_path, "<html><head><title>空</title></head><body></body></html>"))
    assert "page.html" in str(caught.value)
    assert caught.value.way_out
