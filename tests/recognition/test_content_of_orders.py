"""Orders, notices and reviews: items, rules, duties, limits and counts of them, and what only looks like one."""

from __future__ import annotations

from datetime import date

import pytest

from tests.recognition.reader import Reader
from workbench.facts.kinds import (
    ControlledItem,
    Count,
    LicensingRule,
    Listing,
    Requirement,
    StatusChange,
    Threshold,
)
from workbench.recognition import uncovered

READER = Reader(date(2031, 9, 2))
read, contents = READER.read, READER.contents


@pytest.mark.parametrize(
    "text",
    [
        "根据有关法律，商务部会同科技部制定、调整并公布禁止和限制出口的技术目录。\n",
        "商务部公布禁止或者限制出口的货物清单。\n",
    ],
)
def test_a_catalogue_of_what_may_not_be_exported_is_not_a_ban(text: str) -> None:
    assert contents(text, StatusChange) == []
    assert contents(text, LicensingRule) == []


def test_what_a_catalogue_is_of_obliges_nobody() -> None:
    assert contents("据悉，商务部会同科技部制定并公布禁止和限制出口的技术目录。\n", Requirement) == []


def test_entries_of_the_prohibited_kind_prohibit_nothing() -> None:
    assert contents("一是删除示例建筑技术1项禁止类技术条目，便利成果共享。\n", Requirement) == []


def test_measures_that_may_be_taken_are_no_rule_of_export() -> None:
    text = "《规定》明确“其他必要措施”包括但不限于禁止或者限制从事与我国有关的进出口活动，禁止向其出口相关物项，处以罚款。\n"
    assert contents(text, LicensingRule) == []


def test_a_ban_on_all_items_for_several_users_is_a_rule() -> None:
    text = "2031年9月1日，商务部发布2031年第1号公告：禁止所有两用物项对日本军事用户、军事用途，以及一切有助于提升军事实力的其他最终用户用途出口。\n"
    (rule,) = contents(text, LicensingRule)
    assert (rule.treatment, rule.applies_to, rule.destinations) == ("prohibited", "两用物项", ("日本",))


def test_cases_in_a_heading_are_no_items() -> None:
    assert contents("从两个案例谈谈两用物项出口管制的海关行政处罚\n", Count) == []


def test_a_fine_told_of_a_case_is_no_duty() -> None:
    text = "两份决定书都涉及出口时应当提交许可证而未提交，一个定性为违规，罚款13万元；另一个定性为走私，罚款200万元。\n"
    assert contents(text, Requirement) == []


def test_the_code_that_leads_a_row_is_quoted_with_its_item() -> None:
    text = (
        "商务部 海关总署公告2031年第58号\n决定对下列物项实施出口管制：\n一、电池相关物项\n"
        "（一）3A901 重量能量密度大于等于300Wh/kg的可充放电电池（参考税则号列：85076000）。\n（二）3B901.a.用于制造电池的设备：\n1.卷绕机；\n"
    )
    recognized = read(text)
    assert [
        mention.value for mention in uncovered(recognized.mentions, recognized.facts) if mention.kind == "code"
    ] == []


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("商务部决定将3A901项材料列入管制清单。\n", "controlled"),
        ("公告将1C941项下的钨粉纳入出口管制。\n", "controlled"),
        ("对3A901项材料实施出口管制。\n", "controlled"),
        ("该技术用于生产3A901项材料。\n", "referenced"),
        ("有关部门正在研究是否将3A901项材料列入管制清单。\n", "referenced"),
    ],
)
def test_what_a_sentence_puts_on_the_list_by_its_code_is_controlled(text: str, role: str) -> None:
    roles = {one.role for one in contents(text, ControlledItem) if one.control_codes}
    assert roles == {role}


def test_new_entries_of_a_catalogue_name_items() -> None:
    text = (
        "本次《目录》调整新增1项限制类技术条目，即示例材料制备技术，包括：新增甲盐制备技术、乙盐制备技术、"
        "原材料制备技术等3条控制要点。\n"
    )
    names = [one.name for one in contents(text, ControlledItem) if one.role == "controlled"]
    assert names == ["示例材料制备技术", "甲盐制备技术", "乙盐制备技术", "原材料制备技术"]


def test_kinds_of_cases_are_no_kinds_of_items() -> None:
    assert contents("一、三类“未经许可擅自出口管制物项”案件\n", Count) == []


@pytest.mark.parametrize(
    "text",
    [
        "处罚决定书对甲公司未经许可擅自出口管制物项依法惩处，没收违法所得3万元，并处130万元罚款，合计罚没133万元。\n",
        "该企业明知此类物资出口需办理专门许可，却心存侥幸规避监管。\n",
    ],
)
def test_the_story_of_a_case_obliges_nobody(text: str) -> None:
    assert contents(text, Requirement) == []


def test_an_element_whose_items_a_list_names_is_only_referred_to() -> None:
    text = (
        "经国务院批准，决定对镓相关物项实施出口管制。\n一、满足以下特性的物项，未经许可，不得出口：\n（一）镓相关物项。\n"
        "1.金属镓（参考海关商品编号：8110929010）。\n2.氮化镓（参考海关商品编号：2850001901）。\n"
    )
    roles = {one.name: one.role for one in contents(text, ControlledItem)}
    assert roles.get("镓", "referenced") == "referenced"
    assert (roles["金属镓"], roles["氮化镓"]) == ("controlled", "controlled")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "境外制造的永磁材料以及含有相关材料的零件、部件、组件等产品中，受管制成分达到0.1%的，须申请许可。\n",
            ["永磁材料"],
        ),
        ("公告对特定中重稀土进行了出口管制。\n", []),
        ("公告将向境外出口示例材料技术纳入出口管制。\n", ["示例材料技术"]),
    ],
)
def test_kinds_and_phrases_name_no_items(text: str, names: list[str]) -> None:
    assert [one.name for one in contents(text, ControlledItem) if one.role == "controlled"] == names


