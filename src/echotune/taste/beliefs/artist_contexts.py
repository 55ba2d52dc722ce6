"""Artists that belong to a season, to hours, to weekdays or to long sittings."""

from __future__ import annotations

import numpy as np

from echotune.taste import words
from echotune.taste.beliefs.belief import about_artist
from echotune.taste.record import Record
from echotune.taste.schemas import Belief

MOST = 6
FEWEST_LISTENS = 50
FEWEST_YEARS, FEWEST_IN_A_YEAR = 3, 5
SEASON_MONTHS, SEASON_SHARE = 4, 0.55
HOURS, HOURS_SHARE = 6, 0.6
LIFT = 1.5
"""How many times the listener's usual share a context must reach."""
WEEKDAY_SHARE, WEEKDAY_LIFT = 0.9, 1.15
LONG_SHARE = 0.75


def artist_contexts(record: Record) -> list[Belief]:
    """Artists of at least 50 plays, played in the latest year, whose share in a context is high and 1.5 times the
    listener's usual; most played first. A season needs three years with five plays in it."""
    lately = np.bincount(record.artist[record.lately], minlength=record.artists)
    known = np.flatnonzero((record.by_artist >= FEWEST_LISTENS) & (lately > 0))
    months, hours = record.artist_table(record.month, 12), record.artist_table(record.hour, 24)
    found: list[Belief] = []
    for artist in known[np.argsort(-record.by_artist[known], kind="stable")].tolist():
        belief = (
            _season(record, artist, months) or _hours(record, artist, hours)
            or _weekdays(record, artist) or _long_sittings(record, artist)
        )  # fmt: skip
        if belief:
            found.append(belief)
        if len(found) == MOST:
            break
    return found


def _season(record: Record, artist: int, months: np.ndarray) -> Belief | None:
    own = record.of_artist(artist)
    start, inside, usual = _best_window(months[artist], months.sum(axis=0), SEASON_MONTHS)
    if inside < SEASON_SHARE * len(own) or inside * len(record) < LIFT * usual * len(own):
        return None
    years, in_season = record.year[own], (record.month[own] - start) % 12 < SEASON_MONTHS
    if (np.unique(years[in_season], return_counts=True)[1] >= FEWEST_IN_A_YEAR).sum() < FEWEST_YEARS:
        return None
    season = f"{words.MONTHS[start]} to {words.MONTHS[(start + SEASON_MONTHS - 1) % 12]}"
    evidence = (
        f"{words.count(len(own), 'play')}, {record.finished[own].sum():,} finished, {years[0]} to {years[-1]}; "
        f"{words.percent(inside, len(own))} of them {season}, {words.percent(usual, len(record))} of all your plays."
    )
    return about_artist(record, artist, "context", f"{{}} returns from {season}", evidence)


def _hours(record: Record, artist: int, hours: np.ndarray) -> Belief | None:
    plays = int(record.by_artist[artist])
    start, inside, usual = _best_window(hours[artist], hours.sum(axis=0), HOURS)
    if inside < HOURS_SHARE * plays or inside * len(record) < LIFT * usual * plays:
        return None
    span = f"{words.hour(start)} to {words.hour(start + HOURS)}"
    evidence = (
        f"{words.count(plays, 'play')}, {words.percent(inside, plays)} of them from {span}, "
        f"{words.percent(usual, len(record))} of all your plays."
    )
    return about_artist(record, artist, "context", f"{{}} goes with {span}", evidence)


def _weekdays(record: Record, artist: int) -> Belief | None:
    own = record.of_artist(artist)
    inside, usual = int(record.is_weekday[own].sum()), int(record.is_weekday.sum())
    if inside < WEEKDAY_SHARE * len(own) or inside * len(record) < WEEKDAY_LIFT * usual * len(own):
        return None
    evidence = (
        f"{words.count(len(own), 'play')}, {words.percent(inside, len(own))} of them Monday to Friday, "
        f"{words.percent(usual, len(record))} of all your plays."
    )
    return about_artist(record, artist, "context", "{} is for weekdays", evidence)


def _long_sittings(record: Record, artist: int) -> Belief | None:
    own, long = record.of_artist(artist), record.in_long_session
    inside, usual = int(long[own].sum()), int(long.sum())
    if inside < LONG_SHARE * len(own) or inside * len(record) < LIFT * usual * len(own):
        return None
    evidence = (
        f"{words.count(len(own), 'play')}, {words.percent(inside, len(own))} in sessions longer than two hours, "
        f"{words.percent(usual, len(record))} of all your plays."
    )
    return about_artist(record, artist, "context", "{} is for long sittings", evidence)


def _best_window(own: np.ndarray, all_plays: np.ndarray, length: int) -> tuple[int, int, int]:
    """Where the fullest circular run of `length` columns begins, the plays in it, and all plays in it."""
    runs = sum(np.roll(own, -step) for step in range(length))
    start = int(np.argmax(runs))
    inside = [(start + step) % len(own) for step in range(length)]
    return start, int(own[inside].sum()), int(all_plays[inside].sum())
