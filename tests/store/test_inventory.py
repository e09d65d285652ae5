"""An inventory is all that a store holds at one moment; its digest is another as soon as a row is."""

from __future__ import annotations

from datetime import date

import pytest

from workbench.facts.document import Document, document_id
from workbench.facts.fact import Evidence, Route, make_fact
from workbench.facts.kinds import Announcement, EffectiveDate
from workbench.store import SCHEMA, Run, Store

TEXT = "商務部公告2031年第7號於3月1日公布，自4月1日起施行。"
DOCUMENT = Document(id=document_id(TEXT.encode()), text=TEXT, published=date(2031, 3, 2))
RUN = Run(engine="rules", fingerprint="invented")
NAMED = make_fact(
    DOCUMENT.id, Announcement(instrument="MOFCOM/announcement/2031/7"), [Evidence.cut(TEXT, 0, 12)], "rules"
)
DATED = make_fact(
    DOCUMENT.id, EffectiveDate(date=date(2031, 4, 1), basis="explicit"), [Evidence.cut(TEXT, 19, 28)], "rules"
)


@pytest.fixture
def store(store_url):
    made = Store(store_url)
    made.add_document(DOCUMENT)
    made.save_extraction(DOCUMENT.id, [NAMED, DATED], RUN)
    yield made
    made.close()


def test_it_holds_what_the_store_holds(store):
    held = store.inventory()
    assert list(held.documents) == store.documents() == [DOCUMENT]
    assert list(held.records) == store.records()


def test_the_same_rows_give_the_same_digest(store, tmp_path):
    before = store.inventory().digest
    store.remember_position("Lin", NAMED.id)
    store.drafts.keep(period="2031-03", as_of=date(2031, 3, 31), path="a.md", text="# 三月\n")
    assert store.inventory().digest == before
    other = Store(f"sqlite:///{tmp_path / 'other.db'}")
    other.copies.replace(SCHEMA, store.copies.rows())
    assert other.inventory().digest == before


@pytest.mark.parametrize("change", [
    lambda store: store.decide(NAMED.id, "approve", reviewer="Lin"),
    lambda store: store.decide(NAMED.id, "edit", reviewer="Lin", changes={"title": "稀土公告"}),
    lambda store: store.set_routes([(NAMED.id, Route(to="machine"))]),
    lambda store: store.save_extraction(DOCUMENT.id, [NAMED], RUN),
    lambda store: store.add_document(DOCUMENT.model_copy(update={"id": "b" * 64})),
    lambda store: (store.decide(NAMED.id, "approve", reviewer="Lin"), store.decide(NAMED.id, "undo", reviewer="Lin")),
], ids=["decided", "corrected", "routed", "superseded", "document", "undone"])  # fmt: skip
def test_another_row_gives_another_digest(store, change):
    before = store.inventory().digest
    change(store)
    assert store.inventory().digest != before


def test_a_draft_is_found_again_by_what_it_was_composed_from(store):
    kept = {"period": "2031-03", "as_of": date(2031, 3, 31), "path": "a.md"}
    store.drafts.keep(**kept, text="# 三月\n", inputs="a" * 64)
    assert store.drafts.composed_from("a" * 64) == "# 三月\n"
    assert store.drafts.composed_from("b" * 64) is None
    store.drafts.keep(**kept, text="# 三月\n", inputs="b" * 64)
    assert store.drafts.composed_from("b" * 64) == "# 三月\n"


def test_a_copy_is_not_taken_at_its_word_on_what_its_drafts_were_composed_from(store, tmp_path):
    store.drafts.keep(period="2031-03", as_of=date(2031, 3, 31), path="a.md", text="# 三月\n", inputs="a" * 64)
    other = Store(f"sqlite:///{tmp_path / 'other.db'}")
    other.copies.replace(SCHEMA, store.copies.rows())
    assert [draft.text for draft in other.drafts.all()] == ["# 三月\n"]
    assert other.drafts.composed_from("a" * 64) is None


def test_facts_are_listed_as_they_stand_in_the_order_in_which_they_are_read(store):
    _moment, listed = store.standings.all()
    assert [standing.id for standing in listed] == [record.id for record in store.records()] == [NAMED.id, DATED.id]
