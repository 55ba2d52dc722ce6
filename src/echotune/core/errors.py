"""The error tree. One handler in `echotune.api` turns each into an RFC 9457 answer.

EchoTuneError
├── InvalidRequest      422  what was sent cannot be used; the message says where and why
├── NotSignedIn         401  no browser session
├── NotPermitted        403  not from this place (host, origin, content type)
├── NotFound            404  missing, or somebody else's: the same answer for both
├── NotReady            409  a step is missing; the message says which
├── TooLarge            413  over a stated limit
├── TooManyRequests     429  over a stated rate
├── NotImplementedYet   501  not built; it never pretends
├── UpstreamFailed      502  a service outside answered badly
└── Unavailable         503  a part of ours is down; carries Retry-After
"""

from __future__ import annotations

from typing import ClassVar


class EchoTuneError(Exception):
    """Base of all expected errors: `message` is a plain sentence for the listener, safe to show."""

    status: ClassVar[int] = 500
    code: ClassVar[str] = "error"
    title: ClassVar[str] = "Something went wrong"

    def __init__(self, message: str, *, code: str | None = None, retry_after_seconds: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.problem_code = code or self.code
        self.retry_after_seconds = retry_after_seconds


class InvalidRequest(EchoTuneError):
    status, code, title = 422, "invalid_request", "That cannot be used"


class NotSignedIn(EchoTuneError):
    status, code, title = 401, "not_signed_in", "No session"


class NotPermitted(EchoTuneError):
    status, code, title = 403, "not_permitted", "Not allowed"


class NotFound(EchoTuneError):
    """Missing or somebody else's: the message carries no id, so that both answer the same bytes."""

    status, code, title = 404, "not_found", "Not found"

    def __init__(self, message: str = "There is nothing here, or it is not yours.") -> None:
        super().__init__(message)


class NotReady(EchoTuneError):
    status, code, title = 409, "not_ready", "Not ready yet"


class TooLarge(EchoTuneError):
    status, code, title = 413, "too_large", "Too large"


class TooManyRequests(EchoTuneError):
    status, code, title = 429, "too_many_requests", "Too many requests"


class NotImplementedYet(EchoTuneError):
    status, code, title = 501, "not_implemented_yet", "Not built yet"


class UpstreamFailed(EchoTuneError):
    status, code, title = 502, "upstream_failed", "A service outside failed"


class Unavailable(EchoTuneError):
    status, code, title = 503, "unavailable", "Unavailable for the moment"
