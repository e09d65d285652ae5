"""What comes within a pause is written together; what was acknowledged is written, and closing waits for no pause."""

from __future__ import annotations

import asyncio

import pytest

from workbench.extraction.keeping import Keeper


async def test_what_comes_within_a_pause_is_written_together() -> None:
    written: list[list[int]] = []
    keeper: Keeper[int] = Keeper(lambda some: written.append(list(some)), pause=0.05)

    async def keep(item: int) -> None:
        await asyncio.sleep(0.005 * item)
        await keeper.keep(item)
        assert any(item in some for some in written)  # nobody is told before it is written

    await asyncio.gather(*(keep(item) for item in range(4)))
    await keeper.aclose()
    assert written == [[0, 1, 2, 3]]


async def test_a_full_group_and_closing_wait_for_no_pause() -> None:
    written: list[list[int]] = []
    keeper: Keeper[int] = Keeper(lambda some: written.append(list(some)), most=2, pause=3600)
    waiting = [asyncio.create_task(keeper.keep(item)) for item in range(5)]
    async with asyncio.timeout(60):
        await asyncio.sleep(0)
        await keeper.aclose()
        await asyncio.gather(*waiting)
    assert written == [[0, 1], [2, 3], [4]]


async def test_a_fault_is_told_to_each_who_waits() -> None:
    def refuse(_some: object) -> None:
        raise OSError("no space")

    keeper: Keeper[int] = Keeper(refuse, pause=0.001)
    told = await asyncio.gather(*(keeper.keep(item) for item in range(3)), return_exceptions=True)
    assert [str(each) for each in told] == ["no space"] * 3
    with pytest.raises(OSError, match="no space"):
        await keeper.keep(4)
    await keeper.aclose()
