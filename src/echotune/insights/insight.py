"""What an insight is: data first, with the sentence that sums it up and the scope it speaks of."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pydantic import Field

from echotune.accounts.store import Account
from echotune.core.db import Connection
from echotune.core.wire import WireModel
from echotune.insights.period import Period
from echotune.taste.rings import RingPeriod

Kind = Literal["bars", "ranking", "heatmap", "line", "figure"]
Cell = str | int | float | None


class Column(WireModel):
    """One column of the data: `unit` is a word ("plays", "minutes", "percent") or null."""

    key: str
    label: str
    type: Literal["text", "number", "date"]
    unit: str | None = None


class Series(WireModel):
    """Values to compare with, one for each row of the insight; null where there is nothing to compare with."""

    label: str
    values: list[float | None]


class Insight(WireModel):
    """Drawn by the web app from its `kind`; the rows are the table twin and the CSV."""

    name: str
    kind: Kind
    title: str
    sentence: str
    note: str
    scope: str
    from_: date | None = Field(alias="from")
    to: date | None
    columns: list[Column]
    rows: list[list[Cell]]
    highlight: int | None = Field(None, description="Index of the row that the sentence speaks of.")
    comparison: Series | None = None
    rings: list[list[RingPeriod]] = Field(
        default_factory=list, description="Echo rings, one list a row, where rows are artists or tracks."
    )
    ask: str = Field(description="A question that continues in the chat.")


@dataclass(frozen=True)
class InsightKind:
    """A registry entry: how an insight is called, drawn and computed."""

    title: str
    kind: Kind
    compute: Callable[[Connection, Account, Period], Awaitable[Insight]]
