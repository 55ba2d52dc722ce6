"""The default order of what may come next: relisten, rediscover, explore.

Each ranking is a sum of named parts, most of them z-scores over the task's candidates with fixed weights, so that an
explanation can say what counted. Nothing is fitted; the weights follow from these grounds:

- Decays carry nearly everything in relisten. Repeats within a day count less than repeats on several days (spacing:
  Anderson and Schooler 1991), so the two-term decay runs over days with (plays of the day)^0.75.
- After 60 silent days longer memory counts: the two-term decay, ACT-R activation with d = 1, a one-year decay.
- Songs that used to be heard in the same sessions as what is on now come back with it, and so do songs by artists that
  are on now.
- Skips are context too: a penalty on the decay lowers relisten, so that endings stay out of it.
- Hour, weekday and season were measured elsewhere to add nothing and are left out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from echotune.taste import memory
from echotune.taste.listener import ListenerModel

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

REST_DAYS = 60
"""Silent at least this long: a candidate for rediscovery."""
FEWEST_LISTENS = 2
SAME_DAY_POWER = 0.75

FAINTEST_DECAY = 1e-3
"""Decayed plays below this differ no more once logarithms are taken."""


@dataclass(frozen=True, eq=False)
class Ranking:
    """`score` float64[R], -inf outside `candidates`; `parts` sum to it inside."""

    candidates: Mask
    score: Floats
    parts: dict[str, Floats]

    def order(self, limit: int | None = None) -> NDArray[np.int64]:
        """Candidates, best first; ties by index, that is by name."""
        where = np.flatnonzero(self.candidates)
        return where[np.argsort(-self.score[where], kind="stable")][:limit]


@dataclass(frozen=True, eq=False)
class Recall:
    """What memory holds of one listener's recordings at a moment (epoch seconds); plays >= 30 s only."""

    model: ListenerModel
    as_of: float

    @cached_property
    def _item(self) -> NDArray[np.int32]:
        return self.model.plays.recording[self.model.play_is_listen]

    @cached_property
    def _age(self) -> Floats:
        return memory.age_days(self.model.plays.ended_at[self.model.play_is_listen], self.as_of)

    @cached_property
    def _decays(self) -> dict[float, Floats]:
        return {}

    def decay(self, half_life_days: float) -> Floats:
        """Decayed plays, computed once for each half-life; not to be written to."""
        if half_life_days not in self._decays:
            self._decays[half_life_days] = memory.decay(
                self._item, self._age, self.model.size, half_life_days=half_life_days
            )
        return self._decays[half_life_days]

    def two_term_decay(self) -> Floats:
        """What is on now, and a memory of what used to be (`memory.two_term_decay`)."""
        return self.decay(14) + 0.1 * self.decay(180)

    def two_term_decay_of_days(self) -> Floats:
        """The two-term decay over (recording, day before `as_of`) pairs, each weighing (plays of that day)^0.75."""
        size = max(self.model.size, 1)
        pairs, plays = np.unique(self._age.astype(np.int64) * size + self._item, return_counts=True)
        item, day = (pairs % size).astype(np.int32), pairs // size
        return memory.two_term_decay(item, day + 0.5, self.model.size, weight=plays**SAME_DAY_POWER)

    def activation(self, d: float) -> Floats:
        return memory.actr(self._item, self._age, self.model.size, d=d)

    def of_artist(self, value: NDArray[np.generic]) -> Floats:
        """Sum of a value float64[R] over all recordings of each one's artist."""
        artist = self.model.artist_no
        total: Floats = np.bincount(artist, value.astype(np.float64), len(self.model.artist_keys)).astype(np.float64)
        return total[artist]

    def artist_decay_of_others(self, half_life_days: float) -> Floats:
        """Decayed plays of the artist's other recordings."""
        own = self.decay(half_life_days)
        return self.of_artist(own) - own

    def days_since(self, moment: NDArray[np.int64]) -> Floats:
        """Days from moments (epoch seconds) to `as_of`, never below 0."""
        return np.asarray(np.maximum((self.as_of - moment) / memory.DAY_SECONDS, 0), np.float64)

    @cached_property
    def days_since_artist(self) -> Floats:
        """Days since the artist was last listened to."""
        last = np.zeros(len(self.model.artist_keys), np.int64)
        np.maximum.at(last, self.model.artist_no, self.model.last_listened_at)
        return self.days_since(last[self.model.artist_no])

    @cached_property
    def _sittings(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Each (session, recording) pair of the listens once."""
        size = max(self.model.size, 1)
        session = self.model.play_session[self.model.play_is_listen]
        pairs = np.unique(session.astype(np.int64) * size + self._item)
        return pairs // size, pairs % size

    @cached_property
    def _company_of(self) -> dict[float, Floats]:
        return {}

    def company(self, half_life_days: float) -> Floats:
        """`_company`, computed once for each half-life; not to be written to."""
        if half_life_days not in self._company_of:
            self._company_of[half_life_days] = self._company(half_life_days)
        return self._company_of[half_life_days]

    def _company(self, half_life_days: float) -> Floats:
        """How strongly a recording's own sessions held what is on now, float64[R].

        A two-step walk: what is on (log of decayed plays, damped by each recording's total) spreads to the sessions
        that held it, in shares of their size, and from there to the other recordings of those sessions, damped by the
        square root of their own totals.
        """
        size, (session, item) = self.model.size, self._sittings
        times = np.sqrt(np.maximum(np.bincount(self._item, minlength=size), 1))
        on_now = np.log1p(self.decay(half_life_days)) / times
        held, members = np.bincount(session, on_now[item]), np.bincount(session)
        gained = (held[session] - on_now[item]) / np.maximum(members[session], 1)
        return np.maximum(np.bincount(item, gained, size), 0) / times


def relisten_scores(recall: Recall) -> Ranking:
    """Everything listened to before, by how likely it is on the plate this week."""
    candidates = recall.model.listens > 0
    return _sum(
        candidates,
        {
            "decay": (1.0, floored_log(recall.two_term_decay_of_days(), FAINTEST_DECAY)),
            "company": (0.2, soft_log(recall.company(7), candidates)),
        },
    )


def rediscover_scores(recall: Recall) -> Ranking:
    """What was listened to at least twice and not in the last 60 days, by how likely it comes back."""
    candidates = rediscover_candidates(recall.model, recall.as_of)
    company = recall.company(7)
    return _sum(
        candidates,
        {
            "decay": (0.5, floored_log(recall.two_term_decay(), FAINTEST_DECAY)),
            "activation": (0.5, recall.activation(1.0)),
            "year": (0.25, floored_log(recall.decay(365), FAINTEST_DECAY)),
            "company": (0.4, soft_log(company, candidates)),
            "close_company": (0.4, company),
            "artist": (0.2, np.log(recall.artist_decay_of_others(14) + 0.1)),
        },
    )


def rediscover_candidates(model: ListenerModel, as_of: float) -> Mask:
    rested: Mask = model.last_listened_at < as_of - REST_DAYS * memory.DAY_SECONDS
    return (model.listens >= FEWEST_LISTENS) & rested


def explore_scores(recall: Recall) -> Ranking:
    """Pack tracks never started, by affinity x (popularity + 10), in logarithms.

    The affinity to an artist grows with the logarithm of the plays ever and, twice as fast, of those of the last weeks:
    most new songs are by artists already heard, above all by those that are on now. Tags carry a little affinity to
    artists never heard; further songs of an album that is on come first.
    """
    model = recall.model
    candidates = model.in_pack & (model.starts == 0)
    artists, artist = len(model.artist_keys), model.artist_no
    ever = np.bincount(artist, model.listens, artists)
    lately = np.bincount(artist, recall.decay(30), artists)
    affinity = np.log1p(ever) + 2 * np.log1p(lately)
    return _ranking(
        candidates,
        {
            "artist": np.log(affinity[artist] + 0.5 * tag_affinity(model) + 0.01),
            "album": 0.4 * _album_is_on(model, recall.decay(30)),
            "popularity": np.log(np.nan_to_num(model.popularity) + 10),
        },
    )


def tag_affinity(model: ListenerModel) -> Floats:
    """float64[R], 0..1: mean over a recording's tags of the listens that bear the tag, as a share of the commonest's."""
    tags, size = model.tags, model.size
    heard = np.bincount(tags.tag, model.listens[tags.recording], len(tags.names))
    share = heard / max(heard.max(initial=0), 1)
    return np.bincount(tags.recording, share[tags.tag], size) / np.maximum(
        np.bincount(tags.recording, minlength=size), 1
    )


def _album_is_on(model: ListenerModel, lately: Floats) -> Floats:
    """1 where another recording of the same artist's album was played in the last weeks, else 0."""
    albums = list(zip(model.artist_no.tolist(), model.albums, strict=True))
    on = {albums[recording] for recording in np.flatnonzero(lately > 0.25)}
    return np.fromiter((float(album in on) for album in albums), np.float64, len(albums))


Ranker = Callable[[Recall], Ranking]

RANKERS: dict[str, Ranker] = {
    "relisten": relisten_scores,
    "rediscover": rediscover_scores,
    "explore": explore_scores,
}


def _sum(candidates: Mask, weighted: dict[str, tuple[float, Floats]]) -> Ranking:
    parts = {name: weight * standard(value, candidates) for name, (weight, value) in weighted.items()}
    return _ranking(candidates, parts)


def _ranking(candidates: Mask, parts: dict[str, Floats]) -> Ranking:
    score = np.where(candidates, np.sum(list(parts.values()), axis=0), -np.inf)
    return Ranking(candidates, score, parts)


def standard(value: Floats, candidates: Mask) -> Floats:
    """Standard scores over the candidates, 0 outside; all 0 where they do not differ."""
    scores, inside = np.zeros(len(value)), value[candidates]
    spread = inside.std() if len(inside) else 0.0
    if spread > 0:
        scores[candidates] = (inside - inside.mean()) / spread
    return scores


def floored_log(value: Floats, faintest: float) -> Floats:
    return np.asarray(np.log(value + faintest), np.float64)


def soft_log(value: Floats, candidates: Mask) -> Floats:
    """Logarithm of a quantity without a natural unit: values below a hundredth of the candidates' mean count alike."""
    mean = float(value[candidates].mean()) if candidates.any() else 0.0
    return np.log(value + 0.01 * mean) if mean > 0 else np.zeros(len(value))
