"""The documentation names what is there: files, tests, functions, make targets, commands and their options."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest
from typer.main import get_command

from workbench.cli.app import app
from workbench.cli.commands import register

ROOT = Path(__file__).resolve().parents[1]
SOURCES = [path for room in ("workbench", "tests", "benchmarks") for path in sorted((ROOT / room).rglob("*.py"))]
DOCS = [
    *sorted((ROOT / "docs").glob("*.md")),
    *(ROOT / name for name in ("README.md", "SECURITY.md", "fixtures/README.md")),
]
CODE = re.compile(r"`([^`\n]+)`")
TEST = re.compile(r"(?:(?P<module>test_\w+)?::)?(?P<name>test_\w+)(?P<more>…?)")
EVERY_COMMAND_TAKES = {"--help", "-h"}

every_doc = pytest.mark.parametrize("doc", DOCS, ids=lambda path: path.relative_to(ROOT).as_posix())


@cache
def functions() -> dict[str, set[str]]:
    """Module -> names of the functions and classes that it defines, methods among them; under "" those of all."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                found[path.stem].add(node.name)
                found[""].add(node.name)
    return found


@cache
def options() -> dict[str, set[str]]:
    """Command -> the options that it takes, those of its subcommands among them."""
    register()
    found = {}
    for name, command in get_command(app).commands.items():  # type: ignore[attr-defined]
        all_of = [command, *getattr(command, "commands", {}).values()]
        found[name] = {
            option for each in all_of for param in each.params for option in (*param.opts, *param.secondary_opts)
        }
    return found


def code_in(doc: Path) -> list[str]:
    return CODE.findall(re.sub(r"^ *```.*?^ *```", "", doc.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL))


@every_doc
def test_every_test_named_is_there(doc):
    for code in code_in(doc):
        for match in TEST.finditer(code):
            known = functions()[match["module"] or ""] | (set() if match["module"] else set(functions()))
            assert any(name.startswith(match["name"]) if match["more"] else name == match["name"] for name in known), (
                code
            )


@every_doc
def test_every_python_file_named_is_there(doc):
    paths = {path.relative_to(ROOT).as_posix() for path in SOURCES}
    for code in code_in(doc):
        for named in re.findall(r"[\w/]+\.py\b", code):
            assert any(f"/{path}".endswith(f"/{named}") for path in paths), named


@every_doc
def test_every_function_named_with_its_arguments_is_there(doc):
    for code in code_in(doc):
        for named in re.findall(r"\b([A-Za-z_]\w+)\(", code.partition(" → ")[0]):
            assert named in functions()[""], code


@every_doc
def test_every_make_target_and_module_to_run_is_there(doc):
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for code in code_in(doc):
        assert set(re.findall(r"\bmake (\w+)", code)) <= targets
        for module in re.findall(r"python -m ((?:benchmarks|tests|workbench)[\w.]*)", code):
            path = ROOT / module.replace(".", "/")
            assert path.with_suffix(".py").is_file() or (path / "__main__.py").is_file(), module


@every_doc
def test_every_command_named_takes_the_options_named(doc):
    for code in code_in(doc):
        for name, words in re.findall(r"\bworkbench ([a-z]+)\b([^|;&]*)", code):
            assert name in options(), code
            assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", words)) <= options()[name] | EVERY_COMMAND_TAKES, code


def test_there_is_something_to_look_at():
    every = [code for doc in DOCS for code in code_in(doc)]
    assert sum(bool(TEST.search(code)) for code in every) > 20
    assert sum("workbench " in code for code in every) > 20
