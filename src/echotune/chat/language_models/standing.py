"""How each provider stands with a listener: whether it can be asked, with whose key, and how it has been doing."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final, Literal

from echotune.accounts.preferences import BUILT_IN, Preferences
from echotune.chat.language_models import answerers
from echotune.chat.language_models.choosing import PRONOUNCED
from echotune.chat.language_models.schemas import (
    ModelList,
    ModelView,
    ProviderHealthView,
    ProviderKey,
    ProviderList,
    ProviderView,
)
from echotune.llm.health import ProviderHealth, State
from echotune.llm.joined import Llm
from echotune.llm.key_store import KeptKey
from echotune.llm.models import LOCAL, ModelCard, card, offered
from echotune.llm.provider import Provider
from echotune.llm.registry import PROVIDERS

Shown = Literal["good", "slow", "failing", "unknown"]
STATES: Final[dict[State, Shown]] = {"healthy": "good", "shaky": "slow", "down": "failing", "unknown": "unknown"}
SLOW_MS: Final = 8000
ENGINE: Final = ProviderView(
    name=BUILT_IN,
    title="Built-in engine",
    usable=True,
    reason=None,
    local=True,
    default_model=None,
    key=ProviderKey(needed=False, own=False, ending=None, added_at=None, from_environment=False),
    health=None,
)


async def everyone(
    llm: Llm, preferences: Preferences, own: Mapping[str, str], kept: Mapping[str, KeptKey]
) -> ProviderList:
    """All providers as they stand now, asking nobody: what is not known yet is said to be unknown."""
    llm.nearby.start()
    shown = [await one(llm, provider, own, kept) for provider in PROVIDERS.values()]
    return ProviderList(providers=[*shown, ENGINE], next=answerers.next_answerer(preferences, llm, own))


async def one(llm: Llm, provider: Provider, own: Mapping[str, str], kept: Mapping[str, KeptKey]) -> ProviderView:
    """One provider as it stands now."""
    name, settings = provider.name, llm.settings
    mine, operators = (own[name],) if name in own else (), provider.keys(settings)
    status = provider.status(settings, mine)
    refused = llm.pools.refused(name, mine or operators)
    reason = "The key was not accepted; another may be." if status.usable and refused else status.reason
    return ProviderView(
        name=name,
        title=status.title,
        usable=status.usable and not refused,
        reason="Your key can no longer be read: enter it again." if name in kept and not mine else reason,
        local=status.local,
        default_model=provider.default_model(settings),
        key=_key(name, kept.get(name), operators),
        health=_health(await llm.health.of(name)) if status.usable else None,
    )


def models(llm: Llm) -> ModelList:
    """What can be chosen: the models on offer, those that the operator asks for, those of a server of one's own."""
    asked = [card(name, provider.default_model(llm.settings)) for name, provider in PROVIDERS.items()]
    chosen_from = dict.fromkeys([*offered(llm.nearby.models), *asked])
    return ModelList(models=[_model(llm, known) for known in chosen_from])


def _key(name: str, kept: KeptKey | None, operators: tuple[str, ...]) -> ProviderKey:
    return ProviderKey(
        needed=name != LOCAL,
        own=kept is not None,
        ending=kept.ending if kept else None,
        added_at=kept.added_at if kept else None,
        from_environment=any(operators),
    )


def _health(known: ProviderHealth) -> ProviderHealthView:
    state = STATES[known.state]
    slow = state == "good" and (known.first_word_p50_ms or 0) > SLOW_MS
    return ProviderHealthView(
        state="slow" if slow else state, sentence=_sentence(known), latency_ms=known.first_word_p50_ms
    )


def _sentence(known: ProviderHealth) -> str:
    if known.success_rate is None:
        return "Nobody has asked it lately."
    answered = round(known.success_rate * known.tries)
    told = f"Answered {answered} of {known.tries} in the last 15 minutes"
    if known.last_failure is None or answered == known.tries:
        return f"{told}."
    return f"{told}; last it {PRONOUNCED.get(known.last_failure, 'failed')}."


def _model(llm: Llm, known: ModelCard) -> ModelView:
    return ModelView(
        provider=known.provider,
        model_id=known.id,
        title=known.title,
        tier=known.tier,
        context_tokens=known.context_tokens,
        input_per_million=_dollars(known.input_usd_per_mtok),
        output_per_million=_dollars(known.output_usd_per_mtok),
        per_request=_dollars(None if known.input_usd_per_mtok is None else known.usd_per_request),
        streaming=known.streaming,
        tools=known.tools,
        structured_output=known.structured_output,
        local=known.local,
        latency_ms=llm.health.first_word_ms(known.provider, known.id),
    )


def _dollars(price: Decimal | None) -> float | None:
    return None if price is None else float(price)
