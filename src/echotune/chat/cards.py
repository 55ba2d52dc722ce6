"""The tracks of a conversation's answers, numbered as records are: sides A, B ... and a place on each."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Card:
    """One suggested track, as the listener can name it."""

    recommendation_id: UUID
    position: int
    track_id: UUID
    recording_id: UUID
    title: str
    artist: str


Sides = list[list[Card]]
"""The cards of each answer with tracks, first answer first."""


def side_name(index: int) -> str:
    """0 -> A, 25 -> Z, 26 -> AA."""
    letter = chr(ord("A") + index % 26)
    return letter if index < 26 else side_name(index // 26 - 1) + letter


def side_index(name: str) -> int:
    """The other way round; any case."""
    index = 0
    for letter in name.upper():
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1
