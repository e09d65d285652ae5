"""What a request costs, by the price list of the installed genai-prices: nothing is looked up on the network."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from importlib.metadata import version
from math import isclose
from typing import Any

from workbench.extraction.requests import CanonicalRequest, canonical_json

TOKEN_KINDS = ("input_tokens", "output_tokens", "cache_creation_input_tokens", "cache_read_input_tokens")
"""What an answer states of its use; the two cache kinds are not part of the input tokens."""

BATCH_SHARE = 0.5
"""Price of a request in a batch, as a share of that of the same request asked directly."""

_PROVIDER = "anthropic"


def price_of(usage: Mapping[str, Any], model: str, *, batch: bool = False) -> float | None:
    """Price in USD of an answer with this use; None where the list does not know the model."""
    used = {kind: int(usage.get(kind) or 0) for kind in TOKEN_KINDS}
    rates = _rates(model)
    price = _listed_price(used, model) if rates is None else sum(count * rates[kind] for kind, count in used.items())
    return None if price is None else price * (BATCH_SHARE if batch else 1)


@lru_cache
def _rates(model: str) -> Mapping[str, float] | None:
    """USD a token by kind, where the list has the same for few tokens and for many; None where it has not.

    The list takes half a millisecond for each answer that it is asked about, for it reads its conditions every time.
    """
    few, many = 1_000, 1_000_000
    rates = {}
    for kind in TOKEN_KINDS:
        of_few, of_many = (_listed_price({kind: count}, model) for count in (few, many))
        if of_few is None or of_many is None or not isclose(of_few / few, of_many / many):
            return None
        rates[kind] = of_many / many
    return rates


def _listed_price(used: Mapping[str, int], model: str) -> float | None:
    """Price in USD of so many tokens by kind, as the list reckons it."""
    from genai_prices import Usage, calc_price

    plain, answered, written, read = (used.get(kind, 0) for kind in TOKEN_KINDS)
    try:
        price = calc_price(
            Usage(
                input_tokens=plain + written + read,
                cache_write_tokens=written,
                cache_read_tokens=read,
                output_tokens=answered,
            ),
            model_ref=model,
            provider_id=_PROVIDER,
        )
    except LookupError:
        return None
    return float(price.total_price)


def most_of(request: CanonicalRequest, *, batch: bool = False) -> float | None:
    """The most in USD that a request can cost; None where the list does not know the model.

    No token is shorter than a byte, so the bytes of the body bound the tokens sent, all of them taken as written to the
    API's cache, which is dearest; the answer can be as long as the request allows.
    """
    most_sent, most_answered = _prices(str(request.body.get("model", "")))
    if most_sent is None or most_answered is None:
        return None
    sent = len(canonical_json(dict(request.body)).encode())
    whole = sent * most_sent + int(request.body.get("max_tokens", 0)) * most_answered
    return whole * (BATCH_SHARE if batch else 1)


def is_priced(model: str) -> bool:
    """Whether the list knows a model."""
    return _prices(model)[0] is not None


@lru_cache
def price_list() -> str:
    """The list by name, version and day: that of the latest price in it that is dated, since it has no date of its own."""
    from genai_prices.data import providers

    dated = [
        constraint.start_date
        for provider in providers
        if provider.id == _PROVIDER
        for model in provider.models
        for constraint in _constraints(model)
        if isinstance(getattr(constraint, "start_date", None), date)
    ]
    day = max((each for each in dated if each <= datetime.now(UTC).date()), default=None)
    return f"genai-prices {version('genai-prices')}" + (f", {day.isoformat()}" if day else "")


def _constraints(model: Any) -> Iterator[Any]:
    prices = model.prices if isinstance(model.prices, list) else []
    for each in (*prices, *(model.price_variants or ())):
        yield each.constraint


@lru_cache
def _prices(model: str) -> tuple[float | None, float | None]:
    """USD for one token sent, at the dearest, and for one answered."""
    million = 1_000_000
    sent = price_of({"cache_creation_input_tokens": million}, model)
    plain = price_of({"input_tokens": million}, model)
    answered = price_of({"output_tokens": million}, model)
    if sent is None or plain is None or answered is None:
        return None, None
    return max(sent, plain) / million, answered / million
