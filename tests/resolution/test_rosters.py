"""Lists of entities on a day: who, by which notice, in which status; numbers computed beside numbers stated."""

import pytest
from sayings import announced, changed, day, effective, say

from workbench.facts.kinds import Count, Listing
from workbench.resolution import members_named, resolve, rosters_on

FOUR, SIX = "UEL/announcement/2031/4", "UEL/announcement/2031/6"
CONTROL = "MOFCOM/announcement/2031/13"
ORDER = "MFA/order/2031/5"


def listed(name, notice=FOUR, original=None, *, list_="unreliable_entity", action="add", on=None, by=None, **source):
    content = Listing(
        instrument=notice, by=by, list=list_, action=action, name_zh=name, name_original=original, effective=day(on)
    )
    return say(content, **source)


def stated(count, notice=FOUR, *, list_="unreliable_entity", action="add", as_of=None, first=None, **source):
    content = Count(instrument=notice, list=list_, action=action, count=count, as_of=day(as_of), first_named=first)
    return say(content, **source)


def notice(key, on="2031-02-04"):
    return [announced(on, key), effective(on, key)]


def roster(on, *statements, list_="unreliable_entity"):
    return rosters_on(day(on), resolve(statements)).get(list_)


def statuses(on, *statements, list_="unreliable_entity"):
    found = roster(on, *statements, list_=list_)
    return {member.name_zh: member.status for member in found.members} if found else {}


def test_who_is_listed_has_the_status_of_the_notice():
    told = [*notice(FOUR), listed("樣品公司")]
    assert statuses("2031-02-03", *told) == {}
    assert statuses("2031-02-04", *told) == {"樣品公司": "in_force"}
    suspended = [*told, changed("suspend", "2031-05-14", term="90天", key=FOUR)]
    assert statuses("2031-05-14", *suspended) == {"樣品公司": "suspended"}
    (membership,) = roster("2031-05-14", *suspended).members[0].memberships
    assert (membership.notice, membership.since, membership.until) == (FOUR, day("2031-05-14"), day("2031-08-11"))


def test_stopping_one_notice_does_not_delist_who_is_listed_by_another():
    told = [
        *notice(FOUR),
        *notice(SIX, "2031-03-04"),
        listed("樣品公司"),
        listed("樣品公司", SIX, document="d2"),
        listed("樣本公司", SIX, document="d2"),
        changed("stop", "2031-11-10", key=SIX),
    ]
    found = roster("2031-12-01", *told)
    assert statuses("2031-12-01", *told) == {"樣品公司": "in_force", "樣本公司": "stopped"}
    sample = next(member for member in found.members if member.name_zh == "樣品公司")
    assert {m.notice: m.status for m in sample.memberships} == {FOUR: "in_force", SIX: "stopped"}
    assert (found.named, found.counted) == (1, 1)
    assert found.by_status == {"in_force": 1, "stopped": 1}


def test_a_company_on_three_lists_has_three_states():
    told = [
        *notice(FOUR),
        *notice(CONTROL, "2031-03-04"),
        *notice(ORDER, "2031-04-11"),
        listed("樣品公司", FOUR, "Sample, Inc."),
        listed("樣品公司", CONTROL, "Sample Inc", list_="export_control"),
        listed("樣品公司", ORDER, "SAMPLE INC.", list_="countermeasure"),
        changed("suspend", "2031-11-10", "2032-11-09", FOUR),
        changed("stop", "2031-11-10", key=CONTROL),
    ]
    rosters = rosters_on(day("2031-12-01"), resolve(told))
    found = {member.list: member.status for member in members_named("Sample Inc.", rosters.values())}
    assert found == {"unreliable_entity": "suspended", "export_control": "stopped", "countermeasure": "in_force"}
    assert {name: roster.counted for name, roster in rosters.items()} == {
        "unreliable_entity": 1,
        "export_control": 0,
        "countermeasure": 1,
    }


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("斯凯迪奥公司", "Skydio Inc."), ("斯凱迪奧公司", "Skydio, Inc.")),
        (("吉布斯和考克斯公司", "Gibbs&Cox, Inc."), ("吉布斯与考克斯公司", "Gibbs & Cox, Inc.")),
        (("伊比鲁斯公司", "Epirus, Inc."), ("伊庇鲁斯公司", "Epirus Inc")),
        (("宇航环境公司", "Aero Vironment"), ("航空环境公司", "AeroVironment, Inc.")),
        (("AEVEX 航天公司", None), ("AEVEX航天公司", "AEVEX Aerospace")),
        (("英特磊公司", "Intelligent Epitaxy Technology"), ("英特磊", "Intelligent Epitaxy Technology, Inc.")),
    ],
)
def test_one_company_however_it_is_spelled(one, other):
    told = [*notice(FOUR), *notice(SIX), listed(one[0], FOUR, one[1]), listed(other[0], SIX, other[1])]
    (member,) = roster("2031-12-01", *told).members
    assert len(member.memberships) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("反无人机技术公司", None), ("无人机技术公司", None)),
        (("甲银行", "UAB Urbo Bankas"), ("乙银行", "AB Mano Bankas")),
        (("丙公司", "Sample Shipping LLC"), ("丁公司", "Sample Shipping Holdings LLC")),
    ],
)
def test_names_that_resemble_each_other_are_two_entities(one, other):
    told = [*notice(FOUR), listed(one[0], FOUR, one[1]), listed(other[0], FOUR, other[1])]
    assert len(roster("2031-12-01", *told).members) == 2


