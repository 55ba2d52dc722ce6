"""The tasks that a listener's own ranker is fitted for, and what it looks at in each."""

from __future__ import annotations

from dataclasses import dataclass

from echotune.taste.ranking import Ranking, Recall
from echotune.training.ranker.features import MEMORY_FEATURES, Matrix, MemoryColumns
from echotune.training.ranker.unheard import UNHEARD_FEATURES, UnheardColumns


@dataclass(frozen=True)
class Task:
    """`share`: how much of the score may be learned, the rest being the default's."""

    features: tuple[str, ...]
    columns: type[MemoryColumns] | type[UnheardColumns]
    share: float

    def matrix(self, recall: Recall, ranking: Ranking) -> Matrix:
        return self.columns(recall).matrix(ranking)


TASKS: dict[str, Task] = {
    # own weeks alone do not beat the decay that the default rests on
    "relisten": Task(MEMORY_FEATURES, MemoryColumns, 0.5),
    "rediscover": Task(MEMORY_FEATURES, MemoryColumns, 0.8),
    "explore": Task(UNHEARD_FEATURES, UnheardColumns, 0.5),
}
