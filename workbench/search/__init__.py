"""Full text as values: the words of a text, the phrases of a query, the searched text of a source, and where matches stand.

Names are loaded on first use: a command that only decides parses no words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.loading import load_when_asked

if TYPE_CHECKING:
    from workbench.search.entries import document_words, fact_words, report_words
    from workbench.search.passages import Passage, best_passage
    from workbench.search.query import Phrase, Query, parse_query, phrase_of, reference_phrase
    from workbench.search.words import Word, words_of

_OFFERED_BY = {
    "entries": ("document_words", "fact_words", "report_words"),
    "passages": ("Passage", "best_passage"),
    "query": ("Phrase", "Query", "parse_query", "phrase_of", "reference_phrase"),
    "words": ("Word", "words_of"),
}

__all__ = [
    "Passage",
    "Phrase",
    "Query",
    "Word",
    "best_passage",
    "document_words",
    "fact_words",
    "parse_query",
    "phrase_of",
    "reference_phrase",
    "report_words",
    "words_of",
]

__getattr__ = load_when_asked(__name__, _OFFERED_BY)
