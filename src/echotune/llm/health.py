"""How each provider does: counted at every try, written by the minute in the background, read as one word.

Nothing here waits while somebody waits for an answer: a try is counted in memory, and a task writes it down.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, Literal

import psycopg

from echotune.core import clock
from echotune.core.db import Database
from echotune.core.errors import EchoTuneError
from echotune.core.telemetry import get_logger
from echotune.llm import health_store
from echotune.llm.attempts import Outcome
from echotune.llm.health_store import Cell

log = get_logger(__name__)

State = Literal["healthy", "shaky", "down", "unknown"]

WINDOW: Final = timedelta(minutes=15)
HEALTHY_SHARE, DOWN_SHARE = 0.95, 0.5
STREAK: Final = 3
"""So many failures in a row, and no answer since: down, however well it did before."""
WRITE_SECONDS = 15.0
FRESH_SECONDS = 10.0
PRUNE_SECONDS = 3600.0
STEP: Final = 1.15
"""Latencies are kept to within 7 %: each is rounded to a power of this."""
ANSWERED: Final[frozenset[str]] = frozenset({"answered", "unsupported"})
NO_VERDICT: Final[frozenset[str]] = frozenset({"cancelled", "refused"})


@dataclass(frozen=True)
class ProviderHealth:
    """The last 15 minutes of a provider, over its models and all processes."""

    state: State
    tries: int = 0
    success_rate: float | None = None
    first_word_p50_ms: int | None = None
    first_word_p95_ms: int | None = None
    last_failure: str | None = None
    """An outcome of `attempts.Outcome`."""
    last_failed_at: datetime | None = None
    since: datetime | None = None
    """When this process first saw it in this state."""


@dataclass
class _Lately:
    """What only the order of tries tells."""

    failures_in_a_row: int = 0
    last_failure: str | None = None
    last_failed_at: datetime | None = None
    state: State = "unknown"
    since: datetime | None = None


@dataclass
class Health:
    """Of all providers, as this process and the database know it."""

    database: Database | None
    _tries: Counter[Cell] = field(default_factory=Counter)
    _total_ms: Counter[Cell] = field(default_factory=Counter)
    _known: Counter[Cell] = field(default_factory=Counter)
    _lately: dict[str, _Lately] = field(default_factory=dict)
    _read_at: float = -math.inf
    _pruned_at: float = -math.inf
    _writing: asyncio.Task[None] | None = None

    def saw(self, provider: str, model: str, outcome: Outcome, total_ms: int, first_word_ms: int | None) -> None:
        """One try ended. Only counts; never waits."""
        now = clock.now()
        first = None if first_word_ms is None else rounded(first_word_ms)
        cell = Cell(now.replace(second=0, microsecond=0), provider, model, outcome, first)
        self._tries[cell] += 1
        self._total_ms[cell] += total_ms
        self._remember(self._lately.setdefault(provider, _Lately()), outcome, now)
        if self.database is not None and self._writing is None:
            self._writing = asyncio.create_task(self._write())

    async def of(self, provider: str) -> ProviderHealth:
        """The state of a provider. Asks the database at most every ten seconds; for pages, not for turns."""
        if self.database is not None and time.monotonic() - self._read_at > FRESH_SECONDS:
            await self._read(self.database)
        return self.known(provider)

    def known(self, provider: str) -> ProviderHealth:
        """The same from what this process knows already."""
        begin = clock.now() - WINDOW
        counts = self._counts(lambda cell: cell.provider == provider and cell.minute >= begin)
        lately = self._lately.setdefault(provider, _Lately())
        failed = {cell.minute: cell.outcome for cell in counts if cell.outcome not in ANSWERED | NO_VERDICT}
        tries = sum(count for cell, count in counts.items() if cell.outcome not in NO_VERDICT)
        answers = sum(count for cell, count in counts.items() if cell.outcome in ANSWERED)
        self._turn(lately, _state(tries, answers, lately.failures_in_a_row))
        newest = max(failed, default=None)
        return ProviderHealth(
            state=lately.state,
            tries=tries,
            success_rate=answers / tries if tries else None,
            first_word_p50_ms=percentile(_answer_times(counts), 0.5),
            first_word_p95_ms=percentile(_answer_times(counts), 0.95),
            last_failure=lately.last_failure or (failed[newest] if newest else None),
            last_failed_at=lately.last_failed_at or newest,
            since=lately.since,
        )

    def first_word_ms(self, provider: str, model: str) -> int | None:
        """The median time to a model's first word in what is known of the last 15 minutes; None: nobody asked it."""
        begin = clock.now() - WINDOW
        counts = self._counts(lambda cell: (cell.provider, cell.model) == (provider, model) and cell.minute >= begin)
        return percentile(_answer_times(counts), 0.5)

    async def close(self) -> None:
        """Write down what is left."""
        if self._writing is not None:
            self._writing.cancel()
            await asyncio.wait({self._writing})
            await self._flush()

    def _counts(self, wanted: Callable[[Cell], bool]) -> Counter[Cell]:
        counts = Counter({cell: count for cell, count in self._known.items() if wanted(cell)})
        counts.update({cell: count for cell, count in self._tries.items() if wanted(cell)})
        return counts

    @staticmethod
    def _remember(lately: _Lately, outcome: Outcome, now: datetime) -> None:
        if outcome in ANSWERED:
            lately.failures_in_a_row = 0
        elif outcome not in NO_VERDICT:
            lately.failures_in_a_row += 1
            lately.last_failure, lately.last_failed_at = outcome, now

    @staticmethod
    def _turn(lately: _Lately, state: State) -> None:
        if state != lately.state:
            lately.state, lately.since = state, None if state == "unknown" else clock.now()

    async def _write(self) -> None:
        while True:
            await asyncio.sleep(WRITE_SECONDS)
            await self._flush()

    async def _flush(self) -> None:
        if self.database is None or not self._tries:
            return
        tries, total_ms = self._tries, self._total_ms
        self._tries, self._total_ms = Counter(), Counter()
        try:
            async with self.database.connect() as conn:
                await health_store.add(conn, tries, total_ms)
                if time.monotonic() - self._pruned_at > PRUNE_SECONDS:
                    await health_store.forget(conn, clock.now())
                    self._pruned_at = time.monotonic()
            self._known.update(tries)
            old = [cell for cell in self._known if cell.minute < clock.now() - WINDOW]
            for cell in old:
                del self._known[cell]
        except (EchoTuneError, psycopg.Error) as away:
            log.warning("the health of language models was not written down; later", reason=type(away).__name__)
            self._tries.update(tries)
            self._total_ms.update(total_ms)

    async def _read(self, database: Database) -> None:
        self._read_at = time.monotonic()
        try:
            async with database.connect() as conn:
                self._known = await health_store.since(conn, clock.now() - WINDOW)
        except (EchoTuneError, psycopg.Error) as away:
            log.warning("the health of language models could not be read", reason=type(away).__name__)


def _state(tries: int, answers: int, failures_in_a_row: int) -> State:
    if not tries:
        return "unknown"
    if failures_in_a_row >= STREAK or answers < DOWN_SHARE * tries:
        return "down"
    return "healthy" if answers >= HEALTHY_SHARE * tries else "shaky"


def _answer_times(counts: Counter[Cell]) -> Counter[int]:
    """How many answers began after about so many milliseconds."""
    times: Counter[int] = Counter()
    for cell, count in counts.items():
        if cell.outcome in ANSWERED and cell.first_word_ms is not None:
            times[cell.first_word_ms] += count
    return times


def rounded(latency_ms: int) -> int:
    """To the nearest power of STEP: a day of any traffic is then a few hundred rows."""
    return round(STEP ** round(math.log(max(latency_ms, 1), STEP)))


def percentile(times: Counter[int], share: float) -> int | None:
    """The smallest time within which at least `share` of them are; None of nothing."""
    wanted = share * times.total()
    for latency_ms in sorted(times):
        wanted -= times[latency_ms]
        if wanted <= 0:
            return latency_ms
    return None
