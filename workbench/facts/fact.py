"""A fact: one typed statement of one document, with the characters that support it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic.dataclasses import dataclass

from workbench.facts.base import Content, Value
from workbench.facts.kinds import AnyContent, Assessment, StatusChange

Origin = Literal["rules", "model", "person"]
Grounding = Literal["exact", "near", "suspect"]
"""exact: same letters and digits after folding; near: the quote leaves out harmless ones; suspect: a best guess."""

State = Literal["auto_approved", "pending", "approved", "edited", "rejected", "deferred", "superseded"]
STATES: tuple[State, ...] = (
    "auto_approved",
    "pending",
    "approved",
    "edited",
    "rejected",
    "deferred",
    "superseded",
)
USABLE: frozenset[State] = frozenset({"auto_approved", "approved", "edited"})
"""States whose facts may stand in a draft."""
WAITING: frozenset[State] = frozenset({"pending", "deferred"})
"""States that still need a person."""


@dataclass(frozen=True, slots=True, config=ConfigDict(extra="forbid"))
class Evidence:
    """A span of a document's text; `document.text[start:end] == quote` always. Offsets are code points.

    Not a model, but checked like one: a store has tens of thousands, and as models they take three times the memory.
    """

    start: Annotated[int, Field(ge=0)]
    end: int
    quote: str

    @model_validator(mode="after")
    def _spans_its_quote(self) -> Evidence:
        if self.end - self.start != len(self.quote) or not self.quote:
            raise ValueError("a span is as long as its quote, and not empty")
        return self

    @classmethod
    def cut(cls, text: str, start: int, end: int) -> Evidence:
        """The evidence at [start, end) of `text`."""
        return cls(start=start, end=end, quote=text[start:end])

    def json(self) -> dict[str, Any]:
        """The contract's JSON of a span."""
        return {"start": self.start, "end": self.end, "quote": self.quote}


class Check(BaseModel):
    """Result of checking one value of a fact against its quotes."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    field: str
    verdict: Literal["verified", "derived", "missing"]
    rule: str | None = Field(None, description="Name of the rule by which a derived value follows.")


class Fact(Value):
    """One statement: content, evidence, and how it was found and checked. An assessment has no document of its own."""

    model_config = ConfigDict(extra="forbid")

    id: str
    document: str
    content: AnyContent
    evidence: tuple[Evidence, ...] = ()
    origin: Origin
    witnesses: tuple[Origin, ...]
    grounding: Grounding = "exact"
    checks: tuple[Check, ...] = ()
    notes: tuple[str, ...] = Field(
        (), description="Codes of what a reviewer should know: repaired, title_only, caption …"
    )

    @property
    def kind(self) -> str:
        """The kind of its content."""
        return self.content.kind

    @property
    def instrument(self) -> str | None:
        """Key of the instrument it is about; for a status change, of its only target."""
        return instrument_of(self.content)

    @property
    def verified(self) -> bool:
        """Whether every value was found in the quotes or follows by a named rule."""
        return all(check.verdict != "missing" for check in self.checks)


class Route(BaseModel):
    """Where triage sends a fact, and why; reasons are codes, worded for people where they are shown."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    to: Literal["machine", "review"]
    reasons: tuple[str, ...] = ()


LOST = "conflict_lost"
"""Reason of a route, before the attribute: a person ruled on a conflict, and this fact gives a value that was ruled out."""


BASIS_CHANGED = "basis_changed"
"""Reason of a route, before a fact's id: the fact that an approved assessment rests on is another now, or usable no more."""


