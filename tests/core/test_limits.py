"""How often something may be done."""

from __future__ import annotations

import pytest

from echotune.core.errors import TooManyRequests
from echotune.core.limits import SlidingWindow


class Watch:
    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def test_more_than_the_limit_is_refused_until_the_window_has_passed() -> None:
    watch = Watch()
    window = SlidingWindow(2, 60, watch)
    window.use("a")
    watch.seconds = 20
    window.use("a")
    with pytest.raises(TooManyRequests) as refused:
        window.use("a")
    assert refused.value.retry_after_seconds == 40
    watch.seconds = 60
    window.use("a")


def test_one_listener_does_not_use_up_anothers() -> None:
    window = SlidingWindow(1, 60, Watch())
    window.use("a")
    window.use("b")
    with pytest.raises(TooManyRequests):
        window.use("a")
