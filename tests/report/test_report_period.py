from datetime import date

import pytest

from workbench.errors import WorkbenchError
from workbench.report.period import Period


def test_a_month_is_read_whole() -> None:
    assert Period.parse("2024-02") == Period(date(2024, 2, 1), date(2024, 2, 29))


def test_a_span_of_months_holds_both_ends() -> None:
    period = Period.parse("2025-10..2026-02")
    assert date(2025, 10, 1) in period
    assert date(2026, 2, 28) in period
    assert date(2026, 3, 1) not in period


@pytest.mark.parametrize("written", ["2026-02", "2025-10..2026-02"])
def test_a_period_is_written_as_it_was_read(written: str) -> None:
    assert str(Period.parse(written)) == written


@pytest.mark.parametrize(
    "written", ["", "2026", "2026-13", "2026-2", "2026-02..", "2025-00..2026-02", "二月", "../2026-02"]
)
def test_what_is_no_period_is_named_with_the_way_out(written: str) -> None:
    with pytest.raises(WorkbenchError, match=r"2026-02"):
        Period.parse(written)


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(WorkbenchError, match=r"2026-02\.\.2025-10"):
        Period.parse("2026-02..2025-10")
