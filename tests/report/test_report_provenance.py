"""Provenance: complete, the same in any order, and what changed since is found where it stands."""

from __future__ import annotations

import random
from datetime import date

import pytest
from golden_draft import DOCUMENTS, golden_records

from workbench.facts.fact import Record, canonical_fields
from workbench.report import Draft, Period, compose, facts_written, verify_provenance
from workbench.report.drafts.provenance import content_digest, digest, is_whole
from workbench.store import Decision

AS_OF = date(2026, 2, 19)


def records() -> list[Record]:
    return [r.model_copy(update={"state": "approved"}) if r.state == "pending" else r for r in golden_records()]


def drawn(given: list[Record], documents=DOCUMENTS, decisions=(), written=()) -> Draft:
    period = Period.parse("2025-10..2026-02")
    return compose(
        period, AS_OF, given, documents, generated_on=AS_OF, decided=lambda _facts: decisions, written=written
    )


@pytest.fixture(scope="module")
def draft() -> Draft:
    return drawn(records())


def held(draft: Draft, *, lines=None, given=None, documents=DOCUMENTS, provenance=None):
    known = records() if given is None else given
    return verify_provenance(
        [line.text for line in draft.lines] if lines is None else lines,
        draft.provenance if provenance is None else provenance,
        {record.id: record for record in known},
        documents,
    ).findings


def kind_of(name: str) -> Record:
    return next(record for record in records() if record.content.kind == name)


def with_record(changed: Record) -> list[Record]:
    return [changed if record.id == changed.id else record for record in records()]


def test_what_was_written_elsewhere_is_taken_and_the_rest_is_written_here():
    given = records()
    (decided,) = decisions = [
        Decision(number=1, fact=given[0].id, action="approve", by="林", at="2026-02-18T08:00:00Z", reason="已核對")
    ]
    whole = b"".join(drawn(given, decisions=decisions).provenance_json())
    assert decided.reason.encode() in whole
    written = facts_written(given, DOCUMENTS, decisions)
    assert [id for id, _ in written] == sorted(record.id for record in given)
    for there in (written, written[::2], written[:3], written[-3:], [("0", b"?"), *written, ("g", b"?")]):
        made = drawn(given, decisions=decisions, written=there)
        assert b"".join(made.provenance_json()) == whole
        assert b"".join(made.provenance_json()) == whole  # taken once: what is gone is written here


def test_what_was_written_elsewhere_is_not_written_again():
    given = records()
    written = [(id, told.replace(b"approved", b"marked__")) for id, told in facts_written(given, DOCUMENTS, ())]
    assert b"marked__" in b"".join(drawn(given, written=written).provenance_json())


def test_every_digest_is_of_what_it_says(draft):
    made = draft.provenance
    assert made["draft"]["sha256"] == digest(draft.markdown)
    assert made["draft"]["line_sha256"] == [digest(line.text) for line in draft.lines]
    for record in records():
        if record.id in made["facts"]:
            fields = canonical_fields(record.content)
            assert made["facts"][record.id]["fields"] == fields
            assert made["facts"][record.id]["content_sha256"] == content_digest(record.content.kind, fields)
    for id, source in made["documents"].items():
        assert source["text_sha256"] == digest(DOCUMENTS[id].text)
    assert is_whole(made)


def test_what_an_assessment_rests_on_is_there_too(draft):
    facts = draft.provenance["facts"]
    assessments = [fact for fact in facts.values() if fact["kind"] == "assessment"]
    assert assessments
    for assessment in assessments:
        assert set(assessment["fields"]["facts"]) <= facts.keys()


def test_another_order_gives_the_same_provenance(draft):
    given, documents = records(), list(DOCUMENTS.items())
    for seed in range(3):
        random.Random(seed).shuffle(given)
        random.Random(seed).shuffle(documents)
        again = [record.model_copy(update={"revision": place}) for place, record in enumerate(given)]
        assert drawn(again, dict(documents)).provenance == draft.provenance


def test_decisions_stand_beside_their_facts_and_change_nothing_else(draft):
    item = kind_of("controlled_item").id
    made = [
        Decision(number=7, fact=item, action="approve", by="林", at="2026-02-01T00:00:00+00:00"),
        Decision(number=3, fact=item, action="defer", by="陳", at="2026-01-31T00:00:00+00:00", reason="再查"),
    ]
    with_them = drawn(records(), decisions=made).provenance
    assert [(d["number"], d["by"], d["reason"]) for d in with_them["facts"][item]["decisions"]] == [
        (3, "陳", "再查"),
        (7, "林", None),
    ]
    without = {id: fact | {"decisions": []} for id, fact in with_them["facts"].items()}
    assert {**with_them, "facts": without, "sha256": ""} == {**draft.provenance, "sha256": ""}
    assert is_whole(with_them)


