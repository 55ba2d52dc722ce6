"""Which model to ask next: the way of one request through its chain, with as few calls as it can."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator, Sequence
from typing import Final

from echotune.llm.attempts import RULES, Attempt, Outcome
from echotune.llm.breaker import Breaker
from echotune.llm.deadline import Deadline
from echotune.llm.joined import Llm
from echotune.llm.link import Link
from echotune.llm.trial import Trial

MOST_TRIES: Final = 5
FIRST_PAUSE_SECONDS: Final = 0.1
"""Before a second try at the same model; doubled for each further one, and shortened at random by up to a half."""
MOST_WAIT_SECONDS: Final = 2.0
"""How long one request waits in all for keys that rest, when there is nothing else to ask."""
LOOK_SECONDS: Final = 0.1


class Route:
    """The way of one request through the links of a chain, until one answers or none may be asked."""

    def __init__(
        self, llm: Llm, links: Sequence[Link], deadline: Deadline, attempts: list[Attempt], *, first: int = 0
    ) -> None:
        self._llm, self._links, self._deadline, self._attempts = llm, links, deadline, attempts
        self._at, self._tries = first, [0] * len(links)
        self._out: set[int] = set()
        self._told: set[tuple[int, Outcome]] = set()
        self._last: Outcome | None = None
        self._waited_seconds = 0.0

    @property
    def at(self) -> int:
        """The place of the link that was tried last."""
        return self._at

    async def next(self) -> Trial | None:
        """The next try; None when nobody may be asked any more, or there is no time for it."""
        while sum(self._tries) < MOST_TRIES and not self._deadline.is_over:
            for hopefully in (False, True):
                for place in self._order():
                    if (trial := await self._try(place, hopefully=hopefully)) is not None:
                        return trial
            if not await self._wait_for_a_key():
                return None
        return None

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

    async def _try(self, place: int, *, hopefully: bool) -> Trial | None:
        """Leave to ask a link, if there is. `hopefully`: with a key that rests, for want of anybody else."""
        link, pools = self._links[place], self._llm.pools
        if not (pools.may_hope if hopefully else pools.is_ready)(link.provider, link.keys):
            self._skip(place, "no_key")
            return None
        if (ticket := await self._breaker(link).admit()) is None:
            self._skip(place, "circuit_open")
            return None
        try:
            await self._pause(place)
        except asyncio.CancelledError:
            await asyncio.shield(ticket.released())
            raise
        key = (pools.hope if hopefully else pools.take)(link.provider, link.keys)
        if key is None:  # somebody else took or lost it meanwhile
            await ticket.released()
            return None
        self._at = place
        self._tries[place] += 1
        is_suspect = ticket.is_probe or self._breaker(link).failures > 0
        return Trial(self._llm, link, key, ticket, self._ended, is_suspect=is_suspect, is_hope=hopefully)

    def _ended(self, trial: Trial, latency_ms: int) -> None:
        self._last = trial.outcome
        if RULES[trial.outcome].final:
            self._out.add(self._at)
        self._note(trial.link, trial.outcome, latency_ms)

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
        """Whether it may have paid to wait a little: the only keys left rest, and one of them can be asked with soon."""
        waits = [
            self._llm.pools.chance_in_seconds(link.provider, link.keys)
            for place, link in enumerate(self._links)
            if place not in self._out and not self._breaker(link).is_open
        ]
        seconds = min(waits, default=MOST_WAIT_SECONDS)
        if self._waited_seconds + seconds >= MOST_WAIT_SECONDS or not self._deadline.allows(seconds):
            return False
        look_seconds = min(seconds, LOOK_SECONDS) or LOOK_SECONDS  # sooner than said: another's hope may come true
        await asyncio.sleep(look_seconds)
        self._deadline.waited_in_vain(look_seconds)
        self._waited_seconds += look_seconds
        return True

    def _note(self, link: Link, outcome: Outcome, latency_ms: int) -> None:
        self._attempts.append(Attempt(link.provider, link.model_id, outcome, latency_ms))

    def _breaker(self, link: Link) -> Breaker:
        return self._llm.breakers.of(link.provider, link.model_id)
