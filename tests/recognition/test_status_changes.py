"""What suspends, extends, stops, repeals or amends which act, from when until when."""

from __future__ import annotations

from datetime import date

from workbench.facts.document import Document
from workbench.facts.kinds import StatusChange
from workbench.recognition import Reading
from workbench.recognition.status_changes import status_change_facts


def document(text: str, published: date | None = date(2031, 11, 20), title: str | None = None) -> Document:
    year = published.year if published else 2031
    return Document(id="0" * 64, text=text, title=title, published=published, year=year)


def changes(text: str, published: date | None = date(2031, 11, 20), title: str | None = None) -> list[StatusChange]:
    facts = status_change_facts(Reading.of(document(text, published, title)))
    return [fact.content for fact in facts if isinstance(fact.content, StatusChange)]


def targets(change: StatusChange) -> list[str | None]:
    return [target.instrument for target in change.targets]


def test_one_sentence_two_verbs_three_targets() -> None:
    text = (
        "自2031年11月10日起，继续暂停4月4日公告（不可靠实体清单工作机制〔2031〕7号）相关措施1年，"
        "停止3月4日公告（不可靠实体清单工作机制〔2031〕5号和6号）相关措施。"
    )
    extended, stopped = changes(text)
    assert (extended.action, targets(extended)) == ("extend", ["UEL/announcement/2031/7"])
    assert (stopped.action, targets(stopped)) == ("stop", ["UEL/announcement/2031/5", "UEL/announcement/2031/6"])
    assert extended.from_ == stopped.from_ == date(2031, 11, 10)
    assert (extended.until, extended.term_text) == (date(2032, 11, 9), "1年")
    assert stopped.until is None


def test_a_computed_last_day_is_marked_as_derived() -> None:
    text = "自2031年5月14日起，暂停4月4日公告（不可靠实体清单工作机制〔2031〕7号）相关措施90天。"
    (fact,) = status_change_facts(Reading.of(document(text)))
    assert isinstance(fact.content, StatusChange)
    assert fact.content.until == date(2031, 8, 11)
    assert ("until", "derived", "last_day_of_term") in {(c.field, c.verdict, c.rule) for c in fact.checks}


def test_until_a_day_includes_it() -> None:
    (change,) = changes("即日起至2032年11月10日，暂停实施商务部、海关总署公告2031年第55号、56号。")
    assert (change.from_, change.until) == (date(2031, 11, 20), date(2032, 11, 10))
    assert targets(change) == ["MOFCOM/announcement/2031/55", "MOFCOM/announcement/2031/56"]


def test_a_clause_in_front_of_the_verb() -> None:
    (change,) = changes("自即日起至2032年11月27日，商务部公告2030年第46号（《关于加强某事的公告》）第二款暂停实施。")
    assert [(t.instrument, t.clause) for t in change.targets] == [("MOFCOM/announcement/2030/46", "第二款")]


def test_the_order_that_decides_is_not_its_own_target() -> None:
    (change,) = changes("商务部发布2031年第7号部令，暂停实施第6号部令的相关措施一年。")
    assert targets(change) == ["MOFCOM/order/2031/6"]
    assert (change.by, change.from_, change.until, change.term_text) == ("MOFCOM/order/2031/7", None, None, "一年")


def test_repeal_with_the_day_on_which_the_new_act_begins() -> None:
    (change,) = changes("本公告自2031年12月1日起正式实施，商务部、海关总署公告2006年第50号同时废止。")
    assert (change.action, targets(change), change.from_) == (
        "repeal",
        ["MOFCOM/announcement/2006/50"],
        date(2031, 12, 1),
    )


def test_a_remark_in_a_row_is_about_the_act_of_the_row() -> None:
    rows = (
        "2031年3月4日，商务部公告2031年第13号公布名单\t会谈后，停止相关措施\n"
        "2031年4月4日，商务部公告2031年第21号公布名单\t会谈后，暂停1年（2031年11月10日起）\n"
    )
    stopped, suspended = changes(rows)
    assert (stopped.action, targets(stopped)) == ("stop", ["MOFCOM/announcement/2031/13"])
    assert (suspended.action, targets(suspended)) == ("suspend", ["MOFCOM/announcement/2031/21"])
    assert (suspended.from_, suspended.until) == (date(2031, 11, 10), date(2032, 11, 9))


def test_a_date_in_an_introducing_sentence_holds_for_its_parts() -> None:
    text = "自2031年11月10日起作两项调整。第一，继续暂停商务部公告2031年第21号的措施1年。"
    (change,) = changes(text)
    assert (change.from_, change.until) == (date(2031, 11, 10), date(2032, 11, 9))


