"""HTTP of taste: the readable profile, and its corrections."""

from __future__ import annotations

import asyncio
from typing import Annotated

from fastapi import APIRouter, Path

from echotune.accounts.access import CurrentAccount
from echotune.core import clock
from echotune.core.web import DatabaseDep
from echotune.taste import corrections
from echotune.taste.access import ModelsDep
from echotune.taste.profile import correction_view, profile
from echotune.taste.schemas import CorrectionView, PutCorrection, TasteProfile
from echotune.taste.steering import CorrectionKind

router = APIRouter(prefix="/api/taste", tags=["taste"])

Target = Annotated[str, Path(alias="id", description="An artist's name in lower case, a recording id, or a genre.")]


@router.get("")
async def get_taste(account: CurrentAccount, models: ModelsDep) -> TasteProfile:
    """What is believed about the listener, from which plays, and what they corrected."""
    model = await models.get(account)
    return await asyncio.to_thread(profile, model, clock.as_of(clock.now()))


@router.put("/corrections/{kind}/{id:path}")
async def put_correction(
    kind: CorrectionKind,
    target: Target,
    wish: PutCorrection,
    account: CurrentAccount,
    models: ModelsDep,
    database: DatabaseDep,
) -> CorrectionView:
    """Boost, mute or block; the same thing a second time replaces the first."""
    model = await models.get(account)
    async with database.connect() as conn:
        kept = await corrections.keep(conn, account, model, kind, target, wish.action, wish.label)
    return correction_view(kept)


@router.delete("/corrections/{kind}/{id:path}", status_code=204)
async def delete_correction(
    kind: CorrectionKind, target: Target, account: CurrentAccount, models: ModelsDep, database: DatabaseDep
) -> None:
    """Take a correction back."""
    model = await models.get(account)
    async with database.connect() as conn:
        await corrections.remove(conn, account, model, kind, target)
