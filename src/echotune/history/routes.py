"""HTTP of imports: send files, watch them being read, cancel, resume; and the demo."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterable, AsyncIterator
from contextlib import suppress
from typing import Annotated, Any
from urllib.parse import unquote
from uuid import UUID, uuid4

from fastapi import APIRouter, Depends, Header, Path, Request
from fastapi.responses import StreamingResponse
from fastapi.sse import EventSourceResponse, ServerSentEvent
from psycopg.errors import UniqueViolation
from psycopg.rows import DictRow

from echotune.accounts import store as accounts
from echotune.accounts.access import COOKIE, CurrentAccount
from echotune.accounts.store import Account
from echotune.core.db import Connection
from echotune.core.errors import (
    InvalidRequest,
    NotFound,
    NotPermitted,
    NotReady,
    TooLarge,
    TooManyRequests,
    Unavailable,
)
from echotune.core.jobs import Jobs
from echotune.core.web import DatabaseDep, JobsDep, SettingsDep, StoppingDep
from echotune.history import rejected, store, uploads
from echotune.history.demo_account import demo_import
from echotune.history.schemas import TERMINAL, DemoRequest, ImportsView, ImportView, view_of

router = APIRouter(prefix="/api", tags=["imports"])
POLL_SECONDS = 0.5
STOPPING = ServerSentEvent(event="stopping", data="The server stops; the import goes on when it is back.", retry=1_000)

_FILE = {"schema": {"type": "string", "format": "binary"}}
UPLOAD_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "One file as it is, named by `X-File-Name`; or a form with any number of files.",
        "content": {
            "application/zip": _FILE,
            "application/json": _FILE,
            "text/csv": _FILE,
            "application/octet-stream": _FILE,
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "properties": {"files": {"type": "array", "items": {"type": "string", "format": "binary"}}},
                }
            },
        },
    }
}


async def _own_import(
    account: CurrentAccount, database: DatabaseDep, import_id: Annotated[str, Path(alias="importId")]
) -> DictRow:
    """The import in the path, if it is one's own; anything else is as missing as a missing one."""
    try:
        wanted = UUID(import_id)
    except ValueError:
        raise NotFound() from None
    async with database.connect() as conn:
        return await store.one(conn, account.id, wanted)


OwnImport = Annotated[DictRow, Depends(_own_import)]


@router.post("/imports", status_code=202, openapi_extra=UPLOAD_BODY)
async def start_import(
    request: Request,
    account: CurrentAccount,
    database: DatabaseDep,
    settings: SettingsDep,
    jobs: JobsDep,
    x_file_name: Annotated[str | None, Header(description="Percent-encoded name of a raw body")] = None,
    idempotency_key: Annotated[str | None, Header(max_length=200)] = None,
) -> ImportView:
    """Take an export; it is read in the background. The same key with the same files is the same import."""
    async with database.connect() as conn:
        if await store.waiting_count(conn, account.id) >= settings.imports.waiting:
            raise TooManyRequests("Several imports wait already. Let them finish first.", retry_after_seconds=30)
    if int(request.headers.get("content-length", 0)) > settings.imports.upload_mb << 20:
        raise TooLarge(f"The upload is larger than {settings.imports.upload_mb} MB.", code="upload_too_large")
    import_id = uuid4()
    folder = uploads.make_folder(settings.home, import_id)
    name = unquote(x_file_name) if x_file_name else None
    content_type = request.headers.get("content-type", "")
    try:
        upload = await uploads.receive(request.stream(), content_type, name, folder, settings.imports.upload_mb)
        async with database.connect() as conn:
            row = await _create(conn, account, import_id, upload, idempotency_key)
    except BaseException:
        uploads.delete(settings.home, import_id)
        raise
    if row["import_id"] == import_id:
        await _enqueue(jobs, account, import_id)
    else:
        uploads.delete(settings.home, import_id)
    return view_of(row)


async def _create(
    conn: Connection, account: Account, import_id: UUID, upload: uploads.Upload, key: str | None
) -> DictRow:
    """The import of this upload; with a key that was used before, the import that it started."""
    label = upload.names[0] if len(upload.names) == 1 else f"{upload.names[0]} and {len(upload.names) - 1} more"
    try:
        async with conn.transaction():
            await store.create(
                conn,
                account.id,
                label,
                {"kind": "upload", "files": upload.names},
                import_id=import_id,
                idempotency_key=key,
                body_sha256=upload.sha256,
            )
    except UniqueViolation:
        earlier = await store.by_key(conn, account.id, key or "")
        if earlier is None or earlier["body_sha256"] != upload.sha256:
            raise InvalidRequest(
                "This Idempotency-Key was used for other files.", code="idempotency_key_reused"
            ) from None
        return earlier
    return await store.one(conn, account.id, import_id)


