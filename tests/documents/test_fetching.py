"""An article by its address: only public hosts, the very address that was judged, within bounds. The network is a mock."""

from __future__ import annotations

import asyncio
import gzip

import httpx2
import pytest
import pytest_httpx2  # noqa: F401 - makes respx answer for httpx2
import respx

from workbench.documents import fetching, given_metadata
from workbench.documents.addresses import is_public
from workbench.documents.web_article import read_address
from workbench.errors import WorkbenchError

PAGE = (
    '<html><head><meta charset="utf-8"><title>樣本新規說明</title>'
    '<link rel="canonical" href="https://www.mofcom.gov.cn/a.html"></head><body>'
    "<article><h1>樣本新規說明</h1><p>樣本部上週公布一份公告，對若干樣本物項實施出口管制，企業須在出口前申請許可證件。</p>"
    "<p>業界人士指出，申請流程預計需要四十五個工作日，文件須齊備，逾期不予受理。</p></article></body></html>"
)
URL = "https://news.example.com/2031/new-rule.html"
HTML = {"content-type": "text/html; charset=utf-8"}


@pytest.fixture
def names(monkeypatch):
    """Names and what they resolve to, one answer after the other; the last stays."""
    known = {"news.example.com": [["93.184.216.34"]], "cdn.example.net": [["2606:2800:220:1::1"]]}
    asked = []

    async def resolve(host, port):
        asked.append((host, port))
        answers = known.get(host, [[host]])
        return answers.pop(0) if len(answers) > 1 else answers[0]

    monkeypatch.setattr(fetching, "_resolve", resolve)
    known["asked"] = asked
    return known


@pytest.fixture
def web():
    with respx.mock(using="httpcore2", assert_all_called=False) as router:
        yield router


def refused(url=URL):
    with pytest.raises(WorkbenchError) as caught:
        read_address(url)
    assert "save the page" in str(caught.value) or caught.value.way_out
    return caught.value


def test_an_article_by_its_address(names, web):
    route = web.get("https://93.184.216.34/2031/new-rule.html").respond(200, headers=HTML, text=PAGE)
    document = read_address(URL)
    assert "企業須在出口前申請許可證件。" in document.text
    assert (document.title, document.name) == ("樣本新規說明", "new-rule.html")
    (call,) = route.calls
    assert call.request.headers["host"] == "news.example.com"
    assert call.request.extensions["sni_hostname"] == "news.example.com"


def test_where_it_was_fetched_counts_and_not_what_the_page_says_of_itself(names, web):
    web.get("https://93.184.216.34/2031/new-rule.html").respond(200, headers=HTML, text=PAGE)
    document = read_address(URL)
    assert (document.url, document.tier) == (URL, "news")
    assert read_address(URL, given_metadata(url="https://given.example/1")).url == "https://given.example/1"


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.9", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "::1", "::", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
        "2002:7f00:1::", "64:ff9b::a00:1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "no address",
    ],
)  # fmt: skip
def test_private_and_local_addresses_are_told(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "64:ff9b::5db8:d822"])
def test_public_addresses_are_told(address):
    assert is_public(address)


@pytest.mark.parametrize("url", ["http://localhost/a", "http://127.0.0.1:8080/", "http://[::1]/", "http://2130706433/"])
def test_a_private_address_is_never_connected_to(names, web, url):
    names["localhost"], names["2130706433"] = [["127.0.0.1"]], [["127.0.0.1"]]
    route = web.route().respond(200, headers=HTML, text=PAGE)
    assert "private or local network" in refused(url).what
    assert not route.called


def test_a_name_with_one_private_address_among_public_ones_is_refused(names, web):
    names["news.example.com"] = [["93.184.216.34", "10.0.0.7"]]
    route = web.route().respond(200, headers=HTML, text=PAGE)
    assert "private" in refused().what
    assert not route.called


def test_a_name_that_resolves_otherwise_a_moment_later_changes_nothing(names, web):
    names["news.example.com"] = [["93.184.216.34"], ["127.0.0.1"]]
    web.get("https://93.184.216.34/2031/new-rule.html").respond(200, headers=HTML, text=PAGE)
    assert read_address(URL).text
    assert names["asked"] == [("news.example.com", 443)]


