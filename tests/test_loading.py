"""Names of a room are loaded when they are asked for."""

import pytest

from workbench.loading import load_when_asked


def test_a_name_is_that_of_its_module():
    load = load_when_asked("workbench.text", {"numerals": ("parse_integer",)})
    assert load("parse_integer")("二十三") == 23


def test_another_name_is_said_to_be_missing():
    with pytest.raises(AttributeError, match=r"'workbench\.text' has no attribute 'guess'"):
        load_when_asked("workbench.text", {"numerals": ("parse_integer",)})("guess")
