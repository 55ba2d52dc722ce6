"""Hard constraints, exact by construction: what does not pass is never scored.

A wanted fact is met by a known value; where the value is unknown, by the stated lexicon (title words, tags) or by the
artist's known recordings, and is then marked as estimated. A known value that contradicts is never overruled. An
unwanted fact drops the known offenders only.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from echotune.recommend.moods import Range
from echotune.recommend.names import NONE, key
from echotune.recommend.prepared import Prepared
from echotune.recommend.request import Era, Mode, RecommendationRequest
from echotune.recommend.resolve import Resolved
from echotune.recommend.sound import COLUMN, LEAST_SIBLINGS
from echotune.recommend.wishes import Wish, Wishes, reference_value

Bools = NDArray[np.bool_]
Index = NDArray[np.intp]

MODE_LABELS: dict[Mode, str] = {
    "relisten": "songs you have listened to",
    "rediscover": "songs with two or more plays and none for 60 days",
    "explore": "songs you have never played",
    "blend": "songs you know, or that a catalogue has",
}


@dataclass(frozen=True)
class Constraint:
    """`passes` bool[R]; `estimated` says whether one that passes does so by an estimate. `fixed`: never offered for
    relaxing."""

    key: str
    label: str
    passes: Bools
    estimated: Callable[[int], bool] | None = None
    fixed: bool = False


@dataclass(frozen=True)
class Filtered:
    """What is left, and the account of what was not."""

    constraints: list[Constraint]
    size: int

    @cached_property
    def passes(self) -> Bools:
        return _all(self.constraints, self.size)

    @cached_property
    def count(self) -> int:
        """How many satisfy every constraint."""
        return int(np.count_nonzero(self.passes))

    @cached_property
    def candidates(self) -> Index:
        """Recordings that satisfy every constraint, ascending."""
        return np.flatnonzero(self.passes)

    def account(self) -> list[tuple[Constraint, int]]:
        """How many each constraint removed of what the ones before it had left."""
        left, removed = np.ones(self.size, bool), []
        for constraint in self.constraints:
            removed.append((constraint, int((left & ~constraint.passes).sum())))
            left &= constraint.passes
        return removed

    def without(self, dropped: Constraint) -> int:
        """How many there would be without one constraint."""
        return int(np.count_nonzero(_all([one for one in self.constraints if one is not dropped], self.size)))

    def estimated_for(self, recording: int) -> list[str]:
        """Labels of the wishes that this recording meets by an estimate."""
        return [one.label for one in self.constraints if one.estimated is not None and one.estimated(recording)]


def _all(constraints: list[Constraint], size: int) -> Bools:
    passes = np.ones(size, bool)
    for constraint in constraints:
        passes &= constraint.passes
    return passes


def constraints(
    prepared: Prepared,
    request: RecommendationRequest,
    resolved: Resolved,
    wishes: Wishes,
    *,
    mode: Mode,
    previous: Index | None,
    avoid_explicit: bool,
    drop_unknown_explicit: bool,
) -> Filtered:
    """Every hard constraint of a request, in the order of the account."""
    model = prepared.model
    found = [_mode(prepared, mode), Constraint("blocked", "what you blocked", ~prepared.blocked, fixed=True)]
    if prepared.moment.replayed:
        found.append(Constraint("released", f"released by {prepared.as_of.year}", prepared.released, fixed=True))
    found += _exclusions(prepared, request, resolved)
    if avoid_explicit:
        clean = model.explicit == 0 if drop_unknown_explicit else model.explicit != 1
        found.append(Constraint("explicit", "no explicit tracks", clean))
    found += _names(prepared, request, resolved)
    if request.genres:
        found.append(_genres(prepared, resolved))
    if request.era:
        found.append(_era(prepared, request.era, resolved, previous))
    found += [_wish(prepared, wish) for wish in wishes.held]
    found += [_said(prepared, "instrument", instrument) for instrument in request.instruments]
    if request.language:
        found.append(_said(prepared, "language", request.language))
    return Filtered(found, model.size)


def _mode(prepared: Prepared, mode: Mode) -> Constraint:
    """What the mode means; `blend` takes all that is known of by then."""
    return Constraint(f"mode:{mode}", MODE_LABELS[mode], prepared.of_mode(mode), fixed=mode == "blend")


def _exclusions(prepared: Prepared, request: RecommendationRequest, resolved: Resolved) -> list[Constraint]:
    found, size = [], prepared.model.size
    if request.exclude.artists:
        label = f"no {_or_list(request.exclude.artists)}"
        found.append(Constraint("exclude:artists", label, ~_mask(size, resolved.excluded_artists)))
    if request.exclude.tracks:
        label = f"without {_or_list(request.exclude.tracks)}"
        found.append(Constraint("exclude:tracks", label, ~_mask(size, resolved.excluded_tracks)))
    for genre, tagged in resolved.excluded_genres.items():
        found.append(Constraint("exclude:genres", f"no {genre}", ~_mask(size, tagged)))
    return found


def _names(prepared: Prepared, request: RecommendationRequest, resolved: Resolved) -> list[Constraint]:
    found, size = [], prepared.model.size
    if resolved.artists is not None:
        theirs = [prepared.names.artist_recordings(artist) for artist in resolved.artists]
        passes = _mask(size, np.concatenate([NONE, *theirs]))
        found.append(Constraint("artists", f"by {_or_list(request.artists)}", passes))
    if resolved.tracks is not None:
        found.append(Constraint("tracks", f"called {_or_list(request.tracks)}", _mask(size, resolved.tracks)))
    if resolved.albums is not None:
        found.append(Constraint("albums", f"from {_or_list(request.albums)}", _mask(size, resolved.albums)))
    return found


def _genres(prepared: Prepared, resolved: Resolved) -> Constraint:
    """Any of the wanted genres; an untagged recording by what its artist's tagged ones are, mostly."""
    known = _mask(prepared.model.size, np.concatenate([NONE, *resolved.genres.values()]))
    likely = likely_tagged(prepared, np.flatnonzero(known))
    passes = known.copy()
    passes[likely] = True
    return Constraint("genres", _or_list(list(resolved.genres)), passes, lambda at: bool(passes[at] and not known[at]))


