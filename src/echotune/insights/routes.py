"""HTTP of insights."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from echotune.accounts.access import CurrentAccount
from echotune.core.errors import NotFound
from echotune.core.web import DatabaseDep
from echotune.core.wire import WireModel
from echotune.insights.insight import Insight, Kind
from echotune.insights.period import Period
from echotune.insights.registry import INSIGHTS

router = APIRouter(prefix="/api/insights", tags=["insights"])
FirstDay = Annotated[date | None, Query(alias="from", description="First day, in the listener's zone")]
LastDay = Annotated[date | None, Query(alias="to", description="Last day, in the listener's zone")]
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class InsightName(WireModel):
    name: str
    title: str
    kind: Kind


class InsightList(WireModel):
    insights: list[InsightName]


@router.get("")
async def list_insights(account: CurrentAccount) -> InsightList:
    return InsightList(
        insights=[InsightName(name=name, title=entry.title, kind=entry.kind) for name, entry in INSIGHTS.items()]
    )


@router.get(
    "/{name}.csv", response_class=Response, responses={200: {"content": {"text/csv": {"schema": {"type": "string"}}}}}
)
async def get_insight_csv(
    name: str, account: CurrentAccount, database: DatabaseDep, first: FirstDay = None, last: LastDay = None
) -> Response:
    """The insight's rows as CSV; text that a spreadsheet would take for a formula is escaped."""
    insight = await get_insight(name, account, database, first, last)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([column.label for column in insight.columns])
    writer.writerows(
        [
            ["'" + cell if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell for cell in row]
            for row in insight.rows
        ]
    )
    return Response(
        text.getvalue(),
        media_type="text/csv",
        headers={"Content-Disposition": f'attachment; filename="{insight.name}.csv"'},
    )


@router.get("/{name}")
async def get_insight(
    name: str, account: CurrentAccount, database: DatabaseDep, first: FirstDay = None, last: LastDay = None
) -> Insight:
    entry = INSIGHTS.get(name)
    if entry is None:
        raise NotFound()
    async with database.connect() as conn:
        return await entry.compute(conn, account, Period(first, last))
