"""How often a fact that says something else than its source is let through, and how often a true one is refused.

`python -m benchmarks.grounding_values`: the hand-labelled facts of the bundled articles, as they are and with one value
changed (a date, a figure, a code, a name, a number, an action). Prints a table; reads fixtures only.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from workbench.documents import read_document
from workbench.facts.document import Document
from workbench.facts.kinds import AnyContent
from workbench.grounding import Rejection, ground
from workbench.recognition.references import canonical_references
from workbench.resources import resource_dir

DATES = ("date", "published", "effective", "from", "until", "as_of")
NUMBERS = ("value", "upper", "fine", "quantity", "count")
CODES = ("control_codes", "hs_codes")
NAMES = ("name_zh", "name_original", "name", "party", "case_number")
FLIPPED = {"suspend": "resume", "stop": "resume", "resume": "stop", "extend": "stop", "impose": "repeal"}
FLIPPED |= {"add": "remove", "remove": "add", "ge": "lt", "gt": "le", "le": "gt", "lt": "ge"}

_CONTENT: TypeAdapter[Any] = TypeAdapter(AnyContent)


def labelled() -> Iterator[tuple[Document, dict[str, Any], list[str]]]:
    """Document, fields with their kind, and quotes of every labelled fact."""
    for path in sorted((resource_dir("fixtures") / "expectations").glob("[0-9]*.json")):
        labels = json.loads(path.read_text(encoding="utf-8"))
        read = read_document(resource_dir("fixtures") / "articles" / Path(labels["document"]).name)
        for fact in labels["facts"]:
            yield read, {"kind": fact["kind"], **fact["fields"]}, fact.get("quotes") or [fact["quote"]]


def changed(fields: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The fields with one value made false, and what was changed."""
    for name in DATES:
        if fields.get(name):
            for days in (1, -7, 365):
                day = date.fromisoformat(fields[name]) + timedelta(days=days)
                yield "date", {**fields, name: day.isoformat()}
    for name in NUMBERS:
        if fields.get(name) is not None:
            written = str(fields[name])
            yield "number", {**fields, name: written[:-1] + str((int(written[-1]) + 3) % 10)}
            yield "number", {**fields, name: written.replace(".", "") + "0"}
    for name in CODES:
        if fields.get(name):
            first = fields[name][0]
            yield (
                "code",
                {**fields, name: [first[:-1] + ("z" if first[-1].isalpha() else str((int(first[-1]) + 1) % 10))]},
            )
    for name in NAMES:
        if fields.get(name):
            yield "name", {**fields, name: "北冥鯤鵬精密儀器公司"}
    for name in ("action", "comparator"):
        if fields.get(name) in FLIPPED:
            yield name, {**fields, name: FLIPPED[fields[name]]}
    if fields.get("instrument", "").count("/") == 3 and fields["instrument"].rpartition("/")[2].isdigit():
        yield "reference", {**fields, "instrument": fields["instrument"].rpartition("/")[0] + "/987"}


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
        for what, false_fields in changed(fields):
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
