"""The built web app: its files, their cache headers, and the first browser session."""

from __future__ import annotations

import mimetypes
from contextlib import suppress
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, Response

from echotune.accounts import store
from echotune.accounts.access import COOKIE
from echotune.core.errors import NotFound, NotReady
from echotune.core.web import DatabaseDep, SettingsDep

DIST = Path(__file__).parent / "web_dist"
COMPRESSED = {"br": ".br", "gzip": ".gz"}
SECURITY_HEADERS = {
    "Content-Security-Policy": "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}

router = APIRouter(include_in_schema=False)


@router.get("/{path:path}")
async def page(path: str, request: Request, database: DatabaseDep, settings: SettingsDep) -> Response:
    """A file of the web app, or its index for every other page address."""
    if path.startswith(("api/", "auth/")):
        raise NotFound()
    if file := _built(path):
        return _file(file, request, "public, max-age=31536000, immutable" if path.startswith("assets/") else "no-cache")
    if not (DIST / "index.html").is_file():
        raise NotReady("The web app is not built; `make run` builds it.")
    response = _file(_page(path), request, "no-cache")
    if settings.alone:
        await _first_session(request, response, database)
    return response


def _built(path: str) -> Path | None:
    """The file of the build at this address, if there is one. Some addresses no file system takes."""
    with suppress(OSError, ValueError):
        file = (DIST / path).resolve()
        if file.is_relative_to(DIST) and file.is_file():
            return file
    return None


def _page(path: str) -> Path:
    """The web app's one page; where the build made one for this place, the one that announces what it will draw."""
    place = path.partition("/")[0] or "home"
    return _built(f"pages/{place}.html") or DIST / "index.html"


def _file(file: Path, request: Request, cache: str) -> FileResponse:
    """The file, or the sibling that the build compressed, where the browser takes it."""
    headers = {"Cache-Control": cache, "Vary": "Accept-Encoding"}
    accepted = request.headers.get("accept-encoding", "")
    for encoding, suffix in COMPRESSED.items():
        packed = file.with_name(file.name + suffix)
        if encoding in accepted and packed.is_file():
            media_type = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            return FileResponse(packed, media_type=media_type, headers={**headers, "Content-Encoding": encoding})
    return FileResponse(file, headers=headers)


async def _first_session(request: Request, response: Response, database: DatabaseDep) -> None:
    """Alone, the first page load gets its session without a login: the machine's owner is the listener."""
    async with database.connect() as conn:
        if await store.session_account(conn, request.cookies.get(COOKIE, "")):
            return
        account = await store.ensure(conn, "local")
        token = await store.start_session(conn, account.id)
    response.set_cookie(
        COOKIE,
        token,
        max_age=store.SESSION_DAYS * 86400,
        httponly=True,
        samesite="lax",
        path="/",
        secure=request.url.scheme == "https",
    )
