"""Help of every command, wrong usage, and how little is loaded before a command needs it."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest
from typer.main import get_command

from workbench.cli.app import app, command_line
from workbench.cli.commands import register

HEAVY = ("instructor", "anthropic", "textual", "sqlalchemy", "trafilatura", "opencc")


def command_names() -> list[str]:
    """Every command and subcommand that help shows."""
    register()
    found: list[str] = []
    for name, command in get_command(app).commands.items():
        found += [f"{name} {child}" for child in command.commands] if hasattr(command, "commands") else [name]
    return found


def test_help_lists_every_command(workbench):
    shown = workbench("--help")
    assert shown.code == 0
    for name in command_names():
        assert re.search(rf"^\W*{name.split()[0]} ", shown.out, re.MULTILINE), name


def test_the_commands_of_this_version_are_there():
    assert set(command_names()) >= {
        "demo", "run", "add", "documents", "extract", "facts", "coverage", "review", "decide", "status", "conflicts",
        "write", "draft", "trace", "stats", "schema export",
    }  # fmt: skip


@pytest.mark.parametrize("name", dict.fromkeys(name.split()[0] for name in command_names()))
def test_a_command_that_is_named_is_built_alone(name):
    assert set(command_line([name, "--help"]).commands) == {name}


@pytest.mark.parametrize("words", [[], ["--help"], ["fly"], ["--help", "facts"], ["fact"]])
def test_where_no_command_is_named_all_are_built(words):
    assert set(command_line(words).commands) == {name.split()[0] for name in command_names()}


@pytest.mark.parametrize("name", command_names())
def test_help_of_a_command_ends_with_an_example_of_it(workbench, name):
    shown = workbench(*name.split(), "--help")
    assert shown.code == 0
    assert f" {name} " in shown.out.splitlines()[1] + " "
    examples = shown.out.rsplit("Example", 1)[-1] if "Example" in shown.out else shown.out.rsplit("例", 1)[-1]
    assert f"workbench {name}" in examples


def test_an_example_parses(workbench):
    """What help shows as an example is understood: nothing of it is wrong usage."""
    register()
    whole, parsed = get_command(app), 0
    for name in command_names():
        shown = workbench(*name.split(), "--help").out
        for line in re.findall(r"^ workbench (.+)$", shown, re.MULTILINE):
            words = [word.strip('"') for word in line.split()]
            command = whole
            while hasattr(command, "commands"):
                command = command.commands[words.pop(0)]
            command.make_context(name, words)
            parsed += 1
    assert parsed >= len(command_names())


@pytest.mark.parametrize(
    "words",
    [
        ("fly",),
        ("add",),
        ("documents", "--colour"),
        ("extract", "--engine", "oracle"),
        ("extract", "--concurrency", "0"),
        ("status",),
        ("status", "第58號", "--as-of", "yesterday"),
        ("draft",),
        ("draft", "2026-02", "--as-of", "2026-02-30"),
        ("schema", "import"),
    ],
)
def test_wrong_usage_exits_2_with_nothing_on_stdout(workbench, words):
    used = workbench(*words)
    assert (used.code, used.out) == (2, "")
    assert used.err.strip()


def test_help_loads_nothing_heavy():
    script = (
        "import sys\n"
        "sys.argv = ['workbench', '--help']\n"
        "from workbench.cli import main\n"
        "try: main()\n"
        "except SystemExit as ended: assert not ended.code\n"
        f"print('LOADED', [name for name in {HEAVY!r} if name in sys.modules])\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, env={**os.environ, "COLUMNS": "80"}
    )
    assert ran.stdout.splitlines()[-1] == "LOADED []"
    assert "add" in ran.stdout
