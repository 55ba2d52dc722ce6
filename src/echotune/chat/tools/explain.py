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
from echotune.recommend.schemas import RecommendedTrack


class Explained(ToolResult):
    """Why one track stands where it does. `signals` are the meters of its card, 0..100."""

    kind: Literal["explained"] = "explained"
    number: str
    title: str
    artist: str
    why: str
    signals: dict[str, int]
    estimated: list[str]


async def run(context: Context, request: UnderstoodRequest) -> ToolResult:
    """Tell why a track of the last answer was suggested. Name the track in `tracks`; without one, the first."""
    turn = context.deps
    if turn.last is None or not turn.last.tracks:
        raise NotReady("Nothing was suggested yet that could be explained.")
    card = _named(turn, request) or pointed_at(turn.text, turn.sides) or turn.shown[0]
    if card.recommendation_id != turn.last.recommendation_id:
        raise NotReady("I can explain the last answer; open an earlier card to see its reasons.")
    return _explained(next(track for track in turn.last.tracks if track.track_id == card.track_id), turn)


def _named(turn: Turn, request: UnderstoodRequest) -> Card | None:
    titles = {name.lower() for name in request.tracks}
    return next((card for card in turn.shown if card.title.lower() in titles), None)


def _explained(track: RecommendedTrack, turn: Turn) -> Explained:
    return Explained(
        number=f"{turn.last_side}{track.position}",
        title=track.title,
        artist=track.artist,
        why=track.why,
        signals={signal.label: signal.value for signal in track.signals if signal.value is not None},
        estimated=track.provenance.estimated,
    )


def say(result: Explained, turn: Turn) -> list[str]:
    said = [f"{result.number}, {words.song(result.title, result.artist)}: {words.safe(result.why)}"]
    if result.signals:
        meters = [f"{label[:1].lower()}{label[1:]} {value}" for label, value in result.signals.items()]
        said.append(f"Of 100: {words.listed(meters)}.")
    said.append("Open the card for the dates, the counts and the whole score.")
    return said
