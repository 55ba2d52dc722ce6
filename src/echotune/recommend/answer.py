"""Answer a request: load what is known of the listener, run the pipeline, keep the provenance."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple, Protocol
from uuid import UUID, uuid5

import numpy as np
from numpy.typing import NDArray

from echotune.accounts.store import Account
from echotune.core import clock
from echotune.core.db import Connection, Database
from echotune.core.settings import Settings
from echotune.recommend import steer, store, text_space
from echotune.recommend.cards import cards
from echotune.recommend.heard import heard_as
from echotune.recommend.parameters import Changes, Parameters
from echotune.recommend.pipeline import Options, Outcome, warm
from echotune.recommend.prepared import Moment, Prepared, prepare, prepared_already, spaces_already
from echotune.recommend.request import RecommendationRequest
from echotune.recommend.schemas import RecommendationResponse
from echotune.recommend.shortfall import shortfall
from echotune.recommend.space_loaders import load_spaces
from echotune.recommend.spaces import Space
from echotune.recommend.watching import watched
from echotune.recommend.why import StoredAnswer, ranking
from echotune.taste.listener import MODEL_VERSION, ListenerModel
from echotune.training.ranker import serving as ranker
from echotune.training.ranker.serving import Fits

VERSION = f"{MODEL_VERSION}/blend-1"
NAMESPACE = UUID("6f0d5c1e-6c8a-4f0e-9d57-2f4f2f0f7a31")  # recommendation ids are named by what was answered
LARGE = 200  # tracks from which on the pipeline leaves the event loop


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
    experiment: Changes | None = None,
    words: Sequence[str] = (),
) -> RecommendationResponse:
    """Recommend to a listener, and store the answer with its provenance.

    `as_of`: answer as of then, from earlier rows only (default: now, cut to the hour). `previous`: the answer that
    comparatives ("calmer") are measured against. `experiment`: parameters for this request alone. `words`: what was
    said and stands nowhere in the request; it counts by what it means, where texts are encoded. Raises NotReady when a step is missing (no history, no catalogue).
    """
    answered = await answer_as_json(
        database, models, settings, account, request,
        as_of=as_of, previous=previous, experiment=experiment, words=words,
    )  # fmt: skip
    return answered.response


class Answered(NamedTuple):
    """An answer, and the JSON it was stored as and crosses the wire as."""

    response: RecommendationResponse
    body: str


async def answer_as_json(
    database: Database,
    models: Models,
    settings: Settings,
    account: Account,
    request: RecommendationRequest,
    *,
    as_of: datetime | None = None,
    previous: RecommendationResponse | None = None,
    experiment: Changes | None = None,
    words: Sequence[str] = (),
) -> Answered:
    """`answer`, with its JSON beside it."""
    request = RecommendationRequest.model_validate(request.model_dump(include=set(RecommendationRequest.model_fields)))
    moment = Moment(as_of or clock.as_of(clock.now()), replayed=as_of is not None)
    model = await models.get(account)
    async with database.connect() as conn:
        sliders = await steer.kept(conn, model)
        parameters = steer.effective(settings, sliders.at(moment), experiment)
        prepared = await prepare_at(conn, settings, model, moment)
        shown = await suggested(conn, account, prepared)
        options = options_of(settings, account, prepared, shown, previous, parameters, words)
        await text_space.read(prepared, request, words)
        if (request.count or 0) > LARGE:
            stored = await asyncio.to_thread(_answer, prepared, request, options, shown)
        else:
            stored = _answer(prepared, request, options, shown)
        body = stored.response.model_dump_json()
        await store.keep(conn, stored.response, stored.to_json(body))
    return Answered(stored.response, body)


async def prepare_at(conn: Connection, settings: Settings, model: ListenerModel, moment: Moment) -> Prepared:
    """The listener's record at a moment; made in a thread the first time."""
    ready = prepared_already(model, moment)
    if ready:
        return ready
    apart = await store.heard_apart(conn, model.user_id, moment.as_of)
    spaces = spaces_already(model)
    if spaces is None:
        spaces = await load_spaces(conn, settings, model)
    fits = {} if moment.replayed else await ranker.load(conn, settings.home, model.user_id, clock.now().timestamp())
    return await asyncio.to_thread(_prepared, model, moment, apart, spaces, fits)


def _prepared(
    model: ListenerModel, moment: Moment, apart: list[UUID], spaces: dict[str, Space], fits: Fits
) -> Prepared:
    mask = np.zeros(model.size, bool)
    mask[[model.index_of_recording_id[one] for one in apart if one in model.index_of_recording_id]] = True
    prepared = prepare(model, moment, mask, spaces, fits)
    warm(prepared)
    return prepared


async def suggested(conn: Connection, account: Account, prepared: Prepared) -> dict[int, datetime]:
    """Recordings shown within the listener's no-repeat window, and when."""
    until = prepared.as_of if prepared.moment.replayed else clock.now()
    days = account.preferences.no_repeat_days
    shown = await store.suggested_since(conn, account.id, prepared.as_of, days, until)
    recordings = prepared.model.members.places.recording_of(shown)
    return {recording: moment for recording, moment in zip(recordings, shown.values(), strict=True) if recording >= 0}


def options_of(
    settings: Settings,
    account: Account,
    prepared: Prepared,
    shown: dict[int, datetime],
    previous: RecommendationResponse | None,
    parameters: Parameters,
    words: Sequence[str] = (),
) -> Options:
    return Options(
        default_count=settings.recommend.default_count,
        parameters=parameters,
        avoid_explicit=account.preferences.avoid_explicit,
        drop_unknown_explicit=account.preferences.drop_unknown_explicit,
        suggested=np.array(sorted(shown), np.intp),
        previous=None if previous is None else _recordings(prepared.model, previous),
        words=tuple(words),
    )


def _recordings(model: ListenerModel, response: RecommendationResponse) -> NDArray[np.intp]:
    found = model.members.places.recording_of(track.track_id for track in response.tracks)
    return np.array([recording for recording in found if recording >= 0], np.intp)


def _answer(
    prepared: Prepared, request: RecommendationRequest, options: Options, shown: dict[int, datetime]
) -> StoredAnswer:
    outcome = watched(prepared, request, options)
    tracks = cards(outcome, shown)
    response = RecommendationResponse(
        recommendation_id=_named(outcome, request),
        user_id=prepared.model.user_id,
        created_at=clock.now(),
        as_of=prepared.as_of,
        model_version=_model_version(prepared),
        mode=outcome.asked.mode,
        request=request,
        heard_as=heard_as(request),
        candidates=outcome.filtered.count,
        tracks=tracks,
        shortfall=shortfall(request, outcome.filtered, outcome.requested, len(tracks)),
        notes=outcome.notes,
    )
    return StoredAnswer(
        response=response, rankings=[ranking(one, shortlisted=not outcome.scored.complete) for one in outcome.chosen]
    )


def _model_version(prepared: Prepared) -> str:
    """What answered: the product's own part, and what was trained or encoded for each space."""
    return "/".join([VERSION, *(f"{name}:{space.model_id}" for name, space in sorted(prepared.spaces.items()))])


def _named(outcome: Outcome, request: RecommendationRequest) -> UUID:
    """An id made of the answer itself: the same answer to the same request within the hour has one id."""
    model = outcome.asked.prepared.model
    chosen = [f"{model.recording_ids[one.recording]}={one.score}/{one.rank}" for one in outcome.chosen]
    parts = [
        str(model.user_id),
        outcome.asked.prepared.as_of.isoformat(),
        str(model.data_version),
        VERSION,
        outcome.asked.parameters.digest,
    ]
    return uuid5(NAMESPACE, "\n".join([*parts, request.model_dump_json(), *chosen]))
