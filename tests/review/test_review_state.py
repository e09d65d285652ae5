"""The review without a screen: what each intention decides, saves and shows next."""

from dataclasses import replace

from tests.review.drawn import plain_text
from tests.review.samples import PHRASES, MemoryStore, sample_records
from workbench.facts.fact import Route
from workbench.review.header import header_line
from workbench.review.panel_rows import panel_rows
from workbench.review.queue import queue_row
from workbench.review.state import ReviewState, Summary


def _go_to_kind(state, kind):
    for place, group in enumerate(state.queue):
        if any(state.records[id_].fact.kind == kind for id_ in group.facts):
            state.go_to(place)
            return
    raise AssertionError(kind)


def _states(state):
    return [one.state for one in state.members]


def test_the_queue_begins_with_what_waits_riskiest_first(state):
    assert len(state.queue) == 10
    assert state.focused.fact.kind == "status_change"
    assert (state.progress.waiting, state.progress.decided) == (13, 0)


def test_approval_decides_the_whole_group_and_goes_on(state, store):
    _go_to_kind(state, "threshold")
    place = state.at
    state.approve()
    assert [action for _id, action, _reason in store.decided] == ["approve"] * 3
    assert state.at == place + 1
    assert state.progress.decided == 3


def test_a_fact_taken_out_is_not_approved_with_the_rest(state, store):
    _go_to_kind(state, "threshold")
    group = state.group
    state.select_fact(1)
    state.reject()
    assert state.group == group
    state.approve()
    assert [store.kept[id_].state for id_ in group.facts] == ["approved", "rejected", "approved"]


def test_a_deferred_fact_is_passed_over_by_the_approval_that_follows(state, store):
    _go_to_kind(state, "threshold")
    group = state.group
    state.defer()
    state.approve()
    assert [store.kept[id_].state for id_ in group.facts] == ["deferred", "approved", "approved"]


def test_a_deferred_fact_met_again_in_another_session_is_approved(state, store):
    _go_to_kind(state, "threshold")
    state.defer()
    again = ReviewState(store, "li", PHRASES)
    _go_to_kind(again, "threshold")
    group = again.group
    again.approve()
    assert {store.kept[id_].state for id_ in group.facts} == {"approved"}


def test_deciding_goes_to_the_next_fact_of_the_group_that_waits(state):
    _go_to_kind(state, "threshold")
    state.select_fact(1)
    state.reject()
    assert state.fact == 2
    state.reject()
    assert state.fact == 0


def test_a_rejection_keeps_its_reason(state, store):
    state.reject("引文不符")
    assert store.decided[-1][1:] == ("reject", "引文不符")


def test_an_edit_is_approved_with_the_new_value_and_keeps_the_old(state, store):
    id_ = state.focused.id
    state.edit({"until": "2026-06-30"})
    assert store.kept[id_].state == "edited"
    assert str(store.kept[id_].content.until) == "2026-06-30"
    assert str(store.kept[id_].fact.content.until) == "2026-05-31"


def test_an_edit_that_the_kind_refuses_changes_nothing_and_says_so(state, store):
    id_ = state.focused.id
    state.edit({"until": "someday"})
    assert state.notice.bad
    assert "until" in state.notice.text
    assert state.focused.id == id_
    assert store.decided == [(id_, "edit", None)]
    assert store.kept[id_].state == "pending"


def test_undo_takes_back_the_whole_group_as_one_step(state, store):
    _go_to_kind(state, "threshold")
    group = state.group
    state.approve()
    state.undo()
    assert state.group == group
    assert _states(state) == ["pending"] * 3
    assert "3" in state.notice.text
    assert not state.steps.done


def test_undo_goes_back_step_by_step_and_redo_forth_again(state, store):
    first = state.focused.id
    state.approve()
    second = state.focused.id
    state.edit({"date": "2025-12-01"})
    state.undo()
    state.undo()
    assert [store.kept[id_].state for id_ in (first, second)] == ["pending", "pending"]
    state.redo()
    state.redo()
    assert [store.kept[id_].state for id_ in (first, second)] == ["approved", "edited"]
    assert str(store.kept[second].content.date) == "2025-12-01"


def test_a_new_decision_forgets_what_could_be_done_again(state):
    state.approve()
    state.undo()
    state.reject()
    assert state.unavailable("redo") is not None


