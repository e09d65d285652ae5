"""`extract`: what is due, what is skipped, how documents are named, what a model that cannot be asked leaves."""

from __future__ import annotations

import hashlib

import pytest

from workbench.cli.options import REQUESTS_UNDER_WAY
from workbench.pipeline.planning import CONCURRENCY


def test_rules_extract_every_document_and_say_so(workbench, articles):
    workbench("add", articles)
    extracted = workbench("extract", "--engine", "rules")
    assert extracted.code == 0
    assert extracted.out.splitlines()[0] == "3 documents extracted (rules), 0 were up to date, 0 with trouble"
    due, *progress = extracted.err.splitlines()
    assert due == "due: 3 (never read): 商务部公告2025年第61号, 稀土新規將上路, 稀土新規暫緩"
    assert [line[:6] for line in progress] == ["[1/3] ", "[2/3] ", "[3/3] "]


def test_a_second_run_skips_what_is_done(ready):
    before = ready("facts", "--json").rows
    again = ready("extract", "--engine", "rules")
    assert again.out.splitlines()[0] == "0 documents extracted (–), 3 were up to date, 0 with trouble"
    assert ready("facts", "--json").rows == before


def test_force_extracts_again_and_changes_nothing(ready):
    before = ready("facts", "--json").rows
    again = ready("extract", "--engine", "rules", "--force")
    assert again.out.splitlines()[0] == "3 documents extracted (rules), 0 were up to date, 0 with trouble"
    assert ready("facts", "--json").rows == before


def test_auto_without_a_key_or_recording_reads_by_rules(workbench, articles):
    extracted = workbench("extract", articles)
    assert extracted.out.splitlines()[0] == "3 documents extracted (rules), 0 were up to date, 0 with trouble"


def test_a_path_is_added_first(workbench, articles):
    assert workbench("extract", articles / "3-later.md", "--engine", "rules").code == 0
    (row,) = workbench("documents", "--json").rows
    assert row["title"] == "稀土新規暫緩"
    assert sum(row["facts"].values()) == len(workbench("facts", "--json").rows) > 0


def test_a_prefix_of_an_id_names_one_document(workbench, articles):
    workbench("add", articles)
    chosen = hashlib.sha256((articles / "2-earlier.md").read_bytes()).hexdigest()
    extracted = workbench("extract", chosen[:9], "--engine", "rules")
    assert extracted.out.splitlines()[0].startswith("1 documents extracted")
    assert {fact["document"] for fact in workbench("facts", "--json").rows} == {chosen}


@pytest.mark.parametrize(("name", "cause"), [("ffff", "no such document"), ("absent/x.txt", "no such file")])
def test_an_unknown_name_fails_and_the_rest_is_done(workbench, articles, name, cause):
    extracted = workbench("extract", name, articles / "1-official.md", "--engine", "rules")
    assert extracted.code == 1
    assert extracted.errors[0].startswith(f"Error: {name}: {cause}")
    assert extracted.out.startswith("1 documents extracted")


@pytest.mark.parametrize("command", ["extract", "coverage"])
def test_an_empty_name_is_no_folder_and_no_document(workbench, articles, command):
    workbench("add", articles / "1-official.md")
    named = workbench(command, "")
    assert (named.code, len(named.errors)) == (1, 1)
    assert len(workbench("documents", "--json").rows) == 1


def test_an_empty_store_says_what_to_do(workbench):
    assert workbench("extract").out == "There is no document yet. Next: workbench add PATH\n"


def test_a_model_that_cannot_be_asked_is_one_line_an_article_with_the_way_out(workbench, articles):
    asked = workbench("extract", articles, "--engine", "model", "--offline")
    assert asked.code == 1
    due, *lines = asked.err.splitlines()
    assert due.startswith("due: 3 (never read): ")
    assert len(lines) == 3
    for line, name in zip(
        sorted(lines, key=lambda line: line.split("no stored answer: ")[1]), ("1", "2", "3"), strict=True
    ):
        assert f"no stored answer: {name}-" in line
        assert line.endswith("or use --engine rules.")


