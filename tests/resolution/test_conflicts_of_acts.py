"""What an act is: its issuer, title and number, when sources differ on them and when they only seem to."""

import pytest
from sayings import ACT, announced, changed, listed

from workbench.resolution import open_conflicts, resolve

OTHER = "MOFCOM/announcement/2031/9"
TITLE = "公布對某類鎂合金實施出口管制的決定"


def summary(*statements):
    return [(c.attribute, c.instrument, [side.value for side in c.sides]) for c in open_conflicts(resolve(statements))]


def news(content=announced, *words, **more):
    return content(*words, document=more.pop("document", "d2"), tier="news", **more)


def test_two_issuers():
    told = (announced(issuers=("商務部",)), news(issuers=("外交部",)))
    assert summary(*told) == [("issuer", ACT, ["商務部", "外交部"])]


@pytest.mark.parametrize(
    "said",
    [("商务部",), ("中國商務部", "海關總署"), ("海關總署",), ("商務部安全與管制局",), ("不可靠實體清單工作機制",)],
    ids=["script", "country in front", "one of two", "office", "mechanism in the ministry"],
)
def test_the_same_issuer_said_otherwise_is_none(said):
    assert not summary(announced(issuers=("商務部", "海關總署")), news(issuers=said))


def test_two_titles_of_one_number():
    told = (announced(title=TITLE), news(title="公布對某類鎂鋁合金實施出口管制的決定"))
    assert summary(*told) == [("title", ACT, [TITLE, "公布對某類鎂鋁合金實施出口管制的決定"])]


@pytest.mark.parametrize(
    "said",
    [
        "关于对某类镁合金实施出口管制的公告",
        "《公布對某類鎂合金相關物項實施出口管制的決定》",
        "商務部公告2031年第8號 公布對某類鎂合金實施出口管制的決定",
        "鎂合金新規",
        "Decision on export controls of magnesium alloys",
    ],
    ids=["script and frame", "marks and filling", "number in front", "nickname", "translation"],
)
def test_the_same_title_written_otherwise_is_none(said):
    assert not summary(announced(title=TITLE), news(title=said))


def test_one_title_given_to_two_numbers():
    told = (announced(title=TITLE), news(announced, None, OTHER, title=TITLE))
    assert summary(*told) == [("number", ACT, [ACT, OTHER])]


def test_one_title_of_two_acts_is_none_where_a_source_tells_of_both_or_their_days_differ():
    assert not summary(announced(title=TITLE), announced(None, OTHER, title=TITLE))
    assert not summary(announced("2031-04-02", title=TITLE), news(announced, "2031-08-02", OTHER, title=TITLE))


def test_one_change_put_down_to_two_orders():
    told = (
        changed("suspend", "2031-07-01", "2031-12-31", by="MOFCOM/order/2031/3"),
        changed("suspend", "2031-07-01", "2031-12-31", by="MOFCOM/order/2031/4", document="d2", tier="news"),
    )
    assert summary(*told) == [("number", ACT, ["MOFCOM/order/2031/3", "MOFCOM/order/2031/4"])]


def test_two_changes_by_two_orders_are_none():
    told = (
        changed("suspend", "2031-07-01", "2031-12-31", by="MOFCOM/order/2031/3"),
        changed("extend", "2032-01-01", "2032-06-30", by="MOFCOM/order/2032/1", document="d2"),
    )
    assert not summary(*told)


def test_entities_listed_on_one_day_by_two_notices_are_one_conflict():
    one, two = "MOFCOM/order/2031/5", "MOFCOM/order/2031/6"
    told = (
        announced("2031-08-13", one),
        *(listed(original=name, key=one, on="countermeasure") for name in ("Firstbank AB", "Second Bank UAB")),
        announced("2031-08-13", two, document="d2", tier="news"),
        *(listed(original=n, key=two, on="countermeasure", document="d2", tier="news") for n in ("Firstbank", "Second Bank UAB")),
    )  # fmt: skip
    assert summary(*told) == [("number", one, [one, two])]


def test_an_entity_listed_again_on_another_day_is_none():
    told = (
        announced("2031-03-04"),
        listed("某航空公司"),
        announced("2031-04-09", OTHER, document="d2"),
        listed("某航空公司", OTHER, document="d2"),
    )
    assert not summary(*told)
