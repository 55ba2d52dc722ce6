"""Finding conversations again: by words of their title, their messages and the songs on their cards."""

from __future__ import annotations

import time
from typing import Any
from uuid import uuid4

import pytest
from tests.support.slowness import slowness, untraced
from tests.support.talking import Talk

from echotune.accounts.store import Account
from echotune.chat import sessions
from echotune.chat.searching import folded, snippet
from echotune.core.db import Database

MESSAGES = 10_000


async def find(talk: Talk, words: str) -> list[dict[str, Any]]:
    answer = await talk.client.get("/api/chat/sessions", params={"q": words})
    found: list[dict[str, Any]] = answer.raise_for_status().json()["sessions"]
    return found


def marked(session: dict[str, Any]) -> list[str]:
    return [piece["text"] for piece in session["hit"]["snippet"] if piece["hit"]]


async def test_words_are_matched_from_their_beginning_whatever_their_case_and_accents(talk: Talk) -> None:
    await talk.say("Something by Beyoncé for a rainy drive, 3 songs", "q1")
    for words in ("beyonce", "BEYONC", "rainy beyon", "Béy"):
        [found] = await find(talk, words)
        assert found["sessionId"] == talk.session_id
    assert {word[:3].lower() for word in marked((await find(talk, "rai dri"))[0])} == {"rai", "dri"}
    assert await find(talk, "rainy tram") == []
    assert await find(talk, "ainy") == []
    assert await find(talk, "'; drop table x:* & | !") == []


async def test_a_conversation_is_found_by_a_song_on_a_card_and_by_its_title(talk: Talk) -> None:
    heard = await talk.say("my favourites, 3 songs", "q1")
    title = heard.cards[-1]["title"]
    [found] = await find(talk, title)
    assert found["hit"]["messageId"] == heard.message["id"]
    assert title in "".join(piece["text"] for piece in found["hit"]["snippet"])
    await talk.client.patch(talk.url, json={"title": "Sunday kitchen"})
    [found] = await find(talk, "kitch")
    assert found["hit"] is None


async def test_a_hit_in_a_branch_that_is_not_shown_is_opened_there(talk: Talk) -> None:
    await talk.say("hello my zeppelin", "q1")
    await talk.say("hello my submarine", "q1")
    [found] = await find(talk, "zeppelin")
    url, message = talk.url, found["hit"]["messageId"]
    there = (await talk.client.get(url, params={"message": message})).json()["messages"]
    assert there[0]["parts"][0]["text"] == "hello my zeppelin"
    assert message in [one for shown in there for one in shown["metadata"]["variants"]["messageIds"]]
    assert len(there) == 2
    assert (await talk.reload())["messages"][0]["parts"][0]["text"] == "hello my submarine"
    assert (await talk.client.get(url, params={"message": str(uuid4())})).status_code == 404


def test_a_snippet_shows_the_surroundings_of_the_first_hit() -> None:
    text = "before " * 40 + "the Needle in it " + "after " * 40
    pieces = snippet(text, folded("needl"))
    shown = "".join(piece for piece, _ in pieces)
    assert [piece for piece, hit in pieces if hit] == ["Needle"]
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert 100 < len(shown) < 200
    assert shown.strip("…") in text


@pytest.mark.quiet
async def test_ten_thousand_messages_are_searched_within_a_tenth_of_a_second(db: Database, local: Account) -> None:
    async with db.connect() as conn:
        await conn.execute(
            """insert into chat_sessions (user_id, session_id, title, created_at, updated_at)
               select %s, gen_random_uuid(), 'Talk ' || n, now(), now() - n * interval '1 hour'
               from generate_series(1, 500) n""",
            (local.id,),
        )
        await conn.execute(
            """insert into chat_messages (user_id, session_id, message_id, ui_id, role, created_at, text, words)
               select user_id, session_id, gen_random_uuid(), 'u', 'user', now(), said, to_tsvector('simple', said)
               from (select *, 'please play something calm by band' || mod(n * 7 + 13 * length(title) + abs(hashtext(title)), 3000)
                               || repeat(' and then some more of it', 8) as said
                     from chat_sessions, generate_series(1, %s) n) talks""",
            (MESSAGES // 500,),
        )
        await conn.execute("analyze chat_messages")
        took = []
        with untraced():
            for words in ("calm", "band12", "calm band7", "nothing like it", "pl", "somewhere") * 4:
                began = time.perf_counter()
                await sessions.search(conn, local.id, words)
                took.append(time.perf_counter() - began)
    assert sorted(took)[int(0.95 * len(took))] <= 0.1 * slowness()
