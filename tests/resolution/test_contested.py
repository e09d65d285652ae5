"""Limits are kept as a few numbers each: the conflicts found so are those found with all limits in memory."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.resolution.sayings import announced, effective, say
from workbench.facts.kinds import Threshold
from workbench.resolution import LimitDigest, open_conflicts, resolve

ACT, OTHER = "MOFCOM/announcement/2031/61", "MOFCOM/announcement/2031/62"
LIMITS = st.builds(
    Threshold,
    instrument=st.sampled_from((ACT, OTHER, None)),
    item=st.sampled_from(("镓基衬底", "鎵基襯底", "钨合金粉末", None)),
    subject=st.sampled_from(("纯度", "粒径", None)),
    comparator=st.sampled_from(("ge", "gt", "le", "eq")),
    value=st.sampled_from((Decimal("0.1"), Decimal("99.9"), Decimal(50))),
    unit=st.sampled_from(("%", "μm")),
)
DOCUMENTS = st.sampled_from(("d1", "d2", "d3"))


def found(instruments):
    return {(conflict.id, tuple(sorted(fact for side in conflict.sides for fact in side.facts)))
            for conflict in open_conflicts(instruments)}  # fmt: skip


def with_digest(others, limits):
    """What is found where limits pass by one after the other."""
    notes = LimitDigest()
    instruments = resolve([*others, *(limit for limit in limits if notes.add(limit))])
    again = set(notes.contested(instruments))
    return instruments.with_more([limit for limit in limits if limit.fact in again]), again


@given(st.lists(st.tuples(LIMITS, DOCUMENTS), max_size=24))
def test_the_conflicts_are_those_of_all_limits_together(told):
    limits = [say(content, document=document, tier="news") for content, document in told]
    others = [announced("2031-03-01", key=ACT, document="d1"), announced("2031-03-01", key=OTHER, document="d2")]
    assert found(with_digest(others, limits)[0]) == found(resolve([*others, *limits]))


def test_two_documents_with_two_limits_of_one_thing_are_read_again():
    first = [say(_purity("99.9"), document="d1"), say(_purity("50", item="钨合金粉末"), document="d1")]
    second = [say(_purity("50", item="钨合金粉末"), document="d2"), say(_purity("99"), document="d2")]
    limits = [*first, *second]
    instruments, again = with_digest([announced("2031-03-01", key=ACT, document="d1")], limits)
    assert again == {second[1].fact}  # the first of either document is kept whole anyhow
    (conflict,) = open_conflicts(instruments)
    assert {fact for side in conflict.sides for fact in side.facts} == {first[0].fact, second[1].fact}


def test_one_document_that_names_the_act_here_and_leaves_it_out_there_is_found_in_both_places():
    first = [say(_purity("50", item="钨合金粉末"), document="d1"), say(_purity("99.9"), document="d1")]
    silent = [say(_purity(value, item=item).model_copy(update={"instrument": None}), document="d1")
              for value, item in (("50", "钨合金粉末"), ("99.9", "镓基衬底"))]  # fmt: skip
    other = [say(_purity("50", item="钨合金粉末"), document="d2"), say(_purity("99"), document="d2")]
    limits, others = [*first, *silent, *other], [announced("2031-03-01", key=ACT, document="d1")]
    assert with_digest(others, limits)[1] == {first[1].fact, silent[1].fact, other[1].fact}
    assert found(with_digest(others, limits)[0]) == found(resolve([*others, *limits]))


def test_a_list_of_items_with_their_limits_is_not_read_again():
    limits = [say(_purity(str(number), item=f"第{number}种靶材"), document="d1") for number in range(2, 90)]
    assert with_digest([], limits)[1] == set()


def test_only_thresholds_are_taken():
    with pytest.raises(TypeError, match="effective_date"):
        LimitDigest().add(effective("2031-03-01"))


def _purity(value, item="镓基衬底"):
    return Threshold(instrument=ACT, item=item, subject="纯度", comparator="ge", value=Decimal(value), unit="%")
