import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.text import fold


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("實施出口管制", "实施出口管制"),
        ("ＡＢＣ　１２", "abc 12"),
        ("「兩用物項」，", "两用物项"),
        ("2025 年第 6 號", "2025年第6号"),
        ("160.07 万元", "160.07万元"),
        ("價值 1,234,567 元", "价值1234567元"),
        ("價值１，２３４元", "价值1234元"),
        ("第61號¹⁷、62號", "第61号、62号"),
        ("二○○七年", "二〇〇七年"),
        ("10⁶個", "10^6个"),
        ("≧0.1％", "≥0.1%"),
        ("先進晶片與網際網路", "先进芯片与互联网"),
        ("14奈米", "14纳米"),
        ("矽與鎦", "硅与镥"),
        ("第5、6號", "第5，6号"),
    ],
)
def test_these_are_the_same_writing(one: str, other: str) -> None:
    assert fold(one).text == fold(other).text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1.5億", "15億"),
        ("0.1%", "01%"),
        ("下降-5%", "下降5%"),
        ("10⁶個", "106個"),
        ("10⁻⁶m", "10⁶m"),
        ("≥0.1%", "≤0.1%"),
        ("≥0.1%", "0.1%"),
        ("五、六", "五六"),
        ("1/3", "1-3"),
        ("12:01", "12.01"),
        ("2025①", "20251"),
        ("2½", "21/2"),
        ("55，56", "5556"),
        ("1,23", "123"),
        ("暫停", "停"),
        ("5%", "5"),
        ("資料", "數據"),
    ],
)
def test_these_stay_apart(one: str, other: str) -> None:
    assert fold(one).text != fold(other).text


def test_a_term_of_another_length_keeps_its_own_edges() -> None:
    folded = fold("在網際網路上")
    start = folded.text.index("互联网")
    assert folded.source[slice(*folded.span(start, start + 3))] == "網際網路"


@given(
    st.text(alphabet=st.sampled_from(list("出口管制不0123456789.,，、-—~^ ¹⁶⁻○①½㎛Å≧網際網路晶片é\n百万")), max_size=60)
)
def test_every_folded_character_has_its_place(source: str) -> None:
    folded = fold(source)
    assert len(folded.at) == len(folded.text)
    assert list(folded.at) == sorted(folded.at)
    assert all(0 <= offset < len(source) for offset in folded.at)


def test_a_pair_that_phrases_decide_joins_all_its_variants() -> None:
    assert fold("瀋陽海關").text == fold("沈阳海关").text


@given(st.text(alphabet=st.sampled_from(list("出口不012.,，、-—−~^( ）¹⁶⁻○①½㎛網際網路百\n")), min_size=1, max_size=40))
def test_what_follows_the_last_kept_character_does_not_change_them(source: str) -> None:
    folded = fold(source)
    if folded.text:
        assert fold(source[: folded.at[-1] + 1]).text == folded.text
