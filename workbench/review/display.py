"""Source text made harmless for a terminal: one character for one, so that offsets stay true."""

from __future__ import annotations

import unicodedata

SUBSTITUTE = "␚"
"""Stands for what has no shape of its own: bidirectional controls, zero-width characters, lone surrogates."""

_CONTROL_PICTURES = 0x2400
_REGIONAL_A, _REGIONAL_Z = 0x1F1E6, 0x1F1FF
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_VARIATIONS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0), range(0x180B, 0x180E))
_SHAPELESS = frozenset({"Cc", "Cf", "Cs", "Cn", "Zl", "Zp"})
_BLANK_LETTERS = frozenset({0x115F, 0x1160, 0x3164, 0xFFA0, 0x2800, 0x034F})


class _Shown(dict[int, str]):
    """What each code point is shown as, found once."""

    def __missing__(self, code: int) -> str:
        self[code] = shown = _shown(code)
        return shown


def _shown(code: int) -> str:
    char = chr(code)
    if char in "\t\r":
        return " "
    if code < 0x20:
        return chr(_CONTROL_PICTURES + code)
    if code == 0x7F:
        return "␡"
    if _REGIONAL_A <= code <= _REGIONAL_Z:
        # Flags are pairs whose width terminals disagree on; their letters say the same.
        return chr(ord("A") + code - _REGIONAL_A)
    if unicodedata.category(char) in _SHAPELESS or code in _BLANK_LETTERS or code in _SKIN_TONES:
        return SUBSTITUTE
    if any(code in variation for variation in _VARIATIONS):
        return SUBSTITUTE
    return char


_TABLE = _Shown({ord("\n"): "\n"})


def neutral(text: str) -> str:
    """`text` with nothing in it that a terminal obeys or hides; of the same length, line feeds kept."""
    return text.translate(_TABLE)


def one_line(text: str) -> str:
    """`neutral` text on one line, of the same length."""
    return neutral(text).replace("\n", " ")
