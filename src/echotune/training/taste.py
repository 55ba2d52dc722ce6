"""Training of one listener's taste: a ranker of their own, fitted to their earlier weeks, and what it was built on."""

from __future__ import annotations

import asyncio

from echotune.core import clock
from echotune.taste.listener import MODEL_VERSION
from echotune.taste.loading import build_listener_model
from echotune.training import artefacts, recorded, spreads
from echotune.training.gate import Decision
from echotune.training.order import Order, Skipped, Trained
from echotune.training.ranker import serving
from echotune.training.ranker.fitting import fit_all
from echotune.training.ranker.weeks import Weeks


async def train(order: Order) -> Trained | Skipped:
    """Of `order.listener`. Without plays there is nothing to learn from, which is no failure."""
    order.progress("Reading the listener's record")
    async with order.database.connect() as conn:
        model = await build_listener_model(conn, order.listener, gate=order.gate)
        made_from = await recorded.state(conn, order.listener.id)
    if not len(model.plays):
        return Skipped("There are no plays to learn a taste from yet. Import the export that Spotify sent.")
    reference = await asyncio.to_thread(spreads.of_listener, model)
    order.progress("Learning from earlier weeks")
    fits = await asyncio.to_thread(fit_all, Weeks(model), clock.now().timestamp())
    manifest = await asyncio.to_thread(
        artefacts.write,
        order.home,
        serving.name_of(order.listener.id),
        serving.to_arrays(fits),
        user_count=1,
        item_count=model.size,
        embedding_dim=0,
        parameters={"model": MODEL_VERSION},
        metrics={"plays": float(len(model.plays)), "recordings": float(model.size)}
        | {f"{task}_gain": fit.gain for task, fit in fits.items()},
        reference=reference,
    )
    decision = Decision(True, f"Built from {len(model.plays):,} plays. {_told(fits)}")
    return Trained(manifest, decision, made_from, order.listener.id)


def _told(fits: serving.Fits) -> str:
    """What was learned, and what it is worth on the weeks held out."""
    if not fits:
        return "There are too few weeks yet to learn an order of one's own from: the default serves."
    return " ".join(
        f"{task}: {fit.gain:+.3f} nDCG@20 on held-out weeks, {'in use' if fit.wins else 'not used'}."
        for task, fit in fits.items()
    )
