"""A listener's model rebuilt from 300,000 plays, in a process that has just started: <= 2 s to a recommendation.

The database runs already and holds a generated history with its catalogue pack. Each run is a new process; it reports
its start-up (imports, connection), the model, and the first recommendation. The budget holds for the whole, from the
start of the process; `cpuSeconds` is what this process used of it (the database's share comes on top), `referenceMs` is a fixed piece of work timed in the same process, to read busy machines by.
Then 50 more plays arrive one by one: each is counted into the model, with everything that was derived from it.
Prints one JSON document; exits with 1 when a median is over.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.runtime.served import COMMAND, environment
from tests.support.exports import UNTIL

from echotune.core.embedded_postgres import EmbeddedPostgres
from echotune.history.demo.archive import write_zip
from echotune.history.demo.generate import generate
from echotune.history.demo.pack import write_pack

ROWS, RUNS, BUDGET_SECONDS, BUDGET_ONE_MORE_MS = 320_000, 5, 2.0, 1.0

REBUILD = """
import sys, time
began = float(sys.argv[1])
import asyncio, json, statistics
from uuid import UUID
from echotune.accounts import store
from echotune.core.db import Database
from echotune.core.settings import Settings
from echotune.recommend.answer import answer
from echotune.recommend.request import RecommendationRequest
from echotune.taste.appending import EXTENDED, SHARED, SHOWN, NewPlay, appended
from echotune.taste.models import ListenerModels

async def main():
    settings = Settings.load()
    database = await Database.open(settings)
    marks = [time.time()]
    async with database.connect() as conn:
        account = await store.by_kind(conn, "local")
    models = ListenerModels(database, gate=True)
    model = await models.get(account)
    marks.append(time.time())
    response = await answer(database, models, settings, account, RecommendationRequest(count=20))
    marks.append(time.time())
    cpu = time.process_time()
    reference = time.perf_counter()
    sum(number * number for number in range(1_000_000))
    reference = time.perf_counter() - reference
    for name in (*EXTENDED, *SHARED, *SHOWN, "_by_recording"):
        getattr(model, name)
    grown, one_more = model, []
    track, last = UUID(bytes=model.members.raw_ids[model.plays.member[-1]].tobytes()), int(model.plays.ended_at[-1])
    for at in range(50):
        moment = time.perf_counter()
        grown = appended(grown, NewPlay(track, last + 200 * (at + 1), 180_000, "trackdone", "trackdone"), model.data_version + at + 1)
        one_more.append(1000 * (time.perf_counter() - moment))
    starts = [began, *marks[:-1]]
    start, build, recommend = (round(1000 * (end - begin), 1) for begin, end in zip(starts, marks))
    await database.close()
    print(json.dumps({"plays": len(model.plays), "recordings": model.size, "tracks": len(response.tracks),
                      "startMs": start, "modelMs": build, "recommendMs": recommend,
                      "seconds": round(marks[-1] - began, 3), "cpuSeconds": round(cpu, 3), "referenceMs": round(1000 * reference, 1),
                      "oneMorePlayMs": round(statistics.median(one_more), 3), "oneMorePlayMostMs": round(max(one_more), 3)}))

asyncio.run(main())
"""


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="echotune-bench-") as folder:
        home = Path(folder) / "home"
        fill(home, Path(folder))
        server = EmbeddedPostgres(home)
        server.start()
        try:
            runs = [rebuild(home) for _ in range(RUNS)]
        finally:
            server.stop()
    median = statistics.median(run["seconds"] for run in runs)
    one_more = statistics.median(run["oneMorePlayMs"] for run in runs)
    budget = {"seconds": BUDGET_SECONDS, "oneMorePlayMs": BUDGET_ONE_MORE_MS}
    print(json.dumps({"seconds": median, "oneMorePlayMs": one_more, "budget": budget, "runs": runs}))
    return int(median > BUDGET_SECONDS or one_more > BUDGET_ONE_MORE_MS)


def fill(home: Path, folder: Path) -> None:
    demo = generate(ROWS, seed=1, until=UNTIL)
    write_zip(demo, folder / "export.zip")
    write_pack(demo, folder / "pack.csv")
    for command in (
        ["import", str(folder / "export.zip"), "--json"],
        ["catalog", "add", str(folder / "pack.csv"), "--name", "shelf", "--origin", "open"],
    ):
        subprocess.run([COMMAND, *command], env=environment(home), check=True, stdout=subprocess.DEVNULL)


def rebuild(home: Path) -> dict[str, Any]:
    process = subprocess.run(
        [sys.executable, "-c", REBUILD, str(time.time())],
        env=environment(home),
        check=True,
        capture_output=True,
        text=True,
    )
    run: dict[str, Any] = json.loads(process.stdout)
    return run


if __name__ == "__main__":
    sys.exit(main())
