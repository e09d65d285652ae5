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


SPUN = (
    "依据《中华国民共和国出口管束法》，为保护国度平安，决定对铟相干物项实施出口管束，商务部公告2031年第61号自公布之日起实施。\n"
    "（一）1C903.a 磷化铟单晶，纯度大于99.9%（参考海关商品编号：2853904051）。"
)


def test_a_copy_with_swapped_words_states_only_what_codes_and_figures_fix() -> None:
    facts = recognize(Document(id="0" * 64, text=SPUN, year=2031)).facts
    assert {fact.kind for fact in facts} == {"controlled_item", "threshold"}
    assert all("damaged_source" in fact.notes for fact in facts)


def test_a_copy_with_swapped_words_and_no_code_states_nothing() -> None:
    text = "商务部9日决议对钨相关物项施行出口管束，企业该当按照《中华人民共和国两用物项出口控制法令》请求答应。"
    assert recognize(Document(id="0" * 64, text=text, year=2031)).facts == ()


def test_one_odd_word_is_no_spun_copy() -> None:
    text = "商务部公布《出口控制法》的配套规定，自2031年11月10日起，暂停实施商务部公告2031年第61号。"
    assert any(fact.kind == "status_change" for fact in recognize(Document(id="0" * 64, text=text, year=2031)).facts)


def test_marks_inside_words_and_doubled_commas_are_read_over() -> None:
    text = "商务部公布对钨,、钼、铋等相关物▪项实施出▪口管制。"
    items = [fact for fact in recognize(Document(id="0" * 64, text=text)).facts if fact.kind == "controlled_item"]
    assert {"钨", "钼", "铋"} <= {fact.content.name for fact in items}


def test_what_was_read_over_inside_a_quote_is_noted() -> None:
    text = "（一）1C903.a 磷化▪铟单晶（参考海关商品编号：2853904051）。"
    (item,) = [fact for fact in recognize(Document(id="0" * 64, text=text)).facts if fact.kind == "controlled_item"]
    assert item.notes == ("repaired",)
    assert item.evidence[0].quote in text
