"""The record of each extraction or writing: which model was asked, with what, at what price, and how it ended."""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Row


class Run(BaseModel):
    """One extraction of a document, or one writing of a period's assessments."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    document: str = ""
    engine: str = Field(description="rules or model.")
    fingerprint: str = Field(description="Digest of what decides the outcome: rules, prompt, schema, model.")
    basis: dict[str, str] = Field(
        {}, description="The same by name: model asked, prompt (version and digest), schema, rules, checks …"
    )
    outcome: str = Field("complete", description="complete, or the name of what went wrong.")
    replaces: bool = Field(True, description="Whether facts that it does not find are superseded; not after a failure.")
    at: str = ""
    attempts: tuple[dict[str, Any], ...] = Field(
        (), description="Per request: task, key, where the answer came from, model asked and resolved, usage."
    )
    rejections: tuple[dict[str, Any], ...] = Field((), description="Candidates refused to the last, with the reasons.")
    sent_back: tuple[dict[str, Any], ...] = Field((), description="Candidates sent back, then corrected or withdrawn.")
    coverage: dict[str, int] | None = Field(
        None, description="Of the coverage pass: mentions open and asked about, passages, facts that it added."
    )
    searches: tuple[dict[str, Any], ...] | None = Field(
        None, description="Of a writing: what was searched for in its past, and the hits that it was given with scores."
    )
    detail: str | None = None

    def row(self, document: str, at: str) -> dict[str, Any]:
        """The run as a row."""
        body = self.model_dump(mode="json", exclude={"document", "engine", "fingerprint", "outcome", "at"})
        return {
            "document": document,
            "engine": self.engine,
            "fingerprint": self.fingerprint,
            "outcome": self.outcome,
            "at": at,
            "body": json.dumps(body, ensure_ascii=False, sort_keys=True),
        }

    @classmethod
    def of_row(cls, row: Row[Any]) -> Run:
        """The run behind a row."""
        return cls(
            document=row.document,
            engine=row.engine,
            fingerprint=row.fingerprint,
            outcome=row.outcome,
            at=row.at,
            **json.loads(row.body),
        )


def period_document(period: str) -> str:
    """What takes the place of a document when a period's assessments are written, which rest on facts of many documents."""
    return f"period/{period}"
