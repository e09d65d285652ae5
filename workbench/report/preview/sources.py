"""What stands behind each line of a draft, read from its provenance, with the words around each quote.

A draft that was edited by hand keeps the sources of the lines that are still there: the provenance has a digest of each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from workbench.escape import escape_url, visible
from workbench.facts.document import Document, Tier
from workbench.facts.fact import WAITING
from workbench.report.drafts.provenance import digest, in_order_of_weight

_REACH = 30
"""Characters of context before and after a quote."""
_LONGEST_QUOTE = 280
_JOINING = "，、；。：()"
_MOST_SOURCES = 12
"""Statements shown behind one line; a line that rests on more says how many."""


class Span(NamedTuple):
    """A quote with the words around it."""

    before: str
    quote: str
    after: str


class Source(NamedTuple):
    """One fact behind a line."""

    fact: str
    kind: str
    state: str
    waiting: bool
    title: str
    byline: str
    """Publisher, date and tier in one phrase."""
    url: str | None
    spans: tuple[Span, ...]


class Behind(NamedTuple):
    """Everything behind one line."""

    sources: tuple[Source, ...]
    more: int
    """How many facts more than are shown."""
    computed: tuple[str, ...]
    waiting: bool
    """Whether any fact behind it waits for a decision."""
    changed: bool
    """Whether the line was changed since the draft was made."""


@dataclass(frozen=True, slots=True)
class SourceWords:
    """How codes are worded for the reader."""

    kind: Callable[[str], str]
    state: Callable[[str], str]
    tier: Callable[[Tier], str]


Sources = Mapping[int, Behind]
"""Number of a line of a report -> what is behind it."""


def sources_of(
    text: str, provenance: Mapping[str, Any], documents: Mapping[str, Document], words: SourceWords
) -> Sources:
    """What is behind each line of `text`, from a draft's provenance.

    `documents` give the context of quotes; one whose text is another by now gives none.
    """
    moves = _moves(provenance["draft"]["line_sha256"], [digest(line) for line in text.removesuffix("\n").split("\n")])
    facts = _Facts(provenance, documents, words)
    found = {}
    for number, entry in provenance["lines"].items():
        at = moves.get(int(number))
        if at is not None:
            ids = in_order_of_weight((*entry.get("facts", ()), *entry.get("waiting", ())), provenance)
            shown, more = facts.distinct(ids)
            computed = tuple(map(_bare, entry.get("computed", ())))
            found[at[0]] = Behind(shown, more, computed, waiting=bool(entry.get("waiting")), changed=at[1])
    return found


def _moves(made: Sequence[str], edited: Sequence[str]) -> dict[int, tuple[int, bool]]:
    """Number of a line as made -> its number in the edited text, and whether its words were changed."""
    if made == edited:
        return {number: (number, False) for number in range(1, len(made) + 1)}
    moves: dict[int, tuple[int, bool]] = {}
    for kind, start, end, other, other_end in SequenceMatcher(None, made, edited, autojunk=False).get_opcodes():
        if kind == "equal" or (kind == "replace" and end - start == other_end - other):
            moves |= {start + step + 1: (other + step + 1, kind != "equal") for step in range(end - start)}
    return moves


class _Facts:
    """The facts of a provenance as sources, each made once."""

    def __init__(self, provenance: Mapping[str, Any], documents: Mapping[str, Document], words: SourceWords) -> None:
        self._facts, self._sources, self._words = provenance["facts"], provenance["documents"], words
        self._texts = {
            id: documents[id].text
            for id, source in self._sources.items()
            if id in documents and digest(documents[id].text) == source["text_sha256"]
        }
        self._made: dict[str, Source] = {}
        self._keys: dict[str, tuple[object, ...]] = {}
        self._named: dict[str, tuple[str, str, str | None]] = {}

    def distinct(self, ids: Iterable[str]) -> tuple[tuple[Source, ...], int]:
        """The first sources behind a line, what waits last, and how many more; facts said in the same words are one."""
        byline: dict[tuple[object, ...], Source] = {}
        left_out = set()
        for id in ids:
            key = self._key(id)
            if key in byline:
                continue
            if len(byline) < _MOST_SOURCES:
                byline[key] = self._source(id)
            else:
                left_out.add(key)
        return tuple(sorted(byline.values(), key=lambda source: source.waiting)), len(left_out)

    def _key(self, id: str) -> tuple[object, ...]:
        """What a fact's words depend on: facts with one key read the same."""
        if id not in self._keys:
            fact = self._facts[id]
            spans = tuple([(span["start"], span["end"]) for span in fact["evidence"]])
            self._keys[id] = fact["document"], fact["kind"], fact["state"], spans or id
        return self._keys[id]

    def _source(self, id: str) -> Source:
        if id not in self._made:
            fact = self._facts[id]
            title, byline, url = self._document(fact["document"])
            self._made[id] = Source(
                fact=id,
                kind=self._words.kind(fact["kind"]),
                state=self._words.state(fact["state"]),
                waiting=fact["state"] in WAITING,
                title=title,
                byline=byline,
                url=url,
                spans=tuple([self._span(fact["document"], span) for span in fact["evidence"]]),
            )
        return self._made[id]

    def _document(self, id: str) -> tuple[str, str, str | None]:
        """A document's title, its publisher and day, and its address."""
        if id not in self._named:
            document = self._sources.get(id, {})
            title = visible(document.get("title") or document.get("name") or id[:10])
            self._named[id] = title, self._byline(document), escape_url(document.get("url") or "")
        return self._named[id]

    def _byline(self, document: Mapping[str, Any]) -> str:
        tier = self._words.tier(document["tier"]) if document.get("tier") else None
        parts = (document.get("publisher"), document.get("published"), tier)
        return " · ".join(visible(str(part)) for part in parts if part)

    def _span(self, document: str, span: Mapping[str, Any]) -> Span:
        start, end, text = span["start"], span["end"], self._texts.get(document, "")
        if text[start:end] != span["quote"]:
            return Span("", _shortened(visible(span["quote"])), "")
        before, after = text[max(0, start - _REACH) : start], text[end : end + _REACH]
        return Span(
            ("…" if start > _REACH else "") + visible(before),
            _shortened(visible(span["quote"])),
            visible(after) + ("…" if end + _REACH < len(text) else ""),
        )


def _bare(figure: str) -> str:
    """A computed figure without the marks that only join it to its line; brackets that close within it stay."""
    bare = visible(figure).strip(_JOINING)
    if bare.count("（") < bare.count("）"):
        bare = bare.rstrip("）" + _JOINING)
    return bare.rstrip("（" + _JOINING)


def _shortened(quote: str) -> str:
    if len(quote) <= _LONGEST_QUOTE:
        return quote
    half = _LONGEST_QUOTE // 2
    return f"{quote[:half]}……{quote[-half:]}"
