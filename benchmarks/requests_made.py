"""Articles and the requests on them for measuring: those of the program, made before the clock starts."""

from __future__ import annotations

import resource
from collections.abc import Iterable, Iterator
from typing import Any

from workbench.extraction.answers import extracted_facts
from workbench.extraction.chunks import cut
from workbench.extraction.engine import article_blocks, system_prompt
from workbench.extraction.handlers import NativeHandler
from workbench.facts.document import Document, document_id
from workbench.settings import ModelSettings

SIZE = 3_000


def documents(count: int) -> list[Document]:
    """Articles of 3,000 characters without anything that the coverage pass would ask about: one article, one call."""
    return [_document(prose(number)) for number in range(count)]


def prose(number: int) -> str:
    """An article of ten paragraphs that name no act, day or figure."""
    filler = "有關情況仍在進一步了解之中。各方看法不一。後續安排以正式文本為準。業內人士認為影響有限。本文不作評論。"
    names = "甲乙丙丁戊己庚辛壬癸"
    own = "".join(names[int(digit)] for digit in str(number))
    return "\n".join(f"{own}號專欄之{name}認為供應鏈各環節的安排可望維持。" + filler * 6 for name in names)[:SIZE]


def bodies(articles: Iterable[Document]) -> Iterator[dict[str, Any]]:
    """The requests on articles of one piece, as the program sends them."""
    chosen = ModelSettings()
    for document in articles:
        (chunk,) = cut(document, chosen.chunk_characters)
        _, body = NativeHandler().prepare_request(
            extracted_facts(),
            {
                "model": chosen.name,
                "max_tokens": chosen.max_tokens,
                "system": [{"type": "text", "text": system_prompt(), "cache_control": {"type": "ephemeral"}}],
                "messages": [{"role": "user", "content": article_blocks(document, chunk)}],
            },
        )
        yield body


def used() -> float:
    """Seconds of processor that this process has used."""
    own = resource.getrusage(resource.RUSAGE_SELF)
    return own.ru_utime + own.ru_stime


def _document(text: str) -> Document:
    return Document(
        id=document_id(text.encode()), text=text, year=2025, tier="news", name=f"{document_id(text.encode())[:12]}.txt"
    )
