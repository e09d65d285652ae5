"""One fact, one line: the wording that the draft and the reviewer's preview share."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from opencc import OpenCC

from workbench.report import describe, phrasing
from workbench.report.cited import Cited
from workbench.report.rendering import _ENVIRONMENT, _lines, _tidy
from workbench.report.script import in_mainland, in_script, in_taiwan, person_in_script, read_glossary
from workbench.report.wording import comparison

KEY = "MOFCOM/announcement/2025/61"


@pytest.mark.parametrize(
    ("kind", "fields", "line"),
    [
        (
            "announcement",
            {"instrument": KEY, "title": "关于某物项的决定", "published": date(2025, 10, 9), "issuers": ("商务部",)},
            "商務部公告2025年第61號《關於某物項的決定》，2025-10-09 發布（發布機關：商務部）",
        ),
        ("effective_date", {"instrument": KEY, "basis": "on_publication"}, "商務部公告2025年第61號自公布之日起生效"),
        (
            "effective_date",
            {"instrument": KEY, "clause": "第二款", "date": date(2025, 12, 1), "time": "12:01", "basis": "explicit"},
            "商務部公告2025年第61號（第二款）自 2025-12-01 12:01 起生效",
        ),
        (
            "status_change",
            {"action": "suspend", "targets": ({"instrument": KEY},), "from": date(2025, 11, 7), "until": date(2026, 11, 10)},
            "暫停實施商務部公告2025年第61號，2025-11-07 至 2026-11-10",
        ),
        ("status_change", {"action": "suspend", "term_text": "1年", "actor": "US"}, "美國暫停實施未載明文件，1年"),
        (
            "controlled_item",
            {"name": "某材料", "control_codes": ("1C901.a",), "role": "excluded"},
            "【不管制】某材料（管制編碼 1C901.a）",
        ),
        (
            "threshold",
            {"subject": "平均粒径", "comparator": "between", "value": "50", "upper": "500", "lower_inclusive": False, "upper_inclusive": True, "unit": "μm"},
            "平均粒徑：＞ 50 且 ≤ 500 μm",
        ),
        ("threshold", {"subject": "价值比例", "comparator": "ge", "value": "0.1", "unit": "%"}, "價值比例：≥ 0.1%"),
        ("listing", {"name_zh": "甲公司", "name_original": "A Inc.", "list": "watch"}, "甲公司（A Inc.）：關注名單列入"),
        (
            "count",
            {"instrument": KEY, "list": "export_control", "action": "total", "count": 55, "as_of": date(2025, 12, 31), "approximate": True},
            "商務部公告2025年第61號：出口管制管控名單所計總數（截至 2025-12-31） 約 55 家",
        ),
        ("licensing_rule", {"treatment": "case_by_case", "end_use": "研发芯片"}, "逐案審批：最終用途：研發晶片"),
        (
            "requirement",
            {"type": "report", "addressee": "出口经营者", "action": "应当报告。", "deadline": "10个工作日"},
            "出口經營者：應當報告（期限：10個工作日）",
        ),
        (
            "legal_instrument",
            {"title": "某管制条例", "number": "国令第1号", "effective": date(2024, 12, 1)},
            "《某管制條例》（國令第1號），2024-12-01 施行",
        ),
        (
            "penalty",
            {"authority": "某海关", "case_number": "某〔2025〕8号", "goods": "铍", "quantity": "20.5", "quantity_unit": "千克", "fine": "500000"},
            "某海關（某〔2025〕8號）：貨物：鈹 20.5 千克；罰款：500,000 元",
        ),
        (
            "penalty",
            {"authority": "某海关", "case_number": "某〔2025〕9号", "value": "300000", "value_basis": "申报价格", "fine": "9000", "currency": "CNY"},
            "某海關（某〔2025〕9號）：申報價格：300,000 元；罰款：9,000 元",
        ),
        ("position", {"counterpart": "欧盟", "topic": "对话", "stance": "同意继续"}, "中國（對方：歐盟）：對話——同意繼續"),
        ("claim", {"statement": "占全球90%"}, "來源稱：「佔全球90%」"),
        ("assessment", {"section": "risk", "text": "信息有限。"}, "資訊有限。"),
    ],
)  # fmt: skip
def test_a_fact_is_told_in_one_line(make, kind, fields, line):
    assert describe(make(kind, **fields)) == line


def test_an_edited_fact_is_told_as_edited(make):
    record = make("claim", statement="甲")
    edited = record.model_copy(update={"edited": make("claim", statement="乙").content})
    assert describe(edited) == "來源稱：「乙」"


def test_a_row_rests_on_all_its_cells():
    page = _ENVIRONMENT.from_string("{{ row | table_row }}")
    row = [Cited("甲", frozenset("1")), Cited(""), Cited("乙 2", frozenset("23"), ("2",))]
    (line,) = _lines(page.root_render_func(page.new_context({"row": row})))
    assert line == ("| 甲 |  | 乙 2 |", frozenset("123"), ("2",))


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("发布最终用户权限设备文件", "發布最終用戶權限設備文件"),
        ("人工智能芯片", "人工智慧晶片"),
        ("研發14納米的軟件與晶片", "研發14奈米的軟體與晶片"),
        ("《人工智能條例》與人工智能", "《人工智能條例》與人工智慧"),
        ("《人工智能条例》的信息", "《人工智能條例》的資訊"),
        ("鑥及後來", "鑥及後來"),
        ("1.05%、2025年", "1.05%、2025年"),
    ],
)
def test_simplified_text_reads_as_in_taiwan_without_turning_policy_into_software(source, shown):
    assert in_taiwan(source) == shown


def test_names_keep_their_words():
    assert in_script("某人工智能公司") == "某人工智能公司"
    assert in_script("反无人机公司") == "反無人機公司"


@pytest.mark.parametrize(
    ("ends", "shown"),
    [((None, None), "1 至 2"), ((True, False), "≥ 1 且 ＜ 2"), ((False, True), "＞ 1 且 ≤ 2")],
)
def test_a_range_says_which_ends_belong_to_it(ends, shown):
    assert comparison("between", Decimal(1), Decimal(2), ends) == shown


def test_a_template_can_print_nothing_that_does_not_say_what_it_rests_on():
    page = _ENVIRONMENT.from_string("甲 {{ value }}")
    with pytest.raises(TypeError, match="only Cited"):
        list(page.root_render_func(page.new_context({"value": "乙"})))


def test_a_line_rests_on_the_values_printed_on_it_alone():
    page = _ENVIRONMENT.from_string("{{ a }} 與 {{ b }}\n{{ c }}\n")
    values = {"a": Cited("甲", frozenset("1")), "b": Cited("乙", frozenset("2")), "c": Cited("丙", frozenset("3"))}
    lines = list(_tidy(_lines(page.root_render_func(page.new_context(values)))))
    assert [(line.text, set(line.facts)) for line in lines] == [("甲 與 乙", {"1", "2"}), ("丙", {"3"})]


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("关于对余茂春、托德·斯坦恩采取反制裁措施的决定", "關於對余茂春、托德·斯坦恩採取反制裁措施的決定"),
        ("关于对岩崎茂采取反制措施的决定", "關於對岩崎茂採取反制措施的決定"),
        ("不予签发签证、不准入境", "不予簽發簽證、不准入境"),
        ("经国务院批准公布", "經國務院批准公布"),
        ("说法不准确，不准入境", "說法不準確，不准入境"),
    ],
)
def test_the_glossary_keeps_names_and_writes_as_law_texts_do(source, shown):
    assert in_script(source) == shown
    assert in_taiwan(source) == shown


def test_a_family_name_stays_at_the_head_of_a_name_alone(make):
    assert person_in_script("范某") == "范某"
    assert in_script("示范区") == "示範區"
    listed = make("listing", list="countermeasure", name_zh="于某发", entity_type="individual")
    assert describe(listed).startswith("于某發：")


def test_every_term_of_the_glossary_changes_something():
    """A term that OpenCC leaves alone, or a house form that no conversion gives, has no business there."""
    glossary = read_glossary()
    for term, word in glossary.taiwan.items():
        assert in_taiwan(f"这{term}") != in_script(f"这{term}"), term
        assert word == OpenCC("s2twp").convert(term)
    assert all(otherwise != written for otherwise, written in glossary.house)


@pytest.mark.parametrize(
    "source",
    [
        "皇后出口管制清单所列之物项，经发展改革部门核准后方可出口",
        "干扰设备、杠杆与发动机里的合金粉末，自公布之日起制裁",
        "台湾地区8家实体，余额于两个工作日内结算，复合材料制品",
    ],
)
def test_both_steps_of_a_conversion_give_what_opencc_gives_in_one(source):
    written = OpenCC("s2tw").convert(source)
    for otherwise, house in read_glossary().house:
        written = written.replace(otherwise, house)
    assert in_script(source) == written


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("| 暫停 2025-11-07 至 2026-11-10 |{: .comparison-table}", "| 暂停 2025-11-07 至 2026-11-10 |{: .comparison-table}"),
        ("研發14奈米及以下邏輯晶片", "研发14纳米及以下逻辑芯片"),
        ("不得以「資訊不明」主張免責", "不得以“信息不明”主张免责"),
        ("本程式前期報告：同一資料夾無前期報告之紀錄", "本程序前期报告：同一文件夹无前期报告之记录"),
        ("某奈米股份有限公司、《晶片出口辦法》", "某奈米股份有限公司、《晶片出口办法》"),
        ("研發晶片的某公司", "研发芯片的某公司"),
    ],
)  # fmt: skip
def test_the_simplified_edition_has_the_words_and_marks_of_the_mainland(line, shown):
    assert in_mainland(line) == shown


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("商务部公告2025第62号 公布对某技术的决定", "《公布對某技術的決定》"),
        ("某部令二〇二五年第5号 关于某措施的决定", "《關於某措施的決定》"),
        ("公布暂停实施2025年第55号等公告的决定", "《公布暫停實施2025年第55號等公告的決定》"),
        ("关于废止商务部公告2024年第46号 的决定", "《關於廢止商務部公告2024年第46號 的決定》"),
        ("商务部公告2025年第62号", "《商務部公告2025年第62號》"),
    ],
)
def test_a_title_does_not_repeat_the_number_of_its_act(written, shown):
    assert phrasing.title(written) == shown


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("不得以“信息不明”主张免责", "不得以「資訊不明」主張免責"),
        ("依法管制,目的是維護安全;民用不受限", "依法管制，目的是維護安全；民用不受限"),
        ("比例达到0.1%,含1,000 项及 Sample Co., Ltd.", "比例達到0.1%，含1,000 項及 Sample Co., Ltd."),
        ("以“两用物项”为关键词", "以「兩用物項」為關鍵詞"),
        ("宣布新一轮涉俄制裁", "宣布新一輪涉俄制裁"),
    ],
)
def test_prose_has_the_marks_of_taiwan(source, shown):
    assert in_taiwan(source) == shown


def test_a_claim_quotes_what_its_source_quotes_in_inner_marks():
    assert phrasing.quotation("以“样本”为名") == "「以『樣本』為名」"


def test_a_title_within_a_title_has_its_own_marks():
    assert phrasing.title("<样本条例>实施细则") == "《〈樣本條例〉實施細則》"
