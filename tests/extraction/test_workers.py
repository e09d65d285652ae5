"""Work beside the event loop: in a thread or in processes, several calls a message, its time told by what it was for."""

from __future__ import annotations

import asyncio
import os
import time

import pytest

from workbench.extraction.workers import Workers, apart


def double(number: int) -> int:
    return 2 * number


def fail_on_three(number: int) -> int:
    if number == 3:
        raise ValueError("three")
    return number


def process_number() -> int:
    return os.getpid()


def busy(seconds: float) -> None:
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        pass


def prepare_and_hold() -> None:
    with apart("rules"):
        busy(0.05)
    busy(0.02)


@pytest.mark.parametrize("processes", [0, 1])
async def test_each_call_gets_its_own_result(processes):
    with Workers(processes) as workers:
        assert await asyncio.gather(*(workers.run(double, number) for number in range(50))) == list(range(0, 100, 2))


@pytest.mark.parametrize("processes", [0, 1])
async def test_what_one_call_raises_is_raised_there_alone(processes):
    with Workers(processes) as workers:
        made = await asyncio.gather(
            *(workers.run(fail_on_three, number) for number in range(6)), return_exceptions=True
        )
    assert [each for each in made if not isinstance(each, Exception)] == [0, 1, 2, 4, 5]
    assert isinstance(made[3], ValueError)


async def test_processes_are_others_and_a_thread_is_not():
    with Workers(1) as workers:
        assert await workers.run(process_number) != os.getpid()
    with Workers() as workers:
        assert await workers.run(process_number) == os.getpid()


async def test_a_caller_that_is_stopped_leaves_the_others_their_results():
    with Workers() as workers:
        stopped = asyncio.create_task(workers.run(busy, 0.05))
        others = [asyncio.create_task(workers.run(double, number)) for number in range(20)]
        await asyncio.sleep(0)
        stopped.cancel()
        assert await asyncio.gather(*others) == list(range(0, 40, 2))
        assert stopped.cancelled()


async def test_time_is_told_by_what_it_was_spent_on_and_none_of_it_twice():
    with Workers() as workers:
        await workers.run(prepare_and_hold)
    assert workers.seconds["rules"] >= 0.05
    assert 0.02 <= workers.seconds["prepare_and_hold"] < 0.05
