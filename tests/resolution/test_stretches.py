"""The history of an instrument as stretches of one status."""

from sayings import ACT, announced, changed, day, effective, events

from workbench.resolution import stretches_of

TOLD = (
    announced("2031-04-02"),
    effective("2031-05-01"),
    changed("suspend", "2031-07-01", "2031-12-31", document="d2"),
)


def stretches(*statements):
    return stretches_of(ACT, events(*statements))


def test_each_stretch_ends_the_day_before_the_next():
    found = [(s.status, s.first, s.last, s.assumed) for s in stretches(*TOLD)]
    assert found == [
        ("announced", day("2031-04-02"), day("2031-04-30"), False),
        ("in_force", day("2031-05-01"), day("2031-06-30"), False),
        ("suspended", day("2031-07-01"), day("2031-12-31"), False),
        ("in_force", day("2032-01-01"), None, True),
    ]


def test_each_stretch_rests_on_the_facts_it_begins_by():
    published, effect, suspension = (statement.fact for statement in TOLD)
    assert [s.facts for s in stretches(*TOLD)] == [(published,), (effect,), (suspension,), (suspension,)]


def test_a_suspension_continued_without_a_gap_is_one_stretch():
    found = stretches(*TOLD, changed("extend", "2032-01-01", "2032-12-30", document="d3"))
    assert [(s.status, s.last) for s in found][-2:] == [("suspended", day("2032-12-30")), ("in_force", None)]


def test_nothing_known_is_no_stretch():
    assert stretches() == ()
    assert stretches(changed("amend", "2031-04-02")) == ()


def test_an_act_of_which_only_its_repeal_is_told_is_in_force_from_then_to_its_end():
    found = stretches(changed("repeal", "2031-09-01", published="2031-07-20"))
    assert [(s.status, s.first, s.last) for s in found] == [
        ("in_force", day("2031-07-20"), day("2031-08-31")),
        ("repealed", day("2031-09-01"), None),
    ]
