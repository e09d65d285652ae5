"""Who is listed and how many: counts, names, lists and standing totals that contradict each other, and that do not."""

import pytest
from sayings import ACT, announced, changed, counted, listed

from workbench.resolution import open_conflicts, resolve


def conflicts(*statements):
    return open_conflicts(resolve(statements))


def summary(*statements):
    return [(c.attribute, c.subject, [side.value for side in c.sides]) for c in conflicts(*statements)]


NEWS = {"document": "d2", "tier": "news"}


def test_two_counts_of_one_notice():
    assert summary(counted(14), counted(15, **NEWS)) == [("count", None, ["14", "15"])]


@pytest.mark.parametrize(
    "other",
    [
        counted(14, jurisdiction="US", **NEWS),
        counted(9, jurisdiction="US", **NEWS),
        counted(15, "MOFCOM/announcement/2031/9", **NEWS),
        counted(15, action="suspend", **NEWS),
        counted(40, action="total", **NEWS),
        counted(15, of="items", quote="15種", **NEWS),
        counted(10, quote="至少10家實體", **NEWS),
        counted(10, quote="10家實體", lead="名單上的企業超過", **NEWS),
        counted(6, None, **NEWS),
    ],
    ids=["same", "some of them", "another notice", "suspended", "total", "items", "at least", "more than", "no notice"],
)
def test_other_counts_are_none(other):
    assert not conflicts(counted(14), other)


def test_more_of_one_country_than_there_are_in_all_is_one():
    assert summary(counted(14), counted(15, jurisdiction="US", **NEWS)) == [("count", None, ["14", "15"])]


def test_a_source_that_counts_parts_is_none():
    assert not conflicts(counted(20), counted(15), counted(5), counted(22, **NEWS))


def test_kinds_and_pieces_of_items_are_not_compared():
    assert not conflicts(counted(7, of="items", quote="7種物項"), counted(12, of="items", quote="12個物項", **NEWS))
    told = counted(7, of="items", quote="7種物項"), counted(8, of="items", quote="8種物項", **NEWS)
    assert summary(*told) == [("count", None, ["7", "8"])]


def test_an_official_text_that_names_more_or_fewer_than_it_counts():
    names = [listed(name) for name in ("甲航公司", "乙航公司", "丙航公司")]
    assert summary(counted(2), *names) == [("count", None, ["2", "named 3"])]
    assert summary(counted(4), *names) == [("count", None, ["4", "named 3"])]
    assert not conflicts(counted(3), *names)


def test_names_that_a_source_gives_as_examples_are_none():
    assert not conflicts(counted(14, named="甲航公司"), listed("甲航公司"), listed("乙航公司"))
    assert not conflicts(counted(4, **NEWS), *(listed(name, **NEWS) for name in ("甲航公司", "乙航公司", "丙航公司")))


def test_branches_go_with_their_head():
    branches = [listed(original=f"Branch {letter}", parent="甲航公司") for letter in "ABC"]
    assert not conflicts(counted(1), listed("甲航公司"), *branches)


def test_the_names_of_a_count_are_not_held_back_for_it():
    (conflict,) = conflicts(counted(2), *(listed(name) for name in ("甲航公司", "乙航公司", "丙航公司")))
    assert [side.computed for side in conflict.sides] == [False, True]


YEAR = "2031年被列入"


def table(*rows, **source):
    """A notice a row: number, how many it adds, and what became of it."""
    for number, added, change in rows:
        key = f"MOFCOM/announcement/2031/{number}"
        yield counted(added, key, **source)
        if change:
            yield changed(change, key=key, **source)


ROWS = ((1, 10, None), (2, 7, "stop"), (3, 4, None), (4, 11, "suspend"))


def test_a_total_of_the_year_that_the_own_table_does_not_give():
    told = counted(27, None, action="total", lead=YEAR, tier="law_firm")
    (conflict,) = conflicts(*table(*ROWS, tier="law_firm"), told)
    assert (conflict.instrument, conflict.attribute, conflict.subject) == (None, "count", "export_control 2031")
    assert [(side.value, side.computed) for side in conflict.sides] == [("27", False), ("sum 25", True)]
    assert len(conflict.sides[1].facts) == 6


@pytest.mark.parametrize("total", [32, 25, 14], ids=["all", "without the stopped", "nor the suspended"])
def test_a_total_that_the_table_gives_in_one_way_is_none(total):
    assert not conflicts(*table(*ROWS), counted(total, None, action="total", lead=YEAR))


