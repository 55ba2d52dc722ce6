"""Training of the content space: learn what facts mean to each other where it is time to, then embed what has changed."""

from __future__ import annotations

import asyncio
from typing import Final

import numpy as np
from numpy.typing import NDArray

from echotune.core.db import Connection
from echotune.taste.listener import FEATURES
from echotune.training import artefacts, recorded
from echotune.training.content import catalogue, serving
from echotune.training.content.catalogue import Catalogue
from echotune.training.content.embedder import ContentEmbedder
from echotune.training.content.filling import Filled, fill
from echotune.training.content.inputs import Inputs
from echotune.training.content.judging import judge
from echotune.training.content.layout import BLOCKS, DIM, VERSION
from echotune.training.drift import sample
from echotune.training.manifest import Manifest
from echotune.training.order import Done, Order, Skipped, Trained

GROWTH: Final = 0.25
"""Share by which the number of known facts of a kind has to change before everything is learned and embedded anew."""

NOTHING: Final = (
    "Nothing is known of any recording beside its names. Add a catalogue pack (echotune catalog add) or measure audio "
    "files of your own (echotune catalog audio)."
)


async def train(order: Order) -> Trained | Skipped | Done:
    """See the module. An embedder that a new one does not beat goes on serving, and its vectors with it."""
    order.progress("Reading the catalogue")
    async with order.database.connect() as conn:
        made_from = await recorded.catalogue_state(conn)
        everyone = await catalogue.read_catalogue(conn, gate=order.gate)
        learned_from = await _best_known(conn, everyone, gate=order.gate)
        current = await serving.embedder(conn, order.home, gate=order.gate)
        before = await serving.known_counts(conn, order.home)
    if not learned_from.inputs.anything.any():
        return Skipped(NOTHING, made_from)
    counts = known_counts(learned_from.inputs)
    if current is not None and not grown(before, counts):
        filled = await fill(order.database, current, everyone, gate=order.gate, progress=order.progress)
        return Done(_told(filled), filled.figures() | shares(learned_from.inputs), made_from)
    order.progress("Learning how facts go together")
    embedder = await asyncio.to_thread(ContentEmbedder.fit, learned_from.inputs)
    decision, figure = await asyncio.to_thread(judge, embedder, current, learned_from.inputs)
    metrics = shares(learned_from.inputs) | ({} if figure is None else {"told_untold": figure})
    serves = embedder if decision.accepted else current
    if serves is not None:
        filled = await fill(order.database, serves, everyone, gate=order.gate, progress=order.progress)
        metrics |= filled.figures()
    manifest = await asyncio.to_thread(_write, order, embedder, learned_from, counts, metrics)
    return Trained(manifest, decision, made_from)


async def _best_known(conn: Connection, everyone: Catalogue, *, gate: bool) -> Catalogue:
    """The catalogue with the most facts, of everyone's and of those of accounts with packs of their own. What is learned
    is how facts go together, and stays inside the model: no vector holds a fact that its reader may not read."""
    best, most = everyone, sum(known_counts(everyone.inputs).values())
    for owner in await catalogue.pack_owners(conn):
        theirs = await catalogue.read_catalogue(conn, gate=gate, account=owner)
        facts = sum(known_counts(theirs.inputs).values())
        if facts > most:
            best, most = theirs, facts
    return best


def known_counts(inputs: Inputs) -> dict[str, int]:
    """How many recordings know each feature, a tag, the year."""
    by_feature = np.isfinite(inputs.features).sum(axis=0).tolist()
    return {
        **dict(zip(FEATURES, by_feature, strict=True)),
        "tags": int(inputs.has_tags.sum()),
        "era": int((inputs.year > 0).sum()),
    }


def grown(before: dict[str, int], now: dict[str, int]) -> bool:
    """Whether there is enough more, or less, of any kind of fact than what the serving embedder learned from."""
    return any(abs(count - before.get(name, 0)) > GROWTH * max(before.get(name, 0), 1) for name, count in now.items())


def shares(inputs: Inputs) -> dict[str, float]:
    """Share of the recordings that know each block of the vector: the mask that says how much of it is estimated."""
    known = {
        "sound": np.isfinite(inputs.features).mean() if inputs.features.size else 0.0,
        "tags": inputs.has_tags.mean() if len(inputs) else 0.0,
        "era": (inputs.year > 0).mean() if len(inputs) else 0.0,
    }
    return {f"known.{block}": float(share) for block, share in known.items()}


def _write(
    order: Order, embedder: ContentEmbedder, whole: Catalogue, counts: dict[str, int], metrics: dict[str, float]
) -> Manifest:
    return artefacts.write(
        order.home,
        serving.NAME,
        embedder.arrays(),
        user_count=0,
        item_count=len(whole.raw_ids),
        embedding_dim=DIM,
        parameters={
            "layout": VERSION,
            "model_id": embedder.model_id,
            "gate": order.gate,
            "weights": {name: block.weight for name, block in BLOCKS.items()},
            "known_counts": dict(counts),
        },
        metrics=metrics,
        reference={
            f"feature.{name}": sample(_column(whole.inputs, at))
            for at, name in enumerate(FEATURES)
            if np.isfinite(_column(whole.inputs, at)).any()
        },
    )


def _column(inputs: Inputs, at: int) -> NDArray[np.float32]:
    return inputs.features[:, at]


def _told(filled: Filled) -> str:
    return (
        f"{filled.embedded:,} recordings embedded, {filled.unchanged:,} were as they should be, "
        f"{filled.forgotten:,} forgotten; {filled.covered:,} of {filled.known:,} with known facts have a vector."
    )
