"""Readings in brackets, which copy sites put behind characters."""

from workbench.text import normalize


def test_readings_are_left_out_and_offsets_lead_back_to_the_source() -> None:
    source = "海關(guān)總署第(di)(di)三條(tiáo)公布"
    normal = normalize(source)
    assert normal.text == "海关总署第三条公布"
    assert normal.quote(0, 4) == "海關(guān)總署"


def test_a_unit_in_brackets_is_no_reading() -> None:
    assert normalize("經(jīng)計，重五千克(kg)，厚三毫米(mm)").text.endswith("重五千克(kg),厚三毫米(mm)")


def test_without_any_tone_mark_nothing_is_left_out() -> None:
    assert normalize("甲(an)乙(bao)").text == "甲(an)乙(bao)"
