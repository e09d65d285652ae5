"""Text that tries to act, to hide or to push things about: nothing on the screen moves, whatever a source says."""

import unicodedata

import pytest
from rich.cells import cell_len

from tests.hostile import HOSTILE, attacked
from tests.review.drawn import drawn_lines
from tests.review.samples import PHRASES, MemoryStore, document, record
from tests.review.test_review_conflicts import Telling, outlook
from workbench.escape import is_unseen
from workbench.review.app import ReviewApp
from workbench.review.ports import Dispute, DisputedValue, DraftLine, Missed, SideSource

WIDE = {
    "emoji": "👩\u200d👩\u200d👧\u200d👦🇹🇼👍🏽☠️1️⃣" * 20,
    "no break": "长" * 10_000,
    "no break, narrow": "x" * 10_000,
    "combining": "e" + "\u0301" * 3_000,
    "full width": "ＡＢＣ１２３（）「」，。" * 30,
}


def _torn(app, width):
    """Rows that are not as wide as the screen, or hold what nobody sees."""
    return [
        row
        for row in drawn_lines(app)
        if cell_len(row) != width or any(is_unseen(char) and unicodedata.category(char) != "Mn" for char in row)
    ]


def _store_of(texts):
    """A store with an article for each text, which is its title, publisher and quote; a conflict and a mention for each."""
    sources, records, disputes, missed = [], [], [], []
    for number, text in enumerate(texts):
        source = document(f"前文{number}。{text}\n后文。", text, publisher=text, tier="news")
        contents = [content for content in attacked(text) if content.kind != "assessment"]
        # Every kind has its turn; all of them at every text would take minutes and show nothing else.
        records.append(record(source, contents[number * 7 % len(contents)], text))
        span = records[-1].fact.evidence
        side = DisputedValue(text, "k", "news", 1, (records[-1].id,), (SideSource(source.id, span),))
        id_ = f"{number:016}"
        disputes.append(Dispute(id_, None, "claim", text, text, (side, side), 0, "undecided", by=text, chosen=(0,)))
        missed.append(Missed(source.id, span[0].start, span[0].end, "entity"))
        sources.append(source)
    told = outlook(
        disputes=tuple(disputes), missed=tuple(missed), lines=tuple(DraftLine(text, frozenset()) for text in texts)
    )
    return MemoryStore(records, sources), Telling(told)


@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["80x24", "120x36"])
async def test_every_pane_and_screen_holds_its_width_whatever_a_source_says(size):
    texts = [*HOSTILE.values(), *WIDE.values()]
    store, told = _store_of(texts)
    app = ReviewApp(store, HOSTILE["ansi"], PHRASES, told)
    async with app.run_test(size=size) as pilot:
        assert len(drawn_lines(app)) == size[1]
        state = app.state
        state.catch_up()
        state.set_filter(state="all")
        for place in range(len(texts)):
            state.go_to(place)
            app.screen.sync()
            await pilot.pause()
            assert not _torn(app, size[0])
        await pilot.press("p")
        assert not _torn(app, size[0])
        for opens in ("c", "m"):
            await pilot.press(opens)
            for _text in texts:
                app.screen.action_move(1)
                await pilot.pause()
                assert not _torn(app, size[0])
            await pilot.press("escape")
        await pilot.press("V", "d")
        assert not _torn(app, size[0])
