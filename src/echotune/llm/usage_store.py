"""The table `llm_usage`: tokens and cost of each account, month, provider and model. It holds no words."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import LiteralString
from uuid import UUID

from psycopg.errors import ForeignKeyViolation

from echotune.core.db import Connection, fetch_one
from echotune.llm.link import Link
from echotune.llm.usage import Spent, month_of


@dataclass(frozen=True)
class Usage:
    """One model in one month. `cost_usd` is of the requests whose price is known; `unpriced` counts the others."""

    provider: str
    model: str
    requests: int
    unpriced: int
    input_tokens: int
    output_tokens: int
    cost_usd: Decimal


_ADD: LiteralString = """
    insert into llm_usage as u (user_id, month, provider, model, requests, unpriced, input_tokens, output_tokens,
                                cost_usd)
    values (%(user)s, %(month)s, %(provider)s, %(model)s, 1, %(unpriced)s, %(input)s, %(output)s, %(cost)s)
    on conflict (user_id, month, provider, model) do update set
        requests = u.requests + 1, unpriced = u.unpriced + excluded.unpriced,
        input_tokens = u.input_tokens + excluded.input_tokens,
        output_tokens = u.output_tokens + excluded.output_tokens, cost_usd = u.cost_usd + excluded.cost_usd
"""


async def add(conn: Connection, user_id: UUID, link: Link, at: datetime, used: Spent) -> None:
    """Count one try; not of a listener who has been erased meanwhile."""
    row = {
        "user": user_id,
        "month": month_of(at),
        "provider": link.provider,
        "model": link.model_id,
        "unpriced": int(used.cost_usd is None),
        "input": used.input_tokens,
        "output": used.output_tokens,
        "cost": used.cost_usd or 0,
    }
    with suppress(ForeignKeyViolation):
        async with conn.transaction():
            await conn.execute(_ADD, row)


async def of_month(conn: Connection, user_id: UUID, month: date) -> list[Usage]:
    """The models used in a month, the dearest first."""
    cursor = await conn.execute(
        """select provider, model, requests, unpriced, input_tokens, output_tokens, cost_usd from llm_usage
           where user_id = %s and month = %s order by cost_usd desc, requests desc, provider, model""",
        (user_id, month),
    )
    return [Usage(**row) for row in await cursor.fetchall()]


async def spent_usd(conn: Connection, user_id: UUID, month: date) -> Decimal:
    """What was spent in a month; a request of unknown cost counts as much as the others of its model do on average."""
    row = await fetch_one(
        conn,
        "select coalesce(sum(cost_usd * requests / greatest(requests - unpriced, 1)), 0) as usd "
        "from llm_usage where user_id = %s and month = %s",
        (user_id, month),
    )
    usd: Decimal = row["usd"]
    return usd
