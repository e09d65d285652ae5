"""What a draft leaves to the months before it: acts, rules and claims of sources that are older than its period."""

from __future__ import annotations

from datetime import date

import pytest

from tests.report.drafted import KEY, drafted, lines_with, rows_of, section
from workbench.facts.document import Document
from workbench.facts.fact import Evidence, Record, Route, make_fact
from workbench.facts.kinds import LicensingRule
from workbench.report import Draft, Period, compose
from workbench.report.sections.states import MOST_DESCRIBED

TITLE = "title/对样本材料实施出口管制的决定"


def drafted_for(period: str, as_of: date, records, documents) -> Draft:
    return compose(Period.parse(period), as_of, records, documents, generated_on=as_of)


def of_february(records, documents) -> Draft:
    return drafted_for("2026-02", date(2026, 2, 28), records, documents)


def test_an_act_without_a_day_is_of_no_month_after_its_only_source(make, documents):
    named = make(
        "announcement",
        document="d2",
        instrument=TITLE,
        title="对样本材料实施出口管制的决定",
        category="controlled_item_change",
    )
    imposed = make("status_change", document="d2", action="impose", targets=({"instrument": TITLE},))
    assert "樣本材料" in section(drafted([named, imposed], documents), "### 1.2")
    assert "樣本材料" not in section(of_february([named, imposed], documents), "### 1.2")


def test_a_source_without_a_day_counts_from_the_last_publication_that_it_tells_of(make, documents):
    told = make("announcement", document="d3", instrument=KEY, published="2025-10-09")
    rule = make("licensing_rule", document="d3", treatment="licence", applies_to="样本材料")
    claim = make("claim", document="d3", statement="样本材料产量占全球七成", subject="产量")
    records = [told, rule, claim]
    assert lines_with(drafted(records, documents), "須經許可", "樣本材料")
    assert lines_with(drafted(records, documents), "來源稱")
    later = of_february(records, documents)
    assert not lines_with(later, "須經許可", "樣本材料")
    assert not lines_with(later, "來源稱：")


def test_what_an_older_act_says_is_not_told_again_of_no_act(battery, make, documents):
    """A newspaper of November that prints the rules of an act of October without its number."""
    rule = {"treatment": "licence", "applies_to": "锂离子电池整机"}
    said, again = (
        make("licensing_rule", instrument=KEY, **rule),
        make("licensing_rule", document="d2", **rule),
    )
    announced, *_ = battery
    named = make("announcement", document="d2", instrument=KEY, published="2025-10-09")
    november = drafted_for("2025-11", date(2025, 11, 30), [announced, said, named, again], documents)
    assert not lines_with(november, "來源未載明文號者")


@pytest.mark.parametrize("state", ["auto_approved", "pending"])
def test_what_is_only_cited_is_no_policy_of_the_period(make, documents, state):
    cited = make("announcement", state=state, instrument="title/样本贸易协定", title="样本贸易协定")
    draft = drafted([cited], documents)
    assert "樣本貿易協定" not in section(draft, "### 1.1")
    assert "樣本貿易協定" not in section(draft, "### 1.2")


def test_a_measure_to_come_is_told_once_of_its_day(make, documents):
    named = make("announcement", instrument=KEY, published="2025-10-09", category="enforcement_action")
    effect = make("effective_date", instrument=KEY, date="2026-03-01", basis="explicit")
    imposed = make("status_change", action="impose", targets=({"instrument": KEY},), **{"from": "2026-03-01"})
    watched = section(drafted([named, effect, imposed], documents), "### 3.3")
    assert watched.count("2026-03-01") == 1


def test_what_follows_from_a_day_that_commentators_alone_give_says_so(make, documents):
    named = make("announcement", instrument=KEY, published="2025-10-09", category="controlled_item_change")
    opined = make("effective_date", document="d3", instrument=KEY, date="2025-12-01", basis="explicit")
    suspended = make(
        "status_change",
        document="d2",
        action="suspend",
        targets=({"instrument": KEY},),
        **{"from": "2025-11-07"},
        until="2026-11-10",
    )
    draft = drafted([named, opined, suspended], documents)
    assert "尚未生效即暫停，生效日僅見於評論）" in section(draft, "## 執行摘要")
    assert rows_of(draft, "尚未生效即暫停（生效日僅見於評論）")
    announced = drafted_for("2025-10", date(2025, 10, 31), [named, opined], documents)
    assert "尚未生效（2025-10-09 公布，生效日僅見於評論）" in section(announced, "## 執行摘要")


def test_what_is_still_suspended_is_told_in_a_month_in_which_nothing_happened(battery, documents):
    summary = section(of_february(battery, documents), "## 執行摘要")
    assert "- 商務部公告2025年第58號（鋰電池及石墨）自 2025-11-07 起暫停實施至" in summary


