"""Listings that name no notice: they are of the one that had just put the same names on the same list."""

import pytest
from sayings import announced, listed, read

from workbench.resolution import resolve

NOTICE, OTHER = "UEL/announcement/2031/10", "UEL/announcement/2031/9"
LIST = "unreliable_entity"
NEWS = "今天还有一个公告。决定将反样机技术公司、样本洞察公司列入不可靠实体清单。"


def notice(on="2031-10-09", key=NOTICE, name="反样机技术公司", list_=LIST):
    return [announced(on, key, document="d2"), listed(name, key, on=list_, document="d2")]


def listed_by(*statements):
    """Name -> the notice that puts it on the list, for each listing of the news."""
    instruments = resolve(statements)
    return {
        statement.content.name_zh: instruments.find_statement(statement.fact).content.instrument
        if instruments.find_statement(statement.fact)
        else None
        for statement in statements
        if statement.content.kind == "listing" and statement.document == "d1"
    }


def test_all_names_of_a_sentence_are_of_the_notice_that_lists_one_of_them():
    listed = listed_by(*read(NEWS, "d1", "2031-10-10"), *notice())
    assert listed == {"反样机技术公司": NOTICE, "样本洞察公司": NOTICE}


@pytest.mark.parametrize(
    "known",
    [
        notice(name="样机技术公司"),
        notice(on="2031-08-01"),
        notice(on="2031-10-11"),
        notice(key="MOFCOM/announcement/2031/51", list_="export_control"),
        [*notice(), *notice(key=OTHER)],
    ],
    ids=["another name", "long before", "after the news", "another list", "two notices"],
)
def test_it_is_no_notice_that_cannot_be_told_to_be_meant(known):
    assert set(listed_by(*read(NEWS, "d1", "2031-10-10"), *known).values()) == {None}


def test_a_source_without_a_day_tells_of_no_notice_by_names():
    assert set(listed_by(*read(NEWS, "d1"), *notice()).values()) == {None}


def test_what_another_sentence_lists_is_not_of_that_notice():
    text = NEWS + "此前曾决定将远山公司列入不可靠实体清单。"
    assert listed_by(*read(text, "d1", "2031-10-10"), *notice())["远山公司"] is None
