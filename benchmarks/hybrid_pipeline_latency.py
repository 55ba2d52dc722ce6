"""The whole recommender over a million tracks: 1,000 distinct requests of five kinds, one at a time and ten at once.

In process: `recommend()` with its filters, candidates, blend, re-ranking and what provenance needs; nothing is cached
between requests but what a running server keeps for its listener. The model is `tests/support/million.py`: 320,000 rows
of a listening life among a million recordings, 9 features, tags, and `content` vectors of 64 dimensions.

The reference is an exact scan of the same vectors (product and top 500 in numpy), timed in turn with the requests.
Over budget when p95 of one at a time is above 25 ms or 1.2 times the reference's p95, when p95 at ten at once is above
120 ms, or when less than 99 % of the exact nearest are found. Prints one JSON document.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import numpy as np
from tests.support.million import million

from echotune.recommend.moods import lexicon
from echotune.recommend.pipeline import Options, Outcome, recommend, warm
from echotune.recommend.prepared import Moment, Prepared, prepare
from echotune.recommend.request import Era, Exclusions, FeatureWish, RecommendationRequest, Seeds
from echotune.recommend.spaces import Space

AS_OF, SEED = datetime(2026, 11, 20, 17, tzinfo=UTC), 11
BUDGET_MS, BUDGET_RATIO, BUDGET_CONCURRENT_MS, BUDGET_RECALL = 25.0, 1.2, 120.0, 0.99
NEAREST = 500
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
MODES = ("relisten", "rediscover", "explore", "blend")


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--requests", type=int, default=2000, help="half of them one at a time, half at once")
    options.add_argument("--concurrency", type=int, default=10)
    options.add_argument("--tracks", type=int, default=1_000_000)
    asked = options.parse_args()
    if os.environ.get("OPENBLAS_NUM_THREADS") != "1":  # numpy reads it when it is loaded
        return subprocess.call([sys.executable, *sys.argv], env=os.environ | ONE_THREAD)
    prepared, space, warm_seconds = made(asked.tracks)
    requests = distinct(prepared, asked.requests)
    half = asked.requests // 2
    alone, by_kind, reference = one_at_a_time(prepared, space, requests[:half])
    together = at_once(prepared, requests[half:], asked.concurrency)
    recall = found_share(space)
    ratio = percentile(alone, 95) / percentile(reference, 95)
    over = (
        percentile(alone, 95) > BUDGET_MS
        or ratio > BUDGET_RATIO
        or percentile(together, 95) > BUDGET_CONCURRENT_MS
        or recall < BUDGET_RECALL
    )
    report = {
        "benchmark": "hybrid_pipeline_latency",
        "tracks": prepared.model.size,
        "plays": len(prepared.model.plays),
        "vectors": f"{space.dimensions} dimensions, {int(space.known.sum())} known, and 9 features",
        "requests": half,
        **figures("", alone),
        "cpuP95Ms": percentile([one for times in by_kind.values() for one in times], 95),
        "p95CpuMsByKind": {kind: percentile(times, 95) for kind, times in by_kind.items()},
        **figures("exactScan", reference),
        "ratioP95": round(ratio, 2),
        "concurrent": asked.concurrency,
        **figures("concurrent", together),
        "recallAt500": round(recall, 4),
        "warmSeconds": round(warm_seconds, 1),
        "budget": {"p95Ms": BUDGET_MS, "ratioP95": BUDGET_RATIO, "concurrentP95Ms": BUDGET_CONCURRENT_MS, "recallAt500": BUDGET_RECALL},
        "over": over,
    }  # fmt: skip
    print(json.dumps(report))
    return int(over)


def made(tracks: int) -> tuple[Prepared, Space, float]:
    """What a server has for its listener once it is warm, and the seconds of warming up."""
    model, space = million(tracks)
    began = time.perf_counter()
    prepared = prepare(model, Moment(AS_OF), None, {space.name: space})
    warm(prepared)
    gc.collect()
    gc.freeze()  # as a server does with its models
    return prepared, space, time.perf_counter() - began


Kinds = dict[str, Callable[[], dict[str, Any]]]


def distinct(prepared: Prepared, count: int) -> list[tuple[str, RecommendationRequest]]:
    """Requests of five kinds, each another one, in random order."""
    dice, model = random.Random(SEED), prepared.model
    played = [model.artists[at] for at in np.argsort(-model.listens)[:2000].tolist()]
    artists = sorted({*played, *dice.sample(model.artist_names, 2000)})
    moods, activities = sorted(lexicon().moods), sorted(lexicon().activities)
    kinds: Kinds = {
        "mode": lambda: {"mode": dice.choice(MODES), "exclude": Exclusions(artists=dice.sample(artists, 2))},
        "mood": lambda: {"moods": [dice.choice(moods)], "features": {"energy": FeatureWish(min=round(dice.uniform(0, 0.3), 3))}},
        "like": lambda: {"seeds": Seeds(like=[dice.choice(artists)]), "features": {"valence": FeatureWish(delta=dice.choice("+-"))}, "count": dice.randint(5, 20)},
        "genre": lambda: {"genres": [dice.choice(model.tags.names)], "era": Era(from_=dice.randint(1965, 2000), to=dice.randint(2001, 2026)), "mode": dice.choice((None, "explore"))},
        "activity": lambda: {"activities": [dice.choice(activities)], "duration_minutes": dice.randint(20, 90), "exclude": Exclusions(explicit=True, artists=[dice.choice(artists)])},
    }  # fmt: skip
    found: dict[str, tuple[str, RecommendationRequest]] = {}
    while len(found) < count:
        kind = list(kinds)[len(found) % len(kinds)]
        parts = kinds[kind]()
        request = RecommendationRequest(**({"count": None if "duration_minutes" in parts else 20} | parts))
        found[request.model_dump_json()] = (kind, request)
    requests = list(found.values())
    dice.shuffle(requests)
    return requests


def one_at_a_time(
    prepared: Prepared, space: Space, requests: list[tuple[str, RecommendationRequest]]
) -> tuple[list[float], dict[str, list[float]], list[float]]:
    """Wall milliseconds of each request, CPU milliseconds by kind, and the reference's wall milliseconds."""
    alone, by_kind, reference = [], dict[str, list[float]](), []
    rows = np.flatnonzero(space.known)
    for at, (kind, request) in enumerate(requests):
        began, cpu = time.perf_counter(), time.thread_time()
        check(request, recommend(prepared, request, Options()))
        alone.append(1000 * (time.perf_counter() - began))
        by_kind.setdefault(kind, []).append(1000 * (time.thread_time() - cpu))
        if at % 4 == 0:
            query = space.vectors[rows[(7919 * at) % len(rows)]]
            began = time.perf_counter()
            exact_scan(space, query)
            reference.append(1000 * (time.perf_counter() - began))
    return alone, by_kind, reference


