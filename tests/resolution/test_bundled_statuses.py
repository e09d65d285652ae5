"""The bundled articles as labelled by hand: their statuses, and the mistakes that were put into them."""

import json
from pathlib import Path

import pytest
from sayings import say, status

from workbench.facts.kinds import KINDS
from workbench.resolution import open_conflicts, resolve

EXPECTATIONS = Path(__file__).parents[2] / "fixtures" / "expectations"
TIMELINE_KINDS = {"announcement", "effective_date", "status_change", "legal_instrument", "position"}
ROWS = json.loads((EXPECTATIONS / "status.json").read_text(encoding="utf-8"))


def labelled(*, with_mistakes):
    for path in sorted(EXPECTATIONS.glob("[01]*.json")):
        article = json.loads(path.read_text(encoding="utf-8"))
        source = {"document": path.name, "tier": article["tier"], "published": article["published"]}
        for fact in article["facts"]:
            if fact["kind"] in TIMELINE_KINDS and (with_mistakes or fact["true"]):
                content = KINDS[fact["kind"]].model_validate_json(json.dumps(fact["fields"]))
                yield say(content, quote=fact["quote"], **source)


@pytest.fixture(scope="module")
def true_statements():
    return list(labelled(with_mistakes=False))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['instrument']}@{row['as_of']}")
def test_status(true_statements, row):
    answer = status(row["as_of"], *true_statements, key=row["instrument"]).json()
    for clause in answer["clauses"]:
        if clause["clause"] == row.get("clause"):
            answer |= {"clause": clause["clause"], "clause_status": clause["status"], "clause_until": clause["until"]}
    assert {name: answer.get(name) for name in row} == row


def test_each_mistake_of_date_or_status_is_the_lighter_side_of_a_conflict():
    found = {
        (conflict.instrument, conflict.attribute, side.value)
        for conflict in open_conflicts(resolve(labelled(with_mistakes=True)))
        for number, side in enumerate(conflict.sides)
        if number != conflict.suggestion.side
    }
    assert found == {
        ("MOFCOM/announcement/2025/57", "publish_date", "2025-10-13"),
        ("MOFCOM/announcement/2025/58", "status", "in_force 2025-11-08"),
        ("MOFCOM/announcement/2025/62", "effective_date", "2025-12-01"),
    }


def test_true_statements_are_in_no_conflict(true_statements):
    assert not open_conflicts(resolve(true_statements))
