"""Every shape of question about a record of 250,000 plays: each answer's p95 <= 300 ms, one at a time, in process.

The shapes are those of `tests/insights/questions/shapes.jsonl`, as plans: understanding the sentence has a budget of its
own (`language_engine_latency.py`). `referenceMs` is a fixed piece of work timed in the same process, to read busy machines
by. Prints one JSON document; exits with 1 when a shape is over. `ROWS` as first argument tries it smaller.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import psycopg
from tests.support.exports import UNTIL
from tests.support.importing import import_paths, new_account
from tests.support.questions import shapes

from echotune.accounts.store import Account
from echotune.catalog.packs import add_pack
from echotune.chat.tools.insight import plan_of
from echotune.chat.understand.request import UnderstoodRequest
from echotune.core.db import Database
from echotune.core.embedded_postgres import EmbeddedPostgres
from echotune.core.migrations import schema
from echotune.core.settings import DatabaseSettings, Settings
from echotune.history.demo import generate, write_pack, write_zip
from echotune.insights.ask.answer import answer

ROWS, SEED, PACKED, RUNS, BUDGET_MS = 385_000, 11, 20_000, 12, 300.0


def main() -> int:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    with tempfile.TemporaryDirectory(prefix="echotune-bench-") as folder:
        home = Path(folder)
        embedded = EmbeddedPostgres(home)
        dsn = embedded.start()
        try:
            account = _lived(dsn, home, rows)
            result = asyncio.run(_timed(dsn, home, account))
        finally:
            embedded.stop()
    print(json.dumps(result, indent=1))
    return 1 if result["over"] else 0


def _lived(dsn: str, home: Path, rows: int) -> Account:
    """A generated life with its catalogue pack."""
    schema.upgrade(dsn)
    demo = generate(rows, SEED, until=UNTIL)
    write_zip(demo, home / "export.zip")
    write_pack(demo, home / "pack.csv", PACKED)
    user_id = new_account(dsn, zone="Europe/Stockholm")
    import_paths(dsn, user_id, home / "export.zip")
    with psycopg.connect(dsn) as conn:
        add_pack(conn, home / "pack.csv", name="shelf", origin="open", user_id=user_id)
    with psycopg.connect(dsn, autocommit=True) as conn:
        conn.execute("vacuum analyze")
    return Account(user_id, "listener", "Bench", "Europe/Stockholm", 1)


async def _timed(dsn: str, home: Path, account: Account) -> dict[str, Any]:
    database = await Database.open(Settings(home=home, database=DatabaseSettings(url=dsn)))
    took: dict[str, list[float]] = {}
    async with database.connect() as conn:
        cursor = await conn.execute("select count(*)::int as n from listens where user_id = %s", (account.id,))
        plays = (await cursor.fetchall())[0]["n"]
        for _ in range(RUNS):
            for shape in shapes():
                request = UnderstoodRequest.model_validate(shape["want"])
                assert request.insight
                plan = plan_of(request, request.insight, gate=True)
                began = time.perf_counter()
                await answer(conn, account, plan)
                took.setdefault(shape["ask"], []).append(1000 * (time.perf_counter() - began))
    await database.close()
    worst = sorted(((_p95(times), ask) for ask, times in took.items()), reverse=True)
    return {
        "plays": plays,
        "shapes": len(took),
        "medianMs": round(statistics.median(time for times in took.values() for time in times), 1),
        "worst": [{"ask": ask, "p95Ms": round(p95, 1)} for p95, ask in worst[:12]],
        "budgetMs": BUDGET_MS,
        "over": [ask for p95, ask in worst if p95 > BUDGET_MS],
        "referenceMs": _reference(),
    }


def _p95(times: list[float]) -> float:
    return sorted(times)[max(0, round(0.95 * len(times)) - 1)]


def _reference() -> float:
    began = time.perf_counter()
    sum(number * number for number in range(1_000_000))
    return round(1000 * (time.perf_counter() - began), 1)


if __name__ == "__main__":
    sys.exit(main())