async def _enqueue(jobs: Jobs, account: Account, import_id: UUID) -> None:
    await jobs.enqueue("history.import", user_id=str(account.id), import_id=str(import_id))


@router.get("/imports")
async def list_imports(account: CurrentAccount, database: DatabaseDep) -> ImportsView:
    """The latest fifty, newest first."""
    async with database.connect() as conn:
        return ImportsView(imports=[view_of(row) for row in await store.latest(conn, account.id)])


@router.get("/imports/{importId}")
async def get_import(found: OwnImport) -> ImportView:
    return view_of(found)


@router.get("/imports/{importId}/events", response_class=EventSourceResponse)
async def import_events(
    found: OwnImport, account: CurrentAccount, database: DatabaseDep, stopping: StoppingDep
) -> AsyncIterable[ImportView]:
    """The import whenever it changes, at most twice a second, until it has ended.

    When the server stops, the last event is `stopping`, with the time after which to come back.
    """
    sent: ImportView | None = None
    while not stopping.is_set():
        with suppress(Unavailable):
            async with database.connect() as conn:
                view = view_of(await store.one(conn, account.id, found["import_id"]))
            if view != sent:
                yield view
                sent = view
            if view.status in TERMINAL:
                return
        with suppress(TimeoutError):
            await asyncio.wait_for(stopping.wait(), POLL_SECONDS)
    yield STOPPING  # type: ignore[misc]  # an event of the transport's, not an item: the framework takes either


@router.get(
    "/imports/{importId}/rejected.csv",
    response_class=StreamingResponse,
    responses={200: {"content": {"text/csv": {"schema": {"type": "string"}}}, "description": "file, row, reason"}},
)
async def rejected_rows(found: OwnImport, account: CurrentAccount, database: DatabaseDep) -> StreamingResponse:
    """Where the rejected rows stand and why; never what is in them."""

    async def pieces() -> AsyncIterator[str]:
        async with database.connect() as conn:
            rows = store.rejects(conn, account.id, found["import_id"])
            async for piece in rejected.csv_lines(rows, view_of(found).rejected):
                yield piece

    return StreamingResponse(
        pieces(),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="rejected.csv"'},
    )


@router.post("/imports/{importId}/cancel")
async def cancel_import(found: OwnImport, account: CurrentAccount, database: DatabaseDep) -> ImportView:
    """Stop it after the batch under way. Rows that are stored stay. An import that has ended is left as it is."""
    async with database.connect() as conn:
        await store.ask_to_cancel(conn, account.id, found["import_id"])
        return view_of(await store.one(conn, account.id, found["import_id"]))


@router.post("/imports/{importId}/resume")
async def resume_import(
    found: OwnImport, account: CurrentAccount, database: DatabaseDep, settings: SettingsDep, jobs: JobsDep
) -> ImportView:
    """Go on with a cancelled or failed import from where it was."""
    origin, import_id = found["origin"], found["import_id"]
    if found["status"] in ("cancelled", "failed"):
        if origin["kind"] == "paths":
            raise NotReady("This import came from the terminal. Run the same command again; it goes on from there.")
        if origin["kind"] == "upload" and not uploads.folder_of(settings.home, import_id).exists():
            raise NotReady("The upload is no longer kept. Send the file again; rows that are stored count once.")
    async with database.connect() as conn:
        again = await store.wait_again(conn, account.id, import_id)
        row = await store.one(conn, account.id, import_id)
    if again:
        await _enqueue(jobs, account, import_id)
    elif row["status"] == "done":
        raise NotReady("This import is finished; there is nothing to resume.")
    return view_of(row)


@router.post("/demo", status_code=202)
async def start_demo(
    wish: DemoRequest,
    request: Request,
    account: CurrentAccount,
    database: DatabaseDep,
    settings: SettingsDep,
    jobs: JobsDep,
) -> ImportView:
    """Show the demo account in this browser, and fill it by an import of a generated export if it is empty."""
    if not settings.alone:
        raise NotPermitted("The demo belongs to EchoTune alone on one's own machine.")
    async with database.connect() as conn:
        demo, row, begin = await demo_import(conn, wish.rows, wish.seed)
        await accounts.show_account(conn, request.cookies[COOKIE], demo.id)
    if begin:
        await _enqueue(jobs, demo, row["import_id"])
    return view_of(row)
