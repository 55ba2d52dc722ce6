"""Streams: an answer can be joined again while it is written, and every stream ends with a word of how it ended."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from tests.chat.conftest import NOW
from tests.support.fake_llm import Call, FakeOpenAi, Hangs, Request, Says
from tests.support.slowness import slowness
from tests.support.talking import Heard, Talk, sent, streamed

from echotune.chat import answering, shown
from echotune.chat.tools import recommend
from echotune.chat.turn import Chat
from echotune.core import clock
from echotune.core.db import Database
from echotune.core.errors import Unavailable

WISH = "my favourites, 3 songs"
DONE = "data: [DONE]"
LONGEST = timedelta(minutes=5)


class Gate:
    """Recommending waits until it is opened."""

    def __init__(self) -> None:
        self.opened = asyncio.Event()
        self.cancelled = False


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Gate:
    gate, real = Gate(), recommend.answer

    async def waits(*given: Any, **named: Any) -> Any:
        try:
            await gate.opened.wait()
        except asyncio.CancelledError:
            gate.cancelled = True
            raise
        return await real(*given, **named)

    monkeypatch.setattr(recommend, "answer", waits)
    return gate


@pytest.fixture
def chat(listened: FastAPI) -> Chat:
    joined: Chat = listened.state.chat
    return joined


@asynccontextmanager
async def joined(talk: Talk) -> AsyncIterator[AsyncIterator[str]]:
    """The lines of the stream that a page joins again."""
    async with talk.client.stream("GET", f"{talk.url}/stream") as answer:
        assert answer.status_code == 200
        assert answer.headers["x-vercel-ai-ui-message-stream"] == "v1"
        yield answer.aiter_lines()


async def hold(talk: Talk) -> None:
    """As a browser's beacon: no body at all."""
    (await talk.client.post(f"{talk.url}/hold")).raise_for_status()


async def to_the_end(lines: AsyncIterator[str]) -> list[str]:
    return [line async for line in lines if line.startswith("data:")]


@asynccontextmanager
async def asked(talk: Talk) -> AsyncIterator[asyncio.Task[Heard]]:
    """A turn that is being answered, read by somebody."""
    asking = asyncio.create_task(talk.say(WISH))
    while (await talk.reload())["messages"][-1:] == []:
        await asyncio.sleep(0.01)
    yield asking
    await asyncio.wait([asking])


def kinds(lines: list[str]) -> list[str]:
    return [chunk["type"] for chunk in Heard.of(lines).chunks]


async def test_a_page_that_said_it_would_come_back_reads_the_whole_answer(loopback: Talk, gate: Gate) -> None:
    async with loopback.client.stream("POST", f"{loopback.url}/messages", json=sent(WISH)) as first:
        async for chunk in streamed(first.aiter_lines()):
            if chunk["type"] == "data-activity":
                await hold(loopback)
                break
    await asyncio.sleep(0.6)  # longer than one is waited for who said nothing
    async with joined(loopback) as lines:
        asyncio.get_running_loop().call_later(0.1, gate.opened.set)
        again = await to_the_end(lines)
    assert again[-1] == DONE
    heard = Heard.of(again)
    assert [chunk["type"] for chunk in heard.chunks][:3] == ["start", "data-heard", "data-activity"]
    stored = (await loopback.reload())["messages"][-1]
    assert stored["metadata"]["status"] == "done"
    assert stored["parts"] == heard.message["parts"]


@pytest.mark.quiet
async def test_a_page_that_does_not_come_back_is_waited_for_only_so_long(
    loopback: Talk, gate: Gate, chat: Chat
) -> None:
    chat.settings.chat.hold_seconds = 0.8
    left = await loopback.leave_after("data-activity", WISH, "q1")
    await hold(loopback)  # the word comes after the connection is closed, as it does when a network is slow
    await asyncio.sleep(0.6)
    assert not gate.cancelled
    assert (await loopback.ended())["metadata"]["status"] == "stopped"
    assert time.monotonic() - left < 2 * slowness()


async def test_several_read_the_same_and_one_who_leaves_stops_nothing(loopback: Talk, gate: Gate) -> None:
    async with asked(loopback) as asking, joined(loopback) as lines:
        async with joined(loopback):
            pass
        asking.cancel()
        await asyncio.sleep(0.6)
        assert not gate.cancelled
        gate.opened.set()
        assert (await to_the_end(lines))[-1] == DONE
    assert (await loopback.ended())["metadata"]["status"] == "done"


@pytest.mark.quiet
async def test_a_stop_is_at_once_whatever_was_held_and_whoever_reads(loopback: Talk, gate: Gate) -> None:
    async with asked(loopback), joined(loopback) as lines:
        await hold(loopback)
        (await loopback.client.delete(f"{loopback.url}/stream")).raise_for_status()
        async with asyncio.timeout(slowness()):
            rest = await to_the_end(lines)
    assert kinds(rest)[-2:] == ["message-metadata", "abort"]
    assert rest[-1] == DONE
    assert gate.cancelled


async def test_where_nothing_is_written_there_is_nothing_to_join(talk: Talk) -> None:
    await talk.say("help")
    assert (await talk.client.get(f"{talk.url}/stream")).status_code == 204
    assert (await talk.client.post(f"{talk.url}/hold")).status_code == 204
    assert (await talk.client.delete(f"{talk.url}/stream")).status_code == 204
    foreign = await talk.client.get(f"/api/chat/sessions/{uuid4()}/stream")
    assert foreign.status_code == 404


