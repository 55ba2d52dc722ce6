"""How a point of the grid is judged: by what is held out of the training itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from echotune.training.cf.interactions import Interactions
from echotune.training.cf.splits import Split, hold_out, leave_last_out


@dataclass(frozen=True)
class Validation:
    """Several splits, since a single one of a small set chooses by luck."""

    way: Literal["share", "last"] = "share"
    """A random share of each listener's items; or the newest item, then the one before it, and so on."""
    splits: int = 3
    share: float = 0.2
    seed: int = 1
    objective: str = "ndcg@20"
    """The figure to maximise, a key of `METRICS`."""

    def of(self, interactions: Interactions) -> Iterator[Split]:
        """Raises InvalidRequest where nothing can be held out."""
        if self.way == "share":
            for number in range(self.splits):
                yield hold_out(interactions, self.share, self.seed + number)
            return
        for _ in range(self.splits):
            split = leave_last_out(interactions)
            interactions = split.train
            yield split


RANDOM: Final = Validation()
NEWEST: Final = Validation(way="last", splits=5, objective="ndcg@10")
