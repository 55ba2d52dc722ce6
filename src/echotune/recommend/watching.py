"""The pipeline with its metrics: how long it took, what the scores were made of, how varied the songs are."""

from __future__ import annotations

import time
from collections import Counter

from echotune.core import metrics
from echotune.recommend.blend import UNIT
from echotune.recommend.pipeline import Options, Outcome, recommend
from echotune.recommend.prepared import Prepared
from echotune.recommend.request import RecommendationRequest


def watched(prepared: Prepared, request: RecommendationRequest, options: Options) -> Outcome:
    """`pipeline.recommend`, and what is told of it to those who read metrics."""
    began = time.perf_counter()
    outcome = recommend(prepared, request, options)
    metrics.observe("reco.hybrid.latency.ms", 1000 * (time.perf_counter() - began))
    if metrics.are_read() and outcome.chosen:
        _tell(outcome)
    return outcome


def _tell(outcome: Outcome) -> None:
    totals = Counter[str]()
    for one in outcome.chosen:
        totals.update({name: max(part, 0) for name, part in one.parts.items()})
    for name, total in totals.items():
        metrics.put("reco.hybrid.blend_ratio", total / max(totals.total(), 1), strategy=name)
    artists = {int(outcome.asked.prepared.model.artist_no[one.recording]) for one in outcome.chosen}
    metrics.put("reco.hybrid.diversity.score", len(artists) / len(outcome.chosen))
    boosts = [one.parts.get("newly_released", 0) / UNIT for one in outcome.chosen]
    metrics.put("reco.hybrid.recency.weight.avg", sum(boosts) / len(boosts))
