"""The collaborative model as it is kept and served: items as points, their keys, and how a listener is folded in.

No listener's factors are kept: whoever asks is folded in from their own plays, and an erased account leaves nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from pydantic import JsonValue

from echotune.training import store, texts
from echotune.training.artefacts import Artefact
from echotune.training.cf.collaborative_model import FactorModel
from echotune.training.cf.interactions import Index, Scores
from echotune.training.cf.models import CF_MODELS
from echotune.training.cf.models.factorised import Factorised

NAME: Final = store.CF
KEYS: Final = "item_keys"
FACTORS: Final = "item_factors"
POPULARITY: Final = "popularity"
LISTENERS: Final = "user_factors"


@dataclass(frozen=True, eq=False)
class Factors:
    """`keys` (recording keys) name the rows of `model.item_factors`, float32[I, d]."""

    keys: list[str]
    model: FactorModel
    version: str = ""
    trained_at: datetime | None = None

    @cached_property
    def row_of(self) -> dict[str, int]:
        return {key: row for row, key in enumerate(self.keys)}

    def rows(self, keys: list[str]) -> NDArray[np.int32]:
        """int32: the row of each key, -1 where the model does not know it."""
        row_of = self.row_of
        return np.fromiter((row_of.get(key, -1) for key in keys), np.int32, len(keys))

    def point(self, rows: Index, weights: Scores) -> Scores:
        """float32[d]: a listener who has these items with these confidences."""
        return self.model.user_factors_of(rows, weights)


def arrays_of(keys: list[str], model: FactorModel) -> dict[str, NDArray[Any]]:
    """What is kept of a fitted model."""
    found = {name: array for name, array in model.arrays().items() if name != LISTENERS}
    return found | {KEYS: texts.packed(keys)}


def parameters_of(model: FactorModel, source: str) -> dict[str, JsonValue]:
    """`source` says for people where the factors come from."""
    return {"model": model.name, "source": source, "constructor": dict(model.parameters)}


def from_artefact(artefact: Artefact) -> Factors:
    """The model of a checked artefact. Raises KeyError, TypeError or ValueError where its parts do not fit together."""
    arrays, parameters = artefact.arrays, artefact.manifest.parameters
    model = restored(str(parameters["model"]), arrays, parameters["constructor"])
    keys = texts.unpacked(arrays[KEYS])
    if len(keys) != len(model.item_factors):
        raise ValueError("keys and factors do not fit")
    return Factors(keys, model, artefact.manifest.model_version, artefact.manifest.created_at)


def restored(name: str, arrays: Mapping[str, NDArray[Any]], constructor: Any) -> FactorModel:
    """A model of `CF_MODELS` without the listeners of its training."""
    nobody = np.zeros((0, arrays[FACTORS].shape[1]), np.float32)
    model = CF_MODELS[name].from_arrays({**arrays, LISTENERS: nobody}, constructor)
    if not isinstance(model, Factorised):
        raise TypeError(f"{name} has no factors")
    return model