def test_a_draft_as_it_was_made_has_nothing_to_find(draft):
    assert held(draft) == ()


def test_a_changed_line_is_found_on_its_line_with_its_sources(draft):
    lines = [line.text for line in draft.lines]
    at = next(place for place, text in enumerate(lines) if text.startswith("| 1 | 商務部公告2025年第58號"))
    lines[at] = lines[at].replace("2025-10-09", "2025-10-19")
    (finding,) = held(draft, lines=lines)
    assert (finding.line, finding.verdict, finding.severity) == (at + 1, "contradicted", "high")
    assert finding.evidence


def test_a_line_put_in_and_a_line_taken_out(draft):
    lines = [line.text for line in draft.lines]
    at = next(place for place, line in enumerate(draft.lines) if line.facts and line.text.startswith("- "))
    (added,) = held(draft, lines=[*lines[:at], "- 商務部公告2025年第99號發布", *lines[at:]])
    assert (added.line, added.verdict, added.severity) == (at + 1, "unsupported", "high")
    (gone,) = held(draft, lines=[*lines[:at], *lines[at + 1 :]])
    assert (gone.line, gone.verdict, gone.severity) == (None, "omission", "high")


def test_a_line_of_the_form_alone_weighs_less(draft):
    lines = [line.text.replace("僅供參考", "可供參考") for line in draft.lines]
    (finding,) = held(draft, lines=lines)
    assert (finding.verdict, finding.severity) == ("format", "medium")


@pytest.mark.parametrize(
    ("state", "verdict"), [("rejected", "unsupported"), ("deferred", "unsupported"), ("superseded", "stale")]
)
def test_a_fact_that_no_longer_stands_is_found_on_the_first_line_that_rests_on_it(draft, state, verdict):
    record = kind_of("threshold")
    (finding,) = held(draft, given=with_record(record.model_copy(update={"state": state})))
    assert (finding.verdict, finding.field, finding.severity) == (verdict, "threshold", "high")
    assert finding.quote == record.id
    assert record.id in draft.lines[(finding.line or 0) - 1].facts


def test_a_fact_that_was_corrected_since_says_what_it_was_and_is(draft):
    record = kind_of("threshold")
    edited = record.content.model_copy(update={"value": 250})
    (finding,) = held(draft, given=with_record(record.model_copy(update={"edited": edited, "state": "edited"})))
    assert (finding.verdict, finding.severity) == ("contradicted", "high")
    assert "value=300" in finding.says
    assert "value=250" in finding.facts_say


def test_a_fact_that_is_gone_and_one_that_was_decided_since(draft):
    record = kind_of("threshold")
    (gone,) = held(draft, given=[each for each in records() if each.id != record.id])
    assert gone.verdict == "unsupported"
    assert gone.facts_say.startswith("no longer in the store")
    waiting = drawn(with_record(record.model_copy(update={"state": "pending"})))
    (decided,) = held(waiting)
    assert (decided.verdict, decided.severity) == ("stale", "medium")


def test_an_article_whose_text_is_another_one_is_found_with_its_moved_quotes(draft):
    id, document = next((id, each) for id, each in DOCUMENTS.items() if each.tier == "official")
    found = held(draft, documents={**DOCUMENTS, id: document.model_copy(update={"text": "。" + document.text})})
    assert {(finding.verdict, finding.field, finding.severity) for finding in found} == {
        ("contradicted", "reference", "high")
    }
    assert id in {finding.quote for finding in found}


def test_an_article_that_is_gone_and_one_of_which_another_version_came(draft):
    id, document = next((id, each) for id, each in DOCUMENTS.items() if each.url)
    (gone,) = held(draft, documents={other: each for other, each in DOCUMENTS.items() if other != id})
    assert (gone.verdict, gone.severity) == ("unsupported", "high")
    newer = document.model_copy(update={"id": "0" * 64, "text": document.text + "更正。"})
    (stale,) = held(draft, documents={**DOCUMENTS, newer.id: newer})
    assert (stale.verdict, stale.quote) == ("stale", id)
    assert newer.id in stale.facts_say


def test_another_version_that_was_there_when_the_draft_was_made_is_no_news():
    document = next(each for each in DOCUMENTS.values() if each.url)
    older = document.model_copy(update={"id": "0" * 64})
    both = {**DOCUMENTS, older.id: older}
    assert held(drawn(records(), both), documents=both) == ()


def test_a_provenance_that_was_changed_itself_is_found(draft):
    made = draft.provenance
    id = kind_of("threshold").id
    forged = {**made, "facts": {**made["facts"], id: {**made["facts"][id], "state": "edited"}}}
    assert [finding.verdict for finding in held(draft, provenance=forged)] == ["internal"]
