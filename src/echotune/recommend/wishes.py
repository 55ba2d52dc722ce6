"""Ranges of features that a request wishes: said outright, through a mood or an activity, or by comparison.

Several wishes may bound one feature; all of them hold. Two rules keep everyday requests meaningful: weather counts as
a mood only when no other mood is named (else it only leans), and an activity says nothing about a feature that a mood
or an outright range already speaks of.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from echotune.recommend.moods import Meaning, Range, meaning
from echotune.recommend.prepared import Prepared
from echotune.recommend.request import RecommendationRequest
from echotune.recommend.resolve import Resolved
from echotune.recommend.wording import both, capital

Index = NDArray[np.intp]

WEATHER = frozenset({"rainy", "stormy", "sunny", "wintry"})
UP = {"energy": "more energetic", "tempo": "faster", "valence": "happier", "acousticness": "more acoustic", "popularity": "better known", "danceability": "more danceable"}  # fmt: skip
DOWN = {"energy": "calmer", "tempo": "slower", "valence": "sadder", "acousticness": "less acoustic", "popularity": "more obscure", "danceability": "less danceable"}  # fmt: skip


@dataclass(frozen=True)
class Wish:
    """Feature ranges that must all hold, with words and tags that stand in where features are unknown."""

    key: str  # "mood:calm", "activity:focus", "feature:energy"
    label: str
    ranges: tuple[tuple[str, Range], ...]
    words: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Wishes:
    """`held` are constraints; `leaning` only moves the order."""

    held: list[Wish]
    leaning: list[Wish]
    notes: list[str]

    @property
    def bounded(self) -> list[tuple[str, Range]]:
        return [one for wish in self.held + self.leaning for one in wish.ranges]


def read(prepared: Prepared, request: RecommendationRequest, resolved: Resolved, previous: Index | None) -> Wishes:
    """All wishes of a request. `previous`: recordings of the answer that comparatives refer to."""
    notes: list[str] = []
    features = _features(prepared, request, resolved, previous, notes)
    meanings = [meaning("mood", word) for word in request.moods]
    named = [one for one in meanings if one.name not in WEATHER]
    moods = [_wish("mood", one, notes) for one in named or meanings]
    leaning = [_wish("mood", one, notes) for one in meanings if named and one.name in WEATHER]
    if leaning:
        chose, moved = both([wish.label for wish in moods]), both([wish.label for wish in leaning])
        notes.append(f"{capital(chose)} chose the songs; {moved} only moved their order.")
    spoken = {feature for wish in features + moods for feature, _ in wish.ranges}
    activities = [_activity(word, notes, spoken) for word in request.activities]
    return Wishes(features + moods + [wish for wish in activities if wish], leaning, notes)


def _wish(kind: str, meant: Meaning, notes: list[str], spoken: set[str] | None = None) -> Wish:
    if not meant.in_lexicon:
        notes.append(f"I do not know what {meant.name} sounds like, so I looked for it in titles and tags.")
    ranges = tuple((feature, span) for feature, span in meant.ranges if feature not in (spoken or ()))
    return Wish(f"{kind}:{meant.name}", meant.name, ranges, meant.words, meant.tags)


def _activity(word: str, notes: list[str], spoken: set[str]) -> Wish | None:
    """None when moods and ranges have already spoken of all that the activity would mean."""
    meant = meaning("activity", word)
    wish = _wish("activity", meant, notes, spoken)
    return replace(wish, label=f"for {meant.name}") if wish.ranges or not meant.ranges else None


def _features(
    prepared: Prepared, request: RecommendationRequest, resolved: Resolved, previous: Index | None, notes: list[str]
) -> list[Wish]:
    wishes = []
    for feature, wish in request.features.items():
        low, high = _or(wish.min, -np.inf), _or(wish.max, np.inf)
        if (low, high) != (-np.inf, np.inf):
            label = bounds_label(feature, wish.min, wish.max)
            wishes.append(Wish(f"feature:{feature}", label, ((feature, Range(low, high)),)))
        if wish.delta:
            span = _compared(prepared, feature, wish.delta, resolved, previous, notes)
            wishes.append(Wish(f"feature:{feature}", direction_label(feature, wish.delta), ((feature, span),)))
    return wishes


def _compared(
    prepared: Prepared, feature: str, direction: str, resolved: Resolved, previous: Index | None, notes: list[str]
) -> Range:
    """Strictly beyond the reference: the last answer, else the seeds, else the middle of what the listener plays."""
    reference = reference_value(prepared, feature, resolved, previous)
    if reference is None:
        notes.append(f"No {feature} is known of anything here, so nothing could be compared by it.")
        return Range(np.inf, -np.inf)
    beyond = np.float32(reference)
    if direction == "+":
        return Range(low=float(np.nextafter(beyond, np.float32(np.inf))))
    return Range(high=float(np.nextafter(beyond, np.float32(-np.inf))))


def reference_value(prepared: Prepared, feature: str, resolved: Resolved, previous: Index | None) -> float | None:
    """What "calmer" is calmer than, in the feature's own unit."""
    known = prepared.sound.known_values
    groups = [previous] if previous is not None else []
    groups += [np.concatenate([seed.exemplars for seed in resolved.seeds])] if resolved.seeds else []
    for group in groups:
        if len(value := known(feature, group)):
            return float(value.mean(dtype=np.float64))
    for everything in (prepared.model.listens > 0, np.ones(prepared.model.size, bool)):
        if len(value := known(feature, everything)):
            return float(np.median(value))
    return None


def direction_label(feature: str, direction: str) -> str:
    """`calmer`, `faster`; `more speechiness` where there is no word for it."""
    known, more = (UP, "more") if direction == "+" else (DOWN, "less")
    return known.get(feature, f"{more} {feature}")


def bounds_label(feature: str, low: float | None, high: float | None) -> str:
    """`energy at least 0.4`, `energy at most 0.72`, `energy between 0.4 and 0.72`, `instrumental`."""
    if feature == "instrumentalness" and low is not None and high is None:
        return "instrumental"
    least, most = (f"{round(bound, 2):g}" if bound is not None else "" for bound in (low, high))
    if least and most:
        return f"{feature} between {least} and {most}"
    return f"{feature} at least {least}" if least else f"{feature} at most {most}"


def _or(value: float | None, otherwise: float) -> float:
    return otherwise if value is None else value