def test_a_notice_without_a_number_counts_as_a_row():
    told = (*table(*ROWS), counted(28, None, named="甲航公司"))
    assert not conflicts(*told, counted(53, None, action="total", lead=YEAR))
    assert len(conflicts(*told, counted(25, None, action="total", lead=YEAR))) == 1


def test_names_count_where_a_row_has_no_number_of_its_own():
    key = "MOFCOM/announcement/2031/5"
    told = (*table(*ROWS), listed("甲航公司", key), listed("乙航公司", key))
    assert not conflicts(*told, counted(27, None, action="total", lead=YEAR))


def test_a_total_of_all_years_may_know_of_more_but_not_of_fewer():
    assert not conflicts(*table(*ROWS), counted(80, None, action="total"))
    assert summary(*table(*ROWS), counted(9, None, action="total")) == [("count", "export_control", ["9", "sum 25"])]


def test_notices_of_another_year_or_list_are_not_summed():
    others = [counted(50, f"MOFCOM/announcement/2030/{n}") for n in (1, 2, 3)]
    others += [counted(50, f"UEL/announcement/2031/{n}", on="unreliable_entity") for n in (1, 2, 3)]
    assert not conflicts(*table(*ROWS), *others, counted(25, None, action="total", lead=YEAR))


def test_two_notices_are_examples_and_no_table():
    assert not conflicts(*table(*ROWS[:2]), counted(40, None, action="total", lead=YEAR))


def test_a_total_below_what_other_sources_have_listed_by_then():
    notices = [s for row in ROWS for s in (announced("2031-05-01", f"MOFCOM/announcement/2031/{row[0]}"), *table(row))]
    late = {"document": "d2", "tier": "news", "published": "2031-12-31"}
    early = late | {"published": "2031-01-31"}
    assert summary(*notices, counted(9, None, action="total", **late)) == [("count", "export_control", ["sum 25", "9"])]
    assert not conflicts(*notices, counted(30, None, action="total", **late))
    assert not conflicts(*notices, counted(9, None, action="total", **early))


def test_a_total_of_one_country_is_not_held_against_all():
    assert not conflicts(*table(*ROWS), counted(9, None, action="total", lead=YEAR, jurisdiction="US"))


def test_a_name_that_lost_a_character():
    told = counted(14, named="反潛聲納公司"), counted(14, named="潜声纳公司", **NEWS)
    assert [(c.attribute, [side.value for side in c.sides]) for c in conflicts(*told)] == [
        ("name", ["反潛聲納公司", "潜声纳公司"])
    ]
    assert [c.attribute for c in conflicts(listed("反潛聲納公司"), listed("潛聲納公司", **NEWS))] == ["name"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("反潛聲納公司", "反潜声纳有限公司"),
        ("埃皮羅斯公司", "埃庇羅斯公司"),
        ("美國海岸電子公司", "海岸電子公司"),
        ("海岸電子導彈系統公司", "海岸電子公司"),
        ("海岸電子公司", "山地光學公司"),
        ("AERO VISTA航天公司", "Aero Vista 航天公司"),
    ],
    ids=["script and form", "rendering", "country", "tail left out", "another company", "case and space"],
)
def test_other_ways_of_writing_a_name_are_none(one, other):
    assert not conflicts(listed(one), listed(other, **NEWS))


def test_a_source_that_names_no_notice_may_mean_any_of_the_list():
    told = listed("反潛聲納公司"), listed("潛聲納公司", None, **NEWS)
    assert [(c.attribute, c.instrument) for c in conflicts(*told)] == [("name", ACT)]
    assert not conflicts(told[0], listed("潛聲納公司", None, on="watch", **NEWS))
    assert not conflicts(*told, listed("反潛聲納公司", None, **NEWS))


def test_two_companies_that_one_source_names_are_two():
    assert not conflicts(listed("反潛聲納公司"), listed("潛聲納公司"), listed("潛聲納公司", **NEWS))


def test_a_notice_given_to_two_lists():
    told = (counted(14), listed("甲航公司"), counted(14, on="unreliable_entity", **NEWS))
    assert summary(*told) == [("list", None, ["export_control", "unreliable_entity"])]


def test_a_source_that_tells_of_both_lists_is_none():
    assert not conflicts(counted(14), counted(14, on="unreliable_entity"), counted(14, on="unreliable_entity", **NEWS))
    assert not conflicts(counted(14), counted(14, on="foreign", **NEWS))


def test_the_id_stays_when_another_source_joins():
    told = counted(14), counted(15, **NEWS)
    (before,) = conflicts(*told)
    (after,) = conflicts(*told, counted(15, document="d3", tier="opinion"))
    assert (before.id, before.instrument) == (after.id, ACT)
