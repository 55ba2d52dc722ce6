"""A chain of language models: each fault by itself, against fakes that speak HTTP."""

from __future__ import annotations

import pytest
from tests.llm.chains import LAST_WORDS, chained
from tests.support.fake_llm import BadJson, Cuts, Fails, Hangs, Reply, Resets, Says, Stalls

ANSWER = "First there was a song. Then there was another one. At last there was silence."
SAYS = Says(ANSWER, pieces=20)
FAULTS: dict[str, Reply] = {
    "rate_limited": Fails(429),
    "unavailable": Fails(503),
    "silent": Hangs(),
    "reset": Resets(),
    "garbled": BadJson(),
    "cut": Cuts(SAYS, 12),
    "cut cleanly": Cuts(SAYS, 12, clean=True),
    "cut by silence": Stalls(SAYS, 12),
    "invalid_key": Fails(401),
    "refused": Fails(400),
}


@pytest.mark.parametrize("fault", FAULTS)
async def test_any_single_fault_costs_one_more_call_and_not_a_word(fault: str) -> None:
    async with chained([FAULTS[fault], SAYS], SAYS) as chain:
        assert await chain.ask() == ANSWER
    assert sum(chain.calls) == 2
    assert [outcome for _, outcome in chain.outcomes] == [fault.split(" ")[0], "answered"]
    assert chain.model is not None
    assert not chain.model.degraded


@pytest.mark.parametrize("fault", FAULTS)
async def test_when_all_are_dead_the_last_resort_answers_degraded(fault: str) -> None:
    async with chained(FAULTS[fault], FAULTS[fault]) as chain:
        said = await chain.ask()
    assert chain.model is not None
    assert chain.model.degraded
    assert chain.model.answered_by is None
    assert said == (ANSWER.split(" Then")[0] if "cut" in fault else LAST_WORDS)
    assert sum(chain.calls) <= 5
