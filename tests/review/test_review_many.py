"""Many at once, by another reviewer, or by triage meanwhile."""

from tests.review.drawn import plain_text
from tests.review.samples import PHRASES, MemoryStore
from workbench.facts.fact import Route
from workbench.review.app import ReviewApp
from workbench.review.batch_screen import BatchScreen, batch_rows


def _rerouted(store, id_, *reasons):
    record = store.kept[id_]
    route = Route(to="review", reasons=reasons)
    store.kept[id_] = record.model_copy(update={"route": route, "revision": record.revision + 1})


def test_a_batch_leaves_out_what_needs_a_look_of_its_own_and_says_so(state):
    state.mark_all()
    batch = state.batch("approve")
    codes = sorted({why for _record, why in batch.left})
    assert codes == ["assessment", "conflict", "value_unverified"]
    assert len(batch.taken) + len(batch.left) == 13
    text = plain_text(batch_rows(batch, 70))
    assert "Left out" in text
    assert "another fact gives a different value" in text
    assert text.count("「") == len([one for one in batch.taken if one.fact.evidence])


def test_a_batch_is_one_step(state, store):
    state.set_filter(kind="listing")
    state.mark_all()
    batch = state.batch("approve")
    state.carry_out(batch)
    assert [action for _id, action, _reason in store.decided] == ["approve"] * 2
    assert not state.marked
    state.undo()
    assert {store.kept[record.id].state for record in batch.taken} == {"pending"}
    state.redo()
    assert {store.kept[record.id].state for record in batch.taken} == {"approved"}


def test_a_rejection_of_many_leaves_out_none_and_keeps_its_reason(state, store):
    state.mark_all()
    batch = state.batch("reject")
    assert batch.left == ()
    state.carry_out(batch, "out_of_scope")
    assert {(action, reason) for _id, action, reason in store.decided} == {("reject", "out_of_scope")}


def test_marks_are_put_on_and_taken_off_group_by_group(state):
    first = set(state.group.facts)
    state.toggle_mark()
    assert (state.marked, state.at) == (first, 1)
    state.move(-1)
    state.toggle_mark()
    assert state.marked == set()


async def test_a_decision_on_what_is_marked_is_shown_before_it_is_made():
    store = MemoryStore()
    app = ReviewApp(store, "li", PHRASES)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("V", "enter")
        assert isinstance(app.screen, BatchScreen)
        await pilot.press("escape")
        assert store.decided == []
        await pilot.press("enter", "enter")
        assert {action for _id, action, _reason in store.decided} == {"approve"}
        assert len(store.decided) == len(app.state.steps.done[-1].facts) > 5
        await pilot.press("u")
        assert app.state.progress.decided == 0


def test_what_another_reviewer_decides_is_shown_with_their_name(state, store):
    id_ = state.focused_id
    store.decide(id_, "reject", reviewer="wang", revision=0, reason="misread")
    assert state.catch_up()
    assert state.focused.state == "rejected"
    assert "wang" in state.notice.text
    assert [(made.by, made.reason) for made in state.past()] == [("wang", "misread")]
    assert state.progress.decided == 1
    assert not state.catch_up()


def test_a_decision_made_before_another_reviewers_was_seen_does_not_count(state, store):
    id_ = state.focused_id
    store.decide(id_, "reject", reviewer="wang", revision=0)
    state.approve()
    assert state.notice.bad
    assert store.kept[id_].state == "rejected"


def test_a_fact_that_triage_alone_touched_meanwhile_is_decided_as_meant(state, store):
    id_ = state.focused_id
    _rerouted(store, id_, "single_witness")
    state.approve()
    assert store.kept[id_].state == "approved"
    assert not state.notice.bad


def test_a_conflict_that_came_up_meanwhile_is_seen_first(state, store):
    state.set_filter(kind="requirement")
    id_ = state.focused_id
    _rerouted(store, id_, "conflict:date")
    state.approve()
    assert state.notice.bad
    assert store.kept[id_].state == "pending"
    assert state.focused_id == id_
    state.approve()
    assert store.kept[id_].state == "approved"


def test_filters_of_act_article_and_reason_combine(state):
    state.set_filter(kind="status_change")
    state.set_filter(kind=None)
    state.toggle_instrument()
    about = {id_ for group in state.queue for id_ in group.facts}
    assert {state.records[id_].fact.instrument for id_ in state.admitted()} == {"MOFCOM/announcement/2025/888"}
    state.toggle_instrument()
    assert {id_ for group in state.queue for id_ in group.facts} > about
    state.toggle_document()
    assert len({group.document for group in state.queue}) == 1
    state.clear_filter()
    assert state.reasons()["conflict"] == 3
    state.set_filter(reason="opinion_only")
    assert [state.records[id_].fact.kind for id_ in state.admitted()] == ["claim"]


def test_the_next_about_the_same_act_is_gone_to_wherever_it_is(state):
    start = state.focused_id
    act = state.focused.fact.instrument
    state.next_of_instrument()
    assert state.focused_id == start or state.focused.fact.instrument == act
    state.set_filter(kind="listing")
    state.next_of_instrument()
    assert state.focused.fact.content.name_zh == "蓝鲸航空技术公司"


def test_the_article_shows_how_all_its_facts_stand(state, store):
    state.set_filter(kind="requirement")
    before = state.page()
    state.reject()
    after = state.page()
    quote = "出口经营者应当在货物出口后15个工作日内向商务部报告最终用户"
    spans = {after.text[start:end] for start, end in after.rejected}
    assert quote in spans
    assert quote in {before.text[start:end] for start, end in before.waiting}
    assert "商务部公告2025年第901号" in {after.text[start:end] for start, end in after.decided}
