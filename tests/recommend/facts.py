"""What a recording is, by SQL alone: the independent side of every check. Shares no code with the pipeline."""

from __future__ import annotations

from functools import cache
from typing import Any

import psycopg
from psycopg.rows import dict_row

from echotune.recommend.request import Mode, RecommendationRequest
from tests.recommend.library import AS_OF, FEATURES

RECORDINGS = f"""
    create temp table facts as
    with mine as (
        select t.recording_id, p.* from plays p join tracks t on t.track_id = p.item_id
        where p.user_id = %(user)s and p.ended_at < %(as_of)s
    ), ever as (
        select distinct recording_id from mine
    ), counted as (
        select recording_id, count(*) as starts, count(*) filter (where ms_played >= 30000) as listens,
            max(ended_at) filter (where ms_played >= 30000) as last_listen
        from mine where kind = 'audio' and superseded_by is null and not incognito group by recording_id
    ), tagged as (
        select recording_id, array_agg(distinct lower(tag)) as genres
        from track_tags join tracks using (track_id) group by recording_id
    )
    select t.recording_id, lower(trim(min(t.artist))) as artist, lower(trim(min(t.title))) as title,
        coalesce(max(starts), 0) as starts, coalesce(max(listens), 0) as listens, max(last_listen) as last_listen,
        bool_or(ever.recording_id is not null) as ever_started,
        bool_or(pt.track_id is not null) as in_pack,
        min(extract(year from pt.released))::int as year,
        bool_or(pt.explicit) as explicit,
        max(pt.popularity) / 100 as popularity,
        {", ".join(f"max(f.{name}) as {name}" for name in FEATURES)},
        coalesce((select genres from tagged where tagged.recording_id = t.recording_id), '{{}}') as genres
    from tracks t
    left join counted on counted.recording_id = t.recording_id left join ever on ever.recording_id = t.recording_id
    left join pack_tracks pt on pt.track_id = t.track_id
    left join track_features f on f.track_id = t.track_id
    group by t.recording_id
"""


class Facts:
    """`where(sql, values)` -> recordings; `of(recording)` -> one row."""

    def __init__(self, dsn: str, user_id: Any) -> None:
        self._conn = psycopg.connect(dsn, row_factory=dict_row)
        self._conn.execute(RECORDINGS, {"user": user_id, "as_of": AS_OF})
        self.rows = {row["recording_id"]: row for row in self._conn.execute("select * from facts").fetchall()}

    @cache  # noqa: B019 - lives as long as the test
    def of_mode(self, mode: Mode | None) -> set[Any]:
        return self.satisfying(RecommendationRequest(mode=mode), {})

    def close(self) -> None:
        self._conn.close()

    def satisfying(self, request: RecommendationRequest, moods: dict[str, dict[str, tuple[float, float]]]) -> set[Any]:
        """Recordings that meet every stated hard constraint by known values; `moods`: mood -> feature -> range."""
        clauses, values = conditions(request, moods)
        cursor = self._conn.execute(
            f"select recording_id from facts where {' and '.join(['true', *clauses])}",  # type: ignore[arg-type]
            values,
        )
        return {row["recording_id"] for row in cursor.fetchall()}


def conditions(
    request: RecommendationRequest, moods: dict[str, dict[str, tuple[float, float]]]
) -> tuple[list[str], dict[str, Any]]:
    """Each constraint as a SQL condition over `facts`."""
    clauses = ["(listens > 0 or starts > 0 or in_pack)"]
    values: dict[str, Any] = {"as_of": AS_OF}
    clauses += {
        "relisten": ["listens > 0"],
        "rediscover": ["listens >= 2 and last_listen < %(as_of)s - interval '60 days'"],
        "explore": ["in_pack and not ever_started"],
    }.get(request.mode or "blend", [])
    if request.artists:
        clauses.append("artist = any(%(artists)s)")
        values["artists"] = [name.strip().lower() for name in request.artists]
    if request.genres:
        clauses.append("genres && %(genres)s")
        values["genres"] = [name.lower() for name in request.genres]
    if request.era:
        clauses.append("year between %(from)s and %(to)s")
        values |= {"from": request.era.from_ or 0, "to": request.era.to or 9999}
    for name in request.exclude.artists:
        clauses.append(f"artist <> %(out_{len(values)})s and position(%(out_{len(values)})s in title) = 0")
        values[f"out_{len(values)}"] = name.strip().lower()
    if request.exclude.genres:
        clauses.append("not genres && %(no_genres)s")
        values["no_genres"] = [name.lower() for name in request.exclude.genres]
    if request.exclude.tracks:
        clauses.append("not title = any(%(no_tracks)s)")
        values["no_tracks"] = [name.strip().lower() for name in request.exclude.tracks]
    if request.exclude.explicit:
        clauses.append("explicit is distinct from true")
    ranges = [(name, wish.min, wish.max) for name, wish in request.features.items()]
    ranges += [(name, low, high) for mood in moods.values() for name, (low, high) in mood.items()]
    for name, low, high in ranges:
        key = f"f_{len(values)}"
        clauses.append(f"{name} between %({key}_low)s and %({key}_high)s")
        values |= {f"{key}_low": -1e9 if low is None else low, f"{key}_high": 1e9 if high is None else high}
    return clauses, values
