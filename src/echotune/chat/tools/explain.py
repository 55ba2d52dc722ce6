"""Tell why a track was suggested."""

from __future__ import annotations

from typing import Literal

from echotune.chat import words
from echotune.chat.cards import Card
from echotune.chat.pointing import pointed_at
from echotune.chat.tools.tool import Context, ToolResult
from echotune.chat.turn import Turn
from echotune.chat.understand.request import UnderstoodRequest
from echotune.core.errors import NotReady
from echotune.recommend import store
from echotune.recommend.why import why

NAMED_PARTS = 3


class Explained(ToolResult):
    """Why one track stood where it did: `rank` among the `candidates`, and the largest parts of its score."""

    kind: Literal["explained"] = "explained"
    title: str
    artist: str
    why: str
    sentence: str
    rank: int
    candidates: int
    parts: dict[str, float]


async def run(context: Context, request: UnderstoodRequest) -> ToolResult:
    """Tell why a track of an answer was suggested. Name it in `tracks`; without a name, the first of the last answer."""
    turn = context.deps
    if not turn.sides:
        raise NotReady("Nothing was suggested yet that could be explained.")
    card = _named(turn, request) or pointed_at(turn.text, turn.sides) or turn.shown[0]
    async with turn.chat.database.connect() as conn:
        stored = await store.kept(conn, turn.account.id, card.recommendation_id)
    tracks = stored.response.tracks
    place = next(at for at, track in enumerate(tracks) if track.track_id == card.track_id)
    panel = why(stored.response, tracks[place], stored.rankings[place])
    return Explained(
        title=panel.title,
        artist=panel.artist,
        why=tracks[place].why,
        sentence=panel.sentence,
        rank=panel.rank,
        candidates=panel.candidates,
        parts={part.label: round(part.value, 2) for part in panel.components[:NAMED_PARTS]},
    )


def _named(turn: Turn, request: UnderstoodRequest) -> Card | None:
    titles = {name.lower() for name in request.tracks}
    every = [card for side in reversed(turn.sides) for card in side]
    return next((card for card in every if card.title.lower() in titles), None)


def say(result: Explained, turn: Turn) -> list[str]:
    said = [f"{words.song(result.title, result.artist)}: {words.safe(result.why)}"]
    if result.sentence != result.why:
        said.append(words.safe(result.sentence))
    parts = [f"{words.safe(label[:1].lower() + label[1:])} {value:.2f}" for label, value in result.parts.items()]
    said.append(f"It ranked {result.rank:,} of {result.candidates:,}; most of its score is {words.listed(parts)}.")
    said.append("Open the card for every date and count.")
    return said