def test_an_entity_can_be_taken_off_while_its_notice_stands():
    told = [
        *notice(FOUR),
        listed("樣品公司"),
        listed("樣本公司"),
        stated(3),
        listed("樣本公司", FOUR, action="remove", on="2031-09-01", document="d2"),
    ]
    assert statuses("2031-08-31", *told) == {"樣品公司": "in_force", "樣本公司": "in_force"}
    assert statuses("2031-09-01", *told) == {"樣品公司": "in_force", "樣本公司": "removed"}
    assert roster("2031-09-01", *told).counted == 2


def test_an_entity_s_own_suspension_leaves_the_others():
    told = [
        *notice(FOUR),
        listed("樣品公司"),
        listed("樣本公司"),
        listed("樣本公司", None, action="suspend", on="2031-09-01", document="d2"),
    ]
    assert statuses("2031-09-01", *told) == {"樣品公司": "in_force", "樣本公司": "suspended"}


def test_the_numbers_of_the_notices_are_added_and_stated_totals_stand_beside():
    told = [
        *notice(FOUR),
        *notice(SIX, "2031-03-04"),
        listed("樣品公司"),
        stated(10),
        stated(7, SIX),
        changed("stop", "2031-11-10", key=SIX),
        stated(12, None, action="total", as_of="2031-12-01", document="d3", tier="law_firm"),
    ]
    found = roster("2031-12-01", *told)
    assert (found.named, found.counted) == (1, 10)
    assert [(total.count, total.as_of) for total in found.totals] == [(12, day("2031-12-01"))]
    assert roster("2031-11-09", *told).counted == 17
    assert roster("2031-11-09", *told).totals == ()


def test_a_notice_known_by_its_number_of_entities_and_the_first_of_them_counts_once():
    told = [
        *notice(FOUR),
        stated(7),
        listed("樣品公司", None, document="d2", published="2031-02-05"),
        stated(10, None, first="樣品公司", document="d2", published="2031-02-05"),
        stated(9, None, first="別的公司", document="d2", published="2031-02-05"),
    ]
    found = roster("2031-12-01", *told)
    assert [(n.notice, n.standing) for n in found.notices] == [(None, 10), (FOUR, 7)]


def test_a_listing_told_without_its_notice_is_that_told_with_it():
    told = [*notice(FOUR), listed("樣品公司"), listed("样品公司", None, document="d2", published="2031-02-05")]
    (member,) = roster("2031-12-01", *told).members
    assert [m.notice for m in member.memberships] == [FOUR]


def test_json_of_a_roster():
    told = [*notice(FOUR), listed("樣品公司", FOUR, "Sample Inc."), stated(2)]
    answer = roster("2031-12-01", *told).json()
    (member,) = answer.pop("members")
    assert answer == {
        "list": "unreliable_entity",
        "as_of": "2031-12-01",
        "named": 1,
        "counted": 2,
        "by_status": {"in_force": 1},
        "stated_totals": [],
        "notices": [{"notice": FOUR, "status": "in_force", "stated": [2], "named": 1, "standing": 2}],
    }
    assert (member["name_zh"], member["name_original"], member["status"]) == ("樣品公司", "Sample Inc.", "in_force")
    assert member["memberships"][0]["notice"] == FOUR
