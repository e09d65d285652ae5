"""`decide`: one fact, all that match, a file of decisions; what each leaves, and how each fault ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest


def decisions(workbench, fact_id: str) -> list[tuple[str, str, str | None]]:
    """Action, reviewer and reason of every person's decision on a fact, as stored."""
    from workbench.settings import load_settings
    from workbench.store import MACHINE, Store

    made = Store(load_settings().store_url).decisions(fact_id)
    return [(decision.action, decision.by, decision.reason) for decision in made if decision.by != MACHINE]


def fact_of(workbench, fact_id: str) -> dict:
    (fact,) = [fact for fact in workbench.facts() if fact["id"] == fact_id]
    return fact


@pytest.mark.parametrize(("action", "state"), [("approve", "approved"), ("reject", "rejected"), ("defer", "deferred")])
def test_an_action_gives_its_state_and_is_kept_with_name_and_reason(ready, suspension, action, state):
    decided = ready("decide", suspension["id"], action, "--reviewer", "林", "--reason", "公告原文")
    assert decided.code == 0
    assert decided.out.splitlines() == [f"{suspension['id'][:10]} {state}", "1 decided, 0 not"]
    assert fact_of(ready, suspension["id"])["state"] == state
    assert decisions(ready, suspension["id"]) == [(action, "林", "公告原文")]


def test_an_edit_sets_fields_and_keeps_the_quote(ready, suspension):
    edited = ready("decide", suspension["id"][:8], "edit", "--set", "until=2026-11-09", "--set", "term_text=一年")
    assert edited.code == 0
    after = fact_of(ready, suspension["id"])
    assert (after["state"], after["fields"]["until"], after["fields"]["term_text"]) == ("edited", "2026-11-09", "一年")
    assert after["evidence"] == suspension["evidence"]
    assert after["fields"]["from"] == suspension["fields"]["from"] == "2025-11-07"


def test_an_edit_to_what_the_quote_does_not_say_stands_and_is_told(ready, suspension):
    edited = ready("decide", suspension["id"], "edit", "--set", "until=2026-11-09", "--set", "occasion=")
    assert edited.code == 0
    (told,) = edited.err.splitlines()
    assert f"{suspension['id'][:10]}: not in the quote: until; it stands on your word alone" in told
    assert fact_of(ready, suspension["id"])["state"] == "edited"


def test_an_edit_to_what_the_quote_says_is_told_nothing_of(ready, suspension):
    ready("decide", suspension["id"], "edit", "--set", "until=2026-11-09")
    assert ready("decide", suspension["id"], "edit", "--set", "until=2026-11-10").err == ""


def test_words_that_say_what_is_corrected_are_kept_with_the_fact(workbench, tmp_path):
    text = "商务部公告2025年第61号自2025年12月1日起施行。\n\n会议决定将施行日推迟到2026年1月5日。\n"
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    workbench("extract", "a.md", "--engine", "rules")
    fact = next(fact for fact in workbench.facts(kind="effective_date") if fact["fields"]["date"] == "2025-12-01")
    words = "将施行日推迟到2026年1月5日"
    edit = ("decide", fact["id"], "edit", "--set", "date=2026-01-05")
    assert "not in the quote: date" in workbench(*edit).err
    edited = workbench(*edit, "--quote", words)
    assert (edited.code, edited.err) == (0, "")
    after = fact_of(workbench, fact["id"])
    assert after["fields"]["date"] == "2026-01-05"
    assert [span["quote"] for span in after["evidence"]] == [*(span["quote"] for span in fact["evidence"]), words]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("这些字不在文中任何地方出现过", "do not stand in the fact's article"),
        ("商务部", "these words do not say it: until"),
    ],
)
def test_words_that_do_not_say_it_are_refused_and_nothing_is_decided(ready, suspension, words, told):
    edited = ready("decide", suspension["id"], "edit", "--set", "until=2026-11-09", "--quote", words)
    assert edited.code == 1
    assert told in edited.errors[0]
    assert fact_of(ready, suspension["id"]) == suspension


