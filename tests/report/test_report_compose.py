"""What a draft says of records, and what it never says."""

from __future__ import annotations

import itertools
import random
import re
import time
from datetime import date

import pytest

from tests.report.drafted import KEY, drafted, lines_with, rows_of, section
from workbench.report import Doubts, Reviewers
from workbench.resolution import Statement, open_conflicts, resolve


def test_a_measure_suspended_before_its_effect_says_so_with_its_interval(battery, documents):
    rows = rows_of(drafted(battery, documents), "商務部公告2025年第58號")
    assert any("暫停 2025-11-07 至 2026-11-10，尚未生效即暫停" in row and "2025-10-09" in row for row in rows)
    assert not any("有效（" in row for row in rows)


def test_titles_are_converted_by_script_alone(battery, documents):
    assert lines_with(drafted(battery, documents), "《公布對鋰電池和人造石墨負極材料相關物項實施出口管制的決定》")


def test_a_row_whose_status_hangs_on_a_waiting_fact_says_so(battery, make, documents):
    *rest, suspension = battery
    waiting = suspension.model_copy(update={"state": "pending"})
    draft = drafted([*rest, waiting], documents)
    row = rows_of(draft, "商務部公告2025年第58號", "2025-11-08")[0]
    assert "待審" in row
    assert "有效（" not in row
    assert not lines_with(draft, "2026-11-10")


def test_an_instrument_known_from_waiting_facts_alone_keeps_its_row_without_values(battery, documents):
    waiting = [record.model_copy(update={"state": "deferred"}) for record in battery]
    draft = drafted(waiting, documents)
    assert all("待審" in row for row in rows_of(draft, "商務部公告2025年第58號"))
    assert not lines_with(draft, "2025-10-09") or all(
        "來源 " in line or line.startswith("採用文件") for line in lines_with(draft, "2025-10-09")
    )
    assert not lines_with(draft, "鋰離子電池")


def test_what_waits_beside_usable_facts_is_counted_under_its_tables(battery, documents):
    waiting = battery[3].model_copy(update={"state": "pending"})
    text = section(drafted([*battery[:3], waiting, battery[4]], documents), "#### 鋰電池及石墨")
    assert "- 商務部公告2025年第58號：數值門檻 1 項" in text
    assert "≥ 300 Wh/kg |" not in text


def test_an_act_known_by_title_alone_is_not_vouched_for(make, documents):
    records = [
        make(
            "announcement",
            instrument="title/对某稀土实施管制的决定",
            title="对某稀土实施管制的决定",
            published=date(2025, 10, 9),
        ),
        make("effective_date", instrument="title/对某稀土实施管制的决定", date=date(2025, 12, 1), basis="explicit"),
    ]
    draft = drafted(records, documents)
    row = rows_of(draft, "《對某稀土實施管制的決定》", "2025-12-01")[0]
    assert "2025-12-01（原載，是否生效待確認）" in row
    assert "| 狀態待確認（文號未載明） |" in row
    assert not lines_with(draft, "有效（")
    assert lines_with(draft, "- 2025-12-01：《對某稀土實施管制的決定》生效（原載，是否生效待確認）")


def test_acts_that_one_suspension_treats_alike_share_a_category(battery, make, documents):
    both = make(
        "status_change",
        document="d2",
        action="suspend",
        targets=({"instrument": KEY}, {"instrument": "MOFCOM/announcement/2025/57"}),
        **{"from": date(2025, 11, 7)},
        until=date(2026, 11, 10),
    )
    index = section(drafted([*battery, both], documents), "### controlled_item_change")
    assert "| 商務部公告2025年第57號 | 未載明 | 未載明 | 2026-11-10 | 暫停 2025-11-07 至 2026-11-10 |" in index


def test_a_conflict_left_open_is_named_among_the_limits(battery, make, documents):
    other = make("announcement", "pending", document="d2", instrument=KEY, published=date(2025, 10, 13))
    records = [*battery, other]
    statements = [Statement.of(record, documents[record.fact.document]) for record in records]
    text = section(
        drafted(records, documents, doubts=lambda: Doubts(open_conflicts(resolve(statements)))), "### 已知限制"
    )
    assert "**未決矛盾**：1 項（商務部公告2025年第58號之發布日期：2025-10-09（來源 1）、待審（來源 2））" in text
    approved = [*battery, other.model_copy(update={"state": "approved"})]
    text = section(
        drafted(approved, documents, doubts=lambda: Doubts(open_conflicts(resolve(statements)))), "### 已知限制"
    )
    assert "發布日期：2025-10-09（來源 1）、2025-10-13（來源 2））" in text


@pytest.mark.parametrize("state", ["rejected", "superseded"])
def test_what_was_refused_never_appears(state, battery, make, documents):
    wrong = make(
        "announcement",
        state,
        instrument="MOFCOM/announcement/2025/99",
        title="不存在的公告",
        published=date(2025, 10, 13),
    )
    draft = drafted([*battery, wrong], documents)
    assert not lines_with(draft, "99")
    assert not lines_with(draft, "不存在")
    assert wrong.id not in draft.provenance["facts"]


