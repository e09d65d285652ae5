import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.text import fold_script, han_pattern, normalize


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("２０３１ 年第６號", "2031年第6号"),
        ("公告第61號¹⁷", "公告第61号"),
        ("10⁶個", "10^6个"),
        ("每cm³", "每cm3"),
        ("Kozan  Seiko Inc.", "Kozan Seiko Inc."),
        ("  Kozan \t Seiko \u3000 Inc.  \n  ( Japan )  、甲", "Kozan\tSeiko Inc.\n( Japan )、甲"),
        ("粒徑 大於 50 μm", "粒径大于50 μm"),
        ("零\u200b寬", "零宽"),
        ("一行\r\n二行", "一行\n\n二行"),
    ],
)
def test_one_width_one_script_no_stray_space(source: str, text: str) -> None:
    assert normalize(source).text == text


def test_a_span_leads_back_to_the_source() -> None:
    source = "依 公 告２０３１年第６號¹辦理"
    normal = normalize(source)
    start = normal.text.index("2031")
    assert normal.quote(start, start + len("2031年第6号")) == "２０３１年第６號"
    assert normal.offset(source.index("２")) == start


def test_an_empty_span_is_refused() -> None:
    with pytest.raises(ValueError, match="no such span"):
        normalize("甲乙").span(1, 1)


def test_patterns_are_written_in_either_script() -> None:
    assert han_pattern("出口管製|暫停").search(normalize("暂停").text)


@given(st.text(max_size=80))
def test_every_character_has_its_place_in_order(source: str) -> None:
    normal = normalize(source)
    assert len(normal.at) == len(normal.text)
    assert list(normal.at) == sorted(normal.at)


@given(st.text(max_size=80))
def test_script_folding_keeps_the_length(source: str) -> None:
    assert len(fold_script(source)) == len(source)


@given(st.text(alphabet=st.sampled_from(list("對對於於實施的０１²³ ，。abc")), max_size=40))
def test_a_text_of_the_other_script_is_read_like_its_parts(source: str) -> None:
    plain = "本文不作評論" * 200  # so many characters that change that the text is folded another way
    folded = normalize(f"{plain}。{source}")
    assert folded.text == normalize(plain).text + normalize(f"。{source}").text
