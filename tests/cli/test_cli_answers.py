"""`facts`, `coverage`, `status`, `conflicts`, `stats`: what the store answers, as JSON and for people."""

from __future__ import annotations

import re

import pytest

KEY = "MOFCOM/announcement/2025/61"


def test_a_fact_has_the_fields_of_the_contract(ready):
    (fact,) = ready.facts(kind="status_change", state="pending")
    del fact["id"], fact["document"]
    assert re.fullmatch("[0-9a-f]{12}", fact.pop("version"))
    assert fact == {
        "kind": "status_change",
        "instrument": KEY,
        "fields": {
            "action": "suspend",
            "targets": [{"instrument": KEY, "clause": None}],
            "by": None,
            "from": "2025-11-07",
            "until": "2026-11-10",
            "term_text": None,
            "occasion": None,
            "actor": "CN",
        },
        "evidence": [{"start": 12, "end": 46, "quote": "即日起至2026年11月10日，暫停實施商務部公告2025年第61號"}],
        "state": "pending",
        "route": {"to": "review", "reasons": ["single_witness"]},
        "origin": "rules",
        "witnesses": ["rules"],
        "grounding": "exact",
        "notes": [],
        "checks": [
            {"field": "from", "verdict": "derived", "rule": "relative"},
            {"field": "until", "verdict": "verified", "rule": None},
        ],
        "earlier": [],
    }


def test_filters_hold_together(ready):
    everything = ready.facts()
    document = everything[-1]["document"]
    for filters in ({"kind": "effective_date"}, {"state": "pending"}, {"document": document[:8]}):
        (name,) = filters
        wanted = [fact for fact in everything if fact[name].startswith(filters[name])]
        assert ready.facts(**filters) == wanted
        assert 0 < len(wanted) < len(everything)
    both = ready.facts(kind="status_change", document=document)
    assert [fact["fields"]["action"] for fact in both] == ["suspend"]


@pytest.mark.parametrize(("option", "value"), [("--kind", "facts"), ("--state", "open")])
def test_a_misspelt_filter_is_wrong_usage(ready, option, value):
    asked = ready("facts", option, value)
    assert (asked.code, asked.out) == (2, "")
    assert value in asked.err


def test_facts_of_an_unknown_document_fail(ready):
    assert ready("facts", "--document", "ffff", "--json").code == 1


def test_superseded_facts_are_shown_only_where_asked_for(ready, workbench):
    assert ready.facts(state="superseded") == []
    assert "superseded" not in {fact["state"] for fact in ready.facts()}


def test_facts_for_people_are_a_table_that_reads(ready):
    shown = ready("facts", "--kind", "status_change", "--state", "pending")
    assert "暫停實施商務部公告2025年第61號，2025-11-07 至 2026-11-10" in shown.out
    assert "found once only, in a source that is not official" in shown.out
    assert "single_witness" not in shown.out


def test_coverage_shows_what_no_fact_covers_and_where(workbench, tmp_path):
    (tmp_path / "a.md").write_text(
        "---\ndate: 2025-10-09\ntier: official\npublisher: 商务部\n---\n"
        "商务部公告2025年第61号自2025年12月1日起施行。\n\n会谈于2011年7月16日举行。\n",
        encoding="utf-8",
    )
    workbench("extract", "a.md", "--engine", "rules")
    (document,) = workbench("documents", "--json", "--with-text").rows
    rows = workbench("coverage", "--json").rows
    assert [(row["mention"], row["value"], row["quote"]) for row in rows] == [("date", "2011-07-16", "2011年7月16日")]
    assert document["text"][rows[0]["start"] : rows[0]["end"]] == "2011年7月16日"
    assert (
        rows == workbench("coverage", document["id"][:6], "--json").rows == workbench("coverage", "a.md", "--json").rows
    )
    assert "2011年7月16日" in workbench("coverage").out


@pytest.mark.parametrize(
    "written",
    [
        "公告2025年第61號",
        "商务部公告2025年第61号",
        "第61號",
        KEY,
        "商務部 海關總署公告 2025年第61号",
        "公告〔2025〕61號",
    ],
)
def test_status_understands_every_written_form(ready, suspension, written):
    ready("decide", suspension["id"], "approve")
    (answer,) = ready("status", written, "--as-of", "2026-02-19", "--json").rows
    assert answer == {
        "instrument": KEY,
        "as_of": "2026-02-19",
        "status": "suspended",
        "since": "2025-11-07",
        "until": "2026-11-10",
        "took_effect": False,
        "assumed": False,
        "clauses": [],
        "events": answer["events"],
        "awaiting": answer["awaiting"],
    }
    suspended = [event for event in answer["events"] if event["type"] == "suspend"]
    assert [(event["from"], event["until"], event["facts"]) for event in suspended] == [
        ("2025-11-07", "2026-11-10", [suspension["id"]])
    ]


@pytest.mark.parametrize(
    ("day", "status", "assumed"),
    [("2025-11-06", "announced", False), ("2025-11-07", "suspended", False), ("2026-11-10", "suspended", False),
     ("2026-11-11", "in_force", True)],
)  # fmt: skip
def test_status_follows_the_day(ready, suspension, day, status, assumed):
    ready("decide", suspension["id"], "approve")
    (answer,) = ready("status", KEY, "--as-of", day, "--json").rows
    assert (answer["status"], answer["assumed"]) == (status, assumed)


def test_status_knows_only_what_sources_had_said_by_then(ready, suspension):
    ready("decide", suspension["id"], "approve")
    asked = ("status", KEY, "--as-of", "2026-02-19", "--json")
    assert ready(*asked, "--known-at", "2025-11-07").rows[0]["status"] != "suspended"
    assert ready(*asked, "--known-at", "2025-11-08").rows[0]["status"] == "suspended"


