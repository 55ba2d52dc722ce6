"""Keep what the listener says of a track, an artist or a genre, and take it back."""

from __future__ import annotations

from typing import Any, Final, Literal
from uuid import UUID, uuid4

from pydantic import Field

from echotune.chat import words
from echotune.chat.kept import last_kept
from echotune.chat.parts import Activity, ActivityPart, show
from echotune.chat.tools.change import Change, Speaker
from echotune.chat.tools.tool import Context, ToolResult
from echotune.chat.turn import Turn
from echotune.chat.understand.fold import fold
from echotune.chat.understand.meanings import LEXICON
from echotune.chat.understand.request import Feedback, UnderstoodRequest
from echotune.core import clock
from echotune.core.db import Connection
from echotune.core.errors import InvalidRequest, NotFound
from echotune.core.wire import WireModel
from echotune.feedback import receive
from echotune.feedback.schemas import FeedbackContext, FeedbackEvent
from echotune.taste import corrections
from echotune.taste.listener import ListenerModel
from echotune.taste.steering import Action

ACTIONS: dict[Feedback, Action] = {"like": "boost", "dislike": "mute", "never": "block"}
TAKE_BACK = "Say “undo that” to take it back."


class Kept(ToolResult):
    """What was kept, or taken back: of a track by its artist, of an artist, or of a genre (`name`)."""

    kind: Literal["kept"] = "kept"
    undone: bool = False
    feedback: Feedback
    about: Literal["track", "artist", "genre"]
    name: str
    artist: str | None = None
    event_id: UUID | None = Field(default=None, exclude=True)

    def aside(self) -> dict[str, Any] | None:
        return {"eventId": str(self.event_id)} if self.event_id else None


class Verdict(WireModel):
    """Exactly what is kept: of one track (`track_id`), of an artist or of a genre (`name`)."""

    feedback: Feedback
    about: Literal["track", "artist", "genre"]
    name: str
    artist: str | None = None
    track_id: UUID | None = None
    recommendation_id: UUID | None = None
    position: int | None = None


async def run(context: Context, request: UnderstoodRequest) -> ToolResult:
    """Keep that the listener likes, dislikes or never wants a track, an artist or a genre. Changes what is suggested.

    Use only when the listener asks for it in this turn. Give `feedback` and one name: a track by its title in `tracks`
    with its artist in `artists`, or an artist in `artists`, or a genre in `genres`. The listener is asked to confirm.
    """
    turn = context.deps
    said = await turn.hear()
    await show(context, ActivityPart(data=Activity(text="Keeping what you said")))
    if turn.takes_back:
        return await _undo(turn)
    if said.feedback is None:
        raise InvalidRequest("Nothing was kept: that has to be said in your own words, such as “I love this song”.")
    verdict = await plan(turn, said)
    async with turn.chat.database.connect() as conn:
        return await carry_out(conn, Speaker(turn.chat, turn.account, turn.session_id), verdict)


async def plan(turn: Turn, request: UnderstoodRequest) -> Verdict:
    """What a request asks to keep. Raises InvalidRequest where it does not say what of, NotFound for no such track."""
    if request.feedback is None:
        raise InvalidRequest("Nothing was kept: it was not said whether it is liked, disliked or never wanted again.")
    if request.tracks:
        return await _of_track(turn, request, request.feedback)
    if request.artists:
        return Verdict(feedback=request.feedback, about="artist", name=await _artist(turn, request.artists[0]))
    if request.genres:
        return Verdict(feedback=request.feedback, about="genre", name=await _genre(turn, request.genres[0]))
    example = f"{turn.last_side}2" if turn.sides else "Yesterday by The Beatles"
    raise InvalidRequest(f"Which one? Say its number or its name, such as “I love {example}”.")


async def _artist(turn: Turn, name: str) -> str:
    """An artist of the library or the catalogue, or one that the listener named. Raises NotFound for any other."""
    model = await turn.chat.models.get(turn.account)
    if name.strip().lower() in model.index_of_artist or turn.says(name):
        return name
    raise NotFound(f"No artist called {name} is in your library or catalogue.")


async def _genre(turn: Turn, name: str) -> str:
    """A genre of the library, the catalogue or the lexicon, or one that the listener named. Raises NotFound."""
    model = await turn.chat.models.get(turn.account)
    if name.strip().lower() in model.tags.index or LEXICON.get(fold(name)) or turn.says(name):
        return name
    raise NotFound(f"No genre called {name} is known here.")


