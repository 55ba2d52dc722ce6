"""Which key to ask with: in turn, past those that rest and those that do not work."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from echotune.core.telemetry import get_logger

log = get_logger(__name__)

REST_SECONDS: Final = 1.0
"""After "too many requests" that says no time."""
MOST_REST_SECONDS: Final = 3600.0
SET_ASIDE_SECONDS: Final = 600.0
"""A key that was refused is tried again after this: an account may have been paid for since."""


HOPES: Final = 3
HOPE_AFTER_SECONDS: Final = 1.0
HOPE_AGAIN_SECONDS: Final = 60.0
"""A key that rests is tried all the same when nobody else can be asked: soon, and after so many in vain once a minute."""
ASKED_TO_WAIT: Final = "asked to wait"


@dataclass
class _Key:
    used_at: float = -math.inf
    rests_until: float = -math.inf
    hopeless_until: float = -math.inf
    hoped: bool = False
    in_vain: int = 0
    reason: str | None = None


class KeyPools:
    """The keys of all providers, an operator's and listeners'. They are kept in memory only, and never logged."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._keys: dict[tuple[str, str], _Key] = {}

    def take(self, provider: str, keys: Sequence[str]) -> str | None:
        """The usable key that was used longest ago; None when each is resting."""
        now = self._monotonic()
        ready = [key for key in keys if self._of(provider, key).rests_until <= now]
        if not ready:
            return None
        taken = min(ready, key=lambda key: self._of(provider, key).used_at)
        self._of(provider, taken).used_at = now
        return taken

    def is_ready(self, provider: str, keys: Sequence[str]) -> bool:
        """Whether `take` would give one."""
        return self.ready_in_seconds(provider, keys) == 0

    def may_hope(self, provider: str, keys: Sequence[str]) -> bool:
        """Whether `hope` would give one."""
        return bool(self._hopeful(provider, keys))

    def hope(self, provider: str, keys: Sequence[str]) -> str | None:
        """A key that rests, where asking with it is not in vain for sure: the provider may have changed its mind."""
        hopeful = self._hopeful(provider, keys)
        for key in hopeful[:1]:
            state = self._of(provider, key)
            state.used_at, state.hoped = self._monotonic(), True
            state.hopeless_until = self._monotonic() + HOPE_AFTER_SECONDS
        return hopeful[0] if hopeful else None

    def wake(self, provider: str, key: str) -> None:
        """A key that was asked with in hope worked: it need not rest any longer."""
        state = self._of(provider, key)
        state.rests_until, state.hoped, state.in_vain = -math.inf, False, 0

    def rest(self, provider: str, key: str, seconds: float | None) -> None:
        """The provider asked for fewer requests with this key."""
        wait = REST_SECONDS if seconds is None else min(max(seconds, 0.0), MOST_REST_SECONDS)
        self._put_off(provider, key, wait, ASKED_TO_WAIT)
        state = self._of(provider, key)
        state.in_vain = state.in_vain + 1 if state.hoped else 0
        hopeless_seconds = HOPE_AGAIN_SECONDS if state.in_vain >= HOPES else HOPE_AFTER_SECONDS
        state.hopeless_until = max(state.hopeless_until, self._monotonic() + hopeless_seconds)
        state.hoped = False

    def set_aside(self, provider: str, key: str, reason: str) -> None:
        """The provider does not accept this key."""
        log.warning("a key was refused; it is set aside", provider=provider, reason=reason)
        self._put_off(provider, key, SET_ASIDE_SECONDS, reason)

    def ready_in_seconds(self, provider: str, keys: Sequence[str]) -> float:
        """Until one of the keys may be used: 0 now, infinite without any."""
        until = min((self._of(provider, key).rests_until for key in keys), default=math.inf)
        return max(0.0, until - self._monotonic())

    def chance_in_seconds(self, provider: str, keys: Sequence[str]) -> float:
        """Until `take` or `hope` would give one; infinite without any."""
        hopeful = (self._of(provider, key) for key in keys)
        hopes = [state.hopeless_until - self._monotonic() for state in hopeful if state.reason == ASKED_TO_WAIT]
        return max(0.0, min(self.ready_in_seconds(provider, keys), *hopes, math.inf))

    def refused(self, provider: str, keys: Sequence[str]) -> str | None:
        """Why no key works, when each was set aside: for a status. None while one may work."""
        now = self._monotonic()
        states = [self._of(provider, key) for key in keys]
        aside = [state for state in states if state.rests_until > now and state.reason != ASKED_TO_WAIT]
        return aside[0].reason if states and len(aside) == len(states) else None

    def _hopeful(self, provider: str, keys: Sequence[str]) -> list[str]:
        now = self._monotonic()
        states = [(key, self._of(provider, key)) for key in keys]
        return [
            key
            for key, state in states
            if state.rests_until > now >= state.hopeless_until and state.reason == ASKED_TO_WAIT
        ]

    def _put_off(self, provider: str, key: str, seconds: float, reason: str) -> None:
        state = self._of(provider, key)
        state.rests_until, state.reason = self._monotonic() + seconds, reason

    def _of(self, provider: str, key: str) -> _Key:
        return self._keys.setdefault((provider, key), _Key())
