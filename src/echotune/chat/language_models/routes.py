"""HTTP of who may answer: providers, their models, and listeners' own keys."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path

from echotune.accounts.access import CurrentAccount
from echotune.accounts.store import Account
from echotune.chat.dependencies import ChatDep
from echotune.chat.language_models import answerers, standing
from echotune.chat.language_models.schemas import KeyEntry, ModelList, ProviderList, ProviderView
from echotune.chat.turn import Chat
from echotune.core.db import Connection
from echotune.core.errors import NotFound
from echotune.core.web import DatabaseDep
from echotune.llm import key_store
from echotune.llm.provider import Provider
from echotune.llm.registry import PROVIDERS

router = APIRouter(prefix="/api", tags=["providers"])


async def _named(provider: Annotated[str, Path(description="A provider's name.")]) -> Provider:
    if provider not in PROVIDERS:
        raise NotFound()
    return PROVIDERS[provider]


ProviderDep = Annotated[Provider, Depends(_named)]


@router.get("/providers")
async def list_providers(account: CurrentAccount, database: DatabaseDep, chat: ChatDep) -> ProviderList:
    """Who can answer, and how each does. Nobody is asked for it."""
    async with database.connect() as conn:
        own = await answerers.own_keys(conn, chat.llm, account.id)
        kept = await key_store.kept(conn, account.id)
    return await standing.everyone(chat.llm, account.preferences, own, kept)


@router.get("/models")
async def list_models(_account: CurrentAccount, chat: ChatDep) -> ModelList:
    """Language models that can be chosen, with what they can do and cost."""
    return standing.models(chat.llm)


@router.put("/providers/{provider}/key")
async def keep_key(
    provider: ProviderDep, entry: KeyEntry, account: CurrentAccount, database: DatabaseDep, chat: ChatDep
) -> ProviderView:
    """Keep the listener's own key, sealed. It is not given back by anything."""
    async with database.connect() as conn:
        await key_store.keep(conn, chat.llm.sealer, account.id, provider.name, entry.key.get_secret_value())
        return await _view(conn, chat, account, provider)


@router.delete("/providers/{provider}/key")
async def forget_key(
    provider: ProviderDep, account: CurrentAccount, database: DatabaseDep, chat: ChatDep
) -> ProviderView:
    """Forget the listener's own key."""
    async with database.connect() as conn:
        await key_store.forget(conn, account.id, provider.name)
        return await _view(conn, chat, account, provider)


async def _view(conn: Connection, chat: Chat, account: Account, provider: Provider) -> ProviderView:
    own = await answerers.own_keys(conn, chat.llm, account.id)
    return await standing.one(chat.llm, provider, own, await key_store.kept(conn, account.id))
