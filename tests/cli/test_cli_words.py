"""What people read in their language has words where JSON has codes; JSON is the same in every language."""

from __future__ import annotations

import re

import pytest

CODE = re.compile(r"(?<![\w/.=-])[a-z]+(?:_[a-z]+)+(?![\w/.=-])")
"""A code of several words, such as `auto_approved`; in no option, path or setting."""
SINGLE_CODES = (
    "pending",
    "publish",
    "effect",
    "suspend",
    "official",
    "hans",
    "hant",
    "complete",
    "rules",
    "listing",
    "documents",
)
COMMANDS = (
    ("documents",),
    ("facts",),
    ("facts", "--state", "superseded"),
    ("coverage",),
    ("runs",),
    ("status", "公告2025年第61號", "--as-of", "2026-02-19"),
    ("timeline", "--as-of", "2026-02-19"),
    ("conflicts",),
    ("stats",),
    ("doctor",),
    ("extract", "--due", "--force", "--engine", "rules"),
)


@pytest.fixture
def spoken(ready, suspension, monkeypatch):
    """The command line in 繁體中文, after the suspension was approved."""
    ready("decide", suspension["id"], "approve")
    monkeypatch.setenv("WORKBENCH_LANG", "zh-Hant")
    return ready


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_table_for_people_has_no_codes(spoken, words):
    shown = spoken(*words)
    assert shown.code == 0
    assert CODE.findall(shown.out) == []
    assert [code for code in SINGLE_CODES if re.search(rf"\b{code}\b", shown.out)] == []


def test_a_decision_is_told_in_words(spoken, suspension):
    assert "已核定" in spoken("decide", suspension["id"], "approve").out
    assert "approved" not in spoken("decide", suspension["id"], "approve").out


@pytest.mark.parametrize(
    "words", [words for words in COMMANDS if words[0] not in ("timeline", "extract", "doctor")], ids=" ".join
)
def test_json_is_the_same_in_every_language(spoken, monkeypatch, words):
    chinese = spoken(*words, "--json").rows
    monkeypatch.setenv("WORKBENCH_LANG", "en")
    assert spoken(*words, "--json").rows == chinese
