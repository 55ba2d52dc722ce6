"""Hard constraints, exact by construction: what does not pass is never scored.

A wanted fact is met by a known value; where the value is unknown, by the stated lexicon (title words, tags) or by the
artist's known recordings, and is then marked as estimated. A known value that contradicts is never overruled. An
unwanted fact drops the known offenders only.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from echotune.recommend.moods import Range
from echotune.recommend.names import key
from echotune.recommend.prepared import Kind, Prepared
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
    """`passes` bool[R]; `estimated` the ones among them that pass by an estimate. `fixed`: never offered for relaxing."""

    key: str
    label: str
    passes: Bools
    estimated: Bools | None = None
    fixed: bool = False


@dataclass(frozen=True)
class Filtered:
    """What is left, and the account of what was not."""

    constraints: list[Constraint]
    size: int
    removed: list[int] = field(default_factory=list)

    @cached_property
    def passes(self) -> Bools:
        return np.asarray(np.logical_and.reduce([np.ones(self.size, bool), *(one.passes for one in self.constraints)]))

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
        others = [one.passes for one in self.constraints if one is not dropped]
        return int(np.logical_and.reduce([np.ones(self.size, bool), *others]).sum())

    def estimated_for(self, recording: int) -> list[str]:
        """Labels of the wishes that this recording meets by an estimate."""
        return [one.label for one in self.constraints if one.estimated is not None and one.estimated[recording]]


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
        year = prepared.as_of.year
        found.append(Constraint("released", f"released by {year}", model.released_year <= year, fixed=True))
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
    model = prepared.model
    passes = {
        "relisten": model.listens > 0,
        "rediscover": prepared.kind == Kind.REDISCOVER,
        "explore": prepared.kind == Kind.EXPLORE,
        "blend": model.in_pack | (model.starts > 0) | model.saved | model.liked,
    }
    return Constraint(f"mode:{mode}", MODE_LABELS[mode], np.asarray(passes[mode]), fixed=mode == "blend")


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
        passes: Bools = np.isin(prepared.model.artist_no, resolved.artists)
        found.append(Constraint("artists", f"by {_or_list(request.artists)}", passes))
    if resolved.tracks is not None:
        found.append(Constraint("tracks", f"called {_or_list(request.tracks)}", _mask(size, resolved.tracks)))
    if resolved.albums is not None:
        found.append(Constraint("albums", f"from {_or_list(request.albums)}", _mask(size, resolved.albums)))
    return found


def _genres(prepared: Prepared, resolved: Resolved) -> Constraint:
    """Any of the wanted genres; an untagged recording by what its artist's tagged ones are, mostly."""
    known = _mask(prepared.model.size, np.concatenate([np.zeros(0, np.intp), *resolved.genres.values()]))
    estimated = likely_tagged(prepared, known)
    return Constraint("genres", _or_list(list(resolved.genres)), known | estimated, estimated)


def likely_tagged(prepared: Prepared, tagged: Bools) -> Bools:
    """Recordings without any tag whose artist has at least 2 recordings among `tagged`, half of the artist's or more."""
    artist, artists = prepared.model.artist_no, len(prepared.model.artist_keys)
    anything = prepared.sound.has_tags
    theirs = np.bincount(artist[anything], minlength=artists)
    wanted = np.bincount(artist[tagged], minlength=artists)
    likely = (wanted >= LEAST_SIBLINGS) & (2 * wanted >= theirs)
    return np.asarray(~anything & likely[artist])


def _era(prepared: Prepared, era: Era, resolved: Resolved, previous: Index | None) -> Constraint:
    """Known release years; an unknown one when all known ones of the artist (at least 2) lie in the era."""
    first, last, label = _years(prepared, era, resolved, previous)
    year, sound = prepared.model.released_year, prepared.sound
    known: Bools = (year > 0) & (year >= first) & (year <= last)
    earliest, latest = sound.artist_years
    artist = prepared.model.artist_no
    estimated: Bools = (year == 0) & (earliest[artist] >= first) & (latest[artist] <= last)
    return Constraint("era", label, known | estimated, estimated)


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
    size, sound = prepared.model.size, prepared.sound
    known = np.full(size, bool(wish.ranges))
    possible, likely = np.ones(size, bool), np.full(size, bool(wish.ranges))
    for feature, span in wish.ranges:
        value, estimate = sound.values[:, COLUMN[feature]], sound.estimates[:, COLUMN[feature]]
        inside, unknown = within(value, span), np.isnan(value)
        known &= inside
        possible &= inside | unknown
        likely &= inside | within(estimate, span)
    estimated: Bools = ~known & possible & (likely | _words(prepared, wish))
    return Constraint(wish.key, wish.label, known | estimated, estimated)


def within(value: NDArray[np.float32], span: Range) -> Bools:
    """NaN is never inside. As exact as in double precision, which is how PostgreSQL compares a `real` with a number."""
    low, high = np.float32(span.low), np.float32(span.high)
    if low < span.low:
        low = np.nextafter(low, np.float32(np.inf))
    if high > span.high:
        high = np.nextafter(high, np.float32(-np.inf))
    return np.asarray((value >= low) & (value <= high), bool)


def _words(prepared: Prepared, wish: Wish) -> Bools:
    found = [prepared.names.title_word(word) for word in wish.words]
    found += [prepared.names.genre(tag) for tag in wish.tags]
    return _mask(prepared.model.size, np.concatenate([np.zeros(0, np.intp), *found]))


def _said(prepared: Prepared, kind: str, word: str) -> Constraint:
    """Something no feature knows (an instrument, a language): by tag, or by a word of the title."""
    tags = [prepared.names.genre(tag) for tag in prepared.names.wider_genres(word)]
    known = _mask(prepared.model.size, np.concatenate([np.zeros(0, np.intp), *tags]))
    titled = _mask(prepared.model.size, prepared.names.title_word(key(word)))
    return Constraint(f"{kind}:{word}", word, known | titled, titled & ~known)


def _mask(size: int, recordings: Index) -> Bools:
    mask = np.zeros(size, bool)
    mask[recordings] = True
    return mask


def _or_list(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
