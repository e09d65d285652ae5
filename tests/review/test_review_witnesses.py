"""Who else says it: other articles, and the other engine on the same words, field by field."""

from datetime import date

from tests.review.drawn import plain_text
from tests.review.samples import NEWS_DOCUMENT, NOTICE, NOTICE_DOCUMENT, PHRASES, MemoryStore, record, sample_records
from workbench.facts.kinds import EffectiveDate
from workbench.review.app import ReviewApp
from workbench.review.state import ReviewState
from workbench.review.witness_rows import witness_rows
from workbench.review.wrap import text_width


def _effect(source, day, quote, **options):
    return record(source, EffectiveDate(instrument=NOTICE, date=day, basis="explicit"), quote, **options)


def _by_rules(one):
    fact = one.fact.model_copy(update={"origin": "rules", "witnesses": ("rules",)})
    return one.model_copy(update={"fact": fact})


MINE = next(one for one in sample_records() if one.fact.kind == "effective_date")
OTHERWISE = _effect(NEWS_DOCUMENT, date(2025, 12, 1), "新規自2025年12月1日起施行")
SAME = _effect(NEWS_DOCUMENT, date(2025, 11, 20), "第901號公告")
RULES = _by_rules(_effect(NOTICE_DOCUMENT, date(2025, 12, 1), "公告自公布之日起正式实施"))


def _state(*others):
    state = ReviewState(MemoryStore([*sample_records(), *others]), "li", PHRASES)
    state.show_anyway(MINE.id)
    return state


def test_another_article_that_says_the_same_and_one_that_says_otherwise():
    found = _state(OTHERWISE, SAME).witnesses()
    assert {witness.record.id: witness.relation for witness in found} == {OTHERWISE.id: "otherwise", SAME.id: "same"}


def test_the_reading_of_the_other_engine_comes_first_with_the_fields_that_differ():
    first, *_rest = _state(OTHERWISE, RULES).witnesses()
    assert (first.record.id, first.relation) == (RULES.id, "read_otherwise")
    assert ("date", "2025-11-20", "2025-12-01") in first.fields


def test_a_rejected_fact_is_no_witness():
    assert _state(SAME.model_copy(update={"state": "rejected"})).witnesses() == []


def test_the_rows_tell_source_and_both_values_and_fit():
    state = _state(OTHERWISE, RULES)
    for width in (78, 116):
        rows, begins = witness_rows(state.focused, state.witnesses(), state.document, width, 1)
        text = plain_text(rows)
        assert "石墨烯新規即日生效 · 港城日報" in text
        assert "2025-11-20" in text
        assert "2025-12-01" in text
        assert rows[begins][0][0].startswith("❯")
        assert max(sum(text_width(part) for part, _tone in row) for row in rows) <= width


async def test_one_key_shows_them_and_another_goes_there():
    app = ReviewApp(MemoryStore([*sample_records(), OTHERWISE]), "li", PHRASES)
    async with app.run_test(size=(80, 24)) as pilot:
        app.state.show_anyway(MINE.id)
        await pilot.press("w", "enter")
        await pilot.pause()
        assert app.state.focused_id == OTHERWISE.id


def test_names_are_shown_in_both_scripts_on_demand():
    from workbench.review.panel_rows import panel_rows

    state = _state()
    listing = next(one for one in sample_records() if one.fact.kind == "listing")
    state.show_anyway(listing.id)
    assert "⇄" not in plain_text(panel_rows(state, 80, roomy=True))
    state.toggle_scripts()
    assert "北极星复合材料公司 ⇄ 北極星復合材料公司" in plain_text(panel_rows(state, 80, roomy=True))
