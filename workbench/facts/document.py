"""One article as stored, and the tier of its source."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Literal

from pydantic import ConfigDict, Field

from workbench.facts.base import Value

Tier = Literal["official", "law_firm", "news", "opinion"]
"""官方 · 律所 · 新聞 · 評論: how much a source's word weighs in a conflict, heaviest first."""

TIERS: tuple[Tier, ...] = ("official", "law_firm", "news", "opinion")

Script = Literal["hant", "hans", "mixed", "none"]
"""Traditional, simplified, both, or no Han characters that show which."""


class DocumentHead(Value):
    """What is known of where an article came from, without its text: lists of thousands of articles are lists of these."""

    model_config = ConfigDict(extra="ignore")

    id: str = Field(description="SHA-256 of the file's bytes, hexadecimal.")
    title: str | None = None
    publisher: str | None = None
    published: date | None = Field(None, description="Day of publication; None where only year and month are known.")
    year: int | None = Field(None, description="Year that dates without a year inherit; the publication year if known.")
    author: str | None = None
    url: str | None = None
    tier: Tier = "news"
    tier_reason: str = Field("", description="Why this tier: the option given, or what was recognised.")
    script: Script = "none"
    name: str = Field("", description="File name it was read from, for people; escaped before it is shown.")


class Document(DocumentHead):
    """One article: its text, which offsets count in code points, and what is known of where it came from."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(description="Text as read: front matter and mark-up removed, nothing else changed.")

    @property
    def head(self) -> DocumentHead:
        """The document without its text."""
        return DocumentHead.model_construct(**{name: getattr(self, name) for name in DocumentHead.model_fields})


def document_id(data: bytes) -> str:
    """The id of a file: the SHA-256 of its bytes, hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def tier_rank(tier: Tier) -> int:
    """0 for the heaviest tier, 3 for the lightest."""
    return TIERS.index(tier)
