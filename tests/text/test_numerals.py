from decimal import Decimal

import pytest

from workbench.text import parse_decimal, parse_integer


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("58", 58),
        ("５８", 58),
        ("1,000", 1000),
        ("五十八", 58),
        ("十", 10),
        ("二〇三一", 2031),
        ("廿二", 22),
        ("一百零三", 103),
        ("兩", 2),
        ("三萬二千", 32000),
        ("一億", 10**8),
        ("甲", None),
        ("", None),
    ],
)
def test_whole_numbers(written: str, number: int | None) -> None:
    assert parse_integer(written) == number


@pytest.mark.parametrize(
    ("written", "number"),
    [("0.1", "0.1"), ("160.07万", "1600700"), ("1.5億", "150000000"), ("-5", "-5"), ("三點五", "3.5"), ("五十", "50")],
)
def test_decimals_have_their_multiples_worked_out(written: str, number: str) -> None:
    assert parse_decimal(written) == Decimal(number)


@pytest.mark.parametrize("written", ["", "甲", "1.2.3", "三點甲", "-"])
def test_what_is_no_number_is_none(written: str) -> None:
    assert parse_decimal(written) is None
