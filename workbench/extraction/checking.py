"""Grounding proposed facts while an answer is validated; the document is passed in a context variable."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from copy import copy
from functools import cached_property

from workbench.facts.document import Document
from workbench.facts.fact import Fact
from workbench.facts.kinds import AnyContent
from workbench.grounding import Aligner, Rejection, ground
from workbench.grounding.source import Source, source_of
from workbench.recognition.reading import Reading
from workbench.recognition.references import canonical_references


class Checker:
    """Grounds proposed facts in one document, and in the piece of it that the model was shown."""

    def __init__(self, document: Document) -> None:
        """The document is prepared when the first fact is grounded."""
        self.document = document
        self._near: int | None = None
        self._prepared: list[Source] = []
        self._held: dict[tuple[AnyContent, tuple[str, ...], int | None], Fact | Rejection] = {}

    @property
    def reading(self) -> Reading:
        """The document prepared for the rules."""
        return self._source.reading

    @property
    def _source(self) -> Source:
        if not self._prepared:  # a list, so that the pieces of one document prepare it once
            self._prepared.append(source_of(self.document, Aligner(self.document.text)))
        return self._prepared[0]

    def for_piece(self, start: int) -> Checker:
        """A checker for the piece that begins at `start`: of several equal places, a quote means the one nearest to it."""
        piece = copy(self)
        piece._near = start
        return piece

    def ground(self, content: AnyContent, quotes: Sequence[str]) -> Fact | Rejection:
        """The fact with its spans and checks, or why it is none; references get their canonical keys first.

        Results are kept, since an answer is validated twice: as a whole, then item by item.
        """
        asked = (content, tuple(quotes), self._near)
        if asked not in self._held:
            self._held[asked] = self._grounded(content, quotes)
        return self._held[asked]

    def _grounded(self, content: AnyContent, quotes: Sequence[str]) -> Fact | Rejection:
        return ground(
            canonical_references(content, self.document),
            quotes,
            self.document,
            "model",
            aligner=self._source.aligner,
            context_keys=_KeysAt(self, quotes),
            near=self._near,
        )

    def keys_at(self, quotes: Sequence[str]) -> frozenset[str]:
        """The acts that the text is about where these quotes stand, though they may not name them."""
        source, reading = self._source, self.reading
        keys = {reading.own_key, reading.speaking_key}
        for quote in quotes:
            place = source.aligner.align(quote, hint=self._near)
            if place is not None:
                keys.add(reading.instrument_at(reading.normal.offset(place.start)))
        return frozenset(key for key in keys if key)


class _KeysAt(Container[str]):
    """`Checker.keys_at`, looked up only when a value is a reference, which few are."""

    def __init__(self, checker: Checker, quotes: Sequence[str]) -> None:
        self._checker, self._quotes = checker, quotes

    def __contains__(self, key: object) -> bool:
        return key in self._keys

    @cached_property
    def _keys(self) -> frozenset[str]:
        return self._checker.keys_at(self._quotes)


_CHECKER: ContextVar[Checker] = ContextVar("checker")


@contextmanager
def checking_against(checker: Checker) -> Iterator[Checker]:
    """Facts validated in the block are grounded by this checker; safe under `gather`."""
    token = _CHECKER.set(checker)
    try:
        yield checker
    finally:
        _CHECKER.reset(token)


def current_checker() -> Checker:
    """The checker in force; raises `LookupError` outside `checking_against`."""
    return _CHECKER.get()
