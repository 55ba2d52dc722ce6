"""Answer a request: load what is known of the listener, run the pipeline, keep the provenance."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from echotune.accounts.store import Account
from echotune.core.db import Database
from echotune.core.errors import NotImplementedYet
from echotune.core.settings import Settings
from echotune.recommend.request import RecommendationRequest
from echotune.recommend.schemas import RecommendationResponse
from echotune.taste.listener import ListenerModel


class Models(Protocol):
    """Where listeners' models come from."""

    async def get(self, account: Account) -> ListenerModel: ...


async def answer(
    database: Database,
    models: Models,
    settings: Settings,
    account: Account,
    request: RecommendationRequest,
    *,
    as_of: datetime | None = None,
    previous: RecommendationResponse | None = None,
) -> RecommendationResponse:
    """Recommend to a listener, and store the answer with its provenance.

    `as_of`: answer as of then, from earlier rows only (default: now, cut to the hour). `previous`: the answer that
    comparatives ("calmer") are measured against. Raises NotReady when a step is missing (no history, no catalogue).
    """
    raise NotImplementedYet("Recommending")
