"""Which model to ask next, and what is learnt from each try. One request spends as few calls as it can."""

from __future__ import annotations

import asyncio
import math
import random
import time
from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import Final

from pydantic_ai.exceptions import ModelAPIError

from echotune.core.telemetry import get_logger
from echotune.llm import watching
from echotune.llm.attempts import RULES, Attempt, Outcome, outcome_of
from echotune.llm.breaker import Breaker, Ticket
from echotune.llm.deadline import Deadline
from echotune.llm.joined import Llm
from echotune.llm.link import Link

log = get_logger(__name__)

MOST_TRIES: Final = 5
FIRST_PAUSE_SECONDS: Final = 0.1
"""Before a second try at the same model; doubled for each further one, and shortened at random by up to a half."""
SUSPECT_SECONDS: Final = 5.0
"""How long a model that failed last time may be silent, where twice its usual time is not more."""
MOST_WAIT_SECONDS: Final = 2.0
"""The longest that a request waits for the only keys left to rest."""


class Trial:
    """One try. As a context it measures, tells everybody how it ended, and keeps the failure to itself."""

    def __init__(self, route: Route, link: Link, key: str, ticket: Ticket, *, is_suspect: bool) -> None:
        self.link, self.key, self._is_suspect = link, key, is_suspect
        self.outcome: Outcome = "answered"
        self._route, self._ticket = route, ticket
        self._began = time.perf_counter()
        self._first_word_ms: int | None = None

    @property
    def patience_seconds(self) -> float:
        """Less than usual where the model failed when it was last asked: somebody waits, and it may be dead."""
        if not self._is_suspect:
            return math.inf
        usual_ms = self._route.llm.health.first_word_ms(self.link.provider, self.link.model_id) or 0
        return max(SUSPECT_SECONDS, 2 * usual_ms / 1000)

    async def spoke(self) -> None:
        """A word came."""
        if self._first_word_ms is None:
            self._first_word_ms = self._elapsed_ms()
            await self._ticket.spoke()

    async def __aenter__(self) -> Trial:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _traceback: TracebackType | None
    ) -> bool:
        if isinstance(error, Exception):
            self.outcome = outcome_of(error, spoke=self._first_word_ms is not None)
        elif error is not None:
            self.outcome = "cancelled"
        self._route.ended(self, self._elapsed_ms(), self._first_word_ms)
        if error is None:
            await self._ticket.succeeded()
        elif isinstance(error, Exception):
            await self._failed(error)
        else:  # whoever cancels does not wait; a probe is given back all the same
            await asyncio.shield(self._ticket.released())
        return isinstance(error, Exception)

    async def _failed(self, error: Exception) -> None:
        pools, provider = self._route.llm.pools, self.link.provider
        if self.outcome == "rate_limited":
            pools.rest(provider, self.key, error.retry_after if isinstance(error, ModelAPIError) else None)
        elif self.outcome == "invalid_key":
            pools.set_aside(provider, self.key, type(error).__name__)
        elif self.outcome == "failed":
            # No traceback: its frames hold the key and the listener's words.
            log.error("a language model failed in a way nobody foresaw", provider=provider, error=type(error).__name__)
        if RULES[self.outcome].counts:
            await self._ticket.failed()
        else:
            await self._ticket.released()

    def _elapsed_ms(self) -> int:
        return round((time.perf_counter() - self._began) * 1000)


class Route:
    """The way of one request through the links of a chain, until one answers or none may be asked."""

    def __init__(
        self, llm: Llm, links: Sequence[Link], deadline: Deadline, attempts: list[Attempt], *, first: int = 0
    ) -> None:
        self.llm, self._links, self._deadline, self._attempts = llm, links, deadline, attempts
        self._at, self._tries = first, [0] * len(links)
        self._out: set[int] = set()
        self._told: set[tuple[int, Outcome]] = set()
        self._last: Outcome | None = None

    @property
    def at(self) -> int:
        """The place of the link that was tried last."""
        return self._at

    async def next(self) -> Trial | None:
        """The next try; None when nobody may be asked any more, or there is no time for it."""
        while sum(self._tries) < MOST_TRIES and not self._deadline.is_over:
            for place in self._order():
                if (trial := await self._try(place)) is not None:
                    return trial
            if not await self._wait_for_a_key():
                return None
        return None

    def ended(self, trial: Trial, latency_ms: int, first_word_ms: int | None) -> None:
        """Learn from a try."""
        self._last = trial.outcome
        if RULES[trial.outcome].final:
            self._out.add(self._at)
        self._note(trial.link, trial.outcome, latency_ms)
        self.llm.health.saw(trial.link.provider, trial.link.model_id, trial.outcome, latency_ms, first_word_ms)
        watching.tried(trial.link.provider, trial.outcome, latency_ms)

    def _order(self) -> Iterator[int]:
        """The same link where that may pay, then the ones after it, then round again."""
        count = len(self._links)
        stays = self._last is None or RULES[self._last].other_key or self._pays_again()
        begins = self._at if stays else self._at + 1
        yield from (place % count for place in range(begins, begins + count) if place % count not in self._out)

    def _pays_again(self) -> bool:
        """A chance failure: this model's first in this request, and nobody else's before it."""
        if self._last is None or not RULES[self._last].again or self._tries[self._at] != 1:
            return False
        return self._breaker(self._links[self._at]).failures <= 1

    async def _try(self, place: int) -> Trial | None:
        link = self._links[place]
        if self.llm.pools.ready_in_seconds(link.provider, link.keys) > 0:
            self._skip(place, "no_key")
            return None
        ticket = await self._breaker(link).admit()
        if ticket is None:
            self._skip(place, "circuit_open")
            return None
        if (key := self.llm.pools.take(link.provider, link.keys)) is None:
            await ticket.released()
            return None
        try:
            await self._pause(place)
        except asyncio.CancelledError:
            await asyncio.shield(ticket.released())
            raise
        self._at = place
        self._tries[place] += 1
        is_suspect = ticket.is_probe or self._breaker(link).failures > 0
        return Trial(self, link, key, ticket, is_suspect=is_suspect)

    def _skip(self, place: int, why: Outcome) -> None:
        """Said once: a link that rests is not tried at every turn of the road."""
        if (place, why) not in self._told and not self._tries[place]:
            self._told.add((place, why))
            self._note(self._links[place], why, 0)

    async def _pause(self, place: int) -> None:
        tries = self._tries[place]
        if tries and self._last is not None and RULES[self._last].again:
            seconds = FIRST_PAUSE_SECONDS * 2 ** (tries - 1) * random.uniform(0.5, 1.0)  # noqa: S311 - no secret
            if self._deadline.allows(seconds):
                await asyncio.sleep(seconds)

    async def _wait_for_a_key(self) -> bool:
        """Every model that may still be asked has resting keys only: wait for the first, where that is soon."""
        waits = [
            self.llm.pools.ready_in_seconds(link.provider, link.keys)
            for place, link in enumerate(self._links)
            if place not in self._out and not self._breaker(link).is_open
        ]
        seconds = min(waits, default=MOST_WAIT_SECONDS)
        if not 0 < seconds < MOST_WAIT_SECONDS or not self._deadline.allows(seconds):
            return False
        await asyncio.sleep(seconds)
        self._deadline.waited_in_vain(seconds)
        return True

    def _note(self, link: Link, outcome: Outcome, latency_ms: int) -> None:
        self._attempts.append(Attempt(link.provider, link.model_id, outcome, latency_ms))

    def _breaker(self, link: Link) -> Breaker:
        return self.llm.breakers.of(link.provider, link.model_id)
