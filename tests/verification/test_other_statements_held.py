"""Cases, licences, codes, time limits, entities, titles and sums: the wrong one is found, the right one is not."""

from __future__ import annotations

import pytest
from sayings_held import JAPAN, OVERSEAS, UEL_MARCH, say, sources, told

from workbench.verification import unequal_sums

CASE = "case/甲关缉违字〔2025〕83号"
PARTLY, DRAFT, PEOPLE = "MOFCOM/announcement/2024/46", "law/甲办法(征求意见稿)", "MFA/order/2024/8"
TAIWAN = "MOFCOM/announcement/2025/35"


def facts():
    return [
        *sources(),
        say("penalty", "甲地東方海关罚款五十万元", instrument=CASE, authority="甲地東方海关", case_number="甲关缉违字〔2025〕83号",
            goods="金属铍", quantity="20440", quantity_unit="千克", value="1600700", fine="500000", currency="CNY"),
        say("licensing_rule", "紧急医疗豁免", instrument=OVERSEAS, treatment="exempt", end_use="紧急医疗、自然灾害救助等人道主义救援"),
        say("licensing_rule", "境外军事用户原则上不予许可", instrument=OVERSEAS, treatment="denial_in_principle",
            end_user="境外军事用户、关注名单所列进口商"),
        say("licensing_rule", "禁止向日本军事用户出口", instrument=JAPAN, treatment="prohibited", destinations=("日本",),
            end_user="日本军事用户"),
        say("requirement", "30天内提供说明", instrument=UEL_MARCH, type="document", action="向甲处提供书面说明", deadline="30天内"),
        say("requirement", "20天内向乙处邮寄清单", instrument="title/某决定", type="document", action="向乙处邮寄清单",
            deadline="20天内"),
        say("listing", "甲乙丙科技公司", instrument=UEL_MARCH, list="unreliable_entity", action="add", name_zh="甲乙丙科技公司",
            entity_type="organization"),
        say("announcement", "12月46号", instrument=PARTLY, issuers=("商务部",), title="关于对美国出口管制的公告"),
        say("status_change", "第二款暂停", action="suspend", targets=[{"instrument": PARTLY, "clause": "第二款"}],
            **{"from": "2025-11-09"}, until="2026-11-27"),
        say("announcement", "甲办法征求意见", instrument=DRAFT, published="2025-09-16", title="甲办法（征求意见稿）"),
        say("announcement", "外交部令第8号", instrument=PEOPLE, published="2024-06-21", issuers=("外交部",)),
        *(say("listing", name, instrument=PEOPLE, list="countermeasure", action="add", name_zh=name, entity_type=kind)
          for name, kind in (("丁戊研究所", "organization"), ("己庚实验室", "organization"), ("张三", "individual"))),
        say("announcement", "7月9日第35号", instrument=TAIWAN, published="2025-07-09", issuers=("商务部",)),
        say("count", "8家台湾地区实体", instrument=TAIWAN, list="export_control", action="add", count=8, jurisdiction="TW"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "finding"),
    [
        (["甲地東方海關案中，當事人被處以160.07萬元罰款。"], ("contradicted", "number")),
        (["甲地東方海關：金屬鈹20440噸。"], ("contradicted", "number")),
        (["| 案號 | 物項 | 罰款 |", "|---|---|---|", "| 甲關緝違字〔2025〕83號 | 金屬鈹 | 55 萬元 |"], ("contradicted", "number")),
        (["甲地東方海關就金屬鈹作出處罰，案號為甲關緝違字〔2025〕38號。"], ("contradicted", "reference")),
        (["用於緊急醫療和自然災害救助的出口，逐案審批。"], ("contradicted", "scope")),
        (["**問：人道主義救援如自然災害救助要許可嗎？**", "", "答：須事先取得許可。"], ("contradicted", "scope")),
        (["公告2026年第1號禁止所有兩用物項對日本出口。"], ("contradicted", "scope")),
        (["公告2025年第62號管制編碼1E902.a和2B902.a，現已暫停。"], ("contradicted", "number")),
        (["不可靠實體清單第5號公告要求在60天內提交說明。"], ("contradicted", "number")),
        (["甲乙丙科技公司被列入出口管制管控名單。"], ("unsupported", "list")),
        (["乙丙科技公司被列入不可靠實體清單。"], ("contradicted", "name")),
        (["2025年3月14日，甲乙丙科技公司被列入不可靠實體清單。"], ("contradicted", "publish_date")),
        (["公告2024年第46號第二款暫停至2026年11月27日。", "第一款也一併暫停。"], ("contradicted", "scope")),
        (["公告2024年第46號已被廢止。"], ("contradicted", "status")),
        (["第61號公告的暫停並沒有期限。"], ("contradicted", "status")),
        (["《甲辦法（徵求意見稿）》已生效。"], ("contradicted", "status")),
        (["外交部令2024年第8號涉及3家實體、4名高管。"], ("contradicted", "count")),
        (["出口管制管控名單：第35號公告列入8家日本實體。"], ("contradicted", "scope")),
        (["**問：第62號公告何時發布？**", "", "答：2025年10月19日。"], ("contradicted", "publish_date")),
        (["Announcement No. 62 of 2025 was published on 9 November 2025."], ("contradicted", "publish_date")),
        (["公告2024年第46號第二款已暫停。", "這份公告的名稱是《關於對日本出口管制的公告》。"], ("contradicted", "title")),
        (["| 編號 | 文件 |", "|---|---|", "| 商務部公告2024年第46號 | 兩用物項許可證管理辦法 |"], ("contradicted", "title")),
        (["| 名單 | 公告 | 家數 |", "|---|---|---|", "| 不可靠實體清單 | 2025年第10號 | 17 |"], ("contradicted", "count")),
        (["第46號公告已恢復執行，第58號公告已恢復執行。", "公告2025年第58號已恢復執行。"], ("contradicted", "status")),
        (["公告2026年第1號目前暫停實施。"], ("unsupported", "status")),
        (["公告2025年第61號要求在15天內向乙處郵寄清單，其後暫停。"], ("contradicted", "number")),
        (["| 公告 | 名單 | 家數 |", "|---|---|---|", "| 商務部公告2025年第35號 | 不可靠實體清單 | 8 |"], ("contradicted", "list")),
        (["新增合計：10+7+4=22"], ("internal", "count")),
    ],
)  # fmt: skip
def test_a_wrong_statement_is_found(hold, lines, finding):
    outcome = hold("\n".join(lines) + "\n", facts=facts())
    assert (len(lines), *finding) in told(outcome, len(lines)), told(outcome)


