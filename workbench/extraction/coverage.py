"""The coverage pass: recognised mentions of a piece that no fact covers, sent as passages in one more question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from workbench.extraction.answers import Rejected
from workbench.extraction.chunks import Chunk, document_lines, standing_at, standing_lines
from workbench.extraction.prompts import load_prompt
from workbench.facts.fact import Fact, canonical_fields
from workbench.recognition import Mention, Recognition
from workbench.recognition.reading import Reading
from workbench.triage import name_key

PROMPT = "cover"

MOST_PASSAGES = 20
"""Passages that one request asks about. A passage gives three facts of some 250 tokens at most, so that twenty fit
into the longest answer (16,000 tokens); a piece that leaves more open was read badly, and a person sees the rest."""

MOST_NAMED = 12
"""Mentions, and quotes of facts already taken, that the context of one passage names."""

_LONGEST_LINE = 300
"""Characters up to which a line is asked about whole; of a longer one, the sentence."""

_SHOWN = 60
"""Characters of a quote that the context shows."""

_WEIGHTY = frozenset({"reference", "status_verb"})


class Coverage(BaseModel):
    """What the coverage pass of a document asked and gave; kept with its run."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    open: int = Field(0, description="Mentions that no fact covered after the first answers.")
    asked: int = Field(0, description="Those of them that were asked about.")
    passages: int = Field(0, description="Passages in which they stand.")
    left_out: int = Field(0, description="Those that were worth asking about and beyond the bound.")
    facts: int = Field(0, description="Facts that it added.")


@dataclass(frozen=True)
class Passage:
    """A stretch [start, end) of a document's text with mentions to ask about, and the facts taken from it already."""

    start: int
    end: int
    mentions: tuple[Mention, ...]
    taken: tuple[Fact, ...]

    @property
    def is_weighty(self) -> bool:
        """Whether an act is named or changed here."""
        return any(mention.kind in _WEIGHTY for mention in self.mentions)


@dataclass(frozen=True)
class Gaps:
    """What is asked about one piece, and what is not for the bound's sake."""

    passages: tuple[Passage, ...]
    left_out: int = 0

    @property
    def mentions(self) -> int:
        """Mentions that are asked about."""
        return sum(len(passage.mentions) for passage in self.passages)


def worth_asking(
    mentions: Sequence[Mention],
    recognition: Recognition,
    facts: Sequence[Fact],
    refused: Iterable[tuple[int, int]] = (),
) -> tuple[Mention, ...]:
    """Those of the uncovered mentions that a fact could be missing for.

    A name, title, code or figure that some fact gives is only repeated. A date says nothing by itself: it is asked
    about where a rule reads more than a date there, and no fact gives that day. `refused` are the places [start, end)
    of what was rejected after the last attempt: there the model has had its tries.
    """
    if not mentions:
        return ()
    said, refused = frozenset(said_in(facts)), tuple(refused)
    return tuple(
        mention
        for mention in mentions
        if not _key(mention) & said
        and not any(start < mention.end and mention.start < end for start, end in refused)
        and (mention.kind != "date" or any(_touches(mention, fact) for fact in recognition.facts))
    )


def refused_places(rejected: Iterable[Rejected], text: str) -> Iterator[tuple[int, int]]:
    """Where in the text the refused candidates are about: their quotes that stand there, and the likeliest others."""
    for candidate in rejected:
        if candidate.suspect is not None:
            yield candidate.suspect.start, candidate.suspect.end
        for quote in candidate.quotes:
            start = text.find(quote) if quote else -1
            if start >= 0:
                yield start, start + len(quote)


def gaps_in(reading: Reading, chunk: Chunk, mentions: Iterable[Mention], facts: Sequence[Fact]) -> Gaps:
    """The passages of a piece around these mentions; beyond the bound, those that name or change an act come first."""
    grouped: dict[tuple[int, int], list[Mention]] = {}
    for mention in mentions:
        if chunk.start <= mention.start < chunk.end:
            grouped.setdefault(_passage_around(mention, reading), []).append(mention)
    passages = [
        Passage(start, end, tuple(found), tuple(fact for fact in facts if _is_within(fact, start, end)))
        for (start, end), found in grouped.items()
    ]
    chosen = sorted(passages, key=lambda passage: (not passage.is_weighty, passage.start))[:MOST_PASSAGES]
    left_out = sum(len(passage.mentions) for passage in passages) - sum(len(passage.mentions) for passage in chosen)
    return Gaps(tuple(sorted(chosen, key=lambda passage: passage.start)), left_out)


