"""Every provider, through its vendor's own wire: text, tools, failures, and keys that are never seen."""

from __future__ import annotations

import asyncio
import logging
import subprocess
import sys
import time
from typing import get_args

import pytest
from pydantic_ai import Agent, ModelRetry
from pydantic_ai.exceptions import (
    ModelAPIError,
    ModelAuthenticationError,
    ModelConnectionError,
    ModelHTTPError,
    ModelRateLimitError,
    ModelTimeoutError,
    UnexpectedModelBehavior,
)
from tests.llm.chains import chained
from tests.llm.upstreams import FAKES, HELLO, KEY, SIGNING_KEY, client, settings_for, upstream
from tests.support.fake_llm import (
    BadJson,
    Call,
    Cuts,
    Fails,
    FakeBedrock,
    FakeOpenAi,
    Hangs,
    Reply,
    Resets,
    Says,
    Stalls,
)

from echotune.core.settings import LlmProvider, LlmSettings
from echotune.llm.provider import UnusableKey
from echotune.llm.reachable import look
from echotune.llm.registry import PROVIDERS

every = pytest.mark.parametrize("name", list(PROVIDERS))
wires = pytest.mark.parametrize("name", ["bedrock", "gemini", "openai", "anthropic", "openrouter"])
"""Those whose answers are read differently."""
QUICK = 0.3


def test_they_are_asked_in_the_order_that_is_documented() -> None:
    assert list(PROVIDERS) == ["bedrock", "gemini", "perplexity", "xai", "openai", "anthropic", "openrouter", "ollama"]
    assert set(FAKES) == set(PROVIDERS)
    assert get_args(LlmProvider) == (*PROVIDERS, "built-in")
    assert all(name == provider.name and provider.title for name, provider in PROVIDERS.items())


@every
async def test_text_streams_in_and_is_counted(name: str) -> None:
    async with upstream(name) as up, Agent(up.model()).run_stream("hello") as answer:
        heard = [piece async for piece in answer.stream_text(delta=True, debounce_by=None)]
        assert len(heard) > 1
        assert "".join(heard) == HELLO.text
        assert (answer.usage.input_tokens, answer.usage.output_tokens) == (HELLO.input_tokens, HELLO.output_tokens)
        assert up.fake.calls == 1


@every
async def test_a_tool_is_called_and_its_result_goes_back(name: str) -> None:
    asks = Says(calls=[Call("find", {"artist": "Zoë “Q” Ø", "count": 3}), Call("find", {"artist": "b", "count": 1})])
    async with upstream(name, [asks, Says("Found.")]) as up:
        agent, seen = Agent(up.model()), []

        @agent.tool_plain
        def find(artist: str, count: int) -> str:
            seen.append((artist, count))
            return f"the very result {count}"

        async with agent.run_stream("find some") as answer:
            assert await answer.get_output() == "Found."
        assert sorted(seen) == [("Zoë “Q” Ø", 3), ("b", 1)]
        assert b"find" in up.fake.requests[0].body
        assert b"the very result 3" in up.fake.requests[1].body
        assert b"the very result 1" in up.fake.requests[1].body
        assert up.fake.calls == 2


@every
async def test_a_tool_that_wants_other_arguments_is_asked_again(name: str) -> None:
    calls = [Says(calls=[Call("find", {"artist": artist})]) for artist in ("wrong", "right")]
    async with upstream(name, [*calls, Says("Found.")]) as up:
        agent = Agent(up.model())

        @agent.tool_plain
        def find(artist: str) -> str:
            if artist == "wrong":
                raise ModelRetry("no such artist here")
            return "there"

        assert (await agent.run("find")).output == "Found."
        assert b"no such artist here" in up.fake.requests[1].body


