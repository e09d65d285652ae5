"""A fact that a person adds: held against the text like any other."""

import pytest
from scripted_model import article

from workbench.errors import WorkbenchError
from workbench.facts.fact import Evidence
from workbench.facts.kinds import Count, EffectiveDate
from workbench.pipeline.by_hand import add_fact_by_hand, unsupported_changes
from workbench.pipeline.routing import policy_of, route_all
from workbench.settings import TriageSettings
from workbench.store import MACHINE, Run, Store

TEXT = "商务部公告2025年第905号。本公告自2025年12月5日起施行。另有7家企业列入关注名单。石墨烯粉体纯度不低于99.5%。\n"


@pytest.fixture
def store(tmp_path):
    store = Store(f"sqlite:///{tmp_path / 'workbench.db'}")
    store.add_document(article(TEXT, "notice"))
    return store


def _span(quote):
    return Evidence.cut(TEXT, TEXT.index(quote), TEXT.index(quote) + len(quote))


def _add(store, content, quote):
    return add_fact_by_hand(store, store.documents()[0].id, content, _span(quote), reviewer="林")


def test_it_is_approved_by_who_added_it_and_its_reference_becomes_a_key(store):
    content = EffectiveDate(instrument="商务部公告2025年第905号", date="2025-12-05", basis="explicit")
    quote = "商务部公告2025年第905号。本公告自2025年12月5日起施行"
    added = _add(store, content, quote)
    assert (added.state, added.fact.origin, added.fact.instrument) == (
        "approved",
        "person",
        "MOFCOM/announcement/2025/905",
    )
    assert added.fact.evidence[0].quote == quote
    assert [(made.action, made.by) for made in store.decisions(added.id)] == [("approve", "林")]


def test_a_value_that_is_not_in_the_quote_is_refused(store):
    with pytest.raises(WorkbenchError, match="8"):
        _add(store, Count(list="watch", action="add", count=8), "另有7家企业列入关注名单")
    assert store.records() == []


def test_a_correction_is_borne_out_by_its_quotes_or_by_words_that_are_added(store):
    record = _add(store, Count(list="watch", action="add", count=7), "另有7家企业列入关注名单")
    assert unsupported_changes(store, record, {"count": "7"}) == ()
    assert unsupported_changes(store, record, {"count": "905"}) == ("count",)
    assert unsupported_changes(store, record, {"as_of": "2025-12-05"}) == ("as_of",)
    assert unsupported_changes(store, record, {"as_of": "2025-12-05"}, [_span("自2025年12月5日起")]) == ()
    assert unsupported_changes(store, record, {"as_of": ""}) == ()


def test_the_same_fact_twice_is_refused(store):
    content = Count(list="watch", action="add", count=7)
    _add(store, content, "另有7家企业列入关注名单")
    with pytest.raises(WorkbenchError, match="already"):
        _add(store, content, "另有7家企业列入关注名单")


def test_no_routing_and_no_extraction_takes_it_away(store):
    added = _add(store, Count(list="watch", action="add", count=7), "另有7家企业列入关注名单")
    route_all(store, policy_of(TriageSettings()))
    store.save_extraction(store.documents()[0].id, [], Run(engine="rules", fingerprint="f"))
    assert [(record.id, record.state) for record in store.records()] == [(added.id, "approved")]
    assert {made.by for made in store.decisions(added.id)} == {"林", MACHINE}
