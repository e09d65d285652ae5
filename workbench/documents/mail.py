"""A saved e-mail (.eml) → its text and the metadata of its head. Attachments are not read."""

from __future__ import annotations

import email
import email.policy
from datetime import date, datetime
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import parseaddr

from workbench.documents.decoding import decode
from workbench.documents.metadata import Metadata, one_line
from workbench.documents.web_page import read_page
from workbench.errors import WorkbenchError
from workbench.language import _

_MOST_PARTS = 200
_STUB = 0.5
"""A plain text shorter than this share of the page beside it is a stub such as "read this in your browser"."""


def read_mail(data: bytes, where: str) -> tuple[Metadata, str]:
    """What the head says, and the text of the message: its plain text, or its page where that has more to say."""
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        parts = _parts(message)
    except (MessageError, RecursionError, ValueError, IndexError, LookupError):
        parts = None
    if parts is None:
        raise WorkbenchError(
            _("this e-mail is nested too deeply or damaged"),
            where=where,
            way_out=_("Save its text as .txt and add that."),
        )
    plain = "\n".join(_decoded(part, where) for part in parts if part.get_content_type() == "text/plain").strip()
    pages = [_decoded(part, where) for part in parts if part.get_content_type() == "text/html"]
    head = _head(message)
    for page in pages:
        text = _text_of(page, where) if not plain else _text_of_or_none(page, where)
        if text is not None and len(plain) < _STUB * len(text):
            plain = text
    if not plain:
        raise WorkbenchError(
            _("the e-mail has no text of its own"), where=where, way_out=_("Save what is attached to it and add that.")
        )
    return head, plain


def _parts(message: EmailMessage) -> list[EmailMessage] | None:
    """The parts that are text and no attachment, in their order; None where there are too many parts."""
    parts: list[EmailMessage] = []
    for number, part in enumerate(message.walk()):
        if number >= _MOST_PARTS:
            return None
        if part.get_content_maintype() == "text" and part.get_content_disposition() != "attachment":
            parts.append(part)
    return parts


def _decoded(part: EmailMessage, where: str) -> str:
    payload = part.get_payload(decode=True)
    return decode(payload, where, declared=part.get_content_charset()) if isinstance(payload, bytes) and payload else ""


def _text_of(page: str, where: str) -> str:
    return read_page(page, where)[1]


def _text_of_or_none(page: str, where: str) -> str | None:
    try:
        return _text_of(page, where)
    except WorkbenchError:
        return None


def _head(message: EmailMessage) -> Metadata:
    sender, _address = parseaddr(str(message.get("from", "")))
    day = _day(message)
    return Metadata(
        title=one_line(str(message["subject"])) if message["subject"] else None,
        publisher=one_line(sender),
        published=day,
        year=day.year if day else None,
    )


def _day(message: EmailMessage) -> date | None:
    """The day on which it was sent, by the sender's clock."""
    try:
        sent = getattr(message["date"], "datetime", None)
    except (ValueError, TypeError, IndexError):
        return None
    return sent.date() if isinstance(sent, datetime) else None
