"""`timeline` through the entry point: what it prints, what it writes, what it refuses."""

from xml.etree import ElementTree

import pytest


@pytest.fixture
def approved(ready):
    assert ready("decide", "--match", "state=pending", "approve").code == 0
    return ready


def test_it_prints_a_row_for_each_instrument_with_events(approved):
    ran = approved("timeline", "--as-of", "2026-02-19")
    assert ran.code == 0
    rows = [line for line in ran.out.splitlines() if "商務部公告2025年第61號" in line]
    assert len(rows) == 1
    assert "╱" in rows[0]
    assert rows[0].endswith("suspended until 2026-11-10")
    assert "▼ 2026-02-19" in ran.out
    assert "╱╱ suspended" in ran.out


def test_known_at_draws_what_was_known(approved):
    ran = approved("timeline", "61號公告", "--as-of", "2026-02-19", "--known-at", "2025-11-01")
    row = next(line for line in ran.out.splitlines() if "第61號" in line)
    assert "╱" not in row


def test_a_reference_brings_what_changes_it(approved):
    ran = approved("timeline", "公告2025年第61號", "--as-of", "2026-02-19")
    labels = {line.split("  ")[0] for line in ran.out.splitlines() if line.startswith("商務部")}
    assert labels == {"商務部公告2025年第61號", "商務部措施（2025-11-07）"}


@pytest.mark.parametrize("name", ["timeline.svg", "timeline.html"])
def test_it_writes_a_picture(approved, tmp_path, name):
    ran = approved("timeline", "--as-of", "2026-02-19", "--out", name)
    assert (ran.code, ran.out) == (0, "")
    assert "2 instruments drawn" in ran.err
    written = (tmp_path / name).read_text("utf-8")
    assert "商務部公告2025年第61號" in written
    ElementTree.fromstring(written[written.index("<svg") : written.index("</svg>") + 6])


def test_other_formats_are_wrong_usage(approved):
    assert approved("timeline", "--out", "timeline.pdf").code == 2


def test_without_usable_facts_it_says_what_waits(workbench):
    ran = workbench("timeline")
    assert ran.code == 1
    assert "workbench facts --state pending" in ran.errors[0]


def test_an_unknown_reference_is_named(approved):
    ran = approved("timeline", "公告2019年第99號")
    assert ran.code == 1
    assert "MOFCOM/announcement/2019/99" in ran.errors[0]
