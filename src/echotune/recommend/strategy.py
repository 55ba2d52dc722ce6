"""The contract of a strategy: a score for every candidate, and what it rests on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol, cast, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from echotune.recommend.moods import hours_of
from echotune.recommend.parameters import DEFAULTS, Parameters
from echotune.recommend.prepared import Prepared
from echotune.recommend.request import Mode, RecommendationRequest
from echotune.recommend.resolve import Resolved
from echotune.recommend.wishes import Wishes

Floats = NDArray[np.float32]
Index = NDArray[np.intp]


@dataclass(frozen=True)
class Asked:
    """One request against one listener's record, as every strategy sees it."""

    prepared: Prepared
    request: RecommendationRequest
    mode: Mode
    resolved: Resolved
    wishes: Wishes
    parameters: Parameters = DEFAULTS
    words: tuple[str, ...] = ()
    """What was said and stands nowhere in the request."""

    def once(self, name: str, make: Callable[[], Floats | None]) -> Floats | None:
        """What `make` gives, made once a request: for what several strategies or kinds of candidates need."""
        if name not in self._made:
            self._made[name] = make()
        return self._made[name]

    @cached_property
    def _made(self) -> dict[str, Floats | None]:
        return {}

    @cached_property
    def seeded(self) -> Index:
        """Recordings that the names to resemble stand for."""
        return np.concatenate([np.zeros(0, np.intp), *(seed.recordings for seed in self.resolved.seeds)])

    @property
    def together(self) -> Floats:
        """What shared sittings with the seeds, else with the last sitting's songs; see `Sittings.together`."""
        if not len(self.seeded):
            return self.prepared.together_lately
        return cast(Floats, self.once("together", lambda: self.prepared.sittings.together(self.seeded)))

    @property
    def following(self) -> Floats:
        """What came next after the seeds, else after the last sitting's songs; see `Sittings.following`."""
        if not len(self.seeded):
            return self.prepared.following_lately
        return cast(Floats, self.once("following", lambda: self.prepared.sittings.following(self.seeded)))

    @cached_property
    def hours(self) -> tuple[int, int]:
        """The hours asked for; without a wish two hours either side of `asOf` on the listener's clock."""
        if self.request.time_of_day:
            return hours_of(self.request.time_of_day)
        now = self.prepared.as_of.astimezone(self.prepared.model.zone).hour
        return (now - 2) % 24, (now + 3) % 24


@dataclass(frozen=True)
class Scores:
    """`values` float32[C], one for each candidate: up to 1, 0 where the strategy has nothing to say, and not below 0 but
    for what the listener spoke against.

    `features`: names of the features that took part (a track's own unknown ones never do).
    """

    values: Floats
    features: tuple[str, ...] = ()


class Strategy(Protocol):
    """Deterministic and pure: reads what was prepared, does no I/O."""

    @property
    def label(self) -> str:
        """What the part of the score is called on screen."""
        ...

    def score(self, asked: Asked, candidates: Index) -> Scores:
        """Score every candidate (recording numbers, ascending)."""
        ...


@runtime_checkable
class SpaceStrategy(Strategy, Protocol):
    """A strategy that compares in a space of `Prepared.spaces`. Where the space is not loaded, or nothing was asked that
    it could compare with, the strategy takes no part and its weight goes to the others. It also proposes candidates: the
    nearest ones to its query."""

    @property
    def space(self) -> str: ...

    def query(self, asked: Asked) -> Floats | None:
        """float32[d], what candidates should lie near to; asked for only where the space is loaded. None: nothing."""
        ...
