"""What every `routes.py` shares: typed access to the joined application, and problem answers."""

from __future__ import annotations

import asyncio
from typing import Annotated

from fastapi import Depends, FastAPI, Request
from fastapi.responses import JSONResponse

from echotune.core.db import Database
from echotune.core.errors import EchoTuneError
from echotune.core.jobs import Jobs
from echotune.core.settings import Settings
from echotune.core.wire import WireModel


class Problem(WireModel):
    """RFC 9457 `application/problem+json`."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    code: str
    request_id: str


class ProblemResponse(JSONResponse):
    media_type = "application/problem+json"


def problem(error: EchoTuneError, request_id: str) -> ProblemResponse:
    body = Problem(
        title=error.title,
        status=error.status,
        detail=error.message,
        code=error.problem_code,
        request_id=request_id,
    )
    headers = {} if error.retry_after_seconds is None else {"Retry-After": str(error.retry_after_seconds)}
    return ProblemResponse(body.model_dump(mode="json"), error.status, headers)


def _app(request: Request) -> FastAPI:
    app: FastAPI = request.app
    return app


async def _database(request: Request) -> Database:
    database: Database = _app(request).state.database
    return database


async def _settings(request: Request) -> Settings:
    settings: Settings = _app(request).state.settings
    return settings


async def _jobs(request: Request) -> Jobs:
    jobs: Jobs = _app(request).state.jobs
    return jobs


async def _stopping(request: Request) -> asyncio.Event:
    stopping: asyncio.Event = _app(request).state.stopping
    return stopping


DatabaseDep = Annotated[Database, Depends(_database)]
SettingsDep = Annotated[Settings, Depends(_settings)]
JobsDep = Annotated[Jobs, Depends(_jobs)]
StoppingDep = Annotated[asyncio.Event, Depends(_stopping)]
"""Set when the server is about to stop and waits for running answers: one that has no end of its own ends then."""