def test_counts_stand_notice_by_notice_and_are_never_summed(make, documents):
    records = [
        make("count", instrument="UEL/announcement/2025/5", list="unreliable_entity", action="add", count=15),
        make("count", instrument="UEL/announcement/2025/7", list="unreliable_entity", action="add", count=16),
        make("count", instrument="MOFCOM/announcement/2025/21", list="export_control", action="add", count=16),
    ]
    text = section(drafted(records, documents), "#### 執法統計")
    assert "15 家" in text
    assert text.count("| 16 家 |") == 2
    assert not re.search(r"\b(31|47|32)\b", text)


def test_a_notice_without_a_stated_number_says_that_its_names_were_counted(make, documents):
    records = [
        make(
            "listing",
            instrument="UEL/announcement/2025/9",
            list="unreliable_entity",
            name_zh=name,
            effective=date(2025, 10, 9),
        )
        for name in ("甲公司", "乙公司", "丙公司")
    ]
    assert "公告未載總數，列名 3 家" in section(drafted(records, documents), "#### 執法統計")


def test_claims_stand_as_their_sources_own_and_outside_every_table(battery, make, documents):
    claim = make(
        "claim",
        "approved",
        document="d3",
        subject="石墨負極",
        value="90",
        unit="%",
        statement="中國石墨負極產能占全球90%",
    )
    found = lines_with(drafted([*battery, claim], documents), "90%")
    assert len(found) == 1
    assert found[0].startswith("- 來源稱：「中國石墨負極產能占全球90%」")


def test_an_assessment_stands_only_with_every_fact_it_rests_on(battery, make, documents):
    resting = make("assessment", "approved", section="supply_chain", text="石墨化為瓶頸。", facts=(battery[0].id,))
    pending = battery[3].model_copy(update={"state": "pending"})
    hanging = make("assessment", "approved", section="supply_chain", text="門檻甚高。", facts=(pending.id,))
    draft = drafted([*battery[:3], pending, battery[4], resting, hanging], documents)
    assert lines_with(draft, "石墨化為瓶頸。")
    assert not lines_with(draft, "門檻甚高")


def test_without_assessments_the_writers_sections_say_so_and_list_the_facts(battery, documents):
    draft = drafted(battery, documents)
    assert "待撰寫" in section(draft, "### 3.1")
    assert "商務部公告2025年第58號：5 項事實" in section(draft, "### 3.2")


def test_risks_and_advice_come_from_approved_assessments(battery, make, documents):
    records = [
        *battery,
        make("assessment", "approved", section="risk", text="盤點負極材料來源。", facts=(battery[0].id,), level="high"),
        make("assessment", "approved", section="advice_legal_counsel", text="更新合規手冊。", facts=(battery[0].id,)),
    ]
    draft = drafted(records, documents)
    assert (
        "| 鋰電池及石墨 | 高（現暫停至 2026-11-10） | 商務部公告2025年第58號（暫停至 2026-11-10） | 盤點負極材料來源。 |"
        in section(draft, "### 3.1")
    )
    assert "- [ ] 更新合規手冊。" in section(draft, "#### 跨國企業法務")


def test_risks_that_wait_and_concern_one_act_are_one_row_that_rests_on_both(battery, make, documents):
    waiting = [
        make("assessment", "pending", section="risk", text=text, facts=(battery[0].id,), level=level)
        for text, level in (("盤點來源。", "high"), ("改用國產設備。", "low"))
    ]
    draft = drafted([*battery, *waiting], documents)
    (line,) = [line for line in draft.lines if line.text.startswith("| 鋰電池及石墨 | 待審 |")]
    assert {record.id for record in waiting} <= line.facts


def test_what_ends_after_the_day_of_the_report_is_to_be_watched(battery, documents):
    assert "**2026-11-10**：商務部公告2025年第58號" in section(drafted(battery, documents), "### 3.3")


def test_two_values_of_usable_facts_are_both_shown_the_weightier_first(battery, make, documents):
    other = make("announcement", "approved", document="d2", instrument=KEY, published=date(2025, 10, 13))
    rows = rows_of(drafted([*battery, other], documents), "商務部公告2025年第58號")
    assert any("2025-10-09（另有來源作 2025-10-13）" in row for row in rows)


def test_the_share_decided_by_machine_is_counted(battery, make, documents):
    records = [
        *battery,
        make("claim", "pending", document="d3", statement="甲"),
        make("claim", "approved", document="d3", statement="乙"),
    ]
    assert lines_with(drafted(records, documents), "自動化程度：71%（7 項中 5 項由機器核定，1 項由人核定，1 項待審）")


def test_an_empty_period_says_that_there_is_nothing(documents):
    draft = drafted([], documents)
    for heading in ("### 1.2", "### 2.1", "#### 執法統計", "#### 雙邊對話", "### regulation_update"):
        assert "本期無已核定事實。" in section(draft, heading)


