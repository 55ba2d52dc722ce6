"""One try at a language model: measured, reported to everybody who learns from it, and its failure kept to itself."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Callable
from types import TracebackType
from typing import Final

from pydantic_ai.exceptions import ModelAPIError

from echotune.core.telemetry import get_logger
from echotune.llm import watching
from echotune.llm.attempts import RULES, Outcome, outcome_of
from echotune.llm.breaker import Ticket
from echotune.llm.joined import Llm
from echotune.llm.link import Link

log = get_logger(__name__)

SUSPECT_SECONDS: Final = 5.0
"""How long a model that failed last time may be silent, where twice its usual time is not more."""

Ended = Callable[["Trial", int], None]
"""A try, and how many milliseconds it took."""


class Trial:
    """A context around one try: an exception inside becomes its `outcome`, and is not raised again."""

    def __init__(
        self, llm: Llm, link: Link, key: str, ticket: Ticket, ended: Ended, *, is_suspect: bool, is_hope: bool
    ) -> None:
        self.link, self.key = link, key
        self.outcome: Outcome = "answered"
        self._llm, self._ticket, self._ended = llm, ticket, ended
        self._is_suspect, self._is_hope = is_suspect, is_hope
        self._began = time.perf_counter()
        self._first_word_ms: int | None = None

    @property
    def patience_seconds(self) -> float:
        """Less than usual where the model failed when it was last asked: somebody waits, and it may be dead."""
        if not self._is_suspect:
            return math.inf
        usual_ms = self._llm.health.first_word_ms(self.link.provider, self.link.model_id) or 0
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
        self._tell()
        if error is None:
            if self._is_hope:
                self._llm.pools.wake(self.link.provider, self.key)
            await self._ticket.succeeded()
        elif isinstance(error, Exception):
            await self._failed(error)
        else:  # whoever cancels does not wait; a probe is given back all the same
            await asyncio.shield(self._ticket.released())
        return isinstance(error, Exception)

    def _tell(self) -> None:
        provider, total_ms = self.link.provider, self._elapsed_ms()
        self._ended(self, total_ms)
        self._llm.health.saw(provider, self.link.model_id, self.outcome, total_ms, self._first_word_ms)
        watching.tried(provider, self.outcome, total_ms)

    async def _failed(self, error: Exception) -> None:
        pools, provider = self._llm.pools, self.link.provider
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
