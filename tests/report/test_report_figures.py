"""Two drafts of neighbouring months from growing inputs: every comparison is what a hand count gives."""

from __future__ import annotations

import json
from datetime import date

import pytest

from workbench.facts.base import CATEGORIES
from workbench.report import Draft, Figures, Period, compose, read_earlier, write_draft

GUIDANCE, CONTROL, ENFORCED = "policy_guidance", "controlled_item_change", "enforcement_action"


@pytest.fixture
def publish(make):
    """Builds the announcement of an act: `publish(number, "2026-01-05")`."""

    def announcement(number: int, day: str, category: str = CONTROL, state: str = "auto_approved"):
        published = date.fromisoformat(day)
        key = f"MOFCOM/announcement/{published.year}/{number}"
        return make("announcement", state, instrument=key, category=category, published=published)

    return announcement


def drafted(period: str, day: str, records, documents, earlier=()) -> Draft:
    as_of = date.fromisoformat(day)
    return compose(Period.parse(period), as_of, records, documents, generated_on=as_of, earlier=earlier)


def row(draft: Draft, first: str) -> dict[str, str]:
    """The row of the statistics that begins so, by its headers."""
    texts = [line.text for line in draft.lines]
    start = texts.index("### 1.1 政策統計（按 category）") + 2
    split = [[cell.strip() for cell in text.strip("|").split("|")] for text in texts[start : start + 8]]
    return dict(zip(split[0], next(cells for cells in split if cells[0].startswith(first)), strict=True))


def figures(period: str, day: str, **months: int) -> Figures:
    """A draft that printed so many changes of controlled items for each month, `m2026_01=3`."""
    published = {
        month[1:].replace("_", "-"): dict.fromkeys(CATEGORIES, 0) | {CONTROL: count} for month, count in months.items()
    }
    return Figures(period, date.fromisoformat(day), f"digest of {period} {day}", published)


def test_a_first_draft_has_nothing_to_compare_with_and_says_so(publish, documents):
    draft = drafted("2026-01", "2026-01-31", [publish(1, "2026-01-06")], documents)
    assert row(draft, CONTROL) == {
        "Category": f"{CONTROL}（管制物項變更）",
        "本月新增": '<span class="data-highlight">1 件</span>',
        "重大政策": "商務部公告2026年第1號",
        "較上月": "N/A（無前期報告）",
        "三月平均": "N/A（無前期報告）",
        "YoY": "N/A（無歷史資料）",
    }
    assert "基線報告（無前期報告可比）" in draft.markdown
    assert "**無前期比較**" in draft.markdown


def test_neighbouring_months_from_growing_inputs_by_hand_count(publish, make, documents, tmp_path):
    # Before February: three changes of control in January (one more waits), one listing; in February two and none.
    january = [
        publish(1, "2026-01-06"), publish(2, "2026-01-07"), publish(3, "2026-01-31"),
        publish(4, "2026-01-09", state="pending"), publish(5, "2026-01-20", ENFORCED),
    ]  # fmt: skip
    write_draft(drafted("2026-01", "2026-01-31", january, documents), tmp_path)
    suspended = make(
        "status_change", document="d2", action="suspend", targets=({"instrument": "MOFCOM/announcement/2026/1"},),
        **{"from": date(2026, 2, 3)}, until=date(2026, 3, 9),
    )  # fmt: skip
    # What came in since about January is of January's count no more: the first draft printed 3.
    later = publish(9, "2026-01-15")
    february = [
        *january,
        later,
        suspended,
        publish(6, "2026-02-02"),
        publish(7, "2026-02-03"),
        publish(8, "2026-02-04", GUIDANCE),
    ]
    earlier, damaged = read_earlier(tmp_path)
    second = drafted("2026-02", "2026-02-28", february, documents, earlier)
    assert damaged == []
    assert row(second, CONTROL)["本月新增"] == '<span class="data-highlight">2 件</span>'
    assert row(second, CONTROL)["較上月"] == "-1（上月 3 件）"
    assert row(second, CONTROL)["三月平均"] == "3（僅 2026-01）"
    assert row(second, ENFORCED)["較上月"] == "-1（上月 1 件）"
    assert row(second, GUIDANCE)["較上月"] == "+1（上月 0 件）"
    assert row(second, "regulation_update")["較上月"] == "持平（上月 0 件）"
    assert row(second, "合計")["較上月"] == "-1（上月 4 件）"
    assert row(second, CONTROL)["YoY"] == "N/A（無歷史資料）"
    texts = [line.text for line in second.lines]
    watched = texts[texts.index("### 3.3 下月觀察重點") + 2]
    assert watched.startswith("- **2026-03-09**：商務部公告2026年第1號暫停期最後一日")
    assert "月報（與前期報告 2026-01 比較）" in second.markdown
    assert "無 2025-02、2025-11、2025-12 之前期報告" in second.markdown
    assert second.provenance["compared_with"] == [
        {"period": "2026-01", "as_of": "2026-01-31", "sha256": earlier[0].digest}
    ]


