"""When garbage is looked for: not while a command makes what it ends with, and as before afterwards."""

import gc

import pytest

from workbench.collecting import not_collecting


def test_nothing_is_looked_for_inside_and_again_afterwards() -> None:
    with not_collecting():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_a_fault_inside_leaves_it_as_it_was() -> None:
    with pytest.raises(ValueError, match="inside"), not_collecting():
        raise ValueError("inside")
    assert gc.isenabled()


def test_who_had_it_off_keeps_it_off() -> None:
    gc.disable()
    try:
        with not_collecting():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
