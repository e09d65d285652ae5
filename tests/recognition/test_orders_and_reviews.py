"""Orders, answers and reviews: which act is meant, its title, its days, and what is no act."""

from __future__ import annotations

from datetime import date

import pytest

from tests.recognition.reader import Reader
from workbench.facts.kinds import (
    Announcement,
    ControlledItem,
    EffectiveDate,
    LegalInstrument,
    LicensingRule,
    StatusChange,
)

READER = Reader(date(2031, 9, 2))
read, contents = READER.read, READER.contents


def test_a_number_within_the_marks_of_a_title_is_that_act() -> None:
    text = "根据《商务部、海关总署公告2031年第18号公布对部分示例物项实施出口管制的决定》的规定，出口须申领许可证。\n"
    keys = {one.instrument for kind in (Announcement, LegalInstrument) for one in contents(text, kind)}
    keys |= {target.instrument for change in contents(text, StatusChange) for target in change.targets}
    assert keys == {"MOFCOM/announcement/2031/18"}
    assert any(one.instrument == "MOFCOM/announcement/2031/18" for one in contents(text, Announcement))


def test_the_day_in_brackets_behind_a_number_is_that_from_which_it_holds() -> None:
    text = "根据《商务部、海关总署公告2031年第18号公布对示例物项实施出口管制的决定》（2031年4月4日起）的规定，出口须申领许可证。\n"
    (effective,) = contents(text, EffectiveDate)
    assert (effective.instrument, effective.date) == ("MOFCOM/announcement/2031/18", date(2031, 4, 4))


@pytest.mark.parametrize("mark", ["：", "", "（"])
def test_what_an_order_promulgates_is_its_title(mark: str) -> None:
    closing = "）" if mark == "（" else ""
    text = f"9月1日，商务部发布了商务部令2031年第6号{mark}《示例物项管理办法》{closing}，共十六条。\n"
    orders = [one for one in contents(text, Announcement) if one.instrument == "MOFCOM/order/2031/6"]
    assert [one.title for one in orders] == ["示例物项管理办法"]


def test_an_order_in_full_has_the_title_and_category_of_what_it_promulgates() -> None:
    text = (
        "中华人民共和国商务部令\n二〇三一年 第6号\n《示例物项管理办法》已经国务院批准，现予公布，自公布之日起施行。\n"
        "部长 甲某\n2031年9月1日\n示例物项管理办法\n第一条 为了管理示例物项，制定本办法。\n"
    )
    (order,) = contents(text, Announcement)
    assert (order.instrument, order.title, order.category) == (
        "MOFCOM/order/2031/6",
        "示例物项管理办法",
        "regulation_update",
    )


def test_what_promulgates_a_regulation_updates_regulation_whatever_it_is_about() -> None:
    order = (
        "中华人民共和国国务院令\n第903号\n《示例反制裁规定》已经2031年8月21日国务院常务会议通过，现予公布，自公布之日起施行。\n"
        "总理 甲某\n2031年8月23日\n示例反制裁规定\n第一条 有关组织、个人列入反制清单，采取反制措施。\n"
    )
    article = "8月23日，国务院公布《示例反制裁规定》，明确列入反制清单的对象。\n"
    for text in (order, article):
        assert [one.category for one in contents(text, Announcement)] == ["regulation_update"]


def test_the_title_in_brackets_behind_an_acts_own_number_is_its_title_and_gives_its_category() -> None:
    text = (
        "商务部 海关总署公告2031年第39号（关于优化调整示例物项临时出口管制措施的公告）\n"
        "经国务院批准，决定对下列物项实施出口管制。\n未经许可出口的，依法给予行政处罚。\n本公告自2031年12月1日起实施。\n"
    )
    (act,) = contents(text, Announcement)
    assert (act.title, act.category) == ("关于优化调整示例物项临时出口管制措施的公告", "controlled_item_change")


