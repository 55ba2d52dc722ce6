"""A conversation over HTTP: asking, changing, reloading, asking again, and what stays the listener's own."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest
from fastapi import FastAPI
from tests.chat.conftest import NOW
from tests.support.talking import Heard, Talk, sent

from echotune.accounts import store as accounts
from echotune.core import clock

FIRST = "songs I loved and forgot, 6 songs"


def without_dates(message: dict[str, Any]) -> dict[str, Any]:
    """A message without what only time changes."""
    metadata = {key: value for key, value in message["metadata"].items() if key not in ("createdAt", "latencyMs")}
    return {"id": message["id"], "role": message["role"], "parts": message["parts"], "metadata": metadata}


async def test_asking_streams_how_it_was_heard_a_sentence_and_cards(talk: Talk) -> None:
    heard = await talk.say(FIRST)
    kinds = [part["type"] for part in heard.message["parts"]]
    assert kinds == ["data-heard", "data-activity", "text", "data-recommendation", "data-refine"]
    assert heard.data("heard")[0]["request"]["mode"] == "rediscover"
    assert len(heard.cards) == 6
    assert heard.cards[0]["title"] in heard.text
    assert [chunk["type"] for chunk in heard.chunks if not chunk["type"].startswith("data-")] == [
        "start", "text-start", *["text-delta"] * sum(c["type"] == "text-delta" for c in heard.chunks),
        "text-end", "message-metadata", "finish",
    ]  # fmt: skip
    metadata = heard.message["metadata"]
    assert (metadata["providerUsed"], metadata["degraded"], metadata["status"]) == ("built-in", False, "done")
    assert metadata["promptVersions"] == {}
    assert metadata["latencyMs"] > 0


async def test_a_reload_shows_exactly_what_was_streamed(talk: Talk) -> None:
    streamed = [await talk.say(text) for text in (FIRST, "calmer", "who do I listen to most?", "help")]
    stored = await talk.reload()
    answers = [message for message in stored["messages"] if message["role"] == "assistant"]
    assert [without_dates(one) for one in answers] == [without_dates(heard.message) for heard in streamed]
    assert stored["session"]["title"] == "Songs I loved and forgot, 6 songs"
    assert stored["session"]["messages"] == 8


async def test_a_change_keeps_the_rest_of_the_request(talk: Talk) -> None:
    first = await talk.say(FIRST)
    calmer = await talk.say("calmer")
    request = calmer.data("heard")[0]["request"]
    assert (request["mode"], request["count"]) == ("rediscover", 6)
    assert request["features"]["energy"]["delta"] == "-"
    assert energy(calmer) < energy(first)


def energy(heard: Heard) -> float:
    known = [card["provenance"]["featureValues"]["energy"] for card in heard.cards]
    return sum(known) / len(known)


async def test_an_artist_who_is_turned_away_stays_away_while_the_request_is_changed(talk: Talk) -> None:
    first = await talk.say(FIRST)
    artist = first.cards[0]["artist"]
    for text in ("not this artist again", "calmer", "more obscure"):
        heard = await talk.say(text)
        assert heard.cards
        assert artist not in {card["artist"] for card in heard.cards}


async def test_a_card_is_named_by_its_sleeve(talk: Talk) -> None:
    first = await talk.say("my favourites, 5 songs")
    await talk.say("songs by Low Ferry, 3 songs")
    more = await talk.say("more like A2")
    assert more.data("heard")[0]["request"]["seeds"]["like"] == [first.cards[1]["title"]]


async def test_another_answer_stands_beside_the_first(talk: Talk) -> None:
    await talk.say(FIRST, "q1")
    first = await talk.say("calmer", "q2")
    second = await talk.again("calmer", "q2")
    assert second.message["id"] != first.message["id"]
    assert second.message["metadata"]["variants"] == {
        "number": 2,
        "messageIds": [first.message["id"], second.message["id"]],
    }
    stored = await talk.reload()
    assert [message["id"] for message in stored["messages"]][2:] == ["q2", second.message["id"]]
    await talk.client.patch(talk.url, json={"activeMessageId": first.message["id"]})
    back = await talk.reload()
    assert back["messages"][-1]["parts"] == first.message["parts"]
    assert back["messages"][-1]["metadata"]["variants"]["number"] == 1


async def test_an_edited_question_keeps_the_branch_it_leaves(talk: Talk) -> None:
    await talk.say(FIRST, "q1")
    await talk.say("calmer", "q2")
    edited = await talk.say("my favourites, 4 songs", "q1")
    stored = await talk.reload()
    assert [message["id"] for message in stored["messages"]] == ["q1", edited.message["id"]]
    variants = stored["messages"][0]["metadata"]["variants"]
    assert variants["number"] == 2
    await talk.client.patch(talk.url, json={"activeMessageId": variants["messageIds"][0]})
    words = [
        part["text"]
        for message in (await talk.reload())["messages"]
        for part in message["parts"]
        if message["role"] == "user"
    ]
    assert words == [FIRST, "calmer"]


async def test_the_same_words_sent_twice_are_one_question(talk: Talk) -> None:
    await talk.say(FIRST, "q1")
    await talk.say(FIRST, "q1")
    stored = await talk.reload()
    assert len(stored["messages"]) == 2
    assert stored["messages"][0]["metadata"]["variants"]["number"] == 1
    assert stored["messages"][1]["metadata"]["variants"]["number"] == 2


async def test_a_question_that_was_never_stored_can_be_asked_again(talk: Talk) -> None:
    heard = await talk.again(FIRST, "lost")
    assert heard.cards
    assert [message["id"] for message in (await talk.reload())["messages"]] == ["lost", heard.message["id"]]


async def test_a_foreign_conversation_is_as_missing_as_a_missing_one(talk: Talk, app: FastAPI) -> None:
    await talk.say(FIRST)
    async with app.state.database.connect() as conn:
        user_id = uuid4()
        await conn.execute(
            "insert into accounts (user_id, kind, display_name) values (%s, 'listener', 'Other')", (user_id,)
        )
        token = await accounts.start_session(conn, user_id)
    talk.client.cookies.set("echotune_session", token)
    missing = f"/api/chat/sessions/{uuid4()}"
    for method, path, body in (
        ("GET", "", None),
        ("PATCH", "", {"title": "mine"}),
        ("DELETE", "", None),
        ("GET", "/export", None),
        ("POST", "/messages", sent("calmer")),
    ):
        answers = [await talk.client.request(method, base + path, json=body) for base in (talk.url, missing)]
        assert [answer.status_code for answer in answers] == [404, 404]
        assert len({re.sub(rb'"requestId":"\w+"', b"", answer.content) for answer in answers}) == 1


async def test_conversations_are_listed_searched_renamed_put_away_and_brought_back(talk: Talk) -> None:
    await talk.say(FIRST)
    clock.fix(NOW + timedelta(minutes=1))
    other = await Talk.begin(talk.client)
    await other.say("help")

    async def listed(q: str = "") -> list[str]:
        answer = await talk.client.get("/api/chat/sessions", params={"q": q})
        return [session["sessionId"] for session in answer.json()["sessions"]]

    assert await listed() == [other.session_id, talk.session_id]
    assert await listed("forgot, 6 SONGS") == [talk.session_id]
    assert await listed("100%") == []
    renamed = await talk.client.patch(talk.url, json={"title": "Rain"})
    assert renamed.json()["title"] == "Rain"
    assert (await talk.client.delete(talk.url)).status_code == 204
    assert await listed() == [other.session_id]
    assert (await talk.client.get(talk.url)).status_code == 404
    await talk.client.patch(talk.url, json={"deleted": False})
    assert (await talk.reload())["session"]["title"] == "Rain"
    await talk.say("calmer")
    assert (await talk.reload())["session"]["title"] == "Rain"


async def test_a_conversation_that_is_not_to_be_kept_is_forgotten_when_the_next_begins(talk: Talk) -> None:
    await talk.say("help")
    await talk.client.patch("/api/settings", json={"chatHistory": False})
    fleeting = await Talk.begin(talk.client)
    await fleeting.say("help")
    assert len((await fleeting.reload())["messages"]) == 2
    listed = (await talk.client.get("/api/chat/sessions")).json()["sessions"]
    assert [session["sessionId"] for session in listed] == [talk.session_id]
    await Talk.begin(talk.client)
    assert (await talk.client.get(fleeting.url)).status_code == 404
    assert (await talk.client.get(talk.url)).status_code == 200


async def test_keeping_conversations_is_switched_off_for_a_page_that_is_open_already(talk: Talk) -> None:
    await talk.client.patch("/api/settings", json={"chatHistory": False})
    await talk.say("help")
    assert (await talk.client.get("/api/chat/sessions")).json()["sessions"] == []
    await talk.client.patch("/api/settings", json={"chatHistory": True})
    await Talk.begin(talk.client)
    assert (await talk.client.get(talk.url)).status_code == 404


async def test_a_part_of_the_heard_request_is_left_out_by_its_chip(talk: Talk) -> None:
    chips = {chip["key"]: chip for chip in (await talk.say(FIRST)).data("heard")[0]["chips"]}
    request = (await talk.say(chips["mode"]["remove"])).data("heard")[0]["request"]
    assert (request["mode"], request["count"]) == (None, 6)


async def test_a_conversation_is_exported_to_read_and_in_full(talk: Talk) -> None:
    heard = await talk.say(FIRST)
    [insight] = (await talk.say("who do I listen to most?")).data("insight")
    text = (await talk.client.get(f"{talk.url}/export")).text
    assert FIRST in text
    assert all(f"{card['position']}. {card['title']}, {card['artist']}" in text for card in heard.cards)
    for row in insight["rows"]:
        assert f"| {' | '.join(str(cell) for cell in row)} |" in text
    assert text.count("*(answered by built-in, language-engine-1; 2026-11-20T17:55:00Z)*") == 2
    full = (await talk.client.get(f"{talk.url}/export", params={"format": "json"})).json()
    assert full["messages"] == (await talk.reload())["messages"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (sent("x" * 2001), "message_too_long"),
        (sent("   "), "invalid_request"),
        ({"messages": []}, "invalid_request"),
        (
            {"messages": [{"id": "a", "role": "assistant", "parts": [{"type": "text", "text": "I am you"}]}]},
            "invalid_request",
        ),
    ],
)
async def test_a_turn_without_usable_words_is_refused(talk: Talk, body: dict[str, Any], code: str) -> None:
    answer = await talk.client.post(f"{talk.url}/messages", json=body)
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert (await talk.reload())["messages"] == []


async def test_more_turns_a_minute_than_allowed_are_refused(talk: Talk, app: FastAPI) -> None:
    allowed = app.state.settings.chat.turns_per_minute
    for _ in range(allowed):
        app.state.chat.turns.use((await talk.client.get("/api/account")).json()["userId"])
    answer = await talk.client.post(f"{talk.url}/messages", json=sent("help"))
    assert (answer.status_code, answer.json()["code"]) == (429, "too_many_requests")
    assert int(answer.headers["retry-after"]) > 0


async def test_before_any_import_the_answer_says_what_is_missing(client: httpx.AsyncClient) -> None:
    talk = await Talk.begin(client)
    heard = await talk.say(FIRST)
    assert heard.data("recommendation") == []
    assert heard.text
    assert heard.message["metadata"]["status"] == "done"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("songs I loved and forgot, 6 songs", "Songs I loved and forgot, 6 songs"),
        (
            "Hi there! Could you please find me some calm songs for a rainy afternoon, 5 songs or so?",
            "Calm, rainy, afternoon, 5 songs",
        ),
        ("hello", "New conversation"),
    ],
)
async def test_a_conversation_is_titled_by_what_was_understood(talk: Talk, text: str, title: str) -> None:
    await talk.say(text, "q1")
    assert (await talk.reload())["session"]["title"] == title
    await talk.say("calm jazz", "q2")
    last = "Calm jazz" if title == "New conversation" else title
    assert (await talk.reload())["session"]["title"] == last
    await talk.client.patch(talk.url, json={"title": "Mine"})
    await talk.say("something else entirely", "q1")
    assert (await talk.reload())["session"]["title"] == "Mine"
