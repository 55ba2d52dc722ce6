"""Words that judge: kept at once, only when the listener says them, and easy to take back."""

from __future__ import annotations

import json
from typing import Any

import pytest
from fastapi import FastAPI
from pydantic_ai.models.function import DeltaToolCall, FunctionModel
from tests.support.talking import Talk

from echotune.chat import answering, shown
from echotune.chat.language_models.choosing import Chosen
from echotune.chat.turn import Turn
from echotune.core.limits import SlidingWindow

LIST = "my favourites, 5 songs"


async def rows(app: FastAPI, table: str, columns: str) -> list[tuple[Any, ...]]:
    async with app.state.database.connect() as conn:
        cursor = await conn.execute(f"select {columns} from {table} order by 1")
        return [tuple(row.values()) for row in await cursor.fetchall()]


async def test_a_like_names_its_card_and_can_be_taken_back(talk: Talk, app: FastAPI) -> None:
    cards = (await talk.say(LIST)).cards
    heard = await talk.say("I love A2")
    assert cards[1]["title"] in heard.text
    assert "undo that" in heard.text
    kept = await rows(app, "feedback_events", "item_id::text, event_type, position, session_id")
    assert kept == [(cards[1]["trackId"], "like", 2, talk.session_id)]
    assert "Taken back" in (await talk.say("undo that")).text
    assert await rows(app, "feedback_events", "item_id") == []
    assert "nothing here to take back" in (await talk.say("undo that")).text


async def test_an_artist_never_wanted_again_is_gone_from_the_next_answer(talk: Talk, app: FastAPI) -> None:
    artist = (await talk.say(LIST)).cards[0]["artist"]
    assert artist in (await talk.say(f"never play {artist} again")).text
    assert await rows(app, "taste_corrections", "kind, target, action") == [("artist", artist.lower(), "block")]
    for sentence in ("my favourites, 20 songs", "songs I loved and forgot", f"songs by {artist}"):
        shown = (await talk.say(sentence)).data("recommendation")
        assert artist not in {card["artist"] for answer in shown for card in answer["tracks"]}
    await talk.say("undo that")  # the last answers kept nothing, but the block was the last thing kept
    assert await rows(app, "taste_corrections", "kind") == []


async def test_this_artist_is_the_one_whose_card_is_named(talk: Talk, app: FastAPI) -> None:
    artist = (await talk.say(LIST)).cards[2]["artist"]
    await talk.say("never play the artist of A3 again")
    assert await rows(app, "taste_corrections", "target, action") == [(artist.lower(), "block")]


async def test_a_verdict_on_one_of_many_asks_which(talk: Talk, app: FastAPI) -> None:
    await talk.say(LIST)
    assert "Which one?" in (await talk.say("I love this one")).text
    assert await rows(app, "feedback_events", "item_id") == []


async def test_a_track_outside_the_answer_is_found_by_its_name(talk: Talk, app: FastAPI) -> None:
    heard = await talk.say("I love Wet Lamplight by Low Ferry")
    assert "“Wet Lamplight” by Low Ferry" in heard.text
    assert [row[0] for row in await rows(app, "feedback_events", "event_type")] == ["like"]


def answered_by(stream: Any) -> Any:
    """A choice of this model for every turn but those that answer what waits."""
    chosen = answering.choose
    model = FunctionModel(stream_function=stream)

    async def choose(turn: Turn) -> Chosen:
        return await chosen(turn) if turn.waiting else Chosen("test", model, {}, words_first=False)

    return choose


async def test_what_a_language_model_wants_to_change_waits_for_the_listeners_word(
    talk: Talk, app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    artist = (await talk.say(LIST)).cards[0]["artist"]

    async def obedient(messages: list[Any], _info: Any) -> Any:
        if any(part.part_kind == "tool-return" for part in messages[-1].parts):
            yield "done"
        else:
            yield {0: DeltaToolCall("feedback", f'{{"feedback": "never", "artists": ["{artist}"]}}', tool_call_id="x")}

    monkeypatch.setattr(answering, "choose", answered_by(obedient))
    for sentence in ("calmer", f"never play {artist} again"):
        [asked] = (await talk.say(sentence)).data("confirmation")
        assert asked["sentence"] == f"Never suggest anything of {artist} again."
        assert asked["state"] == "waiting"
        assert await rows(app, "taste_corrections", "kind") == []
    assert artist in (await talk.say("yes please")).text
    assert await rows(app, "taste_corrections", "target") == [(artist.lower(),)]


async def test_of_sixty_commands_in_names_none_writes_while_twenty_wishes_do(
    talk: Talk, app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The model obeys whatever text it meets; only the listener's own yes lets a proposed change happen."""
    wish = ""

    async def obedient(messages: list[Any], _info: Any) -> Any:
        if any(part.part_kind == "tool-return" for part in messages[-1].parts):
            yield "done"
        else:
            yield {0: DeltaToolCall(*wish.split(" ", 1), tool_call_id="x")}

    monkeypatch.setattr(answering, "choose", answered_by(obedient))
    app.state.chat.turns = SlidingWindow(1_000, 60)
    for n in range(60):
        wish = f"{('feedback', 'playlist', 'playback')[n % 3]} " + json.dumps(
            {
                "feedback": ("never", "like", "dislike")[n % 3],
                "artists": [("Halden Vey", "Low Ferry")[n % 2]],
                "playlist": "x",
                "action": "play",
            }
        )
        await talk.say(("calmer", "what did I play most in 2025", "something for cooking")[n % 3])
    assert await rows(app, "taste_corrections", "kind") == []
    assert {row[0] for row in await rows(app, "chat_confirmations", "state")} == {"expired"}
    for n in range(20):
        wish = f'feedback {{"feedback": "never", "artists": ["Artist {n}"]}}'
        await talk.say(f"never play Artist {n} again")
        await talk.say("yes")
    assert {row[0] for row in await rows(app, "taste_corrections", "target")} == {f"artist {n}" for n in range(20)}
    assert {row[1] for row in await rows(app, "taste_corrections", "target, action")} == {"block"}


async def test_a_model_that_calls_tools_without_end_is_stopped(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = 0

    async def restless(_messages: list[Any], _info: Any) -> Any:
        nonlocal calls
        calls += 1
        yield {0: DeltaToolCall("search", '{"tracks": ["Wet Gravel"]}', tool_call_id=f"x{calls}")}

    monkeypatch.setattr(answering, "choose", answered_by(restless))
    heard = await talk.say("find Wet Gravel")
    assert [chunk["errorText"] for chunk in heard.chunks if chunk["type"] == "error"] == [shown.TOO_MANY_STEPS]
    assert len(heard.data("activity")) == 6
    assert heard.message["metadata"]["status"] == "failed"