def test_a_short_title_takes_effect_as_what_was_named_in_full() -> None:
    text = (
        "2031年3月23日，国务院公布《示例物项管理条例》（以下简称《管理条例》），于同日起施行。"
        "其上位法是《中华人民共和国示例法》（以下简称《示例法》），自2030年6月10日起施行。\n"
    )
    days = {one.instrument: one.date for one in contents(text, EffectiveDate)}
    assert days == {"law/示例物项管理条例": date(2031, 3, 23), "law/中华人民共和国示例法": date(2030, 6, 10)}


def test_a_regulation_takes_effect_on_publication_as_itself() -> None:
    text = "国务院公布《示例物项管理条例》（以下简称《条例》）。《条例》自公布之日起施行，共二十条。\n"
    assert [one.instrument for one in contents(text, EffectiveDate)] == ["law/示例物项管理条例"]


def test_a_catalogue_is_changed_and_published_under_its_full_name() -> None:
    text = (
        "7月15日，商务部会同科技部调整发布《示例技术目录》（商务部 科技部公告2031年28号，以下简称《目录》）。\n"
        "发言人表示，2001年，商务部会同科技部以部令形式发布《目录》。本次《目录》调整充分征求了意见。\n"
    )
    told = (*contents(text, Announcement), *contents(text, StatusChange))
    keys = {one.instrument for one in told if isinstance(one, Announcement)}
    keys |= {target.instrument for one in told if isinstance(one, StatusChange) for target in one.targets}
    assert "law/目录" not in keys
    assert "目录" not in {one.title for one in told if isinstance(one, Announcement)}


def test_a_list_published_by_a_numbered_act_takes_effect_with_it() -> None:
    text = "2031年11月15日，商务部会同海关总署发布2031年第51号公告，公布《示例物项清单》（以下简称“《清单》”），自2031年12月1日起实施。\n"
    (effective,) = contents(text, EffectiveDate)
    assert effective.instrument == "MOFCOM/announcement/2031/51"


def test_a_law_that_will_take_effect_has_its_day() -> None:
    (effective,) = contents("2031年12月1日，《示例物项管理条例》将正式实施，制度进一步细化。\n", EffectiveDate)
    assert (effective.instrument, effective.date) == ("law/示例物项管理条例", date(2031, 12, 1))


@pytest.mark.parametrize("lately", ["日前", "近日"])
def test_a_dateline_is_not_the_day_of_what_was_signed_lately(lately: str) -> None:
    text = f"新华社北京8月24日电 国务院总理甲某{lately}签署国务院令，公布《示例物项管理条例》。\n"
    assert [one.published for one in contents(text, Announcement)] == [None]


def test_numbers_that_a_spokesman_names_are_no_further_act_of_that_day() -> None:
    text = (
        "商务部新闻发言人12日表示，商务部于2031年4月4日和9日分别发布了第21号和22号公告，"
        "将28家美国实体列入出口管制管控名单。\n"
    )
    acts = contents(text, Announcement)
    assert {one.instrument for one in acts} == {"MOFCOM/announcement/2031/21", "MOFCOM/announcement/2031/22"}


def test_authorities_that_head_a_headline_publish_it() -> None:
    text = "商务部、海关总署：9月15日起对锑等物项实施出口管制\n为维护国家安全，经国务院批准，决定对下列物项实施出口管制。\n"
    assert [list(one.issuers) for one in contents(text, Announcement)] == [["商务部", "海关总署"]]


STATUTE = (
    "中华人民共和国商务部令\n二〇三一年 第4号\n《示例实体清单规定》已经国务院批准，现予公布，自公布之日起施行。\n部长 甲某\n2031年8月19日\n"
    "示例实体清单规定\n第一条 为了维护公平秩序，制定本规定。\n"
    "第二条 国家建立示例实体清单制度，对下列行为采取相应措施：\n（一）危害国家利益；\n"
    "第十三条 将有关外国实体移出清单的决定应当公告；自公告发布之日起，依照本规定第十条规定采取的处理措施停止实施。\n"
    "第十四条 本规定自公布之日起施行。2020年9月1日公布的《旧示例实体清单规定》同时废止。\n"
)


