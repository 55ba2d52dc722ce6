"""What a request must show before any code of ours runs: a loopback name (alone mode), the same origin, a known body.

Defends against DNS rebinding (Host) and cross-site requests (Origin, Sec-Fetch-Site, content type).
"""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers

from echotune.core.errors import NotPermitted

LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
BODY_TYPES = frozenset(
    {
        "application/json",
        "application/zip",
        "application/x-zip-compressed",
        "application/octet-stream",
        "text/csv",
        "multipart/form-data",
    }
)


def check_host(headers: Headers) -> None:
    """Alone mode answers only to loopback names. Raises NotPermitted."""
    if urlsplit("//" + headers.get("host", "")).hostname not in LOOPBACK_NAMES:
        raise NotPermitted(
            "EchoTune alone answers only on this machine's own address, such as http://127.0.0.1.",
            code="foreign_host",
        )


def check_origin(method: str, scheme: str, headers: Headers) -> None:
    """A request that changes something must come from our own pages. Raises NotPermitted."""
    if method in SAFE_METHODS:
        return
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    same = origin == f"{scheme}://{headers.get('host')}" if origin else site == "same-origin"
    if not same or site not in (None, "same-origin"):
        raise NotPermitted(
            "This change did not come from EchoTune's own pages, so it was not made.", code="foreign_origin"
        )
    body = headers.get("content-type", "").partition(";")[0].strip().lower()
    if body not in BODY_TYPES and (body or headers.get("content-length", "0") != "0" or "transfer-encoding" in headers):
        raise NotPermitted("A body must be JSON, or an upload in one of the accepted forms.", code="foreign_body")
