"""The models that are offered, against the price list itself."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from genai_prices import Usage, calc_price
from genai_prices.data_snapshot import get_snapshot

from echotune.core.settings import LlmSettings
from echotune.llm.choosing import CHAT, ranked
from echotune.llm.models import ModelCard, card, cards
from echotune.llm.registry import PROVIDERS

NOW = datetime(2026, 11, 20, tzinfo=UTC)
LISTS = {"bedrock": "aws", "gemini": "google", "xai": "x-ai"}
UNPRICED = {("gemini", "gemma-4-31b-it")}


def test_every_provider_offers_some_and_together_they_are_many() -> None:
    assert {model.provider for model in cards()} == set(PROVIDERS)
    assert len({(model.provider, model.id) for model in cards()}) == len(cards())
    usable = [model for model in cards() if model.tools and model.streaming and model.context_tokens]
    assert len(usable) >= 30


def test_what_each_provider_is_asked_first_is_on_offer() -> None:
    settings = LlmSettings.model_construct(**{name: f.default for name, f in LlmSettings.model_fields.items()})
    for name, provider in PROVIDERS.items():
        assert card(name, provider.default_model(settings)).tier is not None


@pytest.mark.parametrize("model", [model for model in cards() if not model.local], ids=lambda m: f"{m.provider}:{m.id}")
def test_a_model_is_listed_and_not_given_up_by_its_vendor(model: ModelCard) -> None:
    listed = next(p for p in get_snapshot().providers if p.id == LISTS.get(model.provider, model.provider))
    found = listed.find_model(model.id)
    assert found is not None
    assert not found.deprecated
    assert (model.input_usd_per_mtok is None) == ((model.provider, model.id) in UNPRICED)


@pytest.mark.parametrize(
    "key", [("openai", "gpt-6-luna"), ("anthropic", "claude-sonnet-5-5"), ("perplexity", "sonar-pro")]
)
def test_a_cost_is_what_the_price_list_s_own_sum_says(key: tuple[str, str]) -> None:
    listed = calc_price(
        Usage(input_tokens=5000, output_tokens=700), model_ref=key[1], provider_id=key[0], genai_request_timestamp=NOW
    )
    assert card(*key).cost_usd(5000, 700) == pytest.approx(listed.total_price)


def test_an_unknown_price_is_not_nothing_and_what_is_local_is_free() -> None:
    assert card("openai", "never-heard-of").cost_usd(1, 1) is None
    assert card("gemini", "gemma-4-31b-it").input_usd_per_mtok is None
    own = card("ollama", "some-model:7b")
    assert own.local
    assert own.cost_usd(1000, 1000) == 0


CHEAP = ModelCard("a", "cheap", "Cheap", "small", 128_000, Decimal(1), Decimal(2))
GOOD = ModelCard("b", "good", "Good", "large", 200_000, Decimal(5), Decimal(25))
SECRET = ModelCard("c", "secret", "Price unknown", "large", 200_000)
DUMB = ModelCard("d", "dumb", "No tools", "small", 128_000, Decimal(0), Decimal(0), tools=False)
SHORT = ModelCard("e", "short", "Reads little", "small", 4_000, Decimal(0), Decimal(0))
OWN = ModelCard("f", "own", "Own", "small", None, Decimal(0), Decimal(0), local=True)
ALL = [SECRET, GOOD, SHORT, DUMB, CHEAP]


def test_what_a_task_needs_is_a_condition_and_the_rest_is_an_order() -> None:
    assert ranked(ALL, CHAT, "cost") == [CHEAP, GOOD, SECRET]
    assert ranked(ALL, CHAT, "quality") == [GOOD, SECRET, CHEAP]
    assert ranked(ALL, CHAT, "latency", {("c", "secret"): 90, ("b", "good"): 400}) == [SECRET, GOOD, CHEAP]
    assert ranked([*ALL, OWN], CHAT, "cost")[0] == OWN
    assert ranked([DUMB, SHORT], CHAT, "cost") == []
