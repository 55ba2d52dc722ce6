"""One recording of an answer, with how it came to its place."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Chosen:
    """One recording of the answer. Numbers in ten-thousandths; `place` is its row among the candidates.

    `rank`: 1 + those of the `ranked_among` candidates that score higher before variety; `without`: that rank with one
    part of the score left out. `proposed`: by strategy, the rank that its own score gave the recording.
    """

    recording: int
    place: int
    parts: dict[str, int]
    penalty: int
    closest: int | None
    rank: int
    ranked_among: int
    without: dict[str, int]
    proposed: dict[str, int]

    @property
    def score(self) -> int:
        return sum(self.parts.values()) + self.penalty
