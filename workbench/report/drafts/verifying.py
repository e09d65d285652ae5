"""A draft checked against its provenance: which lines, facts and articles have changed since the draft was made. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from workbench.facts.document import Document
from workbench.facts.fact import Evidence, Record, canonical_fields
from workbench.report.drafts.provenance import content_digest, digest, in_order_of_weight, is_whole
from workbench.verification import Field, Finding, Outcome, Severity, Verdict, in_order

FIELD_OF_CHANGED: Mapping[str, Field] = {
    "announcement": "reference", "effective_date": "effective_date", "status_change": "status",
    "controlled_item": "scope", "threshold": "threshold", "listing": "list", "count": "count",
    "licensing_rule": "scope", "requirement": "scope", "legal_instrument": "reference", "penalty": "number",
    "position": "claim", "claim": "claim", "assessment": "claim",
}  # fmt: skip
"""Kind of fact -> what a finding is about where a fact behind a line is another now."""
_MOST_EVIDENCE = 8
_LONGEST = 200


def verify_provenance(
    lines: Sequence[str],
    provenance: Mapping[str, Any],
    records: Mapping[str, Record],
    documents: Mapping[str, Document],
) -> Outcome:
    """Every line, fact and article that differs from the provenance.

    `records` are all that the store has, by id, including superseded and rejected ones. A line is compared by its digest, a fact by
    the digest of its content and by its state, an article by its text and by whether a newer version of it exists.
    """
    found = [
        *_damage(provenance),
        *_changed_lines(lines, provenance),
        *_changed_facts(provenance, records),
        *_changed_documents(provenance, documents),
    ]
    checked = len(lines) + len(provenance["facts"]) + len(provenance["documents"])
    return Outcome(date.fromisoformat(provenance["as_of"]), checked, in_order(found))


def _damage(provenance: Mapping[str, Any]) -> Iterator[Finding]:
    if not is_whole(provenance):
        yield _finding(
            "internal", "structure", None, "", "the provenance was changed after it was made", "another digest"
        )


def _changed_lines(lines: Sequence[str], provenance: Mapping[str, Any]) -> Iterator[Finding]:
    own, made = [digest(line) for line in lines], provenance["draft"]["line_sha256"]
    for kind, start, end, made_start, made_end in SequenceMatcher(None, own, made, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        for offset in range(max(end - start, made_end - made_start)):
            line = start + offset + 1 if start + offset < end else None
            number = made_start + offset + 1 if made_start + offset < made_end else None
            yield from _changed_line(lines, provenance, line, number)


def _changed_line(
    lines: Sequence[str], provenance: Mapping[str, Any], line: int | None, number: int | None
) -> Iterator[Finding]:
    """One line that was changed (`line` and `number`), added (no `number`) or removed (no `line`)."""
    entry = provenance["lines"].get(str(number), {}) if number is not None else {}
    facts = [*entry.get("facts", ()), *entry.get("waiting", ())]
    bears = bool(facts or entry.get("computed"))
    text = lines[line - 1].strip() if line is not None else ""
    evidence = _evidence(provenance, facts)
    if line is None:
        if bears:
            says = f"line {number} of the draft as made is gone"
            yield _finding("omission", "structure", None, "", says, _told(provenance, facts), "high", evidence)
        return
    if number is None:
        if text:
            yield _finding("unsupported", "structure", line, text, text, "the draft as made has no such line", "high")
        return
    severity: Severity = "high" if bears else "medium" if text else "low"
    verdict: Verdict = "contradicted" if bears else "format"
    field = _field_of(provenance, facts)
    yield _finding(verdict, field, line, text, text, _told(provenance, facts), severity, evidence)


def _changed_facts(provenance: Mapping[str, Any], records: Mapping[str, Record]) -> Iterator[Finding]:
    places = _places(provenance)
    for id, fact in provenance["facts"].items():
        change = _change_of(fact, records.get(id))
        if change is None:
            continue
        verdict, says, facts_say, severity = change
        lines = places.get(id, [])
        also = f" (also on {len(lines) - 1} other lines)" if len(lines) > 1 else ""
        yield _finding(
            verdict,
            FIELD_OF_CHANGED.get(fact["kind"], "claim"),
            lines[0] if lines else None,
            id,
            f"{fact['kind']} {id}: {says}",
            facts_say + also,
            severity,
            _evidence(provenance, [id]),
        )


def _change_of(fact: Mapping[str, Any], record: Record | None) -> tuple[Verdict, str, str, Severity] | None:
    """What became of a fact: verdict, what the draft has, what the store has, severity; None where it is as it was."""
    state = fact["state"]
    if content_digest(fact["kind"], fact["fields"]) != fact["content_sha256"]:
        return "internal", "the provenance gives another content than its digest", "the provenance was changed", "high"
    if record is None:
        return "unsupported", state, "no longer in the store", "high"
    usable = state in {"auto_approved", "approved", "edited"}
    waiting_facts = content_digest(record.fact.kind, canonical_fields(record.content))
    if waiting_facts != fact["content_sha256"]:
        was, now = fact["fields"], canonical_fields(record.content)
        changed = {name for name in was.keys() | now.keys() if was.get(name) != now.get(name)}
        old = ", ".join(f"{name}={was.get(name)}" for name in sorted(changed))
        new = ", ".join(f"{name}={now.get(name)}" for name in sorted(changed))
        return "contradicted", old[:_LONGEST], new[:_LONGEST], "high"
    if usable and not record.usable:
        verdict: Verdict = "stale" if record.state == "superseded" else "unsupported"
        return verdict, state, record.state, "high"
    if not usable and record.usable:
        return "stale", state, record.state, "medium"
    if not usable and record.state != state:
        return "stale", state, record.state, "low" if record.state in {"pending", "deferred"} else "medium"
    return None


def _changed_documents(provenance: Mapping[str, Any], documents: Mapping[str, Document]) -> Iterator[Finding]:
    places = _places(provenance)
    then = provenance["documents"].keys() | set(provenance["unused"])
    later = [document for id, document in sorted(documents.items()) if id not in then]
    for id, source in provenance["documents"].items():
        name = source["title"] or source["name"] or id
        facts = [fact for fact, made in provenance["facts"].items() if made["document"] == id]
        lines = sorted(line for fact in facts for line in places.get(fact, [])[:1])
        line = lines[0] if lines else None
        document = documents.get(id)
        if document is None:
            yield _finding("unsupported", "reference", line, id, name, "the article is no longer in the store", "high")
        elif digest(document.text) != source["text_sha256"]:
            says = "the article's text in the store is another one now"
            yield _finding("contradicted", "reference", line, id, name, says, "high")
        for other in later:
            if _is_version_of(other, source):
                says = f"another version of the article came since: {other.id}"
                yield _finding("stale", "reference", line, id, name, says, "high")
        if document is not None:
            yield from _moved_quotes(provenance, facts, document, places)


def _moved_quotes(
    provenance: Mapping[str, Any], facts: Sequence[str], document: Document, places: Mapping[str, list[int]]
) -> Iterator[Finding]:
    for fact in facts:
        for span in provenance["facts"][fact]["evidence"]:
            if document.text[span["start"] : span["end"]] != span["quote"]:
                line = places.get(fact, [None])[0]
                waiting_facts = document.text[span["start"] : span["end"]]
                yield _finding(
                    "contradicted", "reference", line, span["quote"], f"quote of {fact}", waiting_facts, "high"
                )


def _is_version_of(document: Document, source: Mapping[str, Any]) -> bool:
    """Whether a document is the same article in other bytes: of one address, or of one file name and title."""
    if document.url and source["url"]:
        return bool(document.url == source["url"])
    return bool(document.name) and (document.name, document.title) == (source["name"], source["title"])


def _places(provenance: Mapping[str, Any]) -> dict[str, list[int]]:
    """Fact -> the lines that rest on it, in order."""
    places: dict[str, list[int]] = {}
    for number in sorted(map(int, provenance["lines"])):
        entry = provenance["lines"][str(number)]
        for id in (*entry["facts"], *entry["waiting"]):
            places.setdefault(id, []).append(number)
    return places


def _told(provenance: Mapping[str, Any], facts: Sequence[str]) -> str:
    """What stood behind a line, in a few words."""
    named = [f"{provenance['facts'][id]['kind']} {id[:10]}" for id in facts[:3] if id in provenance["facts"]]
    more = f" and {len(facts) - 3} more" if len(facts) > 3 else ""
    return f"another line, resting on {', '.join(named)}{more}" if named else "another line"


def _field_of(provenance: Mapping[str, Any], facts: Sequence[str]) -> Field:
    kinds = {provenance["facts"][id]["kind"] for id in facts if id in provenance["facts"]}
    return FIELD_OF_CHANGED.get(kinds.pop(), "structure") if len(kinds) == 1 else "structure"


def _evidence(provenance: Mapping[str, Any], facts: Sequence[str]) -> tuple[tuple[str, Evidence], ...]:
    spans = []
    for id in in_order_of_weight(facts, provenance):
        fact = provenance["facts"][id]
        for span in fact.get("evidence", ()):
            if span["end"] - span["start"] == len(span["quote"]):
                spans.append((fact["document"], Evidence(**span)))
    return tuple(spans[:_MOST_EVIDENCE])


def _finding(
    verdict: Verdict,
    field: Field,
    line: int | None,
    quote: str,
    says: str,
    facts_say: str,
    severity: Severity = "high",
    evidence: tuple[tuple[str, Evidence], ...] = (),
) -> Finding:
    return Finding(line, quote[:_LONGEST], verdict, field, says[:_LONGEST], facts_say, severity, evidence)