def test_a_line_of_a_file_may_give_the_words_too(ready, suspension):
    line = {"id": suspension["id"], "action": "edit", "set": {"until": "2026-11-09"}, "quote": "商务部"}
    Path("decisions.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    decided = ready("decide", "--from", "decisions.jsonl")
    assert decided.code == 1
    assert "decisions.jsonl:1: these words do not say it: until" in decided.errors[0]


def test_words_go_with_an_edit_alone(ready, suspension):
    assert ready("decide", suspension["id"], "approve", "--quote", "商务部").code == 2
    assert fact_of(ready, suspension["id"]) == suspension


def test_a_note_is_kept_and_changes_no_state(ready, suspension):
    noted = ready("decide", suspension["id"], "note", "--reviewer", "林", "--reason", "待問商務部")
    assert (noted.code, noted.out[:10]) == (0, suspension["id"][:10])
    assert fact_of(ready, suspension["id"]) == suspension
    assert decisions(ready, suspension["id"]) == [("note", "林", "待問商務部")]


def test_undo_takes_back_the_last_decision_and_is_itself_kept(ready, suspension):
    ready("decide", suspension["id"], "reject", "--reviewer", "林")
    ready("decide", suspension["id"], "approve", "--reviewer", "林")
    assert ready("decide", suspension["id"], "undo", "--reviewer", "王").code == 0
    assert fact_of(ready, suspension["id"])["state"] == "rejected"
    assert [action for action, *_ in decisions(ready, suspension["id"])] == ["reject", "approve", "undo"]


def test_undo_of_an_edit_brings_the_old_value_back(ready, suspension):
    ready("decide", suspension["id"], "edit", "--set", "until=2030-01-01")
    ready("decide", suspension["id"], "undo")
    assert fact_of(ready, suspension["id"]) == suspension


def test_undo_without_a_decision_changes_nothing(ready, suspension):
    undone = ready("decide", suspension["id"], "undo")
    assert (undone.code, len(undone.errors)) == (1, 1)
    assert "there is no decision to undo" in undone.errors[0]


@pytest.mark.parametrize(
    ("change", "says"),
    [("until=2026-13-01", "until"), ("colour=red", "no field 'colour'"), ("action=fly", "action")],
)
def test_a_value_that_the_field_cannot_hold_is_refused_whole(ready, suspension, change, says):
    edited = ready("decide", suspension["id"], "edit", "--set", change, "--set", "occasion=會談")
    assert (edited.code, len(edited.errors)) == (1, 1)
    assert says in edited.errors[0]
    assert fact_of(ready, suspension["id"]) == suspension


def test_match_decides_on_all_that_hold_and_no_other(ready):
    before = {fact["id"]: fact["state"] for fact in ready.facts()}
    decided = ready("decide", "--match", "state=pending,kind=effective_date", "approve", "--reviewer", "林")
    after = ready.facts()
    changed = {fact["id"] for fact in after if before[fact["id"]] != fact["state"]}
    dates = {fact["id"] for fact in after if fact["kind"] == "effective_date"}
    assert decided.out.splitlines()[-1] == f"{len(changed)} decided, 0 not"
    assert changed == {id_ for id_ in dates if before[id_] == "pending"} != set()


@pytest.mark.parametrize(
    "written", ["公告2025年第61號", "商务部公告2025年第61号", "MOFCOM/announcement/2025/61", "公告 2025 年第 61 号"]
)
def test_match_understands_a_reference_in_any_written_form(ready, written):
    named = {fact["id"] for fact in ready.facts() if fact["instrument"] == "MOFCOM/announcement/2025/61"}
    decided = ready("decide", "--match", f"instrument={written}", "defer")
    assert decided.code == 0
    assert {fact["id"] for fact in ready.facts(state="deferred")} == named != set()


def test_match_by_document_and_by_reason(ready, articles):
    document = next(fact["document"] for fact in ready.facts(state="pending"))
    ready("decide", "--match", f"document={document[:12]},reason=conflict", "reject")
    rejected = ready.facts(state="rejected")
    assert [(fact["document"], fact["kind"]) for fact in rejected] == [(document, "effective_date")]


def test_match_that_holds_for_nothing_decides_nothing(ready):
    decided = ready("decide", "--match", "list=watch", "approve")
    assert (decided.code, decided.out) == (0, "0 decided, 0 not\n")


def test_a_file_decides_line_by_line_and_names_each_bad_line(ready, suspension, tmp_path):
    other = next(fact for fact in ready.facts(state="pending") if fact["kind"] == "effective_date")
    lines = [
        json.dumps({"id": suspension["id"], "action": "edit", "set": {"until": "2026-11-09"}, "reason": "核對"}),
        "",
        "{not json",
        json.dumps({"id": "ffffffff", "action": "approve"}),
        json.dumps({"id": other["id"], "action": "fly"}),
        json.dumps({"id": other["id"], "action": "approve", "Set": {}}),
        json.dumps(["approve"]),
        json.dumps({"id": other["id"], "action": "reject", "reviewer": "王"}),
    ]
    Path("decisions.jsonl").write_text("\ufeff" + "\n".join(lines), encoding="utf-8")
    decided = ready("decide", "--from", "decisions.jsonl", "--reviewer", "林")
    assert (decided.code, decided.out.splitlines()[-1]) == (1, "2 decided, 5 not")
    assert [line.split(": ")[1] for line in decided.errors] == [f"decisions.jsonl:{number}" for number in range(3, 8)]
    told = [line for line in decided.err.splitlines() if line not in decided.errors]
    assert [line.split(":")[0] for line in told] == [suspension["id"][:10]]  # its value is not in the quote
    assert fact_of(ready, suspension["id"])["fields"]["until"] == "2026-11-09"
    assert decisions(ready, suspension["id"]) == [("edit", "林", "核對")]
    assert decisions(ready, other["id"]) == [("reject", "王", None)]


def test_a_line_may_hold_characters_that_end_lines_elsewhere(ready, suspension):
    Path("one.jsonl").write_text(
        json.dumps({"id": suspension["id"], "action": "defer", "reason": "見\u2028附件"}, ensure_ascii=False),
        encoding="utf-8",
    )
    assert ready("decide", "--from", "one.jsonl").code == 0
    assert decisions(ready, suspension["id"])[0][2] == "見\u2028附件"


def test_a_file_that_is_not_there_is_an_error_with_its_name(ready):
    decided = ready("decide", "--from", "absent.jsonl")
    assert (decided.code, len(decided.errors)) == (1, 1)
    assert decided.errors[0].startswith("Error: absent.jsonl: ")


def test_an_unknown_fact_fails(ready):
    decided = ready("decide", "ffffffff", "approve")
    assert (decided.code, decided.out) == (1, "0 decided, 1 not\n")
    assert decided.errors[0].startswith("Error: ffffffff: no such fact")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ((), "give an id and an action"),
        (("ab12",), "give an id and an action"),
        (("ab12", "fly"), "approve, reject, edit, defer, undo"),
        (("--match", "state=pendin", "approve"), "auto_approved, pending"),
        (("--match", "kind=listings", "approve"), "listing"),
        (("--match", "list=unreliable", "approve"), "unreliable_entity"),
        (("--match", "colour=red", "approve"), "kind, state, instrument"),
        (("--match", "kind", "approve"), "FIELD=VALUE"),
        (("--match", ",", "approve"), "FIELD=VALUE"),
        (("--match", "state=pending", "approve", "extra"), "give one action"),
        (("ab12", "edit"), "--set FIELD=VALUE"),
        (("ab12", "approve", "--set", "until=2026-11-10"), "--set FIELD=VALUE"),
        (("ab12", "edit", "--set", "until"), "FIELD=VALUE"),
        (("ab12", "approve", "--from", "x.jsonl"), "--from stands alone"),
        (("--match", "state=pending", "--from", "x.jsonl"), "--from stands alone"),
    ],
)
def test_wrong_usage_exits_2_says_what_is_right_and_decides_nothing(ready, words, says):
    before = ready.facts()
    decided = ready("decide", *words)
    assert decided.code == 2
    assert says in decided.err
    assert decided.out == ""
    assert ready.facts() == before


