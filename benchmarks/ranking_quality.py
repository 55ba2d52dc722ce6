"""`echotune evaluate solo` on several generated lives in one run: the default rankings against every baseline.

Each life is imported into a home of its own and measured by the protocol; the windows of all lives are pooled. Prints one JSON
line; exits non-zero unless the default is ahead of every baseline on relisten and rediscover with an interval above 0.
Arguments: how many lives (default 8), rows of each (60,000), the first seed (901).
"""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
from collections import defaultdict
from contextlib import redirect_stdout
from pathlib import Path

import numpy as np

from echotune import bootstrap
from echotune.accounts import store as accounts
from echotune.core.settings import Settings
from echotune.recommend.evaluation.events import load_events
from echotune.recommend.evaluation.scorers import JUDGED_BY, SCORERS
from echotune.recommend.evaluation.solo import Measured, Solo
from echotune.terminal import importing
from echotune.training.paired import paired_interval

ASKED = ("relisten", "rediscover")


def main(lives: int = 8, rows: int = 60_000, first_seed: int = 901) -> int:
    windows: dict[str, list[dict[str, float]]] = defaultdict(list)
    for seed in range(first_seed, first_seed + lives):
        with tempfile.TemporaryDirectory(prefix="echotune-bench-") as home:
            for done in asyncio.run(_measured(Path(home), rows, seed)):
                if done.metrics:
                    task = done.window.task
                    windows[task].append({name: figures[JUDGED_BY[task]] for name, figures in done.metrics.items()})
        print(f"seed {seed} measured", file=sys.stderr, flush=True)
    tasks = {task: _compared(task, own) for task, own in windows.items()}
    behind = [f"{task}: {name}" for task in ASKED for name, gain in tasks[task]["ahead"].items() if gain["low"] <= 0]
    print(
        json.dumps({"benchmark": "ranking_quality", "lives": lives, "rows": rows, "firstSeed": first_seed}
        | {"tasks": tasks, "notAheadOf": behind})
    )  # fmt: skip
    return 1 if behind else 0


async def _measured(home: Path, rows: int, seed: int) -> list[Measured]:
    app = await bootstrap.start(Settings(home=home))
    try:
        with redirect_stdout(sys.stderr):
            await importing.import_demo(app, rows, seed, as_json=True)
        async with app.database.connect() as conn:
            account = await accounts.named(conn, "demo")
            events = await load_events(conn, account)
        solo = Solo(events, await app.models.get(account))
        return await asyncio.to_thread(lambda: list(solo.run()))
    finally:
        await app.close()


def _compared(task: str, windows: list[dict[str, float]]) -> dict[str, object]:
    value = {name: np.array([one[name] for one in windows]) for name in SCORERS[task]}
    ahead = {}
    for name in value.keys() - {"default"}:
        gain = value["default"] - value[name]
        low, high = paired_interval(gain)
        ahead[name] = {"mean": round(float(gain.mean()), 4), "low": round(low, 4), "high": round(high, 4)}
    figures = {name: round(float(own.mean()), 4) for name, own in value.items()}
    return {
        "windows": len(windows),
        "metric": JUDGED_BY[task],
        "figures": figures,
        "ahead": dict(sorted(ahead.items())),
    }


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
