"""What a passage speaks of and who acts in it."""

from __future__ import annotations

from datetime import date

from workbench.facts.document import Document
from workbench.recognition import Reading


def reading(text: str, title: str | None = None, published: date | None = date(2031, 10, 12)) -> Reading:
    return Reading.of(Document(id="0" * 64, text=text, title=title, published=published, year=2031))


def at(one: Reading, words: str) -> int:
    return one.text.index(words)


def test_an_article_speaks_of_the_act_that_it_last_named() -> None:
    one = reading("先看商务部公告2031年第61号。它管物项。\n\n再看《公布对某技术实施出口管制的决定》，它管技术。\n")
    assert one.instrument_at(at(one, "它管物项")) == "MOFCOM/announcement/2031/61"
    assert one.instrument_at(at(one, "它管技术")) == "title/公布对某技术实施出口管制的决定"


def test_of_several_acts_in_one_breath_none_is_the_subject() -> None:
    one = reading("商务部公告2031年第61号、62号同日发布，要求相同。")
    assert one.instrument_at(at(one, "要求")) is None


def test_an_act_that_is_only_leant_on_is_not_the_subject() -> None:
    one = reading("商务部公告2031年第61号公布名单。依照商务部令2005年第29号办理许可。")
    assert one.instrument_at(at(one, "办理")) == "MOFCOM/announcement/2031/61"


def test_the_text_of_an_act_speaks_of_itself_throughout() -> None:
    one = reading(
        "商务部公告2031年第61号\n\n决定采取以下措施，参照商务部公告2030年第46号。\n\n本公告自公布之日起实施。\n"
    )
    assert one.instrument_at(at(one, "自公布")) == one.own_key == "MOFCOM/announcement/2031/61"


def test_a_foreign_subject_acts_until_the_home_side_does() -> None:
    one = reading("11月9日，美国宣布自11月10日起暂停措施一年，中方相应暂停措施。商务部另有公告。")
    assert one.actor_at(at(one, "暂停措施一年")) == "US"
    assert one.actor_at(at(one, "相应暂停")) == "CN"
    assert one.actor_at(at(one, "另有公告")) == "CN"


def test_a_foreign_object_does_not_act() -> None:
    one = reading("商务部决定，将15家美国实体列入名单，禁止向美国军事用户出口。")
    assert one.actor_at(at(one, "列入")) == one.actor_at(at(one, "禁止")) == "CN"


def test_an_answer_is_known_by_its_title() -> None:
    one = reading("有记者问：如何评论？\n答：已有安排。\n", "商务部新闻发言人就某事答记者问")
    assert one.is_statement
    assert not one.is_act
    assert one.speaking_key == "title/商务部新闻发言人就某事答记者问"


def test_the_signature_dates_an_act_and_relative_days_count_from_it() -> None:
    text = "商务部公告2031年第70号\n\n现将有关事项公告如下：自即日起实施。\n\n商务部\n2031年11月7日\n"
    one = reading(text, published=None)
    assert one.published == date(2031, 11, 7)
    assert [mention.value for mention in one.dates] == [date(2031, 11, 7)] * 2


def test_a_head_stamp_dates_an_article() -> None:
    assert reading("某报\n2031-10-12 19:49\n正文在此。\n", published=None).published == date(2031, 10, 12)
