"""How good the head of a ranking is, for one ranking or for many at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def ndcg(hits: NDArray[np.bool_], targets: int | NDArray[np.integer], at: int) -> NDArray[np.float64]:
    """Normalised discounted cumulative gain with binary relevance, float64[...].

    hits: bool[..., n] in ranked order, n >= `at` or all there is; targets: how many there are to find, >= 1, one number
    or int[...]. Järvelin and Kekäläinen (2002); the ideal ranking has min(`at`, targets) hits first.
    """
    discount = 1 / np.log2(np.arange(2, at + 2))
    ideal = np.cumsum(discount)[np.minimum(targets, at) - 1]
    top = hits[..., :at]
    return np.asarray(top @ discount[: top.shape[-1]] / ideal)
