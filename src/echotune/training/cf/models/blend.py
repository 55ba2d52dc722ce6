"""Several models as one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Final, Literal, Self, TypeAlias

import numpy as np
from numpy.typing import NDArray

from echotune.training.cf.collaborative_model import Arrays, CollaborativeModel, Parameters
from echotune.training.cf.interactions import Index, Interactions, Scores
from echotune.training.cf.models.members import MEMBERS
from echotune.training.cf.models.stored import parameters_of

Member: TypeAlias = Mapping[str, Any]
"""`{"model": key of `MEMBERS`, "parameters": {...}, "weight": number}`"""
Fusion: TypeAlias = Literal["z", "rank"]

RANK_OFFSET: Final = 60
DEFAULT_MEMBERS: Final[tuple[Member, ...]] = (
    {"model": "als", "parameters": {}, "weight": 1.0},
    {"model": "ease", "parameters": {}, "weight": 1.0},
    {"model": "itemknn", "parameters": {}, "weight": 0.5},
)


def comparable(scores: Scores, fusion: Fusion) -> Scores:
    """float32[n, I] that can be added to those of another model.

    z: less the mean of the row, by its standard deviation. rank: 1 / (60 + place), the reciprocal rank fusion of
    Cormack, Clarke and Buettcher (2009).
    """
    if fusion == "z":
        centred = scores - scores.mean(axis=1, keepdims=True)
        spread = centred.std(axis=1, keepdims=True)
        return np.asarray(centred / np.where(spread > 0, spread, 1), np.float32)
    place = np.argsort(np.argsort(-scores, axis=1, kind="stable"), axis=1)
    return (1 / (RANK_OFFSET + 1 + place)).astype(np.float32)


@dataclass
class Blend:
    """The weighted sum of its members' comparable scores. The weights are learned on validation by the trainer."""

    name: ClassVar[str] = "blend"

    members: Sequence[Member] = DEFAULT_MEMBERS
    fusion: Fusion = "z"

    fitted: list[CollaborativeModel] = field(init=False, repr=False)

    @property
    def parameters(self) -> Parameters:
        return parameters_of(self)

    def fit(self, interactions: Interactions) -> Self:
        self.fitted = [_built(member).fit(interactions) for member in self.members]
        return self

    def scores(self, users: Index) -> Scores:
        return self._joined(model.scores(users) for model in self.fitted)

    def fold_in(self, items: Index, weights: Scores) -> Scores:
        joined: Scores = self._joined(model.fold_in(items, weights)[None] for model in self.fitted)[0]
        return joined

    def with_items(self, listeners: Interactions) -> Self:
        grown = type(self)(**self.parameters)
        grown.fitted = [model.with_items(listeners) for model in self.fitted]
        return grown

    def _joined(self, scores: Iterable[Scores]) -> Scores:
        weighted = (
            np.float32(member["weight"]) * comparable(one, self.fusion)
            for member, one in zip(self.members, scores, strict=True)
        )
        total = next(weighted)
        for one in weighted:
            total += one
        return total

    def arrays(self) -> Arrays:
        """Those of the members, each name led by the member's number and a point."""
        return {
            f"{number}.{name}": array
            for number, model in enumerate(self.fitted)
            for name, array in model.arrays().items()
        }

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]], parameters: Parameters) -> Self:
        blend = cls(**parameters)
        blend.fitted = [
            MEMBERS[member["model"]].from_arrays(_numbered(arrays, number), member["parameters"])
            for number, member in enumerate(blend.members)
        ]
        return blend


def _built(member: Member) -> CollaborativeModel:
    return MEMBERS[member["model"]](**member["parameters"])


def _numbered(arrays: Mapping[str, NDArray[Any]], number: int) -> Arrays:
    lead = f"{number}."
    return {name.removeprefix(lead): array for name, array in arrays.items() if name.startswith(lead)}