def test_three_months_and_the_year_before(publish, documents):
    earlier = [
        figures("2025-11..2025-12", "2025-12-31", m2025_11=4, m2025_12=1),
        figures("2026-01", "2026-01-31", m2026_01=2),
        figures("2025-02", "2025-02-28", m2025_02=5),
    ]
    found = row(drafted("2026-02", "2026-02-28", [publish(1, "2026-02-02")], documents, earlier), CONTROL)
    assert found["三月平均"] == "2.33"  # (4 + 1 + 2) / 3
    assert found["較上月"] == "-1（上月 2 件）"
    assert found["YoY"] == "-4（去年同期 5 件）"


def test_a_period_of_months_is_compared_with_as_many_before(publish, documents):
    records = [publish(1, "2026-02-02"), publish(2, "2026-01-02")]
    earlier = [figures("2025-11..2025-12", "2025-12-31", m2025_11=4, m2025_12=1)]
    found = row(drafted("2026-01..2026-02", "2026-02-28", records, documents, earlier), CONTROL)
    assert found["較前期"] == "-3（前期 5 件）"
    assert found["三月平均"] == "2.5（僅 2025-11、2025-12）"
    missing = row(drafted("2025-12..2026-02", "2026-02-28", records, documents, earlier), CONTROL)
    assert missing["較前期"] == "N/A（缺 2025-09、2025-10 之報告）"


def test_of_several_drafts_of_a_month_the_latest_before_the_day_counts(publish, documents):
    first, second, late = (
        figures("2026-01", day, m2026_01=count)
        for day, count in (("2026-01-31", 2), ("2026-02-10", 3), ("2026-04-01", 9))
    )
    for order in ([first, second, late], [late, second, first]):
        found = row(drafted("2026-02", "2026-02-28", [publish(1, "2026-02-02")], documents, order), CONTROL)
        assert found["較上月"] == "-2（上月 3 件）"


def test_a_draft_made_again_beside_itself_is_the_same(publish, documents, tmp_path):
    records = [publish(1, "2026-01-06"), publish(2, "2026-02-06")]
    first = drafted("2026-02", "2026-02-28", records, documents, read_earlier(tmp_path)[0])
    write_draft(first, tmp_path)
    again = drafted("2026-02", "2026-02-28", records, documents, read_earlier(tmp_path)[0])
    assert (again.markdown, again.provenance) == (first.markdown, first.provenance)


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", "{}", json.dumps({"format": 1, "figures": {"published": {"2026-01": {}}}}),
     json.dumps({"format": 1, "figures": {"published": 3}, "as_of": "2026-01-31", "period": "2026-01", "draft": {"sha256": "x"}})],
)  # fmt: skip
def test_damaged_provenance_is_named_and_compared_with_nothing(content, tmp_path):
    path = tmp_path / "2026-01-policy-tracker.provenance.json"
    path.write_text(content, encoding="utf-8")
    assert read_earlier(tmp_path) == ([], [path])


def test_figures_are_read_without_the_entries_that_stand_beside_them(publish, documents, tmp_path):
    write_draft(drafted("2026-01", "2026-01-31", [publish(1, "2026-01-06")], documents), tmp_path)
    (path,) = tmp_path.glob("*.provenance.json")
    known = read_earlier(tmp_path)
    assert [each.published["2026-01"][CONTROL] for each in known[0]] == [1]
    written = path.read_text(encoding="utf-8")
    path.write_text(written.replace('"state": ', '"state": unread '), encoding="utf-8")
    assert read_earlier(tmp_path) == known
    path.write_text(json.dumps(json.loads(written), indent=1), encoding="utf-8")
    assert read_earlier(tmp_path) == known


def test_a_provenance_cut_short_is_damaged(publish, documents, tmp_path):
    write_draft(drafted("2026-01", "2026-01-31", [publish(1, "2026-01-06")], documents), tmp_path)
    (path,) = tmp_path.glob("*.provenance.json")
    path.write_text(path.read_text(encoding="utf-8")[:-20], encoding="utf-8")
    assert read_earlier(tmp_path) == ([], [path])
