"""Which spaces a listener's recordings can be compared in, beside today's features, and where each comes from.

To add one: an entry below. A space that is not there (nothing embedded yet, no factors) is left out, and the strategies
that need it say nothing.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from echotune.core.db import Connection
from echotune.core.settings import Settings
from echotune.recommend import content_space, factor_space, text_space
from echotune.recommend.spaces import Space, aligned
from echotune.taste.listener import ListenerModel
from echotune.training import embeddings

Loader = Callable[[Connection, Settings, ListenerModel], Awaitable[Space | None]]


def stored(name: str, model_id: str) -> Loader:
    """A loader of what the embeddings store keeps of one space by one model."""

    async def load(conn: Connection, settings: Settings, model: ListenerModel) -> Space | None:
        found = await embeddings.load(conn, name, model_id, owner=model.user_id)
        return aligned(name, model_id, model, found.raw_ids, found.vectors)

    return load


LOADERS: dict[str, Loader] = {"cf": factor_space.load, "content": content_space.load, "text": text_space.load}


async def load_spaces(conn: Connection, settings: Settings, model: ListenerModel) -> dict[str, Space]:
    """Every space that is there, by name."""
    loaded = {name: await load(conn, settings, model) for name, load in LOADERS.items()}
    return {name: space for name, space in loaded.items() if space is not None}
