"""HTTP of recommending."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Path, Query, Response

from echotune.accounts import store as accounts
from echotune.accounts.access import CurrentAccount, OwnedAccount
from echotune.core.errors import NotFound
from echotune.core.web import DatabaseDep, SettingsDep
from echotune.recommend import preview, steer, steer_preview, steer_view, store, travel
from echotune.recommend.answer import answer_as_json
from echotune.recommend.asking import Asking
from echotune.recommend.curves import curves
from echotune.recommend.request import Mode
from echotune.recommend.schemas import (
    CorrectionPreview,
    ParametersView,
    RecallCurves,
    RecommendationResponse,
    SteerPreview,
    TimeMachine,
    TimeSpan,
    Why,
)
from echotune.recommend.sliders import Steer
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


@router.get("/taste/parameters")
async def get_parameters(
    account: CurrentAccount, database: DatabaseDep, models: ModelsDep, settings: SettingsDep
) -> ParametersView:
    """What can be steered, where it stands, and which strategies take part."""
    model = await models.get(account)
    async with database.connect() as conn:
        return await steer_view.view(conn, settings, model)


@router.put("/taste/parameters")
async def put_parameters(
    wanted: Steer, account: CurrentAccount, database: DatabaseDep, models: ModelsDep, settings: SettingsDep
) -> ParametersView:
    """Keep the sliders as they are sent, the ones left out at their default; every later answer follows them."""
    async with database.connect() as conn:
        await steer.keep(conn, account, wanted)
        account = await accounts.by_id(conn, account.id)
    return await get_parameters(account, database, models, settings)


@router.delete("/taste/parameters", status_code=204)
async def delete_parameters(account: CurrentAccount, database: DatabaseDep) -> None:
    """Every slider back to its default; nothing happens where they stand there already."""
    async with database.connect() as conn:
        await steer.forget(conn, account)


@router.post("/taste/parameters/preview")
async def preview_parameters(
    wanted: Steer, account: CurrentAccount, database: DatabaseDep, models: ModelsDep, settings: SettingsDep
) -> SteerPreview:
    """The first songs as these sliders would rank them, with their ranks as kept, and why they moved. Keeps nothing."""
    model = await models.get(account)
    async with database.connect() as conn:
        return await steer_preview.preview(conn, settings, account, model, wanted)


@router.get("/taste/time-machine")
async def get_time_machine(
    account: CurrentAccount,
    database: DatabaseDep,
    models: ModelsDep,
    settings: SettingsDep,
    day: Annotated[date, Query(alias="date", description="A day of the record, on the listener's clock")],
    mode: Mode = "blend",
) -> TimeMachine:
    """What would have been recommended that day, from earlier plays alone, and what was played in the weeks after."""
    model = await models.get(account)
    async with database.connect() as conn:
        return await travel.look_back(conn, settings, account, model, day, mode)


@router.get("/taste/time-machine/span")
async def get_time_span(account: CurrentAccount, models: ModelsDep) -> TimeSpan:
    """Which days can be travelled to, and how much was played around them."""
    return travel.span(await models.get(account))


@router.get("/taste/time-machine/curve")
async def get_recall_curves(account: CurrentAccount, models: ModelsDep) -> RecallCurves:
    """How much of what the listener came back to was among the first k, beside plain play counts. Measured once for a
    record; until that is done the answer says how far it has come."""
    return await curves(await models.get(account))
