"""The one place that says which facts an account may read: its packs, and the policy gate.

Spotify's Developer Policy forbids learning from what its API says. Packs with origin `spotify_api` keep their names and
ids (what there is to suggest), while their facts (features, tags, popularity, dates, marks) stay unread as long as the
gate is on. The fragments take the parameters `user` (uuid) and `gate` (boolean); every query on facts uses them.
"""

from typing import Final, LiteralString

GATED_ORIGIN: Final = "spotify_api"

VISIBLE_PACKS: LiteralString = "(select pack_id from packs where user_id is null or user_id = %(user)s)"
"""Packs whose tracks the account may be offered."""

FACTUAL_PACKS: LiteralString = """(
    select pack_id from packs
    where (user_id is null or user_id = %(user)s) and not (%(gate)s and origin = 'spotify_api'))"""
"""Packs whose popularity, dates and marks the account may read."""

HIDDEN_SOURCES: LiteralString = """(
    select source from packs
    where (user_id is not null and user_id <> %(user)s) or (%(gate)s and origin = 'spotify_api')
    union all select 'spotify_api' where %(gate)s)"""
"""Sources in `track_features` and `track_tags` that the account may not read."""
