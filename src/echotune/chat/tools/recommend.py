"""Recommend tracks, and tell what came back."""

from __future__ import annotations

from typing import Literal

from echotune.chat import words
from echotune.chat.heard import heard
from echotune.chat.parts import Activity, ActivityPart, HeardPart, RecommendationPart, RefinePart, show
from echotune.chat.steering import refinements
from echotune.chat.tools.tool import Context, ToolResult
from echotune.chat.turn import Turn
from echotune.chat.understand.coverage import is_left_out
from echotune.chat.understand.request import UnderstoodRequest
from echotune.recommend.answer import answer
from echotune.recommend.request import RecommendationRequest
from echotune.recommend.schemas import RecommendationResponse, RecommendedTrack, Shortfall

TOLD_TRACKS = 20
LET_GO_DAYS = 60
NAMED_CONSTRAINTS = 3


class ToldTrack(ToolResult):
    """A track as it may be spoken of. `number` is what the listener can say."""

    number: str
    title: str
    artist: str
    why: str
    plays: int
    days_since_last_play: int | None


class Recommended(ToolResult):
    kind: Literal["recommended"] = "recommended"
    returned: int
    requested: int
    let_go: int
    played: int
    new: int
    tracks: list[ToldTrack]
    shortfall: Shortfall | None
    notes: list[str]


async def run(context: Context, request: UnderstoodRequest) -> ToolResult:
    """Recommend tracks from the listener's history and the catalogue. Use for any new wish for music.

    Give what the listener asked for and nothing else. Speak only of tracks and numbers in the result.
    """
    return await recommend(context, request, previous=None)


async def recommend(
    context: Context, request: UnderstoodRequest, *, previous: RecommendationResponse | None
) -> Recommended:
    """Show how the request was heard, what is done, and the answer; return what may be said of it."""
    turn = context.deps
    await show(context, HeardPart(data=heard(request)))
    await show(context, ActivityPart(data=Activity(text=doing(request))))
    wanted = RecommendationRequest(**{name: getattr(request, name) for name in RecommendationRequest.model_fields})
    chat = turn.chat
    response = await answer(
        chat.database,
        chat.models,
        chat.settings,
        turn.account,
        wanted,
        previous=previous,
        words=[word for word in request.unparsed if not is_left_out(word)],
    )
    side = turn.side
    turn.fresh.append(response)  # before anything else may run: the next answer of this turn has the next side
    await show(context, RecommendationPart(data=response))
    chips = refinements(response, request)
    if chips.chips:
        await show(context, RefinePart(data=chips))
    return told(response, side)


def doing(request: UnderstoodRequest) -> str:
    match request.mode:
        case "rediscover":
            return "Looking for what you used to play"
        case "relisten":
            return "Looking at what you play now"
        case "explore":
            return "Looking through what you have not heard"
        case _:
            return "Looking through your history and the catalogue"


def told(response: RecommendationResponse, side: str) -> Recommended:
    tracks = [_told(track, side) for track in response.tracks]
    new = sum(track.plays == 0 for track in tracks)
    let_go = sum((track.days_since_last_play or 0) >= LET_GO_DAYS for track in tracks)
    return Recommended(
        returned=len(tracks),
        requested=response.shortfall.requested if response.shortfall else len(tracks),
        let_go=let_go,
        new=new,
        played=len(tracks) - new - let_go,
        tracks=tracks[:TOLD_TRACKS],
        shortfall=response.shortfall,
        notes=response.notes,
    )


def _told(track: RecommendedTrack, side: str) -> ToldTrack:
    provenance = track.provenance
    return ToldTrack(
        number=f"{side}{track.position}",
        title=track.title,
        artist=track.artist,
        why=track.why,
        plays=provenance.evidence.plays,
        days_since_last_play=provenance.novelty_days_since_last_play if provenance.evidence.plays else None,
    )


def say(result: Recommended, turn: Turn) -> list[str]:
    notes = [words.sentence(words.safe(note)) for note in result.notes]
    account = _account(result.shortfall) if result.shortfall else []
    if not result.returned:
        return notes + (account or ["Nothing came back for that."])
    return [_summary(result), _first(result.tracks), *account, *notes]


def _summary(result: Recommended) -> str:
    """ "Four songs: one you had let go, three new to you." Groups only where there is more than one."""
    groups = [
        (result.played, "you play", "you play"),
        (result.let_go, "you had let go", "you had let go"),
        (result.new, "new to you", "new to you"),
    ]
    present = [(number, phrase) for number, phrase, _ in groups if number]
    whole = words.counted(result.returned, "song")
    if len(present) == 1:
        return words.sentence(f"{whole} {present[0][1]}")
    return words.sentence(f"{whole}: {words.listed([f'{words.count(number)} {phrase}' for number, phrase in present])}")


def _first(tracks: list[ToldTrack]) -> str:
    named = [words.song(track.title, track.artist) for track in tracks[:2]]
    return f"First {named[0]}, then {named[1]}." if len(named) == 2 else f"It is {named[0]}."


def _account(shortfall: Shortfall) -> list[str]:
    """What each constraint took, and the one offer."""
    told = [f"You asked for {shortfall.requested}; {words.count(shortfall.returned)} fit."]
    removed = sorted((one for one in shortfall.removed if one.candidates), key=lambda one: -one.candidates)
    if removed:
        parts = [f"“{words.safe(one.label)}” left out {one.candidates:,}" for one in removed[:NAMED_CONSTRAINTS]]
        told.append(f"Of {shortfall.considered:,} tracks, {words.listed(parts)}.")
    if shortfall.offer:
        told.append(
            f"Without “{words.safe(shortfall.offer.label)}” there are {shortfall.offer.candidates:,} to choose from: "
            f"say “{words.safe(shortfall.offer.text)}”."
        )
    return told