def test_a_decision_that_ends_a_conflict_frees_the_other_side(ready):
    wrong = next(fact for fact in ready.facts(kind="effective_date") if fact["fields"]["date"] == "2025-11-08")
    right = next(fact for fact in ready.facts(kind="effective_date") if fact["fields"]["date"] == "2025-12-01")
    assert (right["state"], right["route"]["reasons"]) == ("pending", ["conflict:effective_date"])
    ready("decide", wrong["id"], "reject")
    assert fact_of(ready, right["id"])["state"] == "auto_approved"


def test_the_reviewer_comes_from_the_settings_where_none_is_named(ready, suspension):
    Path("workbench.toml").write_text('reviewer = "林"\n', encoding="utf-8")
    ready("decide", suspension["id"], "approve")
    assert decisions(ready, suspension["id"])[0][1] == "林"


def test_a_decision_on_a_fact_as_it_was_seen_is_taken(ready, suspension):
    assert ready("decide", suspension["id"], "approve", "--if-version", suspension["version"]).code == 0
    assert fact_of(ready, suspension["id"])["version"] != suspension["version"]


@pytest.mark.parametrize("meanwhile", [("reject",), ("edit", "--set", "until=2026-11-09")])
def test_a_decision_on_a_fact_that_changed_meanwhile_is_refused_and_the_fact_shown_anew(ready, suspension, meanwhile):
    ready("decide", suspension["id"], *meanwhile, "--reviewer", "王")
    now = fact_of(ready, suspension["id"])
    refused = ready("decide", suspension["id"], "approve", "--if-version", suspension["version"], "--reviewer", "林")
    assert (refused.code, refused.out) == (1, "0 decided, 1 not\n")
    assert refused.errors == [
        f"Error: {suspension['id']}: 王 decided on this fact meanwhile: it is {now['state']} now. Look at it again, then decide."
    ]
    shown = refused.err.splitlines()[1]
    assert shown.startswith(f"  {suspension['id'][:10]} {now['state']} ({now['version']}): ")
    assert now["fields"]["until"] in shown
    assert fact_of(ready, suspension["id"]) == now
    assert ready("decide", suspension["id"], "approve", "--if-version", now["version"]).code == 0


