"""Full text as values: the words of a text, what a query asks for, what is searched of a source, and where it stands."""

from workbench.search.entries import document_words, fact_words, report_words
from workbench.search.passages import Passage, best_passage
from workbench.search.query import Phrase, Query, parse_query, phrase_of, reference_phrase
from workbench.search.words import Word, words_of

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
