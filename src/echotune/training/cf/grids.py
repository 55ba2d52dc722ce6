"""What is tried by default. Documented in `docs/evaluation.md`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, Final

from echotune.training.cf.collaborative_model import Parameters
from echotune.training.cf.models.blend import Fusion


@dataclass(frozen=True)
class Grid:
    """The points of one model (a key of `CF_MODELS`); a blend has the grids of its members instead."""

    model: str
    points: Sequence[Parameters] = ({},)
    members: Sequence[Grid] = ()
    fusions: Sequence[Fusion] = ("z",)


def points(**values: Sequence[Any]) -> list[Parameters]:
    """Every combination."""
    return list(_combined(values))


def _combined(values: dict[str, Sequence[Any]]) -> Iterator[Parameters]:
    for combination in product(*values.values()):
        yield dict(zip(values, combination, strict=True))


_POPULARITY: Final = Grid("popularity")
_ITEMKNN: Final = Grid("itemknn", points(neighbours=[200, 1000], shrinkage=[5.0, 20.0]))
_NEAREST: Final = Grid("itemknn", points(neighbours=[1000], shrinkage=[5.0, 20.0]))
_BM25: Final = Grid("bm25", points(neighbours=[200, 1000], b=[0.25, 0.75]))
_BPR: Final = Grid("bpr", points(factors=[64, 128], regularisation=[0.01, 0.03]))
_EASE: Final = Grid("ease", points(regularisation=[60.0, 120.0, 240.0]))
_ALS: Final = Grid("als", points(alpha=[20.0, 40.0], regularisation=[30.0, 50.0, 100.0]))
_IALS: Final = Grid("ials", points(factors=[256], regularisation=[70.0, 100.0], frequency_power=[0.5, 0.75]))
_SPECTRAL: Final = Grid("spectral", points(factors=[64, 96], item_power=[0.3, 0.35]))

UNORDERED: Final[dict[str, Grid]] = {
    "popularity": _POPULARITY,
    "itemknn": _ITEMKNN,
    "bm25": _BM25,
    "bpr": _BPR,
    "ease": _EASE,
    "als": _ALS,
    "ials": _IALS,
    "spectral": _SPECTRAL,
    "transitions": Grid("transitions"),
    "blend": Grid("blend", members=[_IALS, _SPECTRAL, _NEAREST], fusions=["z", "rank"]),
}
"""By model, for interactions without an order."""

_RECENT_ITEMKNN: Final = Grid("itemknn", points(neighbours=[1000], half_life=[3.0, 15.0, None]))
_RECENT_EASE: Final = Grid("ease", points(regularisation=[120.0], half_life=[5.0, 15.0]))
_TRANSITIONS: Final = Grid(
    "transitions", points(reach=[60], decay=[0.95, 0.97], half_life=[2.0, 3.0], asymmetry=[0.3, 0.5])
)

ORDERED: Final[dict[str, Grid]] = {
    **UNORDERED,
    "itemknn": _RECENT_ITEMKNN,
    "ease": _RECENT_EASE,
    "transitions": _TRANSITIONS,
    "blend": Grid("blend", members=[_TRANSITIONS, _SPECTRAL, _RECENT_EASE, _RECENT_ITEMKNN], fusions=["z", "rank"]),
}
"""By model, for sequences."""