async def test_a_word_from_another_page_holds_nothing(talk: Talk) -> None:
    refused = await talk.client.post(f"{talk.url}/hold", headers={"Origin": "https://elsewhere.example"})
    assert refused.status_code == 403


async def test_more_answers_at_once_than_a_listener_may_have_are_refused(
    loopback: Talk, gate: Gate, chat: Chat
) -> None:
    chat.live.most_at_once = 1
    async with asked(loopback):
        refused = await loopback.client.post(f"{loopback.url}/messages", json=sent("more"))
        assert (refused.status_code, refused.json()["code"]) == (429, "too_many_answers")
        assert int(refused.headers["Retry-After"]) > 0
        assert len((await loopback.reload())["messages"]) == 2
        gate.opened.set()
    await loopback.ended()
    assert (await loopback.say("help")).text


async def test_an_answer_that_takes_too_long_is_ended_and_says_so(
    talk: Talk, gate: Gate, chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answering, "SECONDS_BESIDE_MODELS", 0.2)
    chat.settings.llm.total_seconds = 0.2
    heard = await talk.say(WISH)
    assert heard.ends == ["error", "message-metadata", "finish"]
    assert heard.done
    assert shown.TOO_LONG in str(heard.chunks)
    assert (await talk.ended())["metadata"]["status"] == "failed"


async def test_a_fault_of_our_own_before_anything_was_said_ends_the_stream_too(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_given: Any) -> None:
        raise ValueError("secret detail of the inside")

    monkeypatch.setattr(answering, "choose", broken)
    heard = await talk.say(WISH)
    assert heard.ends == ["error", "message-metadata", "finish"]
    assert heard.done
    assert "secret" not in str(heard.chunks)
    assert (await talk.ended())["metadata"]["status"] == "failed"


async def test_an_answer_whose_database_went_away_ends_and_is_stored_when_it_is_back(
    loopback: Talk, gate: Gate, chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answering, "RETRY_SECONDS", 0.1)
    real = Database.connect

    def gone(_database: Database) -> Any:
        raise Unavailable("The database does not answer.")

    async with asked(loopback), joined(loopback) as lines:
        monkeypatch.setattr(Database, "connect", gone)
        gate.opened.set()
        told = await to_the_end(lines)
    assert told[-1] == DONE
    assert answering.NOT_STORED in str(told)
    monkeypatch.setattr(Database, "connect", real)
    stored = await loopback.ended()
    assert [part["type"] for part in stored["parts"]][:2] == ["data-heard", "data-activity"]


async def test_an_answer_that_cannot_be_stored_at_all_ends_too(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    async def refuses(*_: object, **__: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr(answering.store, "finish_message", refuses)
    heard = await talk.say(WISH)
    assert heard.ends == ["error", "finish"]
    assert heard.done
    assert "secret" not in str(heard.chunks)


async def test_an_answer_that_died_with_its_process_is_shown_as_stopped(talk: Talk, gate: Gate) -> None:
    async with asked(talk):
        clock.fix(NOW + LONGEST)
        assert (await talk.reload())["messages"][-1]["metadata"]["status"] == "stopped"
        gate.opened.set()


@pytest.fixture
async def model(listened: FastAPI) -> AsyncIterator[FakeOpenAi]:
    """OpenAI on loopback."""
    async with FakeOpenAi(Says("Nothing.")) as fake:
        settings = listened.state.chat.settings.llm
        settings.openai_api_key, settings.openai_base_url = SecretStr("sk-fake"), fake.base_url
        yield fake


@pytest.mark.parametrize("most", [0, 2, 40])
async def test_a_model_is_given_as_much_of_the_conversation_as_the_settings_say_now(
    talk: Talk, model: FakeOpenAi, most: int
) -> None:
    await talk.client.patch("/api/settings", json={"contextMessages": most})
    for number in range(3):
        await talk.say(f"question {number}", f"q{number}")
    roles = [said["role"] for said in model.requests[-1].json["messages"] if said["role"] != "system"]
    assert roles == ["user", "assistant"] * min(most // 2, 2) + ["user"]
    await talk.again("question 2", "q2")
    again = [said["role"] for said in model.requests[-1].json["messages"] if said["role"] != "system"]
    assert again == roles


CALL = Call("recommend", {"intent": "recommend", "count": 3})
SLOW_TEXT = Says("Here are three songs. " * 20, pieces=100, between_seconds=0.1)


def speaks_slowly(request: Request) -> Says:
    return SLOW_TEXT if request.json["messages"][-1]["role"] == "tool" else Says(calls=[CALL])


PHASES: dict[str, tuple[Any, str]] = {
    "before the first token": (Hangs(30), "start"),
    "in a tool call": (Says(calls=[CALL], pieces=200, between_seconds=0.2), "start"),
    "in the text": (speaks_slowly, "text-delta"),
}


@pytest.mark.quiet
@pytest.mark.parametrize("phase", PHASES)
async def test_a_provider_is_let_go_within_a_second_of_the_listener_leaving(
    loopback: Talk, model: FakeOpenAi, phase: str
) -> None:
    model.script, at = PHASES[phase]
    async with (
        asyncio.timeout(20),
        loopback.client.stream("POST", f"{loopback.url}/messages", json=sent(WISH, "q1")) as answer,
    ):
        chunks = streamed(answer.aiter_lines())
        while (await anext(chunks))["type"] != at:
            pass
        while not model.open_now:
            await asyncio.sleep(0.01)
    left = time.monotonic()
    async with asyncio.timeout(10):
        while not model.left:
            await asyncio.sleep(0.01)
        assert model.left[-1].at - left < slowness()
        assert (await loopback.ended())["metadata"]["status"] == "stopped"
