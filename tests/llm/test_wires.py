"""Every vendor's wire through the chain: a stream that ends too early is no answer, however politely it ends."""

from __future__ import annotations

import pytest
from pydantic_ai.models import ModelRequestParameters
from tests.llm.chains import asking, joined
from tests.llm.upstreams import KEYS, upstream
from tests.support.fake_llm import Cuts, Says

from echotune.llm.attempts import Attempt
from echotune.llm.chain import ChainModel
from echotune.llm.link import Link

ANSWER = "First there was a song. Then there was another one. At last there was silence."
SAYS = Says(ANSWER, pieces=20)


@pytest.mark.parametrize("name", ["openrouter", "anthropic", "gemini", "bedrock"])
async def test_a_stream_that_ends_without_saying_so_is_gone_on_with_whoever_streams(name: str) -> None:
    async with upstream(name, [Cuts(SAYS, 12, clean=True), SAYS], total_seconds=30.0) as up:
        attempts: list[Attempt] = []
        link = Link(name, up.provider.default_model(up.settings), (KEYS[name],))
        model = ChainModel(joined(up.settings, up.client), [link], None, attempts)
        response = await model.request(asking("Hello?"), None, ModelRequestParameters())
    assert response.text == ANSWER
    assert [attempt.outcome for attempt in attempts] == ["cut", "answered"]