def test_what_a_statute_provides_for_is_not_done_but_what_it_repeals_is() -> None:
    changes = contents(STATUTE, StatusChange)
    assert [(one.action, [target.instrument for target in one.targets]) for one in changes] == [
        ("repeal", ["law/旧示例实体清单规定"])
    ]


def test_the_last_article_of_a_statute_is_no_clause_with_a_day_of_its_own() -> None:
    days = {(one.instrument, one.clause, one.date) for one in contents(STATUTE, EffectiveDate)}
    assert days == {("MOFCOM/order/2031/4", None, date(2031, 8, 19))}


def test_an_order_is_titled_by_what_it_promulgates_also_where_a_headline_repeats_its_number() -> None:
    text = "商务部令2031年第4号 示例实体清单规定\n来源：商务部网站\n" + STATUTE
    (order,) = contents(text, Announcement, title="商务部令2031年第4号 示例实体清单规定")
    assert (order.title, order.category) == ("示例实体清单规定", "regulation_update")


def test_the_state_council_is_called_by_its_name() -> None:
    text = "中华人民共和国国务院令\n第903号\n《示例规定》已经会议通过，现予公布，自公布之日起施行。\n总理 甲某\n2031年8月23日\n"
    (order,) = contents(text, Announcement)
    assert list(order.issuers) == ["国务院"]


def test_what_a_ministry_did_not_publish_is_no_act() -> None:
    assert contents("因商务部本年度未公布出口管制相关处罚决定，本文仅讨论海关案例。\n", Announcement) == []


def test_control_is_of_the_act_whose_title_is_quoted_with_it() -> None:
    text = (
        "商务部发布《公布对甲物项实施出口管制的决定》（商务部公告2031年第61号）和《公布对乙技术实施出口管制的决定》"
        "（商务部公告2031年第62号）。\n"
    )
    recognized = read(text)
    quotes = {
        fact.content.targets[0].instrument: fact.evidence[0].quote
        for fact in recognized.facts
        if isinstance(fact.content, StatusChange)
    }
    assert "甲物项" in quotes["MOFCOM/announcement/2031/61"]
    assert "乙技术" not in quotes["MOFCOM/announcement/2031/61"]
    assert "乙技术" in quotes["MOFCOM/announcement/2031/62"]


def test_what_stands_before_a_number_as_its_attribute_is_of_that_act() -> None:
    text = (
        "以商务部公告2031年第61号为例，其范围有限。再以对示例材料制备技术实施出口管制的第62号公告为例，其规定更严。\n"
    )
    acts = {one.instrument for one in contents(text, ControlledItem)}
    assert acts == {"MOFCOM/announcement/2031/62"}


def test_what_a_clause_of_an_act_requires_is_of_that_act() -> None:
    text = "商务部发布2031年第72号公告，暂停执行2030年第46号公告第二款。根据原46号公告第二款要求，镓相关物项对美国出口原则上不予许可。\n"
    (rule,) = contents(text, LicensingRule)
    assert rule.instrument == "MOFCOM/announcement/2030/46"


def test_a_number_in_brackets_behind_a_title_makes_one_act_of_both() -> None:
    text = "海关总署发布《关于示例海关质疑有关事项的公告》（2031年第123号），强化了监管。\n"
    assert [one.instrument for one in contents(text, Announcement)] == ["GACC/announcement/2031/123"]


@pytest.mark.parametrize(
    "text",
    [
        "该《示例法》已于2031年8月17日由全国人民代表大会常务委员会会议通过，且将于今年12月1日正式实施。\n",
        "《示例法》由全国人大常委会于2031年8月17日通过，自2031年12月1日起施行。\n",
    ],
)
def test_a_law_takes_effect_behind_the_words_that_it_was_adopted(text: str) -> None:
    assert {(one.instrument, one.date) for one in contents(text, EffectiveDate)} == {("law/示例法", date(2031, 12, 1))}