def test_undo_reaches_decisions_of_an_earlier_session_on_the_focused_fact(state, store):
    id_ = state.focused.id
    state.approve()
    again = ReviewState(store, "li", PHRASES)
    again.set_filter(state="approved")
    assert again.unavailable("undo") is None
    again.undo()
    assert store.kept[id_].state == "pending"
    assert again.unavailable("redo") is not None


def test_undo_with_nothing_to_undo_is_unavailable_and_says_why(state):
    assert "Nothing" in state.unavailable("undo")


def test_a_fact_changed_meanwhile_is_not_overwritten(state, store):
    id_ = state.focused.id
    store.decide(id_, "reject", reviewer="wang", revision=0)
    state.approve()
    assert store.kept[id_].state == "rejected"
    assert state.notice.bad
    assert state.focused.id == id_
    assert state.focused.state == "rejected"


def test_what_was_saved_before_a_refusal_within_a_group_can_be_undone(state, store):
    _go_to_kind(state, "threshold")
    group = state.group
    store.decide(group.facts[1], "reject", reviewer="wang", revision=0)
    state.approve()
    assert [store.kept[id_].state for id_ in group.facts] == ["approved", "rejected", "pending"]
    state.undo()
    assert [store.kept[id_].state for id_ in group.facts] == ["pending", "rejected", "pending"]


def test_each_decision_is_in_the_store_before_the_next_fact_is_shown():
    class Watching(MemoryStore):
        def decide(self, *words, **options):
            at.append(state.at)
            return super().decide(*words, **options)

    at = []
    state = ReviewState(Watching(), "li", PHRASES)
    state.approve()
    assert (at, state.at) == ([0], 1)


def test_the_next_session_begins_at_the_fact_where_this_one_stopped(state, store):
    state.approve()
    state.move(3)
    state.move_fact(1)
    state.remember()
    again = ReviewState(store, "li", PHRASES)
    assert again.focused.id == state.focused.id


def test_the_place_of_a_fact_decided_meanwhile_is_what_comes_after_it(state, store):
    state.move(2)
    state.remember()
    expected = state.queue[3]
    for id_ in state.group.facts:
        store.decide(id_, "approve", reviewer="wang", revision=0)
    assert ReviewState(store, "li", PHRASES).group == expected


def test_another_reviewer_has_a_place_of_their_own(state, store):
    state.move(4)
    state.remember()
    assert ReviewState(store, "wang", PHRASES).at == 0


def test_decided_groups_stay_in_the_queue_until_the_filter_is_set_anew(state):
    state.approve()
    assert len(state.queue) == 10
    state.set_filter(state="waiting")
    assert len(state.queue) == 9


def test_filters_of_state_kind_and_words_combine(state):
    state.set_filter(state="all")
    assert len(state.queue) == 11
    state.set_filter(kind="listing")
    assert len(state.queue) == 2
    state.set_filter(words="polaris 复合")
    assert [one.fact.content.name_zh for one in state.members] == ["北极星复合材料公司"]


def test_a_filter_that_admits_nothing_leaves_an_empty_queue_and_says_so(state):
    state.set_filter(words="没有这样的字")
    assert state.group is None
    assert state.page() is None
    assert state.unavailable("approve") is not None
    state.move(1)
    state.set_filter(words="")
    assert len(state.queue) == 10


def test_choices_of_a_filter_come_with_their_counts(state):
    assert state.kinds()["threshold"] == 2
    assert state.states()["waiting"] == 13
    assert state.states()["auto_approved"] == 1


def test_the_order_changes_and_the_focus_stays(state):
    _go_to_kind(state, "requirement")
    focused = state.focused
    state.next_sort()
    assert state.sort == "risk_in_article"
    assert state.focused == focused


def test_skipping_goes_to_what_waits_and_leaves_this_group_as_it_is(state, store):
    state.approve()
    state.go_to(0)
    state.next_waiting()
    assert state.at == 1
    assert len(store.decided) == 1


def test_at_the_end_of_the_queue_it_says_so(state, store):
    for _group in range(10):
        state.approve()
    assert state.progress.share == 1.0
    assert "decided" in state.notice.text
    assert {one.state for one in store.kept.values()} == {"approved", "auto_approved"}


def test_the_next_article_is_its_first_group_either_way(state):
    state.next_sort()
    state.go_to(0)
    state.move_document(1)
    assert state.focused.fact.kind == "count"
    state.move(1)
    state.move_document(-1)
    assert state.at == 0


