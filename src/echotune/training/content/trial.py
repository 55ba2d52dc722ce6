"""Whether the preference model knows more than popularity and the artist's plays, on recordings that it was not fitted on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

from echotune.taste.listener import ListenerModel

Floats = NDArray[np.floating] | NDArray[np.integer]
Bools = NDArray[np.bool_]
Index = NDArray[np.intp]

FEWEST_TARGETS = 10
CONFIDENCE_DEVIATIONS = 1.96


@dataclass(frozen=True)
class Trial:
    """Areas under the ROC curve: the chance that a recording that was then listened to stands above one that was not.

    `popularity_fitted` is the same model without the space. `low`, `high`: 95 % interval of the model's difference to the
    best of the three baselines.
    """

    targets: int
    model: float
    popularity: float
    popularity_fitted: float
    same_artist: float
    low: float
    high: float

    @classmethod
    def not_run(cls) -> Trial:
        """Too little to say anything."""
        return cls(0, np.nan, np.nan, np.nan, np.nan, np.nan, np.nan)

    @property
    def wins(self) -> bool:
        """Better than every baseline by more than chance."""
        return self.targets >= FEWEST_TARGETS and self.low > 0


def trial(before: ListenerModel, rows: Index, met: Bools, scores: Floats, plain: Floats) -> Trial:
    """On some recordings (`rows`), of which some were then `met` (bool[len(rows)]): `scores` of the model, `plain` of the
    one without the space, float[len(rows)], and counts as they stood `before`."""
    if not met.any() or met.all():
        return Trial.not_run()
    heard = np.bincount(before.artist_no, before.listens, len(before.artist_keys))
    rivals = {
        "popularity": placements(np.nan_to_num(before.popularity[rows], nan=-1), met),
        "popularity_fitted": placements(plain, met),
        "same_artist": placements(heard[before.artist_no[rows]], met),
    }
    own = placements(scores, met)
    gain = own - max(rivals.values(), key=lambda places: float(places.mean()))
    error = CONFIDENCE_DEVIATIONS * float(gain.std(ddof=1)) / np.sqrt(len(gain)) if len(gain) > 1 else np.inf
    return Trial(
        targets=len(own),
        model=float(own.mean()),
        **{name: float(places.mean()) for name, places in rivals.items()},
        low=float(gain.mean() - error),
        high=float(gain.mean() + error),
    )


def placements(scores: Floats, met: Bools) -> NDArray[np.float64]:
    """float64[met]: the share of the others that each of them stands above (equals count half); their mean is the area
    under the curve (DeLong, DeLong and Clarke-Pearson, Biometrics 44, 1988)."""
    all_ranks, own_ranks = rankdata(scores)[met], rankdata(scores[met])
    return np.asarray((all_ranks - own_ranks) / int((~met).sum()), np.float64)
