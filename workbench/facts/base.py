"""What every kind of fact shares: frozen, unknown stays None, numbers are `Decimal`, dates are `date`."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer


class Value(BaseModel):
    """A frozen model of which there are tens of thousands; a field that was left out is the same as its default."""

    model_config = ConfigDict(frozen=True)
    _all_fields: ClassVar[set[str]]

    @classmethod
    def __pydantic_init_subclass__(cls, **_options: object) -> None:
        cls._all_fields = set(cls.model_fields)

    def model_post_init(self, _context: object) -> None:
        """One set of names for all of a class: one for each is a third of its memory."""
        object.__setattr__(self, "__pydantic_fields_set__", self._all_fields)


class Content(Value):
    """The fields of one fact; each kind is a subclass with a literal `kind`."""

    model_config = ConfigDict(extra="forbid")


def _plain_decimal(value: object) -> object:
    """Reads numerals given as text, integer or decimal; a float is refused, since it may not be what was written."""
    if isinstance(value, bool | float):
        raise ValueError("write the number as a string, as the source has it")
    if isinstance(value, int | str):
        try:
            value = Decimal(str(value).replace(",", ""))
        except ArithmeticError:
            raise ValueError(f"not a number: {value!r}") from None
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise ValueError("not a finite number")
        reduced = value.normalize()
        return reduced.quantize(Decimal(1)) if reduced == reduced.to_integral_value() else reduced
    return value


Number = Annotated[
    Decimal,
    BeforeValidator(_plain_decimal, json_schema_input_type=str),
    PlainSerializer(lambda value: format(value, "f"), return_type=str, when_used="json"),
]
"""A number, exact; a string in JSON, without trailing zeros or exponent."""


_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def _iso_day(value: object) -> object:
    """Dates come as YYYY-MM-DD alone: a bare number would be taken for seconds since 1970."""
    if isinstance(value, str):
        text = value.strip()
        if _DAY.fullmatch(text) is None:
            raise ValueError(f"write the date as YYYY-MM-DD, not {value!r}")
        return text
    if isinstance(value, int | float):
        raise ValueError("write the date as YYYY-MM-DD")
    return value


Day = Annotated[date, BeforeValidator(_iso_day)]
"""A calendar day; ISO in JSON."""

Category = Literal[
    "regulation_update",
    "enforcement_action",
    "controlled_item_change",
    "policy_guidance",
    "international_cooperation",
]
"""法規更新 · 執法行動 · 管制物項變更 · 政策指導 · 國際合作: the five categories of an instrument."""

CATEGORIES: tuple[Category, ...] = (
    "regulation_update",
    "enforcement_action",
    "controlled_item_change",
    "policy_guidance",
    "international_cooperation",
)

Instrument = Annotated[
    str | None,
    Field(
        description="The policy document that the statement is about: its number as the text writes it "
        "(商務部公告2025年第61號), else its title in 《》; null if the text does not say.",
    ),
]
Clause = Annotated[
    str | None, Field(description="The clause it is limited to, as written (第二款); null for the whole.")
]
Actor = Annotated[
    str,
    Field(
        description="Jurisdiction whose measure it is: CN, US, EU, GB, NL, JP, UN … CN unless the text says otherwise.",
    ),
]
Names = tuple[str, ...]
