"""Holding facts against the hand-labelled expectations of the bundled articles; `fixtures/README.md` has the rules."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from workbench.facts.document import Document
from workbench.facts.fact import Record, canonical_fields
from workbench.resources import resource_dir
from workbench.triage import name_key

EXPECTATIONS = resource_dir("fixtures") / "expectations"
NAMES = frozenset(
    {"name", "name_zh", "name_original", "title", "party", "goods", "subject", "item", "authority", "first_named",
     "applies_to", "end_user", "end_use", "addressee", "topic", "counterpart", "number_text", "specification", "group",
     "unit", "quantity_unit", "term_text", "occasion", "clause", "case_number", "cited_by"}
)  # fmt: skip


@dataclass(frozen=True)
class Judged:
    """A fact with the label it was held against and what came of it."""

    record: Record
    verdict: str
    """right · wrong · unlabelled"""
    why: str = ""


def expectation(document: Document) -> dict[str, Any]:
    """The labels of one article."""
    return _load(EXPECTATIONS / f"{Path(document.name).stem}.json")


def judge(record: Record, document: Document) -> Judged:
    """Whether a fact says what the article truly says: it breaks no `must_not` and matches a label that is true."""
    labels = expectation(document)
    fields = canonical_fields(record.content)
    for wrong in labels.get("must_not", []):
        if wrong["kind"] == record.fact.kind and _is_forbidden(fields, wrong["fields"]):
            return Judged(record, "wrong", f"must not: {wrong.get('why', '')}")
    same_kind = [label for label in labels["facts"] if record.fact.kind in _kinds(label)]
    near = [label for label in same_kind if _quotes_overlap(record, document, label["quote"])]
    matching = [label for label in near if not differences(record.fact.kind, fields, label)]
    # What an article says twice is labelled once: the same statement elsewhere counts if every labelled field is in it.
    matching += [label for label in same_kind if label not in near and _says_all(record.fact.kind, fields, label)]
    if any(label["true"] for label in matching):
        return Judged(record, "right")
    if matching:
        return Judged(record, "wrong", f"planted: {matching[0].get('note', '')}")
    if near:
        return Judged(record, "unlabelled", "; ".join(differences(record.fact.kind, fields, near[0])))
    return Judged(record, "unlabelled", "no label of its kind stands there")


def planted(documents: Iterable[Document]) -> list[tuple[Document, dict[str, Any]]]:
    """Every planted mistake with its article."""
    return [(document, entry) for document in documents for entry in expectation(document).get("planted", [])]


def differences(kind: str, fields: dict[str, Any], label: dict[str, Any]) -> list[str]:
    """Fields that fact and label both give, and give differently; a gap on either side is none."""
    if kind != label["kind"]:
        return []
    accept = label.get("accept", {})
    found = []
    for name, expected in label["fields"].items():
        actual = fields.get(name)
        if actual in (None, [], "") or expected in (None, [], ""):
            continue
        if not any(_equal(name, actual, value) for value in [expected, *accept.get(name, [])]):
            found.append(f"{name}: {actual!r}, labelled {expected!r}")
    return found


def _kinds(label: dict[str, Any]) -> list[str]:
    return [label["kind"], *label.get("accept", {}).get("kind", [])]


def _quotes_overlap(record: Record, document: Document, quote: str) -> bool:
    at = document.text.find(quote)
    while at >= 0:
        if any(span.start < at + len(quote) and at < span.end for span in record.fact.evidence):
            return True
        at = document.text.find(quote, at + 1)
    return False


def _says_all(kind: str, fields: dict[str, Any], label: dict[str, Any]) -> bool:
    given = [name for name, value in label["fields"].items() if value not in (None, [], "")]
    return all(fields.get(name) not in (None, [], "") for name in given) and not differences(kind, fields, label)


def _is_forbidden(fields: dict[str, Any], wrong: dict[str, Any]) -> bool:
    """Every field of the forbidden fact stands in this one, word for word: a longer name is another name."""
    return all(
        fields.get(name) is None
        if value is None
        else fields.get(name) not in (None, [])
        and _equal(name, fields[name], value)
        and (name not in NAMES or name_key(str(fields[name])) == name_key(str(value)))
        for name, value in wrong.items()
    )


def _equal(name: str, actual: Any, expected: Any) -> bool:
    if name == "targets":
        # One fact a target, or one fact for all: each target that it names must be labelled.
        wanted = {(_key(target["instrument"]), name_key(target.get("clause") or "")) for target in expected}
        return all((_key(target["instrument"]), name_key(target.get("clause") or "")) in wanted for target in actual)
    if name in {"instrument", "by", "cited_by"} and isinstance(actual, str) and isinstance(expected, str):
        return _key(actual) == _key(expected)
    if isinstance(actual, list) and isinstance(expected, list):
        return {name_key(str(item)) for item in actual} <= {name_key(str(item)) for item in expected}
    if name in NAMES:
        mine, theirs = name_key(str(actual)), name_key(str(expected))
        return mine == theirs or mine in theirs or theirs in mine
    return str(actual) == str(expected)


def _key(key: str) -> str:
    """A key for comparing: the slug of an unnumbered act is anybody's choice."""
    parts = key.split("/")
    return "/".join(parts[:3]) if len(parts) == 4 and "-" in parts[2] else name_key(key)


@cache
def _load(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded
