"""Which texts are one text, whoever printed it."""

import pytest

from workbench.text import fold_script, same_texts

TEXT = (
    "商務部7月1日發布公告，決定自即日起至12月31日暫停實施對樣品實施出口管制的公告。業內人士認為，這一調整回應了企業的關切，"
    "有助於穩定供應鏈。公告同時要求出口經營者在暫停期內如實申報樣品的最終用戶和最終用途，並保存有關單證五年。"
)
OTHER = (
    "從7月1日到年底，樣品出口不再需要許可。這是商務部週二宣布的。多家廠商對本報說，他們會趁這半年補足海外倉庫的存量，但不敢說"
    "之後會怎樣；也有廠商擔心，暫停期一過，審批會比從前更慢。分析師提醒，暫停與取消是兩回事，合約裡最好寫明。"
)


def same(texts):
    return same_texts(texts.items())


@pytest.mark.parametrize(
    "copy",
    [
        TEXT,
        fold_script(TEXT),
        f"轉載自樣本網　編輯：某某\n\n{TEXT}\n\n免責聲明：本文僅代表作者觀點，與本站無關。",
        TEXT.replace("，", " ,").replace("。", ".\n"),
        TEXT[: len(TEXT) * 4 // 5],
    ],
    ids=["same", "other script", "new head and foot", "other marks", "shortened"],
)
def test_a_copy_is_one_text(copy):
    assert same({"a": TEXT, "b": OTHER, "c": copy}) == {"a": "a", "b": "b", "c": "a"}
    assert same({"a": copy, "b": TEXT}) == {"a": "a", "b": "a"}


def test_the_same_news_in_other_words_is_another_text():
    assert same({"a": TEXT, "b": OTHER}) == {"a": "a", "b": "b"}


def test_two_articles_that_quote_one_short_announcement_are_two():
    quoted = TEXT[:70]
    long, longer = f"{OTHER}{quoted}", f"{OTHER[::-1]}{quoted}"
    assert len(set(same({"a": quoted, "b": long, "c": longer}).values())) == 3


def test_short_texts_are_one_only_where_they_are_equal():
    texts = {"a": "公告全文。", "b": "公告 全文", "c": "公告節錄", "d": TEXT, "e": ""}
    assert same(texts) == {"a": "a", "b": "a", "c": "c", "d": "d", "e": "e"}


def test_a_thousand_copies_have_one_leader():
    copies = {f"{number:04d}": f"第{number}次轉載。{TEXT}" for number in range(1000)}
    assert set(same(copies).values()) == {"0000"}
