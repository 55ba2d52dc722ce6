"""The space "text": recordings by their tags and names, as `training.embed` has encoded them."""

from __future__ import annotations

from collections.abc import Sequence

from echotune.core.db import Connection
from echotune.core.settings import Settings
from echotune.core.telemetry import get_logger
from echotune.embedding.files import UnusableModel
from echotune.recommend.phrases import PHRASES
from echotune.recommend.prepared import Prepared
from echotune.recommend.request import RecommendationRequest
from echotune.recommend.spaces import Space, aligned
from echotune.recommend.strategies.semantic import phrases
from echotune.taste.listener import ListenerModel
from echotune.training import embeddings, text

log = get_logger(__name__)
NAME = "text"


async def load(conn: Connection, settings: Settings, model: ListenerModel) -> Space | None:
    """The vectors of a model's recordings; None when nothing is encoded yet, encoding is switched off, or the encoder's
    files are not what they should be."""
    model_id = settings.embedding.model_id
    if model_id == "none":
        return None
    found = await embeddings.load(conn, text.space(gate=settings.policy.gate), model_id, owner=model.user_id)
    space = aligned(NAME, model_id, model, found.raw_ids, found.vectors)
    if space is None:
        return None
    try:
        await PHRASES[model_id].prepare(["music"])  # the first request shall not wait for the encoder's weights
    except UnusableModel as refused:
        log.warning("words cannot be compared", reason=refused.message)
        return None
    return space


async def read(prepared: Prepared, request: RecommendationRequest, words: Sequence[str]) -> None:
    """Have the words of a request, and those beside it, encoded before it is answered on the event loop."""
    space = prepared.spaces.get(NAME)
    if space is not None:
        await PHRASES[space.model_id].prepare(phrases(prepared, request, words))
