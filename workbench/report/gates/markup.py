"""Nothing of a source is active: no Liquid, no mark-up but the form's own, no attribute lists, no invisible characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from workbench.report.gates.examined import Examined
from workbench.report.gates.gate import Problem, shortened

CLASSES = frozenset(
    [
        "article-summary",
        "speakable-content",
        "key-takeaway",
        "key-answer",
        "data-highlight",
        "comparison-table",
        "actionable-steps",
    ]
)
"""Classes of the form: what mark-up of the form may set."""

_LIQUID = re.compile(r"\{\{|\}\}|\{%|%\}")
_TAG = re.compile(r"<(?=[A-Za-z/!?])[^<>]*>?")
_OWN_TAG = re.compile(
    r"</(?:div|span)>|<(?:div|span) class=\"(?P<classes>[a-z -]+)\"(?: data-question=\"[^\"<>{}]*\")?(?: markdown=\"1\")?>"
)
_LIST = re.compile(r"\{::?[^{}]*\}?")
_OWN_LIST = re.compile(r"\{:(?P<classes>(?: \.[a-z-]+)+)?(?: data-question=\"[^\"<>{}]*\")?(?: #[a-z][a-z0-9-]*)?\}")
_KRAMDOWN = re.compile(r"(?<!\\)\[\^[^\]\s]+\]|^\s{0,3}\*\[[^\]]+\]:|^\s{0,3}\[[^\]]+\]:\s|(?<!\\)\$\$")
_INVISIBLE = frozenset({"Cc", "Cf", "Co", "Cs", "Cn"})


def nothing_active(examined: Examined) -> Iterator[Problem]:
    """A draft contains no active character, save the mark-up that the form itself sets."""
    for number, line, kind in examined.numbered():
        text = line.text
        # Most lines have none of the characters that any of this begins with, which one search shows.
        if "{" in text or "}" in text:
            found = _LIQUID.search(text)
            if found:
                yield Problem("liquid", number, shortened(text[found.start() :]))
            for attributes in _LIST.finditer(text):
                own = _OWN_LIST.fullmatch(attributes[0])
                if text.strip() != attributes[0] or not _is_own(own):
                    yield Problem("attributes", number, shortened(attributes[0]))
        if "<" in text:
            for tag in _TAG.finditer(text):
                if kind == "front" or not _is_own(_OWN_TAG.fullmatch(tag[0])):
                    yield Problem("html", number, shortened(tag[0]))
        if kind != "front" and ("[" in text or "$$" in text) and _KRAMDOWN.search(text):
            yield Problem("kramdown", number, shortened(text))
        # Nothing unseen is printable; the reverse does not hold: a wide space is neither.
        invisible = set() if text.isprintable() else set(filter(_is_unseen, text))
        if invisible:
            yield Problem("invisible", number, "、".join(sorted(f"U+{ord(mark):04X}" for mark in invisible)))


def _is_unseen(mark: str) -> bool:
    return unicodedata.category(mark) in _INVISIBLE


def _is_own(match: re.Match[str] | None) -> bool:
    if match is None:
        return False
    named = (match.groupdict().get("classes") or "").replace(".", " ").split()
    return set(named) <= CLASSES
