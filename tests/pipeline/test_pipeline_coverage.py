"""What no live fact covers: one answer for the draft that counts it and the review that lists it."""

import pytest
from scripted_model import article

from workbench.facts.fact import Evidence
from workbench.facts.kinds import EffectiveDate, Threshold
from workbench.pipeline.by_hand import add_fact_by_hand
from workbench.pipeline.coverage import count_uncovered, missed_mentions
from workbench.store import Store

TEXT = "商务部公告2025年第905号。本公告自2025年12月5日起施行。石墨烯粉体纯度不低于99.5%。\n"


@pytest.fixture
def store(tmp_path):
    store = Store(f"sqlite:///{tmp_path / 'workbench.db'}")
    store.add_document(article(TEXT, "notice"))
    return store


@pytest.fixture
def documents(store):
    return {document.id: document for document in store.documents()}


@pytest.fixture
def missed(store, documents):
    return lambda: [TEXT[each.start : each.end] for _id, each in missed_mentions(documents, store.records(), {})]


def _add(store, content, quote):
    span = Evidence.cut(TEXT, TEXT.index(quote), TEXT.index(quote) + len(quote))
    return add_fact_by_hand(store, store.documents()[0].id, content, span, reviewer="林")


@pytest.fixture
def effective(store):
    return _add(store, EffectiveDate(date="2025-12-05", basis="explicit"), "本公告自2025年12月5日起施行")


def test_a_mention_is_missed_until_a_fact_covers_it(store, missed, effective):
    assert any("99.5%" in quote for quote in missed())
    assert not any("12月5日" in quote for quote in missed())
    limit = Threshold(item="石墨烯粉体", subject="纯度", comparator="ge", value="99.5", unit="%")
    _add(store, limit, "石墨烯粉体纯度不低于99.5%")
    assert not any("99.5%" in quote for quote in missed())


def test_the_mentions_of_a_rejected_fact_are_missed_where_it_was_the_only_one_too(store, documents, missed, effective):
    store.decide(effective.id, "reject", reviewer="林")
    assert any("12月5日" in quote for quote in missed())
    assert len(missed()) == count_uncovered(documents, store.records())


def test_an_article_without_facts_has_nothing_that_is_missed(store, documents, missed):
    assert missed() == []
    assert count_uncovered(documents, store.records()) == 0


def test_long_articles_are_not_recognised_again(store, documents, effective):
    assert list(missed_mentions(documents, store.records(), {}, most_characters=3)) == []
    assert count_uncovered(documents, store.records(), most_characters=3) is None


def test_what_was_recognised_is_kept_for_the_next_time(store, documents, effective):
    known = {}
    first = list(missed_mentions(documents, store.records(), known))
    (id_,) = known
    known[id_] = known[id_][:1]
    assert len(first) > 1
    assert len(list(missed_mentions(documents, store.records(), known))) <= 1
