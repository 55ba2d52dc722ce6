"""The models that are offered: what each can do, how much it reads, what it costs. Nothing is asked over the network.

Context and prices are those of genai-prices, which is installed with the product; `model_overrides.toml` says the rest.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final, Literal

from echotune.core import clock

if TYPE_CHECKING:
    from genai_prices.types import ModelInfo

Tier = Literal["small", "middle", "large"]
FREE: Final = Decimal(0)
LOCAL: Final = "ollama"


@dataclass(frozen=True)
class ModelCard:
    """One model at one provider. Prices are US dollars; None is unknown, and only what is free is 0."""

    provider: str
    id: str
    title: str
    tier: Tier | None = None
    context_tokens: int | None = None
    input_usd_per_mtok: Decimal | None = None
    output_usd_per_mtok: Decimal | None = None
    usd_per_request: Decimal | None = FREE
    """What is charged for a request beside its tokens."""
    streaming: bool = True
    tools: bool = True
    structured_output: bool = True
    local: bool = False

    def cost_usd(self, input_tokens: int, output_tokens: int) -> Decimal | None:
        """What a request would cost; None: unknown."""
        prices = (self.input_usd_per_mtok, self.output_usd_per_mtok, self.usd_per_request)
        if None in prices:
            return None
        read, written, request = (price or FREE for price in prices)
        return (read * input_tokens + written * output_tokens) / 1_000_000 + request


@cache
def cards() -> tuple[ModelCard, ...]:
    """All models that are offered, in the order of the file."""
    return tuple(
        _card(provider, section.get("price_list"), model_id, told)
        for provider, section in _overrides().items()
        for model_id, told in section["models"].items()
    )


def card(provider: str, model_id: str) -> ModelCard:
    """The card of any model, offered or not. Nothing but its name is known of one that no list has."""
    for known in cards():
        if (known.provider, known.id) == (provider, model_id):
            return known
    return _card(provider, _overrides().get(provider, {}).get("price_list"), model_id, {})


def offered(served_here: Sequence[str] = ()) -> list[ModelCard]:
    """The cards of what can be chosen. What a server of one's own lists stands in place of what such servers often have."""
    if not served_here:
        return list(cards())
    own = [card(LOCAL, model_id) for model_id in served_here]
    return [*(known for known in cards() if known.provider != LOCAL), *own]


@cache
def _overrides() -> dict[str, Any]:
    return tomllib.loads(files("echotune.llm").joinpath("model_overrides.toml").read_text())


def _card(provider: str, price_list: str | None, model_id: str, told: dict[str, Any]) -> ModelCard:
    bare = ModelCard(provider, model_id, model_id)
    if provider == LOCAL:
        bare = replace(bare, input_usd_per_mtok=FREE, output_usd_per_mtok=FREE, local=True)
    listed = _listed(price_list, model_id) if price_list else None
    return replace(bare, **((_priced(listed) if listed else {}) | told))


def _listed(price_list: str, model_id: str) -> ModelInfo | None:
    from genai_prices.data_snapshot import get_snapshot

    provider = next((found for found in get_snapshot().providers if found.id == price_list), None)
    return provider.find_model(model_id) if provider else None


def _priced(listed: ModelInfo) -> dict[str, Any]:
    prices = listed.get_prices(clock.now())
    per_thousand = _base(prices.requests_kcount)
    return {
        **({"title": listed.name} if listed.name else {}),
        "context_tokens": listed.context_window,
        "input_usd_per_mtok": _base(prices.input_mtok),
        "output_usd_per_mtok": _base(prices.output_mtok),
        "usd_per_request": per_thousand / 1000 if per_thousand else FREE,
    }


def _base(price: Any) -> Decimal | None:
    """The price of a short request: long ones are dearer at some vendors, and a turn is short."""
    base: Decimal | None = getattr(price, "base", price)
    return base
