"""The preference model put to use: only where it has won on what the listener came to like later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from echotune.taste.listener import ListenerModel
from echotune.training.content.preference import Bools, Floats, Vectors, candidates, evenly, lesson
from echotune.training.content.trial import Trial, trial

RIDGES = (50.0, 300.0, 2000.0)
"""A catalogue that was picked by fame needs the strongest, a broad one the weakest."""
CHOOSE_AT, TEST_AT = 0.5, 0.75
"""Shares of the recordings that the listener has met: where the ridge is chosen, and where the model has to win."""
FEWEST_MET = 40
MOST_TRIED = 20_000


def content_affinity(model: ListenerModel, space: Vectors, as_of: datetime) -> Floats:
    """float32[R]: how much likelier than usual each recording is to please, in deviations over the unheard candidates;
    0 where nothing is known of it.

    Reads nothing after `as_of`. All 0 when the model did not beat popularity and the artist's plays on the listener's
    own later discoveries: then it stays out. Takes a second: keep what it returns.
    """
    before = model.until(as_of)
    out = np.zeros(model.size, np.float32)
    ridge = chosen_ridge(before, space)
    cut = _met(before, TEST_AT)
    if cut is None or not tried(before, space, cut, [ridge])[ridge].wins:
        return out
    learned = lesson(before, space)
    if learned is None:
        return out
    known = np.flatnonzero(space.known)
    scores = learned.preference(ridge).scores(before, space, known)
    usual = scores[candidates(before, space)[known]]
    out[known] = (scores - usual.mean()) / max(float(usual.std()), 1e-6)
    return out


def chosen_ridge(model: ListenerModel, space: Vectors) -> float:
    """The ridge that ranked best what was met between CHOOSE_AT and TEST_AT; the strongest where nothing could be tried."""
    cut, end = _met(model, CHOOSE_AT), _met(model, TEST_AT)
    if cut is None or end is None:
        return RIDGES[-1]
    trials = tried(model.until(end), space, cut, RIDGES)
    return max(reversed(RIDGES), key=lambda ridge: trials[ridge].model if trials[ridge].targets else 0.0)


def tried(
    model: ListenerModel, space: Vectors, cut: datetime, ridges: Sequence[float], *, dealt: int | None = None
) -> dict[float, Trial]:
    """By ridge: the preference of `cut` against what was listened to for the first time after it.

    `dealt`: a seed; the vectors are then dealt out anew for the fit, so that they have nothing to teach.
    """
    before = model.until(cut)
    learned = lesson(before, space if dealt is None else _dealt(space, dealt))
    if learned is None:
        return dict.fromkeys(ridges, Trial.not_run())
    among = candidates(before, space)
    met = np.flatnonzero(among & (model.listens > 0))
    rest = evenly(np.flatnonzero(among & (model.listens == 0)), MOST_TRIED)
    rows, is_met = np.concatenate([met, rest]), np.arange(len(met) + len(rest)) < len(met)
    plain = learned.by_popularity_alone().scores(before, space, rows)
    return {
        ridge: trial(before, rows, is_met, learned.preference(ridge).scores(before, space, rows), plain)
        for ridge in ridges
    }


def _met(model: ListenerModel, share: float) -> datetime | None:
    """When that share of the recordings had been met; None with too few of them."""
    met = np.sort(model.first_listened_at[model.first_listened_at > 0])
    return datetime.fromtimestamp(int(met[int(share * len(met))]), UTC) if len(met) >= FEWEST_MET else None


@dataclass(frozen=True, eq=False)
class _Space:
    vectors: NDArray[np.floating]
    known: Bools


def _dealt(space: Vectors, seed: int) -> Vectors:
    """The same vectors on other recordings."""
    rows, vectors = np.flatnonzero(space.known), space.vectors.copy()
    vectors[rows] = space.vectors[np.random.default_rng(seed).permutation(rows)]
    return _Space(vectors, space.known)
