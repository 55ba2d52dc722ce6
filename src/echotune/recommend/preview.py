"""What a correction would change, shown before it is kept."""

from __future__ import annotations

from dataclasses import replace

from echotune.accounts.store import Account
from echotune.core import clock
from echotune.core.db import Connection
from echotune.core.errors import NotReady
from echotune.core.settings import Settings
from echotune.recommend import steer
from echotune.recommend.answer import options_of, prepare_at
from echotune.recommend.pipeline import Options, recommend
from echotune.recommend.prepared import Moment, Prepared
from echotune.recommend.request import RecommendationRequest
from echotune.recommend.schemas import CorrectionPreview, RankChange
from echotune.taste.listener import ListenerModel
from echotune.taste.steering import Correction, CorrectionKind

LOOKED_AT = 50
SHOWN = 12


async def changes(
    conn: Connection,
    settings: Settings,
    account: Account,
    model: ListenerModel,
    kind: CorrectionKind,
    target: str,
    action: str,
) -> CorrectionPreview:
    """Tracks that would enter, leave or move among the first 50; the largest moves first. Nothing is stored."""
    before = await prepare_at(conn, settings, model, Moment(clock.as_of(clock.now())))
    after = before.steered(_corrected(model, kind, target, action))
    parameters = steer.effective(settings, (await steer.kept(conn, model)).steer)
    options = options_of(settings, account, before, {}, None, parameters)
    try:
        old, new = _ranks(before, options), _ranks(after, options)
    except NotReady:
        return CorrectionPreview(changes=[])
    moved = [at for at in {*old, *new} if old.get(at) != new.get(at)]
    moved.sort(key=lambda at: (-abs(old.get(at, LOOKED_AT + 1) - new.get(at, LOOKED_AT + 1)), at))
    return CorrectionPreview(
        changes=[
            RankChange(title=model.titles[at], artist=model.artists[at], from_rank=old.get(at), to_rank=new.get(at))
            for at in sorted(moved, key=lambda at: at not in old)[:SHOWN]
        ]
    )


def _corrected(model: ListenerModel, kind: CorrectionKind, target: str, action: str) -> ListenerModel:
    steering = model.steering
    kept = tuple(one for one in steering.corrections if (one.kind, one.target) != (kind, target))
    if action in ("boost", "mute", "block"):
        kept += (Correction(kind, target, target, action, clock.now()),)  # type: ignore[arg-type]
    return replace(model, steering=replace(steering, corrections=kept))


def _ranks(prepared: Prepared, options: Options) -> dict[int, int]:
    outcome = recommend(prepared, RecommendationRequest(count=LOOKED_AT), options)
    return {one.recording: rank for rank, one in enumerate(outcome.chosen, 1)}
