"""Queries: phrases that must all be present, with references by their keys.

Whatever is typed is text: no character has a special meaning except quotation marks around a phrase.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from workbench.facts.references import is_key, parse_key
from workbench.search.mentions import find_references, parse_reference
from workbench.search.words import Word, words_of
from workbench.text import fold_script, normalize

MOST_PHRASES = 32
"""Phrases of one query; what a longer one asks beyond them does not count."""

_QUOTED = re.compile('"([^"]*)"|“([^”]*)”|「([^」]*)」|『([^』]*)』')
_WRITTEN_KEY = re.compile(r"(?:[A-Z]+|law|title|case)/\S+")
_CLOSE = re.compile(r"[./:_'’-]?")
_NOT_IN_KEY = re.compile(r"[^\w/-]+")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand one after another."""

    words: tuple[str, ...]
    open: bool = False
    """Whether the last one is a single character that begins a word of the text."""


@dataclass(frozen=True, slots=True)
class Query:
    """Phrases to be found; none where nothing was asked."""

    phrases: tuple[Phrase, ...]


def parse_query(written: str) -> Query:
    """Read words (all must be there), "phrases", and references in any written form."""
    phrases: list[Phrase] = []

    def take(quoted: re.Match[str]) -> str:
        phrases.extend(_one(words_of("".join(quoted.groups(default="")))))
        return " "

    rest = _QUOTED.sub(take, written)
    keys, rest = _without_references(rest)
    phrases += [phrase for key in keys for phrase in _one_key(key)]
    phrases += [phrase for word in rest.split() for group in _close_groups(word) for phrase in _one(group)]
    return Query(tuple(dict.fromkeys(phrases))[:MOST_PHRASES])


def phrase_of(text: str) -> Phrase | None:
    """A text as one phrase; None where it has no word."""
    return next(iter(_one(words_of(text))), None)


def reference_phrase(key: str) -> Phrase | None:
    """What finds the sources that name an instrument: its key as a word."""
    return next(iter(_one_key(key)), None)


def key_word(key: str) -> str:
    """A key as one word of the index; empty where nothing of it is left."""
    return _NOT_IN_KEY.sub("_", fold_script(key).lower()).strip("_")


def key_words(keys: Iterable[str]) -> list[str]:
    """The words that an entry naming these instruments has: each key, and each number without its year."""
    found: dict[str, None] = {}
    for key in keys:
        found[key_word(key)] = None
        number = parse_key(key)
        if number is not None and number.year is not None:
            found[key_word(f"{number.authority}/{number.type}//{number.number}")] = None
    return [word for word in found if word]


def _one(words: list[Word]) -> Iterator[Phrase]:
    """The words as one phrase. A run of Han that ends it may go on in the text: its last character alone says nothing."""
    if not words:
        return
    texts = [word.text for word in words]
    last = texts[-1]
    if len(last) == 1 and not last.isascii():
        follows = len(words) > 1 and words[-2].end == words[-1].end
        yield Phrase(tuple(texts[:-1])) if follows else Phrase(tuple(texts), open=True)
    else:
        yield Phrase(tuple(texts))


def _one_key(key: str) -> Iterator[Phrase]:
    word = key_word(key)
    if word:
        yield Phrase((word,))


def _without_references(text: str) -> tuple[list[str], str]:
    """The keys that a text names, and the text without them."""
    named = parse_key(text.strip())
    if named is not None:
        return [named.key], ""
    normal = normalize(text)
    mentions = find_references(normal)
    keys = [mention.key for mention in mentions]
    for mention in reversed(mentions):
        start, end = normal.span(min(mention.start, mention.phrase_start), mention.end)
        text = f"{text[:start]} {text[end:]}" if start < len(text) else text
    if not keys:
        key = parse_reference(text)
        if key is not None and (parse_key(key) is not None or key.startswith("case/")):
            return [key], ""
    written = [word for word in text.split() if _WRITTEN_KEY.fullmatch(word) and is_key(word)]
    for word in written:
        text = text.replace(word, " ")
    return [*keys, *written], text


def _close_groups(word: str) -> Iterator[list[Word]]:
    """The words of a string without spaces, parted where punctuation parts them: 稀土、石墨 are two, 1C117.d is one."""
    group: list[Word] = []
    for part in words_of(word):
        if group and not _CLOSE.fullmatch(word[group[-1].end : part.start]):
            yield group
            group = []
        group.append(part)
    if group:
        yield group
