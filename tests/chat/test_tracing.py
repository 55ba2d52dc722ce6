"""Traces go where settings say, hold nothing that was said, and cost no answer."""

from __future__ import annotations

import asyncio
import base64
import subprocess
import sys
from collections.abc import AsyncIterator

import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from tests.support.fake_collector import FakeCollector, collecting
from tests.support.fake_llm import Call, FakeOpenAi, Reply, Request, Says
from tests.support.talking import Heard, Talk

from echotune.core.settings import RECEIVER_NEEDS, InvalidSettings, LlmSettings, Settings, TracingSettings
from echotune.llm import tracing as tracing_module
from echotune.llm.trace_receivers import RECEIVERS
from echotune.llm.tracing import Tracing

SECRET_WISH = "three upbeat songs for Zebulon"


def recommends(request: Request) -> Reply:
    if request.json["messages"][-1]["role"] == "tool":
        return Says("Here are three songs.")
    return Says(calls=[Call("recommend", {"intent": "recommend", "count": 3})])


@pytest.fixture
async def model(listened: FastAPI) -> AsyncIterator[FakeOpenAi]:
    async with FakeOpenAi(recommends) as fake:
        settings: LlmSettings = listened.state.chat.settings.llm
        settings.openai_api_key, settings.openai_base_url = SecretStr("sk-fake"), fake.base_url
        settings.openai_model = "gpt-4o"
        yield fake


@pytest.fixture
async def collector() -> AsyncIterator[FakeCollector]:
    async with collecting() as made:
        yield made


def to(collector: FakeCollector, **others: object) -> Tracing:
    """Traces on their way to the collector."""
    return Tracing(TracingSettings.model_validate({"to": "otlp", "otlp_endpoint": collector.url, **others}))


async def traced(app: FastAPI, talk: Talk, tracing: Tracing) -> Heard:
    app.state.chat.tracing = tracing
    heard = await talk.say(SECRET_WISH)
    await tracing.flush()
    assert heard.text == "Here are three songs."
    return heard


async def test_a_turn_is_one_trace_of_a_run_its_requests_and_its_tools_with_their_tokens(
    listened: FastAPI, model: FakeOpenAi, talk: Talk, collector: FakeCollector
) -> None:
    await traced(listened, talk, to(collector, otlp_headers=SecretStr("Authorization=Bearer%20me,x-team=music")))
    assert collector.paths[0] == "/v1/traces"
    assert collector.headers[0]["authorization"] == "Bearer me"
    assert collector.headers[0]["x-team"] == "music"
    by_operation: dict[str, list[dict[str, object]]] = {}
    for span in collector.spans:
        by_operation.setdefault(str(span.attributes.get("gen_ai.operation.name")), []).append(span.attributes)
    assert len({span.trace_id for span in collector.spans}) == 1
    assert [one["gen_ai.tool.name"] for one in by_operation["execute_tool"]] == ["recommend"]
    assert len(by_operation["invoke_agent"]) == 1
    requests = by_operation["chat"]
    assert [(one["gen_ai.usage.input_tokens"], one["gen_ai.usage.output_tokens"]) for one in requests] == [(21, 7)] * 2
    assert {one["gen_ai.request.model"] for one in requests} == {"gpt-4o"}


async def test_without_leave_nothing_that_was_said_and_no_id_is_in_a_trace(
    listened: FastAPI, model: FakeOpenAi, talk: Talk, collector: FakeCollector
) -> None:
    heard = await traced(listened, talk, to(collector))
    everything = b"".join(collector.bodies)
    said = [SECRET_WISH, "Zebulon", heard.text, talk.session_id, heard.message["id"]]
    said += [card["title"] for card in heard.cards] + [card["artist"] for card in heard.cards]
    assert [word for word in said if word.encode() in everything] == []
    assert all(span.events == 0 for span in collector.spans)


async def test_with_leave_what_was_said_is_in_the_trace(
    listened: FastAPI, model: FakeOpenAi, talk: Talk, collector: FakeCollector
) -> None:
    await traced(listened, talk, to(collector, content=True))
    assert SECRET_WISH.encode() in b"".join(collector.bodies)


async def test_nothing_is_sent_when_it_is_off_or_the_built_in_engine_answers(
    listened: FastAPI, model: FakeOpenAi, talk: Talk, collector: FakeCollector
) -> None:
    await traced(listened, talk, to(collector, to="off"))
    await traced(listened, talk, to(collector, sampling=0))
    listened.state.chat.settings.llm.openai_api_key = None
    listened.state.chat.tracing = tracing = to(collector)
    assert (await talk.say(SECRET_WISH)).message["metadata"]["providerUsed"] == "built-in"
    await tracing.flush()
    assert collector.bodies == []


async def test_a_receiver_that_is_slow_failing_or_away_costs_no_answer(
    listened: FastAPI, model: FakeOpenAi, talk: Talk, collector: FakeCollector, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tracing_module, "CLOSE_SECONDS", 0.2)
    slow = to(collector)
    away = to(FakeCollector("http://127.0.0.1:9"))
    for tracing, seconds, status in ((slow, 30, 200), (to(collector), 0, 500), (away, 0, 200)):
        collector.seconds, collector.status = seconds, status
        listened.state.chat.tracing = tracing
        began = asyncio.get_running_loop().time()
        assert (await talk.say(SECRET_WISH)).text == "Here are three songs."
        await tracing.close()
        assert asyncio.get_running_loop().time() - began < 2


@pytest.mark.parametrize(
    ("settings", "address", "headers"),
    [
        (
            {"to": "langsmith", "langsmith_api_key": "ls", "langsmith_project": "music"},
            "https://api.smith.langchain.com/otel/v1/traces",
            {"x-api-key": "ls", "Langsmith-Project": "music"},
        ),
        (
            {"to": "langfuse", "langfuse_public_key": "pk", "langfuse_secret_key": "sk"},
            "https://cloud.langfuse.com/api/public/otel/v1/traces",
            {"Authorization": "Basic " + base64.b64encode(b"pk:sk").decode(), "x-langfuse-ingestion-version": "4"},
        ),
    ],
    ids=["langsmith", "langfuse"],
)
def test_the_known_receivers_need_their_keys_alone(
    settings: dict[str, str], address: str, headers: dict[str, str]
) -> None:
    receiver = RECEIVERS[settings["to"]](TracingSettings.model_validate(settings))
    assert (receiver.address, receiver.headers) == (address, headers)


@pytest.mark.parametrize(
    ("name", "variable"),
    [
        ("otlp", "OTEL_EXPORTER_OTLP_ENDPOINT"),
        ("langsmith", "LANGSMITH_API_KEY"),
        ("langfuse", "LANGFUSE_PUBLIC_KEY and LANGFUSE_SECRET_KEY"),
    ],
)
def test_a_receiver_without_what_it_needs_ends_the_start(
    name: str, variable: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ECHOTUNE_TRACES", name)
    with pytest.raises(InvalidSettings, match=f"ECHOTUNE_TRACES: .*{variable}"):
        Settings.load()


def test_every_receiver_is_one_that_settings_name() -> None:
    assert {*RECEIVERS, "off"} == set(RECEIVER_NEEDS)


def test_no_library_for_traces_is_loaded_while_it_is_off() -> None:
    code = "import sys; from echotune.llm.tracing import Tracing; from echotune.core.settings import TracingSettings; "
    code += "Tracing(TracingSettings()).capabilities(); sys.exit('opentelemetry.sdk.trace' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
