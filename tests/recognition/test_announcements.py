"""Acts that a document is or tells of, and when they take effect."""

from __future__ import annotations

from datetime import date

from workbench.facts.document import Document
from workbench.facts.kinds import Announcement, EffectiveDate, StatusChange
from workbench.recognition import Reading, recognize
from workbench.recognition.announcements import announcement_facts
from workbench.recognition.effective_dates import effective_date_facts
from workbench.recognition.impositions import imposition_facts

ACT = (
    "商务部　海关总署公告2031年第55号 公布对某类物项实施出口管制的决定\n"
    "【发布单位】某局\n【发文日期】2031年10月09日\n\n"
    "国务院已经批准，现对下列物项实施出口管制。\n\n"
    "一、本公告第一条第（一）项自2031年12月1日起实施，第（三）项自公布之日起实施。\n\n"
    "商务部　海关总署\n2031年10月9日\n"
)


def reading(text: str, published: date | None = None, title: str | None = None) -> Reading:
    year = published.year if published else None
    return Reading.of(Document(id="0" * 64, text=text, title=title, published=published, year=year))


def announcements(text: str, published: date | None = None, title: str | None = None) -> list[Announcement]:
    return [
        f.content for f in announcement_facts(reading(text, published, title)) if isinstance(f.content, Announcement)
    ]


def effects(text: str, published: date | None = None, title: str | None = None) -> list[EffectiveDate]:
    facts = effective_date_facts(reading(text, published, title))
    return [fact.content for fact in facts if isinstance(fact.content, EffectiveDate)]


def test_an_act_states_its_number_its_issuers_and_its_day() -> None:
    (act,) = announcements(ACT)
    assert act.instrument == "MOFCOM/announcement/2031/55"
    assert act.issuers == ("商务部", "海关总署")
    assert act.published == date(2031, 10, 9)
    assert act.category == "controlled_item_change"


def test_a_day_that_only_the_metadata_gives_is_not_stated_by_the_text() -> None:
    text = "商务部公告2031年第62号 公布对某技术实施出口管制的决定\n\n经国务院批准，决定对某技术实施出口管制。\n"
    (act,) = announcements(text, date(2031, 10, 9))
    assert act.published is None


def test_a_number_alone_is_no_title() -> None:
    text = "商务部公告2031年第61号今日公布，对境外的某类物项实施出口管制。\n\n本公告自2031年12月1日起施行。\n"
    (act,) = announcements(text, date(2031, 10, 9), title="商务部公告2031年第61号")
    assert (act.instrument, act.title) == ("MOFCOM/announcement/2031/61", None)
    assert (act.number_text, act.category) == ("商务部公告2031年第61号", "controlled_item_change")


def test_an_act_cited_in_an_act_is_told_without_authors() -> None:
    text = ACT.replace("一、", "依照商务部、国家某某委、海关总署公告2006年第50号办理。\n\n一、")
    _, cited = announcements(text)
    assert (cited.instrument, cited.issuers, cited.published) == ("MOFCOM/announcement/2006/50", (), None)


def test_news_gives_the_day_of_what_was_published_and_not_of_what_it_suspends() -> None:
    text = "11月7日，商务部发布公告，自即日起暂停实施商务部、海关总署公告2031年第55号。"
    told = {act.instrument: act.published for act in announcements(text, date(2031, 11, 8))}
    assert told == {None: date(2031, 11, 7), "MOFCOM/announcement/2031/55": None}


def test_titles_in_one_breath_share_day_and_issuer() -> None:
    text = "10月9日，商務部相繼發佈《關於對甲物項實施出口管制的公告》和《關於對乙技術實施出口管制的公告》。"
    told = announcements(text, date(2031, 10, 12))
    assert [act.published for act in told] == [date(2031, 10, 9)] * 2
    assert {act.issuers for act in told} == {("商務部",)}
    assert all(act.instrument and act.instrument.startswith("title/") for act in told)


def test_a_number_beside_a_title_stands_for_both() -> None:
    text = "商务部于2031年12月3日发布了《某合规工作实施办法》（商务部公告2031年第60号）。"
    (act,) = announcements(text, date(2032, 1, 20))
    assert (act.instrument, act.title, act.published) == (
        "MOFCOM/announcement/2031/60",
        "某合规工作实施办法",
        date(2031, 12, 3),
    )


def test_the_caption_of_a_picture_publishes_nothing() -> None:
    assert announcements("2010年10月31日，圖為工人在碼頭，商務部發布公告。（Reuters）\n", date(2031, 10, 12)) == []


