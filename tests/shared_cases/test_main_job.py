"""The main job on four real articles, as a stranger would run it: what waits, what is approved, what the draft then says."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.commanding import run_here

WORKBENCH = Path(sys.executable).with_name("workbench")
PERIOD, AS_OF = "2025-10..2026-02", "2026-02-19"
SUSPENDED = (55, 56, 57, 58, 61, 62)


@dataclass(frozen=True)
class MainJob:
    """The folder of one whole job, and its drafts from before and after the decisions."""

    folder: Path
    before: str
    after: str

    def ask(self, *words: str) -> str:
        """Standard output of a command that must succeed, run in this process."""
        ran = run_here(self.folder, *words)
        assert ran.code == 0, ran.err
        return ran.out


def run(folder: Path, *words: str) -> str:
    """Standard output of a command that must succeed in `folder`, in a process of its own."""
    surroundings = {
        name: value for name, value in os.environ.items() if not name.startswith(("WORKBENCH_", "ANTHROPIC_"))
    }
    ran = subprocess.run(
        [str(WORKBENCH), *words], cwd=folder, capture_output=True, text=True, check=False, env=surroundings
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


@pytest.fixture(scope="session")
def main_job(tmp_path_factory: pytest.TempPathFactory) -> MainJob:
    seeds = sorted((Path(__file__).resolve().parents[3] / "shared" / "seeds").glob("00[1-4]*.txt"))
    if not seeds:
        pytest.skip("../shared is absent")
    folder = tmp_path_factory.mktemp("main_job")
    draft = folder / "drafts" / f"{PERIOD}-policy-tracker.md"
    run(folder, "run", *map(str, seeds), "--period", PERIOD, "--engine", "rules", "--as-of", AS_OF)
    before = draft.read_text("utf-8")
    run(folder, "decide", "--match", "state=pending", "approve")
    run(folder, "draft", PERIOD, "--as-of", AS_OF)
    return MainJob(folder, before, draft.read_text("utf-8"))


def rows_of(draft: str, number: int) -> Iterator[dict[str, str]]:
    """Rows of tables with a status whose subject is 公告2025年第`number`號, as column -> cell."""
    header: list[str] = []
    for line in draft.splitlines():
        if not line.startswith("|"):
            header = []
            continue
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        header = header or cells
        row = dict(zip(header, cells, strict=False))
        subject = row.get("政策名稱") or row.get("公告編號") or row.get("文件") or ""
        if "狀態" in row and re.search(rf"公告2025年第{number}號", subject):
            yield row


@pytest.mark.parametrize("number", SUSPENDED)
def test_before_the_decisions_the_rows_of_a_suspended_announcement_wait(main_job: MainJob, number: int) -> None:
    rows = list(rows_of(main_job.before, number))
    assert rows
    assert {row["狀態"] for row in rows} == {"待審"}
    assert not any("2026-11-10" in cell for row in rows for cell in row.values())


@pytest.mark.parametrize("number", SUSPENDED)
def test_after_them_it_is_suspended_until_its_last_day(main_job: MainJob, number: int) -> None:
    rows = list(rows_of(main_job.after, number))
    assert rows
    for row in rows:
        assert "暫停" in row["狀態"]
        assert "2026-11-10" in row["狀態"]


@pytest.mark.parametrize("number", [61, 62])
def test_it_was_published_on_the_ninth_of_october(main_job: MainJob, number: int) -> None:
    dates = {row["發布日期"] for row in rows_of(main_job.after, number) if "發布日期" in row}
    assert dates == {"2025-10-09"}


@pytest.mark.parametrize(
    ("day", "status", "until", "assumed"),
    [
        ("2025-11-06", None, None, False),
        ("2025-11-07", "suspended", "2026-11-10", False),
        (AS_OF, "suspended", "2026-11-10", False),
        ("2026-11-10", "suspended", "2026-11-10", False),
        ("2026-11-11", "in_force", None, True),
    ],
)
def test_status_of_58_on_a_day(
    main_job: MainJob, day: str, status: str | None, until: str | None, assumed: bool
) -> None:
    answer = json.loads(main_job.ask("status", "公告2025年第58號", "--as-of", day, "--json"))
    assert answer["instrument"] == "MOFCOM/announcement/2025/58"
    assert (answer["until"], answer["assumed"]) == (until, assumed)
    assert answer["status"] == status if status else answer["status"] in {"unknown", "announced"}
    if day == AS_OF:
        assert (answer["since"], answer["took_effect"]) == ("2025-11-07", False)


def test_every_fact_of_the_job_quotes_its_article(main_job: MainJob) -> None:
    texts = {
        row["id"]: row["text"]
        for row in map(json.loads, main_job.ask("documents", "--with-text", "--json").splitlines())
    }
    facts = [json.loads(line) for line in main_job.ask("facts", "--json").splitlines()]
    assert len(facts) > 250
    for fact in facts:
        assert fact["evidence"]
        for span in fact["evidence"]:
            assert texts[fact["document"]][span["start"] : span["end"]] == span["quote"]


def test_nothing_waits_after_all_is_decided_and_a_line_leads_to_its_source(main_job: MainJob) -> None:
    assert not re.search(r"[|：] *待審 *(\||$)", main_job.after, re.MULTILINE)
    number = next(
        n for n, line in enumerate(main_job.after.splitlines(), start=1) if "第58號" in line and "暫停" in line
    )
    traced = main_job.ask("trace", f"drafts/{PERIOD}-policy-tracker.md:{number}")
    assert re.search(r"▶[^◀]*58号[^◀]*◀", traced)
