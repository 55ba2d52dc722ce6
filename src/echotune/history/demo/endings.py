"""From songs in order to rows: how long each was played, why it began and ended, and when."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from echotune.history.demo import sessions as kinds
from echotune.history.demo.devices import choose_devices
from echotune.history.demo.headliners import HEADLINERS
from echotune.history.demo.listener import FIRST_DAY, TIME_ZONE, Listener
from echotune.history.demo.listening import Heard
from echotune.history.demo.rows import END, START, TRACK, Rows
from echotune.history.demo.world import World

FIRST_SECOND = int(datetime(FIRST_DAY.year, FIRST_DAY.month, FIRST_DAY.day, tzinfo=UTC).timestamp())
YEAR_SECONDS = 365.25 * 86_400
SKIP_FLAG_SINCE = int(datetime(2022, 10, 16, tzinfo=UTC).timestamp())
LEGACY_UNTIL = int(datetime(2018, 3, 1, tzinfo=UTC).timestamp())

_PATIENCE = {kinds.ROTATION: 0.9, kinds.LIKED: 0.0, kinds.PLAYLIST: 0.6, kinds.ARTIST: 0.9, kinds.RADIO: -0.7}
_PATIENCE |= {kinds.MIXTAPE: 0.3, kinds.LOOP: 2.5}
_SHUFFLE = {kinds.ROTATION: 0.45, kinds.LIKED: 0.95, kinds.PLAYLIST: 0.7, kinds.ARTIST: 0.15, kinds.RADIO: 0.1}
_SHUFFLE |= {kinds.MIXTAPE: 0.5, kinds.LOOP: 0.0}


def _by_kind(table: dict[int, float], kind: NDArray[np.int8]) -> NDArray[np.float64]:
    return np.array([table[code] for code in range(len(table))])[kind]


def _appeal(world: World, listener: Listener, heard: Heard, rng: np.random.Generator) -> NDArray[np.float32]:
    """How much each play pleases at that moment, about N(0.5, 1)."""
    kind, hours = heard.session_kind[heard.session], heard.session_hours[heard.session]
    year = 2015.0 + heard.session_start[heard.session] / YEAR_SECONDS
    appeal = 0.75 * listener.warmth[heard.track] + _by_kind(_PATIENCE, kind) - 0.35
    appeal += rng.normal(0.0, 0.6, len(heard.track))
    artist = world.artist_of[heard.track]
    for number, headliner in enumerate(HEADLINERS):
        own = artist == number
        appeal[own & (year >= headliner.tired_from)] -= 2.4
        if headliner.hours == "early":
            appeal[own & (hours == kinds.LATE)] -= 2.2
    return appeal.astype(np.float32)


def _ends(appeal: NDArray[np.float32], last: NDArray[np.bool_], rng: np.random.Generator) -> NDArray[np.int8]:
    count = len(appeal)
    complete = rng.random(count) < 1 / (1 + np.exp(-(0.95 * appeal - 0.85)))
    other = rng.random(count)
    broken_off = np.select(
        [other < 0.725, other < 0.93, other < 0.985, other < 0.989, other < 0.995, other < 0.997, other < 0.998],
        [END["fwdbtn"], END["endplay"], END["backbtn"], END["remote"], END["trackerror"], END["unknown"], END[""]],
        END["unexpected-exit"],
    )
    end = np.where(complete, END["trackdone"], broken_off)
    closing = rng.random(count)
    at_close = np.select(
        [closing < 0.42, closing < 0.62, closing < 0.81, closing < 0.825],
        [END["endplay"], END["logout"], END["unexpected-exit-while-paused"], END["unexpected-exit"]],
        END["trackdone"],
    )
    return np.where(last, at_close, end).astype(np.int8)


def _ms_played(
    end: NDArray[np.int8], appeal: NDArray[np.float32], duration: NDArray[np.int32], rng: np.random.Generator
) -> NDArray[np.int32]:
    """Broken-off plays last longer the more the song pleased; complete ones take the song's length."""
    count = len(end)
    leaning = 0.55 * appeal - 0.55 + rng.normal(0.0, 1.0, count)
    spread = rng.random(count)
    rest = np.maximum(duration - 90_000, 5_000)
    broken = np.select(
        [leaning < -0.55, leaning < 0.25, leaning < 0.85],
        [5_000 * spread**1.6, 5_000 + 25_000 * spread**1.4, 30_000 + 60_000 * spread],
        90_000 + rest * spread,
    )
    broken = np.minimum(broken, duration * 0.985)
    broken[rng.random(count) < 0.006] = 0
    whole = duration - (rng.random(count) < 0.12) * rng.integers(0, 2500, count)
    done = (end == END["trackdone"]) | ((end == END["endplay"]) & (rng.random(count) < 0.04))
    closing = end == END["unexpected-exit-while-paused"]
    broken[closing] = duration[closing] * spread[closing]
    return np.where(done, whole, broken).astype(np.int32)