def test_a_line_of_a_file_may_name_the_version_that_it_decides_on(ready, suspension):
    other = next(fact for fact in ready.facts(state="pending") if fact["kind"] == "effective_date")
    ready("decide", suspension["id"], "reject", "--reviewer", "王")
    Path("seen.jsonl").write_text(
        "\n".join(
            json.dumps({"id": each["id"], "action": "defer", "version": each["version"]})
            for each in (suspension, other)
        ),
        encoding="utf-8",
    )
    decided = ready("decide", "--from", "seen.jsonl", "--reviewer", "林")
    assert (decided.code, decided.out.splitlines()[-1]) == (1, "1 decided, 1 not")
    assert decided.errors[0].startswith("Error: seen.jsonl:1: 王 decided on this fact meanwhile")
    assert fact_of(ready, suspension["id"])["state"] == "rejected"
    assert fact_of(ready, other["id"])["state"] == "deferred"


def test_what_matched_and_does_not_any_more_is_refused(ready, suspension, monkeypatch):
    """Another process decides between the search and the decision: here, right after the facts were found."""
    from workbench.store import Store

    untouched = Store.decide

    def decide_after_another(store, fact_id, action, **options):
        if options["reviewer"] == "林":
            untouched(store, fact_id, "reject", reviewer="王")
        return untouched(store, fact_id, action, **options)

    monkeypatch.setattr(Store, "decide", decide_after_another)
    decided = ready("decide", "--match", "state=pending,kind=status_change", "approve", "--reviewer", "林")
    assert (decided.code, decided.out.splitlines()[-1]) == (1, "0 decided, 1 not")
    assert decisions(ready, suspension["id"]) == [("reject", "王", None)]


@pytest.mark.parametrize(
    "words",
    [("--match", "state=pending", "approve", "--if-version", "0"), ("--from", "x.jsonl", "--if-version", "0")],
)
def test_a_version_is_that_of_one_fact(ready, words):
    assert ready("decide", *words).code == 2


def test_a_note_without_its_text_is_wrong_usage(ready, suspension):
    assert ready("decide", suspension["id"], "note").code == 2
    assert ready("decide", suspension["id"], "note", "--reason", "").code == 0


def test_who_matches_nothing_is_told(ready):
    decided = ready("decide", "--match", "instrument=MOFCOM/announcement/1999/1", "approve")
    assert (decided.code, decided.err.strip()) == (0, "No fact matches instrument=MOFCOM/announcement/1999/1")


def test_more_of_an_id_is_asked_for_where_several_begin_so(ready):
    first = {fact["id"][0] for fact in ready.facts()}
    shared = next(char for char in first if sum(fact["id"][0] == char for fact in ready.facts()) > 1)
    assert "Give more of its id" in ready("decide", shared, "approve").errors[0]
