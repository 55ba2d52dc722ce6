"""The HTTP door: one line per feature, one error handler, one place for what every request must show."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import uuid4

import structlog
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

import echotune.accounts.routes
import echotune.chat.confirmation_routes
import echotune.chat.language_models.routes
import echotune.chat.routes
import echotune.chat.sent_routes
import echotune.feedback.routes
import echotune.history.routes
import echotune.insights.routes
import echotune.recommend.routes
import echotune.taste.routes
import echotune.training.routes
from echotune import bootstrap, health, site
from echotune.accounts import guard
from echotune.chat.turn import Chat
from echotune.chat.warming import warm
from echotune.core.errors import EchoTuneError, InvalidRequest, NotFound, TooLarge
from echotune.core.settings import Settings
from echotune.core.telemetry import get_logger
from echotune.core.web import Problem, problem

log = get_logger(__name__)
UPLOADS = "/api/imports"
MOST_BODY_BYTES = 4_000_000
STOP_SECONDS = 3
ANSWERS_END_SECONDS = 2.0


def create_app(settings: Settings) -> FastAPI:
    """The web application. It opens the database when it starts and closes it when it stops."""
    app = FastAPI(
        title="EchoTune",
        version="1",
        lifespan=_lifespan,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        responses={"default": {"model": Problem, "description": "An error, as application/problem+json"}},
    )
    app.state.settings, app.state.stopping = settings, asyncio.Event()
    app.include_router(echotune.accounts.routes.router)
    app.include_router(echotune.chat.routes.router)
    app.include_router(echotune.chat.confirmation_routes.router)
    app.include_router(echotune.chat.language_models.routes.router)
    app.include_router(echotune.chat.sent_routes.router)
    app.include_router(echotune.feedback.routes.router)
    app.include_router(echotune.history.routes.router)
    app.include_router(echotune.insights.routes.router)
    app.include_router(echotune.recommend.routes.router)
    app.include_router(echotune.taste.routes.router)
    app.include_router(echotune.training.routes.router)
    app.include_router(health.router)
    app.include_router(site.router)
    app.add_middleware(Guarded)
    app.add_exception_handler(Exception, _unexpected)
    app.add_exception_handler(EchoTuneError, _expected)
    app.add_exception_handler(RequestValidationError, _expected)
    app.add_exception_handler(HTTPException, _expected)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    settings: Settings = app.state.settings
    reader = bootstrap.serve_metrics(settings)
    joined = await bootstrap.start(settings)
    app.state.database, app.state.jobs = joined.database, joined.jobs
    app.state.models, app.state.chat = joined.models, joined.chat
    warming = asyncio.create_task(warm(joined.chat))
    ending = asyncio.create_task(_end_answers(app, joined.chat))
    worker = asyncio.create_task(joined.jobs.run()) if settings.worker.inside else None
    try:
        yield
    finally:
        tasks = {task for task in (warming, ending, worker) if task}
        for _ in range(2):  # a queue that has just lost its database may answer to the first with another error
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks, timeout=STOP_SECONDS)
        await joined.close()
        if reader:
            await asyncio.to_thread(reader.stop)


async def _end_answers(app: FastAPI, chat: Chat) -> None:
    """At a stop, which waits for open streams: take no new turns, and end what has not ended soon."""
    await app.state.stopping.wait()
    await chat.live.close(ANSWERS_END_SECONDS)


class Guarded:
    """Give each request its id, check where it comes from, and set the security headers.

    Plain ASGI: nothing stands between a stream and the browser, and a request costs half a millisecond less.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        request = Request(scope)
        request_id = request.state.request_id = uuid4().hex
        structlog.contextvars.bind_contextvars(request_id=request_id)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["X-Request-Id"] = request_id
                for name, value in site.SECURITY_HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        try:
            if request.app.state.settings.alone:
                guard.check_host(request.headers)
            guard.check_origin(request.method, request.url.scheme, request.headers)
        except EchoTuneError as refused:
            await problem(refused, request_id)(scope, receive, send_with_headers)
        else:
            await self._app(scope, _bounded(request, receive), send_with_headers)
        finally:
            structlog.contextvars.clear_contextvars()


def _bounded(request: Request, receive: Receive) -> Receive:
    """Read no more of a body than a sentence or a form may have, whatever its headers say. Uploads count for themselves."""
    if request.url.path == UPLOADS:
        return receive
    seen = 0

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > MOST_BODY_BYTES:
            raise TooLarge(f"More than {MOST_BODY_BYTES // 1_000_000} MB in one request is not taken here.")
        return message

    return counted


async def _expected(request: Request, error: Exception) -> Response:
    return problem(_translated(error), request.state.request_id)


def _translated(error: Exception) -> EchoTuneError:
    """The web framework's own errors in our tree."""
    if isinstance(error, EchoTuneError):
        return error
    if isinstance(error, RequestValidationError):
        return InvalidRequest(
            "; ".join(f"{'.'.join(map(str, wrong['loc']))}: {wrong['msg']}" for wrong in error.errors())
        )
    if isinstance(error.__cause__, EchoTuneError):  # raised while a body was read
        return error.__cause__
    if isinstance(error, HTTPException) and error.status_code not in (404, 405):
        return InvalidRequest(str(error.detail))
    return NotFound()


async def _unexpected(request: Request, error: Exception) -> Response:
    log.error("unexpected error", exc_info=error, path=request.url.path)
    hidden = EchoTuneError(
        "Something went wrong on our side. Nothing that was stored is lost; the request id finds the cause in the log.",
        code="internal",
    )
    return problem(hidden, request.state.request_id)
