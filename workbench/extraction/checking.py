"""The document that proposed facts are held against while an answer is read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from copy import copy

from workbench.facts.document import Document
from workbench.facts.fact import Fact
from workbench.facts.kinds import AnyContent
from workbench.grounding import Aligner, Rejection, ground
from workbench.recognition import canonical_references


class Check:
    """One document, prepared once, and the piece of it that the model was shown."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._aligner = Aligner(document.text)
        self._near: int | None = None
        self._keys: tuple[str, ...] = ()

    def for_piece(self, start: int, instrument: str | None) -> Check:
        """The same document, for the piece that begins at `start` and goes on about `instrument` (a key).

        Of equal places a quote then means the one nearest to the piece.
        """
        piece = copy(self)
        piece._near = start
        piece._keys = (instrument,) if instrument else ()
        return piece

    def ground(self, content: AnyContent, quotes: Sequence[str]) -> Fact | Rejection:
        """The fact with its spans and checks, or why it is none; references get their canonical keys first."""
        keyed = canonical_references(content, self.document)
        return ground(keyed, quotes, self.document, "model", aligner=self._aligner, context_keys=self._keys)

    def reasons(self, rejection: Rejection) -> tuple[str, ...]:
        """Why a fact was refused, as codes with their detail."""
        return tuple(rejection.reasons)


_CHECK: ContextVar[Check] = ContextVar("check")


@contextmanager
def checking_against(check: Check) -> Iterator[Check]:
    """Answers read inside are held against this document; safe under `gather`."""
    token = _CHECK.set(check)
    try:
        yield check
    finally:
        _CHECK.reset(token)


def current_check() -> Check:
    """The document in hand; reading an answer without one is a fault of the program."""
    return _CHECK.get()
