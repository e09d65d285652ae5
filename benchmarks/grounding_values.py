"""How often a fact that says something else than its source is let through, and how often a true one is refused.

`python -m benchmarks.grounding_values`: the hand-labelled facts of the bundled articles, as they are and with one value
changed (a date, a figure, a code, a name, an action, a list, an issuer, an actor, a negation …). Prints a table; reads fixtures only.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, get_args

from pydantic import TypeAdapter, ValidationError

from workbench.documents import read_document
from workbench.facts.document import Document
from workbench.facts.kinds import AnyContent, ListName, StatusAction
from workbench.grounding import Rejection, ground
from workbench.recognition.references import canonical_references
from workbench.resources import resource_dir
from workbench.text import fold, fold_script

Changes = Iterator[tuple[str, dict[str, Any]]]

DATES = ("date", "published", "effective", "from", "until", "as_of")
NUMBERS = ("value", "upper", "fine", "quantity", "count")
CODES = ("control_codes", "hs_codes")
NAMES = ("name_zh", "name_original", "name", "party", "case_number", "title", "first_named", "authority", "number_text")
WORDS = ("term_text", "deadline", "clause", "applies_to", "end_user", "end_use", "addressee", "subject", "item")
"""Free text: what is no more in the text is only doubtful, and waits for a person."""
CHOICES = {
    ("status_change", "action"): get_args(StatusAction),
    ("listing", "action"): ("add", "remove", "suspend", "stop", "resume"),
    ("count", "action"): ("add", "remove", "suspend", "stop", "total"),
    ("listing", "list"): get_args(ListName),
    ("count", "list"): get_args(ListName),
    ("threshold", "comparator"): ("ge", "gt", "le", "lt", "eq"),
    ("licensing_rule", "treatment"): (
        *("exempt", "general_licence", "licence", "catch_all", "case_by_case", "denial_in_principle", "prohibited"),
    ),
    ("controlled_item", "role"): ("controlled", "excluded", "referenced"),
}
"""Fields with a code for a value: each other code is tried."""
OTHERS = {"unit": ("%", "微米", "千克", "層"), "quantity_unit": ("千克", "台"), "currency": ("USD", "EUR")}
SINCE = {"suspend": "暂停", "stop": "停止"}
NEGATIONS = ("不得", "不", "未經", "未", "禁止", "無需", "不予")

_CONTENT: TypeAdapter[Any] = TypeAdapter(AnyContent)


def labelled() -> Iterator[tuple[Document, dict[str, Any], list[str]]]:
    """Document, fields with their kind, and quotes of every labelled fact."""
    for path in sorted((resource_dir("fixtures") / "expectations").glob("[0-9]*.json")):
        labels = json.loads(path.read_text(encoding="utf-8"))
        read = read_document(resource_dir("fixtures") / "articles" / Path(labels["document"]).name)
        for fact in labels["facts"]:
            yield read, {"kind": fact["kind"], **fact["fields"]}, fact.get("quotes") or [fact["quote"]]


def changed(fields: dict[str, Any], quoted: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The fields with one value made false, and what was changed; what the quote says too is not false."""
    for change in (_dates, _numbers, _names, _choices, _words, _authorities):
        for what, values in change(fields):
            if not _is_said_too(what, values, fold_script(quoted)):
                yield what, {**fields, **values}


def _is_said_too(what: str, values: dict[str, Any], quoted: str) -> bool:
    """A row of a list says of a name that it was put on and that it was suspended; a joint act has several issuers."""
    if what == "issuer":
        return fold_script(values["issuers"][0]) in quoted
    return "|" in quoted and f"起{SINCE.get(values.get('action', ''))}" in quoted


def _dates(fields: dict[str, Any]) -> Changes:
    for name in DATES:
        if fields.get(name):
            for days in (1, -7, 365):
                yield "date", {name: (date.fromisoformat(fields[name]) + timedelta(days=days)).isoformat()}