@wires
@pytest.mark.parametrize(
    ("reply", "kind", "status"),
    [
        (Fails(401), ModelAuthenticationError, 401),
        (Fails(429, retry_after="7"), ModelRateLimitError, 429),
        (Fails(503), ModelHTTPError, 503),
        (Fails(502, body=b"<html>Bad gateway</html>"), ModelHTTPError, 502),
        (BadJson(), (ModelAPIError, UnexpectedModelBehavior), None),
        (BadJson(b"<html>Welcome</html>"), (ModelAPIError, UnexpectedModelBehavior), None),
        (Resets(), ModelConnectionError, None),
        (Cuts(HELLO, after_pieces=3), ModelConnectionError, None),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Fails | BadJson | Resets | Cuts) else "",
)
async def test_a_failure_is_of_one_kind_and_not_tried_again(
    name: str, reply: Reply, kind: type[Exception], status: int | None
) -> None:
    async with upstream(name, reply) as up:
        with pytest.raises(kind) as failed:
            async with Agent(up.model()).run_stream("hello") as answer:
                await answer.get_output()
        assert getattr(failed.value, "status_code", None) == status
        assert getattr(failed.value, "retry_after", None) == (7 if status == 429 else None)
        assert up.fake.calls == 1


@wires
async def test_silence_ends_at_the_time_that_is_set(name: str) -> None:
    async def ask(reply: Reply) -> int:
        async with upstream(name, reply, total_seconds=QUICK) as up:
            with pytest.raises(ModelTimeoutError):
                async with Agent(up.model()).run_stream("hello") as answer:
                    await answer.get_output()
            return up.fake.calls

    assert await asyncio.gather(ask(Hangs()), ask(Stalls(HELLO, after_pieces=3))) == [1, 1]


@wires
async def test_a_caller_who_leaves_is_gone_upstream_within_a_second(name: str) -> None:
    async with upstream(name, Stalls(HELLO, after_pieces=3)) as up:

        async def listen() -> None:
            async with Agent(up.model()).run_stream("hello") as answer:
                await answer.get_output()

        listening = asyncio.create_task(listen())
        while not up.fake.open_now:
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.1)
        went = time.monotonic()
        listening.cancel()
        await asyncio.wait([listening])
        while not up.fake.left:
            await asyncio.sleep(0.01)
        assert up.fake.left[0].at - went < 1


