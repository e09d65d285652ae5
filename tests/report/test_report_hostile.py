"""Every text field of every kind, filled with an attack: the draft keeps its form."""

from __future__ import annotations

import re
import types
import typing
from datetime import date
from typing import Any

import pytest

from workbench.facts.document import Document
from workbench.facts.fact import Evidence, Record, Route, make_fact
from workbench.facts.kinds import KINDS
from workbench.report import Draft, Period, compose, describe
from workbench.report.gates import GATES, Examined

ATTACK = (
    "甲\n## 偽標題\n| 偽 | 列 |\n{{ site.time }}{% raw %}{: .evil onclick='x'}<script>x</script><!--[^1]: 註 "
    "*粗*`碼`\u202e\u200b\x1b[2J\x00[連](javascript:x) ![圖](http://evil.example/)"
)
KEY = "MOFCOM/announcement/2025/58"
NEEDED: dict[str, dict[str, Any]] = {
    "effective_date": {"basis": "explicit", "clause": ATTACK, "date": "2025-11-08"},
    "status_change": {"action": "investigate", "targets": ({"instrument": KEY, "clause": ATTACK},)},
    "threshold": {"comparator": "ge", "value": "3"},
    "count": {"action": "add", "count": 3, "list": "unreliable_entity"},
    "licensing_rule": {"treatment": "licence"},
    "requirement": {"type": "report"},
    "position": {"category": "international_cooperation"},
    "penalty": {"quantity": "3"},
    "listing": {"list": "countermeasure"},
}
SECTIONS = ("summary", "supply_chain", "risk", "advice_legal_counsel", "enforcement", "coordination", "outlook")


def _is_text(annotation: Any) -> bool:
    options = typing.get_args(annotation) if isinstance(annotation, types.UnionType) else (annotation,)
    return str in options


def attacked(kind: str) -> dict[str, Any]:
    """Fields of a kind with the attack in every text and every list of texts."""
    fields: dict[str, Any] = {}
    for name, field in KINDS[kind].model_fields.items():
        if name in {"kind", "actor", "category"}:
            continue
        if field.annotation == tuple[str, ...]:
            fields[name] = (ATTACK,)
        elif _is_text(field.annotation):
            fields[name] = ATTACK
    named = {"instrument": KEY} if "instrument" in KINDS[kind].model_fields else {}
    return fields | named | NEEDED.get(kind, {})


def record(kind: str, **fields: Any) -> Record:
    content: Any = KINDS[kind](**fields)
    evidence = () if kind == "assessment" else (Evidence(start=0, end=1, quote="甲"),)
    return Record(fact=make_fact("d", content, evidence, "model"), state="approved", route=Route(to="review"))


def hostile() -> tuple[Draft, list[Record], Document]:
    records = [record(kind, **attacked(kind)) for kind in KINDS if kind != "assessment"]
    records += [
        record(kind, **{**attacked(kind), "instrument": ATTACK})
        for kind in ("announcement", "listing", "controlled_item")
    ]
    records += [record("assessment", section=section, text=ATTACK, level="high") for section in SECTIONS]
    document = Document(id="d", text="甲", title=ATTACK, publisher=ATTACK, url="https://h.example/)|{{x}}", name=ATTACK)
    made = compose(
        Period.parse("2025-10..2026-02"), date(2026, 2, 19), records, {"d": document}, generated_on=date(2026, 2, 20)
    )
    return made, records, document


@pytest.fixture(scope="module")
def draft() -> str:
    return hostile()[0].markdown


def test_gates_see_nothing_active_and_nothing_loose_in_it():
    made, records, document = hostile()
    examined = Examined(made, {record.id: record for record in records}, {"d": document}, date(2026, 2, 19))
    red = {name: list(GATES[name](examined)) for name in ("markup", "links", "claims", "index", "front_matter")}
    assert {name: problems for name, problems in red.items() if problems} == {}


def test_no_heading_comes_from_a_source(draft):
    assert not [line for line in draft.splitlines() if re.match(r"\s*#+ .*偽標題", line)]


def test_every_row_has_the_cells_of_its_table(draft):
    width = 0
    for line in draft.splitlines():
        if line.startswith("|"):
            width = width or line.count("|")
            assert line.count("|") == width, line
        else:
            width = 0


def test_nothing_of_liquid_is_left(draft):
    assert "{{" not in draft
    assert "{%" not in draft


def test_every_attribute_list_is_the_forms_own(draft):
    lists = [line for line in draft.splitlines() if "{:" in line]
    assert all(re.fullmatch(r'\{: (\.[a-z-]+ ?)+( data-question="[^"{}]+")?\}', line) for line in lists)


def test_every_tag_is_the_forms_own(draft):
    tags = set(re.findall(r"<[^>]+>", draft))
    assert tags == {'<div class="key-takeaway" markdown="1">', "</div>", '<span class="data-highlight">', "</span>"}


def test_no_link_or_picture_comes_from_a_source(draft):
    targets = set(re.findall(r"(?<!\\)\]\(([^)]*)\)", draft))
    assert targets == {"https://h.example/%29%7C%7B%7Bx%7D%7D", "http://exportcontrol.mofcom.gov.cn/"}


def test_no_invisible_or_control_character_is_left(draft):
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]", draft)


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"assessment"}))
def test_the_preview_of_a_fact_is_one_harmless_line(kind):
    line = describe(record(kind, **attacked(kind)))
    assert "\n" not in line
    assert not re.search(r"[{}|<>\x00-\x1f]", line)
