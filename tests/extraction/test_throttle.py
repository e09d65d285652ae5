"""How many requests are under way: as many as asked for, fewer where many are refused, the same where a few are."""

from __future__ import annotations

import asyncio

import pytest

from workbench.extraction.throttle import Throttle


async def send(throttle: Throttle, status: int) -> None:
    async with throttle.slot() as slot:
        slot.status = status


async def test_no_more_are_under_way_than_asked_for():
    throttle, most = Throttle(3), 0

    async def one() -> None:
        nonlocal most
        async with throttle.slot():
            most = max(most, throttle.in_flight)
            await asyncio.sleep(0)

    await asyncio.gather(*(one() for _ in range(20)))
    assert (most, throttle.in_flight) == (3, 0)


async def turns(count: int) -> None:
    """Waits so many turns of the loop: time that is the same on every machine."""
    for _ in range(count):
        await asyncio.sleep(0)


async def ask_a_server_that_takes(most: int, throttle: Throttle, requests: int) -> int:
    """Asks until all is answered; how many were refused."""
    taken = refused = 0

    async def ask() -> None:
        nonlocal taken, refused
        while True:
            async with throttle.slot() as slot:
                if taken >= most:
                    refused += 1
                    slot.status = 429
                else:
                    taken += 1
                    await turns(20)
                    taken -= 1
                    slot.status = 200
                    return
            await turns(10)

    await asyncio.gather(*(ask() for _ in range(requests)))
    return refused


async def test_a_server_that_takes_forty_is_asked_for_about_forty():
    throttle = Throttle(200)
    refused = await ask_a_server_that_takes(40, throttle, 2_000)
    assert 30 <= throttle.limit <= 60
    assert refused < 300


async def test_a_server_that_takes_all_is_soon_asked_for_all():
    throttle = Throttle(200)
    assert await ask_a_server_that_takes(200, throttle, 500) == 0
    assert throttle.limit == 200


@pytest.mark.parametrize("status", [429, 529])
async def test_stray_refusals_change_nothing(status):
    throttle = Throttle(64)
    for number in range(1_000):
        await send(throttle, status if number % 25 == 0 else 200)
    assert throttle.limit == 64


async def test_faults_of_the_server_are_no_limit():
    throttle = Throttle(64)
    for _ in range(200):
        await send(throttle, 500)
    assert throttle.limit == 64


async def test_the_limit_grows_again():
    throttle = Throttle(64)
    for _ in range(64):
        await send(throttle, 429)
    low = throttle.limit
    for _ in range(2_000):
        await send(throttle, 200)
    assert low < 64
    assert throttle.limit == 64


async def test_one_that_is_stopped_while_it_waits_leaves_its_place():
    throttle = Throttle(1)
    async with throttle.slot():
        waiting = [asyncio.create_task(send(throttle, 200)) for _ in range(2)]
        await asyncio.sleep(0)
        waiting[0].cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    assert waiting[0].cancelled()
    assert throttle.in_flight == 0
