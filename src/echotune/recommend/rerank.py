"""From scored candidates to an answer: variety (MMR), a cap on one artist, a mix of kinds, and what comes last.

A candidate's value falls by its likeness to the tracks already chosen (maximal marginal relevance, Carbonell and
Goldstein, "The use of MMR, diversity-based reranking", SIGIR 1998), summed over them and not only to the nearest one: the
third song of a kind costs more than the second, which buys more variety for less relevance. Cap and mix are preferences: they yield before fewer tracks than asked for are returned. Tracks in a later tier come after every
track of an earlier one. Ties: the earlier row wins, so callers order rows by score, then by recording id.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SAME_ARTIST = 0.5  # share of likeness that is "by the same artist"; the rest is sound
CROWDING = 5  # alike tracks, of an answer of any length, that together cost all that variety may cost
UNAVAILABLE = -(2**40)


@dataclass(frozen=True)
class Pool:
    """N candidates, best first. Scores are whole ten-thousandths.

    `sounds` are unit rows (zeros where nothing is known). `kinds` are small ints that `shares` refers to. `tiers`:
    0 normal, 1 wanted less (lately suggested, the seed itself), 2 likely unwanted, 3 unknown where known is wanted.
    """

    scores: NDArray[np.int64]
    artists: NDArray[np.int32]
    sounds: NDArray[np.float32]
    kinds: NDArray[np.int8]
    tiers: NDArray[np.int8]
    uncapped: NDArray[np.bool_]


@dataclass(frozen=True)
class Pick:
    """A chosen row of the pool, the variety penalty it took (<= 0, ten-thousandths), and the earlier pick it is closest to."""

    row: int
    penalty: int
    closest: int | None


def rerank(
    pool: Pool,
    count: int,
    *,
    artist_cap: int,
    variety: float,
    shares: dict[int, float],
    same_artist: float = SAME_ARTIST,
) -> list[Pick]:
    """Choose up to `count` rows. `variety` 0..1 is what likeness to all the others may cost, `shares` the wished mix of
    kinds, `same_artist` 0..1 the share of likeness that is "by the same artist"."""
    choosing = _Choosing(pool, count, variety, shares, same_artist)
    for last_tier, cap in _phases(artist_cap):
        choosing.fill(last_tier, cap)
    return choosing.picks()


def _phases(artist_cap: int) -> Iterator[tuple[int, int | None]]:
    """The order in which preferences yield: later tiers within the known ones, then the cap, then the unknown."""
    yield 0, artist_cap
    yield 1, artist_cap
    yield 1, None
    for tier in (2, 3):
        yield tier, artist_cap
        yield tier, None


def mmr(
    scores: NDArray[np.floating], vectors: NDArray[np.float32], count: int, *, mmr_lambda: float
) -> NDArray[np.intp]:
    """Rows of the greedy choice that weighs each score (0..1) against likeness to what was chosen before: the highest
    score - (1 - lambda) x 5 / max(count, 5) x sum of cosines, those below 0 as 0. `vectors`: unit rows. Of equals the
    earlier row.
    """
    size = len(scores)
    pool = Pool(
        scores=np.rint(scores * 10_000).astype(np.int64),
        artists=np.arange(size, dtype=np.int32),
        sounds=vectors,
        kinds=np.zeros(size, np.int8),
        tiers=np.zeros(size, np.int8),
        uncapped=np.ones(size, bool),
    )
    picks = rerank(pool, count, artist_cap=1, variety=1 - mmr_lambda, shares={}, same_artist=0)
    return np.array([pick.row for pick in picks], np.intp)


class _Choosing:
    """Greedy choice; each step touches only the likeness to the row chosen last."""

    def __init__(self, pool: Pool, count: int, variety: float, shares: dict[int, float], same_artist: float) -> None:
        self.pool, self.count = pool, min(count, len(pool.scores))
        self.rows: list[int] = []
        self.penalties: list[int] = []
        scale = variety * 10_000 * CROWDING / max(count, CROWDING)
        self._vectors = pool.sounds * np.float32(np.sqrt((1 - same_artist) * scale))
        self._same_artist = np.float32(same_artist * scale)
        self._penalty = np.zeros(len(pool.scores), np.float32)
        self._by_artist: dict[int, int] = {}
        self._mix = _Mix(pool.kinds, shares)

    def fill(self, last_tier: int, cap: int | None) -> None:
        """Go on choosing among the tiers up to `last_tier`, with at most `cap` of one artist."""
        if len(self.rows) >= self.count:
            return
        base = np.where(self._usable(last_tier, cap), self.pool.scores, UNAVAILABLE).astype(np.float64)
        value = base - self._penalty
        while len(self.rows) < self.count:
            row = self._mix.best(value)
            if row is None:
                return
            artist = int(self.pool.artists[row])
            same = np.flatnonzero(self.pool.artists == artist)
            self._take(row, artist, same)
            base[row] = UNAVAILABLE
            if cap is not None and self._by_artist[artist] >= cap:
                base[same[~self.pool.uncapped[same]]] = UNAVAILABLE
            np.subtract(base, self._penalty, out=value)

    def _usable(self, last_tier: int, cap: int | None) -> NDArray[np.bool_]:
        usable = self.pool.tiers <= last_tier
        usable[self.rows] = False
        full = [] if cap is None else [artist for artist, taken in self._by_artist.items() if taken >= cap]
        if full:
            usable &= ~np.isin(self.pool.artists, full) | self.pool.uncapped
        return usable

    def _take(self, row: int, artist: int, same: NDArray[np.intp]) -> None:
        self.rows.append(row)
        self.penalties.append(-round(float(self._penalty[row])))
        self._by_artist[artist] = self._by_artist.get(artist, 0) + 1
        self._mix.took(row)
        likeness = self._vectors @ self._vectors[row]
        np.maximum(likeness, 0, out=likeness)
        likeness[same] += self._same_artist
        self._penalty += likeness

    def picks(self) -> list[Pick]:
        """The choice, each with the earlier pick that had the largest part in its penalty."""
        chosen, artists = self._vectors[self.rows], self.pool.artists[self.rows]
        likeness = np.maximum(chosen @ chosen.T, 0) + self._same_artist * (artists[:, None] == artists)
        return [
            Pick(row, penalty, int(np.argmax(likeness[place, :place])) if penalty else None)
            for place, (row, penalty) in enumerate(zip(self.rows, self.penalties, strict=True))
        ]


class _Mix:
    """Keeps the kinds near their shares: the next track comes from the kind furthest behind, while it has any."""

    def __init__(self, kinds: NDArray[np.int8], shares: dict[int, float]) -> None:
        self._kinds = kinds
        wanted = {kind: share for kind, share in shares.items() if share > 0}
        present = {kind: share for kind, share in wanted.items() if bool(np.any(kinds == kind))}
        total = sum(present.values())
        mixed = len(present) > 1 or len(wanted) == 1  # one kind that is left over of several has no precedence
        self._shares = {kind: share / total for kind, share in present.items()} if mixed else {}
        self._rows = {kind: np.flatnonzero(kinds == kind) for kind in self._shares}
        self._taken = dict.fromkeys(self._shares, 0)

    def best(self, value: NDArray[np.float64]) -> int | None:
        for kind in self._behind():
            rows = self._rows[kind]
            row = int(rows[value[rows].argmax()])
            if value[row] > UNAVAILABLE / 2:
                return row
        row = int(value.argmax()) if len(value) else 0
        return row if len(value) and value[row] > UNAVAILABLE / 2 else None

    def _behind(self) -> list[int]:
        place = sum(self._taken.values()) + 1
        return sorted(self._shares, key=lambda kind: (self._taken[kind] - self._shares[kind] * place, kind))

    def took(self, row: int) -> None:
        kind = int(self._kinds[row])
        if kind in self._taken:
            self._taken[kind] += 1
