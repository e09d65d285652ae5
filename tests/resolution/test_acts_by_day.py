"""Acts that a source tells by their day alone: one with the number that does the same, else instruments of their own."""

import pytest
from sayings import announced, changed, day, events, read

from workbench.facts.document import Document
from workbench.facts.fact import Evidence, Record, Route, make_fact
from workbench.resolution import Statement, resolve, status_on

NEWS = "7月1日，商務部發布公告決定，自即日起至2031年12月31日，暫停實施商務部公告2031年第8號、9號。"
MEASURE = "MOFCOM/measure/2031-07-01/suspend-announcement-2031-8"
NUMBERED = "MOFCOM/announcement/2031/20"


def by_of(statements, key="MOFCOM/announcement/2031/8"):
    return {event.by for event in events(*statements) if event.target == key and event.type == "suspend"}


def test_an_act_told_by_its_day_is_an_instrument_of_its_own_that_takes_effect_when_its_sentence_says():
    told = read(NEWS, "d1", "2031-07-02")
    instruments = resolve(told)
    assert MEASURE in instruments.keys
    assert instruments.label(MEASURE) == "商務部措施（2031-07-01）"
    assert by_of(told) == {MEASURE}
    published = [event for event in events(*told) if event.target == MEASURE]
    assert [(event.type, event.from_) for event in published] == [
        ("publish", day("2031-07-01")),
        ("effect", day("2031-07-01")),
    ]


def test_it_is_the_numbered_act_of_that_day_that_does_the_same():
    numbered = [
        announced("2031-07-01", NUMBERED, document="d2"),
        changed("suspend", "2031-07-01", "2031-12-31", by=NUMBERED, document="d2"),
    ]
    told = [*read(NEWS, "d1", "2031-07-02"), *numbered]
    assert MEASURE not in resolve(told).keys
    assert by_of(told) == {NUMBERED}


@pytest.mark.parametrize(
    "other",
    [
        [announced("2031-07-01", NUMBERED, document="d2")],
        [
            announced("2031-07-01", NUMBERED, document="d2"),
            changed("suspend", "2031-07-01", key="MOFCOM/announcement/2031/30", by=NUMBERED, document="d2"),
        ],
        [
            announced("2031-07-05", NUMBERED, document="d2"),
            changed("suspend", "2031-07-01", by=NUMBERED, document="d2"),
        ],
    ],
    ids=["does nothing known", "suspends another act", "is of another day"],
)
def test_it_is_not_a_numbered_act_that(other):
    assert MEASURE in resolve([*read(NEWS, "d1", "2031-07-02"), *other]).keys


def test_two_sources_that_name_different_targets_tell_of_one_act():
    other = "商務部7月1日宣布，自即日起至2031年12月31日，暫停實施商務部公告2031年第9號。"
    told = [*read(NEWS, "d1", "2031-07-02"), *read(other, "d2", "2031-07-03")]
    assert [key for key in resolve(told).keys if "/measure/" in key] == [MEASURE]


def test_several_acts_told_together_are_not_one():
    told = read("7月1日，商務部連發多個公告，將樣品公司等8家美國實體列入出口管制管控名單。", "d1", "2031-07-02")
    assert not [key for key in resolve(told).keys if "/measure/" in key]


def test_a_listing_told_by_its_day_is_that_of_the_notice_of_the_day():
    told = read("2031年7月1日，商務部發布公告，將樣品公司等8家美國實體列入了出口管制管控名單。", "d1", "2031-07-02")
    assert "MOFCOM/measure/2031-07-01/list-export-control" in resolve(told).keys
    notice = read(
        "2031年7月1日，商务部公告2031年第20号公布，将8家美国实体列入出口管制管控名单。", "d2", "2031-07-01", "official"
    )
    assert resolve([*told, *notice]).keys == (NUMBERED,)


LISTED = [
    "2031年4月4日，商务部公告2031年第21号公布，将16家美国实体列入出口管制管控名单。",
    "2031年4月4日，不可靠实体清单工作机制公告2031年第7号公布，将样品公司等11家美国企业列入不可靠实体清单。",
    "2031年4月4日，商务部发布2031年第18号公告，对样品实施出口管制。",
    "2031年3月4日，不可靠实体清单工作机制公告2031年第5号公布，将样本公司等10家美国企业列入不可靠实体清单。",
]