@pytest.mark.parametrize(
    "lines",
    [
        ["甲地東方海關案中，當事人被處以50萬元罰款，貨值160.07萬元。"],
        ["甲地東方海關：金屬鈹20.44噸，罰款50萬元。"],
        ["| 案號 | 物項 | 罰款 |", "|---|---|---|", "| 甲關緝違字〔2025〕83號 | 金屬鈹 | 50 萬元 |"],
        ["用於緊急醫療和自然災害救助的出口，無需申請許可。"],
        ["對境外軍事用戶的出口申請，原則上不予許可。"],
        ["公告2026年第1號禁止所有兩用物項對日本軍事用戶出口。"],
        ["公告2025年第62號管制編碼1E902.a，現已暫停。"],
        ["不可靠實體清單第5號公告要求在30天內提交說明，措施已停止。"],
        ["2025年3月4日，甲乙丙科技公司被列入不可靠實體清單。"],
        ["甲乙丙科技公司並未被列入出口管制管控名單。"],
        ["公告2024年第46號第二款暫停至2026年11月27日。"],
        ["外交部令2024年第8號涉及2家實體、1名高管。"],
        ["出口管制管控名單：第35號公告列入8家台灣地區實體。"],
        ["**問：第62號公告何時發布？**", "", "答：2025年10月9日。"],
        ["Announcement No. 62 of 2025 was published on 9 October 2025."],
        ["| 編號 | 文件 |", "|---|---|", "| 商務部公告2024年第46號 | 關於對美國出口管制的公告 |"],
        ["| 名單 | 公告 | 家數 |", "|---|---|---|", "| 不可靠實體清單 | 2025年第10號 | 14 |"],
        ["The threshold in Announcement No. 61 of 2025 is 0.1% of value; it is suspended."],
        ["新增合計：10+7+4=21"],
    ],
)  # fmt: skip
def test_a_right_statement_is_left_alone(hold, lines):
    outcome = hold("\n".join(lines) + "\n", facts=facts())
    assert told(outcome, len(lines)) == []