def test_an_article_without_an_act_has_no_announcement() -> None:
    assert announcements("10月15日，某国外交部宣布新一轮制裁。中方坚决反对。", date(2031, 10, 16)) == []


def test_each_clause_has_its_own_effective_date() -> None:
    first, second = effects(ACT)
    assert (first.clause, first.date, first.basis) == ("第一条第（一）项", date(2031, 12, 1), "explicit")
    assert (second.clause, second.date, second.basis) == ("第（三）项", date(2031, 10, 9), "on_publication")


def test_the_hour_is_kept() -> None:
    (effect,) = effects("本公告自2031年4月10日12时01分起实施。")
    assert (effect.date, effect.time) == (date(2031, 4, 10), "12:01")


def test_a_law_takes_effect_itself() -> None:
    (effect,) = effects("自2031年12月1日起正式实施的《某某管制条例》确立了制度。")
    assert effect.instrument == "law/某某管制条例"


def test_what_is_only_described_by_a_date_takes_no_effect() -> None:
    assert effects("中方将取消自2031年4月2日起针对美国的非关税措施。") == []


def test_on_publication_without_a_known_day_has_no_date() -> None:
    (effect,) = effects("相关措施自发布之日起施行。")
    assert (effect.date, effect.basis) == (None, "on_publication")


def test_an_act_imposes_from_its_one_effective_date() -> None:
    text = ACT.replace(
        "一、本公告第一条第（一）项自2031年12月1日起实施，第（三）项自公布之日起实施", "一、本公告自2031年11月8日起实施"
    )
    (change,) = [f.content for f in imposition_facts(reading(text)) if isinstance(f.content, StatusChange)]
    assert (change.action, change.from_) == ("impose", date(2031, 11, 8))
    assert [target.instrument for target in change.targets] == ["MOFCOM/announcement/2031/55"]


def test_where_clauses_differ_the_imposition_has_no_single_day() -> None:
    (change,) = [f.content for f in imposition_facts(reading(ACT)) if isinstance(f.content, StatusChange)]
    assert change.from_ is None


def test_an_investigation_is_no_imposition() -> None:
    text = (
        "不可靠实体清单工作机制公告〔2031〕3号\n\n决定对某国某集团涉嫌中断交易等问题启动调查。现将有关事项公告如下：\n"
    )
    (change,) = [f.content for f in imposition_facts(reading(text)) if isinstance(f.content, StatusChange)]
    assert (change.action, change.by) == ("investigate", "UEL/announcement/2031/3")


def test_an_act_that_suspends_imposes_nothing() -> None:
    text = (
        "商务部公告2031年第70号 公布暂停实施商务部公告2031年第61号的决定\n【发布单位】某局\n\n"
        "暂停实施商务部公告2031年第61号（公布对某物项实施出口管制的决定）。\n\n商务部\n2031年11月7日\n"
    )
    assert list(imposition_facts(reading(text))) == []


def test_the_labelled_head_of_a_page_names_issuers_and_days() -> None:
    text = (
        "【发布单位】商务部 外交部\n【发布文号】2031年第13号\n【发布日期】2031-4-1\n【实施日期】2031-4-2\n"
        "为执行决议，自2031年1月16日起，安理会第1696、1737号决议有关禁止向某国出口的制裁措施终止，现就有关规定公告如下：\n"
    )
    facts = recognize(Document(id="0" * 64, text=text)).facts
    (act,) = [fact.content for fact in facts if isinstance(fact.content, Announcement)]
    assert (act.issuers, act.published) == (("商务部", "外交部"), date(2031, 4, 1))
    assert [fact.content.date for fact in facts if isinstance(fact.content, EffectiveDate)] == [date(2031, 4, 2)]
    assert not [fact for fact in facts if fact.kind == "status_change" and fact.content.action == "stop"]  # type: ignore[union-attr]


def test_an_answer_that_decides_in_the_lines_below_is_an_act_of_its_ministry() -> None:
    text = "商务部新闻发言人就有关措施答记者问\n\n答：根据有关规定，中方决定：\n\n一是将晨曦株式会社等20家实体列入管控名单。\n"
    assert {act.issuers for act in announcements(text)} == {("商务部",)}


def test_an_act_told_by_its_day_is_no_meeting_even_where_it_follows_one() -> None:
    told = announcements(
        "双方会晤达成共识后，11月7日，商务部发布公告决定，暂停实施商务部公告2031年第8号。", date(2031, 11, 8)
    )
    assert [one.category for one in told if one.instrument is None] == ["controlled_item_change"]
