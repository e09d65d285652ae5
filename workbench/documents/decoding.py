"""Bytes → text: UTF-8 with or without a byte order mark, or GB18030; anything else is refused, nothing is replaced."""

from __future__ import annotations

import codecs
import re

from workbench.errors import WorkbenchError
from workbench.language import _

# Formats that people rename or save under a text suffix; %PDF is told apart because PDF has a way out of its own.
_SIGNATURES = (
    b"PK\x03\x04",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\xd0\xcf\x11\xe0",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"\x7fELF",
)
_MARKS_16_32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CONTROLS = re.compile(rb"[\x00-\x06\x0e-\x1a\x1c-\x1f]")
_CONTROLS_OF_BINARY = 0.01
_CHINESE_ENCODINGS = frozenset({"gb18030", "gbk", "gb2312"})
# How far a file may be from valid UTF-8 and still be meant as such: then the byte is named instead of another guess.
_BROKEN_SHARE = 0.02
_RIVALS = ["gb18030", "gbk", "big5", "big5hkscs", "shift_jis", "euc_jp", "euc_kr", "cp1252", "cp1251", "koi8_r"]


def decode(data: bytes, where: str) -> str:
    r"""The text behind the bytes of one file, `\r\n` and `\r` as `\n`; `where` names the file in errors."""
    _refuse_binary(data, where)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        text = _decode_chinese(data, error, where)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _refuse_binary(data: bytes, where: str) -> None:
    if data.startswith(b"%PDF"):
        raise pdf_error(where)
    if data.startswith(_MARKS_16_32):
        raise _not_text(_("it is UTF-16 or UTF-32, which is not read"), where)
    controls = len(_CONTROLS.findall(data))
    if b"\x00" in data or data.startswith(_SIGNATURES) or controls > _CONTROLS_OF_BINARY * len(data):
        raise _not_text(_("it is binary, not text"), where)


def pdf_error(where: str) -> WorkbenchError:
    """What is said of a PDF, whatever its file is called."""
    return WorkbenchError(
        _("PDF is not read yet"), where=where, way_out=_("Save the article as text (.txt, UTF-8) and add that.")
    )


def _not_text(what: str, where: str) -> WorkbenchError:
    return WorkbenchError(what, where=where, way_out=_("Save the article as a UTF-8 text file and add that."))


def _decode_chinese(data: bytes, error: UnicodeDecodeError, where: str) -> str:
    if not _is_broken_utf8(data):
        try:
            text = data.decode("gb18030")
        except UnicodeDecodeError:
            text = ""
        if text and _looks_like_gb18030(data):
            return text
    raise _not_text(
        _("its bytes are neither UTF-8 nor GB18030 (first bad byte at {offset})").format(offset=error.start), where
    )


def _is_broken_utf8(data: bytes) -> bool:
    """UTF-8 with a few bad bytes: GB18030 would often swallow the whole as other, wrong, characters."""
    repaired = data.decode("utf-8", errors="replace")
    multi_byte = sum(char > "\x7f" for char in repaired)
    return repaired.count("\ufffd") <= max(2, _BROKEN_SHARE * multi_byte) and multi_byte > repaired.count("\ufffd")


def _looks_like_gb18030(data: bytes) -> bool:
    from charset_normalizer import from_bytes

    # Short texts fit several encodings equally well; in this workbench Chinese is the likeliest of equals.
    matches = list(from_bytes(data[:200_000], cp_isolation=_RIVALS))
    least = min((match.chaos for match in matches), default=0.0)
    return any(match.encoding in _CHINESE_ENCODINGS and match.chaos <= least for match in matches)
