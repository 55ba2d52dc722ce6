"""Training of one listener's taste: the listener model is built anew, and what it was built on is written down."""

from __future__ import annotations

import asyncio
from uuid import UUID

from echotune.taste.listener import MODEL_VERSION
from echotune.taste.loading import build_listener_model
from echotune.training import artefacts, interaction_sources, spreads
from echotune.training.gate import Decision
from echotune.training.order import Order, Skipped, Trained
from echotune.training.registry import OF_LISTENERS


def name_of(user_id: UUID) -> str:
    """What the taste model of an account is called in the registry."""
    return f"{OF_LISTENERS}{user_id}"


async def train(order: Order) -> Trained | Skipped:
    """Of `order.listener`. Without plays there is nothing to learn from, which is no failure."""
    order.progress("Reading the listener's record")
    async with order.database.connect() as conn:
        model = await build_listener_model(conn, order.listener, gate=order.gate)
        made_from = await interaction_sources.state(conn, order.listener.id)
    if not len(model.plays):
        return Skipped("There are no plays to learn a taste from yet. Import the export that Spotify sent.")
    reference = await asyncio.to_thread(spreads.of_listener, model)
    manifest = await asyncio.to_thread(
        artefacts.write,
        order.home,
        name_of(order.listener.id),
        {},
        user_count=1,
        item_count=model.size,
        embedding_dim=0,
        parameters={"model": MODEL_VERSION},
        metrics={"plays": float(len(model.plays)), "recordings": float(model.size)},
        reference=reference,
    )
    decision = Decision(True, f"Built from {len(model.plays):,} plays.")
    return Trained(manifest, decision, made_from, order.listener.id)
