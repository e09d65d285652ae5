"""Conflicts side by side: what is shown of each side, and what a key decides."""

from dataclasses import replace
from datetime import date

import pytest

from tests.review.drawn import plain_text
from tests.review.samples import NEWS_DOCUMENT, NOTICE_DOCUMENT, OTHER, PHRASES, MemoryStore, sample_records
from workbench.facts.fact import Evidence
from workbench.review.app import ReviewApp
from workbench.review.conflict_rows import conflict_rows
from workbench.review.conflict_screen import ConflictScreen
from workbench.review.ports import Dispute, DisputedValue, DraftLine, Finished, Outlook, SideSource, Stage
from workbench.review.state import ReviewState
from workbench.review.wrap import text_width


def quoted(document, quote):
    start = document.text.index(quote)
    return SideSource(document.id, (Evidence.cut(document.text, start, start + len(quote)),))


RECORDS = sample_records()
FACT_OF_NOTICE = next(one.id for one in RECORDS if one.fact.kind == "status_change")
SUSPENDED = (Stage("suspended", date(2025, 12, 1), date(2026, 5, 31), False),)
LONGER = (
    Stage("suspended", date(2025, 12, 1), date(2026, 6, 30), False),
    Stage("in_force", date(2026, 7, 1), None, True),
)
UNTIL = Dispute(
    id="c" * 16,
    instrument=OTHER,
    attribute="status",
    clause=None,
    subject=None,
    sides=(
        DisputedValue(
            "suspended 2025-12-01 … 2026-05-31",
            "k1",
            "official",
            1,
            (FACT_OF_NOTICE,),
            (quoted(NOTICE_DOCUMENT, "自2025年12月1日起至2026年5月31日，暂停实施商务部公告2025年第888号"),),
        ),
        DisputedValue(
            "suspended 2025-12-01 … 2026-06-30",
            "k2",
            "news",
            1,
            (),
            (quoted(NEWS_DOCUMENT, "暫停期將於2026年6月30日屆滿"),),
        ),
    ),
    suggested=0,
    why="heavier_source",
    courses=(SUSPENDED, LONGER),
)
COUNT = replace(UNTIL, id="d" * 16, attribute="count", courses=(), why="undecided")
LINES = (
    DraftLine("# 追蹤", frozenset()),
    DraftLine("共 13 項", frozenset(one.id for one in RECORDS)),
    DraftLine("| 公告2025年第888號 | 待審 |", frozenset({FACT_OF_NOTICE})),
)


class Telling:
    """A follower that tells what it is given, and notes what it is asked."""

    def __init__(self, *news):
        self.waiting = list(news)
        self.asked = []

    def ask(self, number, /):
        self.asked.append(number)

    def finish(self):
        self.asked.append("finish")

    def news(self):
        return self.waiting.pop(0) if self.waiting else None


def outlook(**more):
    given = {"lines": LINES, "needed": frozenset({FACT_OF_NOTICE}), "disputes": (UNTIL, COUNT), **more}
    return Outlook("2025-12", date(2026, 2, 19), **given)


@pytest.fixture
def store():
    return MemoryStore(RECORDS)


@pytest.fixture
def follower():
    return Telling(outlook())


@pytest.fixture
def state(store, follower):
    state = ReviewState(store, "li", PHRASES, follower)
    state.catch_up()
    return state


def test_every_side_is_shown_with_source_quote_in_context_and_what_would_follow(state):
    text = plain_text(conflict_rows(UNTIL, state.document, 78)).replace("\n", "")
    assert "商务部公告2025年第901号 · 商务部 · 2025-11-20 · official" in text
    assert "第888號公告之▶暫停期將於2026年6月30日屆滿◀" in text
    assert "suggested: the weightier source: 1" in text
    assert "then: suspended 2025-12-01…2026-05-31" in text
    assert "in force (assumed) 2026-07-01…" in text


@pytest.mark.parametrize("width", [60, 78, 100, 118])
def test_no_row_of_a_conflict_is_wider_than_the_pane(state, width):
    rows = conflict_rows(UNTIL, state.document, width)
    assert max(sum(text_width(part) for part, _tone in row) for row in rows) <= width


