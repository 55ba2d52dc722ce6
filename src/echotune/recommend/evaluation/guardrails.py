"""What a ranking must not pay for its hits with: how varied and how repetitive the first places are.

Distance is measured outside the space that re-ranking uses: two songs are 1 apart unless they share an artist or a tag.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from echotune.core.wire import WireModel
from echotune.taste.listener import ListenerModel

TOP = 10
Rows = NDArray[np.int64]


class Guardrails(WireModel):
    """Of the first 20 places over all windows of a task."""

    coverage20: float
    """Distinct recordings shown, as a share of the places there were."""
    gini20: float
    """How unequally the places fall to the recordings shown: 0 all alike, towards 1 few take all."""
    intra_list_distance: float
    """Mean over windows of the share of pairs that share neither artist nor tag."""
    artist_repeats10: float
    """Mean number of the first 10 whose artist stands before them."""


def of(model: ListenerModel, shown: Sequence[Rows]) -> Guardrails | None:
    """`shown`: the first recordings of each window, best first. None without any."""
    lists = [rows for rows in shown if len(rows)]
    if not lists:
        return None
    return Guardrails(
        coverage20=round(_coverage(lists), 4),
        gini20=round(_gini(lists), 4),
        intra_list_distance=round(float(np.mean([distance(model, rows) for rows in lists])), 4),
        artist_repeats10=round(float(np.mean([_repeats(model, rows[:TOP]) for rows in lists])), 4),
    )


def distance(model: ListenerModel, rows: Rows) -> float:
    """Share of the pairs of a list that share neither artist nor tag; 0 for a list of one."""
    tags = [set(model.tags.of(row)) for row in rows.tolist()]
    artists = model.artist_no[rows].tolist()
    apart = [
        artists[one] != artists[two] and not tags[one] & tags[two] for one, two in combinations(range(len(rows)), 2)
    ]
    return float(np.mean(apart)) if apart else 0.0


def _coverage(lists: Sequence[Rows]) -> float:
    places = np.concatenate(lists)
    return len(np.unique(places)) / len(places)


def _gini(lists: Sequence[Rows]) -> float:
    """Gini coefficient of how often each recording is shown."""
    times = np.sort(np.unique(np.concatenate(lists), return_counts=True)[1])
    size = len(times)
    return float((2 * np.arange(1, size + 1) - size - 1) @ times / (size * times.sum()))


def _repeats(model: ListenerModel, rows: Rows) -> int:
    return len(rows) - len(np.unique(model.artist_no[rows]))
