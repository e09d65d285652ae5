"""A suspension that has run out: the month in which it does is about the act; and which days count as changes of one."""

from __future__ import annotations

from datetime import date

import pytest

from tests.report.test_report_compose import KEY, drafted, lines_with, section
from workbench.report import Draft, Period, compose
from workbench.report.acts.entries import Entries
from workbench.report.acts.ledger import Ledger
from workbench.report.acts.resolved import Resolved
from workbench.report.sections.ranking import Weights, score_of


def drafted_for(period: str, as_of: date, records, documents) -> Draft:
    return compose(Period.parse(period), as_of, records, documents, generated_on=as_of)


def test_the_month_in_which_a_suspension_runs_out_is_about_the_act(battery, documents):
    draft = drafted_for("2026-11", date(2026, 11, 20), battery, documents)
    assert "第58號" in section(draft, "### 1.2")
    assert lines_with(draft, "- 2026-11-11：", "暫停期滿，推定恢復實施")
    assert lines_with(draft, "能量密度", "暫停期滿推定恢復")
    assert lines_with(draft, "有效（自 2026-11-11 起，暫停期滿推定恢復）")


@pytest.mark.parametrize("month", ["2026-11", "2027-03"])
def test_the_summary_says_what_is_taken_to_be_in_force_again(battery, documents, month):
    draft = drafted_for(month, date(2027, 3, 31), battery, documents)
    (line,) = lines_with(draft, "屆滿而無後續公告")
    told = '暫停期於 2026-11-10 屆滿而無後續公告，推定自 <span class="data-highlight">2026-11-11</span> 起恢復實施'
    assert told in line
    # It was suspended the day before it would have taken effect.
    assert line.endswith("起恢復實施（尚未生效即暫停）")


def test_before_its_last_day_and_in_later_months_nothing_happened_to_the_act(battery, documents):
    for period, as_of in (("2026-09", date(2026, 9, 30)), ("2027-03", date(2027, 3, 31))):
        draft = drafted_for(period, as_of, battery, documents)
        assert "第58號" not in section(draft, "### 1.2")


def test_where_a_clause_alone_was_suspended_it_alone_is_taken_to_be_in_force_again(make, documents):
    suspended = make(
        "status_change",
        document="d2",
        action="suspend",
        targets=({"instrument": KEY, "clause": "第二款"},),
        **{"from": date(2025, 11, 9)},
        until=date(2026, 11, 27),
    )
    named = make("announcement", instrument=KEY, category="controlled_item_change", published=date(2025, 10, 9))
    effect = make("effective_date", instrument=KEY, date=date(2025, 10, 9), basis="explicit")
    draft = drafted_for("2026-11", date(2026, 11, 30), [named, effect, suspended], documents)
    assert lines_with(draft, "- 2026-11-28：", "第二款暫停期滿，推定恢復實施")
    assert lines_with(draft, "有效（第二款 有效（自 2026-11-28 起，暫停期滿推定恢復））")
    assert not lines_with(draft, "有效（自 2026-11-28 起，暫停期滿推定恢復）（")


def test_a_day_of_effect_that_commentators_alone_dispute_is_no_day_of_the_act(make, documents):
    """The act took effect on publication; a commentator has it take effect in December."""
    records = [
        make("announcement", instrument=KEY, category="controlled_item_change", published=date(2025, 10, 9)),
        make("effective_date", instrument=KEY, date=date(2025, 10, 9), basis="explicit"),
        make("effective_date", document="d3", instrument=KEY, date=date(2025, 12, 1), basis="explicit"),
    ]
    assert "第58號" in section(drafted(records, documents), "### 1.2")
    december = drafted_for("2025-12", date(2025, 12, 31), records, documents)
    assert "第58號" not in section(december, "### 1.2")


def test_an_effect_that_was_forestalled_makes_an_act_no_newer(battery, documents):
    """Suspended on 7 November, the day before it would have taken effect: its last change is the suspension."""
    moved = battery[1]
    later = moved.fact.content.model_copy(update={"date": date(2025, 12, 1)})
    records = [
        *battery[:1],
        moved.model_copy(update={"fact": moved.fact.model_copy(update={"content": later})}),
        *battery[2:],
    ]
    as_of = date(2026, 2, 19)
    entries = Entries(Ledger(Resolved(records, documents), as_of), Period.parse("2025-10..2026-02"))
    assert score_of(entries.of(KEY), Weights()).recency == 2
