"""What language models cost: tokens, and their price where it is known. Unknown is not zero."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from echotune.llm.link import Link
from echotune.llm.models import card

if TYPE_CHECKING:
    from pydantic_ai.usage import RequestUsage

PRICE_LISTS: Final = {"bedrock": "aws", "gemini": "google", "xai": "x-ai"}
"""Where genai-prices calls a provider otherwise than we do."""
FREE: Final = Decimal(0)


@dataclass(frozen=True)
class Spent:
    """What one try used. `cost_usd` None: nobody can tell."""

    input_tokens: int
    output_tokens: int
    cost_usd: Decimal | None


def spent(link: Link, usage: RequestUsage, *, local: bool, began_to_answer: bool, at: datetime) -> Spent:
    """The use of one try at a model. A refused request costs nothing; one whose use was never told costs who knows."""
    told = usage.input_tokens + usage.output_tokens > 0
    if local or not (told or began_to_answer):
        cost: Decimal | None = FREE
    else:
        cost = price(link, usage, at) if told else None
    return Spent(usage.input_tokens, usage.output_tokens, cost)


def price(link: Link, usage: RequestUsage, at: datetime) -> Decimal | None:
    """US dollars: as the provider itself told, else by the price list of the day. None: unknown."""
    if usage.cost is not None:
        return Decimal(usage.cost)
    from genai_prices import calc_price

    try:
        listed = calc_price(
            usage,
            link.model_id,
            provider_id=PRICE_LISTS.get(link.provider, link.provider),
            genai_request_timestamp=at,
        )
    except (LookupError, ValueError):
        return card(link.provider, link.model_id).cost_usd(usage.input_tokens, usage.output_tokens)
    return listed.total_price


def has_price(link: Link, at: datetime) -> bool:
    """Whether a price list knows what a model costs."""
    from pydantic_ai.usage import RequestUsage

    return price(link, RequestUsage(input_tokens=1_000_000, output_tokens=1_000_000), at) is not None


def month_of(at: datetime) -> date:
    """The first day of the calendar month, UTC."""
    return at.date().replace(day=1)


def next_month(month: date) -> date:
    """The first day of the month after."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)
