"""Between trainings: recordings that the household has come to know since are folded into the factors that serve.

Each gets the point that the training's own half-step would give it, from the points of the listeners who have it, which
are folded in from their plays first. Nothing that serves moves; the next training learns it all anew.
"""

from __future__ import annotations

import asyncio
from copy import copy

import numpy as np

from echotune.training import artefacts, collaborative, recorded, registry, store
from echotune.training.artefacts import Artefact
from echotune.training.cf.interactions import Interactions
from echotune.training.collaborative import gathered
from echotune.training.factor_model import NAME, Factors, arrays_of
from echotune.training.gate import Decision
from echotune.training.manifest import Manifest
from echotune.training.order import Order, Skipped, Trained


async def train(order: Order) -> Trained | Skipped:
    """See the module. Without factors, a household or a new recording there is nothing to do."""
    async with order.database.connect() as conn:
        made_from = await recorded.state(conn)
        artefact = await registry.serving(conn, order.home, NAME)
        if artefact is None:
            return Skipped("There are no factors to fold anything into.", made_from)
        _, origin = recorded.parted(await store.made_from(conn, artefact.manifest.model_version))
        rows = await gathered(conn, None)
    if isinstance(rows, Skipped):
        return rows
    factors, interactions = collaborative.usable(artefact), rows.interactions()
    new = np.flatnonzero(factors.rows(interactions.items) < 0)
    if not len(new):
        return Skipped("The factors know every recording of the household.", made_from)
    order.progress(f"Folding in {len(new):,} recordings")
    grown = await asyncio.to_thread(grow, factors, interactions)
    manifest = await asyncio.to_thread(_write, order, artefact, grown)
    return Trained(
        manifest, Decision(True, f"{len(new):,} recordings were folded in."), recorded.with_origin(made_from, origin)
    )


def grow(factors: Factors, interactions: Interactions) -> Factors:
    """The same factors with the items of `interactions` that they do not know, after their own."""
    place = factors.rows(interactions.items)
    new = np.flatnonzero(place < 0)
    model = copy(factors.model)
    model.user_factors = np.stack(
        [_point(factors, interactions, place, user) for user in range(len(interactions.users))]
    )
    keys = [interactions.items[item] for item in new.tolist()]
    of_new = Interactions(interactions.matrix[:, new], interactions.users, keys)
    return Factors(factors.keys + keys, model.with_items(of_new))


def _point(factors: Factors, interactions: Interactions, place: np.ndarray, user: int) -> np.ndarray:
    items, weights = interactions.history(user)
    known = place[items] >= 0
    return factors.point(place[items[known]].astype(np.int64), weights[known])


def _write(order: Order, before: Artefact, grown: Factors) -> Manifest:
    said = before.manifest
    return artefacts.write(
        order.home,
        NAME,
        arrays_of(grown.keys, grown.model),
        user_count=said.user_count,
        item_count=len(grown.keys),
        embedding_dim=said.embedding_dim,
        parameters=said.parameters,
        metrics={**said.metrics, "items": float(len(grown.keys))},
        reference=said.reference,
    )
