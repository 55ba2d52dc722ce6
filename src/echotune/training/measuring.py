"""Measure drift and hit rates now, and keep them."""

from __future__ import annotations

import asyncio
from pathlib import Path

from echotune.accounts.store import Account
from echotune.core import clock
from echotune.core.db import Database
from echotune.taste.loading import build_listener_model
from echotune.training import collaborative, interaction_sources, recorded, registry, spreads, store, suggestions
from echotune.training.drift import compare
from echotune.training.factor_model import NAME
from echotune.training.interaction_sources import Rows
from echotune.training.ranker.serving import name_of


async def everything(database: Database, home: Path, account: Account, *, gate: bool) -> None:
    """Drift of the listener's own model and of everyone's, and the listener's hit rate."""
    await taste(database, home, account, gate=gate)
    await factors(database, home)
    async with database.connect() as conn:
        await store.keep_weeks(conn, account.id, await suggestions.weeks(conn, account))


async def taste(database: Database, home: Path, account: Account, *, gate: bool) -> None:
    """Of the listener's own model, when one serves."""
    async with database.connect() as conn:
        artefact = await registry.serving(conn, home, name_of(account.id))
    if artefact is None:
        return
    async with database.connect() as conn:
        model = await build_listener_model(conn, account, gate=gate)
    now = await asyncio.to_thread(spreads.of_listener, model)
    async with database.connect() as conn:
        found = compare(artefact.manifest.reference, now)
        await store.keep_drift(conn, artefact.manifest.name, artefact.manifest.model_version, clock.now(), found)


async def factors(database: Database, home: Path) -> None:
    """Of the factors that serve, over the listeners of this home."""
    async with database.connect() as conn:
        artefact = await registry.serving(conn, home, NAME)
        if artefact is None:
            return
        rows = Rows([], [], [])
        for user_id in await recorded.listeners(conn):
            items, weights = await interaction_sources.of_listener(conn, user_id)
            rows = rows.joined(Rows([str(user_id)] * len(items), items, weights.tolist()))
        if not rows.items:
            return
        served = collaborative.usable(artefact)
        now = await asyncio.to_thread(spreads.of_interactions, rows.interactions(), served)
        await store.keep_drift(conn, NAME, served.version, clock.now(), compare(artefact.manifest.reference, now))
