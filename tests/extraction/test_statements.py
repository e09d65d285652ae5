"""A sentence may say only what its facts hold."""

from __future__ import annotations

from datetime import date

import pytest

from workbench.extraction.statements import sentences, unsupported_words
from workbench.facts.kinds import Count, LegalInstrument, Listing, Penalty, StatusChange, Target, Threshold

SUSPENSION = StatusChange(
    action="suspend",
    targets=(Target(instrument="MOFCOM/announcement/2025/94"),),
    from_=date(2025, 11, 12),
    until=date(2026, 11, 11),
    term_text="1年",
)
SHARE = Threshold(instrument="MOFCOM/announcement/2025/94", comparator="ge", value="0.5", unit="%", subject="價值占比")
COUNT = Count(
    instrument="UEL/announcement/2025/21", list="unreliable_entity", action="add", count=12, jurisdiction="US"
)
LISTED = Listing(name_zh="北辰無人系統公司", name_original="Boreal Unmanned Systems, Inc.", jurisdiction="CA")
FINE = Penalty(party="青城遠航商貿有限公司", value="864000", fine="52000", currency="CNY", date=date(2025, 9, 2))
LAW = LegalInstrument(title="中華人民共和國出口管制法", articles=("第十二條",))


@pytest.mark.parametrize(
    ("sentence", "facts"),
    [
        ("商務部公告2025年第94號自2025年11月12日起暫停，至2026年11月11日。", [SUSPENSION]),
        ("商务部公告2025年第94号的措施暂停到2026年11月11日。", [SUSPENSION]),
        ("該公告自11月12日起暫停一年。", [SUSPENSION]),
        ("2026年11月之前宜逐項核對；一方面留意期限。", [SUSPENSION]),
        ("價值占比達百分之零點五即須申請。", [SHARE]),
        ("門檻為0.5%。", [SHARE]),
        ("有12家美國實體被列入。", [COUNT]),
        ("十二家實體被列入。", [COUNT]),
        ("加拿大的 Boreal Unmanned Systems 被列入清單。", [LISTED]),
        ("罰款5.2萬元，貨值86.4萬元。", [FINE]),
        ("依據《出口管制法》第十二條。", [LAW]),
        ("企業應逐案評估，並保存紀錄。", [SUSPENSION]),
    ],
)
def test_held(sentence, facts):
    assert unsupported_words(sentence, facts) == ()


@pytest.mark.parametrize(
    ("sentence", "facts", "missing"),
    [
        ("商務部公告2025年第95號已暫停。", [SUSPENSION], "商務部公告2025年第95號"),
        ("暫停至2026年11月10日。", [SUSPENSION], "2026年11月10日"),
        ("自2025年12月起恢復。", [SUSPENSION], "2025年12月"),
        ("門檻為5%。", [SHARE], "5%"),
        ("共有0.5家受影響。", [SHARE], "0.5"),
        ("有15家實體被列入。", [COUNT], "15"),
        ("有日本企業受影響。", [COUNT], "日本"),
        ("Nexperia 受到影響。", [LISTED], "Nexperia"),
        ("依據《對外貿易法》處理。", [LAW], "《對外貿易法》"),
        ("暫停後出口量可望回升三成。", [SUSPENSION], "三"),
        ("罰款五十二萬元。", [FINE], "五十二萬"),
    ],
)
def test_unheld(sentence, facts, missing):
    assert unsupported_words(sentence, facts) == (missing,)


def test_period_may_be_named():
    assert unsupported_words("2025年10月至2026年2月期間無新案。", [LAW], ["2025年10月至2026年2月"]) == ()


def test_sentences_keep_their_marks():
    assert sentences("第一句。第二句；第三句") == ["第一句。", "第二句；", "第三句"]