def test_laws_that_take_effect_together_have_each_its_day() -> None:
    text = "2031年12月1日《示例条例》（下称《条例》）与《示例清单》（下称《清单》）同步实施，标志着新阶段。\n"
    days = {one.instrument: one.date for one in contents(text, EffectiveDate)}
    assert days == {"law/示例条例": date(2031, 12, 1), "law/示例清单": date(2031, 12, 1)}


def test_what_a_ministry_may_do_by_announcement_is_not_done() -> None:
    text = "此外，商务部还可以通过公告的方式对清单以外的货物、技术和服务实施临时管制。\n"
    assert [*contents(text, StatusChange), *contents(text, Announcement)] == []


def test_a_regulation_may_be_repealed_by_its_pronoun() -> None:
    text = "《示例登记管理办法》曾要求经营者申请登记。但随着这一办法于2031年被废止，登记制度已取消。\n"
    repeals = [one for one in contents(text, StatusChange) if one.action == "repeal"]
    assert [[target.instrument for target in one.targets] for one in repeals] == [["law/示例登记管理办法"]]


def test_what_an_authority_said_another_day_is_not_of_the_act_named_before() -> None:
    text = (
        "商务部9月1日公布《关于暂停对甲公司5家美国相关子公司实施反制措施一年的决定》，中方决定自9月1日起，暂停对甲公司5家"
        "美国相关子公司实施反制措施一年。\n\n"
        "商务部8月14日指，甲公司危害中国利益。中国当日起对甲公司5家美国相关子公司采取反制措施。\n"
    )
    key = "title/关于暂停对甲公司5家美国相关子公司实施反制措施一年的决定"
    days = {one.date: one.instrument for one in contents(text, EffectiveDate)}
    assert days == {date(2031, 9, 1): key, date(2031, 8, 14): None}


def test_a_regulation_that_was_newly_revised_is_not_revised_here() -> None:
    assert contents("结合新修订施行的《示例密码管理条例》，让我们了解管理制度。\n", StatusChange) == []


def test_two_authorities_that_put_items_under_control_say_so() -> None:
    text = "1. 政策升级：2031年4月，中国商务部与海关总署对钐、钆等7类中重稀土相关物项实施出口管制，要求企业申请许可。\n"
    assert [one.action for one in contents(text, StatusChange)] == ["impose"]
    assert [list(one.issuers) for one in contents(text, Announcement)] == [["商务部", "海关总署"]]


@pytest.mark.parametrize("verb", ["通报", "宣布", "公告称"])
def test_an_article_tells_that_an_investigation_was_opened(verb: str) -> None:
    text = f"中国商务部2031年8月24日{verb}对美国甲集团启动不可靠实体清单调查，发言人介绍了进展。\n"
    assert [one.action for one in contents(text, StatusChange)] == ["investigate"]


@pytest.mark.parametrize(
    "text",
    [
        "美国商务部宣布对中国甲集团启动调查。\n",
        "有记者问：商务部是否会宣布对美国甲集团启动调查？\n",
        "商务部表示，将视情决定是否对美国甲集团启动调查。\n",
    ],
)
def test_an_investigation_by_others_or_asked_about_is_none(text: str) -> None:
    assert [one for one in contents(text, StatusChange) if one.actor == "CN"] == []


def test_the_day_before_the_authority_that_listed_is_that_of_its_act() -> None:
    text = "8月4日，不可靠实体清单工作机制将美国甲集团和乙公司列入不可靠实体清单。\n"
    assert [one.published for one in contents(text, Announcement)] == [date(2031, 8, 4)]


