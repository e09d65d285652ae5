"""Bytes → text: Unicode in its forms, GB18030 or Big5; anything else is refused, nothing is replaced."""

from __future__ import annotations

import codecs
import re
import unicodedata
from functools import lru_cache

from workbench.errors import WorkbenchError
from workbench.language import _

# Formats that people rename or save under a text suffix.
_SIGNATURES = (
    b"%PDF",
    b"PK\x03\x04",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\xd0\xcf\x11\xe0",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"\x7fELF",
)
# The marks of UTF-32 begin with those of UTF-16, so they are tried first.
_MARKED = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = re.compile(rb"[\x00-\x06\x0e-\x1a\x1c-\x1f]")
_CONTROLS_OF_BINARY = 0.01
_CODECS = {"gb18030": ("gb18030",), "big5": ("cp950", "big5hkscs")}
_NAMES = {
    "gb18030": "gb18030", "gbk": "gb18030", "gb2312": "gb18030", "x-gbk": "gb18030", "cp936": "gb18030",
    "big5": "big5", "big5hkscs": "big5", "big5-hkscs": "big5", "cp950": "big5", "x-x-big5": "big5",
}  # fmt: skip
"""Names that pages and tools give the two encodings -> the wider encoding that includes them."""
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w-]{3,20})""", re.IGNORECASE
)
_DECLARED_WITHIN = 4_096
_CLEARLY_MORE = 0.1
# How far a file may be from valid UTF-8 and still be meant as such: then the byte is named instead of another guess.
_BROKEN_SHARE = 0.02
_RIVALS = [
    "gb18030",
    "gbk",
    "big5",
    "big5hkscs",
    "cp950",
    "shift_jis",
    "euc_jp",
    "euc_kr",
    "cp1252",
    "cp1251",
    "koi8_r",
]
_SAMPLE = 200_000


def decode(data: bytes, where: str, declared: str | None = None) -> str:
    r"""The text behind the bytes of one file, `\r\n` and `\r` as `\n`; `where` names the file in errors.

    `declared` is the encoding that the sender named. It decides between GB18030 and Big5 and nothing else: what is
    declared is often wrong, and bytes that are valid UTF-8 are UTF-8.
    """
    marked = next((name for mark, name in _MARKED if data.startswith(mark)), None)
    try:
        if marked is not None:
            text = data.decode(marked)
        else:
            _refuse_binary(data, where)
            text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if marked is not None:
            raise _not_text(_("its bytes are no valid {encoding}").format(encoding=marked.upper()), where) from None
        text = _decode_chinese(data, error, where, declared)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def is_binary(data: bytes) -> bool:
    """Whether bytes are a known format other than text, or contain what no text does."""
    if data.startswith(tuple(mark for mark, _name in _MARKED)):
        return False
    controls = len(_CONTROLS.findall(data))
    return b"\x00" in data or data.startswith(_SIGNATURES) or controls > _CONTROLS_OF_BINARY * len(data)


def _refuse_binary(data: bytes, where: str) -> None:
    if is_binary(data):
        raise _not_text(_("it is binary, not text"), where)


def _not_text(what: str, where: str) -> WorkbenchError:
    return WorkbenchError(what, where=where, way_out=_("Save the article as a UTF-8 text file and add that."))


def _decode_chinese(data: bytes, error: UnicodeDecodeError, where: str, declared: str | None) -> str:
    if not _is_broken_utf8(data):
        texts = {name: text for name in _CODECS if (text := _decoded(data, name)) is not None}
        named = _NAMES.get((declared or _declared_in(data) or "").lower())
        if named in texts:
            return texts[named]
        if texts and _looks_chinese(data):
            return _more_usual(texts)
    raise _not_text(
        _("its bytes are neither UTF-8 nor GB18030 nor Big5 (first bad byte at {offset})").format(offset=error.start),
        where,
    )


def _decoded(data: bytes, name: str) -> str | None:
    for codec in _CODECS[name]:
        try:
            return data.decode(codec)
        except UnicodeDecodeError:
            continue
    return None


def _declared_in(data: bytes) -> str | None:
    match = _DECLARED.search(data[:_DECLARED_WITHIN])
    return match[1].decode("ascii", "replace") if match else None


def _is_broken_utf8(data: bytes) -> bool:
    """UTF-8 with a few bad bytes: GB18030 would often swallow the whole as other, wrong, characters."""
    repaired = data.decode("utf-8", errors="replace")
    multi_byte = sum(char > "\x7f" for char in repaired)
    return repaired.count("\ufffd") <= max(2, _BROKEN_SHARE * multi_byte) and multi_byte > repaired.count("\ufffd")


def _looks_chinese(data: bytes) -> bool:
    from charset_normalizer import from_bytes

    # Short texts fit several encodings equally well; in this workbench Chinese is the likeliest of equals.
    matches = list(from_bytes(data[:_SAMPLE], cp_isolation=_RIVALS))
    least = min((match.chaos for match in matches), default=0.0)
    return any(match.encoding in _NAMES and match.chaos <= least for match in matches)


def _more_usual(texts: dict[str, str]) -> str:
    """Of the readings of some bytes, the one with the more usual characters; GB18030 where neither has clearly more."""
    usual = {name: _usual_share(text[:_SAMPLE]) for name, text in texts.items()}
    best = "gb18030" if "gb18030" in texts else "big5"
    if "big5" in texts and usual["big5"] > usual.get(best, 0.0) + _CLEARLY_MORE:
        best = "big5"
    return texts[best]


def _usual_share(text: str) -> float:
    """Share of the usual characters among those that are not ASCII."""
    wide = [char for char in text if char > "\x7f"]
    return sum(char in _usual_characters() for char in wide) / len(wide) if wide else 0.0


@lru_cache(maxsize=1)
def _usual_characters() -> frozenset[str]:
    """The first levels of both standards, which contain the characters in daily use, and the marks of Chinese text."""
    first_levels = [
        *(bytes((lead, trail)).decode("gb2312", "ignore") for lead in range(0xB0, 0xD8) for trail in range(0xA1, 0xFF)),
        *(
            bytes((lead, trail)).decode("big5", "ignore")
            for lead in range(0xA4, 0xC7)
            for trail in (*range(0x40, 0x7F), *range(0xA1, 0xFF))
        ),
    ]
    marks = "\u3000、。，；：？！「」『』《》〈〉（）【】〔〕“”‘’—…·％"
    return frozenset(
        char for char in (*first_levels, *marks) if char and not unicodedata.category(char).startswith("C")
    )
