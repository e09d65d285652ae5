"""Recorded answers follow their changed requests where they still hold, and nowhere else."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.replay.carry import carry_recordings, report
from tests.replay.carrying import Carrier
from workbench.extraction.recordings import Recordings

NOTICE = """商務部公告2025年第94號 關於對鎵相關物項實施出口管制的決定

現將有關事項公告如下：高純氧化鎵粉末，未經許可不得出口。
本公告自2025年12月1日起施行。
"""
NEWS = "據行業協會估計，全球約九成的鎵由本國供應。\n"
DATED = {
    "kind": "effective_date",
    "quotes": ["本公告自2025年12月1日起施行。"],
    "fields": [
        {"name": "instrument", "value": "商務部公告2025年第94號"},
        {"name": "date", "value": "2025-12-01"},
        {"name": "basis", "value": "explicit"},
    ],
}
CLAIM = {
    "kind": "claim",
    "quotes": ["全球約九成的鎵由本國供應"],
    "fields": [{"name": "statement", "value": "全球約九成的鎵由本國供應"}],
}
SLIP = {**CLAIM, "quotes": ["全球約七成的鎵由本國供應"]}


@dataclass
class Scratch:
    """Two articles and their recordings in a folder of their own."""

    root: Path

    @property
    def responses(self) -> Path:
        return self.root / "responses"

    def article(self, name: str) -> Path:
        return self.root / "articles" / name

    def carry(self) -> Carrier:
        return carry_recordings([self.root / "articles"], self.responses, self.root / "parking")

    def answer(self, carrier: Carrier) -> None:
        """Writes an answer to everything that waits for one."""
        for each in carrier.parked:
            answers = self.root / "parking" / "answers"
            answers.mkdir(exist_ok=True)
            body = json.loads(each.file.read_text("utf-8"))
            (answers / each.file.name).write_text(json.dumps(answer_to(body), ensure_ascii=False), "utf-8")

    def files(self, label: str) -> list[Path]:
        """The recordings of one label."""
        return sorted(self.responses.glob(f"{label}.*.json"))


def answer_to(body: dict[str, Any]) -> dict[str, Any]:
    """What is answered by hand here: a slip in the news, mended at the second try; one line about the effective date."""
    material = body["messages"][0]["content"][0]["source"]["data"]
    if "assessments" in body["output_config"]["format"]["schema"]["properties"]:
        cited = re.findall('"id":"(\\w+)","instruments":\\["[^"]*"\\],"kind":"effective_date"', material)
        return {
            "assessments": [{"text": "商務部公告2025年第94號自2025年12月1日起施行。", "facts": cited, "level": "low"}]
        }
    if "公告" in material:
        return {"facts": [DATED]}
    return {"facts": [SLIP if len(body["messages"]) == 1 else CLAIM]}


@pytest.fixture(scope="session")
def answered(tmp_path_factory: pytest.TempPathFactory) -> Scratch:
    """Where the two are answered by hand, once, for tests to copy."""
    return Scratch(tmp_path_factory.mktemp("answered") / "scratch")


@pytest.fixture
def scratch(answered: Scratch, tmp_path: Path) -> Scratch:
    """The two articles, answered by hand: the first test that wants them has them answered."""
    if not answered.root.exists():
        answered.article("notice.txt").parent.mkdir(parents=True)
        answered.article("notice.txt").write_text(NOTICE, "utf-8")
        answered.article("news.txt").write_text(NEWS, "utf-8")
        while (carrier := answered.carry()).parked:
            answered.answer(carrier)
    return Scratch(Path(shutil.copytree(answered.root, tmp_path / "scratch")))


def verdicts(carrier: Carrier) -> dict[str, str]:
    return {each.label: each.verdict for each in carrier.standings.values()}


def test_what_is_answered_by_hand_is_recorded_with_what_the_checks_refused(scratch):
    records = {record.label: record for record in Recordings(scratch.responses)}
    assert {"notice", "news", "news-try2", "assess-2025-10..2026-02-outlook"} <= records.keys()
    assert {record.meta["origin"] for record in records.values()} == {"written by hand"}
    assert (records["news"].meta["refused"], records["news-try2"].meta["refused"]) == ("1", "")


def test_nothing_changed_changes_nothing(scratch):
    before = {path.name: path.read_bytes() for path in scratch.responses.iterdir()}
    carrier = scratch.carry()
    assert set(verdicts(carrier).values()) == {"unchanged"}
    assert carrier.unused == []
    assert {path.name: path.read_bytes() for path in scratch.responses.iterdir()} == before


def test_answers_follow_a_changed_prompt(scratch, monkeypatch):
    (old,) = scratch.files("news")
    old_key = json.loads(old.read_text("utf-8"))["key"]
    monkeypatch.setattr("workbench.extraction.engine.system_prompt", lambda: "另一份規則。")
    carrier = scratch.carry()
    assert {label: verdicts(carrier)[label] for label in ("notice", "news", "news-try2")} == {
        "notice": "carried",
        "news": "carried",
        "news-try2": "carried",
    }
    (new,) = scratch.files("news")
    assert new != old
    assert json.loads(new.read_text("utf-8"))["meta"]["carried_from"] == old_key
    assert f"carried: {old.name} → {new.name}" in report(carrier)
    assert set(verdicts(scratch.carry()).values()) == {"unchanged"}


def test_answer_that_no_longer_holds_is_parked_and_kept(scratch):
    scratch.article("notice.txt").write_text(NOTICE.replace("12月1日", "12月8日"), "utf-8")
    (old,) = scratch.files("notice")
    carrier = scratch.carry()
    (parked,) = carrier.parked
    assert parked.label == "notice"
    assert "refuse item 1 of it now, nothing before" in parked.why
    assert "12月8日" in parked.file.read_text("utf-8")
    assert any(str(parked.file) in line for line in report(carrier))
    assert scratch.files("notice") == [old]


def test_slip_that_the_checks_would_let_pass_is_parked(scratch):
    scratch.article("news.txt").write_text("另有人說，全球約七成的鎵由本國供應。\n" + NEWS, "utf-8")
    (parked,) = scratch.carry().parked
    assert (parked.label, parked.why) == ("news", "the checks refuse nothing of it now, item 1 before")


def test_later_try_is_not_carried_where_the_first_went_otherwise(scratch, monkeypatch):
    (first,) = scratch.files("news")
    stored = json.loads(first.read_text("utf-8"))
    claims = json.dumps({"facts": [CLAIM, SLIP]}, ensure_ascii=False)
    stored["responses"][0]["body"]["content"][0]["text"] = claims
    del stored["digest"]
    first.write_text(json.dumps(stored, ensure_ascii=False), "utf-8")
    for _again in range(2):
        (parked,) = scratch.carry().parked
        assert (parked.label, parked.why) == ("news-try2", "the try before it went otherwise")


def test_assessments_wait_until_every_article_is_answered(scratch):
    scratch.article("notice.txt").write_text(NOTICE.replace("12月1日", "12月8日"), "utf-8")
    assert not any(label.startswith("assess") for label in verdicts(scratch.carry()))


def test_assessment_follows_facts_that_it_does_not_cite(scratch):
    title_only = "商務部公告2025年第95號 關於對鍺相關物項實施出口管制的決定\n\n現將有關事項公告如下：略。\n"
    scratch.article("other.txt").write_text(title_only + "本公告自2025年12月2日起施行。\n", "utf-8")
    carrier = scratch.carry()
    while carrier.parked:
        parked = [each.label for each in carrier.parked]
        assert parked == ["other"]
        (waiting,) = carrier.parked
        dated = json.loads(
            json.dumps(DATED, ensure_ascii=False).replace("12月1日", "12月2日").replace("12-01", "12-02")
        )
        dated["fields"][0]["value"] = "商務部公告2025年第95號"
        answers = scratch.root / "parking" / "answers"
        (answers / waiting.file.name).write_text(json.dumps({"facts": [dated]}, ensure_ascii=False), "utf-8")
        carrier = scratch.carry()
    assert verdicts(carrier)["assess-2025-10..2026-02-outlook"] == "carried"


def test_assessment_whose_facts_are_gone_is_parked(scratch):
    scratch.article("notice.txt").write_text(NOTICE + "特此公告。\n", "utf-8")
    carrier = scratch.carry()
    assert verdicts(carrier)["notice"] == "carried"
    outlook = next(each for each in carrier.parked if each.label.endswith("outlook"))
    assert outlook.why.startswith("facts that it cites are gone: ")


def test_recording_that_nothing_asks_for_is_told_and_kept(scratch):
    scratch.article("news.txt").unlink()
    carrier = scratch.carry()
    assert [path.name.split(".")[0] for path in carrier.unused] == ["news-try2", "news"]
    assert all(path.exists() for path in carrier.unused)
    assert sum(line.startswith("no longer asked for: news") for line in report(carrier)) == 2
