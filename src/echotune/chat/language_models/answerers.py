"""Who may answer a listener, in order: the listener's choice, the operator's, then whoever is usable."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from echotune.accounts.preferences import AUTOMATIC, BUILT_IN, Preferences
from echotune.core.db import Connection
from echotune.core.settings import LlmSettings
from echotune.llm import key_store
from echotune.llm.choosing import CHAT, ranked
from echotune.llm.joined import Llm
from echotune.llm.link import Link
from echotune.llm.models import ModelCard, offered
from echotune.llm.registry import PROVIDERS


async def own_keys(conn: Connection, llm: Llm, user_id: UUID) -> dict[str, str]:
    """The listener's own keys by provider, to ask with."""
    return await key_store.opened(conn, llm.sealer, user_id)


def wanted(preferences: Preferences, settings: LlmSettings) -> list[str]:
    """Names that were chosen, first choice first; `built-in` among them means no language model from there on."""
    chosen = [preferences.provider] if preferences.provider != AUTOMATIC else []
    return [*chosen, *([settings.default_provider] if settings.default_provider else [])]


def links(preferences: Preferences, llm: Llm, own: Mapping[str, str]) -> list[Link]:
    """A link for each provider that may be asked, in order; none: the built-in engine answers alone.

    A listener's own key is used in place of the operator's, never beside them.
    """
    found = list(_usable(preferences, llm, own))
    return found if llm.settings.fallback and preferences.fallback else found[:1]


def next_answerer(preferences: Preferences, llm: Llm, own: Mapping[str, str]) -> str:
    """Who answers the next turn, if nothing fails."""
    found = links(preferences, llm, own)
    return found[0].provider if found else BUILT_IN


def _usable(preferences: Preferences, llm: Llm, own: Mapping[str, str]) -> Iterator[Link]:
    settings, names = llm.settings, wanted(preferences, llm.settings)
    if names[:1] == [BUILT_IN]:
        return
    model_of: dict[str, str] = {}
    for name, model in _order(names, preferences, llm):
        model_of.setdefault(name, model)
    for name, model in model_of.items():
        provider = PROVIDERS[name]
        keys = (own[name],) if name in own else provider.keys(settings)
        if provider.status(settings, keys).usable:
            yield Link(name, model or provider.default_model(settings), keys)


def _order(names: Sequence[str], preferences: Preferences, llm: Llm) -> Iterator[tuple[str, str]]:
    """Providers and models (empty: the provider's usual one), first choice first; the first of a provider counts."""
    for name in names:
        if name in PROVIDERS:
            yield name, preferences.model if name == preferences.provider else ""
    if llm.settings.prefer != "order":
        on_offer = offered(llm.nearby.models)
        for known in ranked(on_offer, CHAT, llm.settings.prefer, _latencies(llm, on_offer)):
            yield known.provider, known.id
    for name in PROVIDERS:
        yield name, ""


def _latencies(llm: Llm, models: Sequence[ModelCard]) -> dict[tuple[str, str], float]:
    """Milliseconds to the first word as measured here lately, of the models that anybody asked."""
    if llm.settings.prefer != "latency":
        return {}
    measured = {(model.provider, model.id): llm.health.first_word_ms(model.provider, model.id) for model in models}
    return {model: float(latency_ms) for model, latency_ms in measured.items() if latency_ms is not None}
