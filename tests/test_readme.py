"""The README says what the program does: its command table and its piece of a draft are the real ones."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import typer
from typer.main import get_command

from workbench.cli.app import app
from workbench.cli.commands import register
from workbench.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"


def command_table() -> str:
    """One row per command, from what `--help` shows in English."""
    register()
    group = get_command(app)
    context = typer.Context(group)
    rows = ["| command | does |", "| --- | --- |"]
    for name in group.list_commands(context):  # type: ignore[attr-defined]
        command = group.get_command(context, name)  # type: ignore[attr-defined]
        rows.append(f"| `workbench {name}` | {command.help} |")
    return "\n".join(rows)


def draft_excerpt() -> str:
    """The table of the most important policies, as the bundled draft has it."""
    draft = next((ROOT / "drafts").glob("*-policy-tracker.md")).read_text(encoding="utf-8")
    found = re.search(r"^### 1\.2 .*?$\n\n(?P<table>(?:^\|.*\n)+)", draft, re.MULTILINE)
    assert found is not None
    return found["table"].rstrip("\n")


def section(name: str) -> str:
    found = re.search(rf"<!-- {name} -->\n(.*?)\n?<!-- /{name} -->", README.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    return found[1]


def test_the_line_that_is_traced_rests_on_facts() -> None:
    traced = re.search(r"trace (?P<draft>drafts/\S+)\.md:(?P<line>\d+)", README.read_text(encoding="utf-8"))
    assert traced
    provenance = json.loads((ROOT / f"{traced['draft']}.provenance.json").read_text(encoding="utf-8"))
    assert provenance["lines"][traced["line"]]["facts"]


def test_the_command_table_is_what_help_shows() -> None:
    printed = subprocess.run(
        [sys.executable, __file__, "commands"],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "WORKBENCH_LANG": "en"},
    ).stdout
    assert section("commands") == printed.rstrip("\n"), "run: make readme"


def test_the_piece_of_a_draft_is_from_the_bundled_draft() -> None:
    assert section("draft-excerpt") == draft_excerpt(), "run: make readme"


def test_the_settings_shown_exist_and_are_the_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    found = re.search(r"```toml\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    for name in [name for name in os.environ if name.startswith("WORKBENCH_")]:
        monkeypatch.delenv(name)
    shown = tomllib.loads(found[1])
    defaults = Settings().model_dump(mode="json")
    assert shown.pop("reviewer")
    for name, value in shown.items():
        section = defaults[name]
        assert value == ({key: section[key] for key in value} if isinstance(value, dict) else section)


def write_sections() -> None:
    text = README.read_text(encoding="utf-8")
    for name, content in (("commands", command_table()), ("draft-excerpt", draft_excerpt())):
        text = re.sub(
            rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)",
            lambda found, content=content: f"{found[1]}{content}\n{found[2]}",
            text,
            flags=re.DOTALL,
        )
    README.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    if "commands" in sys.argv:
        print(command_table())
    else:
        write_sections()


@pytest.mark.parametrize("page", ["README.md", "docs/developing.md"])
def test_every_file_that_is_named_is_there(page: str) -> None:
    named = re.findall(r"`((?:workbench|tests|fixtures|docs|prompts)/[\w./-]+)`", (ROOT / page).read_text("utf-8"))
    assert named
    assert [name for name in named if not (ROOT / name).exists()] == []
