"""Assessments: prose that the model drafts from approved facts alone, and that a person answers for.

Each names the facts it rests on. A sentence with a number, date, name or reference that those facts do not support is sent
back, and finally left out; nothing here is ever approved by machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from workbench.extraction.background import Recalled, background_blocks
from workbench.extraction.client import Answer, ModelClient
from workbench.extraction.corrections import correction, failing_items
from workbench.extraction.exchanges import Attempt
from workbench.extraction.outcomes import Outcome
from workbench.extraction.payloads import NoPayload, payload_of
from workbench.extraction.prompts import load_prompt
from workbench.extraction.records import is_complete
from workbench.extraction.requests import canonical_json
from workbench.extraction.statements import sentences, unsupported_words
from workbench.extraction.throttle import REQUESTS_UNDER_WAY
from workbench.facts.base import Content
from workbench.facts.fact import Record, canonical_fields, instruments_of
from workbench.facts.kinds import Assessment
from workbench.facts.references import label
from workbench.facts.refusals import told_model
from workbench.settings import Settings

PROMPT = "assess"


@dataclass(frozen=True)
class Section:
    """A part of the report that prose is drafted for."""

    name: str
    task: str
    """What is asked, in the prompt's language."""
    has_level: bool = False


SECTIONS: dict[str, Section] = {
    section.name: section
    for section in (
        Section("summary", "執行摘要：本期最要緊的變化，三至五條，每條一至三句，先說現狀再說變化。"),
        Section("supply_chain", "供應鏈影響：按物資分條（稀土、鋰電池、超硬材料、石墨等），說明哪些環節受到限制。"),
        Section("risk", "高風險領域：每條一個領域，說明為何有風險，並給等級 level。", has_level=True),
        Section("advice_importers_exporters", "給進出口商的建議：每條一個可以照做的動作。"),
        Section("advice_supply_chain_managers", "給供應鏈管理者的建議：每條一個可以照做的動作。"),
        Section("advice_legal_counsel", "給跨國企業法務的建議：每條一個可以照做的動作。"),
        Section("enforcement", "執法行動：本期案件與清單列入的共同特點，以及合規要點。"),
        Section("coordination", "國際合作與對話：各方做了什麼、同意了什麼、還沒有定的是什麼。"),
        Section("outlook", "下月觀察重點：哪些期限將到、哪些措施可能變動，只根據事實裡的日期。"),
    )
}
"""Every section that can be written, by its name in `Assessment.section`."""


class Dropped(BaseModel):
    """A sentence, or a whole assessment, that was left out, and why."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    facts: tuple[str, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class AssessmentDraft:
    """What came of one section."""

    section: str
    assessments: tuple[Assessment, ...]
    dropped: tuple[Dropped, ...]
    attempts: tuple[Attempt, ...]
    outcome: Outcome
    detail: str
    sent_back: tuple[Dropped, ...] = ()
    """Refused at first and sent back to the model, which corrected or withdrew them."""


class DraftedAssessment(BaseModel):
    """One assessment as the model drafts it."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(min_length=1, description="One to three sentences in Traditional Chinese.")
    facts: tuple[str, ...] = Field(min_length=1, description="Ids of the facts that it rests on.")
    level: Literal["high", "medium", "low", ""] = Field("", description="Risk level; empty where none is asked for.")


@dataclass(frozen=True)
class Basis:
    """What a section may be written from: the facts by id, and what else may be said (the period)."""

    section: Section
    contents: Mapping[str, Content]
    said: tuple[str, ...]

    def faults(self, draft: DraftedAssessment) -> tuple[str, ...]:
        """What is wrong with a draft, sentence by sentence; empty where nothing is."""
        unknown = [each for each in draft.facts if each not in self.contents]
        if unknown:
            return tuple(told_model("fact_unknown", given=each) for each in unknown)
        if self.section.has_level and not draft.level:
            return (told_model("field_missing", field="level"),)
        return tuple(fault for sentence in sentences(draft.text) for fault in self.faults_of(sentence, draft))

    def faults_of(self, sentence: str, draft: DraftedAssessment) -> tuple[str, ...]:
        """What one sentence says beyond the facts that its draft rests on."""
        missing = unsupported_words(sentence, [self.contents[each] for each in draft.facts], self.said)
        return tuple(told_model("beyond_facts", value=each, sentence=sentence[:40]) for each in missing)


