"""What a measure says and what is said around it: limits, treatments, occasions and claims."""

import pytest
from sayings import ACT, announced, changed, claimed, limited, treated

from workbench.facts.measures import in_base_unit
from workbench.resolution import open_conflicts, resolve

NEWS = {"document": "d2", "tier": "news"}


def conflicts(*statements):
    return open_conflicts(resolve(statements))


def summary(*statements):
    return [(c.attribute, c.instrument, [side.value for side in c.sides]) for c in conflicts(*statements)]


@pytest.mark.parametrize(
    ("other", "value"),
    [
        (limited("gt", "99.9", "%", item="鎂錠", subject="純度", **NEWS), "> 99.9 %"),
        (limited("le", "99.9", "%", item="鎂錠", subject="純度", **NEWS), "≤ 99.9 %"),
        (limited("ge", "99.5", "%", item="镁锭", subject="纯度", **NEWS), "≥ 99.5 %"),
        (limited("eq", "99.5", "%", item="鎂錠", subject="純度", **NEWS), "= 99.5 %"),
    ],
    ids=["strictness", "direction", "value", "bare value"],
)
def test_two_limits_of_one_thing(other, value):
    told = limited("ge", "99.9", "%", item="鎂錠", subject="純度")
    assert summary(told, other) == [("threshold", ACT, ["≥ 99.9 %", value])]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("le", "14", "納米"), ("le", "14", "奈米")),
        (("le", "14", "納米"), ("le", "14", "nm")),
        (("le", "50", "μm"), ("le", "0.05", "毫米")),
        (("ge", "0.1", "%"), ("eq", "0.1", "%")),
        (("gt", "50", "μm"), ("le", "500", "μm")),
        (("ge", "5", "GPa"), ("ge", "5", "千兆帕")),
        (("ge", "10", "%"), ("ge", "10", "千瓦")),
    ],
    ids=["nanometres", "Latin", "prefix", "no comparator", "two ends", "pressure", "another unit"],
)
def test_one_limit_written_otherwise_is_none(one, other):
    assert not conflicts(
        limited(*one, item="鏡片", subject="尺寸"), limited(*other, item="镜片", subject="尺寸", **NEWS)
    )


def test_a_range_is_its_two_ends():
    whole = limited("between", "50", "μm", upper="500", item="晶粒", subject="粒徑")
    assert not conflicts(whole, limited("le", "500", "μm", item="晶粒", subject="粒徑", **NEWS))
    assert len(conflicts(whole, limited("le", "300", "μm", item="晶粒", subject="粒徑", **NEWS))) == 1


def test_limits_of_other_things_are_none():
    told = limited("ge", "99.9", "%", item="鎂錠", subject="純度")
    assert not conflicts(told, limited("ge", "99.5", "%", item="鎂粉", subject="純度", **NEWS))
    assert not conflicts(told, limited("ge", "30", "%", item="鎂錠", subject="控股", **NEWS))
    assert not conflicts(
        told, limited("ge", "99.5", "%", "MOFCOM/announcement/2031/9", item="鎂錠", subject="純度", **NEWS)
    )
    assert not conflicts(told, limited("ge", "99.5", "%", item="鎂錠", subject="純度"))


def test_a_limit_of_an_article_on_that_act_alone_needs_no_number():
    told = (
        limited("ge", "0.1", "%", subject="價值比例"),
        announced("2031-04-02", **NEWS),
        limited("ge", "0.5", "%", None, subject="价值比例", **NEWS),
    )
    assert [c.attribute for c in conflicts(*told)] == ["threshold"]
    elsewhere = announced("2031-05-02", "MOFCOM/announcement/2031/9", **NEWS)
    assert not conflicts(*told, elsewhere)


@pytest.mark.parametrize(
    ("value", "unit", "base"), [("7", "成", "%"), ("2.5", "g/cm³", "g/cm3"), ("256", "層", "layers"), ("3", "台", "台")]
)
def test_units_have_a_base(value, unit, base):
    from decimal import Decimal

    assert in_base_unit(Decimal(value), unit)[1] == base


NAMED = treated("case_by_case", use="研製某型高精度陀螺儀")


def test_a_tier_for_ordinary_uses_by_one_and_for_a_named_use_by_another():
    other = treated("case_by_case", items="一般民用產品", document="d2", tier="opinion")
    (conflict,) = conflicts(NAMED, other)
    assert (conflict.attribute, conflict.instrument, conflict.subject) == ("licence", ACT, "case_by_case")
    assert [side.value for side in conflict.sides] == [
        "case_by_case: 研製某型高精度陀螺儀",
        "case_by_case: 一般民用產品",
    ]


