"""What the latest trainings are worth, as metrics: read from the tables, so that every process tells the same."""

from __future__ import annotations

from echotune.core import metrics
from echotune.core.db import Connection
from echotune.training import store

OF_CF = {"users": "cf.user_factors.count", "items": "cf.item_factors.count", "rmse": "cf.rmse"}
"""Figures of the serving version and the metrics that they are shown as."""


async def publish(conn: Connection) -> None:
    """Bring the metrics of training up to date in this process."""
    last = await store.last_training(conn, store.CF)
    if last is not None and last.finished_at is not None:
        metrics.put("cf.train.duration.seconds", (last.finished_at - last.started_at).total_seconds())
    serving = await store.serving(conn, store.CF)
    for figure, value in (serving.metrics if serving else {}).items():
        measure, at, k = figure.partition("@")
        if measure == "ndcg" and at:
            metrics.put("cf.offline.ndcg_at_k", value, k=k)
        elif figure in OF_CF:
            metrics.put(OF_CF[figure], value)
    content = await store.serving(conn, "content")
    for figure, value in (content.metrics if content else {}).items():
        if figure in metrics.METRICS:
            metrics.put(figure, value)