def likely_tagged(prepared: Prepared, tagged: Index) -> Index:
    """Recordings without any tag whose artist has at least 2 recordings among `tagged` (each once), half of the
    artist's tagged ones or more."""
    artist, sound = prepared.model.artist_no, prepared.sound
    wanted = np.bincount(artist[tagged], minlength=len(prepared.model.artist_keys))
    likely = (wanted >= LEAST_SIBLINGS) & (2 * wanted >= sound.tagged_of_artist)
    return sound.untagged[likely[sound.untagged_artist]]


def _era(prepared: Prepared, era: Era, resolved: Resolved, previous: Index | None) -> Constraint:
    """Known release years; an unknown one when all known ones of the artist (at least 2) lie in the era."""
    first, last, label = _years(prepared, era, resolved, previous)
    year = prepared.model.released_year
    span = np.iinfo(np.int16)
    passes: Bools = year >= np.int16(np.clip(first, 1, span.max))
    passes &= year <= np.int16(np.clip(last, span.min, span.max))
    undated, earliest, latest = prepared.sound.undated
    passes[undated[(earliest >= first) & (latest <= last)]] = True
    return Constraint("era", label, passes, lambda at: bool(passes[at] and year[at] == 0))


def _years(prepared: Prepared, era: Era, resolved: Resolved, previous: Index | None) -> tuple[float, float, str]:
    first = -np.inf if era.from_ is None else era.from_
    last = np.inf if era.to is None else era.to
    label = era_label(era)
    if era.delta:
        middle = reference_value(prepared, "released_year", resolved, previous)
        if middle is not None and era.delta == "+":
            first = max(first, np.floor(middle) + 1)
        elif middle is not None:
            last = min(last, np.ceil(middle) - 1)
    return first, last, label


def era_label(era: Era) -> str:
    """`1990s`, `from 1990 to 1994`, `before 1980`, `since 2015`, `older`."""
    if era.delta:
        return "newer" if era.delta == "+" else "older"
    if era.from_ is None:
        return f"before {(era.to or 0) + 1}"
    if era.to is None:
        return f"since {era.from_}"
    if era.from_ % 10 == 0 and era.to == era.from_ + 9:
        return f"{era.from_}s"
    return f"from {era.from_}" if era.from_ == era.to else f"from {era.from_} to {era.to}"


def _wish(prepared: Prepared, wish: Wish) -> Constraint:
    """All ranges hold by known values; else nothing known contradicts and words, tags or the artist's others do."""
    sound, ranges = prepared.sound, [(COLUMN[feature], span) for feature, span in wish.ranges]
    passes = np.full(prepared.model.size, bool(ranges))
    for column, span in ranges:
        passes &= within(sound.filled[:, column], span)
    worded = _words(prepared, wish)
    for column, span in ranges:
        value = sound.values[worded, column]
        worded = worded[within(value, span) | np.isnan(value)]
    passes[worded] = True

    def estimated(at: int) -> bool:
        known = ranges and all(within(sound.values[at : at + 1, column], span)[0] for column, span in ranges)
        return bool(passes[at] and not known)

    return Constraint(wish.key, wish.label, passes, estimated)


def within(value: NDArray[np.float32], span: Range) -> Bools:
    """NaN is never inside. As exact as in double precision, which is how PostgreSQL compares a `real` with a number."""
    low, high = np.float32(span.low), np.float32(span.high)
    if low < span.low:
        low = np.nextafter(low, np.float32(np.inf))
    if high > span.high:
        high = np.nextafter(high, np.float32(-np.inf))
    if low == -np.inf:
        return np.asarray(value <= high)
    inside = value >= low
    if high < np.inf:
        inside &= value <= high
    return np.asarray(inside)


def _words(prepared: Prepared, wish: Wish) -> Index:
    found = [prepared.names.title_word(word) for word in wish.words]
    found += [prepared.names.genre(tag) for tag in wish.tags]
    return np.concatenate([NONE, *found])


def _said(prepared: Prepared, kind: str, word: str) -> Constraint:
    """Something no feature knows (an instrument, a language): by tag, or by a word of the title."""
    tags = [prepared.names.genre(tag) for tag in prepared.names.wider_genres(word)]
    known = _mask(prepared.model.size, np.concatenate([NONE, *tags]))
    passes = known.copy()
    passes[prepared.names.title_word(key(word))] = True
    return Constraint(f"{kind}:{word}", word, passes, lambda at: bool(passes[at] and not known[at]))


def _mask(size: int, recordings: Index) -> Bools:
    mask = np.zeros(size, bool)
    mask[recordings] = True
    return mask


def _or_list(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
