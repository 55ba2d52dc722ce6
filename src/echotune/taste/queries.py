"""What a listener's model is read from: plays, tracks, facts and steering, over several packages' tables."""

from __future__ import annotations

from typing import LiteralString

PLAYS: LiteralString = """
    select ended_at, item_id, ms_played,
           (coalesce(array_position(%(reasons)s::text[], reason_start), 1) - 1)::int2 as reason_start,
           (coalesce(array_position(%(reasons)s::text[], reason_end), 1) - 1)::int2 as reason_end,
           coalesce(shuffle, false) as shuffle
    from plays
    where user_id = %(user)s and kind = 'audio' and superseded_by is null and not incognito
"""

_VISIBLE_PACKS: LiteralString = "select pack_id from packs where user_id is null or user_id = %(user)s"

_KNOWN: LiteralString = f"""
    select item_id as track_id from plays
        where user_id = %(user)s and kind = 'audio' and superseded_by is null and not incognito
    union select track_id from pack_tracks where pack_id in ({_VISIBLE_PACKS})
    union select track_id from library_items where user_id = %(user)s
    union select item_id from feedback_events where user_id = %(user)s and event_type in ('like', 'dislike', 'never', 'save')
"""

MEMBERS: LiteralString = f"""
    select track_id, recording_id, coalesce(duration_ms, -1) as duration_ms,
           coalesce(explicit::int, -1)::int2 as explicit, coalesce(extract(year from released), 0)::int2 as released_year,
           title, artist, album, item, recording_key
    from tracks where kind = 'track' and track_id in ({_KNOWN})
    order by recording_key collate "C", track_id
"""

POPULARITY: LiteralString = f"""
    select track_id, coalesce(max(popularity), 'NaN')::real as popularity
    from pack_tracks where pack_id in ({_VISIBLE_PACKS})
    group by track_id
"""

SEEDS: LiteralString = """
    select track_id, added_on from library_items where user_id = %(user)s and kind in ('saved', 'playlist')
"""

JUDGEMENTS: LiteralString = """
    select item_id, event_type, occurred_at from feedback_events
    where user_id = %(user)s and event_type in ('like', 'dislike', 'never', 'save')
    order by occurred_at, received_at, event_id
"""

CORRECTIONS: LiteralString = """
    select kind, target, label, action, created_at from taste_corrections
    where user_id = %(user)s order by kind, target
"""

_GATED: LiteralString = """
    (not %(gate)s or (source <> 'spotify_api' and source not in
        (select 'pack:' || name from packs where origin = 'spotify_api')))
"""
"""Facts that Spotify's API gave, directly or through a pack, stay out while the gate is on."""

FEATURES: LiteralString = """
    select track_id, array_position(%(sources)s::text[], source)::int2 as source,
           coalesce(danceability, 'NaN') as danceability, coalesce(energy, 'NaN') as energy,
           coalesce(valence, 'NaN') as valence, coalesce(tempo, 'NaN') as tempo,
           coalesce(acousticness, 'NaN') as acousticness, coalesce(instrumentalness, 'NaN') as instrumentalness,
           coalesce(liveness, 'NaN') as liveness, coalesce(speechiness, 'NaN') as speechiness,
           coalesce(loudness, 'NaN') as loudness
    from track_features where source = any(%(sources)s)
"""

TAGS: LiteralString = """
    select track_id, array_position(%(sources)s::text[], source)::int2 as source, lower(tag) as tag
    from track_tags where source = any(%(sources)s)
"""

SOURCES: LiteralString = f"""
    select source from (select distinct source from track_features union select distinct source from track_tags) as used
    where {_GATED} and (source not like 'pack:%%' or source in
        (select 'pack:' || name from packs where user_id is null or user_id = %(user)s))
"""