@pytest.mark.parametrize("target", ["http://169.254.169.254/latest/meta-data/", "//10.0.0.1/", "file:///etc/passwd"])
def test_a_redirect_inward_is_not_followed(names, web, target):
    web.get("https://93.184.216.34/2031/new-rule.html").respond(302, headers={"location": target})
    inward = web.route(host__in=("169.254.169.254", "10.0.0.1")).respond(200, headers=HTML, text=PAGE)
    assert "network" in refused().what or "only http" in refused().what
    assert not inward.called


def test_a_redirect_to_another_public_host_is_judged_anew_and_followed(names, web):
    web.get("https://93.184.216.34/2031/new-rule.html").respond(301, headers={"location": "https://cdn.example.net/a"})
    web.get("https://[2606:2800:220:1::1]/a").respond(200, headers=HTML, text=PAGE)
    assert read_address(URL).url == "https://cdn.example.net/a"
    assert [host for host, _port in names["asked"]] == ["news.example.com", "cdn.example.net"]


def test_redirects_without_end_are_ended(names, web):
    route = web.get("https://93.184.216.34/2031/new-rule.html").respond(302, headers={"location": URL})
    assert "5 redirects" in refused().what
    assert route.call_count == 6


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("ftp://news.example.com/a", "only http"),
        ("file:///etc/passwd", "only http"),
        ("https://", "only http"),
        ("https://me:secret@news.example.com/", "password"),
    ],
)
def test_other_addresses_are_refused(names, url, says):
    error = refused(url)
    assert says in error.what
    assert "secret" not in str(error)


def test_more_than_is_read_is_not_taken_in(names, web, monkeypatch):
    monkeypatch.setattr("workbench.documents.web_article.MOST_PACKED_BYTES", 1_000_000)
    web.get("https://93.184.216.34/2031/new-rule.html").respond(200, headers=HTML, content=b"x" * 1_000_001)
    assert "more than 1 MB" in refused().what


def test_a_small_answer_that_unpacks_to_a_large_one_is_not_unpacked(names, web):
    packed = gzip.compress(bytes(300_000_000), 9)
    assert len(packed) < 400_000
    web.get("https://93.184.216.34/2031/new-rule.html").respond(
        200, headers={**HTML, "content-encoding": "gzip"}, content=packed
    )
    assert "more than 50 MB" in refused().what


def test_a_packed_answer_is_read(names, web):
    web.get("https://93.184.216.34/2031/new-rule.html").respond(
        200, headers={**HTML, "content-encoding": "gzip"}, content=gzip.compress(PAGE.encode())
    )
    assert "四十五個工作日" in read_address(URL).text


def test_a_server_that_drips_is_left_after_a_while(names, web, monkeypatch):
    monkeypatch.setattr(fetching, "MOST_SECONDS", 0.2)

    async def drip(request):
        await asyncio.sleep(5)
        return httpx2.Response(200)

    web.get("https://93.184.216.34/2031/new-rule.html").mock(side_effect=drip)
    assert "no whole answer came" in refused().what


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ({"status_code": 404}, "the server answered 404"),
        ({"status_code": 200, "headers": {"content-type": "image/png"}, "content": b"\x89PNG"}, "image/png"),
        ({"status_code": 200, "headers": HTML, "content": b""}, "nothing came"),
    ],
)
def test_other_answers_are_said(names, web, answer, says):
    web.get("https://93.184.216.34/2031/new-rule.html").respond(**answer)
    assert says in refused().what


def test_a_server_that_cannot_be_reached_is_said(names, web):
    import httpcore2

    web.get("https://93.184.216.34/2031/new-rule.html").mock(side_effect=httpcore2.ConnectError("refused"))
    assert "cannot be reached" in refused().what


def test_the_server_s_encoding_counts(names, web):
    page = PAGE.replace('<meta charset="utf-8">', "")
    web.get("https://93.184.216.34/2031/new-rule.html").respond(
        200, headers={"content-type": "text/html; charset=big5"}, content=page.encode("big5")
    )
    assert "企業須在出口前申請許可證件。" in read_address(URL).text
