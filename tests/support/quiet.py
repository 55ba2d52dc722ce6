"""Keeps the machine quiet around tests that hold the product to a time: `@pytest.mark.quiet`.

Tests run on several workers. A quiet one waits until the tests under way are over, and no other begins before its end.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def held(item: pytest.Item) -> Iterator[None]:
    """Around a whole test with its fixtures. Without workers beside this one there is nothing to wait for."""
    if not hasattr(item.config, "workerinput"):
        yield
        return
    shared = Path(item.config.getoption("basetemp")).parent  # each worker has a folder of its own in it
    alone = item.get_closest_marker("quiet") is not None
    with (shared / "door.lock").open("w") as door, (shared / "room.lock").open("w") as room:
        fcntl.flock(door, fcntl.LOCK_EX)  # who waits to be alone waits in the door, so that nobody slips in before
        fcntl.flock(room, fcntl.LOCK_EX if alone else fcntl.LOCK_SH)
        fcntl.flock(door, fcntl.LOCK_UN)
        yield
