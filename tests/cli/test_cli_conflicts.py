"""`conflicts` and `decide` on a conflict: what is listed, decided, taken back and refused."""

from __future__ import annotations

import json


def conflict_of(ready) -> dict:
    (conflict,) = ready("conflicts", "--json").rows
    return conflict


def test_a_conflict_is_decided_by_its_side(ready):
    conflict = conflict_of(ready)
    side = next(number for number, side in enumerate(conflict["sides"]) if side["tier"] == "official")
    decided = ready(
        "decide", conflict["id"][:10], "approve", "--set", f"side={side}", "--reviewer", "林", "--reason", "原文"
    )
    assert decided.code == 0
    assert decided.out.splitlines() == [f"{conflict['id'][:10]} resolved", "1 decided, 0 not"]
    assert ready("conflicts", "--json").rows == []
    (resolved,) = ready("conflicts", "--all", "--json").rows
    assert (resolved["id"], resolved["state"]) == (conflict["id"], "resolved")
    assert {name: resolved["resolution"][name] for name in ("by", "reason", "sides", "means")} == {
        "by": "林",
        "reason": "原文",
        "sides": [side],
        "means": "ruling",
    }


def test_the_facts_of_the_losing_side_are_kept_out_of_the_draft(ready, tmp_path):
    conflict = conflict_of(ready)
    losing = next(side for side in conflict["sides"] if side["tier"] == "news")
    ready("decide", "--match", "state=pending", "approve")
    assert ready("draft", "2025-10..2025-12", "--as-of", "2025-12-31", "--out", tmp_path / "before").code == 0
    holding = next(number for number, side in enumerate(conflict["sides"]) if side["tier"] == "official")
    ready("decide", conflict["id"], "approve", "--set", f"side={holding}")
    assert ready("draft", "2025-10..2025-12", "--as-of", "2025-12-31", "--out", tmp_path / "after").code == 0
    before, after = (
        "".join(path.read_text("utf-8") for path in (tmp_path / name).iterdir()) for name in ("before", "after")
    )
    assert losing["facts"][0] in before
    assert losing["facts"][0] not in after
    (fact,) = [fact for fact in ready.facts() if fact["id"] == losing["facts"][0]]
    assert (fact["state"], "conflict_lost:effective_date" in fact["route"]["reasons"]) == ("deferred", True)


def test_undo_opens_it_again(ready):
    conflict = conflict_of(ready)
    ready("decide", conflict["id"], "approve", "--set", "side=both")
    undone = ready("decide", conflict["id"], "undo")
    assert undone.out.splitlines() == [f"{conflict['id'][:10]} open", "1 decided, 0 not"]
    assert conflict_of(ready) == conflict


def test_conflicts_are_decided_from_a_file_too(ready, tmp_path):
    conflict = conflict_of(ready)
    source = tmp_path / "decisions.jsonl"
    source.write_text(json.dumps({"id": conflict["id"], "action": "approve", "set": {"side": 0}}) + "\n", "utf-8")
    assert ready("decide", "--from", source).out == "1 decided, 0 not\n"
    assert ready("conflicts", "--json").rows == []


def test_a_side_goes_with_approve_alone(ready):
    conflict = conflict_of(ready)
    for words in (("reject", "--set", "side=0"), ("approve", "--set", "side=0", "--set", "date=2025-12-01"), ("approve", "--set", "side=9")):  # fmt: skip
        refused = ready("decide", conflict["id"], *words)
        assert (refused.code, len(refused.errors)) == (1, 1)
    assert conflict_of(ready) == conflict


def test_people_read_sides_with_their_numbers_and_who_resolved_it(ready):
    conflict = conflict_of(ready)
    listed = ready("conflicts").out
    assert f"({conflict['id'][:10]})" in listed
    assert "→ 0 2025-12-01" in listed
    assert "  1 2025-11-08" in listed
    ready("decide", conflict["id"], "approve", "--set", "side=1", "--reviewer", "林", "--reason", "另有更正")
    told = ready("conflicts", "--all").out
    assert "✓ 1 2025-11-08" in told
    assert "resolved by 林" in told
    assert "另有更正" in told
    assert told.endswith("0 open conflicts\n")
