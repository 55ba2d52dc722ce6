"""Training of the collaborative model: from a household, a file of interactions, or a file of factors."""

from __future__ import annotations

import asyncio
import hashlib
from pathlib import Path

from scipy.sparse import csr_array

from echotune.core.db import Connection
from echotune.training import (
    artefacts,
    cf_training,
    factor_files,
    interaction_sources,
    recorded,
    registry,
    spreads,
    store,
)
from echotune.training.artefacts import Artefact, ArtefactRefused
from echotune.training.cf.interactions import Interactions
from echotune.training.factor_model import NAME, Factors, arrays_of, from_artefact, parameters_of
from echotune.training.gate import Decision
from echotune.training.interaction_sources import Rows
from echotune.training.order import Order, Skipped, Trained
from echotune.training.recorded import FEWEST_LISTENERS

ALONE = (
    "The collaborative model stays out of the blend: it learns from what listeners have in common, and this home has "
    "{count} with plays of their own ({needed} are needed). Give it a file of interactions "
    "(echotune train cf --interactions FILE) or of factors (--factors FILE.npz) to bring it in."
)
SERVES_ON = (
    "There is nothing new to learn from: this home has too few listeners, and no file was given. Version {} serves on."
)


async def train(order: Order) -> Trained | Skipped:
    """See the module. With one listener and no file there is nothing to train, which is no failure."""
    if order.factors:
        return await _adopt(order, order.factors)
    async with order.database.connect() as conn:
        made_from = await recorded.state(conn)
        rows, serving = await gathered(conn, order.interactions), await served(conn, order.home)
    if isinstance(rows, Skipped):
        return Skipped(SERVES_ON.format(serving.version), made_from) if serving else rows
    if order.interactions:
        made_from = recorded.with_origin(made_from, f"interactions {_digest(order.interactions)}")
    order.progress(f"Learning from {len(rows.items):,} interactions")
    interactions = rows.interactions()
    learned = await asyncio.to_thread(cf_training.learn, interactions, serving)
    order.progress("Writing the factors")
    factors = Factors(learned.keys, learned.model)
    manifest = await asyncio.to_thread(
        artefacts.write,
        order.home,
        NAME,
        arrays_of(learned.keys, learned.model),
        user_count=learned.user_count,
        item_count=len(learned.keys),
        embedding_dim=learned.model.item_factors.shape[1],
        parameters=parameters_of(learned.model, f"{learned.user_count} listeners"),
        metrics=learned.metrics,
        reference=spreads.of_interactions(interactions, factors),
    )
    return Trained(manifest, learned.decision, made_from)


async def gathered(conn: Connection, file: Path | None) -> Rows | Skipped:
    """All interactions there are: the household's when it is large enough, and the file's."""
    count = len(await recorded.listeners(conn))
    rows = Rows([], [], [])
    if count >= FEWEST_LISTENERS:
        rows = await interaction_sources.of_household(conn)
    if file:
        rows = rows.joined(await interaction_sources.of_file(conn, file))
    if not rows.items:
        few = f"{count} listener{'s' if count != 1 else ''}"
        return Skipped(ALONE.format(count=few, needed=FEWEST_LISTENERS), await recorded.state(conn))
    return rows


async def served(conn: Connection, home: Path) -> Factors | None:
    """The factors that serve, checked; None when there are none. Those that this product can no longer use, although
    nobody has touched them, are refused as damaged ones are."""
    artefact = await registry.serving(conn, home, NAME)
    while artefact is not None:
        try:
            return await asyncio.to_thread(usable, artefact)
        except ArtefactRefused as refused:
            row = await store.one(conn, NAME, artefact.manifest.model_version)
            artefact = await registry.put_out(conn, home, row, refused)
    return None


def usable(artefact: Artefact) -> Factors:
    """The factors of a checked artefact. Raises ArtefactRefused when they are of another make."""
    try:
        return from_artefact(artefact)
    except (KeyError, TypeError, ValueError) as wrong:
        raise ArtefactRefused(f"These factors are of another make: {wrong!r}.") from wrong


async def _adopt(order: Order, path: Path) -> Trained:
    """Take over a file of factors, judged by whether it finds what this home's own listeners have."""
    order.progress(f"Reading {path.name}")
    factors = await asyncio.to_thread(factor_files.read, path)
    async with order.database.connect() as conn:
        serving, made_from = await served(conn, order.home), await recorded.state(conn)
        own = Rows([], [], [])
        for user_id in await recorded.listeners(conn):
            items, weights = await interaction_sources.of_listener(conn, user_id)
            own = own.joined(Rows([str(user_id)] * len(items), items, weights.tolist()))
    decision, metrics, reference = await asyncio.to_thread(_judged, factors, serving, own)
    manifest = await asyncio.to_thread(
        artefacts.write,
        order.home,
        NAME,
        arrays_of(factors.keys, factors.model),
        user_count=0,
        item_count=len(factors.keys),
        embedding_dim=factors.model.item_factors.shape[1],
        parameters=parameters_of(factors.model, path.name),
        metrics=metrics,
        reference=reference,
    )
    return Trained(manifest, decision, recorded.with_origin(made_from, f"factors {_digest(path)}"))


def _judged(
    factors: Factors, serving: Factors | None, own: Rows
) -> tuple[Decision, dict[str, float], dict[str, list[float]]]:
    """On the listeners' own recordings, a tenth of them held out; popularity is what the file says of it."""
    known = [at for at, item in enumerate(own.items) if item in factors.row_of]
    kept = Rows([own.listeners[at] for at in known], [own.items[at] for at in known], [own.weights[at] for at in known])
    interactions = _over(factors, kept.interactions())
    decision, metrics = cf_training.judge_adopted(factors, serving, interactions)
    return decision, metrics, spreads.of_interactions(interactions, factors)


def _over(factors: Factors, found: Interactions) -> Interactions:
    """The same interactions among all of the model's items: rivals rank those too that nobody here has."""
    columns = factors.rows(found.items)[found.matrix.indices]
    matrix = csr_array((found.matrix.data, columns, found.matrix.indptr), shape=(len(found.users), len(factors.keys)))
    matrix.sort_indices()
    return Interactions(matrix, found.users, factors.keys)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:16]
