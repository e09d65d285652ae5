"""Whatever is done to a text's quotes and values: no number, date or code that the text has not comes out exact.

Texts are sentences of a few forms in both scripts with numbers, dates and codes drawn anew; quotes are pieces of them with
figures, signs, decimal marks, units, negations and widths edited at random; values are those of the text or edited ones.
"""

import os
import re
import unicodedata
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import example, given, settings
from hypothesis import strategies as st

from workbench.facts.document import Document, document_id
from workbench.facts.fact import Fact
from workbench.facts.kinds import (
    AnyContent,
    ControlledItem,
    Count,
    EffectiveDate,
    Penalty,
    StatusChange,
    Target,
    Threshold,
)
from workbench.grounding import Aligner, ground

MANY = int(os.environ.get("GROUNDING_EXAMPLES", "0"))
often = settings(max_examples=MANY or 300, deadline=None, derandomize=not MANY)

days = st.dates(date(2025, 1, 1), date(2027, 12, 31))
small = st.integers(2, 99)
amounts = st.decimals("0.01", "999", places=2).map(lambda number: number.normalize())
codes = st.builds(
    "{}{}{}.{}".format, st.integers(1, 9), st.sampled_from("ABCE"), st.integers(101, 999), st.sampled_from("abcd")
)


def _written(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


SENTENCES = (
    st.builds("自{}起，暫停實施公告2026年第{}號相關措施{}天。".format, days.map(_written), small, small),
    st.builds(
        "商务部公告2026年第{}号将{}家实体列入出口管制管控名单，自{}起施行。".format, small, small, days.map(_written)
    ),
    st.builds("涉案貨值{}萬元，罰款{}萬元，未經許可不得出口。".format, amounts, small),
    st.builds("含量大于等于{}%的{}合金粉末，粒径不超过{} μm，实施出口管制。".format, amounts, codes, small),
    st.builds("管制編碼{}的物項，溫度為-{}℃以下，{}日內提交。".format, codes, small, small),
    st.builds(
        "截至{}，清单上共有{}家企业（第{}至{}项）。".format, days.map(lambda day: day.isoformat()), small, small, small
    ),
)
texts = st.lists(st.one_of(SENTENCES), min_size=1, max_size=5).map("\n".join)
inserted = st.sampled_from([*"0123456789.,-−%年月日號号不未第萬十½²～ \n", "不得", "停", "μm", "家", "0", "１", "．"])


@st.composite
def edited_quotes(draw: st.DrawFn) -> tuple[str, str]:
    """A text, and a piece of it with up to three edits, most of them at a figure."""
    text = draw(texts)
    start = draw(st.integers(0, len(text) - 1))
    quote = text[start : draw(st.integers(start + 1, min(len(text), start + 90)))]
    for _ in range(draw(st.integers(0, 3))):
        figures = [match.start() for match in re.finditer("[0-9０-９]", quote)]
        places = st.sampled_from(figures) if figures and draw(st.booleans()) else st.integers(0, len(quote))
        place = draw(places)
        match draw(st.sampled_from(["insert", "delete", "replace", "widen"])):
            case "insert":
                quote = quote[:place] + draw(inserted) + quote[place:]
            case "delete":
                quote = quote[:place] + quote[place + 1 :]
            case "replace":
                quote = quote[:place] + draw(inserted) + quote[place + 1 :]
            case "widen":
                quote = quote[:place] + _wide(quote[place:])
    return text, quote


def _wide(text: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) if char.isascii() and char.isalnum() else char for char in text)


_NUMBER = re.compile(r"[-−]?\d+(?:,\d{3})*(?:\.\d+)?")
_DATE = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日|\d{4}-\d{2}-\d{2}")
_CODE = re.compile(r"\d[A-E]\d{3}\.?[a-z]")


