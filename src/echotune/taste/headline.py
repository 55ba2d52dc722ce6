"""A listener in three words and three sentences, by stated rules over the latest year."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from echotune.taste import words
from echotune.taste.record import Record

FEWEST_LISTENS = 100
FEWEST_KNOWN = 50
MOST_WORDS = 3
HOUR_SHIFT = 1.0
TEMPO_SHIFT_BPM = 4


@dataclass(frozen=True)
class Trait:
    """A word, and how far the listener is from the middle towards it (1 = far)."""

    word: str
    strength: float


def headline(record: Record) -> str:
    """Such as "Slow, low and late.": the three strongest traits in the order sound, mood, hour, habit."""
    if len(record) < FEWEST_LISTENS:
        return "Still getting to know you."
    traits = _traits(record)
    kept = sorted(sorted(traits, key=lambda trait: -trait.strength)[:MOST_WORDS], key=traits.index)
    said = [trait.word for trait in kept]
    text = f"{', '.join(said[:-1])} and {said[-1]}" if len(said) > 1 else said[0]
    return f"{text[0].upper()}{text[1:]}."


def sentence(record: Record) -> str:
    """What changed and what stays: the hour, the tempo, how concentrated it is. Numbers only from counting."""
    if len(record) < FEWEST_LISTENS:
        return "There are too few plays to say more yet."
    return " ".join(part for part in (_core(record), _hour_then_and_now(record), _tempo_then_and_now(record)) if part)


def _traits(record: Record) -> list[Trait]:
    """Opposite words around a middle: tempo 115 (20 bpm is far), energy .55 (.2), valence .48 (.15), acousticness .4
    (.3), the mean hour (late from 20 to 4, early before 10), share of songs not played before the
    latest year .35 (.25)."""
    lately = record.lately
    traits = [
        *_between(record.feature("tempo")[lately], 115, 20, "slow", "fast"),
        *_between(record.feature("energy")[lately], 0.55, 0.2, "low", "loud"),
        *_between(record.feature("valence")[lately], 0.48, 0.15, "dark", "bright"),
        *_between(record.feature("acousticness")[lately], 0.4, 0.3, "electric", "acoustic"),
        *_hour_trait(record),
    ]
    known = np.unique(record.recording[~lately])
    new = (~np.isin(record.recording[lately], known)).astype(np.float64)
    return [*traits, *_between(new, 0.35, 0.25, "faithful", "curious")]


def _between(values: np.ndarray, middle: float, far: float, low: str, high: str) -> list[Trait]:
    known = values[~np.isnan(values)]
    if len(known) < FEWEST_KNOWN:
        return []
    distance = (float(known.mean()) - middle) / far
    return [Trait(high if distance > 0 else low, abs(distance))]


def _hour_trait(record: Record) -> list[Trait]:
    mean, agreement = circular_mean(record.clock[record.lately])
    word = "late" if mean >= 20 or mean < 4 else "early" if mean < 10 else None
    return [Trait(word, 2 * agreement)] if word else []


def circular_mean(hours: np.ndarray) -> tuple[float, float]:
    """Mean direction of hours (0..24) and how much they agree (0..1)."""
    angle = hours * (np.pi / 12)
    east, north = float(np.sin(angle).mean()), float(np.cos(angle).mean())
    return float(np.arctan2(east, north) * 12 / np.pi % 24), float(np.hypot(east, north))


def _core(record: Record) -> str:
    plays = np.sort(np.bincount(record.artist[record.lately], minlength=record.artists))[::-1]
    half = int(np.searchsorted(np.cumsum(plays), plays.sum() / 2)) + 1
    total = words.count(int(plays.sum()), "play")
    return f"Half of your {total} {record.lately_in_words} come from {words.count(half, 'artist')}."


def _hour_then_and_now(record: Record) -> str:
    now, _ = circular_mean(record.clock[record.lately])
    hour, minute = divmod(round(now * 60) % 1440, 60)
    clock = f"{hour:02d}:{minute:02d}"
    if record.lately.all():
        return f"Their middle in the day is {clock}."
    then, _ = circular_mean(record.clock[~record.lately])
    moved = (now - then + 12) % 24 - 12
    if abs(moved) < HOUR_SHIFT:
        return f"Their middle in the day is {clock}, as it was before."
    return (
        f"Their middle in the day is {clock}, {abs(moved):.1f} hours {'later' if moved > 0 else 'earlier'} than before."
    )


def _tempo_then_and_now(record: Record) -> str:
    tempo = record.feature("tempo")
    now, then = (tempo[chosen & ~np.isnan(tempo)] for chosen in (record.lately, ~record.lately))
    if min(len(now), len(then)) < FEWEST_LISTENS or abs(now.mean() - then.mean()) < TEMPO_SHIFT_BPM:
        return ""
    verb = "dropped" if now.mean() < then.mean() else "risen"
    return f"Where the tempo is known, it has {verb} from {then.mean():.0f} to {now.mean():.0f} beats a minute."