class Earlier(BaseModel):
    """What a person decided on a fact that a later extraction no longer finds so."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    state: State
    by: str = Field(description="Who decided last.")
    content: AnyContent = Field(description="The content decided on; after an edit, the edited one.")


class Record(Value):
    """A fact in its present state in the store: with its state, its route, and a reviewer's edit where there is one."""

    model_config = ConfigDict(extra="forbid")

    fact: Fact
    state: State = "pending"
    route: Route
    edited: AnyContent | None = Field(
        None, description="Content as a reviewer corrected it; the original stays in `fact`."
    )
    added: tuple[Evidence, ...] = Field((), description="Spans that bear out what a reviewer corrected.")
    revision: int = Field(0, description="Number of the last decision on it; a decision on an older one is refused.")
    earlier: tuple[Earlier, ...] = Field(
        (), description="Decisions on facts that this one stands in the place of, with another content."
    )

    @property
    def id(self) -> str:
        """The fact's id."""
        return self.fact.id

    @property
    def content(self) -> AnyContent:
        """The content that counts: the edited one where there is one."""
        return self.edited if self.edited is not None else self.fact.content

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The spans that support its content: those that it was found with, then what a reviewer added to a correction."""
        return self.fact.evidence + self.added

    @property
    def lost(self) -> bool:
        """Whether it is held back because a ruling went against it, and nobody approved it since."""
        return not self.usable and any(reason.startswith(LOST) for reason in self.route.reasons)

    @property
    def usable(self) -> bool:
        """Whether it may stand in a draft."""
        return self.state in USABLE


def instrument_of(content: Content) -> str | None:
    """Key of the instrument that a content is about, or None."""
    if isinstance(content, StatusChange):
        return content.targets[0].instrument if len(content.targets) == 1 else None
    named: str | None = vars(content).get("instrument")
    return named


def instruments_of(content: Content) -> tuple[str, ...]:
    """Keys of every instrument that a content names as its subject or target."""
    if isinstance(content, StatusChange):
        return tuple(dict.fromkeys(target.instrument for target in content.targets if target.instrument))
    key = vars(content).get("instrument")
    return (key,) if key else ()


def canonical_fields(content: Content) -> dict[str, Any]:
    """The fields of a content as JSON values (dates ISO, decimals strings, absent null), without the kind."""
    fields = content.model_dump(mode="json", by_alias=True)
    del fields["kind"]
    return fields


_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def fact_id(document: str, content: Content, evidence: Iterable[Evidence]) -> str:
    """Digest of document, kind, canonical fields and spans: 20 hexadecimal digits of SHA-256."""
    spans = [[span.start, span.end] for span in evidence]
    fields = content.model_dump(mode="json", by_alias=True)
    kind = fields.pop("kind")
    parts = [document, kind, fields, spans]
    return hashlib.sha256(_CANONICAL.encode(parts).encode()).hexdigest()[:20]


def make_fact(
    document: str,
    content: AnyContent,
    evidence: Iterable[Evidence],
    origin: Origin,
    *,
    grounding: Grounding = "exact",
    checks: Iterable[Check] = (),
    notes: Iterable[str] = (),
) -> Fact:
    """A fact with its id computed and its origin as only witness."""
    spans = tuple(evidence)
    return Fact(
        id=fact_id(document, content, spans),
        document=document,
        content=content,
        evidence=spans,
        origin=origin,
        witnesses=(origin,),
        grounding=grounding,
        checks=tuple(checks),
        notes=tuple(notes),
    )


def version_of(record: Record) -> str:
    """12 hexadecimal digits for what a fact says and how it stands; they change with its state, its edit or its route."""
    edited = "" if record.edited is None else record.edited.model_dump_json(by_alias=True)
    added = [f"{span.start}-{span.end}" for span in record.added]
    return version_digest(record.id, record.state, edited, record.route, added)


def version_digest(id_: str, state: str, edited: str, route: Route, added: Iterable[str]) -> str:
    """`version_of` from its parts; `edited` is the edited content as JSON, or empty, `added` the spans of a reviewer."""
    made = "\x1f".join((id_, state, edited, route.to, *route.reasons, *added))
    return hashlib.sha256(made.encode()).hexdigest()[:12]


def fact_json(record: Record) -> dict[str, Any]:
    """The contract's JSON of a fact."""
    fact, content = record.fact, record.content
    return {
        "id": fact.id,
        "document": fact.document,
        "kind": fact.kind,
        "instrument": instrument_of(content),
        "fields": canonical_fields(content),
        "evidence": [span.json() for span in record.evidence],
        "state": record.state,
        "version": version_of(record),
        "route": {"to": record.route.to, "reasons": list(record.route.reasons)},
        "origin": fact.origin,
        "witnesses": list(fact.witnesses),
        "grounding": fact.grounding,
        "notes": list(fact.notes),
        "checks": [check.model_dump() for check in fact.checks],
        "earlier": [
            {"id": each.id, "state": each.state, "by": each.by, "fields": canonical_fields(each.content)}
            for each in record.earlier
        ],
    }


def is_assessment(fact: Fact) -> bool:
    """Whether the fact is prose that no source states."""
    return isinstance(fact.content, Assessment)
