import pytest

from workbench.grounding.alignment import Aligner, Alignment
from workbench.text import fold

TEXT = (
    "測試部公告2031年第７１號：對含有0.1%及以上所列物項的境外設備實施管制。\n"
    "自2031年3月18日起，暫停實施第７２號、73號公告90天，涉及15家實體、160.07 万元貨值。\n"
    "管制編碼1C999.d的粉末，粒徑大於50 μm，禁止向任何企業轉讓；未經許可不得出口。\n"
    "粒徑大於50 μm的，另行規定。溫度為-5℃，密度為10⁶個。"
)


@pytest.fixture(scope="module")
def aligner() -> Aligner:
    return Aligner(TEXT)


def _quoted(found: Alignment | None) -> str:
    assert found is not None
    return TEXT[found.start : found.end]


@pytest.mark.parametrize(
    ("quote", "span"),
    [
        ("暫停實施第７２號、73號公告90天", "暫停實施第７２號、73號公告90天"),
        ("暂停实施第72号,73号公告90天", "暫停實施第７２號、73號公告90天"),
        ("涉及15家实体", "涉及15家實體"),
        ("160.07万元货值", "160.07 万元貨值"),
        ("设备实施管制。\n自2031年3月18日起", "設備實施管制。\n自2031年3月18日起"),
        ("管制编码1C999.d的粉末", "管制編碼1C999.d的粉末"),
        ("温度为-5℃", "溫度為-5℃"),
    ],
)
def test_the_same_letters_and_figures_are_exact(aligner: Aligner, quote: str, span: str) -> None:
    found = aligner.align(quote)
    assert found is not None
    assert found.tier == "exact"
    assert _quoted(found) == span


@pytest.mark.parametrize(
    "quote",
    [
        "5家實體",
        "涉及1",
        "160.07",
        "07 万元貨值",
        "含有0.1",
        "1%及以上所列物項",
        "管制編碼1C999",
        "粒徑大於50",
        "溫度為-5",
        "5℃，密度",
        "密度為10",
        "2031年3月1",
        "8日起，暫停",
    ],
)
def test_an_edge_never_cuts_a_number_its_unit_or_a_code(aligner: Aligner, quote: str) -> None:
    found = aligner.align(quote)
    assert found is None or found.tier == "suspect"


@pytest.mark.parametrize(
    "quote",
    [
        "涉及16家實體、160.07 万元貨值",
        "涉及15家實體、16007 万元貨值",
        "自2031年3月19日起，暫停實施",
        "管制編碼1C998.d的粉末",
        "允許向任何企業轉讓",
        "未經許可得出口",
        "恢復實施第７２號、73號公告90天",
        "實施第７２號、73號公告90天，涉及17家",
        "溫度為5℃",
    ],
)
def test_a_changed_number_or_polarity_is_never_grounded(aligner: Aligner, quote: str) -> None:
    found = aligner.align(quote)
    assert found is None or found.tier == "suspect"


@pytest.mark.parametrize(
    ("quote", "cut"),
    [
        ("停實施第７２號、73號公告90天", True),
        ("涉及15家實體、160.07 万元貨值。\n管制編碼1C999.d的粉末，粒徑大於50 μm，禁", True),
        ("暫停實施第７２號、73號公告90天", False),
        ("得出口。\n粒徑大於50 μm的", True),
    ],
)
def test_a_quote_that_begins_or_ends_inside_a_telling_word_says_so(aligner: Aligner, quote: str, cut: bool) -> None:
    found = aligner.align(quote)
    assert found is not None
    assert (found.tier, found.cuts_word) == ("exact", cut)
    assert aligner.holds(quote) is not cut


def test_a_whole_word_is_taken_before_a_cut_one() -> None:
    text = "先暫停實施。後停實施。"
    found = Aligner(text).align("停实施", hint=0)
    assert found is not None
    assert (found.start, found.cuts_word, found.count) == (text.index("後") + 1, False, 2)


@pytest.mark.parametrize(
    ("source", "quote", "tier"),
    [
        ("先進邏輯晶片、存儲晶片的出口申請", "先進邏輯晶", "exact"),
        ("先進邏輯晶片、存儲晶片的出口申請", "先进逻辑芯片、存储芯片", "exact"),
        ("企業應提交技術資料與申報檔案", "企业应提交技术数据与申报文件", "near"),
        ("企业应提交技术数据与申报文件", "企業應提交技術資料", "near"),
    ],
)
def test_words_of_another_region_are_exact_only_where_they_mean_nothing_else(
    source: str, quote: str, tier: str
) -> None:
    found = Aligner(source).align(quote)
    assert found is not None
    assert found.tier == tier


