"""All rules together, and the audit of what they leave open."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

from workbench.facts.document import Document
from workbench.recognition import find_mentions, recognize, uncovered

TEXT = "商务部公告2031年第61号\n\n经国务院批准，决定对某技术实施出口管制。\n\n本公告自公布之日起实施。\n\n商务部\n2031年10月9日\n"


def document(text: str) -> Document:
    return Document(id="0" * 64, text=text, published=date(2031, 10, 9), year=2031)


def test_recognition_is_the_same_each_time_and_repeats_no_fact() -> None:
    first, second = recognize(document(TEXT)), recognize(document(TEXT))
    assert first == second
    assert len({fact.id for fact in first.facts}) == len(first.facts)


def test_every_span_is_text_of_the_source() -> None:
    recognition = recognize(document(TEXT))
    assert all(TEXT[span.start : span.end] == span.quote for fact in recognition.facts for span in fact.evidence)
    assert all(TEXT[mention.start : mention.end] == mention.quote for mention in recognition.mentions)


def test_an_empty_text_holds_nothing() -> None:
    recognition = recognize(document(" \n"))
    assert (recognition.mentions, recognition.facts) == ((), ())


def test_mentions_that_no_fact_touches_are_reported() -> None:
    recognition = recognize(document(TEXT + "\n另据悉，2031年12月25日有会。\n"))
    open_mentions = uncovered(recognition.mentions, recognition.facts)
    assert [(mention.kind, mention.value) for mention in open_mentions] == [("date", "2031-12-25")]


def test_without_facts_every_mention_is_open() -> None:
    mentions = recognize(document(TEXT)).mentions
    assert uncovered(mentions, ()) == mentions


def test_mentions_alone_are_those_that_the_rules_find() -> None:
    assert find_mentions(document(TEXT)) == recognize(document(TEXT)).mentions != ()


def test_mentions_alone_need_none_of_the_rules_for_facts() -> None:
    script = (
        "import sys; from workbench.facts.document import Document; from workbench.recognition import find_mentions; "
        f"find_mentions(Document(id='0', text={TEXT!r})); print('workbench.recognition.engine' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout == "False\n"
