"""`echotune evaluate blend`: what re-ranking for variety buys, and what it costs.

The first 500 of a ranking are re-ranked to 20, as an answer would be, at several settings of lambda. Bought is distance,
measured outside the space that re-ranking looks at; paid is nDCG@20. For one listener the windows are those of the solo
protocol, and the distance is the share of pairs that share neither artist nor tag.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from echotune.core.wire import WireModel
from echotune.recommend import rerank
from echotune.recommend.evaluation import guardrails
from echotune.recommend.evaluation.scorers import SCORERS
from echotune.recommend.evaluation.solo import Solo
from echotune.recommend.prepared import log_rank
from echotune.training.cf.guardrails import intra_list_distance
from echotune.training.cf.models.als import ALS
from echotune.training.cf.ranking import masked_scores
from echotune.training.cf.splits import Split
from echotune.training.gain import ndcg
from echotune.training.paired import paired_interval

LAMBDAS = (1.0, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.6)
POOL, SHOWN = 500, 20


class Variety(WireModel):
    """At one lambda: means over windows; changes are against lambda 1, in per cent, with the interval of the nDCG's."""

    mmr_lambda: float
    ndcg20: float
    distance: float
    ndcg_change: float
    ndcg_low: float
    ndcg_high: float
    distance_change: float


class VarietyReport(WireModel):
    tasks: dict[str, list[Variety]]
    windows: dict[str, int]
    highest_change: dict[str, float]
    """By how many per cent the distance could grow at most: a list in which no pair shares anything."""


def of_listener(solo: Solo, vectors: NDArray[np.float32]) -> VarietyReport:
    """`vectors` float32[R, d]: unit rows of the space that re-ranking looks at."""
    found: dict[str, list[list[tuple[float, float]]]] = {task: [] for task in solo.tasks}
    for shown in solo.windows():
        score = SCORERS[shown.task]["default"](shown.known)
        relevance = log_rank(score, np.isfinite(score))[shown.candidates]
        first = np.argsort(-relevance, kind="stable")[:POOL]
        recordings, wanted = shown.candidates[first], shown.wanted[first]
        rows = [_chosen(relevance[first], vectors[recordings], value) for value in LAMBDAS]
        found[shown.task].append(
            [
                (float(ndcg(wanted[own], shown.targets, SHOWN)), guardrails.distance(solo.model, recordings[own]))
                for own in rows
            ]
        )
    return _report({task: np.array(own) for task, own in found.items() if own})


def of_many(split: Split) -> VarietyReport:
    """Many listeners: factors rank, and re-ranking looks at the factors of the items. The distance is 1 - Jaccard of the
    items' listeners in the training."""
    model = ALS().fit(split.train)
    vectors = (model.item_factors / np.maximum(np.linalg.norm(model.item_factors, axis=1, keepdims=True), 1e-9)).astype(
        np.float32
    )
    figures = []
    scores = (row for batch in masked_scores(model, split.train, split.targets.users) for row in batch)
    for listener, score in enumerate(scores):
        relevance = log_rank(score, np.isfinite(score))
        first = np.argsort(-relevance, kind="stable")[:POOL]
        wanted = np.isin(first, split.targets.items[[listener]].indices)
        rows = [_chosen(relevance[first], vectors[first], value) for value in LAMBDAS]
        figures.append(
            [
                (
                    float(ndcg(wanted[own], int(split.targets.counts[listener]), SHOWN)),
                    intra_list_distance(first[own][None], split.train),
                )
                for own in rows
            ]
        )
    return _report({"listeners": np.array(figures)})


def _chosen(relevance: NDArray[np.float32], vectors: NDArray[np.float32], mmr_lambda: float) -> NDArray[np.intp]:
    return rerank.mmr(relevance, vectors, SHOWN, mmr_lambda=mmr_lambda)


def _report(figures: dict[str, NDArray[np.float64]]) -> VarietyReport:
    """Of float64[windows, lambdas, 2] (nDCG@20, distance) by task."""
    return VarietyReport(
        tasks={task: _varieties(own) for task, own in figures.items()},
        windows={task: len(own) for task, own in figures.items()},
        highest_change={task: _percent(1.0, float(own[:, 0, 1].mean())) for task, own in figures.items()},
    )


def _varieties(figures: NDArray[np.float64]) -> list[Variety]:
    """Of float64[windows, lambdas, 2]."""
    plain_ndcg, plain_distance = (float(mean) for mean in figures[:, 0].mean(axis=0))
    made = []
    for at, value in enumerate(LAMBDAS):
        low, high = paired_interval(figures[:, at, 0] - figures[:, 0, 0])
        ndcg20, distance = (float(mean) for mean in figures[:, at].mean(axis=0))
        made.append(
            Variety(
                mmr_lambda=value,
                ndcg20=round(ndcg20, 5),
                distance=round(distance, 5),
                ndcg_change=_percent(ndcg20, plain_ndcg),
                ndcg_low=_percent(plain_ndcg + low, plain_ndcg),
                ndcg_high=_percent(plain_ndcg + high, plain_ndcg),
                distance_change=_percent(distance, plain_distance),
            )
        )
    return made


def _percent(value: float, of: float) -> float:
    return round(100 * (value / of - 1), 2) if of else 0.0


def table(told: VarietyReport) -> str:
    """For reading."""
    lines = ["Re-ranked for variety. The distance is measured outside the space that re-ranking looks at."]
    for task, varieties in told.tasks.items():
        lines += [
            "",
            f"{task}: {told.windows[task]} windows; the distance could grow by {told.highest_change[task]:.1f} %",
        ]
        lines.append(f"  {'lambda':>6}{'nDCG@20':>9}{'change':>9}{'interval':>20}{'distance':>10}{'change':>9}")
        lines += [
            f"  {one.mmr_lambda:>6.2f}{one.ndcg20:>9.4f}{one.ndcg_change:>+8.1f}%"
            f"{f'[{one.ndcg_low:+.1f}%, {one.ndcg_high:+.1f}%]':>20}{one.distance:>10.4f}{one.distance_change:>+8.1f}%"
            for one in varieties
        ]
    return "\n".join(lines)
