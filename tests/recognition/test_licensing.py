"""How exports are treated, and what somebody must do."""

import pytest

from workbench.facts.document import Document
from workbench.facts.kinds import LicensingRule, Requirement
from workbench.recognition.licensing import licensing_facts
from workbench.recognition.reading import Reading
from workbench.recognition.requirements import requirement_facts


def rules(text: str) -> list[LicensingRule]:
    reading = Reading.of(Document(id="0" * 64, text=text))
    return [fact.content for fact in licensing_facts(reading) if isinstance(fact.content, LicensingRule)]


def requirements(text: str) -> list[Requirement]:
    reading = Reading.of(Document(id="0" * 64, text=text))
    return [fact.content for fact in requirement_facts(reading) if isinstance(fact.content, Requirement)]


@pytest.mark.parametrize(
    ("text", "treatment"),
    [
        ("人道救援的出口，无需申请两用物项出口许可证件。", "exempt"),
        ("已批准部分出口商的通用許可申請。", "general_licence"),
        ("前述申请逐案审批。", "case_by_case"),
        ("向境外军事用户的出口申请，原则上不予许可。", "denial_in_principle"),
        ("明知用于境外采选活动的，应当在出口前向商务部申请许可。", "catch_all"),
        ("向境外出口上述物项前，必须获得两用物项出口许可证件。", "licence"),
        ("没有证件的，不得出口。", "licence"),
        ("禁止两用物项对某国军事用户出口。", "prohibited"),
    ],
)
def test_each_treatment_by_its_words(text: str, treatment: str) -> None:
    assert [rule.treatment for rule in rules(text)] == [treatment]


def test_numbered_end_uses_belong_to_the_rule_that_leads_to_them() -> None:
    text = "用于以下用途的，原则上不予许可：（一）大规模杀伤性武器；（二）恐怖主义目的。其他申请依法办理。"
    reading = Reading.of(Document(id="0" * 64, text=text))
    (fact,) = licensing_facts(reading)
    assert fact.evidence[0].quote.endswith("（二）恐怖主义目的。")


def test_a_report_has_its_deadline_and_addressee() -> None:
    (found,) = requirements("出口经营者应当在出口后10个工作日内向商务部报告。")
    assert (found.type, found.addressee, found.deadline) == ("report", "出口经营者", "出口后10个工作日内")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("任何单位和个人不得为违规出口提供中介、代理服务。", "prohibition"),
        ("出口商须提交出口合同和质量证明。", "document"),
        ("违反本条例规定的，责令改正，没收违法所得。", "sanction"),
        ("政策设置了合理的过渡期。", "transition"),
    ],
)
def test_type_of_a_requirement(text: str, kind: str) -> None:
    assert [found.type for found in requirements(text)] == [kind]


def test_advice_and_opinion_oblige_nobody() -> None:
    assert requirements("建议企业应当建立出口合规制度。") == []
    assert requirements("这意味着企业必须重估出口风险。") == []


@pytest.mark.parametrize(
    ("text", "applies_to", "end_user", "end_use"),
    [
        ("决定对部分钢管产品实施出口许可证管理。", "部分钢管产品", None, None),
        ("禁止两用物项对某国军事用户出口。", "两用物项", "某国军事用户", None),
        ("对于传感材料与技术出口，采取逐案审批，另加用途核查。", "传感材料与技术", None, None),
        ("传感材料的出口申请，一律逐案审批。", "传感材料", None, None),
        ("对向境外军事用户的出口申请，原则上不予许可。", None, "境外军事用户", None),
        (
            "下列最终用途的申请，原则上不予许可：（一）制造武器；（二）恐怖目的。",
            None,
            None,
            "（一）制造武器；（二）恐怖目的",
        ),
    ],
)
def test_a_rule_says_for_what_and_whom_it_holds(
    text: str, applies_to: str | None, end_user: str | None, end_use: str | None
) -> None:
    (rule,) = rules(text)
    assert (rule.applies_to, rule.end_user, rule.end_use) == (applies_to, end_user, end_use)


def test_a_bare_repetition_adds_no_rule() -> None:
    text = "这里只说“原则上不予许可”。对向境外军事用户的出口申请，原则上不予许可。"
    assert [rule.end_user for rule in rules(text)] == ["境外军事用户"]


def test_cases_that_an_article_explains_one_by_one_are_of_one_list() -> None:
    explained = "换句话说，只要用到这些材料，无论在哪里加工，最后卖到别的地方都要先拿到许可，这一点与以往的做法有很大不同，企业应当格外留意，并且尽早准备。\n"
    head = "境外经营者向第三国出口以下物项前，必须获得商务部颁发的出口许可证件："
    first, second = "（一）含有本国材料的境外所制物项；", "（二）以本国技术在境外所制的附件所列物项。"
    told = [rule.applies_to for rule in rules(f"{head}{first}{explained}{second}{explained}")]
    assert told[-2:] == ["含有本国材料的境外所制物项", "以本国技术在境外所制的附件所列物项"]
    # Another list, and a case that is not the next, belong to something else.
    for other in ("（四）以本国技术在境外所制的附件所列物项。", "另有（二）以本国技术在境外所制的附件所列物项。"):
        assert [rule.applies_to for rule in rules(f"{head}{first}{explained}{other}{explained}")][-1:] != [
            "以本国技术在境外所制的附件所列物项"
        ]


