"""GET /api/recommendations/me through the real server: 200,000 plays, 86,000 pack tracks, 10 requests at a time.

Prints one JSON line; exits non-zero when p95 is over the budget. Also reports 25 at a time, without a budget.
"""

from __future__ import annotations

import asyncio
import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import psutil
from tests.runtime.served import COMMAND, Served
from tests.support.exports import UNTIL

from echotune.history.demo.archive import write_zip
from echotune.history.demo.generate import Demo, generate
from echotune.history.demo.pack import pack_tracks, write_pack

PLAYS, PACK_TRACKS, SEED = 200_000, 86_000, 11
REQUESTS, BUDGET_MS = 400, 120
MOODS = ("calm", "upbeat", "sad", "energetic", "dreamy", "happy", "dark")
ACTIVITIES = ("focus", "running", "dinner", "sleep", "driving")


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="echotune-bench-") as folder:
        demo = generate(PLAYS, SEED, until=UNTIL)
        server = Served(Path(folder) / "home")
        _fill(server, demo, Path(folder))
        with server:
            measured = asyncio.run(_measure(server, _requests(demo)))
    print(json.dumps({"benchmark": "recommend_http", "plays": PLAYS, "packTracks": PACK_TRACKS, **measured}))
    return 0 if measured["p95Ms"] <= BUDGET_MS else 1


def _fill(server: Served, demo: Demo, folder: Path) -> None:
    write_zip(demo, folder / "export.zip")
    write_pack(demo, folder / "pack.csv", PACK_TRACKS)
    for arguments in (
        ["import", str(folder / "export.zip"), "--json"],
        ["catalog", "add", str(folder / "pack.csv"), "--name", "bench", "--origin", "open", "--json"],
    ):
        subprocess.run([COMMAND, *arguments], env=server.environment, check=True, stdout=sys.stderr, timeout=300)


def _requests(demo: Demo) -> list[dict[str, Any]]:
    """Distinct requests of five kinds, in random order."""
    dice = random.Random(SEED)
    tracks = list(pack_tracks(demo, 500))
    artists = sorted({track.artist for track in tracks})
    genres = sorted({genre for track in tracks for genre in track.genre.split(", ") if genre})
    kinds = [
        lambda: {
            "mode": dice.choice(["relisten", "rediscover", "explore", "blend"]),
            "excludeArtist": dice.choice(artists),
        },
        lambda: {"mood": dice.choice(MOODS), "energyMin": round(dice.uniform(0, 0.3), 3)},
        lambda: {"like": dice.choice(artists), "valence": dice.choice("+-"), "limit": dice.randint(5, 20)},
        lambda: {"genre": dice.choice(genres), "eraFrom": dice.randint(1970, 2010), "limit": dice.randint(5, 20)},
        lambda: {"activity": dice.choice(ACTIVITIES), "durationMinutes": dice.randint(20, 90), "explicit": "false"},
    ]
    made = [kinds[at % len(kinds)]() for at in range(2 * REQUESTS)]
    dice.shuffle(made)
    return made


async def _measure(server: Served, requests: list[dict[str, Any]]) -> dict[str, Any]:
    process = psutil.Process(server.process.pid)
    async with httpx.AsyncClient(base_url=server.url, timeout=60, limits=httpx.Limits(max_connections=25)) as client:
        (await client.get("/")).raise_for_status()
        began = time.perf_counter()
        (await client.get("/api/recommendations/me")).raise_for_status()
        first_ms = 1000 * (time.perf_counter() - began)
        alone = await _run(client, requests[:50], 1)
        before = process.cpu_times()
        ten = await _run(client, requests[:REQUESTS], 10)
        after = process.cpu_times()
        many = await _run(client, requests[REQUESTS:], 25)
    return {
        "concurrent": 10,
        "requests": len(ten),
        "p50Ms": _percentile(ten, 50),
        "p95Ms": _percentile(ten, 95),
        "budgetMs": BUDGET_MS,
        "serverCpuMs": round(1000 * (after.user + after.system - before.user - before.system) / len(ten), 1),
        "aloneP95Ms": _percentile(alone, 95),
        "twentyFiveP95Ms": _percentile(many, 95),
        "firstMs": round(first_ms, 1),
    }


async def _run(client: httpx.AsyncClient, requests: list[dict[str, Any]], concurrent: int) -> list[float]:
    """Milliseconds of each request."""
    waiting, taken = iter(requests), []

    async def listener() -> None:
        for query in waiting:
            began = time.perf_counter()
            answer = await client.get("/api/recommendations/me", params=query)
            taken.append(1000 * (time.perf_counter() - began))
            answer.raise_for_status()

    await asyncio.gather(*(listener() for _ in range(concurrent)))
    return taken


def _percentile(taken: list[float], percent: float) -> float:
    return round(float(np.percentile(taken, percent)), 1)


if __name__ == "__main__":
    sys.exit(main())
