"""An article by its address: fetched, and parsed by the type that the server or its bytes declare."""

from __future__ import annotations

from workbench.documents.fetching import Fetched, fetch_page
from workbench.documents.metadata import Metadata
from workbench.documents.reading import MOST_BYTES, MOST_PACKED_BYTES, Form, Remark, most_bytes, read_article, too_large
from workbench.errors import WorkbenchError
from workbench.facts.document import Document
from workbench.language import _

_FORMS: dict[str, Form] = {
    "text/html": "page",
    "application/xhtml+xml": "page",
    "text/plain": "text",
    "text/markdown": "text",
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "message/rfc822": "mail",
}
_BY_NAME: dict[str, Form] = {".pdf": "pdf", ".docx": "docx", ".htm": "page", ".html": "page", ".txt": "text"}


def read_address(url: str, given: Metadata | None = None, remark: Remark = lambda _words: None) -> Document:
    """The article at an http(s) address, with the address that answered as its own unless another is `given`.

    What the page says of its own address counts less: anybody can write a ministry's address into a page.
    """
    fetched = fetch_page(url, MOST_PACKED_BYTES)
    form = _form_of(fetched)
    if len(fetched.content) > most_bytes(form):
        raise too_large(len(fetched.content), MOST_BYTES, fetched.url)
    if not fetched.content:
        raise WorkbenchError(
            _("nothing came"), where=fetched.url, way_out=_("Open it in a browser, save the page, and add the file.")
        )
    known = (given or Metadata()).over(Metadata(url=fetched.url))
    return read_article(fetched.content, form, fetched.name, fetched.url, known, remark, fetched.charset)


def _form_of(fetched: Fetched) -> Form:
    """What the bytes are: their own mark, else what the server calls them, else the end of the address."""
    if fetched.content.startswith(b"%PDF"):
        return "pdf"
    if fetched.media_type in _FORMS:
        return _FORMS[fetched.media_type]
    suffix = "." + fetched.name.lower().rpartition(".")[2]
    if suffix in _BY_NAME and fetched.media_type in ("", "application/octet-stream", "binary/octet-stream"):
        return _BY_NAME[suffix]
    if not fetched.media_type:
        return "page"
    raise WorkbenchError(
        _("what is there is no article but {kind}").format(kind=ascii(fetched.media_type)[1:-1][:80]),
        where=fetched.url,
        way_out=_("Name the address of the article itself."),
    )
