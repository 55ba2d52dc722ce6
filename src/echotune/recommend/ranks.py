"""Where candidates rank: with the whole score, with one part left out, and by one part alone.

Ranks are among the candidates that were scored; in a mix, among those of the same kind. Equal scores share a rank.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from echotune.recommend.blend import Blended

Index = NDArray[np.intp]


@dataclass(frozen=True)
class Ranked:
    """One candidate: its rank among so many; its rank without each part, and by each part, that it was given."""

    rank: int
    among: int
    without: dict[str, int]
    by_part: dict[str, int]


def ranked(blended: Blended, groups: NDArray[np.int8], rows: Index) -> list[Ranked]:
    """Of some candidates (`rows`: places among those scored); `groups` int8[C] says who competes with whom."""
    found: dict[int, Ranked] = {}
    for group in sorted(set(groups[rows].tolist())):
        members = np.flatnonzero(groups == group)
        found |= _of_group(blended, members, rows[groups[rows] == group])
    return [found[row] for row in rows.tolist()]


def _of_group(blended: Blended, members: Index, rows: Index) -> dict[int, Ranked]:
    total = blended.total
    rank = _ranks(total[members], total[rows])
    without, by_part = {}, {}
    for name, part in blended.parts.items():
        if part[rows].any():
            without[name] = _ranks(total[members] - part[members], total[rows] - part[rows])
            by_part[name] = _ranks(part[members], part[rows])
    return {
        row: Ranked(
            rank[at],
            len(members),
            {name: ranks[at] for name, ranks in without.items() if blended.parts[name][row]},
            {name: ranks[at] for name, ranks in by_part.items() if blended.parts[name][row] > 0},
        )
        for at, row in enumerate(rows.tolist())
    }


def _ranks(scores: NDArray[np.int16], mine: NDArray[np.int16]) -> list[int]:
    """1 + how many of `scores` are higher."""
    higher: list[int] = (1 + len(scores) - np.searchsorted(np.sort(scores), mine, side="right")).tolist()
    return higher
