"""The status of an act whose clauses have days, suspensions or ends of their own."""

from sayings import PUBLISHED, changed, day, effective, on, status


def test_a_clause_is_suspended_and_the_rest_stays():
    answer = on("2031-08-01", changed("suspend", "2031-07-01", "2031-12-31", clause="第二款"))
    assert (answer.status, answer.until) == ("partially_in_force", day("2031-12-31"))
    assert [(c.clause, c.status, c.since) for c in answer.clauses] == [("第二款", "suspended", day("2031-07-01"))]


def test_who_suspends_one_clause_takes_the_rest_to_be_in_force():
    answer = status("2031-08-01", changed("suspend", "2031-07-01", "2031-12-31", clause="第二款"))
    assert (answer.status, answer.took_effect) == ("partially_in_force", True)
    assert status("2031-06-01", changed("suspend", "2031-07-01", clause="第二款")).status == "unknown"


def test_clauses_take_effect_each_on_its_day():
    told = (PUBLISHED, effective("2031-04-02", clause="第三項"), effective("2031-06-01", clause="第一項"))
    early = status("2031-05-01", *told)
    assert early.status == "partially_in_force"
    assert {c.clause: c.status for c in early.clauses} == {"第一項": "announced", "第三項": "in_force"}
    late = status("2031-06-01", *told)
    assert (late.status, late.since) == ("in_force", day("2031-06-01"))


def test_a_suspension_of_the_whole_reaches_every_clause():
    told = (
        PUBLISHED,
        effective("2031-04-02", clause="第三項"),
        effective("2031-06-01", clause="第一項"),
        changed("suspend", "2031-05-10", "2032-05-09"),
    )
    answer = status("2031-07-01", *told)
    assert (answer.status, answer.clauses, answer.took_effect) == ("suspended", (), True)


def test_one_clause_in_two_scripts_is_one():
    told = (
        effective("2031-05-01", clause="第一條第（一）項"),
        changed("suspend", "2031-06-01", clause="第一条第(一)项"),
    )
    assert status("2031-07-01", PUBLISHED, *told).status == "suspended"


def test_what_happens_to_a_clause_happens_to_its_parts():
    told = (
        PUBLISHED,
        effective("2031-05-01", clause="第一条第（二）项"),
        effective("2031-05-01", clause="第二条"),
        changed("suspend", "2031-06-01", clause="第一条"),
    )
    clauses = {c.clause: c.status for c in status("2031-07-01", *told).clauses}
    assert clauses == {"第一条": "suspended", "第一条第（二）项": "suspended", "第二条": "in_force"}


def test_a_clause_s_own_day_goes_before_that_of_the_whole():
    told = (PUBLISHED, effective("2031-04-05"), effective("2031-06-01", clause="第一項"))
    answer = status("2031-05-01", *told)
    assert (answer.status, answer.clauses[0].status) == ("partially_in_force", "announced")


def test_a_lighter_source_s_day_for_the_whole_yields_to_official_clauses():
    told = (
        PUBLISHED,
        effective("2031-04-02", clause="第三項"),
        effective("2031-06-01", document="d9", tier="opinion"),
    )
    assert status("2031-04-10", *told).status == "in_force"


def test_a_part_that_no_longer_applies_leaves_the_rest_in_force():
    part = changed("repeal", "2031-09-01", clause="第一條")
    assert on("2031-08-31", part).status == "in_force"
    answer = on("2031-09-01", part)
    assert (answer.status, [(c.clause, c.status) for c in answer.clauses]) == (
        "partially_in_force",
        [("第一條", "repealed")],
    )
