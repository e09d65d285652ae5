"""Fields are set as people type them, and validated by the kind."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.errors import WorkbenchError
from workbench.facts.editing import edit_content, field_text
from workbench.facts.fact import canonical_fields
from workbench.facts.kinds import Announcement, Count, EffectiveDate, StatusChange, Threshold
from workbench.language import spoken_in

ACT = Announcement(instrument="MOFCOM/announcement/2032/3", issuers=("商務部",), published=date(2032, 2, 3))


def test_a_field_is_set_and_the_original_stays() -> None:
    edited = edit_content(ACT, {"published": "2032-02-04", "title": "試驗公告"})
    assert (edited.published, edited.title) == (date(2032, 2, 4), "試驗公告")  # type: ignore[union-attr]
    assert ACT.published == date(2032, 2, 3)


def test_an_empty_value_means_unknown() -> None:
    assert edit_content(ACT, {"published": " "}).published is None  # type: ignore[union-attr]
    assert edit_content(ACT, {"issuers": ""}).issuers == ()  # type: ignore[union-attr]


@pytest.mark.parametrize("written", ['["商務部", "海關總署"]', "商務部、海關總署", "商務部; 海關總署"])
def test_lists_are_written_in_three_ways(written: str) -> None:
    assert edit_content(ACT, {"issuers": written}).issuers == ("商務部", "海關總署")  # type: ignore[union-attr]


@pytest.mark.parametrize("written", ["20320204", "1960000000", "2032/02/04", "4 February 2032", "2032-02-30"])
def test_only_iso_days_are_dates(written: str) -> None:
    with pytest.raises(WorkbenchError, match="published"):
        edit_content(ACT, {"published": written})


def test_an_unknown_field_and_a_wrong_word_are_named() -> None:
    with pytest.raises(WorkbenchError, match=r"no field .colour.*instrument"):
        edit_content(ACT, {"colour": "red"})
    with pytest.raises(WorkbenchError, match="basis"):
        edit_content(EffectiveDate(basis="explicit"), {"basis": "someday"})


def test_what_is_wrong_with_a_value_is_said_in_the_language_in_force() -> None:
    limit = Threshold(comparator="ge", value=Decimal(5), unit="%")
    with spoken_in("zh-Hant"):
        for content, field, value, made in (
            (ACT, "published", "soon", "YYYY-MM-DD"),
            (ACT, "published", "2032-02-30", "YYYY-MM-DD"),
            (limit, "value", "much", "請寫數字"),
            (limit, "upper", "9", "上限只與"),
            (Count(of="entities", action="add", count=3), "count", "1.5", "請寫整數"),
            (EffectiveDate(basis="explicit"), "basis", "someday", "可用的值：'explicit'"),
        ):
            with pytest.raises(WorkbenchError, match=made):
                edit_content(content, {field: value})


def test_targets_of_a_status_change_are_json() -> None:
    stop = StatusChange(action="stop")
    edited = edit_content(stop, {"targets": '[{"instrument": "UEL/announcement/2032/1", "clause": null}]'})
    assert edited.targets[0].instrument == "UEL/announcement/2032/1"  # type: ignore[union-attr]


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=6))
def test_a_number_reads_back_as_it_was(number: Decimal) -> None:
    limit = Threshold(comparator="ge", value=number, unit="%")
    assert edit_content(limit, {"value": field_text(canonical_fields(limit)["value"])}) == limit


def test_every_field_of_a_content_reads_back_as_it_was() -> None:
    for content in (ACT, StatusChange(action="suspend", from_=date(2032, 5, 1), until=date(2033, 4, 30))):
        texts = {name: field_text(value) for name, value in canonical_fields(content).items()}
        assert edit_content(content, texts) == content