def test_where_the_model_was_not_heard_the_rules_stand_in_as_if_asked(ready, workbench, articles):
    by_rules = {fact["id"]: fact for fact in ready("facts", "--json").rows}
    ready("extract", "--engine", "model", "--offline")
    assert {fact["id"]: fact for fact in ready("facts", "--json").rows} == by_rules


def test_an_article_first_read_by_a_model_that_was_not_heard_has_the_facts_of_the_rules(workbench, articles):
    workbench("extract", articles / "1-official.md", "--engine", "model", "--offline")
    facts = workbench("facts", "--json").rows
    assert {fact["origin"] for fact in facts} == {"rules"}
    assert {note for fact in facts for note in fact["notes"]} == set()
    assert workbench("extract", "--engine", "model", "--offline").out.startswith("1 documents extracted (model)")


def test_bundled_articles_are_read_by_the_model_as_recorded(workbench):
    from workbench.resources import resource_dir

    path = resource_dir("fixtures") / "articles" / "10-mofcom-2026-1-japan.txt"
    extracted = workbench("extract", path)
    assert extracted.out.startswith("1 documents extracted (model), 0 were up to date, 0 with trouble")
    facts = workbench("facts", "--json").rows
    assert {"rules", "model"} in [set(fact["witnesses"]) for fact in facts]
    assert {fact["origin"] for fact in facts} >= {"model"}
    assert workbench("extract", path).out.startswith("0 documents extracted (–), 1 were up to date")


def test_due_lists_what_is_due_and_why_and_does_nothing(workbench, articles):
    workbench("add", articles)
    listed = workbench("extract", "--due", "--engine", "rules", "--json")
    assert [(row["engine"], row["reasons"]) for row in listed.rows] == [
        ("rules", [{"code": "never_read", "before": None, "now": None}])
    ] * 3
    assert workbench("facts", "--json").rows == workbench("runs", "--json").rows == []
    shown = workbench("extract", "--due", "--engine", "rules").out
    assert "never read" in shown
    assert shown.splitlines()[-1] == "3 documents are due, 0 are up to date"


def test_a_changed_model_is_told_before_anything_is_read(workbench, monkeypatch):
    from workbench.resources import resource_dir

    path = resource_dir("fixtures") / "articles" / "10-mofcom-2026-1-japan.txt"
    workbench("extract", path, "--engine", "model", "--offline")
    assert workbench("extract", "--due", "--engine", "model", "--json").rows == []
    monkeypatch.setenv("WORKBENCH_MODEL__NAME", "claude-opus-5-5")
    (row,) = workbench("extract", "--due", "--engine", "model", "--json").rows
    assert row["reasons"] == [{"code": "model", "before": "claude-sonnet-5-5", "now": "claude-opus-5-5"}]
    again = workbench("extract", "--engine", "model", "--offline")
    assert again.err.splitlines()[0].startswith("due: 1 (model changed: claude-sonnet-5-5 → claude-opus-5-5): ")


def test_what_the_model_read_stays_where_it_cannot_be_asked_any_more(workbench, monkeypatch):
    from workbench.resources import resource_dir

    path = resource_dir("fixtures") / "articles" / "10-mofcom-2026-1-japan.txt"
    workbench("extract", path)
    before = workbench("facts", "--json").rows
    monkeypatch.setenv("WORKBENCH_MODEL__NAME", "claude-opus-5-5")
    assert workbench("extract").out.startswith("0 documents extracted (–), 1 were up to date")
    assert workbench("facts", "--json").rows == before


def test_json_goes_with_due_alone(ready):
    assert ready("extract", "--json").code == 2


def test_as_many_requests_are_under_way_as_the_pipeline_would_have():
    assert REQUESTS_UNDER_WAY == CONCURRENCY
