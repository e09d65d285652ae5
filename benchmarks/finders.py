"""Ways to find a quote in a text, all called alike: the aligner, `str.find`, RapidFuzz, LangExtract.

A finder is made for one text and gives, for a quote and where it was cut from, the span and tier that it claims, or None.
LangExtract is looked for in `.bench`, where `make bench` installs it; it is no part of the program's environment.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from pathlib import Path

from rapidfuzz import fuzz

from workbench.grounding.alignment import Aligner

Found = tuple[int, int, str] | None
Finder = Callable[[str, tuple[int, int]], Found]

RIVALS = Path(__file__).resolve().parent.parent / ".bench"
CHUNK = 1_000  # characters that LangExtract shows a model at once by default
_FUZZY = 75


def aligner(text: str) -> Finder:
    """This program's."""
    ours = Aligner(text)

    def find(quote: str, _: tuple[int, int]) -> Found:
        found = ours.align(quote)
        return None if found is None or found.tier == "suspect" else (found.start, found.end, found.tier)

    return find


def plain(text: str) -> Finder:
    """`str.find`."""

    def find(quote: str, _: tuple[int, int]) -> Found:
        start = text.find(quote)
        return None if start < 0 else (start, start + len(quote), "exact")

    return find


def rapidfuzz(text: str) -> Finder:
    """`partial_ratio_alignment` with a score of 75 or more."""

    def find(quote: str, _: tuple[int, int]) -> Found:
        hit = fuzz.partial_ratio_alignment(quote, text, score_cutoff=_FUZZY)
        return None if hit is None else (hit.dest_start, hit.dest_end, "fuzzy")

    return find


def langextract_is_there() -> bool:
    """Whether LangExtract can be imported, from where `make bench` puts it; what the program rests on comes first."""
    if RIVALS.is_dir() and str(RIVALS) not in sys.path:
        sys.path.append(str(RIVALS))
    try:
        import langextract.resolver  # noqa: F401
        from absl import logging as absl_logging
    except ImportError:
        return False
    absl_logging.set_verbosity(absl_logging.ERROR)
    logging.getLogger("langextract").setLevel(logging.ERROR)
    return True


def langextract_default(text: str) -> Finder:
    """LangExtract as it comes: its tokenizer for Latin words, a prefix counts as a match."""
    return _langextract(text, by_character=False, prefixes=True)


def langextract_best(text: str) -> Finder:
    """LangExtract as it does best on Chinese: a token for each character, no prefixes."""
    return _langextract(text, by_character=True, prefixes=False)


def langextract_whole(text: str) -> Finder:
    """The same on the whole text at once."""
    return _langextract(text, by_character=True, prefixes=False, chunk=len(text))


def _langextract(text: str, *, by_character: bool, prefixes: bool, chunk: int = CHUNK) -> Finder:
    from langextract import chunking, resolver
    from langextract.core import data, tokenizer

    tokens = tokenizer.UnicodeTokenizer() if by_character else tokenizer.RegexTokenizer()
    document = data.Document(text=text)
    document.tokenized_text = tokens.tokenize(text)
    chunks = [
        (each.char_interval.start_pos, each.char_interval.end_pos)
        for each in chunking.ChunkIterator(
            document.tokenized_text, max_char_buffer=chunk, document=document, tokenizer_impl=tokens
        )
    ]

    def find(quote: str, origin: tuple[int, int]) -> Found:
        near = [part for part in chunks if part[0] < origin[1] and origin[0] < part[1]] or chunks[:1]
        start, end = near[0][0], near[-1][1]
        wanted = data.Extraction(extraction_class="quote", extraction_text=quote)
        (aligned,) = resolver.Resolver().align(
            [wanted],
            text[start:end],
            token_offset=0,
            char_offset=start,
            tokenizer_inst=tokens,
            accept_match_lesser=prefixes,
            enable_fuzzy_alignment=True,
        )
        interval = aligned.char_interval
        if interval is None or interval.start_pos is None:
            return None
        return interval.start_pos, interval.end_pos, aligned.alignment_status.value

    return find