def check(request: RecommendationRequest, outcome: Outcome) -> None:
    wanted = min(request.count or 1, outcome.filtered.count)
    if len(outcome.chosen) < wanted:
        raise AssertionError(f"{len(outcome.chosen)} of {wanted} came back for {request}")


def exact_scan(space: Space, query: Any) -> Any:
    """The 500 nearest of all vectors, best first."""
    similarity = space.vectors @ query
    best = np.argpartition(-similarity, NEAREST)[:NEAREST]
    return best[np.argsort(-similarity[best])]


def at_once(prepared: Prepared, requests: list[tuple[str, RecommendationRequest]], concurrency: int) -> list[float]:
    """Milliseconds of each request, from its sending on, with so many under way all the time. As in the server: the loop of
    one process answers them, each in a piece, and the others wait."""
    waiting, taken = iter(requests), list[float]()

    async def client() -> None:
        for _, request in waiting:
            began = time.perf_counter()
            await asyncio.sleep(0)
            recommend(prepared, request, Options())
            taken.append(1000 * (time.perf_counter() - began))

    async def clients() -> None:
        await asyncio.gather(*(client() for _ in range(concurrency)))

    asyncio.run(clients())
    return taken


def found_share(space: Space, queries: int = 50) -> float:
    rows = np.flatnonzero(space.known)
    shares = []
    for at in np.random.default_rng(SEED).choice(rows, queries):
        exact = exact_scan(space, space.vectors[at])
        shares.append(len(np.intersect1d(exact, space.nearest(space.vectors[at], None, NEAREST).rows)) / NEAREST)
    return float(np.mean(shares))


def figures(name: str, times: list[float]) -> dict[str, float]:
    return {
        (f"{name}P{percent}Ms" if name else f"p{percent}Ms"): percentile(times, percent) for percent in (50, 95, 99)
    }


def percentile(times: list[float], percent: float) -> float:
    return round(float(np.percentile(times, percent)), 2)


if __name__ == "__main__":
    sys.exit(main())