def listed():
    return [s for number, text in enumerate(LISTED) for s in read(text, f"l{number}", "2031-04-05", "official")]


def test_entities_listed_on_a_day_are_those_of_the_one_notice_that_listed_them():
    news = read(
        "商務部8月12日宣布：對於2031年4月4日被列入出口管制管控名單的16家美國實體，自2031年8月12日起，繼續暫停上述措施90天。",
        "d1",
        "2031-08-12",
    )
    changes = {(e.type, e.target, e.until) for e in events(*listed(), *news) if e.type == "extend"}
    assert changes == {("extend", "MOFCOM/announcement/2031/21", day("2031-11-09"))}


def test_a_number_of_entities_that_no_notice_has_leads_nowhere():
    news = read(
        "商務部8月12日宣布：對於2031年4月4日被列入出口管制管控名單的17家美國實體，自2031年8月12日起，繼續暫停上述措施90天。",
        "d1",
        "2031-08-12",
    )
    assert not [e for e in events(*listed(), *news) if e.type == "extend"]


def test_each_verb_changes_the_act_of_its_own_day():
    answer = read(
        "不可靠實體清單工作機制11月5日宣布，自2031年11月10日起，繼續暫停4月4日公告涉及不可靠實體清單的相關措施1年，"
        "停止3月4日公告涉及不可靠實體清單的相關措施。",
        "d1",
        "2031-11-05",
    )
    told = events(*listed(), *answer)
    assert status_on("UEL/announcement/2031/7", day("2031-12-01"), told).status == "suspended"
    assert status_on("UEL/announcement/2031/5", day("2031-12-01"), told).status == "stopped"
    assert status_on("MOFCOM/announcement/2031/21", day("2031-12-01"), told).status == "announced"


def test_an_authority_and_a_day_in_words_mean_the_acts_of_that_day():
    instruments = resolve([*listed(), *read(NEWS, "d1", "2031-07-02")])
    assert instruments.acts_of_day("商務部2031年7月1日公告") == (MEASURE,)
    assert instruments.acts_of_day("商务部2031年4月4日公告") == (
        "MOFCOM/announcement/2031/18",
        "MOFCOM/announcement/2031/21",
    )
    assert instruments.acts_of_day("2031年4月4日公告") == ()
    assert instruments.acts_of_day("商務部公告2031年第8號") == ()


def test_a_quote_that_only_bears_out_the_year_does_not_put_two_sentences_in_one_place():
    text = "2031年的观察\n7月1日，商务部发布公告，暂停实施商务部公告2031年第8号。\n7月2日，商务部等部门调整《某类化学品管理目录》。"
    told = []
    for statement in read(text, "d1", "2032-01-02"):
        year = Evidence.cut(text, 0, 5)
        again = make_fact("d1", statement.content, (year, *statement.evidence), "model")
        told.append(Statement.of(Record(fact=again, route=Route(to="machine")), Document(id="d1", text=text)))
    amended = [event for event in events(*told) if event.type == "amend"]
    assert [event.by for event in amended] == ["MOFCOM/measure/2031-07-02/amend-某类化学品管理目录"]
    assert by_of(told) == {MEASURE}


def counted(text: str) -> list[str | None]:
    """Which act the numbers of items in a text are of."""
    instruments = resolve(read(text, "d1", "2031-07-02"))
    told = [*instruments.unassigned, *(told for group in instruments.statements.values() for told in group)]
    return [statement.content.instrument for statement in told if statement.content.kind == "count"]


def test_goods_that_the_sentence_of_an_act_by_its_day_counts_are_that_act_s():
    text = "7月1日，商務部公布調整《樣品出口管理目錄》，增列13種樣品化學品。"
    assert counted(text) == ["MOFCOM/measure/2031-07-01/amend-样品出口管理目录"]


def test_goods_that_are_named_where_an_act_suspends_others_are_not_brought_under_control_by_it():
    assert counted(NEWS.replace("9號。", "9號，涉及去年增列13種樣品化學品。")) == [None]
