"""Text that copy sites have strewn with readings is read without them and quoted with them."""

from __future__ import annotations

from workbench.facts.document import Document
from workbench.recognition import recognize

GARBLED = "商務(wù)部發(fā)布公告，自2031年11月10日起，暫停實(shí)施商務(wù)部公告2031年第(di)(di)61號(hào)。"


def test_the_facts_are_found_and_their_evidence_is_the_source() -> None:
    facts = recognize(Document(id="0" * 64, text=GARBLED, year=2031)).facts
    (change,) = [fact for fact in facts if fact.kind == "status_change"]
    assert change.instrument == "MOFCOM/announcement/2031/61"
    assert all(GARBLED[span.start : span.end] == span.quote for span in change.evidence)
    assert "repaired" in change.notes


def test_a_label_in_brackets_is_no_reading() -> None:
    text = "自2031年11月10日起，暂停实施商务部公告2031年第61号(a)。"
    facts = recognize(Document(id="0" * 64, text=text, year=2031)).facts
    assert all("repaired" not in fact.notes for fact in facts)
