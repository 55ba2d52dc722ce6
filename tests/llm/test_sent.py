"""What is kept as sent is what the provider received, byte for byte, and nothing that opens a door."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from pydantic_ai.messages import ModelRequest, UserPromptPart
from pydantic_ai.models import ModelRequestParameters
from pydantic_ai.tools import ToolDefinition
from tests.llm.upstreams import FAKES, KEY, SIGNING_KEY, settings_for
from tests.support.fake_llm import Fails, FakeBedrock, Hangs, Says

from echotune.accounts.store import Account
from echotune.core import clock
from echotune.core.db import Database
from echotune.core.errors import NotFound
from echotune.core.redis import Shared
from echotune.core.settings import Settings
from echotune.llm import sent, sent_store, usage_store
from echotune.llm.attempts import Attempt
from echotune.llm.chain import ChainModel, Link
from echotune.llm.joined import Llm
from echotune.llm.pruning import prune
from echotune.llm.registry import PROVIDERS
from echotune.llm.sent import Bound
from echotune.llm.usage import month_of

ASKED = [ModelRequest([UserPromptPart("Něco klidného, “please” 🎷")], instructions="You know music.")]
TOOLS = ModelRequestParameters(function_tools=[ToolDefinition(name="recommend", description="Finds “tracks” · ♪")])


def joined(settings: Settings, db: Database, name: str, base_url: str, **others: object) -> Llm:
    patient = {"total_seconds": 60.0}  # the first of a vendor loads its library meanwhile
    llm_settings = settings_for(name, base_url, **(patient | others))
    return Llm.join(settings.model_copy(update={"llm": llm_settings}), db, Shared(None))


async def ask(llm: Llm, name: str, bound: Bound | None) -> list[Attempt]:
    """One answer, whatever comes of it."""
    attempts: list[Attempt] = []
    key = SIGNING_KEY if name == "bedrock" else KEY

    async def turn() -> None:
        if bound:
            sent.bind(bound)
        chain = ChainModel(llm, [Link(name, PROVIDERS[name].default_model(llm.settings), (key,))], None, attempts)
        await chain.request(ASKED, None, TOOLS)

    await asyncio.gather(asyncio.create_task(turn()), return_exceptions=True)
    await llm.ledger.settle()
    return attempts


@pytest.mark.parametrize("name", FAKES)
async def test_each_wire_s_bytes_are_kept_as_they_arrived(
    name: str, db: Database, local: Account, settings: Settings
) -> None:
    fake = FAKES[name](Says("Hello there."), keys=frozenset({KEY}))
    if isinstance(fake, FakeBedrock):
        identity, _, secret = SIGNING_KEY.partition(":")
        fake.secrets, fake.keys = {identity: secret}, frozenset({identity})
    async with fake:
        origin = fake.origin
        llm = joined(settings, db, name, fake.base_url)
        attempts = await ask(llm, name, Bound(local.id))
        async with db.connect() as conn:
            (kept,) = await sent_store.listed(conn, local.id)
            _, body = await sent_store.one(conn, local.id, kept.request_id)
            rows = await (await conn.execute("select row_to_json(s)::text as text from llm_sent s")).fetchall()
        await llm.close()
    assert [attempt.outcome for attempt in attempts] == ["answered"]
    (received,) = fake.requests
    assert body == received.body
    assert len(body) == kept.bytes > 100
    assert kept.address == origin + received.path
    assert (kept.method, kept.status, kept.outcome) == ("POST", 200, "answered")
    assert (kept.input_tokens, kept.output_tokens) == (21, 7)
    assert "never-to-be-seen" not in rows[0]["text"]


async def test_what_was_refused_or_never_answered_was_sent_all_the_same(
    db: Database, local: Account, settings: Settings
) -> None:
    async with FAKES["openai"]([Fails(503), Hangs()]) as fake:
        llm = joined(settings, db, "openai", fake.base_url, first_token_seconds=0.2)
        await ask(llm, "openai", Bound(local.id))
        async with db.connect() as conn:
            kept = await sent_store.listed(conn, local.id)
            usage = await usage_store.of_month(conn, local.id, month_of(clock.now()))
        await llm.close()
    assert len(kept) == len(fake.requests)
    assert {request.outcome for request in kept} == {"unavailable", "cancelled"}
    assert {request.cost_usd for request in kept} == {0}
    assert sum(row.requests for row in usage) == len(fake.requests)


async def test_a_listener_who_keeps_nothing_has_counts_and_no_words(
    db: Database, local: Account, settings: Settings
) -> None:
    async with FAKES["openai"]() as fake:
        llm = joined(settings, db, "openai", fake.base_url)
        await ask(llm, "openai", Bound(local.id, kept=False))
        none = joined(settings, db, "openai", fake.base_url, sent_days=0)
        await ask(none, "openai", Bound(local.id))
        await ask(llm, "openai", None)
        async with db.connect() as conn:
            assert await sent_store.listed(conn, local.id) == []
            (usage,) = await usage_store.of_month(conn, local.id, month_of(clock.now()))
        await llm.close()
        await none.close()
    assert (fake.calls, usage.requests, usage.input_tokens) == (3, 2, 42)


async def test_one_listener_s_requests_are_not_there_for_another(
    db: Database, local: Account, other: Account, settings: Settings
) -> None:
    async with FAKES["openai"]() as fake:
        llm = joined(settings, db, "openai", fake.base_url)
        await ask(llm, "openai", Bound(local.id))
        await llm.close()
    async with db.connect() as conn:
        (kept,) = await sent_store.listed(conn, local.id)
        assert await sent_store.listed(conn, other.id) == []
        with pytest.raises(NotFound):
            await sent_store.one(conn, other.id, kept.request_id)
        await sent_store.erase(conn, other.id)
        assert len(await sent_store.listed(conn, local.id)) == 1
        await sent_store.erase(conn, local.id)
        assert await sent_store.listed(conn, local.id) == []


async def test_what_is_old_or_too_much_goes_oldest_first(db: Database, local: Account, settings: Settings) -> None:
    now = clock.now()
    link = Link("openai", "m", ())
    days_ago = [40, 20, 3, 2, 1]
    async with db.connect() as conn:
        for days in days_ago:
            left = sent.Left("POST", "http://x/v1", b"x" * 100, at=now - timedelta(days=days))
            await sent_store.add(conn, Bound(local.id), link, left)
        limits = settings.llm.model_copy(update={"sent_days": 30, "sent_mb": 0.0003})
        await prune(conn, limits)
        kept = await sent_store.listed(conn, local.id)
    assert [(now - request.at).days for request in kept] == [1, 2, 3]


async def test_nothing_is_kept_for_a_conversation_that_is_gone(db: Database, local: Account) -> None:
    left = sent.Left("POST", "http://x/v1", b"x")
    async with db.connect() as conn:
        await sent_store.add(conn, Bound(local.id, session_id=uuid4()), Link("openai", "m", ()), left)
        await sent_store.add(conn, Bound(UUID(int=7)), Link("openai", "m", ()), left)
        assert await sent_store.listed(conn, local.id) == []


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://user:secret@host:8/v1/m?key=secret#x", "https://host:8/v1/m"),
        ("http://[::1]:11434/v1/chat/completions", "http://[::1]:11434/v1/chat/completions"),
    ],
)
def test_an_address_is_kept_without_what_opens_doors(address: str, kept: str) -> None:
    assert sent.without_secrets(address) == kept
