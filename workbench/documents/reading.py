"""One file → one `Document`, or one error that names the file and the way out."""

from __future__ import annotations

import stat
from pathlib import Path

from workbench.documents.articles import SUFFIXES, is_plain, shown
from workbench.documents.decoding import decode, pdf_error
from workbench.documents.front_matter import split_front_matter
from workbench.documents.head import recognize_head
from workbench.documents.layout import Layout
from workbench.documents.metadata import Metadata
from workbench.documents.script import script_of
from workbench.documents.tier import law_firm_of, recognize_tier, signed_day
from workbench.documents.web_page import read_page
from workbench.errors import WorkbenchError
from workbench.facts.document import Document, document_id
from workbench.language import _

MOST_BYTES = 10_000_000
"""Largest file that is read: the longest article met has 50 kB, a page with pictures in it a few megabytes."""

_PAGES = frozenset({".html", ".htm"})


def read_document(path: Path, given: Metadata | None = None) -> Document:
    r"""The article at `path`; what is `given` wins over its front matter, and that over what its head shows.

    The text of a .txt or .md file is the file's, character for character, without byte order mark and front matter
    and with `\n` for every line end. Raises `WorkbenchError` for whatever is wrong with the file.
    """
    where = shown(path)
    data = _article_bytes(path, where)
    text = decode(data, where)
    stated, text = _stated(path, text, where)
    if not text.strip():
        raise _empty(where)
    known = (given or Metadata()).over(stated)
    layout = Layout(text)
    known = known.over(recognize_head(layout))
    if known.tier is None:
        known = known.over(_by_form(layout, known))
    return Document(
        id=document_id(data),
        text=text,
        title=known.title,
        publisher=known.publisher,
        published=known.published,
        year=known.published.year if known.published else known.year,
        author=known.author,
        url=known.url,
        tier=known.tier or "news",
        tier_reason=known.tier_reason,
        script=script_of(text),
        name=path.name,
    )


def _stated(path: Path, text: str, where: str) -> tuple[Metadata, str]:
    if path.suffix.lower() in _PAGES:
        return read_page(text, where)
    return split_front_matter(text, where)


def _by_form(layout: Layout, known: Metadata) -> Metadata:
    """The tier, and what follows from it: the firm that publishes, the day under an act's signature."""
    tier, reason = recognize_tier(layout, known)
    day = signed_day(layout) if tier == "official" else None
    return Metadata(
        tier=tier,
        tier_reason=reason,
        publisher=law_firm_of(layout) if tier == "law_firm" else None,
        published=day,
        year=day.year if day else None,
    )


def _article_bytes(path: Path, where: str) -> bytes:
    _refuse_by_name(path, where)
    try:
        status = path.stat()
        _refuse_by_kind(status.st_mode, status.st_size, where)
        data = path.read_bytes()
    except FileNotFoundError:
        raise WorkbenchError(_("no such file"), where=where, way_out=_("Check the path.")) from None
    except OSError as error:
        raise WorkbenchError(
            _("the file cannot be read ({reason})").format(reason=error.strerror),
            where=where,
            way_out=_("Mend its permissions, or copy it somewhere readable."),
        ) from None
    if not data:
        raise _empty(where)
    return data


def _refuse_by_name(path: Path, where: str) -> None:
    if not is_plain(path.name):
        raise WorkbenchError(
            _("the file name holds control characters"), where=where, way_out=_("Rename the file and add it again.")
        )
    if "\x00" in str(path):
        raise WorkbenchError(_("no such file"), where=where, way_out=_("Check the path."))
    suffix = path.suffix.lower()
    if suffix == ".pdf":
        raise pdf_error(where)
    if suffix not in SUFFIXES:
        raise WorkbenchError(
            _("files of this kind are not read"),
            where=where,
            way_out=_("Articles end in {suffixes}; save it as one of these.").format(suffixes=", ".join(SUFFIXES)),
        )


def _refuse_by_kind(mode: int, size: int, where: str) -> None:
    if stat.S_ISDIR(mode):
        raise WorkbenchError(
            _("this is a folder"), where=where, way_out=_("Rename it, or name the articles in it one by one.")
        )
    # A pipe or a device could be read for ever.
    if not stat.S_ISREG(mode):
        raise WorkbenchError(_("this is no ordinary file"), where=where, way_out=_("Copy its content into a file."))
    if size > MOST_BYTES:
        raise WorkbenchError(
            _("{size} MB of text is more than an article has (at most {most} MB)").format(
                size=round(size / 1_000_000), most=MOST_BYTES // 1_000_000
            ),
            where=where,
            way_out=_("Cut it into its articles and add those."),
        )


def _empty(where: str) -> WorkbenchError:
    return WorkbenchError(_("the file holds no text"), where=where, way_out=_("Put the article into it, or remove it."))