def test_a_case_that_only_an_older_source_tells_of_is_not_of_the_month(make, documents):
    case = {"authority": "样本海关", "case_number": "样关缉违字〔2025〕1号", "goods": "样本金属"}
    told = make("penalty", document="d2", **case)
    decided = make("penalty", document="d2", **(case | {"case_number": "样关缉违字〔2026〕2号", "date": "2026-02-02"}))
    cases = section(of_february([told, decided], documents), "#### 處罰案件")
    assert "〔2026〕2號" in cases
    assert "〔2025〕1號" not in cases


def test_acts_in_the_summary_are_named_with_what_they_are_about(make, documents):
    japan = "MOFCOM/announcement/2026/1"
    title = "关于加强两用物项对某国出口管制的公告"
    titled = make("announcement", instrument=japan, title=title, published="2026-01-06")
    plain = make("announcement", instrument=KEY, published="2025-12-09")
    item = make("controlled_item", instrument=KEY, name="样本金属板")
    summary = section(drafted([titled, plain, item], documents), "## 執行摘要")
    assert "商務部公告2026年第1號《關於加強兩用物項對某國出口管制的公告》" in summary
    assert "商務部公告2025年第58號（樣本金屬板）" in summary


def ended_on_no_day(make):
    """A notice suspended in May of which a review of the next January says that it was stopped, without a day."""
    notice = {"instrument": "UEL/announcement/2025/8"}
    published = make("announcement", **notice, published="2025-04-09", category="enforcement_action")
    put = make("count", **notice, of="entities", list="unreliable_entity", action="add", count=6)
    paused = make("status_change", action="suspend", targets=(notice,), **{"from": "2025-05-14"})
    stopped = make("status_change", document="d4", action="stop", targets=(notice,))
    return [published, put, paused, stopped]


@pytest.fixture
def review(documents):
    text = "回顾。" * 400
    return documents | {"d4": Document(id="d4", text=text, tier="law_firm", published=date(2026, 1, 6), script="hans")}


def test_what_was_ended_on_a_day_that_nobody_gives_says_so_before_the_source_that_tells_it(make, documents, review):
    documents["d4"] = review["d4"]
    draft = drafted_for("2025-10", date(2025, 10, 31), ended_on_no_day(make), review)
    assert rows_of(draft, "第8號", "暫停（自 2025-05-14 起，期限未載明，其後停止，起日未載明）")
    assert "第8號" not in section(draft, "## 執行摘要")


def test_once_it_is_told_the_status_is_what_it_says(make, documents, review):
    documents["d4"] = review["d4"]
    draft = drafted_for("2026-01", date(2026, 1, 31), ended_on_no_day(make), review)
    assert rows_of(draft, "第8號", "已停止（起日未載明）")
    assert not rows_of(draft, "其後停止")


def test_publication_and_effect_of_one_day_to_come_are_one_line(make, documents):
    named = make("announcement", instrument=KEY, published="2025-12-15", category="enforcement_action")
    effect = make("effective_date", instrument=KEY, date="2025-12-15", basis="explicit")
    watched = section(drafted_for("2025-11", date(2025, 11, 30), [named, effect], documents), "### 3.3")
    assert "**2025-12-15**：商務部公告2025年第58號發布並生效" in watched
    assert watched.count("2025-12-15") == 1


def test_a_rule_of_no_act_that_is_told_of_a_later_day_is_not_of_the_month(make, documents):
    text = "2025年12月18日发布会确认，已批准部分出口商的通用许可申请。"
    later = Document(id="d5", text=text, tier="law_firm", published=date(2026, 1, 6), script="hans")
    fact = make_fact("d5", LicensingRule(treatment="general_licence"), (Evidence.cut(text, 0, len(text)),), "rules")
    record = Record(fact=fact, state="approved", route=Route(to="review"))
    for period, day, told in (("2025-10", date(2025, 10, 31), False), ("2025-12", date(2025, 12, 31), True)):
        draft = drafted_for(period, day, [record], documents | {"d5": later})
        assert bool(lines_with(draft, "通用許可：")) is told


@pytest.mark.parametrize(("more", "told"), [(0, True), (1, False)])
def test_of_more_acts_than_a_line_bears_the_numbers_are_told_alone(make, documents, more, told):
    acts = [
        make(
            "announcement",
            instrument=f"MOFCOM/announcement/2026/{number}",
            title="关于样本的公告",
            published="2026-01-06",
        )
        for number in range(1, MOST_DESCRIBED + 1 + more)
    ]
    summary = section(drafted(acts, documents), "## 執行摘要")
    assert ("《關於樣本的公告》" in summary) is told
    assert f"第{MOST_DESCRIBED}號" in summary
