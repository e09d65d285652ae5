"""Why a proposed fact or assessment was refused: what the model is told of it, in Chinese, and what people read, in theirs.

What the model was told is kept word for word, for a request that corrects it repeats it. So a reason is read back from there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Literal, NamedTuple

from workbench.language import _

RefusalCode = Literal[
    "no_quotes",
    "quote_near",
    "quote_missing",
    "value_missing",
    "field_missing",
    "field_unknown",
    "kind_unknown",
    "not_among",
    "no_date",
    "no_integer",
    "no_boolean",
    "field_empty",
    "no_text",
    "fact_unknown",
    "beyond_facts",
    "other",
]


class _Form(NamedTuple):
    model: str
    people: Callable[[], str]


_FORMS: Mapping[RefusalCode, _Form] = {
    "no_quotes": _Form("quotes 是空的：每條事實須附原文引文", lambda: _("it gives no quote")),
    "quote_near": _Form(
        "{field} 不在原文，原文相近處為：{near}", lambda: _("{field} is not in the text, which has near to it: {near}")
    ),
    "quote_missing": _Form("{field} 不在原文", lambda: _("{field} is not in the text")),
    "value_missing": _Form("{field} {value} 不在引文", lambda: _("{field} {value} is not in the quote")),
    "field_missing": _Form("缺少 {field}", lambda: _("{field} is not given")),
    "field_unknown": _Form("沒有 {field} 這個欄位", lambda: _("there is no field {field}")),
    "kind_unknown": _Form("kind 只能是 {allowed}", lambda: _("it is of no kind that there is: {allowed}")),
    "not_among": _Form(
        "{field} 只能是 {allowed}，不能是「{given}」", lambda: _("{field} is one of {allowed}, not “{given}”")
    ),
    "no_date": _Form(
        "{field} 要寫成 YYYY-MM-DD，不能是「{given}」", lambda: _("{field} is a date as YYYY-MM-DD, not “{given}”")
    ),
    "no_integer": _Form("{field} 要是整數，不能是「{given}」", lambda: _("{field} is a whole number, not “{given}”")),
    "no_boolean": _Form(
        "{field} 要是 true 或 false，不能是「{given}」", lambda: _("{field} is true or false, not “{given}”")
    ),
    "field_empty": _Form("{field} 不能是空的", lambda: _("{field} can't be empty")),
    "no_text": _Form("{field} 只能給一次，而且要是文字", lambda: _("{field} is given once, and is a text")),
    "fact_unknown": _Form("沒有 id 為 {given} 的事實", lambda: _("there is no fact {given}")),
    "beyond_facts": _Form(
        "「{value}」不在所引的事實裡（{sentence}）",
        lambda: _("“{value}” is in none of the facts it cites ({sentence})"),
    ),
    "other": _Form("{field}：{cause}", lambda: "{field}: {cause}"),
}
"""In the order in which a reason is tried against them."""
_PLACES: Mapping[str, str] = {"field": r"\S+?", "near": r".+", "value": r".*?", "given": r".*", "cause": r".*"}
WHOLE_ITEM = "這一條"
"""What stands in the place of a field where the whole item is at fault."""


def told_model(code: RefusalCode, **parts: str) -> str:
    """The reason as the model is told."""
    return _FORMS[code].model.format(**parts)


def told_people(reason: str, field_name: Callable[[str], str] = str) -> str:
    """A reason that the model was told, in the language of who reads it; one that has no form is told as it is.

    `field_name` gives the name by which people know a field.
    """
    for form, pattern in _patterns():
        found = pattern.fullmatch(reason)
        if found is not None:
            parts = found.groupdict()
            if "field" in parts:
                parts["field"] = _place_name(parts["field"], field_name)
            return form.people().format(**parts)
    return reason


def _place_name(place: str, field_name: Callable[[str], str]) -> str:
    """`quotes[1]` is the second quote, `targets.0.instrument` the instrument of the targets."""
    quote = re.fullmatch(r"quotes[\[.](\d+)\]?", place)
    if quote:
        return _("quote {number}").format(number=int(quote[1]) + 1)
    if place == WHOLE_ITEM:
        return _("the fact")
    return " ".join(field_name(part) for part in re.split(r"[.\[\]]+", place) if part and not part.isdecimal())


@cache
def _patterns() -> tuple[tuple[_Form, re.Pattern[str]], ...]:
    return tuple((form, _pattern(form.model)) for form in _FORMS.values())


def _pattern(form: str) -> re.Pattern[str]:
    def place(name: re.Match[str]) -> str:
        return f"(?P<{name[1]}>{_PLACES.get(name[1], '.*?')})"

    return re.compile(re.sub(r"\\{(\w+)\\}", place, re.escape(form)), re.DOTALL)