def test_an_act_below_a_headline_of_the_press_is_known_by_its_own_heading() -> None:
    text = (
        "不可靠实体清单工作机制关于对美国甲集团启动不可靠实体清单调查的公告\n\n"
        "8月24日，不可靠实体清单工作机制依据《示例清单规定》第二条，决定对美国甲集团启动调查。现将有关事项公告如下：\n"
        "一、甲集团应在本公告公布之日起30天内提供书面材料。\n不可靠实体清单工作机制\n2031年8月24日\n"
    )
    acts = [one for one in contents(text, Announcement, title="最新公告：中方对这家公司启动调查") if one.instrument]
    heading = "不可靠实体清单工作机制关于对美国甲集团启动不可靠实体清单调查的公告"
    assert [(one.instrument, one.title) for one in acts] == [(f"title/{heading}", heading)]


def test_acts_listed_below_a_line_that_says_when_they_came_out_have_that_day() -> None:
    text = (
        "2031年8月9日，商务部产业安全与进出口管制局（以下简称“管制局”）同日发布了两份公告，如下：\n"
        "商务部公告2031第61号 公布对甲物项实施出口管制的决定\n商务部公告2031第62号 公布对乙技术实施出口管制的决定（以下简称“62号公告”）\n"
        "商务部公告2031第63号此前已经介绍。\n"
    )
    days = {one.instrument: one.published for one in contents(text, Announcement) if one.instrument}
    assert days["MOFCOM/announcement/2031/61"] == days["MOFCOM/announcement/2031/62"] == date(2031, 8, 9)
    assert days["MOFCOM/announcement/2031/63"] is None


def test_the_last_day_of_a_term_gives_its_year_to_no_number() -> None:
    text = "2031年8月7日，商务部、海关总署发布公告2031年第70号，自即日起至2032年11月10日暂停实施第55、56号公告及商务部公告2031年第61号。\n"
    (change,) = [one for one in contents(text, StatusChange) if one.action == "suspend"]
    assert [target.instrument for target in change.targets] == [
        f"MOFCOM/announcement/2031/{number}" for number in (55, 56, 61)
    ]


def test_an_act_and_its_day_have_no_year_from_the_act_that_it_suspends() -> None:
    text = "8月9日，商务部发布第72号公告，暂停实施2029年第46号公告第二款，直至2032年11月27日。\n"
    acts = {one.instrument: one.published for one in contents(text, Announcement)}
    assert acts["MOFCOM/announcement/2031/72"] == date(2031, 8, 9)
    assert "MOFCOM/announcement/2029/46" in acts


def test_a_foreign_rule_that_was_only_mentioned_stays_foreign_in_the_next_sentence() -> None:
    text = (
        "2031年4月4日，商务部发布公告2031年第18号。\n"
        "我们建议企业关注美国商务部工业与安全局（BIS）于2031年5月29日发布的50%规则。该规则自发布之日起生效，后于8月10日暂停一年。\n"
    )
    told = (*contents(text, EffectiveDate), *contents(text, StatusChange))
    assert [one for one in told if one.actor == "CN"] == []


@pytest.mark.parametrize("day", ["，自2031年2月4日起，", "（“10号公告”），自2031年2月4日起"])
def test_what_holds_under_a_number_from_a_day_is_of_that_act(day: str) -> None:
    text = f"根据商务部、海关总署公告2031年第10号{day}对钨、钼相关物项实施出口管制。\n"
    assert {one.instrument for one in contents(text, EffectiveDate)} == {"MOFCOM/announcement/2031/10"}
    assert {one.instrument for one in contents(text, ControlledItem)} == {"MOFCOM/announcement/2031/10"}


def test_what_authorities_do_by_an_announcement_they_publish() -> None:
    text = "2031年4月4日，商务部、海关总署又以公告2031年第18号（“18号公告”）将钐等物项列入管制清单。\n"
    (act,) = contents(text, Announcement)
    assert (act.instrument, list(act.issuers), act.published) == (
        "MOFCOM/announcement/2031/18",
        ["商务部", "海关总署"],
        date(2031, 4, 4),
    )


def test_an_announcement_that_lists_items_imposes_control() -> None:
    text = "8月4日，商务部、海关总署联合发布2031年第18号公告，根据《示例法》等，对中重稀土相关物项实施列管。\n"
    assert [one.action for one in contents(text, StatusChange)] == ["impose"]
