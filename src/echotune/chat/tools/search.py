"""Find a track, an album, an artist or a genre by name, in the library and the catalogue."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from echotune.chat import words
from echotune.chat.parts import Activity, ActivityPart, show
from echotune.chat.tools.tool import Context, ToolResult
from echotune.chat.turn import Turn
from echotune.chat.understand.fold import fold
from echotune.chat.understand.request import UnderstoodRequest
from echotune.taste.listener import ListenerModel

MOST_FOUND = 8


class FoundTrack(ToolResult):
    title: str
    artist: str
    album: str
    plays: int


class Found(ToolResult):
    """`tracks` are the most played of the `matches`."""

    kind: Literal["found"] = "found"
    searched: list[str]
    matches: int
    artists: int
    plays: int
    tracks: list[FoundTrack]


async def run(context: Context, request: UnderstoodRequest) -> ToolResult:
    """Find tracks by name in the listener's library and the catalogue: by title, artist, album or genre."""
    turn = context.deps
    await show(context, ActivityPart(data=Activity(text="Searching your library and the catalogue")))
    model = await turn.chat.models.get(turn.account)
    return found(model, request)


def found(model: ListenerModel, request: UnderstoodRequest) -> Found:
    """Titles, albums, artists and genres must all match where given; exact names win over parts of names."""
    names = [*request.tracks, *request.albums, *request.artists, *request.genres, *request.unparsed]
    chosen = np.ones(model.size, bool) if names else np.zeros(model.size, bool)
    if request.tracks:
        chosen &= _matching(model, request.tracks, lambda at: model.keys[at].partition("\t")[2])
    if request.albums:
        chosen &= _matching(model, request.albums, lambda at: model.albums[at])
    if request.artists:
        chosen &= _matching(model, request.artists, lambda at: model.artist_keys[model.artist_no[at]])
    for genre in request.genres:
        tagged = np.zeros(model.size, bool)
        tagged[model.tags.recordings(genre)] = True
        chosen &= tagged
    if not (request.tracks or request.albums or request.artists or request.genres) and request.unparsed:
        said = " ".join(request.unparsed)
        chosen &= _matching(model, [said], lambda at: model.keys[at].replace("\t", " "))
    at = np.flatnonzero(chosen)
    at = at[np.lexsort((at, -model.listens[at]))]
    return Found(
        searched=names,
        matches=len(at),
        artists=len(np.unique(model.artist_no[at])),
        plays=int(model.listens[at].sum()),
        tracks=[
            FoundTrack(
                title=model.titles[i], artist=model.artists[i], album=model.albums[i], plays=int(model.listens[i])
            )
            for i in at[:MOST_FOUND].tolist()
        ],
    )


def _matching(model: ListenerModel, names: Iterable[str], text_of: Callable[[int], str]) -> NDArray[np.bool_]:
    wanted = [name.strip().lower() for name in names]
    texts = [text_of(at).lower() for at in range(model.size)]
    exact = np.fromiter((text in wanted for text in texts), bool, model.size)
    if exact.any():
        return exact
    parts = [fold(name) for name in wanted if fold(name)]
    return np.fromiter((any(part in fold(text) for part in parts) for text in texts), bool, model.size)


def say(result: Found, turn: Turn) -> list[str]:
    names = words.listed([f"“{words.safe(name)}”" for name in result.searched]) if result.searched else "that"
    if not result.matches:
        return [f"Nothing called {names} is in your library or the catalogue."]
    lines = [f"- {_line(track)}" for track in result.tracks]
    more = result.matches - len(result.tracks)
    head = f"{words.sentence(words.counted(result.matches, 'match', 'matches') + ' for ' + names).rstrip('.')}:"
    tail = [f"\n\nAnd {more:,} more."] if more else []
    return [head + "\n\n" + "\n".join(lines), *tail]


def _line(track: FoundTrack) -> str:
    album = f", {words.safe(track.album)}" if track.album else ""
    plays = f"{track.plays:,} plays" if track.plays > 1 else "one play" if track.plays else "never played"
    return f"{words.song(track.title, track.artist)}{album}: {plays}"