def _numbers(fields: dict[str, Any]) -> Changes:
    for name in NUMBERS:
        if fields.get(name) is not None:
            written = str(fields[name])
            yield "number", {name: written[:-1] + str((int(written[-1]) + 3) % 10)}
            yield "number", {name: written.replace(".", "") + "0"}
    for name in CODES:
        if fields.get(name):
            first = fields[name][0]
            yield "code", {name: [first[:-1] + ("z" if first[-1].isalpha() else str((int(first[-1]) + 1) % 10))]}
    for name in ("instrument", "by", "cited_by"):
        if _is_numbered(fields.get(name)):
            yield "reference", {name: fields[name].rpartition("/")[0] + "/987"}
    for place, target in enumerate(fields.get("targets") or ()):
        if _is_numbered(target.get("instrument")):
            other = {**target, "instrument": target["instrument"].rpartition("/")[0] + "/987"}
            yield "reference", {"targets": [*fields["targets"][:place], other, *fields["targets"][place + 1 :]]}


def _is_numbered(key: str | None) -> bool:
    return key is not None and key.count("/") == 3 and key.rpartition("/")[2].isdigit()


def _names(fields: dict[str, Any]) -> Changes:
    for name in NAMES:
        if fields.get(name):
            yield "name", {name: "北冥鯤鵬精密儀器公司"}


def _choices(fields: dict[str, Any]) -> Changes:
    for (kind, name), values in CHOICES.items():
        if fields["kind"] == kind and fields.get(name) in values:
            for value in values:
                if value != fields[name]:
                    yield name, {name: value}
    for name in ("lower_inclusive", "upper_inclusive"):
        if fields.get(name) is not None:
            yield "inclusive", {name: not fields[name]}
    for name, values in OTHERS.items():
        for value in values if fields.get(name) else ():
            if fold(value).text != fold(fields[name]).text:
                yield "unit", {name: value}


def _words(fields: dict[str, Any]) -> Changes:
    """Free text with a number changed, a negation taken out or put in, or of another text."""
    for name in WORDS:
        if fields.get(name):
            yield "words", {name: "北冥鯤鵬之屬"}
    for name in (*WORDS, "action", "statement") if fields.get("type") != "prohibition" else ():
        text = fields.get(name) or ""
        for negation in NEGATIONS:
            if negation in text:
                yield "negation", {name: text.replace(negation, "", 1)}
        if len(text) > 5 and "得" in text[1:] and "不得" not in text:
            yield "negation", {name: text.replace("得", "不得", 1)}
    if fields["kind"] in {"effective_date", "licensing_rule", "requirement", "threshold"} and not fields.get("clause"):
        yield "clause", {"clause": "第九十九條"}
    for name in ("destinations", "articles", "breached"):
        if fields.get(name):
            yield "words", {name: ["北冥第九十九條"]}


def _authorities(fields: dict[str, Any]) -> Changes:
    """Who acts, and whose."""
    if fields["kind"] not in {"threshold", "controlled_item", "legal_instrument", "claim", "penalty"}:
        for actor in ("CN", "US", "JP", "NL"):
            if actor != fields.get("actor", "CN"):
                yield "actor", {"actor": actor}
    if fields.get("issuers"):
        for issuer in ("財政部", "海關總署", "外交部", "商務部"):
            if fold_script(issuer) not in {fold_script(each) for each in fields["issuers"]}:
                yield "issuer", {"issuers": [issuer, *fields["issuers"][1:]]}
    if fields.get("jurisdiction"):
        for place in ("US", "JP", "FR", "IL"):
            if place != fields["jurisdiction"]:
                yield "jurisdiction", {"jurisdiction": place}


def outcome(document: Document, fields: dict[str, Any], quotes: list[str]) -> str:
    """grounded · unverified (kept for a person) · refused · invalid."""
    try:
        content = canonical_references(_CONTENT.validate_python(fields), document)
    except ValidationError:
        return "invalid"
    grounded = ground(content, quotes, document, "model")
    if isinstance(grounded, Rejection):
        return "refused"
    return "grounded" if grounded.verified and grounded.grounding == "exact" else "unverified"


def main() -> None:
    """Print the table."""
    counts: Counter[tuple[str, str]] = Counter()
    for document, fields, quotes in labelled():
        counts["as labelled", outcome(document, fields, quotes)] += 1
        for what, false_fields in changed(fields, "\n".join(quotes)):
            result = outcome(document, false_fields, quotes)
            counts[f"changed {what}", result] += 1
            if result == "grounded":
                print("let through:", what, false_fields, quotes)
    results = ("grounded", "unverified", "refused", "invalid")
    print(f"{'':20}" + "".join(f"{result:>12}" for result in results))
    for row in sorted({what for what, _ in counts}):
        print(f"{row:20}" + "".join(f"{counts[row, result]:12}" for result in results))


if __name__ == "__main__":
    main()
