"""Fetches one web page by its address, within limits of size and time.

Only http and https, and only public addresses: the name is resolved here, every address is vetted, and the connection goes to
the very address that was vetted, so that a name that resolves differently a moment later changes nothing. Each redirect is
vetted anew. Proxies of the environment are not used, since they hide which host is connected to.
"""

from __future__ import annotations

import asyncio
import re
import socket
import zlib
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

import httpx2

from workbench.documents.addresses import is_literal, is_public
from workbench.errors import WorkbenchError
from workbench.language import _

MOST_SECONDS = 30
"""From the first look-up to the last byte, all redirects included."""
MOST_REDIRECTS = 5
_PORTS = {"http": 80, "https": 443}
_REDIRECTS = (301, 302, 303, 307, 308)
_HEADERS = {"User-Agent": "drafting-workbench", "Accept": "text/html, text/plain, application/pdf, */*;q=0.5"}
_ENCODINGS = ("gzip", "x-gzip", "deflate")

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
"""Host and port → the IP addresses behind the name."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came from an address."""

    url: str
    """The address that answered in the end."""
    content: bytes
    media_type: str
    """What the server calls it, in small letters, such as text/html; empty where it does not say."""
    charset: str | None

    @property
    def name(self) -> str:
        """The last word of its path, or its host."""
        url = httpx2.URL(self.url)
        last = unquote(url.path).rstrip("/").rpartition("/")[2]
        return re.sub(r"[^\w.-]+", "_", last)[:100] or url.host


def fetch_page(url: str, most: int) -> Fetched:
    """What the server at `url` answers, at most `most` bytes of it.

    Raises `WorkbenchError` for any other answer than 200, for what is not public, too large or too slow.
    """
    return asyncio.run(_fetch_in_time(url, most, _resolve))


async def _fetch_in_time(url: str, most: int, resolve: Resolve) -> Fetched:
    try:
        async with asyncio.timeout(MOST_SECONDS):
            return await _fetch(url, most, resolve)
    except TimeoutError:
        raise _refusal(url, _("no whole answer came within {seconds} seconds").format(seconds=MOST_SECONDS)) from None
    except httpx2.HTTPError as error:
        raise _refusal(url, _("the server cannot be reached ({reason})").format(reason=_reason(error))) from None


async def _fetch(url: str, most: int, resolve: Resolve) -> Fetched:
    # Proxies and passwords of the environment (.netrc) are not for servers that an article names.
    context = httpx2.create_ssl_context(trust_env=True)
    async with httpx2.AsyncClient(trust_env=False, verify=context, follow_redirects=False) as client:
        address = url
        for _hop in range(MOST_REDIRECTS + 1):
            asked = _checked(address)
            request = _pinned(client, asked, await _public_address(asked, resolve))
            response = await client.send(request, stream=True)
            try:
                if response.status_code in _REDIRECTS and "location" in response.headers:
                    address = str(asked.join(response.headers["location"]))
                    continue
                if response.status_code != 200:
                    raise _refusal(str(asked), _("the server answered {status}").format(status=response.status_code))
                content = await _content(response, most, str(asked))
                media_type, charset = _type(response)
                return Fetched(str(asked.copy_with(fragment=None)), content, media_type, charset)
            finally:
                await response.aclose()
    raise _refusal(url, _("it leads on and on ({count} redirects)").format(count=MOST_REDIRECTS))


def _checked(written: str) -> httpx2.URL:
    try:
        url = httpx2.URL(written)
    except (httpx2.InvalidURL, UnicodeError, ValueError):
        raise _refusal(written, _("this is no address of a page")) from None
    if url.scheme not in _PORTS or not url.host:
        raise _refusal(written, _("only http:// and https:// addresses are read"))
    if url.userinfo:
        raise _refusal(str(url.copy_with(userinfo=b"")), _("an address with a password in it is not read"))
    return url


async def _public_address(url: httpx2.URL, resolve: Resolve) -> str:
    """The first address of the host, if all of them are public: of a mixed answer none is trusted."""
    try:
        found = [url.host] if is_literal(url.host) else await resolve(url.host, url.port or _PORTS[url.scheme])
    except OSError:
        raise _refusal(str(url), _("there is no host of this name, or no network")) from None
    if not found or not all(map(is_public, found)):
        raise _refusal(str(url), _("it leads into a private or local network, where no articles are fetched from"))
    return found[0]


async def _resolve(host: str, port: int) -> list[str]:
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_kind, address in found))


def _pinned(client: httpx2.AsyncClient, url: httpx2.URL, address: str) -> httpx2.Request:
    """A request for `url` that connects to `address`; its certificate is still checked against the name."""
    return client.build_request(
        "GET",
        url.copy_with(host=address, fragment=None),
        headers={**_HEADERS, "Host": url.netloc.decode("ascii"), "Accept-Encoding": "gzip"},
        extensions={"sni_hostname": url.raw_host.decode("ascii")},
    )


async def _content(response: httpx2.Response, most: int, url: str) -> bytes:
    """The body, unpacked here so that a small answer cannot become a large one before it is measured."""
    encoding = response.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in (*_ENCODINGS, "identity", ""):
        raise _refusal(url, _("the server compresses its answer in a way that was not asked for"))
    unpack = zlib.decompressobj(wbits=47) if encoding in _ENCODINGS else None
    content = bytearray()
    try:
        async for chunk in response.aiter_raw():
            content += chunk if unpack is None else unpack.decompress(chunk, most + 1 - len(content))
            if len(content) > most:
                raise _refusal(url, _("more than {most} MB came").format(most=most // 1_000_000))
    except zlib.error:
        raise _refusal(url, _("its answer is damaged")) from None
    return bytes(content)


def _type(response: httpx2.Response) -> tuple[str, str | None]:
    declared = response.headers.get("content-type", "")
    charset = re.search(r"charset\s*=\s*[\"']?([\w-]{3,20})", declared, re.IGNORECASE)
    return declared.partition(";")[0].strip().lower(), charset[1] if charset else None


def _reason(error: httpx2.HTTPError) -> str:
    return type(error).__name__


def _refusal(url: str, what: str) -> WorkbenchError:
    return WorkbenchError(
        what,
        where=ascii(url)[1:-1][:300],
        way_out=_("Open it in a browser, save the page (.html) or its text, and add the file with --url."),
    )
