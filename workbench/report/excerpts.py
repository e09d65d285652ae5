"""The source's own words where a fact's fields say too little: whole sentences of its quotes, never cut inside a clause."""

from __future__ import annotations

import re

from workbench.facts.fact import Record
from workbench.report import phrasing
from workbench.text import fold_script

_LONGEST = 120
_SENTENCE_ENDS = re.compile(r"(?<=[。；;！？])")
_CLAUSE_ENDS = re.compile(r"(?<=[，,：:、])")


def excerpt(record: Record, words: tuple[str, ...] = ()) -> str:
    """The first sentence of a record's quotes that holds one of `words`, else all of them, as safe Markdown in 「」.

    What is longer than a line bears ends after a whole clause, with ……. Empty where the record has no quote.
    """
    quote = "……".join(span.quote.strip() for span in record.evidence)
    wanted = tuple(fold_script(word) for word in words)
    sentences = [sentence for sentence in _SENTENCE_ENDS.split(quote) if sentence.strip()]
    telling_one = next((s for s in sentences if any(word in fold_script(s) for word in wanted)), quote)
    shown = _whole_clauses(telling_one.strip())
    return phrasing.quotation(shown) if shown else ""


def _whole_clauses(sentence: str) -> str:
    if len(sentence) <= _LONGEST:
        return sentence
    kept = ""
    for clause in _CLAUSE_ENDS.split(sentence):
        if kept and len(kept) + len(clause) > _LONGEST:
            return kept.rstrip("，,：:、") + "……"
        kept += clause
    return kept
