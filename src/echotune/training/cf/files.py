"""Interaction files: triples (`user item [weight]`) and sequences (`user item item ...`, oldest first)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import isfinite
from pathlib import Path
from typing import Literal

import numpy as np

from echotune.core.errors import InvalidRequest
from echotune.training.cf.interactions import Interactions

FileFormat = Literal["triples", "sequences"]


def read_triples(path: Path) -> Interactions:
    """One interaction a line, parted by white space; a missing weight is 1. Raises InvalidRequest, naming file and line,
    for a line of other shape and for a weight that is not a number above 0."""
    users, items, weights = [], [], []
    for number, words in _lines(path):
        if len(words) not in (2, 3):
            raise _refused(path, number, f"{len(words)} fields; “user item” or “user item weight” is expected")
        users.append(words[0])
        items.append(words[1])
        weights.append(_weight(path, number, words[2]) if len(words) == 3 else 1.0)
    return Interactions.of(users, items, np.array(weights))


def read_sequences(path: Path) -> Interactions:
    """One listener a line, the items from the oldest to the newest. Raises InvalidRequest, naming file and line, for a
    listener without items and for one who has a line already."""
    users: list[str] = []
    items: list[str] = []
    seen: set[str] = set()
    for number, (user, *own) in _lines(path):
        if not own:
            raise _refused(path, number, f"listener “{user}” has no items")
        if user in seen:
            raise _refused(path, number, f"listener “{user}” has a line already")
        seen.add(user)
        users += [user] * len(own)
        items += own
    return Interactions.of(users, items, ordered=True)


READERS: dict[FileFormat, Callable[[Path], Interactions]] = {"triples": read_triples, "sequences": read_sequences}


def _lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Numbers (from 1) and words of the lines that are not empty. Raises InvalidRequest if there is none."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as refused:
        raise InvalidRequest(f"{path} cannot be read: {refused.strerror}.") from refused
    except UnicodeDecodeError as refused:
        raise InvalidRequest(f"{path} is no text in UTF-8 (byte {refused.start}).") from refused
    if not text.strip():
        raise InvalidRequest(f"{path} holds no interactions.")
    for number, line in enumerate(text.splitlines(), 1):
        if words := line.split():
            yield number, words


def _weight(path: Path, number: int, word: str) -> float:
    try:
        weight = float(word)
    except ValueError as refused:
        raise _refused(path, number, f"“{word}” is no weight") from refused
    if not (isfinite(weight) and weight > 0):
        raise _refused(path, number, f"the weight “{word}” is not above 0")
    return weight


def _refused(path: Path, number: int, reason: str) -> InvalidRequest:
    return InvalidRequest(f"{path}, line {number}: {reason}.")
