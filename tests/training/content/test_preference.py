"""The preference model finds a planted liking, finds nothing where nothing is, and reads nothing from later."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from echotune.accounts.store import Account
from echotune.core.db import Database
from echotune.core.errors import NotReady
from echotune.taste.listener import ListenerModel
from echotune.terminal import evaluate_content as screen
from echotune.training.content.affinity import content_affinity
from echotune.training.content.embedder import ContentEmbedder, Embedded
from echotune.training.content.inputs import Inputs
from echotune.training.content.preference import candidates
from echotune.training.content.preference_evaluation import evaluate
from echotune.training.content.trial import placements
from tests.support.facts import hidden, invented
from tests.support.habits import LIKED_GENRES, listener_of

INPUTS, GENRE = invented(artists=1200, each=2)


def heard_over(coverage: float = 1.0, *, fussy: bool = True, seed: int = 5) -> tuple[ListenerModel, Embedded]:
    inputs, _ = hidden(INPUTS, coverage)
    model = listener_of(inputs, GENRE, fussy=fussy, seed=seed)
    return model, ContentEmbedder.fit(Inputs.of(model)).transform(Inputs.of(model))


def now(model: ListenerModel) -> datetime:
    return datetime.fromtimestamp(int(model.plays.ended_at[-1]) + 1, UTC)


@pytest.mark.parametrize("coverage", [0.0, 0.25, 1.0])
def test_a_planted_liking_is_found_at_every_coverage_and_not_by_vectors_dealt_out_anew(coverage: float) -> None:
    report = evaluate(*heard_over(coverage), cuts=3)
    assert report.model > max(report.popularity, report.popularity_fitted, report.same_artist) + 0.1
    assert report.wins == 3
    assert report.control == pytest.approx(0.5, abs=0.08)


def test_songs_of_the_liked_genres_come_first_among_the_unheard() -> None:
    model, space = heard_over(0.25)
    affinity = content_affinity(model, space, now(model))
    unheard = candidates(model, space)
    liked = np.isin(GENRE, LIKED_GENRES)
    best = np.flatnonzero(unheard)[np.argsort(-affinity[unheard])[:50]]
    assert liked[best].mean() > 0.9
    assert affinity[unheard].mean() == pytest.approx(0, abs=1e-3)


def test_where_nothing_was_liked_in_particular_it_stays_out() -> None:
    outcomes = [heard_over(fussy=False, seed=seed) for seed in range(6)]
    stayed_out = [not content_affinity(model, space, now(model)).any() for model, space in outcomes]
    assert sum(stayed_out) >= 5  # at a level of 95 %, one in forty may seem to win


def test_nothing_after_the_moment_is_read() -> None:
    model, space = heard_over()
    cut = datetime.fromtimestamp(int(model.plays.ended_at[600]), UTC)
    rng = np.random.default_rng(2)
    other = model.plays.recording.copy()
    other[600:] = rng.integers(0, model.size, len(other) - 600)
    changed = replace(model, plays=replace(model.plays, member=other, recording=other))
    assert content_affinity(model, space, cut).any()
    assert content_affinity(model, space, cut).tobytes() == content_affinity(changed, space, cut).tobytes()


def test_where_nothing_is_known_nothing_is_said() -> None:
    model, space = heard_over()
    blind = replace(space, vectors=np.zeros_like(space.vectors), known=np.zeros_like(space.known))
    assert not content_affinity(model, blind, now(model)).any()
    with pytest.raises(NotReady, match="Add a pack"):
        evaluate(model, blind)


def test_a_placement_is_the_share_of_the_others_below() -> None:
    met = np.array([True, False, True, False, False])
    assert placements(np.array([5, 1, 2, 2, 3]), met).tolist() == [1, 0.5]


async def test_the_command_prints_one_document(
    db: Database, local: Account, capsys: pytest.CaptureFixture[str]
) -> None:
    model, _ = heard_over(0.25)

    async def get(account: Account) -> ListenerModel:
        return model

    app: Any = SimpleNamespace(database=db, models=SimpleNamespace(get=get))
    await screen.content(app, account="local", cuts=2, as_json=True)
    report = json.loads(capsys.readouterr().out)
    assert (report["wins"], len(report["cuts"])) == (2, 2)
    assert report["model"] > report["popularityFitted"]
