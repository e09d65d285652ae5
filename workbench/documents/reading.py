"""One file → one `Document`, or one error that names the file and the way out."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from workbench.causes import system_cause
from workbench.documents.articles import SUFFIXES, is_plain, shown
from workbench.documents.decoding import decode
from workbench.documents.front_matter import split_front_matter
from workbench.documents.head import recognize_head
from workbench.documents.layout import Layout
from workbench.documents.mail import read_mail
from workbench.documents.metadata import Metadata
from workbench.documents.packed import read_packed
from workbench.documents.script import script_of
from workbench.documents.tier import law_firm_of, recognize_tier, signed_day
from workbench.documents.web_page import read_page
from workbench.errors import WorkbenchError
from workbench.facts.document import Document, document_id
from workbench.language import _

MOST_BYTES = 10_000_000
"""Largest text or page that is read: the longest article met has 50 kB, a page with pictures in it a few megabytes."""
MOST_PACKED_BYTES = 50_000_000
"""Largest PDF, Word file or e-mail: their pictures are not read."""

MOST_CHARACTERS = 1_000_000
"""Longest text that is read: fifty times the longest article met."""
LONGEST_STRETCH = 20_000
"""Most characters without a full stop or the end of a line: a table in one line has some thousands."""
_STRETCH = re.compile(rf"[^。．.!?！？；;\n]{{{LONGEST_STRETCH + 1}}}")

Form = Literal["text", "page", "pdf", "docx", "mail"]
"""How the bytes of an article are read."""

_FORMS: dict[str, Form] = {".html": "page", ".htm": "page", ".pdf": "pdf", ".docx": "docx", ".eml": "mail"}

Remark = Callable[[str], None]
"""Takes what has to be said of an article that was read all the same."""


def read_document(path: Path, given: Metadata | None = None, remark: Remark = lambda _words: None) -> Document:
    r"""The article at `path`; what is `given` wins over its front matter, and that over what its head shows.

    The text of a .txt or .md file is the file's, character for character, without byte order mark and front matter
    and with `\n` for every line end. Raises `WorkbenchError` for whatever is wrong with the file.
    """
    where = shown(path)
    form = _FORMS.get(path.suffix.lower(), "text")
    data = _article_bytes(path, form, where)
    return read_article(data, form, path.name, where, given or Metadata(), remark)


def read_article(
    data: bytes, form: Form, name: str, where: str, given: Metadata, remark: Remark, declared: str | None = None
) -> Document:
    """The article behind some bytes; `name` is kept with it, `declared` is the encoding that its sender named."""
    if form == "text" and data.startswith(b"%PDF"):
        form = "pdf"  # a PDF under another name
    stated, text = _stated(data, form, where, remark, declared)
    if not text.strip():
        raise _empty(where)
    _refuse_endless(text, where)
    known = given.over(stated)
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
        name=name,
    )


def _stated(data: bytes, form: Form, where: str, remark: Remark, declared: str | None) -> tuple[Metadata, str]:
    if form == "pdf" or form == "docx":
        text, remarks = read_packed(form, data, where)
        for words in remarks:
            remark(f"{where}: {words}")
        return Metadata(), text
    if form == "mail":
        return read_mail(data, where)
    text = decode(data, where, declared)
    return read_page(text, where) if form == "page" else split_front_matter(text, where)


def _refuse_endless(text: str, where: str) -> None:
    """What no reader could take in keeps the rules busy for hours: they read sentence by sentence."""
    if len(text) > MOST_CHARACTERS:
        raise WorkbenchError(
            _("{count} characters are more than an article has (at most {most})").format(
                count=len(text), most=MOST_CHARACTERS
            ),
            where=where,
            way_out=_("Cut it into its articles and add those."),
        )
    if _STRETCH.search(text):
        raise WorkbenchError(
            _("it goes on for more than {most} characters without a full stop or the end of a line").format(
                most=LONGEST_STRETCH
            ),
            where=where,
            way_out=_("Remove what is not text of the article, or break its lines, and add it again."),
        )


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


def _article_bytes(path: Path, form: Form, where: str) -> bytes:
    _refuse_by_name(path, where)
    try:
        status = path.stat()
        _refuse_by_kind(status.st_mode, status.st_size, most_bytes(form), where)
        data = path.read_bytes()
    except FileNotFoundError:
        raise WorkbenchError(_("no such file"), where=where, way_out=_("Check the path.")) from None
    except OSError as error:
        raise WorkbenchError(
            _("the file cannot be read ({reason})").format(reason=system_cause(error)),
            where=where,
            way_out=_("Mend its permissions, or copy it somewhere readable."),
        ) from None
    if not data:
        raise _empty(where)
    return data


def _refuse_by_name(path: Path, where: str) -> None:
    if not is_plain(path.name):
        raise WorkbenchError(
            _("the file name contains control characters"), where=where, way_out=_("Rename the file and add it again.")
        )
    suffix = path.suffix.lower()
    if "\x00" in str(path) or (suffix not in SUFFIXES and not os.path.exists(path)):  # noqa: PTH110  # never raises
        raise WorkbenchError(_("no such file"), where=where, way_out=_("Check the path."))
    if suffix not in SUFFIXES:
        raise WorkbenchError(
            _("files of this kind are not read"),
            where=where,
            way_out=_("Articles end in {suffixes}; save it as one of these.").format(suffixes=", ".join(SUFFIXES)),
        )


def _refuse_by_kind(mode: int, size: int, most: int, where: str) -> None:
    if stat.S_ISDIR(mode):
        raise WorkbenchError(
            _("this is a folder"), where=where, way_out=_("Rename it, or name the articles in it one by one.")
        )
    # A pipe or a device could be read for ever.
    if not stat.S_ISREG(mode):
        raise WorkbenchError(_("this is no ordinary file"), where=where, way_out=_("Copy its content into a file."))
    if size > most:
        raise too_large(size, most, where)


def most_bytes(form: Form) -> int:
    """The largest article of a form, in bytes."""
    return MOST_BYTES if form in ("text", "page") else MOST_PACKED_BYTES


def too_large(size: int, most: int, where: str) -> WorkbenchError:
    """What is said of a file or page of more bytes than any article has."""
    return WorkbenchError(
        _("{size} MB of text is more than an article has (at most {most} MB)").format(
            size=round(size / 1_000_000), most=most // 1_000_000
        ),
        where=where,
        way_out=_("Cut it into its articles and add those."),
    )


def _empty(where: str) -> WorkbenchError:
    return WorkbenchError(
        _("the file contains no text"), where=where, way_out=_("Put the article into it, or remove it.")
    )
