"""What is tried by default. Documented in `docs/evaluation.md`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, Final

from echotune.training.cf.collaborative_model import Parameters


@dataclass(frozen=True)
class Grid:
    """The points of one model (a key of `CF_MODELS`); a blend has the grids of its members instead."""

    model: str
    points: Sequence[Parameters] = ({},)
    members: Sequence[Grid] = ()


def points(**values: Sequence[Any]) -> list[Parameters]:
    """Every combination."""
    return list(_combined(values))


def _combined(values: dict[str, Sequence[Any]]) -> Iterator[Parameters]:
    for combination in product(*values.values()):
        yield dict(zip(values, combination, strict=True))


DEFAULT_GRIDS: Final[dict[str, Grid]] = {
    "popularity": Grid("popularity"),
    "itemknn": Grid("itemknn", points(neighbours=[50, 100, 200, 400], asymmetry=[0.4, 0.5])),
    "ease": Grid("ease", points(regularisation=[50.0, 100.0, 200.0, 400.0])),
    "als": Grid("als", points(factors=[128], regularisation=[30.0, 50.0, 100.0])),
}
