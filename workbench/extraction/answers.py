"""What the model answers: facts with their quotes, parsed item by item and checked against the document.

The validators find the document in a context variable (`checking_against`), never in Instructor's `context=`,
which would run the article through a template.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    TypeAdapter,
    ValidationError,
    create_model,
)
from pydantic_core import PydanticCustomError

from workbench.extraction.checking import current_checker
from workbench.extraction.corrections import correction, failing_items, reasons_of
from workbench.extraction.schemas import ENVELOPE, ENVELOPE_NAME, list_fields
from workbench.extraction.workers import apart
from workbench.facts.base import Content
from workbench.facts.fact import Evidence, Fact
from workbench.facts.kinds import SOURCE_KINDS

if TYPE_CHECKING:
    from workbench.facts.kinds import SourceContent

UNGROUNDED = "ungrounded"
"""Error type of a fact whose quotes or values the document does not support."""


class Rejected(BaseModel):
    """A fact that the model proposed and the machine refused; like `grounding.Rejection`, for answers of any form."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    content: dict[str, Any] = Field(description="What was proposed, as JSON values, kind included.")
    quotes: tuple[str, ...]
    reason: Literal["no_quote", "quote_not_found", "value_not_in_quote", "invalid_form"]
    field: str | None = Field(None, description="The first field or quote at fault.")
    detail: str = Field("", description="What was not found, in English.")
    suspect: Evidence | None = Field(None, description="The likeliest place of what is not where it was said to be.")
    reasons: tuple[str, ...] = Field(description="Every fault, in Chinese, as the model is told.")

    @property
    def kind(self) -> str:
        """The kind that was proposed."""
        return str(self.content.get("kind", ""))


@dataclass(frozen=True)
class Settled:
    """An answer sorted out: what stands, and what does not."""

    facts: tuple[Fact, ...]
    rejected: tuple[Rejected, ...]


class Proposed(BaseModel):
    """What every proposed fact has beside the fields of its kind."""

    quotes: tuple[str, ...] = Field(min_length=1)

    def content(self) -> SourceContent:
        """The fact's content alone."""
        kind: type[Any] = SOURCE_KINDS[self.kind]  # type: ignore[attr-defined]
        return kind.model_validate({name: getattr(self, name) for name in kind.model_fields}, by_name=True)  # type: ignore[no-any-return]


def unfold(item: object) -> object:
    """A proposed fact with its named fields as fields; anything else is left for validation to refuse.

    A name that comes several times makes a list; `targets.instrument` begins another target when the last has one.
    """
    if not isinstance(item, dict) or not isinstance(item.get("fields"), list):
        return item
    kind = SOURCE_KINDS.get(str(item.get("kind")))
    if kind is None:
        return item
    lists = list_fields(kind)
    unfolded: dict[str, Any] = {key: value for key, value in item.items() if key != "fields"}
    for pair in item["fields"]:
        if not isinstance(pair, dict) or pair.get("value") in (None, ""):
            continue
        name, _, part = str(pair.get("name")).partition(".")
        _put(unfolded, name, part, pair["value"], listed=name in lists)
    return unfolded


@lru_cache
def proposed_form() -> TypeAdapter[Proposed]:
    """Validates the form of one proposed fact: its kind, its fields and their types."""
    return TypeAdapter(_proposed_type())


@lru_cache
def answer_form() -> type[BaseModel]:
    """Validates a whole answer: every fact well-formed, and supported by the document."""
    return create_model(
        "Answer", __module__=__name__, facts=(Annotated[list[Any], PlainValidator(_all_borne_out)], ...)
    )


@lru_cache
def extracted_facts() -> type[BaseModel]:
    """The response model. Made once, and only when the model is asked: Instructor is slow to import."""
    import instructor

    class ExtractedFacts(instructor.ResponseSchema):
        """What the material states, one entry per fact."""

        # Behind one validator: Instructor looks through every type of a response model, and does so at every call.
        facts: Annotated[list[Any], PlainValidator(_all_borne_out)]

        @classmethod
        def model_json_schema(cls, *args: Any, **kwargs: Any) -> dict[str, Any]:  # noqa: ARG003
            return {"title": ENVELOPE_NAME, **ENVELOPE}

        @classmethod
        def correction(cls, error: ValidationError, payload: object) -> str:
            return correction_of(error, payload)

    return ExtractedFacts


