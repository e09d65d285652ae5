"""Where the state is, which language is spoken, what is wrong around the program, and what a hostile article can do."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

HOSTILE = "標題\x1b[31m紅\x1b]0;pwn\x07\u202e倒\x9b2J"


def acting(text: str) -> set[str]:
    """Characters of `text` that a terminal may act on, ends of lines and tabs aside."""
    return {
        char
        for char in text
        if char not in "\n\t" and (unicodedata.category(char) in {"Cc", "Cf"} or char in "\u2028\u2029")
    }


def test_state_is_in_the_working_folder_by_default(workbench, articles, tmp_path):
    workbench("add", articles)
    assert (tmp_path / ".workbench" / "workbench.db").is_file()


def test_workbench_home_is_where_the_state_is(workbench, articles, tmp_path, monkeypatch):
    monkeypatch.setenv("WORKBENCH_HOME", str(tmp_path / "home"))
    workbench("add", articles)
    assert (tmp_path / "home" / "workbench.db").is_file()
    assert not (tmp_path / ".workbench").exists()
    monkeypatch.setenv("WORKBENCH_HOME", str(tmp_path / "other"))
    assert workbench("documents", "--json").rows == []


def test_workbench_database_url_is_where_the_store_is(workbench, articles, tmp_path, monkeypatch):
    monkeypatch.setenv("WORKBENCH_DATABASE_URL", f"sqlite:///{tmp_path}/facts.db")
    workbench("add", articles)
    assert (tmp_path / "facts.db").is_file()
    assert not (tmp_path / ".workbench" / "workbench.db").exists()
    assert len(workbench("documents", "--json").rows) == 3


@pytest.mark.parametrize("url", ["garbage", "postgresql+nosuchdriver://a@b/c", "nosuchbase://a"])
def test_a_database_that_cannot_be_is_one_error(workbench, monkeypatch, url):
    monkeypatch.setenv("WORKBENCH_DATABASE_URL", url)
    asked = workbench("documents")
    assert (asked.code, asked.out, len(asked.errors), len(asked.err.splitlines())) == (1, "", 1, 1)
    assert "sqlite:///path" in asked.errors[0]


def test_a_damaged_store_is_one_error_with_its_path(workbench, tmp_path):
    (tmp_path / ".workbench").mkdir()
    (tmp_path / ".workbench" / "workbench.db").write_bytes(b"no database " * 400)
    asked = workbench("facts", "--json")
    assert (asked.code, asked.out, len(asked.err.splitlines())) == (1, "", 1)
    assert "workbench.db" in asked.errors[0]


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("[triage]\nsample_share = 7\n", "triage.sample_share"),
        ("[model\n", "workbench.toml"),
        ("[model]\nnam='x'\n", "model.nam"),
        ("reviwer = 'li'\n", "reviwer"),
        ("[ranking]\nacts = 3\n", "ranking.acts"),
    ],
)
def test_a_setting_that_cannot_be_is_one_error_that_names_it(workbench, written, names):
    Path("workbench.toml").write_text(written, encoding="utf-8")
    asked = workbench("documents")
    assert (asked.code, asked.out, len(asked.err.splitlines())) == (1, "", 1)
    assert names in asked.errors[0]


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("[triage]\nsample_share = 7\n", "workbench.toml: triage.sample_share: 須為 1.0 以下"),
        ("[triage]\nsample_share = 'viel'\n", "triage.sample_share: 請寫數字"),
        ("[model]\nmax_tokens = 3\n", "model.max_tokens: 須為 256 以上"),
        ("[model]\nmode = 'loud'\n", "可用的值：'auto', 'native', 'tools'"),
        ("model = 'claude'\n", "請在方括號標題下"),
        ("reviwer = 'li'\n", "沒有 reviwer 這項設定"),
        ("lang = 'fr'\n", "workbench.toml: lang: 可用的值"),
        ("[model\n", "workbench.toml: 檔案不是有效的 TOML"),
    ],
)
def test_a_wrong_setting_is_told_in_the_chosen_language(workbench, monkeypatch, written, told):
    monkeypatch.delenv("WORKBENCH_LANG")
    Path("workbench.toml").write_text(written, encoding="utf-8")
    asked = workbench("documents")
    assert asked.code == 1
    assert told in asked.err
    assert "Mend" not in asked.err
    assert "Correct" not in asked.err


def test_a_setting_of_a_variable_is_looked_for_where_it_was_set(workbench, monkeypatch):
    Path("workbench.toml").write_text("[model]\nretries = 1\n", encoding="utf-8")
    monkeypatch.setenv("WORKBENCH_MODEL__RETRIES", "77")
    (told,) = workbench("documents").errors
    assert "WORKBENCH_MODEL__RETRIES: model.retries: it is at most 5" in told
    assert "workbench.toml" not in told


def test_what_is_said_is_in_the_chosen_language_and_json_is_not(workbench, articles, monkeypatch):
    monkeypatch.setenv("WORKBENCH_LANG", "zh-Hant")
    assert "新增 3" in workbench("add", articles).out
    assert workbench("status", "稀土").err.startswith("錯誤：")
    assert set(workbench("documents", "--json").rows[0]) >= {"title", "publisher", "tier"}


def test_json_is_alone_on_stdout_while_progress_is_on_stderr(workbench, articles):
    extracted = workbench("extract", articles, "--engine", "rules")
    assert "[1/3]" in extracted.err
    assert "[1/3]" not in extracted.out
    for words in (("facts", "--json"), ("documents", "--json"), ("coverage", "--json"), ("conflicts", "--json"), ("stats", "--json")):  # fmt: skip
        ran = workbench(*words)
        assert (ran.code, ran.err) == (0, "")
        assert all(isinstance(row, dict) for row in ran.rows)


@pytest.mark.parametrize("place", ["workbench.store.Store", "workbench.cli.commands.register"])
def test_ctrl_c_is_told_of_in_one_line_wherever_it_comes(workbench, monkeypatch, place):
    def stopped(*_given):
        raise KeyboardInterrupt

    monkeypatch.setattr(place, stopped)
    asked = workbench("documents")
    assert (asked.code, asked.out) == (130, "")
    (told,) = asked.err.splitlines()
    assert "the same command goes on from there" in told


def test_the_system_s_refusals_are_told_in_the_chosen_language(workbench, tmp_path, monkeypatch):
    monkeypatch.setenv("WORKBENCH_LANG", "zh-Hant")
    (tmp_path / "file").write_text("x")
    assert "沒有這個檔案或資料夾" in workbench("check", "nosuch.md").err
    assert "應為資料夾之處是檔案" in workbench("check", "file/nosuch.md").err
    monkeypatch.setenv("WORKBENCH_HOME", str(tmp_path / "file"))
    assert "已有同名之物" in workbench("documents").err


@pytest.fixture
def hostile(workbench, tmp_path):
    """An article whose title and sentences hold control sequences, marks of direction and markup."""
    title = json.dumps(HOSTILE, ensure_ascii=True)
    (tmp_path / "hostile.md").write_text(
        f"---\ntitle: {title}\ndate: 2025-11-08\npublisher: '[red]報[/red]'\ntier: news\n---\n"
        "商務部\u202e11月7日宣布，自即日起至2026年11月10日，暫停\x9b2J實施商務部公告2025年第61號。[link=x]據估計\x1b[2J佔九成[/link]。\n",
        encoding="utf-8",
    )
    assert workbench("add", "hostile.md").code == 0
    extracted = workbench("extract", "--engine", "rules")
    assert extracted.code == 0
    assert acting(extracted.err) == set()
    return workbench


@pytest.mark.parametrize(
    "words",
    [
        ("documents",),
        ("facts",),
        ("coverage",),
        ("conflicts",),
        ("documents", "--with-text", "--json"),
        ("facts", "--json"),
    ],
    ids=" ".join,
)
def test_what_an_article_says_cannot_act_on_the_terminal(hostile, words):
    shown = hostile(*words)
    assert shown.code == 0
    assert acting(shown.out) == set()
    assert acting(shown.err) == set()


def test_markup_of_tables_in_an_article_is_shown_and_not_obeyed(hostile):
    assert "[red]報[/red]" in hostile("documents").out


def test_escapes_in_json_read_back_as_the_characters(hostile):
    (document,) = hostile("documents", "--with-text", "--json").rows
    spans = [span for fact in hostile.facts() for span in fact["evidence"]]
    assert spans
    for span in spans:
        assert document["text"][span["start"] : span["end"]] == span["quote"]


def test_a_trace_of_a_hostile_article_cannot_act(hostile):
    hostile("decide", "--match", "state=pending", "approve", "--reviewer", "林\x1b[31m")
    hostile("draft", "2025-11", "--as-of", "2026-02-19")
    draft = Path("drafts/2025-11-policy-tracker.md")
    for number in range(1, len(draft.read_text("utf-8").splitlines()) + 1):
        traced = hostile("trace", f"{draft}:{number}")
        assert acting(traced.out) == set()
        assert acting(traced.err) == set()


def test_a_name_with_ends_of_lines_stays_one_line_of_error(workbench):
    asked = workbench("status", "稀土\nError: all is lost")
    assert (asked.code, len(asked.err.splitlines())) == (1, 1)


def test_a_reader_that_stops_reading_gets_no_traceback(ready, tmp_path):
    script = "from workbench.cli import main; main()"
    read, write = os.pipe()
    os.close(read)
    ran = subprocess.run(
        [sys.executable, "-c", script, "facts", "--json"],
        stdout=write,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
        check=False,
    )
    os.close(write)
    assert b"Traceback" not in ran.stderr
    assert ran.returncode != 0


def test_the_language_of_the_settings_file_is_taken_where_no_variable_sets_one(tmp_path):
    (tmp_path / "workbench.toml").write_text('lang = "en"\n', encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if name != "WORKBENCH_LANG"}

    def help_with(**more):
        command = [sys.executable, "-c", "from workbench.cli import main; main()", "--help"]
        return subprocess.run(command, cwd=tmp_path, env={**environment, **more}, capture_output=True, text=True).stdout

    assert "Show what is in the store" in help_with()
    assert "Show what is in the store" not in help_with(WORKBENCH_LANG="zh-Hant")


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (("draft", "soon"), "'soon'"),
        (("draft", "2026-02..2025-10"), "2026-02..2025-10"),
        (("write", "2026-13"), "'2026-13'"),
        (("review", "--period", "soon"), "'soon'"),
        (("add", "articles", "--tier", "gossip"), "--tier: 'gossip'"),
        (("add", "articles", "--date", "2026-13"), "--date: '2026-13'"),
    ],
)
def test_a_word_of_the_command_that_can_mean_nothing_is_wrong_usage(workbench, articles, words, names):
    asked = workbench(*words)
    assert (asked.code, asked.out, len(asked.err.splitlines())) == (2, "", 1)
    assert names in asked.errors[0]
    assert not Path(".workbench", "drafts").exists()
    assert workbench("documents", "--json").rows == []


def test_a_tier_in_an_article_is_a_fault_of_the_article(workbench):
    Path("wrong.md").write_text("---\ntier: gossip\n---\n商务部公告2025年第61号今日公布。\n", encoding="utf-8")
    added = workbench("add", "wrong.md")
    assert (added.code, len(added.errors)) == (1, 1)
    assert "wrong.md: 'gossip'" in added.errors[0]


def test_a_chinese_sentence_ends_in_its_own_stop(workbench, monkeypatch):
    monkeypatch.setenv("WORKBENCH_LANG", "zh-Hant")
    said = workbench("check", "nowhere.md").err.strip()
    assert said.endswith("。")
    assert "。 " not in workbench("decide", "zzzz", "approve").err


def test_nobody_else_may_look_into_the_state_wherever_the_store_is(workbench, articles, tmp_path, monkeypatch):
    monkeypatch.setenv("WORKBENCH_DATABASE_URL", f"sqlite:///{tmp_path}/facts.db")
    monkeypatch.setenv("WORKBENCH_HOME", str(tmp_path / "states" / "mine"))
    workbench("extract", articles, "--engine", "rules")
    made = [tmp_path / "states", *(tmp_path / "states").rglob("*/")]
    assert tmp_path / "states" / "mine" / "rules" in made
    assert {folder.stat().st_mode & 0o077 for folder in made} == {0}


def test_the_review_without_a_terminal_says_so_and_ends(tmp_path, state_with_facts):
    program = [sys.executable, "-c", "from workbench.cli import main; main()", "review"]
    ran = subprocess.run(
        program, cwd=tmp_path, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False,
        env=os.environ | {"WORKBENCH_HOME": str(state_with_facts)},
    )  # fmt: skip
    assert (ran.returncode, ran.stdout, len(ran.stderr.splitlines())) == (1, "", 1)
    assert "needs a terminal" in ran.stderr
    assert "workbench decide" in ran.stderr


def test_who_closed_the_output_gets_no_traceback(tmp_path, state_with_facts):
    program = "import os, sys; os.close(1); os.execv(sys.executable, [sys.executable, '-c', %r, 'facts', '--json'])"
    ran = subprocess.run(
        [sys.executable, "-c", program % "from workbench.cli import main; main()"],
        cwd=tmp_path, stderr=subprocess.PIPE, text=True, timeout=60, check=False,
        env=os.environ | {"WORKBENCH_HOME": str(state_with_facts)},
    )  # fmt: skip
    assert (ran.returncode, ran.stderr) == (0, "")
