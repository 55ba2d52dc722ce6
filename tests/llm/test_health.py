"""How providers do: counted in memory, written by the minute, read over all processes."""

from __future__ import annotations

import pytest

from echotune.core import clock
from echotune.core.db import Database
from echotune.llm.health import Health, percentile, rounded


@pytest.fixture(autouse=True)
def _afterwards() -> object:
    yield
    clock.fix(None)


def tries(health: Health, *outcomes: str, first_word_ms: int | None = 200) -> None:
    for outcome in outcomes:
        health.saw("openai", "m", outcome, 900, first_word_ms if outcome == "answered" else None)  # type: ignore[arg-type]


async def test_what_one_process_saw_another_reads_and_the_history_is_kept_for_thirty_days(db: Database) -> None:
    clock.fix("2026-10-01T10:00:30Z")
    one = Health(db)
    tries(one, *["answered"] * 20, "cut")
    await one.close()
    assert (await Health(db).of("openai")).success_rate == 20 / 21
    clock.fix("2026-10-01T10:00:50Z")
    again = Health(db)
    tries(again, *["answered"] * 19)
    await again.close()
    seen = await Health(db).of("openai")
    assert (seen.tries, seen.state, seen.last_failure) == (40, "healthy", "cut")
    assert seen.first_word_p50_ms == pytest.approx(200, rel=0.08)

    clock.fix("2026-11-02T10:00:00Z")
    later = Health(db)
    tries(later, "answered")
    await later.close()
    async with db.connect() as conn:
        cursor = await conn.execute("select minute, tries from llm_health")
        assert [row["tries"] async for row in cursor] == [1]


async def test_states_follow_shares_streaks_and_time() -> None:
    clock.fix("2026-10-01T10:00:00Z")
    health = Health(None)
    assert health.known("openai").state == "unknown"
    tries(health, *["answered"] * 8, "cut", "refused", "cancelled")
    assert (health.known("openai").state, health.known("openai").success_rate) == ("shaky", 8 / 9)
    tries(health, "reset", "reset")
    assert health.known("openai").state == "down", "three failures in a row outweigh what was"
    tries(health, *["answered"] * 60)
    assert health.known("openai").state == "healthy"
    assert health.first_word_ms("openai", "m") == rounded(200)
    assert health.first_word_ms("openai", "other") is None
    clock.fix("2026-10-01T10:20:00Z")
    assert health.known("openai").state == "unknown", "nobody asked for a quarter of an hour"


async def test_a_database_that_is_away_costs_nothing_and_the_counts_are_written_later(db: Database) -> None:
    clock.fix("2026-10-01T10:00:00Z")
    health = Health(db)
    tries(health, "answered")
    await db.close()
    await health.close()
    assert health.known("openai").tries == 1


def test_a_percentile_is_the_smallest_time_that_covers_the_share() -> None:
    from collections import Counter

    assert percentile(Counter({100: 94, 900: 6}), 0.5) == 100
    assert percentile(Counter({100: 94, 900: 6}), 0.95) == 900
    assert percentile(Counter(), 0.5) is None