def correction_of(error: ValidationError, payload: object) -> str:
    """The message that asks for the failing facts of an answer again."""
    items = items_of(payload)
    return correction(failing_items(error, [_kind_of(item) for item in items]), len(items))


def items_of(payload: object) -> list[object]:
    """The items of an answer, whatever else is wrong with it."""
    facts = payload.get("facts") if isinstance(payload, dict) else None
    return facts if isinstance(facts, list) else []


def settle(payload: object) -> Settled:
    """Sorts an answer item by item against the document in hand: one bad fact costs no other."""
    formed = [_formed(item) for item in items_of(payload)]
    with apart("ground"):
        held = [_grounded(each) if isinstance(each, Proposed) else each for each in formed]
    facts: dict[str, Fact] = {}
    for each in held:
        if isinstance(each, Fact):
            facts.setdefault(each.id, each)
    return Settled(tuple(facts.values()), tuple(each for each in held if isinstance(each, Rejected)))


def _formed(item: object) -> Proposed | Rejected:
    try:
        return proposed_form().validate_python(item)
    except ValidationError as error:
        return _malformed(item, reasons_of(error.errors(include_url=False)))


def _grounded(proposed: Proposed) -> Fact | Rejected:
    outcome = current_checker().ground(proposed.content(), proposed.quotes)
    return outcome if isinstance(outcome, Fact) else Rejected(**dict(outcome))


@lru_cache
def _proposed_type() -> Any:
    models: Any = tuple(_proposed_model(kind, model) for kind, model in SOURCE_KINDS.items())
    union: Any = Union.__getitem__(models)  # `|` cannot be spelt over models that are made here
    return Annotated[union, Field(discriminator="kind"), BeforeValidator(unfold)]


@lru_cache
def _proposed_model(kind: str, model: type[Content]) -> type[BaseModel]:
    name = "".join(part.capitalize() for part in kind.split("_"))
    return create_model(f"Proposed{name}", __base__=(Proposed, model), __module__=__name__)


@lru_cache
def _borne_out_list() -> TypeAdapter[list[Any]]:
    one: Any = Annotated[_proposed_type(), AfterValidator(_borne_out)]
    items: Any = list.__class_getitem__(one)
    return TypeAdapter(items)


def _all_borne_out(facts: object) -> list[Any]:
    return _borne_out_list().validate_python(facts)


def _borne_out(proposed: Proposed) -> Proposed:
    outcome = current_checker().ground(proposed.content(), proposed.quotes)
    if not isinstance(outcome, Fact):
        raise PydanticCustomError(UNGROUNDED, "{detail}", {"detail": outcome.detail, "reasons": outcome.reasons})
    return proposed


def _put(fields: dict[str, Any], name: str, part: str, value: object, *, listed: bool) -> None:
    if part and listed:
        entries = fields.setdefault(name, [])
        if not entries or part in entries[-1]:
            entries.append({})
        entries[-1][part] = value
    elif listed:
        fields.setdefault(name, []).append(value)
    elif name in fields:
        fields[name] = [fields[name], value]  # a single field given twice: left for validation to refuse
    else:
        fields[name] = value


def _kind_of(item: object) -> str:
    return str(item.get("kind", "")) if isinstance(item, dict) else ""


def _malformed(item: object, reasons: tuple[str, ...]) -> Rejected:
    unfolded = unfold(item)
    content = dict(unfolded) if isinstance(unfolded, dict) else {"answer": unfolded}
    quotes = content.pop("quotes", ())
    kept = tuple(str(quote) for quote in quotes) if isinstance(quotes, list | tuple) else (str(quotes),)
    return Rejected(content=content, quotes=kept, reason="invalid_form", reasons=reasons)
