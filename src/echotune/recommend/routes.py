"""HTTP of recommending."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Path, Query, Response

from echotune.accounts.access import CurrentAccount, OwnedAccount
from echotune.core.errors import NotFound
from echotune.core.web import DatabaseDep, SettingsDep
from echotune.recommend import preview, store
from echotune.recommend.answer import answer_as_json
from echotune.recommend.asking import Asking
from echotune.recommend.schemas import CorrectionPreview, RecommendationResponse, Why
from echotune.recommend.why import why
from echotune.taste.access import ModelsDep
from echotune.taste.steering import Action, CorrectionKind

router = APIRouter(prefix="/api", tags=["recommendations"])


@router.get("/recommendations/{userId}", response_model=RecommendationResponse)
async def get_recommendations(
    account: OwnedAccount,
    database: DatabaseDep,
    models: ModelsDep,
    settings: SettingsDep,
    asking: Annotated[Asking, Query()],
) -> Response:
    """Reasoned tracks for a request. Repeated within the hour it gives the same answer."""
    answered = await answer_as_json(database, models, settings, account, asking.request(), as_of=asking.moment())
    return Response(answered.body, media_type="application/json")


@router.get("/recommendations/{userId}/{recommendationId}/tracks/{trackId}/why")
async def get_why(
    account: OwnedAccount,
    database: DatabaseDep,
    recommendation_id: Annotated[UUID, Path(alias="recommendationId")],
    track_id: Annotated[UUID, Path(alias="trackId")],
) -> Why:
    """Everything behind one suggestion: dates, counts, the parts of its score, and where it would rank without each."""
    async with database.connect() as conn:
        stored = await store.kept(conn, account.id, recommendation_id)
    for track, ranked in zip(stored.response.tracks, stored.rankings, strict=True):
        if track.track_id == track_id:
            return why(stored.response, track, ranked)
    raise NotFound()


@router.get("/taste/corrections/preview")
async def preview_correction(
    account: CurrentAccount,
    database: DatabaseDep,
    models: ModelsDep,
    settings: SettingsDep,
    kind: CorrectionKind,
    id: Annotated[str, Query(description="An artist's name in lower case, a recording id, or a genre")],
    action: Action | Literal["none"],
) -> CorrectionPreview:
    """What a correction would change among the first recommendations, before it is kept."""
    model = await models.get(account)
    async with database.connect() as conn:
        return await preview.changes(conn, settings, account, model, kind, id, action)
