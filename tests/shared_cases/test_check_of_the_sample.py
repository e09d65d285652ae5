"""`check` of the sample report against the four seed articles, held to the errors that are known of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.commanding import Commanded, run_here

AS_OF = "2026-02-19"
FOUND_AT_LEAST = 0.9
"""Of the errors on a line that the seeds prove: found on that line, under the contract's field."""


@pytest.fixture(scope="session")
def run(tmp_path_factory: pytest.TempPathFactory):
    home = tmp_path_factory.mktemp("home")

    def ran(*words: object) -> Commanded:
        return run_here(home, *words, WORKBENCH_HOME=str(home), WORKBENCH_LANG="en")

    return ran


@pytest.fixture(scope="session")
def undecided(shared: Path, run) -> dict[str, Any]:
    """What is found while nobody has decided on a fact."""
    for seed in sorted((shared / "seeds").glob("00[1-4]*")):
        assert run("add", seed).code == 0
    assert run("extract", "--engine", "rules").code == 0
    return _checked(shared, run)


@pytest.fixture(scope="session")
def approved(shared: Path, run, undecided: dict[str, Any]) -> dict[str, Any]:
    """What is found once everything is approved."""
    assert undecided
    assert run("decide", "--match", "state=pending", "approve").code == 0
    return _checked(shared, run)


def _checked(shared: Path, run) -> dict[str, Any]:
    (report,) = (shared / "seeds").glob("000*")
    ran = run("check", report, "--as-of", AS_OF, "--json")
    assert ran.code == 3, ran.err
    return json.loads(ran.out)


@pytest.fixture(scope="session")
def errors(shared: Path) -> dict[str, Any]:
    return json.loads((shared / "cases" / "report_errors.json").read_text("utf-8"))


@pytest.mark.parametrize("state", ["undecided", "approved"])
def test_the_known_errors_are_found_on_their_lines(errors, state, request):
    findings = request.getfixturevalue(state)["findings"]
    told = {(finding["line"], finding["field"]) for finding in findings}
    provable = [row for row in errors["report_vs_sources"] if row["provable_from_seeds"] and row["report_line"]]
    missed = [row["id"] for row in provable if (row["report_line"], row["contract_field"]) not in told]
    assert len(missed) <= (1 - FOUND_AT_LEAST) * len(provable), missed


@pytest.mark.parametrize("state", ["undecided", "approved"])
def test_what_the_report_leaves_out_is_named(state, request):
    omissions = [
        f for f in request.getfixturevalue(state)["findings"] if f["verdict"] == "omission" and f["line"] is None
    ]
    told = [finding["facts_say"] for finding in omissions]
    assert any("suspend of MOFCOM/announcement/2025/55" in text and "2025-11-07" in text for text in told)
    for key in ("UEL/announcement/2025/8", "MOFCOM/announcement/2025/22", "MOFCOM/announcement/2026/1"):
        assert any(key in text for text in told), key


@pytest.mark.parametrize("state", ["undecided", "approved"])
def test_nothing_that_is_right_is_called_contradicted(errors, state, request):
    contradicted = {f["line"] for f in request.getfixturevalue(state)["findings"] if f["verdict"] == "contradicted"}
    for row in errors["supported"]:
        others = [r for r in errors["report_vs_sources"] if r["report_line"] == row["report_line"]]
        assert others or row["report_line"] not in contradicted, row


def test_findings_that_rest_on_undecided_facts_say_so(undecided, approved):
    assert any(finding["undecided"] for finding in undecided["findings"])
    assert not any(finding["undecided"] for finding in approved["findings"])
