"""The SQL of which every answer is put together. Nothing here comes from a listener; what they say is a parameter."""

from __future__ import annotations

from typing import Literal, NamedTuple

from echotune.catalog.gate import FACTUAL_PACKS, HIDDEN_SOURCES
from echotune.insights.ask.plan import Bucket, Device, Measure, Thing
from echotune.insights.period import LISTEN_MS

Rule = Literal["plays", "skips", "starts"]


class ThingParts(NamedTuple):
    """What tells one from another, what it is called, whom it is by, and how it counts on screen."""

    key: str
    label: str
    by: str
    one: str


GENRE = f"(select distinct track_id, lower(tag) as genre from track_tags where source not in {HIDDEN_SOURCES}) as told"
"""Genres the account may read, over `track_id`."""

THINGS: dict[Thing, ThingParts] = {
    "artists": ThingParts("lower(trim(artist))", "artist", "''::text", "artist"),
    "tracks": ThingParts("recording_id", "title", "artist", "track"),
    "albums": ThingParts("lower(trim(artist)) || chr(9) || lower(trim(album))", "album", "artist", "album"),
    "genres": ThingParts("genre", "genre", "''::text", "genre"),
}

BUCKETS: dict[Bucket, str] = {
    "day": "started::date",
    "week": "(date_trunc('week', started + %(week_shift)s::interval) - %(week_shift)s::interval)::date",
    "month": "date_trunc('month', started)::date",
    "year": "date_trunc('year', started)::date",
    "weekday": "extract(isodow from started)::int - 1",
    "hour": "extract(hour from started)::int",
    "season": "mod(extract(month from started)::int, 12) / 3",
}
"""Over `started`, the listener's wall time: the first day of a calendar bucket, or the number of a cyclic one."""

SEASONS = ("winter", "spring", "summer", "autumn")
"""By number; winter is December, January, February."""
SEASON_MONTHS = (12, 3, 6, 9)

RULES: dict[Rule, str] = {
    "plays": f"ms_played >= {LISTEN_MS}",
    "skips": f"ms_played < {LISTEN_MS} and reason_end = any(%(endings)s)",
    "starts": "reason_end is not null",
}
"""Which rows of the record count. Rows that do not say how they ended are no starts: unknown is not "not skipped"."""

RULE_OF_MEASURE: dict[Measure, Rule] = {"skips": "skips", "skip_rate": "starts"}
"""All others count plays."""

SKIPPED = f"(ms_played < {LISTEN_MS} and reason_end = any(%(endings)s))::int"

VALUES: dict[Measure, str] = {
    "plays": "sum(plays)::int",
    "minutes": "round(sum(ms) / 60000.0, 1)::float",
    "skips": "sum(plays)::int",
    "skip_rate": "round(100.0 * sum(skips) / sum(plays), 1)::float",
    "first": "min(first)",
    "last": "max(last)",
    "discoveries": "sum(plays)::int",
}
"""Over `asked`, rows of a track and a bucket with `plays`, `skips`, `ms`, `first`, `last`."""

WRITTEN = "substr(max(lpad(plays::text, 9, '0') || {}), 10)"
"""The spelling with most plays, in one pass and without sorting."""

DEVICES: dict[Device, tuple[str, ...]] = {
    "phone": ("android", "ios"),
    "computer": ("windows", "macos", "linux", "web"),
    "web": ("web",),
    "speaker": ("speaker", "cast"),
    "car": ("car",),
    "tv": ("tv", "console"),
    "watch": ("watch",),
}

RELEASED = f"""
    select recording_id from (
        select member.recording_id, least(extract(year from member.released), extract(year from told.released)) as year
        from (select distinct recording_id from per_track join tracks using (track_id)) as heard_recordings
        join tracks as member using (recording_id)
        left join (select track_id, released from pack_tracks where pack_id in {FACTUAL_PACKS}) as told using (track_id)
    ) as dated group by 1 having min(year) between %(released_from)s and %(released_to)s"""
"""Recordings whose first known release lies in the wanted years."""

FILTERS = {
    "hours": "extract(hour from started)::int = any(%(hours)s)",
    "weekdays": "extract(isodow from started)::int - 1 = any(%(weekdays)s)",
    "months": "extract(month from started)::int = any(%(months)s)",
    "artists": "lower(trim(artist)) = any(%(artists)s)",
    "tracks": "lower(trim(title)) = any(%(tracks)s)",
    "albums": "lower(trim(album)) = any(%(albums)s)",
    "genres": f"track_id in (select track_id from {GENRE} where genre = any(%(genres)s))",
    "without artists": "lower(trim(artist)) <> all(%(without_artists)s)",
    "without tracks": "lower(trim(title)) <> all(%(without_tracks)s)",
    "without genres": f"track_id not in (select track_id from {GENRE} where genre = any(%(without_genres)s))",
    "this genre": "genre = any(%(genres)s)",
    "released": f"recording_id in ({RELEASED})",
    "device": "platform_class = any(%(devices)s)",
    "shuffle": "shuffle = %(shuffle)s",
    "offline": "offline = %(offline)s",
    "private": "incognito = %(private)s",
}
"""Conditions by the part of a plan that asks for them."""
