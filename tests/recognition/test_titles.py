"""Titles in 《》 with the articles behind them, and the laws that a document cites."""

from workbench.facts.document import Document
from workbench.facts.kinds import LegalInstrument
from workbench.recognition.reading import Reading
from workbench.recognition.titles import find_titles
from workbench.recognition.titles_cited import title_facts
from workbench.text import normalize


def cited(text: str) -> list[LegalInstrument]:
    reading = Reading.of(Document(id="0" * 64, text=text))
    return [fact.content for fact in title_facts(reading) if isinstance(fact.content, LegalInstrument)]


def test_nested_marks_belong_to_the_outer_title() -> None:
    (mention,) = find_titles(normalize("见《实施〈某某制裁法〉的规定》第三条、第五条和第八条"))
    assert mention.title == "实施〈某某制裁法〉的规定"
    assert mention.articles == ("第三条", "第五条", "第八条")


def test_articles_belong_to_the_last_title_before_them() -> None:
    first, second = find_titles(normalize("依《甲法》《乙條例》第 40 條第二款處理"))
    assert first.articles == ()
    assert second.articles == ("第 40 條第二款",)


def test_a_mark_that_is_never_closed_opens_no_title() -> None:
    assert [one.title for one in find_titles(normalize("《没有结束的书名\n\n依据《海关法》办理"))] == ["海关法"]


def test_one_fact_a_title_with_every_place_as_evidence() -> None:
    text = "根据《出口管制法》第九条。……违反《出口管制法》的，依法处理。"
    reading = Reading.of(Document(id="0" * 64, text=text))
    (fact,) = title_facts(reading)
    assert isinstance(fact.content, LegalInstrument)
    assert fact.content.articles == ("第九条",)
    assert [span.quote for span in fact.evidence] == ["《出口管制法》第九条", "《出口管制法》"]


def test_newspapers_and_reviews_are_no_laws() -> None:
    assert cited("据《城市日报》和《某某法律评述》报道") == []


def test_the_number_in_the_bracket_behind_a_title_is_its_number() -> None:
    (content,) = cited("海关总署发布《关于出口质疑事项的公告》（海关总署公告2025年第123号），自即日起执行。")
    assert content.instrument == "GACC/announcement/2025/123"
    assert content.number == "海关总署公告2025年第123号"


def test_laws_in_other_quotation_marks_or_bare_are_cited() -> None:
    found = cited("中方根據「對外貿易法」及「不可靠實體清單規定」處理，並依據反外國制裁法追究。")
    assert [content.title for content in found] == ["對外貿易法", "不可靠實體清單規定", "反外國制裁法"]


def test_ordinary_words_in_quotation_marks_are_no_laws() -> None:
    assert cited("所謂「雙邊做法」和「傳統說法」並不成立。") == []


def test_laws_of_china_named_in_english() -> None:
    (content,) = cited("Under theExport Control Law of the People's Republic of China, exports need a licence.")
    assert (content.title, content.instrument) == ("Export Control Law", "law/中华人民共和国出口管制法")


def test_the_day_right_before_a_title_is_that_of_its_publication() -> None:
    (both,) = cited("2031年3月24日公布并施行的《某制裁办法》细化了程序。")
    assert (str(both.published), str(both.effective)) == ("2031-03-24", "2031-03-24")
    (published,) = cited("12月31日发布的2032年度《某许可证管理目录》有所调整，文章写于2031年。")
    assert published.effective is None
    (neither,) = cited("2031年3月24日起，依据《某制裁办法》处理。")
    assert neither.published is None


def test_the_list_annexed_to_an_act_is_no_law() -> None:
    text = (
        "外交部令第7号\n关于采取反制措施的决定\n依据《样本反制裁法》第三条，对后附《反制清单》列明的企业采取措施。\n"
        "附件：《样本名单》\n"
    )
    assert [law.title for law in cited(text)] == ["样本反制裁法"]
    told = "有关部门依据《样本实体清单规定》和《样本物项出口管制清单》，对后附《反制清单》列明的企业采取措施。"
    assert [law.title for law in cited(told)] == ["样本实体清单规定", "样本物项出口管制清单"]