def test_all_users_and_all_uses_of_one_rule_are_its_scope() -> None:
    (users,) = rules("对向境外军事用户的出口申请，以及向关注名单所列进口商（含其分公司）的出口申请，原则上不予许可。")
    assert users.end_user == "境外军事用户的出口申请，以及向关注名单所列进口商（含其分公司）"
    (uses,) = rules("最终用途为研发先进传感器，以及制造此类传感器的设备，或者训练军用模型的出口申请，逐案审批。")
    assert uses.end_use == "研发先进传感器，以及制造此类传感器的设备，或者训练军用模型"


def test_cases_are_told_one_by_one_and_not_once_more_together() -> None:
    text = (
        "以下物项未经许可不得出口：（一）某金属开采相关技术及其载体；（管制编码：1E902.a）"
        "（二）境外制造的物项，所含该金属的价值比例达到0.5%及以上的。"
    )
    assert [rule.applies_to for rule in rules(text)] == [
        "某金属开采相关技术及其载体",
        "境外制造的物项，所含该金属的价值比例达到0.5%及以上",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "从适用条件看，通用许可更接近于对企业能力的认可。",
        "企业一旦进入通用许可框架，责任并未减轻。",
        "主管部门正积极考虑适用许可豁免等便利化措施。",
    ],
)
def test_what_a_treatment_means_or_may_become_is_no_rule(text: str) -> None:
    assert rules(text) == []


def test_what_points_to_items_told_before_is_no_scope() -> None:
    (rule,) = rules("出口经营者出口上述物项应当依照有关规定向商务主管部门申请许可。")
    assert rule.applies_to is None


def test_goods_that_are_told_apart_from_an_entry_are_what_an_exemption_is_for() -> None:
    text = (
        "含量较低的某胺类日用品（详见附件），风险可控，不属于管理目录中某胺混合物项下的管控物项，无需办理出口许可手续。"
    )
    (rule,) = rules(text)
    assert (rule.treatment, rule.applies_to) == ("exempt", "含量较低的某胺类日用品")


def test_the_number_of_a_clause_is_no_part_of_the_duty() -> None:
    (found,) = requirements("四、出口经营者应当确定其货物是否属于两用物项。")
    assert found.action == "出口经营者应当确定其货物是否属于两用物项。"
    (listed,) = requirements("三、出口经营者应当提交：（一）合同；（二）证明材料。")
    assert listed.action.startswith("三、")


def test_papers_that_go_with_a_licence_are_a_duty_beside_it() -> None:
    (found,) = requirements("该公告将部分管材纳入出口许可证管理范围，要求出口商提供合同和质量证明。")
    assert found.type == "document"


def test_what_a_law_threatens_is_told_to_the_end_of_the_period_that_names_its_article() -> None:
    told = requirements(
        "《某物项出口管制条例》第4条规定，未履行报告义务的，责令改正；情节严重的，并处违法经营额5倍罚款。"
        "另有评论称应予并处罚款。"
    )
    assert [(one.instrument, one.type) for one in told] == [("law/某物项出口管制条例", "sanction")] * 2


def test_the_cases_of_a_licence_are_for_where_the_sentence_that_leads_to_them_says() -> None:
    """Whoever exports from abroad to third countries: without the place the rule would read as one on exports from China."""
    text = (
        "样本公告规定，境外组织向中国以外的其他国家和地区出口以下物项前，必须获得许可证件："
        "（一）含有样本元素的境外制造物项；（二）使用样本技术生产的物项。"
    )
    found = rules(text)
    assert [rule.applies_to for rule in found] == ["含有样本元素的境外制造物项", "使用样本技术生产的物项"]
    assert {rule.destinations for rule in found} == {("中国以外的其他国家和地区",)}


def test_a_catch_all_says_for_what_goods_it_is() -> None:
    text = "出口未列管的样品或者服务，出口经营者明知其用于境外样本加工的，应当在出口前向商务部申请许可。"
    assert [(rule.treatment, rule.applies_to) for rule in rules(text)] == [("catch_all", "未列管的样品或者服务")]


def test_a_penalty_by_a_law_is_a_requirement_without_any_should() -> None:
    text = "未经许可公开样本技术的，按照《中华人民共和国样本管制法》第三条进行处罚。"
    assert [found.type for found in requirements(text)] == ["sanction"]
    assert requirements("处罚信息按照《样本统计办法》公布的技术口径编制。") == []


def test_what_a_ban_threatens_beside_itself_is_a_requirement_of_its_own() -> None:
    text = (
        "公告禁止两用物项向某国军事用户以及任何有助于提升其军力的用户出口，并强调对违规转移物项的行为将依法追究责任。"
    )
    (found,) = requirements(text)
    assert (found.type, found.action) == ("sanction", "对违规转移物项的行为将依法追究责任")
    assert [rule.treatment for rule in rules(text)] == ["prohibited"]
    assert requirements("某公司表示，对造谣行为将依法追究责任。") == []