@pytest.mark.parametrize(
    ("source", "quote"),
    [
        ("甲方將技術進行出口管制，乙方不同意", "進口管制，乙方不同意"),
        ("形成物項、設備、技術的三層管制框架", "形成物項、技術的三層管制框架"),
        ("中方堅決反對，並採取措施予以回應", "中方堅決對，並採取措施予以回應"),
    ],
)
def test_what_is_left_out_makes_no_other_word_and_loses_none_that_weighs(source: str, quote: str) -> None:
    found = Aligner(source).align(quote)
    assert found is None or found.tier == "suspect"


@pytest.mark.parametrize(
    ("source", "quote", "omitted"),
    [
        ("自2031 年 4 月 5 日起執行新的目錄", "自2031  4 月 5 日起執行新的目錄", "年"),
        ("此外，近年來，甲國及其盟友不斷加碼", "近年,甲國其盟", "来及"),
        ("甲省發現礦樣本。（乙社）", "發現樣。（乙社", "矿本"),
    ],
)
def test_short_quotes_and_units_left_out_between_numbers_are_near(source: str, quote: str, omitted: str) -> None:
    found = Aligner(source).align(quote)
    assert found is not None
    assert (found.tier, found.omitted) == ("near", omitted)


def test_a_unit_may_stand_without_its_number_but_no_number_without_its_unit(aligner: Aligner) -> None:
    found = aligner.align("μm，禁止向任何企業轉讓")
    assert found is not None
    assert found.tier == "exact"


def test_a_quote_that_leaves_out_harmless_words_is_near_and_says_which(aligner: Aligner) -> None:
    found = aligner.align("對含有0.1%及以上所列物項的境外設備管制")
    assert found is not None
    assert (found.tier, found.omitted) == ("near", "实施")
    assert _quoted(found) == "對含有0.1%及以上所列物項的境外設備實施管制"


@pytest.mark.parametrize(
    "quote", ["暫停實施第７２號、73號90天，涉及", "未經許可得出口。粒徑", "實施第７２號公告90天，涉及15家實體"]
)
def test_leaving_out_a_number_or_negation_is_not_near(aligner: Aligner, quote: str) -> None:
    found = aligner.align(quote)
    assert found is not None
    assert found.tier != "exact"
    if found.tier == "near":
        assert not set("0123456789不未") & set(found.omitted)


def test_a_suspect_points_at_the_likeliest_place(aligner: Aligner) -> None:
    found = aligner.align("暫停實施第７２號、74號公告90天，涉及15家實體")
    assert found is not None
    assert found.tier == "suspect"
    assert "暫停實施第７２號、73號" in _quoted(found)


def test_repeated_words_are_counted_and_the_hint_chooses(aligner: Aligner) -> None:
    first = aligner.align("粒徑大於50 μm")
    second = aligner.align("粒徑大於50 μm", hint=len(TEXT))
    assert first is not None
    assert second is not None
    assert first.count == second.count == 2
    assert first.start == TEXT.index("粒徑")
    assert second.start == TEXT.rindex("粒徑")


def test_foreign_words_and_empty_quotes_stand_nowhere(aligner: Aligner) -> None:
    assert aligner.align("歐盟將於下月公布新的碳邊境調節細則") is None
    assert aligner.align("") is None
    assert aligner.align("……、。") is None


def test_the_quotes_own_marks_belong_to_the_span() -> None:
    text = "依據《測試物項管理辦法》，作出決定。"
    found = Aligner(text).align("《测试物项管理办法》")
    assert found is not None
    assert text[found.start : found.end] == "《測試物項管理辦法》"


def test_punctuation_alone_stands_nowhere() -> None:
    assert not Aligner("測試部公告：自即日起施行。").holds("。")


def test_real_articles_are_found_whatever_the_script(shared) -> None:
    import opencc

    other = {"hant": opencc.OpenCC("t2s"), "hans": opencc.OpenCC("s2t")}
    for path in sorted((shared / "seeds").glob("00[1-4]*.txt")):
        text = path.read_text(encoding="utf-8")
        aligner = Aligner(text)
        sentences = [line for line in text.split("。") if 12 <= len(line) <= 90]
        for sentence in sentences[:40]:
            for converter in other.values():
                quote = converter.convert(sentence)
                found = aligner.align(quote)
                assert found is not None, quote
                assert fold(text[found.start : found.end]).text == fold(quote).text
