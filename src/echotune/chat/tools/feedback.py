"""Keep what the listener says of a track, an artist or a genre, and take it back."""

from __future__ import annotations

from typing import Literal
from uuid import UUID, uuid4

from echotune.chat import words
from echotune.chat.kept import last_kept
from echotune.chat.parts import Activity, ActivityPart, show
from echotune.chat.tools.tool import Context, ToolResult
from echotune.chat.turn import Turn
from echotune.chat.understand.request import Feedback, UnderstoodRequest
from echotune.core import clock
from echotune.core.db import Connection
from echotune.core.errors import InvalidRequest, NotFound
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
    event_id: UUID | None = None


async def run(context: Context, request: UnderstoodRequest) -> ToolResult:
    """Keep that the listener likes, dislikes or never wants a track, an artist or a genre. Writes.

    Only what the listener says in this turn's own words is kept; give `feedback` and the name. To take the last one
    back, the listener says so.
    """
    turn = context.deps
    said = await turn.hear()
    await show(context, ActivityPart(data=Activity(text="Keeping what you said")))
    if turn.takes_back:
        return await _undo(turn)
    if said.feedback is None:
        raise InvalidRequest("Nothing was kept: that has to be said in your own words, such as “I love this song”.")
    model = await turn.chat.models.get(turn.account)
    async with turn.chat.database.connect() as conn:
        return await _keep(conn, turn, model, said, said.feedback)


async def _keep(
    conn: Connection, turn: Turn, model: ListenerModel, said: UnderstoodRequest, feedback: Feedback
) -> Kept:
    if said.tracks:
        return await _keep_track(conn, turn, model, said, feedback)
    if said.artists:
        name = said.artists[0]
        await corrections.keep(conn, turn.account, model, "artist", name, ACTIONS[feedback], name)
        return Kept(feedback=feedback, about="artist", name=name)
    if said.genres:
        await corrections.keep(conn, turn.account, model, "genre", said.genres[0], ACTIONS[feedback])
        return Kept(feedback=feedback, about="genre", name=said.genres[0])
    example = f"{turn.last_side}2" if turn.sides else "Yesterday by The Beatles"
    raise InvalidRequest(f"Which one? Say its number or its name, such as “I love {example}”.")


async def _keep_track(
    conn: Connection, turn: Turn, model: ListenerModel, said: UnderstoodRequest, feedback: Feedback
) -> Kept:
    title, artists = said.tracks[0].lower(), {name.lower() for name in said.artists}
    card = next(
        (
            card
            for side in reversed(turn.sides)
            for card in side
            if card.title.lower() == title and (not artists or card.artist.lower() in artists)
        ),
        None,
    )
    if card:
        context = FeedbackContext(recommendation_id=card.recommendation_id, position=card.position)
        track_id, shown_title, artist = card.track_id, card.title, card.artist
    else:
        context, at = FeedbackContext(), _recording(model, title, artists)
        track_id, shown_title, artist = model.track_ids[at], model.titles[at], model.artists[at]
    event = FeedbackEvent(
        event_id=uuid4(),
        item_id=track_id,
        event_type=feedback,
        timestamp=clock.now(),
        session_id=str(turn.session_id),
        context=context,
    )
    await receive.receive_one(conn, turn.account, event)
    return Kept(feedback=feedback, about="track", name=shown_title, artist=artist, event_id=event.event_id)


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
    name = words.song(result.name, result.artist) if result.artist else words.safe(result.name)
    if result.undone:
        return [f"Taken back: what you said of {name} counts no more."]
    told = {
        ("track", "like"): f"Kept: you like {name}.",
        ("track", "dislike"): f"Kept: {name} is not for you, so it stays back.",
        ("track", "never"): f"{name} will not be suggested again.",
    }.get((result.about, result.feedback)) or {
        "like": f"Kept: more of {name} from now on.",
        "dislike": f"Kept: less of {name} from now on.",
        "never": f"Nothing of {name} will be suggested again.",
    }[result.feedback]
    return [told, TAKE_BACK]