def test_a_fact_that_waits_says_nothing_of_the_status(ready):
    (answer,) = ready("status", KEY, "--as-of", "2026-02-19", "--json").rows
    assert answer["status"] != "suspended"


def test_status_without_a_last_day_tells_of_none(ready, suspension):
    ready("decide", suspension["id"], "approve")
    shown = ready("status", KEY, "--as-of", "2026-12-01").out
    assert "since 2026-11-11\n" in shown
    assert "until –" not in shown


def test_what_waits_and_may_change_the_status_is_told(ready, suspension):
    asked = ("status", KEY, "--as-of", "2026-02-19")
    (answer,) = ready(*asked, "--json").rows
    assert suspension["id"] in answer["awaiting"]
    assert {fact["kind"] for fact in ready.facts() if fact["id"] in answer["awaiting"]} <= {
        "status_change",
        "effective_date",
    }
    shown = ready(*asked).out
    assert suspension["id"][:10] in shown
    assert "not counted" in shown
    ready("decide", suspension["id"], "reject")
    assert suspension["id"] not in ready(*asked, "--json").rows[0]["awaiting"]


def test_what_was_not_known_yet_is_not_told_to_wait(ready, suspension):
    asked = ("status", KEY, "--as-of", "2026-02-19", "--json", "--known-at")
    assert suspension["id"] not in ready(*asked, "2025-11-07").rows[0]["awaiting"]
    assert suspension["id"] in ready(*asked, "2025-11-08").rows[0]["awaiting"]


def test_status_of_what_no_fact_speaks_of_is_unknown(ready):
    (answer,) = ready("status", "公告2099年第1號", "--json").rows
    assert (answer["status"], answer["events"]) == ("unknown", [])
    asked = ready("status", "公告2099年第1號", "--as-of", "2026-02-19")
    assert (asked.code, asked.errors) == (0, [])
    assert "商務部公告2099年第1號 on 2026-02-19: unknown" in asked.out
    assert "no usable fact speaks of this instrument" in asked.out


def test_status_of_what_is_no_reference_fails_with_an_example(ready):
    asked = ready("status", "稀土", "--json")
    assert (asked.code, asked.out) == (1, "")
    assert "公告2025年第58號" in asked.errors[0]


def test_status_for_people_says_since_when_and_by_which_fact(ready, suspension):
    ready("decide", suspension["id"], "approve")
    shown = ready("status", "第61號", "--as-of", "2026-02-19").out
    assert "商務部公告2025年第61號 on 2026-02-19: suspended" in shown
    assert "since 2025-11-07, until 2026-11-10" in shown
    assert suspension["id"][:10] in shown


def test_conflicts_give_both_sides_and_prefer_the_ministry(ready):
    (conflict,) = ready("conflicts", "--json").rows
    assert (conflict["instrument"], conflict["attribute"], conflict["state"]) == (KEY, "effective_date", "open")
    assert {side["value"]: side["tier"] for side in conflict["sides"]} == {
        "2025-12-01": "official",
        "2025-11-08": "news",
    }
    assert conflict["sides"][conflict["suggestion"]["side"]]["value"] == "2025-12-01"
    ids = {fact["id"] for fact in ready.facts(kind="effective_date")}
    for side in conflict["sides"]:
        assert set(side["facts"]) <= ids
        assert side["evidence"][0]["quote"].startswith("自2025年1")


def test_rejecting_one_side_ends_the_conflict(ready):
    (conflict,) = ready("conflicts", "--json").rows
    (loser,) = [side for side in conflict["sides"] if side["tier"] == "news"]
    ready("decide", loser["facts"][0], "reject")
    assert ready("conflicts", "--json").rows == []
    assert ready("conflicts").out == "0 open conflicts\n"


def test_stats_count_what_facts_shows(ready):
    (figures,) = ready("stats", "--json").rows
    facts = ready.facts()
    counted: dict[str, dict[str, int]] = {}
    for fact in facts:
        counted.setdefault(fact["kind"], {}).setdefault(fact["state"], 0)
        counted[fact["kind"]][fact["state"]] += 1
    assert figures["documents"] == 3
    assert figures["facts"] == counted
    passed = sum(fact["state"] == "auto_approved" for fact in facts)
    assert figures["machine_share"] == round(passed / len(facts), 4)
    assert figures["cost"] == {
        "requests": 0,
        "input_tokens": 0,
        "output_tokens": 0,
        "cache_creation_input_tokens": 0,
        "cache_read_input_tokens": 0,
        "usd": 0,
    }
    assert figures["sample"]["size"] == 0


def test_stats_measure_the_sample_by_what_a_person_decided(ready):
    from pathlib import Path

    Path("workbench.toml").write_text("[triage]\nsample_share = 1.0\n", encoding="utf-8")
    ready("extract", "--engine", "rules")
    sampled = [fact["id"] for fact in ready.facts(state="auto_approved")]
    assert len(sampled) >= 4
    ready("decide", sampled[0], "reject")
    for fact in sampled[1:4]:
        ready("decide", fact, "approve")
    sample = ready("stats", "--json").rows[0]["sample"]
    assert (sample["size"], sample["errors"], sample["rate"]) == (4, 1, 0.25)
    assert 0 < sample["low"] < 0.25 < sample["high"] < 1


def test_stats_of_an_empty_store(workbench):
    (figures,) = workbench("stats", "--json").rows
    assert (figures["documents"], figures["facts"], figures["machine_share"]) == (0, {}, None)
    assert workbench("stats").code == 0
