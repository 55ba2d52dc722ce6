"""Playlists from chat: an answer laid out as a list, with its length. Saving is not built; it says so and never pretends."""

from __future__ import annotations

from typing import Literal

from echotune.chat import words
from echotune.chat.intents import wishes
from echotune.chat.parts import Draft, DraftPart, DraftTrack, show
from echotune.chat.tools.tool import Context, ToolResult
from echotune.chat.turn import Turn
from echotune.chat.understand.request import UnderstoodRequest
from echotune.core.errors import NotImplementedYet
from echotune.recommend.schemas import RecommendationResponse

TOLD_TRACKS = 20
NOT_SAVED = "I cannot save or change playlists yet. Nothing was saved; this conversation keeps its answers."


class Listed(ToolResult):
    number: str
    title: str
    artist: str


class Drafted(ToolResult):
    """A draft that is shown and saved nowhere. `minutes` is of the tracks whose length is known."""

    kind: Literal["drafted"] = "drafted"
    name: str | None
    songs: int
    minutes: int
    tracks: list[Listed]
    note: str


async def run(context: Context, request: UnderstoodRequest) -> ToolResult:
    """Lay the last answer out as a playlist draft, under the name that the listener gave it in `playlist`, if any.

    Call `recommend` first when they ask for a playlist of something new. Saving is not possible yet; the result says so.
    """
    turn = context.deps
    found = turn.newest
    if found is None or not found[1].tracks or (wishes(request) and not turn.fresh):
        raise NotImplementedYet(NOT_SAVED)
    name = request.playlist
    draft = _draft(*found, name if name and turn.says(name) else None)
    await show(context, DraftPart(data=draft))
    return Drafted(
        name=draft.name,
        songs=len(draft.tracks),
        minutes=round(draft.duration_ms / 60_000),
        tracks=[Listed(number=one.number, title=one.title, artist=one.artist) for one in draft.tracks[:TOLD_TRACKS]],
        note=draft.note,
    )


def _draft(side: str, answer: RecommendationResponse, name: str | None) -> Draft:
    tracks = [
        DraftTrack(
            number=f"{side}{track.position}",
            track_id=track.track_id,
            title=track.title,
            artist=track.artist,
            duration_ms=track.duration_ms,
        )
        for track in answer.tracks
    ]
    return Draft(name=name, tracks=tracks, duration_ms=sum(track.duration_ms or 0 for track in tracks), note=NOT_SAVED)


def say(result: Drafted, turn: Turn) -> list[str]:
    name = f"“{words.safe(result.name)}”" if result.name else "A draft"
    length = f", {words.counted(result.minutes, 'minute')}" if result.minutes else ""
    return [f"{name}: {words.counted(result.songs, 'song')}{length}.", result.note]
