"""How many requests are under way: as many as asked for, fewer where many are refused, the same where a few are."""

from __future__ import annotations

import asyncio

import pytest

from workbench.extraction.gate import Gate


async def send(gate: Gate, status: int) -> None:
    async with gate.slot() as slot:
        slot.status = status


async def test_no_more_are_under_way_than_asked_for():
    gate, most = Gate(3), 0

    async def one() -> None:
        nonlocal most
        async with gate.slot():
            most = max(most, gate.in_flight)
            await asyncio.sleep(0)

    await asyncio.gather(*(one() for _ in range(20)))
    assert (most, gate.in_flight) == (3, 0)


async def turns(count: int) -> None:
    """Waits so many turns of the loop: time that is the same on every machine."""
    for _ in range(count):
        await asyncio.sleep(0)


async def ask_a_server_that_takes(most: int, gate: Gate, requests: int) -> int:
    """Asks until all is answered; how many were refused."""
    taken = refused = 0

    async def ask() -> None:
        nonlocal taken, refused
        while True:
            async with gate.slot() as slot:
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
    gate = Gate(200)
    refused = await ask_a_server_that_takes(40, gate, 2_000)
    assert 30 <= gate.limit <= 60
    assert refused < 300


async def test_a_server_that_takes_all_is_soon_asked_for_all():
    gate = Gate(200)
    assert await ask_a_server_that_takes(200, gate, 500) == 0
    assert gate.limit == 200


@pytest.mark.parametrize("status", [429, 529])
async def test_stray_refusals_change_nothing(status):
    gate = Gate(64)
    for number in range(1_000):
        await send(gate, status if number % 25 == 0 else 200)
    assert gate.limit == 64


async def test_faults_of_the_server_are_no_limit():
    gate = Gate(64)
    for _ in range(200):
        await send(gate, 500)
    assert gate.limit == 64


async def test_the_limit_grows_again():
    gate = Gate(64)
    for _ in range(64):
        await send(gate, 429)
    low = gate.limit
    for _ in range(2_000):
        await send(gate, 200)
    assert low < 64
    assert gate.limit == 64


async def test_one_that_is_stopped_while_it_waits_leaves_its_place():
    gate = Gate(1)
    async with gate.slot():
        waiting = [asyncio.create_task(send(gate, 200)) for _ in range(2)]
        await asyncio.sleep(0)
        waiting[0].cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    assert waiting[0].cancelled()
    assert gate.in_flight == 0
