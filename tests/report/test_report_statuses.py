"""How a draft tells status: what is suspended says so wherever it is named, and nothing suspended reads as in force."""

from __future__ import annotations

from datetime import date

from tests.report.drafted import KEY, OTHER, drafted, lines_with, section, suspension, table
from workbench.facts.fact import Record


def test_the_summary_opens_with_what_is_suspended_and_until_when(make, documents):
    keys = [f"MOFCOM/announcement/2025/{number}" for number in (62, 58, 9)]
    texts = [line.text for line in drafted([suspension(make, *keys)], documents).lines]
    first = texts.index('<div class="key-takeaway" markdown="1">') + 1
    opening, blank, state, after, figures = texts[first : first + 5]
    assert (opening, blank, after) == ("截至 2026-02-19：", "", "")
    assert state.startswith("- 商務部公告2025年第9號、第58號、第62號自 2025-11-07 起暫停實施至")
    assert "2026-11-10" in state
    assert figures.startswith("本期發布並經核定者共 ")


def test_the_summary_says_which_acts_never_took_effect(battery, make, documents):
    summary = section(drafted([*battery, suspension(make, OTHER)], documents), "## 執行摘要")
    assert "（其中商務部公告2025年第58號尚未生效即暫停）" in summary


def test_every_line_about_a_suspended_act_says_that_it_is_suspended(battery, make, documents):
    records = [
        *battery,
        make("licensing_rule", instrument=KEY, treatment="licence", applies_to="锂离子电池"),
        make("requirement", instrument=KEY, type="report", action="报告"),
    ]
    draft = drafted(records, documents)
    rows = [*table(draft, "**物項**："), *table(draft, "**數值門檻**：")]
    assert rows
    assert all("| 暫停至 2026-11-10 | 來源 " in row for row in rows)
    assert lines_with(draft, "- **商務部公告2025年第58號**（暫停至 2026-11-10）") != []
    assert not lines_with(draft, "有效（")


def test_an_effect_that_a_waiting_suspension_may_have_undone_says_so(battery, documents):
    *rest, last = battery
    draft = drafted([*rest, last.model_copy(update={"state": "pending"})], documents)
    assert lines_with(draft, "- 2025-11-08：商務部公告2025年第58號生效（狀態待審）")
    assert lines_with(draft, "| 2025-11-08（狀態待審） |")
    assert all("| 狀態待審 | 來源 " in row for row in table(draft, "**物項**："))


def test_a_clause_whose_effect_was_forestalled_says_so(make, documents):
    records = [
        make("effective_date", instrument=OTHER, clause="第一条", date=date(2025, 10, 9), basis="explicit"),
        make("effective_date", instrument=OTHER, clause="第二条", date=date(2025, 12, 1), basis="explicit"),
        suspension(make, OTHER),
    ]
    assert lines_with(drafted(records, documents), "第一條：2025-10-09；第二條：2025-12-01（原定，未生效）")


def test_a_day_of_publication_that_lighter_sources_give_is_no_event(battery, make, documents):
    other = make("announcement", "approved", document="d2", instrument=KEY, published=date(2025, 10, 13))
    draft = drafted([*battery, other], documents)
    assert lines_with(draft, "- 2025-10-09：商務部公告2025年第58號發布")
    assert not lines_with(draft, "- 2025-10-13：")


def test_a_suspension_without_a_last_day_tells_its_term(make, documents):
    change = suspension(make, KEY, **{"from": None, "until": None}, term_text="一年")
    assert lines_with(drafted([change], documents), "暫停（為期一年，迄日未載明）")


def test_an_answer_to_the_press_is_never_in_force(make, documents):
    key = "title/商务部新闻发言人就某措施答记者问"
    records = [
        make("announcement", instrument=key, title="商务部新闻发言人就某措施答记者问", published=date(2025, 11, 5)),
        make("effective_date", instrument=key, date=date(2025, 11, 5), basis="explicit"),
    ]
    (row,) = [row for row in lines_with(drafted(records, documents), "答記者問") if "| — | [來源 1](" in row]
    assert "| 立場聲明 |" in row


def test_an_imposition_that_a_suspension_forestalled_is_no_effect(make, documents):
    imposed = make("status_change", action="impose", targets=({"instrument": KEY},), **{"from": date(2025, 12, 1)})
    draft = drafted([imposed, suspension(make, KEY)], documents)
    assert lines_with(draft, "| 2025-12-01（原定，未生效） |")
    assert not lines_with(draft, "| 2025-12-01 |")


def test_each_list_has_a_table_of_its_own_with_the_state_on_the_day(make, documents):
    records = [
        make("count", instrument="UEL/announcement/2025/5", list="unreliable_entity", action="add", count=10),
        make("count", instrument="MOFCOM/announcement/2025/13", list="export_control", action="add", count=15),
        make(
            "status_change",
            action="stop",
            targets=({"instrument": "UEL/announcement/2025/5"}, {"instrument": "MOFCOM/announcement/2025/13"}),
            **{"from": date(2025, 11, 10)},
        ),
        make("count", list="unreliable_entity", action="add", count=7),
    ]
    draft = drafted(records, documents)
    for heading, other, count in (
        ("**不可靠實體清單**：", "管控名單", "10 家"),
        ("**出口管制管控名單**：", "不可靠實體清單", "15 家"),
    ):
        (row,) = table(draft, heading)
        assert other not in row
        assert f"| {count} |" in row
        assert "| 已停止（自 2025-11-10 起） |" in row
    assert lines_with(draft, "狀態（2026-02-19）") != []
    assert lines_with(draft, "- 不可靠實體清單列入：7 家（來源 1）") != []


def test_an_investigation_of_long_ago_is_no_dispute_of_the_period(make, documents):
    def opened(year: int) -> list[Record]:
        key = f"UEL/announcement/{year}/3"
        return [
            make("announcement", instrument=key, published=date(year, 11, 24)),
            make("status_change", action="investigate", targets=({"instrument": key},), by=key),
        ]

    draft = drafted([*opened(2024), *opened(2025)], documents)
    assert lines_with(draft, "啟動調查不可靠") == ["- 啟動調查不可靠實體清單工作機制公告2025年第3號（來源 1）"]
