"""A linear autoencoder with a closed form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

import numpy as np
from scipy.linalg import cho_factor, cho_solve

from echotune.core.errors import TooLarge
from echotune.training.cf.interactions import Scores
from echotune.training.cf.models.histories import Histories
from echotune.training.cf.models.item_to_item import ItemToItem, listeners_of

LARGEST_ITEMS: Final = 20_000
"""I x I numbers are held twice: 3.2 GB at this size."""


@dataclass
class EASE(ItemToItem):
    """min |X - XB|^2 + sum over items of r |row of B|^2 with a zero diagonal. With P = (X'X + diag(r))^-1:
    B = I - P / diag(P). An item's r is `regularisation` x (its listeners / their mean)^`frequency_power`.

    Steck (2019), Embarrassingly Shallow Autoencoders for Sparse Data, where the power is 0; the scaling by frequency is
    that of Rendle et al. (2022), Revisiting the Performance of iALS on Item Recommendation Benchmarks.
    """

    name: ClassVar[str] = "ease"

    regularisation: float = 120.0
    frequency_power: float = 0.5

    def _item_weights(self, histories: Histories) -> Scores:
        """Raises TooLarge where I x I would not fit."""
        gram = self._gram(histories)
        identity = np.eye(len(gram), dtype=np.float32)
        return _unlike_itself(cho_solve(cho_factor(gram, overwrite_a=True, check_finite=False), identity))

    def _grown_weights(self, histories: Histories) -> Scores:
        """What a full training would give, by the block inverse: I x I x J instead of I x I x I operations. (With a
        power the mean of the listeners moves a little, and the known items keep the regularisation that they had.)"""
        old, gram = np.asarray(self.item_weights), self._gram(histories)
        known = len(old)
        inverse = np.eye(known, dtype=np.float32) - old
        inverse /= np.einsum("ij,ij->j", gram[:known, :known], inverse)  # G P = I gives back the diagonal of P
        bridge = inverse @ gram[:known, known:]
        corner = np.linalg.inv(gram[known:, known:] - gram[known:, :known] @ bridge)
        side = -bridge @ corner
        return _unlike_itself(np.block([[inverse - side @ bridge.T, side], [side.T, corner]]))

    def _gram(self, histories: Histories) -> Scores:
        """X'X + L"""
        history = histories.profile(self.weighting, None)
        items = history.shape[1]
        if items > LARGEST_ITEMS:
            raise TooLarge(f"EASE holds items x items numbers; {items:,} items are more than {LARGEST_ITEMS:,}.")
        gram = np.asarray((history.T @ history).toarray(), np.float32)
        listeners = np.maximum(listeners_of(histories.matrix), 1)
        gram[np.diag_indices(items)] += self.regularisation * (listeners / listeners.mean()) ** self.frequency_power
        return gram


def _unlike_itself(inverse: Scores) -> Scores:
    """I - P / diag(P): each item from the others."""
    weights = np.asarray(inverse / -np.diag(inverse), np.float32)
    np.fill_diagonal(weights, 0)
    return weights
