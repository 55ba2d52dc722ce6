"""A listener's monthly budget for language models. Calendar months, UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from echotune.core.db import Connection
from echotune.core.settings import LlmSettings
from echotune.llm import usage_store
from echotune.llm.link import Link
from echotune.llm.registry import PROVIDERS
from echotune.llm.usage import has_price, month_of, next_month


@dataclass(frozen=True)
class Budget:
    """US dollars of one month. `limit_usd` None: no limit, and nobody has added up what was spent."""

    month: date
    limit_usd: Decimal | None
    spent_usd: Decimal

    @property
    def used_up(self) -> bool:
        return self.limit_usd is not None and self.spent_usd >= self.limit_usd

    @property
    def begins_anew(self) -> date:
        """The day on which nothing is spent again."""
        return next_month(self.month)

    def affordable(self, links: list[Link], settings: LlmSettings, at: datetime) -> list[Link]:
        """The models that may be asked: under a limit only what costs nothing, or, until it is used up, a known sum."""
        if self.limit_usd is None:
            return links
        return [link for link in links if _is_local(link, settings) or (not self.used_up and has_price(link, at))]

    @property
    def reason(self) -> str:
        """Why no model may be asked, in a sentence."""
        if not self.used_up:
            return "Under a monthly budget only models of known price are asked, and none is set up, so the built-in engine answered."
        anew = f"{self.begins_anew.day} {self.begins_anew:%B %Y}"
        return f"This month's ${self.limit_usd:.2f} for language models are used up, so the built-in engine answered. It begins anew on {anew}."


def _is_local(link: Link, settings: LlmSettings) -> bool:
    return PROVIDERS[link.provider].status(settings, link.keys).local


def lower(*limits: float | None) -> Decimal | None:
    """The lowest of the limits that are set."""
    given = [Decimal(str(limit)) for limit in limits if limit is not None]
    return min(given, default=None)


async def budget_of(conn: Connection, user_id: UUID, limit_usd: Decimal | None, at: datetime) -> Budget:
    """A listener's budget as it stands."""
    month = month_of(at)
    spent_usd = Decimal(0) if limit_usd is None else await usage_store.spent_usd(conn, user_id, month)
    return Budget(month, limit_usd, spent_usd)
