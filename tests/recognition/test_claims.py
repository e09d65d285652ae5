"""Figures of markets are claims; limits of policy are none."""

from workbench.facts.document import Document
from workbench.facts.kinds import Claim
from workbench.recognition.claims import claim_facts
from workbench.recognition.reading import Reading


def claims(text: str) -> list[Claim]:
    reading = Reading.of(Document(id="0" * 64, text=text))
    return [fact.content for fact in claim_facts(reading) if isinstance(fact.content, Claim)]


def test_a_market_share_is_a_claim_with_its_figure() -> None:
    (claim,) = claims("该国占全球产量的55%。")
    assert (str(claim.value), claim.unit, claim.statement) == ("55", "%", "该国占全球产量的55%。")


def test_shares_in_words_are_claims() -> None:
    (claim,) = claims("長期以來，產量佔全球七成以上。")
    assert (str(claim.value), claim.unit) == ("7", "成")


def test_a_share_of_the_world_under_a_picture_is_a_claim_and_a_date_or_size_there_is_none() -> None:
    caption = "某國鎢產量佔全球四分之三。（圖片來源：某通訊社）"
    assert [claim.statement for claim in claims(caption)] == ["某國鎢產量佔全球四分之三。"]
    assert claims("2019年出口量三成的鎢礦由此運出。（圖片來源：某通訊社）") == []


def test_limits_and_terms_are_no_claims() -> None:
    assert claims("价值比例达到0.1%及以上的须经许可，期限为90天。") == []


def test_the_value_of_goods_in_a_case_is_no_claim() -> None:
    assert claims("涉案货物价值约1.2亿元，罚款50万元。") == []


def test_published_decisions_counted_are_a_claim() -> None:
    (claim,) = claims("全年公开的行政处罚决定书达 120 篇。")
    assert (str(claim.value), claim.unit) == ("120", "篇")


def test_a_figure_that_the_source_calls_an_invention_is_not_its_claim() -> None:
    assert claims("某通讯社造谣说双方将以5000亿美元和解。") == []
    assert claims("那篇5000亿美元和解的新闻显然子虚乌有。") == []
    assert len(claims("双方预计以5000亿美元和解。")) == 1