def test_where_there_is_room_the_sides_stand_beside_each_other(state):
    first = next(row for row in plain_text(conflict_rows(UNTIL, state.document, 118)).splitlines() if " 1 " in row[:4])
    assert " 2 " in first


def test_a_quote_that_is_not_in_the_text_is_not_shown_as_one(state):
    moved = SideSource(NOTICE_DOCUMENT.id, (Evidence(start=0, end=3, quote="不在此"),))
    side = replace(UNTIL.sides[0], sources=(moved,))
    text = plain_text(conflict_rows(replace(UNTIL, sides=(side, UNTIL.sides[1])), state.document, 78))
    assert "quote not in the text" in text
    assert "不在此" not in text


def test_a_ruling_is_saved_shown_and_followed(state, store, follower):
    state.rule(UNTIL, [0])
    assert store.rulings == [(UNTIL.id, ("k1",))]
    assert state.derived.disputes[0].chosen == (0,)
    assert state.derived.open_disputes() == 1
    assert follower.asked == [1]
    assert state.derived.outdated
    assert "1 holds (li)" in plain_text(conflict_rows(state.derived.disputes[0], state.document, 78))


def test_undo_takes_back_a_ruling_in_its_turn(state, store):
    state.approve()
    state.rule(UNTIL, [0, 1])
    state.undo()
    assert store.rulings[-1] == (UNTIL.id, None)
    assert state.derived.disputes[0].chosen is None
    state.undo()
    assert [action for _id, action, _reason in store.decided] == ["approve", "undo"]
    state.redo()
    state.redo()
    assert store.rulings[-1] == (UNTIL.id, ("k1", "k2"))


async def test_the_keys_of_the_conflict_screen(store, follower):
    app = ReviewApp(store, "li", PHRASES, follower)
    async with app.run_test(size=(120, 36)) as pilot:
        app.state.catch_up()
        await pilot.press("c")
        assert isinstance(app.screen, ConflictScreen)
        await pilot.press("2")
        await pilot.press("n")
        assert store.rulings == [(UNTIL.id, ("k2",)), (COUNT.id, ())]
        assert "Every conflict is decided" in app.state.notice.text
        await pilot.press("u", "k", "b")
        assert store.rulings[2:] == [(COUNT.id, None), (UNTIL.id, ("k1", "k2"))]
        await pilot.press("k", "enter")
        assert not isinstance(app.screen, ConflictScreen)
        assert app.state.focused_id == FACT_OF_NOTICE


def test_the_queue_is_what_the_draft_waits_for_once_that_is_known(store):
    state = ReviewState(store, "li", PHRASES, Telling(outlook()))
    assert len(state.queue) > 1
    state.move(3)
    here = state.focused_id
    state.catch_up()
    assert state.focused_id == here
    assert {id_ for group in state.queue for id_ in group.facts if id_ != here} >= {FACT_OF_NOTICE}
    state.set_filter(state="needed")
    assert [group.facts for group in state.queue] == [(FACT_OF_NOTICE,)]
    assert (state.states()["needed"], state.states()["waiting"]) == (1, 13)


def test_the_draft_opens_on_the_line_that_tells_the_fact_alone(state):
    assert state.unavailable("draft") is None
    state.show(FACT_OF_NOTICE)
    state.toggle_draft()
    page = state.page()
    assert [page.text[start:end] for start, end in page.quotes] == ["| 公告2025年第888號 | 待審 |", "共 13 項"]
    assert "anew" not in page.title
    state.approve()
    assert "anew" in state.page().title
    state.toggle_draft()
    assert state.page().text != page.text


def test_a_final_draft_is_asked_for_and_told_of(store):
    red = Finished(None, ("nothing pending inside (4)",))
    follower = Telling(outlook(), red, Finished("drafts/2025-12.md"))
    state = ReviewState(store, "li", PHRASES, follower)
    assert state.unavailable("finish") is not None
    state.catch_up()
    assert "2025-12.md in drafts" in state.notice.text
    state.finish()
    assert follower.asked == ["finish"]
    follower.waiting.append(red)
    state.catch_up()
    assert "nothing pending inside (4)" in state.notice.text
    assert state.notice.bad