def test_in_an_act_the_day_of_publication_begins_the_change() -> None:
    text = (
        "商务部公告2031年第70号\n\n现将有关事项公告如下：商务部公告2031年第61号、62号自本公告发布之日起至"
        "2032年11月10日暂停实施。\n\n商务部\n2031年11月7日\n"
    )
    (change,) = changes(text, date(2031, 11, 7))
    assert change.by == "MOFCOM/announcement/2031/70"
    assert (change.from_, change.until) == (date(2031, 11, 7), date(2032, 11, 10))


def test_a_foreign_suspension_is_none_of_ours() -> None:
    assert changes("11月9日，美国宣布自11月10日起暂停实施针对商务部公告2031年第10号的反制措施一年。") == []


def test_nothing_is_changed_by_what_is_asked_feared_denied_or_ordered_to_traders() -> None:
    for text in (
        "商务部公告2031年第61号是否暂停实施？",
        "商务部公告2031年第61号可能暂停实施。",
        "商务部公告2031年第18号不在暂停之列。",
        "第一批公告（商务部公告2031年第61号）暂停期间，企业仍应备案。",
        "决定实施商务部公告2031年第13号；已经在办的出口业务应当立即停止。",
    ):
        assert changes(text) == [], text


def test_a_heading_that_says_less_than_its_text_is_left_out() -> None:
    text = "公布暂停实施商务部公告2031年第61号的决定\n自2031年11月7日起暂停实施商务部公告2031年第61号。\n"
    (change,) = changes(text)
    assert change.from_ == date(2031, 11, 7)


def test_evidence_is_cut_from_the_source() -> None:
    source = "自２０３１年１１月１０日起，\u3000暂停实施商务部公告２０３１年第６１号。"
    (fact,) = status_change_facts(Reading.of(document(source)))
    assert all(source[part.start : part.end] == part.quote for part in fact.evidence)
    assert "第６１号" in fact.evidence[-1].quote


def test_acts_that_are_counted_first_and_named_later_are_changed_alike() -> None:
    text = (
        "商务部宣布，自即日起至2032年11月10日，暂停实施2项出口管制的公告。\n\n"
        "这些暂停实施的公告分别是：商务部公告2031年第55号——管甲；第56号——管乙。\n"
    )
    (change,) = changes(text)
    assert targets(change) == ["MOFCOM/announcement/2031/55", "MOFCOM/announcement/2031/56"]
    assert (change.from_, change.until) == (date(2031, 11, 20), date(2032, 11, 10))


def test_that_act_is_the_one_last_spoken_of() -> None:
    text = "商务部公告2030年第46号另有规定。自即日起至2032年11月27日，该公告第二款暂停实施。"
    (change,) = changes(text)
    assert [(t.instrument, t.clause) for t in change.targets] == [("MOFCOM/announcement/2030/46", "第二款")]


def test_above_measures_are_those_of_the_acts_named_before_in_the_paragraph() -> None:
    text = "答：4月4日和9日，商务部发布2031年第21号和22号公告。自2031年5月14日起，暂停上述措施90天。"
    (change,) = changes(text, date(2031, 5, 14))
    assert targets(change) == ["MOFCOM/announcement/2031/21", "MOFCOM/announcement/2031/22"]


def test_an_act_lists_below_what_it_suspends() -> None:
    text = (
        "商务部公告2031年第70号\n\n决定自即日起至2032年11月10日，暂停实施以下公告：\n\n"
        "一、商务部公告2031年第55号（公布对甲实施出口管制的决定）\n二、商务部公告2031年第61号\n\n商务部\n2031年11月7日\n"
    )
    found = changes(text, date(2031, 11, 7))
    assert [targets(change) for change in found] == [["MOFCOM/announcement/2031/55"], ["MOFCOM/announcement/2031/61"]]
    assert {(change.by, change.from_, change.until) for change in found} == {
        ("MOFCOM/announcement/2031/70", date(2031, 11, 7), date(2032, 11, 10))
    }


def test_a_decision_named_by_title_and_number_is_one_target() -> None:
    text = "自2031年11月10日起，暂停实施《关于对某公司采取反制措施的决定》（商务部令2031年第6号）规定的措施一年。"
    (change,) = changes(text)
    assert (targets(change), change.until) == (["MOFCOM/order/2031/6"], date(2032, 11, 9))


def test_a_title_within_the_name_of_an_office_is_not_what_is_changed() -> None:
    assert changes("请报国家履行《某武器公约》工作办公室，以便动态调整监管措施。") == []
    (change,) = changes("2031年11月10日，商务部调整《某类化学品管理目录》。")
    assert targets(change) == ["law/某类化学品管理目录"]