def test_every_section_of_the_report_is_there_in_order(battery, documents):
    headings = [line.text for line in drafted(battery, documents).lines if re.match(r"#{1,3} ", line.text)]
    wanted = [
        "# 出口管制政策追蹤 — 2026 年 02 月", "## 執行摘要", "## 一、政策概覽", "### 1.1 政策統計（按 category）", "### 1.2 重點政策清單（Top 10）",
        "## 二、深度分析", "### 2.1 戰略材料管制", "### 2.2 執法趨勢", "### 2.3 國際協調", "## 三、合規建議", "### 3.1 高風險領域識別",
        "### 3.2 行動清單", "### 3.3 下月觀察重點", "## 四、政策全文索引", "### regulation_update（法規更新）", "### enforcement_action（執法行動）",
        "### controlled_item_change（管制物項變更）", "### policy_guidance（政策指導）", "### international_cooperation（國際合作）",
        "## 五、方法論與限制", "### 使用的數據源", "### 計算方法", "### 歷史檢索", "### 已知限制", "## 免責聲明", "## 資料來源",
    ]  # fmt: skip
    assert headings == wanted


def test_the_same_records_in_any_order_and_time_zone_give_the_same_draft(battery, make, documents, monkeypatch):
    records = [
        *battery,
        *(
            make("count", instrument=f"UEL/announcement/2025/{n}", list="unreliable_entity", action="add", count=n)
            for n in range(5, 9)
        ),
        *(
            make("listing", instrument="UEL/announcement/2025/5", list="unreliable_entity", name_original=f"Firm {n}")
            for n in range(6)
        ),
        make("position", "approved", issuers=("商务部",), counterpart="欧盟", date=date(2025, 11, 1), topic="半导体"),
    ]
    first = drafted(records, documents)
    for zone in ("Pacific/Kiritimati", "America/Adak"):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        shuffled = random.Random(zone).sample(records, len(records))
        turned = dict(reversed(documents.items()))
        again = drafted(shuffled, turned)
        assert (again.markdown, again.provenance) == (first.markdown, first.provenance)
    monkeypatch.delenv("TZ")
    time.tzset()


def test_lists_tables_and_attributes_are_well_formed(battery, make, documents):
    texts = [line.text for line in drafted(battery, documents).lines]
    for before, text in itertools.pairwise(texts):
        if text.startswith("- ") and not before.startswith(("- ", "  - ")):
            assert before == "", f"no blank line before the list at {text!r}"
        if text.startswith("|") and before.startswith("|"):
            assert text.count("|") == before.count("|")
        if text.startswith("|") and not before.startswith("|"):
            assert before == ""


def test_who_reviewed_stands_in_the_front_matter(battery, documents):
    draft = drafted(battery, documents, decisions=Reviewers(("王 {{x}}", "李"), date(2026, 2, 18)))
    text = draft.markdown.split("---")[1]
    assert "lastReviewed: 2026-02-18" in text
    assert "{{" not in text


def test_the_front_matter_is_yaml_with_a_short_description(battery, documents):
    yaml = pytest.importorskip("yaml")
    front = yaml.safe_load(drafted(battery, documents).markdown.split("---\n")[1])
    assert front["title"] == "2026 年 2 月"
    assert front["nav_order"] == 1
    assert len(front["description"]) <= 155
    assert "鋰電池及石墨" in front["keywords"]


def test_composing_reads_neither_clock_nor_files(battery, documents, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    drafted(battery, documents)
    assert list(tmp_path.iterdir()) == []


def test_the_description_leaves_out_whole_groups_and_never_half_a_word(make, documents):
    texts = ("稀土", "锂电池", "金刚石", "镓", "钨", "芯片", "无人机")
    records = [
        make("announcement", instrument=f"MOFCOM/announcement/2025/{n}", title=f"对{text}相关物项的公告",
             category="controlled_item_change", published=date(2025, 10, 9))
        for n, text in enumerate(texts, start=1)
    ]  # fmt: skip
    (line,) = lines_with(drafted(records, documents), "description: ")
    assert line.endswith('、無人機；狀態截至 2026-02-19"')
    assert len(line) <= 155 + len('description: ""')


def test_the_method_counts_what_was_used_and_says_what_was_not(battery, documents):
    draft = drafted(battery, documents, doubts=lambda: Doubts(uncovered=7))
    text = section(draft, "### 使用的數據源")
    assert "採用文件 2 份（官方 1 份、新聞 1 份）；已載明之日期自 2025-10-09 至 2025-11-08。" in text
    assert "| 庫內其餘文件 | 1 份 | 未使用：無已核定或待審之事實 |" in text
    assert "| UN Comtrade 雙邊貿易流量 | 0 份 | 未使用：" in text
    assert "| 本程式前期報告 | 0 份 | 未使用：" in text
    assert "**未涵蓋之提及**：7 處" in section(draft, "### 已知限制")
    assert "本稿未計" in section(drafted(battery, documents), "### 已知限制")
