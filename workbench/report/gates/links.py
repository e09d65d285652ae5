"""Links lead somewhere: to files beside the draft, to headings in it, to well-formed addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from workbench.report.gates.examined import Examined
from workbench.report.gates.gate import Problem, shortened
from workbench.verification import read_report

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_SCHEME = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]*:")
_OWN_ID = re.compile(r"\{:[^{}]*#(?P<id>[\w-]+)[^{}]*\}|<[a-z][^<>]*\bid=\"(?P<html>[^\"]+)\"")
_NOT_IN_IDS = re.compile(r"[^\w\- ]")
# A link that is read in one way only, unless what stands beside it has marks that bind more tightly.
_ADDRESS = r"https?://(?:[a-z0-9-]{1,40}\.){1,4}[a-z]{2,20}(?:/[\w./-]*)?"
_SIMPLE_LINK = re.compile(rf"!?\[[^\[\]`\\<&]*\]\((?P<target>{_ADDRESS}|[\w.][\w./-]*)\)", re.ASCII)
_BINDS = re.compile(r"[\[\]`\\<&]")
_UNFINISHED = re.compile(r"(?<!\\)\]\(\s*\)|(?<!\\)\]\([^()\n]*$")


def links_alive(examined: Examined) -> Iterator[Problem]:
    """Every relative link is a file beside the draft, every anchor a heading of it, every address well-formed http(s).

    Nothing is fetched: whether an address still answers is not known here.
    """
    markdown = examined.draft.markdown
    anchors = None
    for line, target in _links(markdown):
        if target.startswith("#"):
            anchors = _anchors(markdown) if anchors is None else anchors
            if unquote(target[1:]) not in anchors:
                yield Problem("dead_anchor", line, shortened(target))
        elif _SCHEME.match(target) or target.startswith("//"):
            if not _is_address(target):
                yield Problem("bad_address", line, shortened(target))
        elif not target or target not in examined.present:
            yield Problem("dead_link", line, shortened(target))
    for number, line_, kind in examined.numbered():
        if kind != "front" and "](" in line_.text and _UNFINISHED.search(line_.text):
            yield Problem("dead_link", number, shortened(line_.text))


def relative_targets(markdown: str) -> frozenset[str]:
    """Targets of the links of a text that are files beside it, as written."""
    return frozenset(
        target
        for _line, target in _links(markdown)
        if target and not target.startswith(("#", "//")) and not _SCHEME.match(target)
    )


def _links(markdown: str) -> Iterator[tuple[int, str]]:
    """Line and target of every link and picture. A draft breaks no link over lines, and its front matter holds none."""
    lines = markdown.split("\n")
    end = lines.index("---", 1) if lines[0] == "---" and "---" in lines[1:] else -1
    for number, text in enumerate(lines[end + 1 :], start=end + 2):
        if "](" in text:
            for target in _targets(text):
                yield number, target


@lru_cache(maxsize=8192)
def _targets(text: str) -> tuple[str, ...]:
    if not _BINDS.search(_SIMPLE_LINK.sub("", text)):
        return tuple(link["target"] for link in _SIMPLE_LINK.finditer(text))
    (inline,) = _parser().parseInline(text)
    return tuple(
        str(child.attrGet("href" if child.type == "link_open" else "src") or "")
        for child in inline.children or ()
        if child.type in {"link_open", "image"}
    )


@cache
def _parser() -> MarkdownIt:
    """Reads `[…](javascript:…)` as the link that kramdown makes of it, where markdown-it leaves text."""
    from markdown_it import MarkdownIt  # here: the links of most drafts are simple

    class EveryLink(MarkdownIt):
        def validateLink(self, url: str) -> bool:  # noqa: ARG002
            return True

    return EveryLink("commonmark")


def _is_address(target: str) -> bool:
    try:
        parts = urlsplit(target)
        port = parts.port
    except ValueError:
        return False
    named = bool(parts.hostname) and "@" not in parts.netloc and not re.search(r"[\s<>\"\\^`{|}]", target)
    return parts.scheme in {"http", "https"} and named and (port is None or port > 0)


def _anchors(markdown: str) -> frozenset[str]:
    """Ids in a text: those given in attribute lists, and those that kramdown's GFM parser makes of headings."""
    found: set[str] = {match["id"] or match["html"] for match in _OWN_ID.finditer(markdown)}
    seen: dict[str, int] = {}
    for unit in read_report(markdown).units:
        if unit.kind != "heading":
            continue
        made = _NOT_IN_IDS.sub("", unit.text.lower()).replace(" ", "-")
        again = seen.get(made, 0)
        seen[made] = again + 1
        found.add(f"{made}-{again}" if again else made)
    return frozenset(found)
