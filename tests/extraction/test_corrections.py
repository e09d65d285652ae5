"""The message that sends an answer back: in the prompt's language, only what failed, and never long."""

from __future__ import annotations

import re

import pytest
from scripted_api import message, proposed

from workbench.extraction import ModelEngine
from workbench.extraction.corrections import LONGEST_REASON, MOST_ITEMS, MOST_REASONS, Failing, correction

LONG = "本段內容與出口管制的條文無關只是為了把引文寫得很長" * 80


async def told(api, settings, article, tmp_path, *facts):
    api.script(message({"facts": list(facts)}), message({"facts": []}))
    await ModelEngine(settings, recordings=tmp_path / "none").extract(article)
    return api.requests[1]["messages"][2]["content"]


async def test_forty_failing_facts_make_one_short_message(api, settings, article, tmp_path):
    failing = [proposed("claim", f"第{number}項占全球{number}成", statement=f"第{number}項") for number in range(40)]
    said = await told(api, settings, article, tmp_path, *failing)
    assert said.startswith("有 40 條沒有通過核對，其餘 0 條已經收下")
    assert len(re.findall("^第 [0-9]+ 條 claim：", said, re.M)) == MOST_ITEMS
    assert said.endswith("另有 10 條有同類問題。")
    assert len(said) < 2000


async def test_only_failing_facts_are_named_by_their_place(api, settings, article, tmp_path):
    good = proposed("claim", "全球約九成的鎵由本國供應", statement="全球約九成的鎵由本國供應")
    bad = proposed("claim", "鎵價翻了一番", statement="鎵價翻了一番")
    said = await told(api, settings, article, tmp_path, good, bad, good, bad)
    assert re.findall("^第 ([0-9]+) 條", said, re.M) == ["2", "4"]
    assert "其餘 2 條已經收下，不要再提交" in said


async def test_a_long_quote_or_value_of_the_model_is_not_sent_back_to_it(api, settings, article, tmp_path):
    said = await told(
        api,
        settings,
        article,
        tmp_path,
        proposed("claim", LONG, statement=LONG),
        proposed("effective_date", "本公告自2025年12月1日起施行", instrument=LONG, date=LONG, basis=LONG),
        proposed(LONG, "本公告自2025年12月1日起施行"),
    )
    assert len(said) < 3 * (MOST_REASONS * (LONGEST_REASON + 20)) + 200
    assert LONG[: LONGEST_REASON + 1] not in said


async def test_the_articles_text_is_never_sent_again(api, settings, make_document, tmp_path):
    text = "商務部公告2025年第94號自2025年12月1日起施行，" + "鎵基相關物項的出口經營者應當依法申請許可並提交材料，" * 60
    changed = text.replace("12月1日", "12月2日")
    said = await told(api, settings, make_document(text), tmp_path, proposed("claim", changed, statement=changed))
    assert len(said) < 400


@pytest.mark.parametrize("count", [1, 30, 31, 500])
def test_no_answer_makes_a_message_beyond_the_bound(count):
    failing = [Failing(number, "claim", (LONG,) * 9) for number in range(count)]
    assert len(correction(failing, count)) <= MOST_ITEMS * (MOST_REASONS * (LONGEST_REASON + 2) + 25) + 200


async def test_the_message_is_in_the_language_of_the_prompt(api, settings, article, tmp_path):
    wrong = proposed("count", "全球約九成的鎵由本國供應", action="added", count="九", colour="red")
    said = await told(api, settings, article, tmp_path, wrong)
    assert not re.search(r"[A-Za-z]{3,} [A-Za-z]{3,} [A-Za-z]{3,}", said.replace("' or '", ""))
    assert "pydantic" not in said
