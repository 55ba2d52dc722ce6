"""How the music sounds, where that is known: by night, lately, and what is finished."""

from __future__ import annotations

import numpy as np

from echotune.taste import words
from echotune.taste.beliefs.plain import plain
from echotune.taste.record import Record
from echotune.taste.schemas import Belief

FEWEST_KNOWN = 100
ENERGY_STEP = 0.06
TEMPO_STEP_BPM = 4
SLOW_BPM, FAST_BPM = 100, 130
FINISH_STEP = 0.08


def sound(record: Record) -> list[Belief]:
    """Each needs 100 plays with the fact on either side, and a difference that can be heard."""
    return [*_night(record), *_tempo(record), *_finishing(record)]


def _night(record: Record) -> list[Belief]:
    night = (record.hour >= 21) | (record.hour < 5)
    pair = _means(record.feature("energy"), night)
    if pair is None or abs(pair[0][0] - pair[1][0]) < ENERGY_STEP:
        return []
    (late, late_plays), (day, day_plays) = pair
    title = "Calmer after 21:00" if late < day else "Livelier after 21:00"
    evidence = (
        f"Mean energy {late:.2f} in {words.count(late_plays, 'play')} from 21:00 to 05:00, "
        f"{day:.2f} in {day_plays:,} by day; of plays whose energy is known."
    )
    return [plain("sound", "night", title, evidence)]


def _tempo(record: Record) -> list[Belief]:
    pair = _means(record.feature("tempo"), record.lately)
    if pair is None or abs(pair[0][0] - pair[1][0]) < TEMPO_STEP_BPM:
        return []
    (now, now_plays), (then, then_plays) = pair
    title = "Your music is slowing down" if now < then else "Your music is speeding up"
    evidence = (
        f"{now:.0f} beats a minute on average in {words.count(now_plays, 'play')} {record.lately_in_words}, "
        f"{then:.0f} in {then_plays:,} before; of plays whose tempo is known."
    )
    return [plain("sound", "tempo", title, evidence)]


def _finishing(record: Record) -> list[Belief]:
    tempo = record.feature("tempo")
    slow, fast = tempo < SLOW_BPM, tempo > FAST_BPM
    if min(slow.sum(), fast.sum()) < FEWEST_KNOWN:
        return []
    finished = [int(record.finished[chosen].sum()) for chosen in (slow, fast)]
    plays = [int(slow.sum()), int(fast.sum())]
    shares = [own / of for own, of in zip(finished, plays, strict=True)]
    if abs(shares[0] - shares[1]) < FINISH_STEP:
        return []
    title = "You finish slow songs more often" if shares[0] > shares[1] else "You finish fast songs more often"
    evidence = (
        f"{finished[0]:,} of {words.count(plays[0], 'play')} below {SLOW_BPM} beats a minute played to their end, "
        f"{finished[1]:,} of {plays[1]:,} above {FAST_BPM}."
    )
    return [plain("sound", "finishing", title, evidence)]


def _means(values: np.ndarray, chosen: np.ndarray) -> tuple[tuple[float, int], tuple[float, int]] | None:
    """(mean, plays) of the known values inside and outside; None where either has too few."""
    known = ~np.isnan(values)
    inside, outside = values[known & chosen], values[known & ~chosen]
    if min(len(inside), len(outside)) < FEWEST_KNOWN:
        return None
    return (float(inside.mean()), len(inside)), (float(outside.mean()), len(outside))
