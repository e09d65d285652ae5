"""What is decided together, and in which order."""

from tests.review.samples import NEWS_DOCUMENT, NOTICE_DOCUMENT, MemoryStore, record, sample_records
from workbench.facts.kinds import Claim, Threshold
from workbench.facts.standing import Standing
from workbench.review.groups import group_facts, risk, sort_groups, units


def _groups(records):
    store = MemoryStore(list(records))
    return group_facts(store.standings(), store.texts())


def test_units_are_sentences_and_rows():
    assert units("甲。乙！」丙\n丁") == [0, 2, 5, 7]


def test_facts_of_one_sentence_are_one_group_in_reading_order():
    records = sample_records()
    graphene = next(group for group in _groups(records) if len(group.facts) == 3)
    kinds = {one.id: one.fact.kind for one in records}
    assert [kinds[id_] for id_ in graphene.facts] == ["threshold", "threshold", "controlled_item"]
    assert NOTICE_DOCUMENT.text[graphene.start :].startswith("一、纯度")


def test_each_row_of_a_list_is_a_group_of_its_own():
    listings = [one for one in sample_records() if one.fact.kind == "listing"]
    assert [len(group.facts) for group in _groups(listings)] == [1, 1]


def test_facts_of_two_documents_are_never_one_group():
    records = [
        record(NOTICE_DOCUMENT, Claim(statement="商务部"), "商务部"),
        record(NEWS_DOCUMENT, Claim(statement="商務部"), "商務部"),
    ]
    assert len(_groups(records)) == 2


def test_an_assessment_stands_alone_though_it_has_no_document():
    assessment = sample_records()[-1]
    twin = assessment.model_copy(update={"fact": assessment.fact.model_copy(update={"id": "b" * 20})})
    assert [group.facts for group in _groups([assessment, twin])] == [("a" * 20,), ("b" * 20,)]


def test_conflicts_come_before_unverified_values_before_figures_before_the_rest():
    by_kind = {}
    for one in sample_records():
        by_kind.setdefault(one.fact.kind, []).append(risk(Standing.of(one)))
    assert by_kind["status_change"] == [0]
    assert by_kind["threshold"] == [2, 1]
    assert by_kind["requirement"] == [3]
    assert by_kind["assessment"] == [4]


def test_the_riskiest_group_of_each_article_comes_first_or_of_all():
    records = sample_records()
    by_id = {one.id: Standing.of(one) for one in records}
    groups = _groups(records)
    first_risks = [(group.place, min(risk(by_id[id_]) for id_ in group.facts)) for group in groups]
    in_article = [
        (g.place, min(risk(by_id[i]) for i in g.facts)) for g in sort_groups(groups, by_id, "risk_in_article")
    ]
    overall = [min(risk(by_id[i]) for i in g.facts) for g in sort_groups(groups, by_id, "risk")]
    assert in_article == sorted(first_risks)
    assert overall == sorted(overall)
    assert [(g.place, g.start) for g in sort_groups(groups, by_id, "reading")] == [(g.place, g.start) for g in groups]


def test_a_decided_fact_no_longer_makes_its_group_risky():
    risky = record(NOTICE_DOCUMENT, Claim(statement="甲"), "石墨烯粉体", reasons=("conflict",), state="approved")
    plain = record(NOTICE_DOCUMENT, Claim(statement="乙"), "1C999.b")
    earlier = record(
        NOTICE_DOCUMENT, Threshold(subject="纯度", comparator="ge", value="99.5"), "二、", missing=("value",)
    )
    records = (risky, plain, earlier)
    ordered = sort_groups(_groups(records), {one.id: Standing.of(one) for one in records}, "risk")
    assert ordered[0].facts == (earlier.id,)
