"""Who may answer a listener, in order: the listener's choice, the operator's, then whoever is usable."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from uuid import UUID

from echotune.accounts.preferences import AUTOMATIC, BUILT_IN, Preferences
from echotune.core.db import Connection
from echotune.core.settings import LlmSettings
from echotune.llm import key_store
from echotune.llm.joined import Llm
from echotune.llm.link import Link
from echotune.llm.registry import PROVIDERS


async def own_keys(conn: Connection, llm: Llm, user_id: UUID) -> dict[str, str]:
    """The listener's own keys by provider, to ask with."""
    return await key_store.opened(conn, llm.sealer, user_id)


def wanted(preferences: Preferences, settings: LlmSettings) -> list[str]:
    """Names that were chosen, first choice first; `built-in` among them means no language model from there on."""
    chosen = [preferences.provider] if preferences.provider != AUTOMATIC else []
    return [*chosen, *([settings.default_provider] if settings.default_provider else [])]


def links(preferences: Preferences, settings: LlmSettings, own: Mapping[str, str]) -> list[Link]:
    """A link for each provider that may be asked, in order; none: the built-in engine answers alone.

    A listener's own key is used in place of the operator's, never beside them.
    """
    found = list(_usable(preferences, settings, own))
    return found if settings.fallback and preferences.fallback else found[:1]


def next_answerer(preferences: Preferences, settings: LlmSettings, own: Mapping[str, str]) -> str:
    """Who answers the next turn, if nothing fails."""
    found = links(preferences, settings, own)
    return found[0].provider if found else BUILT_IN


def _usable(preferences: Preferences, settings: LlmSettings, own: Mapping[str, str]) -> Iterator[Link]:
    names = wanted(preferences, settings)
    if names[:1] == [BUILT_IN]:
        return
    for name in dict.fromkeys([*(name for name in names if name in PROVIDERS), *PROVIDERS]):
        provider = PROVIDERS[name]
        keys = (own[name],) if name in own else provider.keys(settings)
        if provider.status(settings, keys).usable:
            model = preferences.model if name == preferences.provider else ""
            yield Link(name, model or provider.default_model(settings), keys)
