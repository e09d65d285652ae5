"""References that a model wrote as text become keys."""

from __future__ import annotations

from workbench.facts.document import Document
from workbench.facts.kinds import EffectiveDate, LegalInstrument, StatusChange, Target
from workbench.recognition import canonical_references, parse_reference

DOCUMENT = Document(id="0" * 64, text="。", year=2031)


def test_targets_and_by_become_keys_and_clauses_stay() -> None:
    content = StatusChange(
        action="suspend",
        targets=(Target(instrument="商务部公告2029年第46号", clause="第二款"), Target(instrument=None)),
        by="商务部公告第72号",
    )
    changed = canonical_references(content, DOCUMENT)
    assert [target.instrument for target in changed.targets] == ["MOFCOM/announcement/2029/46", None]
    assert changed.targets[0].clause == "第二款"
    assert changed.by == "MOFCOM/announcement/2031/72"


def test_none_stays_none() -> None:
    content = EffectiveDate(basis="explicit")
    assert canonical_references(content, DOCUMENT) == content


def test_what_is_neither_number_nor_title_is_kept_as_a_title() -> None:
    content = LegalInstrument(title="出口管制法", cited_by="上述安排")
    assert canonical_references(content, DOCUMENT).cited_by == "title/上述安排"


def test_in_an_answer_the_answer_is_the_document_itself() -> None:
    answer = Document(id="0" * 64, text="。", title="商务部新闻发言人就某措施答记者问", year=2031)
    content = StatusChange(action="suspend", by="商務部新聞發言人答記者問")
    assert canonical_references(content, answer).by == "title/商务部新闻发言人就某措施答记者问"


SHORT = Document(
    id="1" * 64,
    text="海关总署公告2031年第18号先行。商务部令2030年第4号已经停止。其后第4号令不再适用，2031年第18号公告仍在。",
    year=2031,
)


def test_a_short_form_is_the_only_act_of_the_document_that_fits() -> None:
    content = StatusChange(
        action="stop",
        targets=(Target(instrument="第4号令"), Target(instrument="2031年第18号公告")),
        by="商务部公告第18号",
    )
    changed = canonical_references(content, SHORT)
    assert [target.instrument for target in changed.targets] == ["MOFCOM/order/2030/4", "GACC/announcement/2031/18"]
    assert changed.by == "MOFCOM/announcement/2031/18", "an authority that is written is not replaced"


def test_a_year_that_is_written_is_not_replaced() -> None:
    content = EffectiveDate(instrument="2029年第4号令", basis="explicit")
    assert canonical_references(content, SHORT).instrument == "MOFCOM/order/2029/4"


def test_a_list_for_the_announcement_that_puts_entities_on_it_is_that_announcement() -> None:
    text = "2030年4月4日，商务部公告2030年第21号公布出口管制管控名单。第一天是管控名单第21号暂停的最后一天。"
    review = Document(id="2" * 64, text=text, year=2031)
    content = StatusChange(action="suspend", targets=(Target(instrument="管控名单第21号"),))
    assert canonical_references(content, review).targets[0].instrument == "MOFCOM/announcement/2030/21"
    assert parse_reference("不可靠實體清單第7號", year=2031) == "UEL/announcement/2031/7"
