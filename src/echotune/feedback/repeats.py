"""A request that comes again under its Idempotency-Key has its first answer again, and no second effect."""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable
from datetime import timedelta

from echotune.accounts.store import Account
from echotune.core import clock
from echotune.core.db import Connection
from echotune.core.errors import InvalidRequest
from echotune.feedback import store
from echotune.feedback.schemas import FeedbackBatch, FeedbackEvent, FeedbackReceipt

KEPT_FOR = timedelta(hours=24)


async def once(
    conn: Connection,
    account: Account,
    key: str | None,
    document: FeedbackEvent | FeedbackBatch,
    take: Callable[[], Awaitable[FeedbackReceipt]],
) -> FeedbackReceipt:
    """What `take` answers, or what it answered under this key. Raises InvalidRequest for a key of another document.

    The key is taken in the transaction of the work: of two at a time one waits for the other, and a failure frees it.
    """
    if key is None:
        return await take()
    now = clock.now()
    await store.forget_requests(conn, account.id, before=now - KEPT_FOR)
    digest = hashlib.sha256(document.model_dump_json().encode()).digest()
    if await store.begin_request(conn, account.id, key, digest, now):
        receipt = await take()
        await store.end_request(conn, account.id, key, receipt)
        return receipt
    earlier, answer = await store.request_by_key(conn, account.id, key)
    if earlier != digest:
        raise InvalidRequest("This Idempotency-Key was used for other feedback.", code="idempotency_key_reused")
    return answer