async def _of_track(turn: Turn, request: UnderstoodRequest, feedback: Feedback) -> Verdict:
    title, artists = request.tracks[0].lower(), {name.lower() for name in request.artists}
    cards = (card for side in reversed(turn.sides) for card in side)
    card = next(
        (card for card in cards if card.title.lower() == title and (not artists or card.artist.lower() in artists)),
        None,
    )
    if card:
        return Verdict(
            feedback=feedback,
            about="track",
            name=card.title,
            artist=card.artist,
            track_id=card.track_id,
            recommendation_id=card.recommendation_id,
            position=card.position,
        )
    model = await turn.chat.models.get(turn.account)
    at = _recording(model, title, artists)
    return Verdict(
        feedback=feedback, about="track", name=model.titles[at], artist=model.artists[at], track_id=model.track_ids[at]
    )


async def carry_out(conn: Connection, speaker: Speaker, verdict: Verdict) -> Kept:
    """Keep a verdict. Raises what `feedback` and `corrections` raise."""
    kept = Kept(feedback=verdict.feedback, about=verdict.about, name=verdict.name, artist=verdict.artist)
    if verdict.track_id:
        event = _event(speaker, verdict, verdict.track_id)
        await receive.receive_one(conn, speaker.account, event)
        return kept.model_copy(update={"event_id": event.event_id})
    model = await speaker.chat.models.get(speaker.account)
    label = verdict.name if verdict.about == "artist" else None
    await corrections.keep(conn, speaker.account, model, verdict.about, verdict.name, ACTIONS[verdict.feedback], label)
    return kept


def _event(speaker: Speaker, verdict: Verdict, track_id: UUID) -> FeedbackEvent:
    return FeedbackEvent(
        event_id=uuid4(),
        item_id=track_id,
        event_type=verdict.feedback,
        timestamp=clock.now(),
        session_id=str(speaker.session_id),
        context=FeedbackContext(recommendation_id=verdict.recommendation_id, position=verdict.position),
    )


def sentence(verdict: Verdict) -> str:
    """What will be kept, as the listener is asked to confirm it."""
    name = words.song(verdict.name, verdict.artist) if verdict.artist else words.safe(verdict.name)
    return {
        ("track", "like"): f"Keep that you like {name}.",
        ("track", "dislike"): f"Keep that {name} is not for you.",
        ("track", "never"): f"Never suggest {name} again.",
    }.get((verdict.about, verdict.feedback)) or {
        "like": f"Suggest more of {name} from now on.",
        "dislike": f"Suggest less of {name} from now on.",
        "never": f"Never suggest anything of {name} again.",
    }[verdict.feedback]


def _recording(model: ListenerModel, title: str, artists: set[str]) -> int:
    """The most played recording of that title, by one of the artists where any is named."""
    found = [
        at
        for at, key in enumerate(model.keys)
        if key.endswith(f"\t{title}") and (not artists or key.partition("\t")[0] in artists)
    ]
    if not found:
        raise NotFound(f"No track called {title} is in your library or catalogue.")
    return max(found, key=lambda at: (int(model.listens[at]), -at))


async def _undo(turn: Turn) -> Kept:
    async with turn.chat.database.connect() as conn:
        document = await last_kept(conn, turn)
        if document is None:
            raise InvalidRequest("There is nothing here to take back.")
        kept = Kept.model_validate(document)
        if kept.event_id:
            await receive.withdraw(conn, turn.account, kept.event_id)
        elif kept.about != "track":
            model = await turn.chat.models.get(turn.account)
            await corrections.remove(conn, turn.account, model, kept.about, kept.name)
    return kept.model_copy(update={"undone": True})


def say(result: Kept, turn: Turn) -> list[str]:
    return [told(result)] if result.undone else [told(result), TAKE_BACK]


def told(result: Kept) -> str:
    """What was kept or taken back, in a sentence."""
    name = words.song(result.name, result.artist) if result.artist else words.safe(result.name)
    if result.undone:
        return f"Taken back: what you said of {name} counts no more."
    return {
        ("track", "like"): f"Kept: you like {name}.",
        ("track", "dislike"): f"Kept: {name} is not for you, so it stays back.",
        ("track", "never"): f"{name} will not be suggested again.",
    }.get((result.about, result.feedback)) or {
        "like": f"Kept: more of {name} from now on.",
        "dislike": f"Kept: less of {name} from now on.",
        "never": f"Nothing of {name} will be suggested again.",
    }[result.feedback]


CHANGE: Final = Change(Verdict, plan, sentence, carry_out, told)
