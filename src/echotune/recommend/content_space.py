"""The space "content": recordings by what is known of them, as the content embedder that serves has placed them."""

from __future__ import annotations

from echotune.core.db import Connection
from echotune.core.settings import Settings
from echotune.recommend.spaces import Space, aligned
from echotune.taste.listener import ListenerModel
from echotune.training import embeddings
from echotune.training.content import serving


async def load(conn: Connection, settings: Settings, model: ListenerModel) -> Space | None:
    """The vectors of a model's recordings; None before the first training (`echotune train content`)."""
    gate = settings.policy.gate
    model_id = await serving.model_id(conn, settings.home, gate=gate)
    if model_id is None:
        return None
    found = await embeddings.load(conn, serving.space(gate=gate), model_id, owner=model.user_id)
    return aligned(serving.NAME, model_id, model, found.raw_ids, found.vectors)
