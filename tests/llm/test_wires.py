"""Every vendor's wire through the chain: a stream that ends too early is no answer, however politely it ends."""

from __future__ import annotations

import pytest
from pydantic_ai.models import ModelRequestParameters
from tests.llm.chains import asking, joined
from tests.llm.upstreams import KEYS, upstream
from tests.support.fake_llm import Cuts, Reply, Says, Stalls

from echotune.llm.attempts import Attempt
from echotune.llm.chain import ChainModel
from echotune.llm.link import Link

ANSWER = "First there was a song. Then there was another one. At last there was silence."
SAYS = Says(ANSWER, pieces=20)


@pytest.mark.parametrize(
    "cut", [Cuts(SAYS, 12), Cuts(SAYS, 12, clean=True), Stalls(SAYS, 12)], ids=["reset", "closed", "silent"]
)
@pytest.mark.parametrize("name", ["openrouter", "anthropic", "gemini", "bedrock"])
async def test_a_stream_that_breaks_off_is_rescued_whoever_streams(name: str, cut: Reply) -> None:
    async with upstream(name, [cut, SAYS], first_token_seconds=0.5) as up:
        attempts: list[Attempt] = []
        link = Link(name, up.provider.default_model(up.settings), (KEYS[name],))
        model = ChainModel(joined(up.settings, up.client), [link], None, attempts)
        response = await model.request(asking("Hello?"), None, ModelRequestParameters())
    assert response.text == ANSWER
    assert [attempt.outcome for attempt in attempts] == ["cut", "answered"]
