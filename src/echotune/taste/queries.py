"""What a listener's model is read from: plays, tracks, facts and steering, over several packages' tables."""

from __future__ import annotations

from typing import LiteralString

from echotune.catalog.gate import FACTUAL_PACKS, HIDDEN_SOURCES, VISIBLE_PACKS

PLAYS: LiteralString = """
    select ended_at, item_id, ms_played,
           (coalesce(array_position(%(reasons)s::text[], reason_start), 1) - 1)::int2 as reason_start,
           (coalesce(array_position(%(reasons)s::text[], reason_end), 1) - 1)::int2 as reason_end,
           coalesce(shuffle, false) as shuffle
    from plays
    where user_id = %(user)s and kind = 'audio' and superseded_by is null and not incognito
"""

_KNOWN: LiteralString = f"""
    select item_id as track_id from plays
        where user_id = %(user)s and kind = 'audio' and superseded_by is null and not incognito
    union select track_id from pack_tracks where pack_id in {VISIBLE_PACKS}
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

PACK_TRACKS: LiteralString = f"""
    select track_id, coalesce(popularity, 'NaN') as popularity, coalesce(duration_ms, -1) as duration_ms,
           coalesce(explicit::int, -1)::int2 as explicit, coalesce(extract(year from released), 0)::int2 as released_year,
           pack_id in {FACTUAL_PACKS} as factual
    from pack_tracks where pack_id in {VISIBLE_PACKS}
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
    where source not in {HIDDEN_SOURCES}
"""
