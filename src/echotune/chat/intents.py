"""Which tools serve an understood request, for the built-in engine."""

from __future__ import annotations

import re

from echotune.chat.turn import Turn
from echotune.chat.understand.request import Intent, UnderstoodRequest

TOOL_OF_INTENT: dict[Intent, str] = {
    "recommend": "recommend",
    "mood": "recommend",
    "refine": "refine",
    "insight": "insight",
    "feedback": "feedback",
    "search": "search",
    "playlist_create": "playlist",
    "playlist_edit": "playlist",
    "playback": "playback",
}
"""`help` and `other` need no tool."""

_WHY = re.compile(r"^\W*(and |but )?why\b(?! (don'?t|do not|can'?t))", re.IGNORECASE)


def tool_names(turn: Turn, request: UnderstoodRequest) -> list[str]:
    """In order; none when words alone answer."""
    if turn.takes_back:
        return ["feedback"]
    if turn.last and _WHY.match(turn.text):
        return ["explain"]
    if request.intent == "refine" and turn.last is None:
        return ["recommend"]
    if request.intent == "playlist_create" and wishes(request):
        return ["playlist", "recommend"]
    if request.intent == "playback" and request.action == "play" and wishes(request):
        return ["playback", "recommend"]
    name = TOOL_OF_INTENT.get(request.intent)
    return [name] if name else []


def wishes(request: UnderstoodRequest) -> bool:
    """Whether the request says which music."""
    return bool(
        request.artists
        or request.tracks
        or request.albums
        or request.genres
        or request.moods
        or request.activities
        or request.instruments
        or request.seeds.like
        or request.seeds.between
        or request.features
        or request.era
        or request.mode
    )