def passage_blocks(reading: Reading, passages: Sequence[Passage]) -> list[Mapping[str, Any]]:
    """The user's turn: each passage as a document block, which nothing templates, then what is asked.

    What is asked about is named in the block's context and not in our own words: a title in 《》 may say anything.
    """
    document = reading.document
    blocks: list[Mapping[str, Any]] = []
    for number, passage in enumerate(passages):
        lines = [
            *(document_lines(document) if number == 0 else ()),
            *standing_lines(*standing_at(reading, passage.start)),
            "要問的提及：" + _listed(f"「{_short(mention.quote)}」" for mention in passage.mentions),
            *_taken_lines(passage),
        ]
        source = {"type": "text", "media_type": "text/plain", "data": document.text[passage.start : passage.end]}
        blocks.append({"type": "document", "source": source, "context": "\n".join(lines)})
    return [*blocks, {"type": "text", "text": load_prompt(PROMPT).filled()}]


def added_facts(found: Iterable[Fact], known: Sequence[Fact]) -> tuple[Fact, ...]:
    """The facts that are not known: neither the same, nor the same content at an overlapping place."""
    return tuple(
        fact
        for fact in found
        if not any(fact.id == other.id or (fact.content == other.content and _overlap(fact, other)) for other in known)
    )


def said_in(facts: Iterable[Fact]) -> Iterator[str]:
    """Everything that facts give as a value, for comparing: names, titles, codes, days, figures with their unit."""
    for fact in facts:
        fields = canonical_fields(fact.content)
        yield from (name_key(leaf) for leaf in _leaves(fields))
        for figure in ("value", "upper", "quantity"):
            if fields.get(figure) is not None:
                unit = fields.get("quantity_unit" if figure == "quantity" else "unit") or ""
                yield name_key(f"{fields[figure]} {unit}")


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping | list):
        for each in value.values() if isinstance(value, Mapping) else value:
            yield from _leaves(each)


def _key(mention: Mention) -> frozenset[str]:
    """How a mention would stand among what facts say; a verb stands for nothing without its object."""
    if mention.kind == "status_verb":
        return frozenset()
    return frozenset(name_key(form) for form in (mention.value, mention.quote) if form) - {""}


def _passage_around(mention: Mention, reading: Reading) -> tuple[int, int]:
    position = reading.normal.offset(mention.start)
    line = reading.line_at(position)
    span = line if line.end - line.start <= _LONGEST_LINE else reading.sentence_at(position)
    parts = reading.normal.spans(span.start, span.end)  # several where a page break cuts it: with what stands between
    return parts[0][0], parts[-1][1]


def _taken_lines(passage: Passage) -> list[str]:
    quotes = [
        f"{fact.kind}「{_short(span.quote)}」"
        for fact in passage.taken
        for span in fact.evidence
        if span.start < passage.end and passage.start < span.end
    ]
    return ["已經收下：" + _listed(quotes)] if quotes else []


def _listed(named: Iterable[str]) -> str:
    each = list(dict.fromkeys(named))
    more = f"等 {len(each)} 處" if len(each) > MOST_NAMED else ""
    return "、".join(each[:MOST_NAMED]) + more


def _short(quote: str) -> str:
    line = " ".join(quote.split())
    return line if len(line) <= _SHOWN else line[:_SHOWN] + "…"


def _is_within(fact: Fact, start: int, end: int) -> bool:
    return any(span.start < end and start < span.end for span in fact.evidence)


def _touches(mention: Mention, fact: Fact) -> bool:
    return _is_within(fact, mention.start, mention.end)


def _overlap(fact: Fact, other: Fact) -> bool:
    return any(_is_within(other, span.start, span.end) for span in fact.evidence)
