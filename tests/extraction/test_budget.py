"""What may be spent: put aside before a request, given back after, never passed."""

from __future__ import annotations

import asyncio

import pytest
from scripted_api import message, proposed

from workbench.extraction import ModelEngine
from workbench.extraction.budget import Budget
from workbench.extraction.outcomes import Postponed
from workbench.extraction.prices import most_of, price_list, price_of
from workbench.extraction.requests import CanonicalRequest

CLAIM = proposed("claim", "全球約九成的鎵由本國供應", statement="全球約九成的鎵由本國供應")


async def test_a_request_waits_for_what_others_give_back():
    budget, order = Budget(1.0), []

    async def ask(name: str, cost: float) -> None:
        async with budget.reserved(0.6) as reserved:
            order.append(name)
            await asyncio.sleep(0)
            reserved.cost = cost

    await asyncio.gather(ask("first", 0.1), ask("second", 0.2))
    assert order == ["first", "second"]
    assert budget.spent == pytest.approx(0.3)


async def test_what_could_pass_is_not_asked():
    budget = Budget(1.0)
    async with budget.reserved(0.9) as reserved:
        reserved.cost = 0.5
    with pytest.raises(Postponed) as stopped:
        async with budget.reserved(0.6):
            pass
    assert stopped.value.outcome == "over_budget"
    assert budget.spent == 0.5


async def test_the_engine_sends_nothing_that_could_pass_the_cost(api, settings, article, tmp_path):
    api.script(message({"facts": [CLAIM]}))
    engine = ModelEngine(settings, recordings=tmp_path / "none", max_cost=0.01)
    extraction = await engine.extract(article)
    assert (extraction.outcome, api.count) == ("over_budget", 0)
    assert "--max-cost: 0.00 of 0.01 USD" in extraction.detail


async def test_the_most_is_more_than_any_answer_costs(api, settings, article, tmp_path):
    api.script(message({"facts": [CLAIM]}, usage={"input_tokens": 9_000, "output_tokens": 16_000}))
    api.cover(message({"facts": []}, usage={"input_tokens": 0, "output_tokens": 1}))
    engine = ModelEngine(settings, recordings=tmp_path / "none", max_cost=5.0)
    await engine.extract(article)
    (body, *_) = api.requests
    most = most_of(CanonicalRequest("POST", "/v1/messages", {}, body))
    assert 0.16 < engine.client.budget.spent < most


def test_an_unknown_model_has_no_price():
    assert price_of({"input_tokens": 1}, "claude-of-nobody") is None
    assert price_list().startswith("genai-prices ")


def test_a_batch_is_half_the_price():
    used = {"input_tokens": 1_000, "output_tokens": 500, "cache_read_input_tokens": 4_000}
    assert price_of(used, "claude-sonnet-5-5", batch=True) == pytest.approx(price_of(used, "claude-sonnet-5-5") / 2)
