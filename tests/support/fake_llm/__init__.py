"""Language model providers on loopback: real HTTP in each vendor's own form, scripted, counted, faulty on demand.

    async with FakeOpenAi(Says("Hello there.")) as fake:
        ...  # point OPENAI_BASE_URL at fake.base_url
        assert fake.calls == 1

A script is one reply for every call, a sequence (one a call, the last one again and again), or a function of the
request. What a fake saw: `calls`, `requests` (bytes as they came), `left` (callers who went away before the end).
"""

from tests.support.fake_llm.anthropic import FakeAnthropic
from tests.support.fake_llm.bedrock import FakeBedrock
from tests.support.fake_llm.gemini import FakeGemini
from tests.support.fake_llm.openai import FakeOpenAi
from tests.support.fake_llm.replies import BadJson, Call, Cuts, Fails, Hangs, Reply, Resets, Says, Script, Stalls
from tests.support.fake_llm.server import FakeLlm, Left, Request

__all__ = [
    "BadJson",
    "Call",
    "Cuts",
    "Fails",
    "FakeAnthropic",
    "FakeBedrock",
    "FakeGemini",
    "FakeLlm",
    "FakeOpenAi",
    "Hangs",
    "Left",
    "Reply",
    "Request",
    "Resets",
    "Says",
    "Script",
    "Stalls",
]
