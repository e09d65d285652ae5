"""Sentences, dates and rows of tables that a page break or a footnote cuts."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.facts.document import Document
from workbench.facts.fact import Fact
from workbench.facts.kinds import Announcement, Count, EffectiveDate, Listing
from workbench.recognition import recognize, uncovered
from workbench.recognition.page_breaks import rejoin_cuts
from workbench.text import NormalText, normalize

NOTES = "¹ https://example.org/a1.html。\n\n² 例如，该条例规定了报告义务。"


def read(source: str) -> NormalText:
    return rejoin_cuts(normalize(source))


def lines(source: str) -> list[str]:
    return [line for line in read(source).text.split("\n") if line]


def document(text: str) -> Document:
    return Document(id="0" * 64, text=text, title=None, published=date(2031, 12, 20), year=2031)


def facts(text: str) -> tuple[Fact, ...]:
    return recognize(document(text)).facts


def quotes(fact: Fact) -> list[str]:
    return [span.quote for span in fact.evidence]


# Sentences


def test_a_sentence_goes_on_behind_footnotes_and_they_follow_it() -> None:
    source = f"条例¹施行后，办法²也已修订，企业须在申报之前核对清单并\n\n{NOTES}\n\n保存记录。违者受罚。\n\n下一段。"
    assert lines(source) == [
        "条例施行后,办法也已修订,企业须在申报之前核对清单并保存记录。违者受罚。",
        "https://example.org/a1.html。",
        "例如,该条例规定了报告义务。",
        "下一段。",
    ]


@pytest.mark.parametrize(
    "between",
    [
        "- 12 -",
        "— 12 —",
        "第 12 页 共 30 页",
        "第12頁",
        "12 / 30",
        "Page 12 of 30",
        "\f",
        "[3] https://example.org/a1.html",
        "3 https://example.org/a1.html",
        "① 参见该办法全文。",
        "[3] 该办法的全文见\n\n- 12 -",
    ],
)
def test_what_stands_at_the_foot_of_a_page(between: str) -> None:
    source = f"该办法[3]①自明年起施行，届时企业应当\n{between}\n先行申报。\n"
    assert lines(source)[0].endswith("届时企业应当先行申报。")


def test_numbers_alone_are_pages_where_they_count_on() -> None:
    page = "该办法自明年起施行，届时企业应当\n{}\n先行申报。申报以后，并应\n{}\n留存单证。\n"
    assert lines(page.format(7, 8)) == ["该办法自明年起施行,届时企业应当先行申报。申报以后,并应留存单证。", "7", "8"]
    assert read(page.format(7, 31)).cuts == ()


def test_a_head_repeated_on_every_page_is_the_pages_beside_its_number() -> None:
    source = (
        "某某律师评述\n\n企业应当先核对清单，然后再\n\n- 1 -\n\n某某律师评述\n\n向海关申报。其次，应当妥善\n\n- 2 -\n\n"
        "某某律师评述\n\n保存单证。\n"
    )
    assert lines(source)[1] == "企业应当先核对清单,然后再向海关申报。其次,应当妥善保存单证。"


def test_words_in_latin_letters_keep_their_space() -> None:
    source = "The notice[1] takes effect soon, and the list will be published on\n\n[1] https://example.org/a1\n\n9 October. It is long.\n"
    assert lines(source)[0].endswith("published on 9 October. It is long.")


@pytest.mark.parametrize(
    ("before", "behind"),
    [
        ("该办法¹自明年起施行，企业应当先行申报。", "此外还须保存单证。"),  # has ended
        ("该办法¹自明年起施行，具体要求如下：", "企业应当先行申报。"),
        ("该办法¹自明年起施行，企业应当", "二、企业须先行申报。"),  # a list or a heading begins
        ("该办法¹自明年起施行，企业应当", "（三）先行申报。"),
        ("该办法¹自明年起施行，企业应当", "3. 先行申报。"),
        ("该办法¹自明年起施行，企业应当", "第四条 企业先行申报。"),
        ("该办法¹自明年起施行，企业应当", "- 先行申报。"),
        ("该办法¹自明年起施行，企业应当", "附件：申报表。"),
        ("该办法¹自明年起施行，企业应当", "　　企业先行申报。"),  # indented: a paragraph of its own
        ("该办法¹自明年起施行，企业应当", "申报流程说明"),  # no sentence
        ("二、关于执行¹，企业的应对", "企业先行申报。"),  # a heading
        ("关于加强相关物项出口管制的公告¹", "根据有关规定，现公告如下。"),  # a title
        ("某某部¹", "根据有关规定，现公告如下。"),  # a signature
        ("该办法¹自明年起施行，最高罚款为50", "0万元，并可没收。"),  # a number may be cut in two
        ("The notice¹ takes effect soon, and the list names", "Export control is strict. It is long."),
    ],
)
def test_where_it_is_not_certain_nothing_is_joined(before: str, behind: str) -> None:
    source = f"{before}\n\n¹ https://example.org/a1.html\n\n{behind}\n"
    assert read(source).text == normalize(source).text


def test_a_footnote_that_may_go_on_hides_where_the_text_does() -> None:
    source = "该办法¹自明年起施行，企业应当\n¹ 例如，该条例规定了\n报告义务。\n先行申报。\n"
    assert read(source).cuts == ()


def test_a_mark_that_the_text_does_not_carry_heads_no_footnote() -> None:
    source = "该办法自明年起施行，企业应当\n\n① 先行申报物项。\n\n并保存单证。\n"
    assert read(source).cuts == ()


def test_text_without_cuts_stays_the_same_object() -> None:
    normal = normalize("该办法自明年起施行。\n\n企业应当先行申报。\n")
    assert rejoin_cuts(normal) is normal


def test_a_date_that_footnotes_cut_is_read_whole() -> None:
    source = f"条例¹及办法²均已公布。商务部公告2031年第70号自2031年12月\n\n{NOTES}\n\n31日起施行。\n"
    [effect] = [fact for fact in facts(source) if isinstance(fact.content, EffectiveDate)]
    assert isinstance(effect.content, EffectiveDate)
    assert (effect.content.instrument, effect.content.date) == ("MOFCOM/announcement/2031/70", date(2031, 12, 31))
    assert "".join(quotes(effect)).endswith("2031年12月31日起施行")
    assert len(effect.evidence) == 2


def test_a_footnote_in_mid_sentence_still_gives_the_address_of_what_it_marks() -> None:
    source = (
        "商务部发布2031年第70号公告《关于加强某些物项出口管制的公告》¹，企业应当在出口之前\n\n"
        "¹ https://example.org/a70.html\n\n逐项核对清单。\n"
    )
    told = [fact for fact in facts(source) if isinstance(fact.content, Announcement)]
    assert "https://example.org/a70.html" in {
        fact.content.source_url for fact in told if isinstance(fact.content, Announcement)
    }


def test_a_number_in_two_halves_is_one_mention_and_covered() -> None:
    source = (
        "条例¹公布后，海关先后发布多项措施，其中包括商务部公告2031年第\n\n¹ https://example.org/a.html\n\n"
        "70号，对若干物项实施出口管制。\n"
    )
    seen = recognize(document(source))
    [number] = [mention for mention in seen.mentions if mention.kind == "reference"]
    assert number.value == "MOFCOM/announcement/2031/70"
    assert source[number.start : number.end] == number.quote == "商务部公告2031年第"
    assert number not in uncovered(seen.mentions, seen.facts)


# Tables

HEADER = "名单\t具体措施\t备注\n"
UPPER = "不可靠\t2031年3月2日，不可靠实体清单工作机制公告2031年第4号公\t年度首批，聚\n"
LOWER = "实体清单\t布将北辰系统公司等 12 家美国企业列入不可靠实体清单\t焦防务\n"
LATER = (
    "\t2031年3月9日，不可靠实体清单工作机制公告2031年第5号公布将海岬公司等 3 家美国企业列入不可靠实体清单\t防务\n"
    "出口管制管控名单\t2031年4月1日，商务部公告2031年第21号公布将 8 家美国实体列入出口管制管控名单\t首次\n"
)
PAGE = f"\n{NOTES}\n\n"
TEXT = "条例¹和办法²施行后，名单的使用如下。\n\n"


def told(text: str) -> list[tuple[str | None, str | None, int]]:
    counts = [fact.content for fact in facts(text) if isinstance(fact.content, Count)]
    return [(one.list, one.instrument, one.count) for one in counts]


ROWS = [
    ("unreliable_entity", "UEL/announcement/2031/4", 12),
    ("unreliable_entity", "UEL/announcement/2031/5", 3),
    ("export_control", "MOFCOM/announcement/2031/21", 8),
]


def test_a_row_goes_on_cell_by_cell_below_the_repeated_header() -> None:
    source = TEXT + HEADER + UPPER + PAGE + HEADER + LOWER + LATER
    assert lines(source)[1:3] == [
        "名单\t具体措施\t备注",
        "不可靠实体清单\t2031年3月2日,不可靠实体清单工作机制公告2031年第4号公布将北辰系统公司等12家美国企业列入不可靠实体清单\t年度首批,聚焦防务",
    ]
    assert told(source) == ROWS


def test_a_row_goes_on_without_a_repeated_header_too() -> None:
    assert told(TEXT + HEADER + UPPER + PAGE + LOWER + LATER) == ROWS


def test_the_facts_of_a_cut_row_quote_both_its_halves() -> None:
    source = TEXT + HEADER + UPPER + PAGE + HEADER + LOWER + LATER
    of_row = [fact for fact in facts(source) if isinstance(fact.content, Count | Listing)][:1] + [
        fact for fact in facts(source) if isinstance(fact.content, Count)
    ][:1]
    for fact in of_row:
        assert len(fact.evidence) >= 2
        assert any("第4号" in quote for quote in quotes(fact))
        assert all(source[span.start : span.end] == span.quote for span in fact.evidence)


def test_a_whole_row_at_the_foot_of_a_page_stays_whole() -> None:
    whole = "不可靠实体清单\t2031年3月2日，不可靠实体清单工作机制公告2031年第4号公布将北辰系统公司等 12 家美国企业列入不可靠实体清单\t首批\n"
    source = TEXT + HEADER + whole + PAGE + HEADER + LATER
    assert [line for line in lines(source) if "\t" in line][1].count("公告") == 1
    assert told(source) == ROWS


def test_an_empty_cell_holds_on_from_above_and_joins_nothing() -> None:
    rows = (
        "不可靠实体清单\t2031年3月2日\t甲公司\n",
        "\t2031年3月3日\t乙公司\n",
        "\t\t丙公司\n",
        "\t2031年3月4日\t丁公司\n",
    )
    source = TEXT + "名单\t日期\t实体\n" + "".join(rows[:2]) + PAGE + "名单\t日期\t实体\n" + "".join(rows[2:])
    assert [line for line in read(source).text.split("\n") if "公司" in line] == [
        line.rstrip("\n") for line in normalize("".join(rows)).text.split("\n") if line
    ]


def test_cells_cut_inside_brackets_join_in_a_table_of_bars() -> None:
    head, rule = "| 文件 | 内容 |\n", "| --- | --- |\n"
    source = (
        head
        + rule
        + "| 公告2031年第4号 | 对若干物项（含其\n".rstrip("\n")
        + " |\n\n- 3 -\n\n"
        + head
        + rule
        + "| | 合金）实施管制 |\n"
    )
    assert "公告2031年第4号|对若干物项(含其合金)实施管制" in read(source).text.replace(" ", "")


def test_rows_whose_numbers_may_be_cut_in_two_are_not_joined() -> None:
    lower = "实体清单\t布将北辰系统公司等12家企业列入名单\t0家\n"
    source = TEXT + HEADER + UPPER.replace("聚\n", "共1\n") + PAGE + HEADER + lower + LATER
    assert not any("不可靠实体清单\t2031年3月2日" in line for line in lines(source))


def test_a_list_told_once_holds_on_for_the_rows_below() -> None:
    source = "名单\t首列实体\t数量\n不可靠实体清单\t晨曦公司\t10家\n\t北辰公司\t4家\n出口管制管控名单\t海岬公司\t15家\n"
    counts = [fact.content for fact in facts(source) if isinstance(fact.content, Count)]
    assert [(one.list, one.count, one.first_named) for one in counts] == [
        ("unreliable_entity", 10, "晨曦公司"),
        ("unreliable_entity", 4, "北辰公司"),
        ("export_control", 15, "海岬公司"),
    ]


# Properties

SENTENCES = st.sampled_from(
    [
        "商务部公告2031年第70号自2031年12月31日起施行。",
        "将北辰系统公司等12家美国企业列入不可靠实体清单，并禁止其在华投资。",
        "《某某物项出口管制条例》第三条规定，含量达0.1%以上的物项未经许可不得出口。",
        "The notice takes effect on 9 October, and the list names 14 firms.",
        "海关处以罚款50万元，案件号为沪关缉违字〔2031〕12号。",
    ]
)
BREAKS = st.sampled_from(
    [
        "\n\n¹ https://example.org/a.html。\n\n",
        "\n\n- 4 -\n\n",
        "\n¹ 该条例另有规定。\n\n",
        "\f\n",
        "\n名单\t措施\t备注\n",
    ]
)


@st.composite
def cut_texts(draw: st.DrawFn) -> str:
    text = "条例¹如下。\n\n" + "".join(draw(st.lists(SENTENCES, min_size=1, max_size=6)))
    for place in sorted(draw(st.lists(st.integers(8, len(text)), max_size=4)), reverse=True):
        text = text[:place] + draw(BREAKS) + text[place:]
    return text + draw(st.sampled_from(["\n", "", "\n\n" + HEADER + UPPER + PAGE + HEADER + LOWER + LATER]))


@given(cut_texts())
def test_every_quote_is_its_slice_of_the_source(source: str) -> None:
    seen = recognize(document(source))
    for fact in seen.facts:
        assert all(source[span.start : span.end] == span.quote for span in fact.evidence)
        ordered = sorted((span.start, span.end) for span in fact.evidence)
        assert all(first[0] < second[0] for first, second in pairwise(ordered))
    for mention in seen.mentions:
        assert source[mention.start : mention.end] == mention.quote


@given(cut_texts())
def test_nothing_is_lost_or_doubled_and_the_way_back_is_exact(source: str) -> None:
    plain, joined = normalize(source), read(source)
    words = [(char, at) for char, at in zip(plain.text, plain.at, strict=True) if not char.isspace()]
    kept = [(char, at) for char, at in zip(joined.text, joined.at, strict=True) if not char.isspace()]
    assert sorted(kept, key=lambda one: one[1]) == words
    for position, at in enumerate(joined.at):
        if not joined.text[position].isspace():
            assert joined.offset(at) <= position
            assert joined.at[joined.offset(at)] == at
