"""What the head and the form of a text tell: title, day, publisher, author, tier."""

from datetime import date

import pytest

from workbench.documents import Metadata, given_metadata, read_document


def read(folder, text, given=None):
    path = folder / "article.txt"
    path.write_text(text, encoding="utf-8")
    return read_document(path, given)


@pytest.mark.parametrize(
    "head",
    [
        " date 2025-10-10 10月9日，商務部公布清單。",
        "稀土管制說明\n2025-10-10 19:49\n正文在此。",
        "稀土管制說明\n發布時間：2025年10月10日\n\n正文在此。",
        "稀土管制说明\n【发文日期】2025年10月10日\n\n正文在此。",
        "稀土管制说明\n2025-10-1009:14:33\n正文在此。",
        "来源：样本新闻网 类型：转载 2025-10-10 17:00\n\n稀土管制说明\n正文在此。",
        "稀土管制說明\n2025-10-10 08:00 來源：樣本社\n正文在此。",
    ],
)
def test_day_of_the_page(tmp_path, head):
    document = read(tmp_path, head)
    assert (document.published, document.year) == (date(2025, 10, 10), 2025)


@pytest.mark.parametrize(
    "text",
    [
        "2026年1月6日，商務部公布清單。其後另有說明。",
        "2010年10月20日，某地一處礦場的工人正在作業。（圖片）\n商務部公布清單。",
        "第2025-10-44號文件\n正文在此。",
    ],
)
def test_a_day_inside_a_sentence_is_not_the_page_s(tmp_path, text):
    document = read(tmp_path, text)
    assert (document.published, document.year) == (None, None)


def test_a_review_s_title_gives_the_year_it_looks_back_on(tmp_path):
    document = read(tmp_path, "出口管制：2025 年政策回顾\n\n2026 年 1 月 6 日，新公告发布。11月7日起暂停。")
    assert (document.published, document.year) == (None, 2025)


def test_a_review_of_two_years_gives_none(tmp_path):
    assert read(tmp_path, "2024年与2025年政策回顾\n\n正文在此。").year is None


def test_title_publisher_and_authors(tmp_path):
    document = read(
        tmp_path, "首頁 > 財經 > 正文\n# 稀土新規三問\n來源：樣本財經\n作者：王一 | 李二\n\n正文在此。另一句。"
    )
    assert (document.title, document.publisher, document.author) == ("稀土新規三問", "樣本財經", "王一 | 李二")


def test_a_first_sentence_is_no_title(tmp_path):
    assert read(tmp_path, "商務部今日公布清單，即日施行。\n\n一條小標題\n正文。").title is None


def test_ministry_header_is_official(tmp_path):
    document = read(
        tmp_path,
        "对若干物项实施出口管制的说明\n【发布单位】商务部\n【发文字号】商务部公告2031年第7号\n【发文日期】2031年3月4日\n\n决定如下。",
    )
    assert (document.tier, document.publisher, document.published) == ("official", "商务部", date(2031, 3, 4))


def test_form_of_an_announcement_is_official_and_its_signature_gives_the_day(tmp_path):
    document = read(
        tmp_path,
        "商务部 海关总署公告2031年第8号\n关于对样本物项实施出口管制的公告\n\n为履行义务，现将有关事项公告如下：\n"
        "一、出口样本物项须经许可。\n二、本公告自2031年5月1日起实施。\n\n商务部\n海关总署\n2031年4月2日\n",
    )
    assert (document.tier, document.published) == ("official", date(2031, 4, 2))


@pytest.mark.parametrize("ask", ["有记者问：有何考虑？\n答：依法办理。", "记者：有何考虑？\n发言人：依法办理。"])
def test_spokesperson_s_answers_are_official(tmp_path, ask):
    text = f"商务部新闻发言人就样本物项管制答记者问\n\n{ask}"
    assert read(tmp_path, text).tier == "official"


def test_a_report_that_quotes_a_ministry_is_news(tmp_path):
    text = (
        "商務部公布新規\n據樣本社報道，商務部公告2031年第8號對樣本物項實施出口管制。\n"
        "公告稱，本公告自公布之日起施行。\n發言人答記者問時表示，依法辦理。"
    )
    assert read(tmp_path, text).tier == "news"


def test_a_report_that_reprints_an_announcement_s_form_is_news(tmp_path):
    text = "商務部公告2031年第8號\n據樣本社消息，新規已經上網。\n公告稱，本公告自公布之日起施行。"
    assert read(tmp_path, text).tier == "news"


def test_a_given_tier_stands_whatever_the_form(tmp_path):
    document = read(tmp_path, "稀土新規\n文| 王一\n商務部公布清單。", given_metadata(tier="news"))
    assert (document.tier, document.tier_reason) == ("news", "given as option")


def test_a_law_firm_that_speaks_for_itself_publishes(tmp_path):
    text = "新规要点\n作者：王一\n\n正文较长。\n\n特别声明\n样例律师事务所编写本文仅供参考，不构成法律意见。\n请与样例律师事务所联系。"
    document = read(tmp_path, text)
    assert (document.tier, document.publisher) == ("law_firm", "样例律师事务所")


def test_a_lawyer_quoted_in_the_news_does_not_make_a_law_firm_s_text(tmp_path):
    text = (
        "新規上路\n商務部公布清單。樣例律師事務所的一名律師受訪時說，企業應盡早準備文件，以免延誤出口。業界關注後續。"
    )
    assert read(tmp_path, text).tier == "news"


@pytest.mark.parametrize(
    "text",
    [
        "稀土新規\n文| 王一\n商務部公布清單。",
        "稀土新規\n商務部公布清單。\n撰稿 / 王一(某大學教授)",
        "樣本時報社評：稀土新規\n商務部公布清單。",
        "稀土新規\n商務部公布清單。筆者認為此舉有其必要。",
    ],
)
def test_opinion(tmp_path, text):
    assert read(tmp_path, text).tier == "opinion"


def test_a_reporter_s_byline_is_no_opinion(tmp_path):
    assert read(tmp_path, "稀土新規\n文/記者王一\n商務部公布清單。").tier == "news"


@pytest.mark.parametrize(
    ("given", "tier"),
    [
        (Metadata(publisher="商务部"), "official"),
        (Metadata(publisher="样例律师事务所"), "law_firm"),
        (Metadata(url="https://www.mofcom.gov.cn/zwgk/1.html"), "official"),
        (Metadata(url="https://mofcom.gov.cn.example.com/1.html"), "news"),
        (Metadata(publisher="樣本日報"), "news"),
    ],
)
def test_publisher_and_address_tell_the_tier(tmp_path, given, tier):
    document = read(tmp_path, "公布清單的消息。", given)
    assert document.tier == tier
    assert document.tier_reason


def test_metadata_cannot_carry_control_characters(tmp_path):
    assert "\x1b" not in (read(tmp_path, "標題\x1b[31m紅\n2025-10-10\n正文。").title or "")
