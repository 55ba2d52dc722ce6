"""What variety buys and costs: the settings in between, and the distances by their definitions."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from echotune.accounts.store import Account
from echotune.core.db import Database
from echotune.recommend.evaluation import guardrails, variety
from echotune.recommend.evaluation.events import load_events
from echotune.recommend.evaluation.solo import Solo
from echotune.taste.listener import ListenerModel
from echotune.taste.loading import build_listener_model
from echotune.training.cf.files import READERS
from echotune.training.cf.splits import against


async def loaded(db: Database, account: Account) -> Solo:
    async with db.connect() as conn:
        events = await load_events(conn, account)
    async with db.connect() as conn:
        return Solo(events, await build_listener_model(conn, account), 6)


async def test_without_variety_the_figures_are_the_default_rankings_own(db: Database, listener: Account) -> None:
    solo = await loaded(db, listener)
    rng = np.random.default_rng(0)
    vectors = rng.standard_normal((solo.model.size, 8)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    report = variety.of_listener(solo, vectors)
    list(solo.run())
    figures = solo.report(0).tasks
    for task, told in report.tasks.items():
        assert told[0].mmr_lambda == 1
        assert told[0].ndcg20 == pytest.approx(figures[task].scorers["default"].ndcg20, abs=1e-4)
        assert report.windows[task] == figures[task].windows


async def test_a_distance_is_the_share_of_pairs_without_a_common_artist_or_tag(db: Database, listener: Account) -> None:
    model: ListenerModel = (await loaded(db, listener)).model
    rows = np.random.default_rng(1).choice(model.size, 15, replace=False)
    apart = [
        model.artists[one] != model.artists[two] and not set(model.tags.of(one)) & set(model.tags.of(two))
        for one, two in combinations(rows.tolist(), 2)
    ]
    assert guardrails.distance(model, rows) == pytest.approx(sum(apart) / len(apart))


def test_among_many_listeners_less_lambda_brings_more_distance(tmp_path: Path) -> None:
    """Three circles of listeners with items of their own; a tenth of what they heard is to be found."""
    rng = np.random.default_rng(2)
    lines: dict[str, list[str]] = {"train": [], "test": []}
    for listener in range(60):
        for item in np.unique(rng.integers(0, 40, 14)):
            held = "test" if rng.random() < 0.1 else "train"
            lines[held].append(f"u{listener}\ti{item if rng.random() < 0.3 else item % 14 + 14 * (listener % 3)}\n")
    files = {name: tmp_path / f"{name}.txt" for name in lines}
    for name, path in files.items():
        path.write_text("".join(lines[name]))
    read = READERS["triples"]
    told = variety.of_many(against(read(files["train"]), read(files["test"]))).tasks["listeners"]
    assert told[-1].distance > told[0].distance
    assert told[0].ndcg_change == told[0].distance_change == 0