@pytest.mark.parametrize(
    "other",
    [
        treated("licence", items="一般民用產品", **NEWS),
        treated("case_by_case", use="研發軍民兩用雷達", **NEWS),
        treated("case_by_case", items="普通軍事用途", **NEWS),
        treated("case_by_case", **NEWS),
        treated("case_by_case", items="一般民用產品"),
        treated("case_by_case", "MOFCOM/announcement/2031/9", items="一般民用產品", **NEWS),
    ],
    ids=["what the rest has", "another named use", "ordinary but military", "no scope", "one source", "another act"],
)
def test_other_treatments_are_none(other):
    assert not conflicts(NAMED, other)


def test_acts_announced_together_are_one_matter_to_an_article_on_both():
    second = "MOFCOM/announcement/2031/9"
    told = (
        NAMED,
        announced("2031-04-02", **NEWS),
        announced("2031-04-02", second, **NEWS),
        treated("case_by_case", second, items="一般民用產品", **NEWS),
    )
    assert [(c.attribute, c.instrument) for c in conflicts(*told)] == [("licence", ACT)]


def test_a_provision_quoted_alike_joins_without_a_number():
    quoted = treated("case_by_case", None, use="研制某型高精度陀螺仪", document="d3", tier="news")
    other = treated("case_by_case", items="一般民用產品", document="d2", tier="opinion")
    (before,), (after,) = conflicts(NAMED, other), conflicts(NAMED, other, quoted)
    assert (before.id, after.sides[0].facts) == (after.id, (NAMED.fact, quoted.fact))


def test_one_use_put_in_two_tiers():
    told = treated("denial_in_principle", user="境外軍事用戶"), treated("prohibited", user="境外军事用户", **NEWS)
    assert summary(*told) == [("licence", ACT, ["denial_in_principle", "prohibited"])]


def test_a_licence_that_is_denied_in_principle_is_no_contradiction():
    told = treated("denial_in_principle", user="境外軍事用戶"), treated("licence", user="境外軍事用戶", **NEWS)
    assert not conflicts(*told)


def test_one_change_put_down_to_two_meetings():
    told = (
        changed("suspend", "2031-07-01", "2031-12-31", occasion="兩國里斯本會晤", tier="law_firm"),
        changed("suspend", "2031-07-01", "2031-12-31", occasion="奧斯陸經貿磋商", **NEWS),
    )
    (conflict,) = conflicts(*told)
    assert (conflict.attribute, [side.value for side in conflict.sides]) == (
        "occasion",
        ["兩國里斯本會晤", "奧斯陸經貿磋商"],
    )
    assert conflict.suggestion.reason == "keep_both"


def test_an_occasion_that_names_no_meeting_or_is_of_another_change_is_none():
    first = changed("suspend", "2031-07-01", "2031-12-31", occasion="中美里斯本會晤")
    assert not conflicts(first, changed("suspend", "2031-07-01", "2031-12-31", occasion="中美經貿磋商", **NEWS))
    assert not conflicts(first, changed("extend", "2032-01-01", "2032-06-30", occasion="奧斯陸磋商", **NEWS))


def test_two_shares_of_one_thing():
    told = (
        claimed("該國鎂產量佔全球四分之三。", tier="news"),
        claimed("長期以來,該國是全球鎂的主要來源,產量佔全球八成以上。", document="d2", tier="opinion"),
    )
    assert not conflicts(*told)  # 該國鎂 is not 鎂: whose magnesium it is, is part of the topic
    told = (
        claimed("中國鎂產量佔全球四分之三。", tier="news"),
        claimed("長期以來,中國是全球鎂的主要來源,產量佔全球八成以上。", document="d2", tier="opinion"),
    )
    (conflict,) = conflicts(*told)
    assert (conflict.instrument, conflict.attribute, conflict.subject) == (None, "claim", "镁产量占全球")
    assert [side.value for side in conflict.sides] == ["中國鎂產量佔全球四分之三", "產量佔全球八成以上"]
    assert conflict.suggestion.reason == "keep_both"


@pytest.mark.parametrize(
    "other",
    [
        "中國鎂產量佔全球75%。",
        "中國鎂產量佔全球七成以上。",
        "中國鎂儲量佔全球三成。",
        "中國鎂產量佔美國三成。",
        "中國鎂合金產量佔全球九成。",
        "2019年中國鎂產量佔全球六成。",
    ],
    ids=["same", "compatible", "another measure", "another whole", "another thing", "another year"],
)
def test_other_shares_are_none(other):
    first = claimed("2030年中國鎂產量佔全球四分之三。" if "2019" in other else "中國鎂產量佔全球四分之三。")
    assert not conflicts(first, claimed(other, **NEWS))


def test_other_figures_of_one_subject():
    told = [
        claimed("某港出口額增長。", subject="某港出口額增幅", value=value, unit="%", document=name, tier="news")
        for value, name in (("12", "d1"), ("20", "d2"))
    ]
    assert summary(*told) == [("claim", None, ["12 %", "20 %"])]
    assert not conflicts(told[0], claimed("某港出口額增長。", subject="某港出口額增幅", value="12", unit="%", **NEWS))
