"""What answers tell those who read metrics."""

from __future__ import annotations

import asyncio
import re

import httpx
import pytest

from echotune.core.metrics import Server
from tests.recommend.conftest import Listener


async def test_an_answer_tells_its_time_what_its_scores_were_made_of_and_nothing_of_the_listener(
    listener: Listener,
) -> None:
    reader = Server("127.0.0.1", 0)
    try:
        answer = await listener.ask(count=10)
        page = await asyncio.to_thread(httpx.get, f"http://127.0.0.1:{reader.port}/metrics")
    finally:
        reader.stop()
    assert re.search(r"^reco_hybrid_latency_ms_count [1-9]", page.text, re.M)
    shares = re.findall(r'^reco_hybrid_blend_ratio\{strategy="(\w+)"\} (\S+)$', page.text, re.M)
    assert sum(float(share) for _, share in shares) == pytest.approx(1)
    artists = len({track.artist for track in answer.tracks})
    assert f"reco_hybrid_diversity_score {artists / len(answer.tracks)}" in page.text
    assert re.search(r"^reco_hybrid_recency_weight_avg \S+$", page.text, re.M)
    assert str(listener.account.id) not in page.text
    assert answer.tracks[0].title not in page.text