def _plain(text: str) -> str:
    """Half width, no spaces: what is written, whatever its dress."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", re.sub("[⁰¹²³⁴-⁹]", "", text)))


def _things(pattern: re.Pattern[str], text: str) -> set[str]:
    return {
        match.replace(",", "").replace("−", "-").replace(".", "", pattern is _CODE) for match in pattern.findall(text)
    }


@often
@given(edited_quotes())
@example(("罰款13萬元，未經許可不得出口。", "罰款3萬元，未經許可不得出口"))
@example(("溫度為-15℃以下", "溫度為15℃以下"))
@example(("自2026年4月15日起", "自2026年4月5日起"))
def test_an_exact_quote_has_no_number_date_or_code_of_its_own(case: tuple[str, str]) -> None:
    text, quote = case
    found = Aligner(text).align(quote)
    if found is None or found.tier != "exact":
        return
    written = _plain(text)
    for number in _NUMBER.findall(_plain(quote)):
        unsigned = number.lstrip("-−")
        assert re.search(rf"(?<![\d.]){re.escape(unsigned)}(?![\d]|\.\d)", written) or "," in number, (number, text)
    for pattern in (_DATE, _CODE):
        for thing in pattern.findall(_plain(quote)):
            assert thing.replace(".", "") in written.replace(".", ""), (thing, text)


@st.composite
def proposed_facts(draw: st.DrawFn) -> tuple[str, str, AnyContent]:
    """A text, one of its lines as the quote, and a fact whose values are drawn or a step beside the line's own."""
    text = draw(texts)
    line = draw(st.sampled_from(text.split("\n")))
    own = [Decimal(number) for number in re.findall(r"\d+(?:\.\d+)?", line)]
    near = st.sampled_from(own).flatmap(lambda number: st.sampled_from([number, number + 1, number * 10, number / 10]))
    number = draw(near | amounts)
    day = draw(_days_near(line) | days)
    code = draw(st.sampled_from(_CODE.findall(line)) | codes if _CODE.search(line) else codes)
    content = draw(
        st.sampled_from(
            [
                EffectiveDate(date=day, basis="explicit"),
                Penalty(fine=number * 10_000, currency="CNY"),
                Penalty(value=number),
                Count(action="add", count=int(number), list="export_control"),
                Threshold(comparator="ge", value=str(number), unit="%"),
                ControlledItem(name="合金粉末" if "合金粉末" in line else "物項", control_codes=(code,)),
                StatusChange(action="suspend", targets=(Target(instrument=f"MOFCOM/announcement/2026/{int(number)}"),)),
            ]
        )
    )
    return text, line, content


def _days_near(line: str) -> st.SearchStrategy[date]:
    found = [date(*map(int, re.findall(r"\d+", written))) for written in _DATE.findall(line)]
    steps = [day + timedelta(days=step) for day in found for step in (-365, -30, -10, -1, 0, 1, 10, 365)]
    return st.sampled_from(steps) if steps else days


@often
@given(proposed_facts())
def test_a_verified_fact_has_no_number_date_or_code_of_its_own(case: tuple[str, str, AnyContent]) -> None:
    text, line, content = case
    document = Document(
        id=document_id(text.encode()), text=text, published=date(2028, 1, 31), year=2028, tier="official"
    )
    fact = ground(content, [line], document, "model")
    if not isinstance(fact, Fact) or not fact.verified or fact.grounding != "exact":
        return
    numbers = {Decimal(number) for number in re.findall(r"\d+(?:\.\d+)?", line)}
    match content:
        case EffectiveDate(date=day):
            assert day is not None
            assert _written(day) in line or day.isoformat() in line
        case Penalty(fine=None, value=value) | Penalty(fine=value) if value is not None:
            assert value in numbers | {number * 10_000 for number in numbers}
        case Count(count=count):
            assert Decimal(count) in numbers
        case Threshold(value=value):
            assert value in numbers
        case ControlledItem(control_codes=(code,)):
            assert code in line
        case StatusChange(targets=(target,)):
            assert target.instrument is not None
            assert Decimal(target.instrument.rpartition("/")[2]) in numbers