@pytest.mark.parametrize(
    "text",
    [
        "针对两类行为采取反制措施：外国国家干涉内政；外国实体危害中国利益。\n",
        "美国将中国上千家企业和科研机构列入实体清单。\n",
    ],
)
def test_acts_and_crowds_are_no_entities(text: str) -> None:
    assert contents(text, Listing) == []


def test_goods_that_were_declared_are_only_referred_to() -> None:
    text = "当事人出口2票货物，2031年2月14日申报的品名：甲醇混合物，商品编码3824999999，数量2吨。\n"
    assert {one.role for one in contents(text, ControlledItem)} <= {"referenced"}


def test_a_licence_that_nobody_may_apply_for_is_no_treatment() -> None:
    text = "出口经营者向上述实体出口两用物项，不得申请通用许可或者以登记填报信息方式获得出口凭证。\n"
    assert "general_licence" not in {one.treatment for one in contents(text, LicensingRule)}


def test_days_of_a_deadline_are_no_items() -> None:
    text = "发货人应当自收到两用物项通知书7个工作日内按要求提交下列材料，材料需加盖公章。\n"
    assert contents(text, Count) == []


def test_what_an_office_may_find_is_no_exemption() -> None:
    assert contents("（一）判定无需办理两用物项许可证件的，通知企业办理后续手续。\n", LicensingRule) == []


def test_what_was_seized_is_neither_a_limit_nor_under_control() -> None:
    text = "海关严查敏感物项出口管制\n3. 典型案例：近期查获1.6吨申报为“铅锑”（HS:7801910000）的金属锑，涉事货代已被控制。\n"
    assert contents(text, Threshold) == []
    assert {one.role for one in contents(text, ControlledItem)} <= {"referenced"}


def test_a_duty_is_of_the_law_whose_article_it_leans_on() -> None:
    text = (
        "商务部发布公告2031年第18号。根据《中华人民共和国示例管制法》第三十三条，出口经营者未取得出口经营资格从事管制物项出口的，"
        "给予警告，责令停止违法行为。\n"
    )
    (duty,) = contents(text, Requirement)
    assert duty.instrument == "law/中华人民共和国示例管制法"


def test_people_who_are_only_counted_are_nobody() -> None:
    text = "2031年3月31日，中方宣布对6名在涉港问题上表现恶劣的美国国会议员、官员和非政府组织负责人实施制裁。\n"
    assert contents(text, Listing) == []


def test_a_question_states_no_rule() -> None:
    text = "问：有报道称中方将禁止对日本的示例材料出口，请问是否属实？\n答：相关报道不准确。\n"
    assert contents(text, LicensingRule) == []
    assert contents("有企业问，出口上述物项是否应当向商务部申请两用物项许可并提交材料？\n", Requirement) == []


def test_what_a_draft_would_provide_obliges_nobody() -> None:
    text = "二、征求意见稿规定，出口经营者不得为列入管控名单的进口商出口物项。\n"
    assert contents(text, Requirement) == []


def test_entities_whose_measures_stop_are_counted_as_stopped() -> None:
    text = (
        "不可靠实体清单工作机制公告2031年第3号\n不可靠实体清单工作机制决定，自2031年8月12日起，停止2031年4月9日公告"
        "（不可靠实体清单工作机制〔2031〕8号）对甲乙公司等6家美国实体采取的措施。\n本公告自公布之日起实施。\n"
    )
    assert [(one.count, one.action) for one in contents(text, Count)] == [(6, "stop")]


def test_a_share_measures_nothing_that_a_conjunction_parts_from_it() -> None:
    text = "• 第61号公告引入0.1%的价值占比门槛及50%股权规则，适用于出口管制。\n"
    assert [one.value for one in contents(text, Threshold)] == []


def test_a_count_in_the_title_of_another_act_is_of_that_act() -> None:
    text = (
        "中华人民共和国商务部令二〇三一年第7号 关于暂停对甲公司5家美国相关子公司实施反制措施一年的决定\n"
        "中方决定自2031年8月10日起，暂停商务部令二〇三一年第6号《关于对甲公司5家美国相关子公司采取反制措施的决定》的实施一年。\n"
        "部长 某某\n2031年8月10日\n"
    )
    counts = {(one.instrument, one.action) for one in contents(text, Count)}
    assert ("MOFCOM/order/2031/7", "add") not in counts


def test_what_a_kind_of_thing_comprises_in_brackets_is_under_control_with_it() -> None:
    text = (
        "公告对示例电池相关物项实施出口管制，物项共两类。\n一是示例电池相关物项。用于制造电池的设备（包括卷绕机、叠片机、化成系统）；"
        "以及用于生产电池的技术。\n二是正极材料相关物项。前驱体相关物项（包括镍钴锰氢氧化物、镍钴铝氢氧化物）。\n"
    )
    names = {one.name for one in contents(text, ControlledItem) if one.role == "controlled"}
    assert {"卷绕机", "叠片机", "化成系统", "镍钴锰氢氧化物", "镍钴铝氢氧化物"} <= names


def test_things_named_as_instances_are_under_control_with_their_kind() -> None:
    text = "同时，其上游的制造设备，如卷绕机、叠片机、化成系统等，也被纳入管制清单。\n"
    names = [one.name for one in contents(text, ControlledItem) if one.role == "controlled"]
    assert names == ["卷绕机", "叠片机", "化成系统"]
