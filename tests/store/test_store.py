"""Decisions are appended and fold into states; nothing that was acknowledged is lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from workbench.errors import WorkbenchError
from workbench.facts.document import Document, document_id
from workbench.facts.fact import Evidence, Fact, Route, fact_json, make_fact
from workbench.facts.kinds import Announcement, EffectiveDate
from workbench.store import Run, Store, standing_notes

TEXT = "商務部公告2030年第7號於3月1日公布，自4月1日起施行。"
REVIEW = Route(to="review", reasons=("single_source",))
MACHINE = Route(to="machine")


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    made = Store(store_url)
    yield made
    made.close()


@pytest.fixture
def document() -> Document:
    return Document(id=document_id(TEXT.encode()), text=TEXT, published=date(2030, 3, 2))


def announcement(document: Document, day: int = 1) -> Fact:
    content = Announcement(instrument="MOFCOM/announcement/2030/7", published=date(2030, 3, day))
    return make_fact(document.id, content, [Evidence.cut(TEXT, 0, 19)], "rules")


def effect(document: Document) -> Fact:
    content = EffectiveDate(instrument="MOFCOM/announcement/2030/7", date=date(2030, 4, 1), basis="explicit")
    return make_fact(document.id, content, [Evidence.cut(TEXT, 20, 28)], "rules")


RUN = Run(engine="rules", fingerprint="r1")


def test_the_same_document_is_kept_once(store: Store, document: Document) -> None:
    assert store.add_document(document)
    assert not store.add_document(document)
    assert store.documents() == [document]
    assert store.document(document.id[:8]) == document


def test_documents_are_given_whole_without_their_texts_and_by_id(store: Store, document: Document) -> None:
    second = document.model_copy(update={"id": "b" * 64, "text": "第二份"})
    store.add_documents([document, second])
    assert store.document_heads() == [document.head, second.head]
    assert not hasattr(store.document_heads()[0], "text")
    assert store.documents_of([second.id, "unknown"]) == {second.id: second}
    assert list(store.each_text()) == [(document.id, document.text), (second.id, "第二份")]
    assert store.count_documents() == 2


def test_extracting_again_changes_nothing(store: Store, document: Document) -> None:
    store.add_document(document)
    store.save_extraction(document.id, [announcement(document), effect(document)], RUN)
    before = store.records()
    store.save_extraction(document.id, [announcement(document), effect(document)], RUN)
    assert store.records() == before
    assert [record.state for record in before] == ["pending", "pending"]


def test_routes_decide_the_state_until_a_person_does(store: Store, document: Document) -> None:
    fact = announcement(document)
    store.save_extraction(document.id, [fact], RUN)
    assert store.set_routes([(fact.id, MACHINE)]) == 1
    assert store.record(fact.id).state == "auto_approved"
    assert store.set_routes([(fact.id, MACHINE)]) == 0
    store.decide(fact.id, "reject", reviewer="Lin")
    store.set_routes([(fact.id, REVIEW)])
    assert store.record(fact.id).state == "rejected"
    assert store.decide(fact.id, "undo", reviewer="Lin").state == "pending"


def test_an_edit_keeps_the_original_beside_it(store: Store, document: Document) -> None:
    fact = announcement(document)
    store.save_extraction(document.id, [fact], RUN)
    record = store.decide(fact.id, "edit", reviewer="Lin", changes={"published": "2030-03-02"})
    assert record.state == "edited"
    assert record.content.published == date(2030, 3, 2)
    assert record.fact.content.published == date(2030, 3, 1)
    assert store.decide(fact.id, "undo", reviewer="Lin").content.published == date(2030, 3, 1)


def test_a_wrong_value_is_refused_and_nothing_changes(store: Store, document: Document) -> None:
    fact = announcement(document)
    store.save_extraction(document.id, [fact], RUN)
    for changes in ({"published": "the third"}, {"colour": "red"}, {}):
        with pytest.raises(WorkbenchError):
            store.decide(fact.id, "edit", reviewer="Lin", changes=changes)
    assert store.record(fact.id).revision == 0


def test_undo_appends_and_takes_back_one_decision(store: Store, document: Document) -> None:
    fact = announcement(document)
    store.save_extraction(document.id, [fact], RUN)
    store.decide(fact.id, "defer", reviewer="Lin")
    store.decide(fact.id, "approve", reviewer="Lin")
    assert store.decide(fact.id, "undo", reviewer="Lin").state == "deferred"
    assert store.decide(fact.id, "undo", reviewer="Lin").state == "pending"
    with pytest.raises(WorkbenchError, match="no decision to undo"):
        store.decide(fact.id, "undo", reviewer="Lin")
    assert [decision.action for decision in store.decisions(fact.id)] == ["defer", "approve", "undo", "undo"]


def test_a_note_decides_nothing_and_is_each_reviewers_own(store: Store, document: Document) -> None:
    fact = announcement(document)
    store.save_extraction(document.id, [fact], RUN)
    store.set_routes([(fact.id, MACHINE)])
    assert store.decide(fact.id, "note", reviewer="Lin", reason="ask the ministry").state == "auto_approved"
    store.decide(fact.id, "note", reviewer="Wu", reason="seen on paper")
    store.decide(fact.id, "note", reviewer="Lin", reason="asked, no answer yet")
    notes = standing_notes(store.decisions(fact.id))
    assert [(note.by, note.reason) for note in notes] == [("Wu", "seen on paper"), ("Lin", "asked, no answer yet")]
    store.decide(fact.id, "note", reviewer="Lin", reason="")
    assert [note.by for note in standing_notes(store.decisions(fact.id))] == ["Wu"]
    with pytest.raises(WorkbenchError, match="no decision to undo"):
        store.decide(fact.id, "undo", reviewer="Lin")
    assert len([each for each in store.decisions(fact.id) if each.action == "note"]) == 4


def test_a_note_goes_along_to_the_fact_that_says_the_same(store: Store, document: Document) -> None:
    old = announcement(document)
    store.save_extraction(document.id, [old], RUN)
    store.decide(old.id, "note", reviewer="Lin", reason="ask the ministry")
    same = make_fact(document.id, old.content, [Evidence.cut(TEXT, 0, 22)], "rules")
    store.save_extraction(document.id, [same], RUN)
    assert [note.reason for note in standing_notes(store.decisions(same.id))] == ["ask the ministry"]
    assert store.record(same.id).state == "pending"


def test_facts_are_told_as_they_stand(store: Store, document: Document) -> None:
    store.add_document(document)
    facts = [announcement(document), effect(document)]
    store.save_extraction(document.id, facts, RUN)
    store.set_routes([(facts[0].id, MACHINE)])
    store.decide(
        facts[1].id, "edit", reviewer="Lin", changes={"date": "2030-03-01"}, added=[Evidence.cut(TEXT, 11, 19)]
    )
    store.save_extraction(document.id, [announcement(document, day=2)], RUN)  # in the place of what was decided on
    assert list(store.each_as_json()) == [fact_json(record) for record in store.records()]
    assert list(store.each_as_json(superseded=True)) == [fact_json(record) for record in store.records(superseded=True)]
    assert [fact["kind"] for fact in store.each_as_json(kind="announcement", state="pending")] == ["announcement"]


def test_a_correction_carries_the_words_that_bear_it_out(store: Store, document: Document) -> None:
    store.add_document(document)
    fact = effect(document)
    store.save_extraction(document.id, [fact], RUN)
    span = Evidence.cut(TEXT, 11, 19)
    record = store.decide(fact.id, "edit", reviewer="Lin", changes={"date": "2030-03-01"}, added=[span])
    assert record.evidence == (*fact.evidence, span)
    assert record.fact == fact
    assert fact_json(record)["evidence"][-1] == span.json()
    assert store.decide(fact.id, "approve", reviewer="Wu").evidence == record.evidence
    assert not store.examination.run().flaws
    store.decide(fact.id, "undo", reviewer="Wu")
    assert store.decide(fact.id, "undo", reviewer="Lin").evidence == fact.evidence


def test_words_that_are_not_in_the_article_are_carried_by_no_correction(store: Store, document: Document) -> None:
    store.add_document(document)
    fact = effect(document)
    store.save_extraction(document.id, [fact], RUN)
    elsewhere = Evidence(start=0, end=3, quote="海關總")
    for action, changes in (("edit", {"date": "2030-03-01"}), ("approve", None)):
        with pytest.raises(WorkbenchError, match="do not stand"):
            store.decide(fact.id, action, reviewer="Lin", changes=changes, added=[elsewhere])
    assert store.record(fact.id).revision == 0


def test_a_decision_on_an_older_revision_is_refused(store: Store, document: Document) -> None:
    fact = announcement(document)
    store.save_extraction(document.id, [fact], RUN)
    seen = store.record(fact.id)
    store.decide(fact.id, "approve", reviewer="Wu", revision=seen.revision)
    with pytest.raises(WorkbenchError, match="meanwhile"):
        store.decide(fact.id, "reject", reviewer="Lin", revision=seen.revision)
    assert store.record(fact.id).state == "approved"


def test_what_is_no_longer_found_is_superseded_and_comes_back(store: Store, document: Document) -> None:
    first, second = announcement(document), effect(document)
    store.save_extraction(document.id, [first, second], RUN)
    store.decide(second.id, "approve", reviewer="Lin")
    store.save_extraction(document.id, [first], Run(engine="rules", fingerprint="r2"))
    assert [record.id for record in store.records()] == [first.id]
    assert {record.id: record.state for record in store.records(superseded=True)}[second.id] == "superseded"
    store.save_extraction(document.id, [first, second], RUN)
    assert store.record(second.id).state == "approved"


def test_a_decision_is_carried_to_the_same_content_only(store: Store, document: Document) -> None:
    old = announcement(document)
    store.save_extraction(document.id, [old], RUN)
    store.decide(old.id, "approve", reviewer="Lin")
    same = make_fact(document.id, old.content, [Evidence.cut(TEXT, 0, 14), Evidence.cut(TEXT, 15, 19)], "model")
    other = announcement(document, day=3)
    store.save_extraction(document.id, [same, other], Run(engine="model", fingerprint="m1"))
    states = {record.id: record.state for record in store.records()}
    assert states == {same.id: "approved", other.id: "pending"}
    assert store.decisions(same.id)[0].carried_from == old.id


def test_a_failed_run_takes_nothing_away(store: Store, document: Document) -> None:
    fact = announcement(document)
    store.save_extraction(document.id, [fact], RUN)
    failed = Run(engine="model", fingerprint="m1", outcome="refused", replaces=False)
    store.save_extraction(document.id, [], failed)
    assert [record.id for record in store.records()] == [fact.id]
    assert [run.outcome for run in store.runs(document.id)] == ["complete", "refused"]


def test_what_was_decided_is_there_when_the_store_is_opened_again(store_url: str, document: Document) -> None:
    url = store_url
    fact = announcement(document)
    Store(url).save_extraction(document.id, [fact], RUN)
    Store(url).decide(fact.id, "approve", reviewer="Lin")
    Store(url).remember_position("Lin", fact.id)
    again = Store(url)
    assert again.record(fact.id).state == "approved"
    assert again.position("Lin") == fact.id
    assert again.position("Wu") is None


def test_a_store_that_cannot_be_opened_says_so(tmp_path: Path) -> None:
    damaged = tmp_path / "workbench.db"
    damaged.write_bytes(b"this is no database at all" * 100)
    with pytest.raises(WorkbenchError, match="cannot be opened"):
        Store(f"sqlite:///{damaged}")
    with pytest.raises(WorkbenchError, match="database URL"):
        Store("nonsense")


def test_several_extractions_are_kept_together_or_not_at_all(store: Store, document: Document) -> None:
    store.add_document(document)
    fact = announcement(document)
    with pytest.raises(IntegrityError):
        store.save_extractions([(document.id, [fact], RUN), ("another", [fact], RUN)])  # one fact of two documents
    assert store.records() == []
    assert store.runs() == []
    store.save_extractions([(document.id, [fact], RUN)])
    assert [(state, count) for state, _route, count in store.count_standing()] == [("pending", 1)]


def test_of_documents_added_together_those_with_the_same_bytes_are_one(store: Store, document: Document) -> None:
    assert store.add_documents([document, document]) == {document.id}
    assert store.add_documents([document]) == set()
    assert store.documents() == [document]
