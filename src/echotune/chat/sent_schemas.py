"""What crosses the wire about what language models were sent and what they cost."""

from __future__ import annotations

import builtins
from datetime import date
from decimal import Decimal
from urllib.parse import urlsplit
from uuid import UUID

from pydantic import Field

from echotune.core.wire import UtcTime, WireModel
from echotune.llm.budget import Budget
from echotune.llm.sent_store import SentRequest
from echotune.llm.usage_store import Usage


class SentSummary(WireModel):
    """One request to a language model. What was not told, or has not come yet, is null; an unknown cost is not 0."""

    request_id: UUID
    session_id: UUID | None
    message_id: UUID | None = Field(description="The answer that it was sent for.")
    question: str | None = Field(description="The listener's words that it was sent for.")
    at: UtcTime
    provider: str
    model: str
    method: str
    url: str = Field(description="Without its query, which may hold a key.")
    host: str
    bytes: int
    status: int | None = Field(description="Of HTTP.")
    outcome: str | None
    latency_ms: int | None
    input_tokens: int | None
    output_tokens: int | None
    cost: float | None = Field(description="US dollars.")

    @classmethod
    def of(cls, sent: SentRequest, question: str | None) -> SentSummary:
        return cls(**_fields(sent, question))


class SentDetail(SentSummary):
    body: str = Field(description="Exactly what was sent.")

    @classmethod
    def with_body(cls, sent: SentRequest, question: str | None, body: builtins.bytes) -> SentDetail:
        return cls(**_fields(sent, question), body=body.decode("utf-8", "backslashreplace"))


class SentList(WireModel):
    requests: list[SentSummary]
    more: bool


class ModelUsage(WireModel):
    """`cost` is of the requests whose price is known; null when there is none such."""

    provider: str
    model: str
    requests: int
    input_tokens: int
    output_tokens: int
    cost: float | None
    unknown_cost_requests: int


class UsageView(WireModel):
    """One calendar month, UTC. `budget` is the lower of the operator's and the listener's; null: there is none."""

    month: str = Field(description="Such as 2026-11.")
    requests: int
    input_tokens: int
    output_tokens: int
    cost: float | None
    unknown_cost_requests: int
    budget: float | None
    used_up: bool
    begins_anew: date
    by_model: list[ModelUsage]

    @classmethod
    def of(cls, budget: Budget, used: list[Usage]) -> UsageView:
        requests, unpriced = sum(row.requests for row in used), sum(row.unpriced for row in used)
        return cls(
            month=f"{budget.month:%Y-%m}",
            requests=requests,
            input_tokens=sum(row.input_tokens for row in used),
            output_tokens=sum(row.output_tokens for row in used),
            cost=_known(sum((row.cost_usd for row in used), Decimal(0)), requests, unpriced),
            unknown_cost_requests=unpriced,
            budget=None if budget.limit_usd is None else float(budget.limit_usd),
            used_up=budget.used_up,
            begins_anew=budget.begins_anew,
            by_model=[
                ModelUsage(
                    provider=row.provider,
                    model=row.model,
                    requests=row.requests,
                    input_tokens=row.input_tokens,
                    output_tokens=row.output_tokens,
                    cost=_known(row.cost_usd, row.requests, row.unpriced),
                    unknown_cost_requests=row.unpriced,
                )
                for row in used
            ],
        )


def _known(cost_usd: Decimal, requests: int, unpriced: int) -> float | None:
    return None if requests and unpriced == requests else float(cost_usd)


def _fields(sent: SentRequest, question: str | None) -> dict[str, object]:
    fields = {name: value for name, value in vars(sent).items() if name not in ("address", "cost_usd")}
    cost = None if sent.cost_usd is None else float(sent.cost_usd)
    return {**fields, "url": sent.address, "host": urlsplit(sent.address).netloc, "cost": cost, "question": question}
