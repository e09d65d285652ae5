"""The index finds what the store holds, in both scripts, with scores of one rule in every database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.store.older_stores import make_older_store
from workbench.facts.document import Document, document_id
from workbench.facts.fact import Evidence, Fact, Route, make_fact
from workbench.facts.kinds import ControlledItem, EffectiveDate
from workbench.search import parse_query, words_of
from workbench.store import Found, Run, Store, full_text

SIMPLIFIED = "商务部公告2031年第7号对镓基衬底实施出口管制，自2031年5月1日起施行。"
TRADITIONAL = "商務部日前暫停第7號公告對鎵基襯底的管制；石墨薄膜不在其列，共涉５８項。"
ASIDE = "各方對此看法不一，後續安排以正式文本為準。"
RUN = Run(engine="rules", fingerprint="r1")


def document(body: str, title: str) -> Document:
    return Document(id=document_id(body.encode()), text=body, title=title, published=date(2031, 4, 1), year=2031)


def item(of: Document, name: str) -> Fact:
    start = of.text.index(name)
    content = ControlledItem(instrument="MOFCOM/announcement/2031/7", name=name)
    return make_fact(of.id, content, [Evidence.cut(of.text, start, start + len(name))], "rules")


MINISTRY, NEWS, ESSAY = document(SIMPLIFIED, "公告"), document(TRADITIONAL, "報導"), document(ASIDE, "隨筆")
ITEM = item(MINISTRY, "镓基衬底")


@pytest.fixture(params=["fts5", "plain", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    url = f"sqlite:///{tmp_path / 'workbench.db'}"
    if request.param == "plain":
        monkeypatch.setattr(full_text, "has_fts5", lambda _connection: False)
    if request.param == "postgresql":
        url = request.getfixturevalue("postgresql_url")
    made = Store(url)
    made.add_documents([MINISTRY, NEWS, ESSAY])
    made.save_extraction(MINISTRY.id, [ITEM], RUN)
    yield made
    made._engine.dispose()


def found(store: Store, query: str, **options: object) -> list[str]:
    return [each.id for each in hits(store, query, **options)]


def hits(store: Store, query: str, **options: object) -> list[Found]:
    return store.index.find(parse_query(query).phrases, limit=20, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("鎵基襯底", {MINISTRY.id, NEWS.id, ITEM.id}),
        ("镓基衬底", {MINISTRY.id, NEWS.id, ITEM.id}),
        ("鎵", {MINISTRY.id, NEWS.id, ITEM.id}),
        ("底", {MINISTRY.id, NEWS.id, ITEM.id}),
        ("58", {NEWS.id}),
        ("5", {MINISTRY.id}),
        ("暫停 石墨", {NEWS.id}),
        ("暫停 隨筆", set()),
        ("暂停第", {NEWS.id}),
        ("暫停管制", set()),
        ("公告2031年第7號", {MINISTRY.id, NEWS.id, ITEM.id}),
        ("第7号公告", {MINISTRY.id, NEWS.id, ITEM.id}),
        ("公告2030年第7號", set()),
        ("隨筆", {ESSAY.id}),
        ("", set()),
    ],
)
def test_what_is_found(store, query, ids):
    assert set(found(store, query)) == ids


def test_the_title_does_not_run_on_into_the_text(store):
    assert found(store, "隨筆各方") == []


def test_kinds_any_and_limit(store):
    assert found(store, "鎵", kinds=["fact"]) == [ITEM.id]
    assert set(found(store, "暫停 看法", every=False)) == {NEWS.id, ESSAY.id}
    assert store.index.find(parse_query("鎵").phrases, limit=1) == hits(store, "鎵")[:1]


def test_more_of_what_was_asked_for_ranks_higher_within_0_and_1(store):
    often = document("石墨價格、石墨庫存、石墨出口。", "石墨")
    store.add_document(often)
    ranked = hits(store, "石墨", kinds=["document"])
    assert [each.id for each in ranked] == [often.id, NEWS.id]
    assert 1 >= ranked[0].score > ranked[1].score > 0


def test_a_text_of_average_length_that_says_it_once_has_the_stated_score(tmp_path):
    store = Store(f"sqlite:///{tmp_path / 'even.db'}")
    same_length = [document(f"{sign}字" * 9 + sign, "同") for sign in "甲乙丙丁戊"]
    store.add_documents(same_length)
    (one,) = hits(store, "甲字甲字甲字甲字甲字甲字甲字甲字甲字甲")
    assert one.score == 0.4545


def test_edited_facts_are_found_by_what_they_say_now(store):
    store.decide(ITEM.id, "edit", reviewer="Lin", changes={"name": "氮化鎵外延片"})
    assert ITEM.id in found(store, "外延片")
    store.decide(ITEM.id, "undo", reviewer="Lin")
    assert ITEM.id not in found(store, "外延片")


def test_rejected_and_superseded_facts_are_not_found(store):
    store.decide(ITEM.id, "reject", reviewer="Lin")
    assert ITEM.id not in found(store, "鎵")
    store.decide(ITEM.id, "undo", reviewer="Lin")
    assert ITEM.id in found(store, "鎵")
    other = make_fact(
        MINISTRY.id, EffectiveDate(date=date(2031, 5, 1), basis="explicit"), [Evidence.cut(SIMPLIFIED, 0, 4)], "rules"
    )
    store.save_extraction(MINISTRY.id, [other], RUN)
    assert ITEM.id not in found(store, "鎵")


def test_a_store_from_before_the_index_is_indexed_by_its_first_search(tmp_path):
    path = tmp_path / "old.db"
    make_older_store(path, documents=[NEWS])
    assert found(Store(f"sqlite:///{path}"), "鎵") == [NEWS.id]


def test_only_the_last_draft_of_a_period_is_found_and_every_text_is_kept_once(store):
    first = store.drafts.keep(period="2031-03", as_of=date(2031, 3, 31), path="a.md", text="# 三月\n\n鎵仍受管制。\n")
    again = store.drafts.keep(period="2031-03", as_of=date(2031, 3, 31), path="a.md", text="# 三月\n\n鎵已暫停。\n")
    other = store.drafts.keep(period="2031-04", as_of=date(2031, 4, 30), path="b.md", text="# 四月\n\n鎵無變化。\n")
    assert set(found(store, "鎵", kinds=["report"])) == {again, other}
    back = store.drafts.keep(period="2031-03", as_of=date(2031, 3, 31), path="c.md", text="# 三月\n\n鎵仍受管制。\n")
    assert back == first
    assert set(found(store, "鎵", kinds=["report"])) == {first, other}
    assert [draft.path for draft in store.drafts.all()] == ["a.md", "b.md", "c.md"]
    assert store.drafts.latest()["2031-03"].digest == first


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(query=st.one_of(st.text(max_size=40), st.text(alphabet="鎵石墨暫停58\"*-()^:{}ANDORNEAR '\\%_[]", max_size=20)))
def test_no_query_raises_or_finds_what_does_not_say_it(store, query):
    asked = parse_query(query).phrases
    words = {each.id: {word.text for word in words_of(f"{each.title} {each.text}")} for each in (MINISTRY, NEWS, ESSAY)}
    for each in store.index.find(asked, kinds=["document"], limit=9):
        for phrase in asked:
            if "/" not in phrase.words[0]:
                assert any(word.startswith(phrase.words[-1]) for word in words[each.id])
    if not asked:
        assert hits(store, query) == []


@settings(max_examples=15, deadline=None)
@given(
    bodies=st.lists(
        st.lists(st.sampled_from(["石墨", "鎵", "暫停", "，", "58", "管制"]), min_size=1, max_size=12), max_size=6
    ),
    query=st.lists(st.sampled_from(["石墨", "鎵", "暫停", "58", "管制"]), min_size=1, max_size=3),
    every=st.booleans(),
)
def test_both_ways_of_ranking_agree(tmp_path_factory, bodies, query, every):
    scores = []
    for made in (True, False):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(full_text, "has_fts5", lambda _connection, made=made: made)
            store = Store(f"sqlite:///{tmp_path_factory.mktemp('ranking') / 'workbench.db'}")
        store.add_documents([document("".join(body) + str(number) + "號", "同") for number, body in enumerate(bodies)])
        ranked = store.index.find(parse_query(" ".join(query)).phrases, kinds=["document"], every=every, limit=9)
        scores.append({each.id: each.score for each in ranked})
        store._engine.dispose()
    assert scores[0].keys() == scores[1].keys()
    assert all(abs(scores[0][id_] - scores[1][id_]) < 0.0002 for id_ in scores[0])


def test_a_waiting_fact_is_found_whatever_its_route(store):
    store.set_routes([(ITEM.id, Route(to="machine"))])
    assert ITEM.id in found(store, "鎵")
