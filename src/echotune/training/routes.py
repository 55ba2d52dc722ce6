"""HTTP of training: what was learned, and how it holds up."""

from __future__ import annotations

from fastapi import APIRouter

from echotune.accounts.access import CurrentAccount
from echotune.core.web import DatabaseDep
from echotune.training.schemas import Models
from echotune.training.views import models_of

router = APIRouter(prefix="/api", tags=["training"])


@router.get("/training")
async def get_training(account: CurrentAccount, database: DatabaseDep) -> Models:
    """Versions with status and metrics, the latest trainings, drift, and how often suggestions were played."""
    async with database.connect() as conn:
        return await models_of(conn, account)
