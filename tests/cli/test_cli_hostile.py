"""A store of nothing but hostile text: whatever a command prints or writes, it shows and does nothing."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commanding import run_here
from tests.hostile import HOSTILE, LINK, attacked, unseen_in
from workbench.facts.document import Document, document_id
from workbench.facts.fact import Evidence, Route, make_fact
from workbench.store import Run, Store

PERIOD = "2025-10..2026-02"
NAMES = sorted(HOSTILE)
TEXTS = [" ".join(HOSTILE[name] for name in NAMES[first::5]) for first in range(5)]
"""All the strings, eleven in one, so that a store of a few hundred facts has each in every field."""


def fill(store: Store, texts: list[str]) -> None:
    """An article for each text, with facts of every kind: two thirds pass, the others wait."""
    for hostile in texts:
        text = f"甲：{hostile}乙"
        start = text.index(hostile)
        document = Document(
            id=document_id(text.encode()), text=text, title=hostile, publisher=hostile, author=hostile, url=LINK,
            name=hostile, tier="official",
        )  # fmt: skip
        span = Evidence.cut(text, start, start + len(hostile))
        facts = [
            make_fact(document.id, content, [span], "rules")
            for content in attacked(hostile)
            if content.kind != "assessment"
        ]  # type: ignore[arg-type]
        facts = list({fact.id: fact for fact in facts}.values())
        store.add_document(document)
        store.save_extraction(document.id, facts, Run(engine="rules", fingerprint="hostile"))
        store.set_routes(
            (fact.id, Route(to="review", reasons=("single_witness",)) if number % 3 == 2 else Route(to="machine"))
            for number, fact in enumerate(facts)
        )


@pytest.fixture(scope="session")
def folder(tmp_path_factory) -> Path:
    """A working folder with the store and a draft in it."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / ".workbench").mkdir()
    store = Store(f"sqlite:///{folder}/.workbench/workbench.db")
    fill(store, TEXTS[:1])
    assert run(folder, "draft", "2025-09", "--as-of", "2026-02-19", "--out", "before")[0] == 0
    fill(store, TEXTS[1:])
    (folder / "other.md").write_text(
        "# 月報\n\n" + "\n\n".join(f"商務部公告2025年第58號自2025年11月{n % 28 + 1}日起生效，{HOSTILE[name]}" for n, name in enumerate(NAMES)),
        encoding="utf-8", newline="",
    )  # fmt: skip
    assert run(folder, "draft", PERIOD, "--as-of", "2026-02-19")[0] == 0
    return folder


def run(folder: Path, *words: object) -> tuple[int, str]:
    """A command in the folder, in this process; its exit code, and what it printed."""
    ran = run_here(folder, *words)
    return ran.code, ran.out + ran.err


def run_by_itself(folder: Path, *words: object) -> tuple[int, str]:
    """The same in a process of its own, whose output is a pipe's."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("WORKBENCH_")}
    ended = subprocess.run(
        [sys.executable, "-c", "from workbench.cli import main; main()", *map(str, words)],
        cwd=folder, capture_output=True, env=environment | {"COLUMNS": "200"}, timeout=110,
    )  # fmt: skip
    return ended.returncode, (ended.stdout + ended.stderr).decode("utf-8")


COMMANDS = {
    "documents": ("documents",),
    "facts": ("facts",),
    "coverage": ("coverage",),
    "status": ("status", "公告2025年第58號", "--as-of", "2026-02-19"),
    "timeline": ("timeline", "--as-of", "2026-02-19"),
    "list": ("list", "--as-of", "2026-02-19"),
    "conflicts": ("conflicts",),
    "check": ("check", "other.md"),
    "check of the draft": ("check", f"drafts/{PERIOD}-policy-tracker.md"),
    "stats": ("stats",),
    "search": ("search", "公告 2025"),
    "search as JSON": ("search", "公告", "--json"),
    "diff": ("diff", "before/2025-09-policy-tracker.md", f"drafts/{PERIOD}-policy-tracker.md"),
    "preview": ("preview", f"drafts/{PERIOD}-policy-tracker.md"),
    "facts as JSON": ("facts", "--json"),
    "documents as JSON": ("documents", "--json", "--with-text"),
    "conflicts as JSON": ("conflicts", "--json"),
}


@pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS)
def test_nothing_a_command_prints_acts(folder, words):
    code, printed = run(folder, *words)
    assert code in {0, 3}, printed[-500:]
    assert printed
    assert not re.search(r"^(?:Error:|錯誤：|\$ rm)", printed, re.MULTILINE)
    assert unseen_in(printed) == set()


@pytest.mark.parametrize("name", ["facts", "facts as JSON", "check"])
def test_a_process_of_its_own_prints_the_same(folder, name):
    assert run_by_itself(folder, *COMMANDS[name]) == run(folder, *COMMANDS[name])


def test_trace_shows_what_is_behind_every_line_and_nothing_acts(folder):
    draft = folder / "drafts" / f"{PERIOD}-policy-tracker.md"
    rows = [n for n, line in enumerate(draft.read_text("utf-8").splitlines(), start=1) if line.startswith("| ")]
    assert len(rows) >= 8
    for row in rows[:: len(rows) // 8]:
        code, printed = run(folder, "trace", f"drafts/{draft.name}:{row}")
        assert code == 0
        assert unseen_in(printed) == set()


def test_pictures_and_pages_hold_nothing_active(folder):
    for words in (
        ("timeline", "--as-of", "2026-02-19", "--out", "t.svg"),
        ("timeline", "--as-of", "2026-02-19", "--out", "t.html"),
        ("preview", f"drafts/{PERIOD}-policy-tracker.md"),
    ):
        assert run(folder, *words)[0] == 0
    for page in (folder / "t.svg", folder / "t.html", folder / "drafts" / f"{PERIOD}-policy-tracker.html"):
        html = page.read_text("utf-8")
        assert not re.search(
            r"<(?:script|iframe|img|object|embed|foreignObject)\b|<[^>]+\son\w+\s*=", html, re.IGNORECASE
        )
        assert unseen_in(html) == set()


def test_no_file_is_named_by_a_source(folder):
    names = {path.name for path in folder.rglob("*") if path.is_file() and ".workbench" not in path.parts}
    assert names <= {
        "other.md",
        "t.svg",
        "t.html",
        *(f"{PERIOD}-policy-tracker{end}" for end in (".md", ".html", ".provenance.json")),
        *(f"2025-09-policy-tracker{end}" for end in (".md", ".provenance.json")),
    }
