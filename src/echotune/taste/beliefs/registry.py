"""All kinds of belief."""

from __future__ import annotations

from itertools import zip_longest

from echotune.taste.beliefs.artist_contexts import artist_contexts
from echotune.taste.beliefs.belief import FewBeliefs
from echotune.taste.beliefs.eras import eras
from echotune.taste.beliefs.genres import genres
from echotune.taste.beliefs.growing_artists import growing_artists
from echotune.taste.beliefs.habits import habits
from echotune.taste.beliefs.hours import hours
from echotune.taste.beliefs.left_artists import left_artists
from echotune.taste.beliefs.loved_artists import loved_artists
from echotune.taste.beliefs.sound import sound
from echotune.taste.beliefs.tracks import tracks
from echotune.taste.record import Record
from echotune.taste.schemas import Belief

FEWEST_LISTENS = 100

BELIEFS: dict[str, FewBeliefs] = {
    "artist_contexts": artist_contexts,
    "growing_artists": growing_artists,
    "left_artists": left_artists,
    "loved_artists": loved_artists,
    "genres": genres,
    "sound": sound,
    "habits": habits,
    "tracks": tracks,
    "hours": hours,
    "eras": eras,
}
"""In the order of precedence: an artist is believed one thing only."""


def beliefs(record: Record) -> list[Belief]:
    """All beliefs, each kind's strongest first, the kinds taking turns. [] below 100 plays."""
    if len(record) < FEWEST_LISTENS:
        return []
    said: set[str] = set()
    kinds: list[list[Belief]] = []
    for few in BELIEFS.values():
        new = [belief for belief in few(record) if belief.id not in said]
        said |= {belief.id for belief in new}
        kinds.append(new)
    return [belief for turn in zip_longest(*kinds) for belief in turn if belief is not None]