def _starts(end: NDArray[np.int8], first: NDArray[np.bool_], rng: np.random.Generator) -> NDArray[np.int8]:
    """Why a song began follows from how the one before it ended."""
    before = np.roll(end, 1)
    lot = rng.random(len(end))
    chosen = np.select(
        [lot < 0.80, lot < 0.88, lot < 0.97, lot < 0.975, lot < 0.98],
        [START["clickrow"], START["playbtn"], START["appload"], START["unknown"], START[""]],
        START["remote"],
    )
    opening = np.select(
        [lot < 0.52, lot < 0.68, lot < 0.94, lot < 0.97],
        [START["clickrow"], START["playbtn"], START["appload"], START["remote"]],
        START["trackdone"],
    )
    follows = {"trackdone": "trackdone", "fwdbtn": "fwdbtn", "backbtn": "backbtn", "trackerror": "trackerror"}
    start = chosen
    for end_reason, start_reason in follows.items():
        start = np.where(before == END[end_reason], START[start_reason], start)
    return np.where(first, opening, start).astype(np.int8)


def _utc_offsets(days: int) -> NDArray[np.int64]:
    zone = ZoneInfo(TIME_ZONE)
    noon = datetime(FIRST_DAY.year, FIRST_DAY.month, FIRST_DAY.day, 12, tzinfo=zone)
    offsets = [(noon + timedelta(days=day)).utcoffset() or timedelta() for day in range(days)]
    return np.array([int(offset.total_seconds()) for offset in offsets], np.int64)


def _clock(heard: Heard, ms_played: NDArray[np.int32], rng: np.random.Generator) -> NDArray[np.int64]:
    """End of each play in UTC seconds. A session that runs late pushes the next one."""
    count = len(ms_played)
    gap = np.where(rng.random(count) < 0.02, rng.integers(20_000, 420_000, count), rng.integers(0, 2_500, count))
    passed = np.cumsum(ms_played.astype(np.int64) + gap)
    heads = np.flatnonzero(np.diff(heard.session, prepend=-1))
    before = np.where(heads > 0, passed[heads - 1], 0)
    lengths = (np.append(before[1:], passed[-1]) - before) // 1000 + 1
    days = heard.session_start // 86_400
    wished = heard.session_start - _utc_offsets(int(days.max()) + 2)[days] + FIRST_SECOND
    starts, free = [], 0
    for start, length in zip(wished.tolist(), lengths.tolist(), strict=True):
        start = max(start, free)
        starts.append(start)
        free = start + length
    within = passed - np.repeat(before, np.diff(np.append(heads, count)))
    ended_at: NDArray[np.int64] = np.asarray(starts, np.int64)[heard.session] + (within - gap) // 1000
    return ended_at


def rows_of(world: World, listener: Listener, heard: Heard, rng: np.random.Generator) -> Rows:
    """Every play as a row of the export."""
    count, sessions = len(heard.track), len(heard.session_start)
    first = np.diff(heard.session, prepend=-1) > 0
    appeal = _appeal(world, listener, heard, rng)
    end = _ends(appeal, np.append(first[1:], True), rng)
    ms_played = _ms_played(end, appeal, world.duration_ms[heard.track], rng)
    chosen = np.flatnonzero(~first & (appeal > 1.0) & (rng.random(count) < 0.3))
    end[chosen[end[chosen - 1] == END["fwdbtn"]] - 1] = END["endplay"]
    start = _starts(end, first, rng)
    ended_at = _clock(heard, ms_played, rng)
    legacy = (ended_at < LEGACY_UNTIL) & (rng.random(count) < 0.03)
    start[legacy] = rng.integers(START["clickside"], START["persisted"] + 1, int(legacy.sum()))
    end[legacy] = rng.choice([END[None], END["clickrow"], END["appload"], END[""]], int(legacy.sum()))
    flagged = np.isin(end, [END["fwdbtn"], END["backbtn"]]) | (rng.random(count) < 0.09)
    years = 2015.0 + heard.session_start / YEAR_SECONDS
    of_session = heard.session
    away = np.isin((heard.session_start // (86_400 * 11)) % 33, [19, 32])
    country = np.where(away, 1 + (heard.session_start // (86_400 * 363)) % 3, 0).astype(np.int8)
    rerelease = ((world.track_key[heard.track] % 20 == 0) & (years[of_session].astype(np.int64) % 3 == 0)).astype(
        np.int8
    )
    return Rows(
        end=ended_at,
        ms_played=ms_played,
        kind=np.full(count, TRACK, np.int8),
        item=heard.track,
        release=rerelease,
        reason_start=start,
        reason_end=end,
        shuffle=(rng.random(sessions) < _by_kind(_SHUFFLE, heard.session_kind))[of_session],
        skipped=flagged & (ended_at >= SKIP_FLAG_SINCE),
        offline=(rng.random(sessions) < 0.04)[of_session],
        incognito=(rng.random(sessions) < 0.008)[of_session],
        offline_form=rng.choice(4, count, p=[0.16, 0.14, 0.66, 0.04]).astype(np.int8),
        platform=choose_devices(years, heard.session_hours, rng)[of_session],
        address=rng.integers(0, 6, sessions).astype(np.int8)[of_session],
        country=country[of_session],
    )