def test_a_flipped_treatment_is_grave(hold):
    (finding,) = hold("用於緊急醫療和自然災害救助的出口，逐案審批。\n", facts=facts()).findings[:1]
    assert (finding.says, finding.severity) == ("case_by_case", "high")
    assert finding.facts_say.startswith("exempt")


def test_an_equation_is_a_sum():
    assert list(unequal_sums("10+7+4=22")) == [(22, "10 + 7 + 4 = 21")]
    assert list(unequal_sums("10+7+4=21")) == []


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("第58號公告由外交部發布，現已暫停。", True),
        ("第58號公告由商務部單獨發布，現已暫停。", True),
        ("Announcement No. 58 of 2025 was issued by the Ministry of Foreign Affairs.", True),
        ("Announcement No. 58 of 2025 was issued by MOFCOM.", True),
        ("Announcement No. 61 of 2025 was issued jointly by MOFCOM and the General Administration of Customs.", True),
        ("Announcement No. 58 of 2025 was issued jointly by MOFCOM and the General Administration of Customs.", False),
        ("Announcement No. 61 of 2025, issued by China's Ministry of Commerce, is suspended.", False),
        ("第61號公告由商務部發布，現已暫停。", False),
    ],
)
def test_who_issued_an_act_in_the_passive_voice(hold, line, wrong):
    assert told(hold(line + "\n"), 1) == ([(1, "contradicted", "issuer")] if wrong else [])


@pytest.mark.parametrize(
    ("line", "finding"),
    [
        ("《甲辦法》修訂草案已於2025年9月16日正式施行。", [(1, "contradicted", "status")]),
        ("《甲辦法》徵求意見稿自公布之日起施行。", [(1, "contradicted", "status")]),
        ("《甲辦法》徵求意見稿於2025年9月16日公布，將擇期施行。", []),
        ("一宗金屬鈹案中，當事人出口20440千克，罰款60萬元。", [(1, "contradicted", "number")]),
        ("一宗金屬鈹案中，當事人出口20440千克，罰款50萬元。", []),
        ("一宗金屬鈹案中，另一當事人被罰款60萬元。", []),
    ],
)
def test_drafts_and_cases_told_of_without_their_full_name(hold, line, finding):
    assert told(hold(line + "\n", facts=facts()), 1) == finding


def test_what_is_said_of_a_suspension_alone_is_said_of_the_acts_before(hold):
    lines = "- 第58號公告自11月7日起暫停。\n- 暫停期間將於{}屆滿。\n"
    assert told(hold(lines.format("2026年12月10日"), facts=facts()), 2) == [(2, "contradicted", "status")]
    assert told(hold(lines.format("2026年11月10日"), facts=facts()), 2) == []


def test_a_day_of_effect_before_an_undated_suspension_is_stale_and_not_wrong(hold):
    act = "MOFCOM/order/2025/6"
    stated = [
        *facts(),
        say("announcement", "10月14日第6号令", instrument=act, published="2025-10-14", issuers=("商务部",)),
        say(
            "status_change", "第7号令暂停第6号令一年", action="suspend", targets=[{"instrument": act}], term_text="一年"
        ),
    ]
    report = "| 文號 | 施行日期 |\n|---|---|\n| 商務部令2025年第6號 | 2025年10月14日 |\n"
    assert [one[1:] for one in told(hold(report, facts=stated))] == [("stale", "status")]


@pytest.mark.parametrize(
    ("line", "finding"),
    [
        ("公告2025年第79號把約800個鋼鐵產品納入許可管理。", [(1, "contradicted", "count")]),
        ("公告2025年第79號把約300個鋼鐵產品納入許可管理。", []),
        ("公告2025年第79號把三百多個鋼鐵產品納入許可管理。", []),
        ("公告2025年第79號把280餘個鋼鐵產品納入許可管理。", []),
        ("會員申報了約800個鋼鐵產品。", []),
        ("10月9日的第10號公告列了14家，頭一家是反探測技術公司，列入不可靠實體清單。", []),
    ],
)
def test_a_number_of_items_told_of_as_about_so_many(hold, line, finding):
    act = "MOFCOM/announcement/2025/79"
    stated = [
        *facts(),
        say("count", "约300个钢铁产品", instrument=act, of="items", action="add", count=300, approximate=True),
    ]
    assert told(hold(line + "\n", facts=stated), 1) == finding