def test_a_fact_passed_by_machine_can_be_rejected_by_a_person(state, store):
    state.set_filter(state="auto_approved")
    id_ = state.focused.id
    state.reject()
    assert store.kept[id_].state == "rejected"


def _with_sample():
    records = sample_records()
    passed = records[0].model_copy(update={"route": Route(to="machine", reasons=("sampled",))})
    return passed.id, MemoryStore([passed, *records[1:]])


def test_the_sample_of_what_the_machine_passed_is_a_queue_of_its_own():
    id_, store = _with_sample()
    state = ReviewState(store, "li", PHRASES)
    assert state.progress.waiting == 13
    assert not any(id_ in group.facts for group in state.queue)
    state.set_filter(state="sample")
    assert [group.facts for group in state.queue] == [(id_,)]
    assert state.measured_sample()[0].rate is None
    state.approve()
    assert store.kept[id_].state == "approved"
    rate, left = state.measured_sample()
    assert (rate.size, rate.errors, left) == (1, 0, 0)
    assert state.progress.decided == 0


def test_an_error_found_in_the_sample_counts_as_one():
    _id, store = _with_sample()
    state = ReviewState(store, "li", PHRASES)
    state.set_filter(state="sample")
    state.reject("misread")
    rate, _left = state.measured_sample()
    assert (rate.size, rate.errors, rate.rate) == (1, 1, 1.0)
    assert 0 < rate.low < rate.high == 1.0


def test_the_sample_is_looked_at_blindly():
    id_, store = _with_sample()
    state = ReviewState(store, "li", PHRASES)
    state.set_filter(state="sample")
    page, text = state.page(), plain_text(panel_rows(state, 60, roomy=True))
    assert state.focused.id == id_
    assert page.decided == page.waiting == ()
    assert "judge by the source alone" in text
    assert "found by" not in text
    assert "machine" not in text + header_line(state, 120)
    assert queue_row(state, state.group, 34, on=True).startswith("❯·")


def test_the_quotes_of_a_fact_are_gone_through_in_turn(state):
    state.set_filter(state="auto_approved")
    page = state.page()
    assert [page.text[start:end] for start, end in page.quotes] == ["商务部公告2025年第901号", "2025年11月20日"]
    state.move_quote(1)
    assert state.quote == 1
    state.move_quote(1)
    assert state.quote == 0


def test_a_quote_that_is_not_in_the_text_is_never_marked(state, store):
    id_ = state.focused.id
    kept = store.kept[id_]
    span = kept.fact.evidence[0]
    moved = replace(span, start=3, end=3 + len(span.quote))
    store.kept[id_] = kept.model_copy(update={"fact": kept.fact.model_copy(update={"evidence": (moved,)})})
    state = ReviewState(store, "li", PHRASES)
    page = next(page for page in _pages(state) if page.lost)
    assert page.quotes == ()


def _pages(state):
    state.set_filter(state="all")
    for place in range(len(state.queue)):
        state.go_to(place)
        for fact in range(len(state.members)):
            state.select_fact(fact)
            yield state.page()


def test_an_assessment_is_shown_with_the_facts_it_rests_on_and_their_quotes(state):
    _go_to_kind(state, "assessment")
    page = state.page()
    assert page.text.startswith("石墨烯粉體納入管制")
    assert "「石墨烯粉体（管制编码：1C999.b）」" in page.text
    assert "商务部公告2025年第901号" in page.text


def test_hostile_text_reaches_no_page_and_moves_no_offset(state):
    pages = list(_pages(state))
    assert not any(char in page.text + page.title for page in pages for char in "\x1b\x07\u202e\u200b")
    marked = [page.text[start:end] for page in pages for start, end in page.quotes]
    assert "管制清单␚共有12项" in marked


def test_the_session_is_summed_up_without_what_was_undone(state):
    _go_to_kind(state, "threshold")
    state.reject()
    state.approve()
    state.defer()
    state.edit({"name_zh": "蓝鲸航空"})
    state.defer()
    state.undo()
    assert state.summary() == Summary(approved=2, edited=1, rejected=1, deferred=1, ruled=0, waiting=9)


def test_a_filter_for_one_kind_focuses_the_facts_that_it_is_for():
    state = ReviewState(MemoryStore(), "li", PHRASES)
    assert len(state.kinds()) > 1
    for kind in state.kinds():
        state.set_filter(kind=kind)
        assert state.focused.fact.kind == kind
        for _group in state.queue:
            state.move(1)
            assert state.focused.fact.kind == kind
