"""What a passage says is said of the act that it names, not of the one before; and what only tells lays nothing down."""

from __future__ import annotations

from datetime import date

import pytest

from workbench.facts.document import Document
from workbench.recognition import recognize

EARLIER = "3月1日，样本部公告2031年第62号对样本技术实施出口管制。"
EARLIER_KEY = "MOFCOM/announcement/2031/62"


def facts(text, kind=None, **document):
    document = Document(id="0" * 64, text=text, year=2031, **document)
    return [fact for fact in recognize(document).facts if kind is None or fact.kind == kind]


def contents(text, kind, **document):
    return [fact.content for fact in facts(text, kind, **document)]


def test_a_rule_is_that_of_the_act_which_its_own_sentence_names():
    text = (
        "3月1日，商务部公告2031年第62号对样本技术实施出口管制。\n"
        "4月9日，商务部发布公告2031年第79号，决定自2031年5月1日起对部分样本板材实施出口许可证管理。"
    )
    (rule,) = [rule for rule in contents(text, "licensing_rule") if rule.applies_to == "部分样本板材"]
    assert rule.instrument == "MOFCOM/announcement/2031/79"


def test_a_duty_is_that_of_the_act_which_its_own_sentence_names():
    text = (
        "3月1日，商务部公告2031年第62号对样本技术实施出口管制。\n"
        "4月9日，商务部发布公告2031年第79号，要求出口商提交出口合同，出口时应当提供质量证明。"
    )
    assert [duty.instrument for duty in contents(text, "requirement")] == ["MOFCOM/announcement/2031/79"]


def test_where_a_text_turns_to_a_catalogue_nothing_is_said_of_the_act_before():
    text = (
        "3月9日，商务部公告2031年第46号第二款暂停实施。\n"
        "此外，3月10日，商务部等部门调整《向特定国家出口样本化学品管理目录》，单独增列13种样本易制毒化学品。"
    )
    found = [*contents(text, "count"), *contents(text, "controlled_item")]
    assert any(getattr(content, "count", None) == 13 for content in found)
    assert {content.instrument for content in found} == {None}


def test_two_titles_in_one_breath_are_no_subject_of_what_follows():
    text = (
        "3月9日，商务部相继发布《关于对境外样本物项实施出口管制的公告》和《关于对样本技术实施出口管制的公告》，自5月1日起实施。\n"
        "公告明确，凡价值占比达到0.1%的外国制造产品，均可能被纳入出口管制范围。"
    )
    assert {limit.instrument for limit in contents(text, "threshold")} == {None}
    changes = contents(text, "status_change")
    both = {target.instrument for change in changes for target in change.targets}
    assert len(both) == 2
    assert {effect.instrument for effect in contents(text, "effective_date")} == both


@pytest.mark.parametrize("text", ["两个公告，1个跟不可靠实体清单有关。", "公告里有4个跟稀土有关，涉及出口管制。"])
def test_announcements_are_not_counted_as_entities_or_items(text):
    assert contents(text, "count") == []


@pytest.mark.parametrize(
    "text",
    [
        "向管控名单所列最终用户（包括其控股50%及以上的子公司）的出口申请，原则上不予许可，全球供应受影响。",
        "公告明确，凡样本物项价值占比0.1%的产品，均可能被纳入出口管制范围。",
    ],
)
def test_a_figure_that_an_act_lays_down_is_no_claim(text):
    assert contents(text, "claim") == []


def test_a_share_of_a_market_still_is_one():
    assert len(contents("某地产量占全球七成以上。", "claim")) == 1


def test_the_words_of_a_title_lay_nothing_down():
    assert contents("有关技术早在2011年就列入《某国禁止出口限制出口技术目录》。", "licensing_rule") == []


@pytest.mark.parametrize(
    "text",
    [
        "某机制将17家外国实体列入不可靠实体清单，禁止上述企业从事与中国有关的进出口活动。",
        "该规定进一步明确了包括冻结财产、禁止或限制交易与合作等措施的操作路径。",
        "此案例提醒企业在从事进出口业务时，必须严格遵守有关规定。",
        "海关核查后认定，该批货物出口时需提交许可证件，但当事人申报时未予提交。",
    ],
)
def test_what_is_told_obliges_nobody(text):
    assert contents(text, "requirement") == []


def test_of_a_sentence_about_a_quotation_the_duty_is_what_is_quoted():
    text = "公告还有其他内容，主要是补缺补漏，比如「任何单位和个人不得为违规出口提供中介、代理服务。」"
    (fact,) = facts(text, "requirement")
    assert fact.content.action == "任何单位和个人不得为违规出口提供中介、代理服务。"
    assert fact.evidence[0].quote == fact.content.action


def test_a_duty_under_an_article_is_that_of_its_law():
    text = EARLIER + "\n《样本物项出口管制条例》第40条规定，出口经营者未履行报告义务的，给予警告，责令改正。"
    (duty,) = [duty for duty in contents(text, "requirement") if duty.type == "sanction"]
    assert duty.instrument == "law/样本物项出口管制条例"


def test_a_briefing_is_told_to_the_end_of_its_sentence():
    text = "2031年3月18日商务部例行发布会确认，部分出口商已达到通用许可的基本要求，已收到并批准部分出口商提交的申请。"
    (said,) = contents(text, "position")
    assert said.stance.endswith("已收到并批准部分出口商提交的申请")


def test_what_a_spokesperson_said_has_the_day_that_the_sentence_before_gives():
    text = (
        "样本新规引发讨论。\n各方看法不一。\n业界评估影响。\n后续有待观察。\n"
        "3月12日，商务部网站刊登了新闻发言人就样本物项管制答记者问的内容。\n"
        "发言人称，中方依法实施管制，目的是维护安全和利益。"
    )
    said = [said for said in contents(text, "position") if said.issuers == ("发言人",)]
    assert [one.date for one in said] == [date(2031, 3, 12)]


def test_an_answer_without_a_day_has_that_of_its_page_as_derived():
    title = "商务部新闻发言人就某国制裁企业答记者问"
    text = f"{title}\n\n问：某国公布了新的制裁名单，有何评论？\n答：中方坚决反对单边制裁，将采取必要措施。"
    (fact,) = facts(text, "position", title=title, published=date(2031, 3, 29))
    assert fact.content.date == date(2031, 3, 29)
    assert [(check.verdict, check.rule) for check in fact.checks if check.field == "date"] == [("derived", "published")]


def test_an_order_that_suspends_another_is_of_its_category():
    text = (
        "2031年3月14日，商务部发布2031年第6号部令，将5家外国公司列入反制清单。"
        "鉴此，商务部发布2031年第7号部令，暂停实施第6号部令的相关措施一年。"
    )
    (act,) = [act for act in contents(text, "announcement") if act.instrument == "MOFCOM/order/2031/7"]
    assert act.category == "enforcement_action"


@pytest.mark.parametrize("title", ["两用物项和技术出口许可证", "质疑通知书", "转移受管制技术情况说明"])
def test_a_form_is_no_legal_instrument(title):
    assert contents(f"出口经营者应当提交《{title}》。", "legal_instrument") == []


@pytest.mark.timeout(100)  # a second; it took minutes when each act was held against each pair of others
def test_hundreds_of_acts_in_one_sentence_are_read():
    assert facts("，".join(["商务部公告2031年第6号"] * 300))