@every
async def test_a_wrong_key_is_refused_and_no_key_is_ever_seen(name: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    wrong = "AKIDEXAMPLE:another-secret-51" if name == "bedrock" else "sk-another-secret-51"
    async with upstream(name, [HELLO, Fails(500)], **{f"{name}_api_key": KEY} if name != "bedrock" else {}) as up:
        right, refused = up.model(), up.model(wrong)
        await Agent(right).run("hello")
        with pytest.raises(ModelAuthenticationError) as unknown:
            await Agent(refused).run("hello")
        with pytest.raises(ModelHTTPError) as broken:
            await Agent(right).run("hello")
        shown = [repr(right), repr(refused), repr(up.settings), repr(up.provider), caplog.text]
        shown += [f"{error.value!r} {error.value}" for error in (unknown, broken)]
        shown += [str(up.provider.status(up.settings, [KEY]))]
    secrets = (KEY, SIGNING_KEY.partition(":")[2], "another-secret-51")

    def leaks(texts: list[str]) -> list[str]:
        return [text for text in texts if any(secret in text for secret in secrets)]

    assert not leaks(shown)
    assert leaks([str(up.fake.requests[0].headers), *shown]) or name == "bedrock"  # it would be noticed


@pytest.mark.parametrize("status", [400, 401, 403, 500])
async def test_a_key_that_a_vendor_repeats_stays_with_us(
    status: int, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    echo = Fails(status, body=b'{"error": {"message": "Incorrect API key provided: %b"}}' % KEY.encode())
    async with chained(echo, echo, keys=(KEY,)) as chain:
        said = await chain.ask()
        assert sum(chain.calls) > 0
        shown = [said, repr(chain.llm), repr(chain.attempts), caplog.text, *capsys.readouterr()]
    assert not [text for text in shown if KEY in text]


@every
async def test_without_a_key_or_an_address_it_says_what_is_missing(name: str) -> None:
    provider, nothing = PROVIDERS[name], LlmSettings.model_construct(**_unset())
    status = provider.status(nothing)
    assert not status.usable
    assert status.reason
    assert provider.keys(nothing) == ()
    if name != "ollama":
        assert provider.status(nothing, own_keys=["mine"]).usable


def test_keys_come_in_a_row_and_under_either_name() -> None:
    keys = LlmSettings(OPENAI_API_KEY="one, two,,one", GOOGLE_API_KEY="goo", AWS_ACCESS_KEY_ID="id", AWS_SECRET_ACCESS_KEY="se/cret")  # type: ignore[arg-type]  # fmt: skip
    assert PROVIDERS["openai"].keys(keys) == ("one", "two")
    assert PROVIDERS["gemini"].keys(keys) == ("goo",)
    assert PROVIDERS["bedrock"].keys(keys) == ("id:se/cret",)
    assert PROVIDERS["gemini"].keys(keys.model_copy(update={"gemini_api_key": keys.openai_api_key})) == ("one", "two")


async def test_openai_s_models_are_told_not_to_reason_without_which_it_refuses_them_tools() -> None:
    async with upstream("openai") as up:
        for model_id in ("gpt-6-luna", "gpt-5.6-terra", "gpt-4.1-mini"):
            await Agent(up.model(model_id=model_id)).run("hello")
        told = [request.json.get("reasoning_effort") for request in up.fake.requests]
        assert told == ["none", "none", None]  # the last one does not reason


async def test_perplexity_is_told_not_to_look_the_listener_s_words_up_on_the_web() -> None:
    async with upstream("perplexity") as up:
        await Agent(up.model()).run("hello")
        assert up.fake.requests[0].json["disable_search"] is True


async def test_openrouter_is_told_who_asks() -> None:
    async with upstream("openrouter") as up:
        await Agent(up.model()).run("hello")
        headers = up.fake.requests[0].headers
        assert headers["x-title"] == "EchoTune"
        assert headers["http-referer"].startswith("https://")


async def test_bedrock_names_the_model_in_the_path_and_sends_a_bearer_s_key_over_tls_only() -> None:
    async with upstream("bedrock") as up:
        await Agent(up.model(model_id="eu.anthropic.some-model-v1:0")).run("hello")
        assert isinstance(up.fake, FakeBedrock)
        assert up.fake.model_of(up.fake.requests[0]) == "eu.anthropic.some-model-v1:0"
        with pytest.raises(UnusableKey, match="https"):
            up.model(KEY)
        assert up.fake.calls == 1


async def test_a_server_of_one_s_own_is_asked_without_a_key_and_found_silent_without_waiting() -> None:
    async with FakeOpenAi(models=("qwen3:8b", "other")) as fake:
        provider, settings = PROVIDERS["ollama"], settings_for("ollama", fake.origin)
        assert provider.keys(settings) == ("",)
        assert provider.status(settings).usable  # nobody has looked yet
        assert (await look(fake.base_url, "", client(settings))).models == ("qwen3:8b", "other")
        assert provider.default_model(settings) == "qwen3:8b"
        model = provider.model("qwen3:8b", "", settings, client(settings))
        assert (await Agent(model).run("hello")).output == "Hello there."
        gone = fake.base_url
    await look(gone, "", client(settings))
    status = provider.status(settings)
    assert not status.usable
    assert "does not answer" in str(status.reason)


async def test_a_redirect_is_not_followed_and_the_system_s_proxy_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    for name in ("openai", "anthropic", "gemini", "bedrock"):
        async with upstream(name, Fails(307, body=b"{}")) as up:
            with pytest.raises(ModelAPIError):
                await Agent(up.model()).run("hello")
            assert up.fake.calls == 1


def test_no_vendor_s_library_is_loaded_before_a_model_is_made() -> None:
    vendors = {"openai", "anthropic", "google.genai", "boto3", "botocore", "pydantic_ai"}
    asked = f"import sys, echotune.cli, echotune.llm.registry; print(sorted({vendors!r} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout == "[]\n"


def _unset() -> dict[str, object]:
    return {name: field.default for name, field in LlmSettings.model_fields.items()}