_BASIS: ContextVar[Basis] = ContextVar("basis")


class AssessmentWriter:
    """Drafts the assessments of a report's sections from approved facts."""

    def __init__(
        self,
        settings: Settings,
        *,
        offline: bool = False,
        recordings: Path | None = None,
        record_dir: Path | None = None,
        concurrency: int = REQUESTS_UNDER_WAY,
    ) -> None:
        """Arguments as those of `ModelEngine`."""
        self.client = ModelClient(
            settings, offline=offline, recordings=recordings, record_dir=record_dir, concurrency=concurrency
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self.client.aclose()

    @property
    def basis(self) -> dict[str, str]:
        """All that decides what is asked, apart from the facts, by name."""
        return {"model": self.client.settings.name, "prompt": load_prompt(PROMPT).label}

    async def write(
        self, section: str, records: Iterable[Record], *, period: str, recalled: Sequence[Recalled] = ()
    ) -> AssessmentDraft:
        """Drafts of one section (a name of `SECTIONS`) from usable records; others among them are left out.

        `period` is the report's period as text, such as 2025-10..2026-02; `recalled` is background, and no basis.
        """
        usable = [record for record in records if record.usable and not isinstance(record.content, Assessment)]
        contents: dict[str, Content] = {record.id: record.content for record in usable}
        basis = Basis(SECTIONS[section], contents, (_dated(period),))
        if not contents:
            return AssessmentDraft(section, (), (), (), "complete", "")
        with _writing_from(basis):
            answer = await self.client.ask(
                drafted_assessments,
                load_prompt(PROMPT).filled(),
                fact_blocks(basis, period, recalled),
                article=f"{period} {section}",
                label=f"assess-{period}-{section}",
                task="assess",
            )
            return _sorted_out(section, answer, basis)


def fact_blocks(basis: Basis, period: str, recalled: Sequence[Recalled] = ()) -> list[dict[str, Any]]:
    """The user's turn: the facts as JSON in a document block, in an order that depends on nothing but themselves.

    Background follows in a block of its own; without any, the turn is what it would be if there were no such thing.
    """
    rows = sorted((_row(fact_id, content) for fact_id, content in basis.contents.items()), key=canonical_json)
    facts = "[\n" + ",\n".join(canonical_json(row) for row in rows) + "\n]"
    background, how_to_read = background_blocks(recalled)
    return [
        {"type": "document", "source": {"type": "text", "media_type": "text/plain", "data": facts}},
        *background,
        {"type": "text", "text": f"報告期間：{_dated(period)}。\n請寫：{basis.section.task}{how_to_read}"},
    ]


@lru_cache
def drafted_assessments() -> type[BaseModel]:
    """The response model, made once and only when the model is asked."""
    import instructor

    class DraftedAssessments(instructor.ResponseSchema):
        """The assessments of one section."""

        assessments: list[Annotated[DraftedAssessment, AfterValidator(_held)]]

        @classmethod
        def model_json_schema(cls, *args: Any, **kwargs: Any) -> dict[str, Any]:  # noqa: ARG003
            return assessment_schema()

        @classmethod
        def correction(cls, error: ValidationError, payload: object) -> str:
            items = _items(payload)
            return correction(failing_items(error), len(items), what="assessments")

    return DraftedAssessments


def assessment_schema() -> dict[str, Any]:
    """The form of an answer; as with facts, all required and no unions."""
    item = DraftedAssessment.model_json_schema()
    properties = {
        name: {key: value for key, value in field.items() if key in {"type", "description", "items", "enum"}}
        for name, field in item["properties"].items()
    }
    entry = {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
    return {
        "type": "object",
        "description": "The assessments of the section asked for.",
        "properties": {"assessments": {"type": "array", "items": entry}},
        "required": ["assessments"],
        "additionalProperties": False,
    }


@contextmanager
def _writing_from(basis: Basis) -> Iterator[None]:
    token = _BASIS.set(basis)
    try:
        yield
    finally:
        _BASIS.reset(token)


def _held(draft: DraftedAssessment) -> DraftedAssessment:
    reasons = _BASIS.get().faults(draft)
    if reasons:
        raise PydanticCustomError("unsupported_words", "{first}", {"first": reasons[0], "reasons": reasons})
    return draft


def _sorted_out(section: str, answer: Answer, basis: Basis) -> AssessmentDraft:
    """The valid assessments of every attempt; of the last one, sentences without support are dropped, with the reason."""
    kept: dict[str, Assessment] = {}
    dropped: list[Dropped] = []
    sent_back: list[Dropped] = []
    for number, attempt in enumerate(answer.attempts, 1):
        for draft in _drafts(attempt):
            is_last = number == len(answer.attempts)
            faults = basis.faults(draft)
            if faults and not is_last:
                sent_back.append(Dropped(text=draft.text, facts=draft.facts, reasons=faults))
                continue
            assessment, left_out = _trimmed(section, draft, basis)
            dropped.extend(left_out)
            if assessment is not None:
                kept.setdefault(assessment.text, assessment)
    return AssessmentDraft(
        section,
        tuple(kept.values()),
        tuple(dropped),
        answer.attempts,
        answer.outcome,
        answer.detail,
        tuple(sent_back),
    )


def _trimmed(section: str, draft: DraftedAssessment, basis: Basis) -> tuple[Assessment | None, list[Dropped]]:
    """A draft without the sentences that say more than its facts; None where nothing of it can stand."""
    if any(each not in basis.contents for each in draft.facts) or (basis.section.has_level and not draft.level):
        return None, [Dropped(text=draft.text, facts=draft.facts, reasons=basis.faults(draft))]
    stays: list[str] = []
    left_out: list[Dropped] = []
    for sentence in sentences(draft.text):
        reasons = basis.faults_of(sentence, draft)
        if reasons:
            left_out.append(Dropped(text=sentence, facts=draft.facts, reasons=reasons))
        else:
            stays.append(sentence)
    if not stays:
        return None, left_out
    level = draft.level if basis.section.has_level and draft.level else None
    return Assessment(section=section, text="".join(stays), facts=draft.facts, level=level), left_out


def _drafts(attempt: Attempt) -> Iterator[DraftedAssessment]:
    """The well-formed drafts of one answer."""
    if not is_complete(attempt.status, attempt.body):
        return
    try:
        items = _items(payload_of(attempt.body))
    except NoPayload:
        return
    for item in items:
        try:
            yield TypeAdapter(DraftedAssessment).validate_python(item)
        except ValidationError:
            continue


def _items(payload: object) -> Sequence[object]:
    items = payload.get("assessments") if isinstance(payload, dict) else None
    return items if isinstance(items, list) else ()


def _row(fact_id: str, content: Content) -> dict[str, Any]:
    fields = {name: value for name, value in canonical_fields(content).items() if value not in (None, [], "")}
    kind = str(content.model_dump()["kind"])
    labels = [label(key) for key in instruments_of(content)]
    return {"id": fact_id, "kind": kind, "instruments": labels, "fields": fields}


def _dated(period: str) -> str:
    """A period as prose says it: 2025年10月至2026年2月."""
    months = [f"{int(part[:4])}年{int(part[5:7])}月" for part in period.split("..") if len(part) >= 7]
    return "至".join(months) or period
