"""Which version serves: the newest that passed its check and the gate, and nothing else changes that."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import numpy as np
import pytest

from echotune.core.db import Database
from echotune.core.errors import NotReady
from echotune.core.settings import Settings
from echotune.training import artefacts, registry, store
from echotune.training.artefacts import path_of
from echotune.training.gate import Decision, decide
from echotune.training.manifest import Manifest

GOOD = Decision(True, "It is better.")


@pytest.fixture
def home(settings: Settings) -> Path:
    return settings.home


def written(home: Path, value: float) -> Manifest:
    factors = np.full((3, 2), value, np.float32)
    return artefacts.write(home, "cf", {"factors": factors}, user_count=5, item_count=3, embedding_dim=2)


async def offered(db: Database, home: Path, value: float, decision: Decision = GOOD) -> Manifest:
    manifest = written(home, value)
    async with db.connect() as conn:
        await registry.offer(conn, home, manifest, decision)
    return manifest


async def served(db: Database, home: Path) -> float | None:
    async with db.connect() as conn:
        artefact = await registry.serving(conn, home, "cf")
    return None if artefact is None else float(artefact.arrays["factors"][0, 0])


async def statuses(db: Database) -> dict[str, tuple[str, str | None]]:
    async with db.connect() as conn:
        return {row.version: (row.status, row.reason) for row in await store.versions(conn)}


async def test_the_newest_that_passed_the_gate_serves(db: Database, home: Path) -> None:
    assert await served(db, home) is None
    first = await offered(db, home, 1)
    second = await offered(db, home, 2)
    assert await served(db, home) == 2
    found = await statuses(db)
    assert found[first.model_version][0] == "retired"
    assert found[second.model_version] == ("serving", "It is better.")


async def test_a_worse_one_is_refused_with_the_reason_and_its_files_go(db: Database, home: Path) -> None:
    await offered(db, home, 1)
    worse = await offered(db, home, 2, decide("ndcg@20", np.array([0.1]), {"the serving model": np.array([0.2])}))
    assert await served(db, home) == 1
    status, reason = (await statuses(db))[worse.model_version]
    assert status == "refused"
    assert reason == "ndcg@20 on 1 listener is 0.1000, below the serving model with 0.2000."
    assert not path_of(home, "cf", worse.model_version).exists()


async def test_what_was_written_and_never_promoted_does_not_serve(db: Database, home: Path) -> None:
    """As after a crash between writing and promoting."""
    await offered(db, home, 1)
    written(home, 2)
    assert await served(db, home) == 1


async def test_a_crash_within_the_swap_leaves_the_old_one_serving(db: Database, home: Path) -> None:
    await offered(db, home, 1)
    manifest = written(home, 2)

    async def killed() -> None:
        async with db.connect() as conn:
            await registry.offer(conn, home, manifest, GOOD)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await killed()
    assert await served(db, home) == 1
    assert manifest.model_version not in await statuses(db)


@pytest.mark.parametrize("damage", ["flipped", "truncated", "older", "gone"])
async def test_a_damaged_candidate_is_refused_and_the_serving_one_stays(db: Database, home: Path, damage: str) -> None:
    first = await offered(db, home, 1)
    second = written(home, 2)
    _damage(home, second, first, damage)
    async with db.connect() as conn:
        assert not await registry.offer(conn, home, second, GOOD)
    assert await served(db, home) == 1
    assert (await statuses(db))[second.model_version][0] == "refused"


@pytest.mark.parametrize("damage", ["flipped", "truncated", "older", "gone"])
async def test_when_the_serving_one_is_damaged_the_one_before_serves_and_the_refusal_is_kept(
    db: Database, home: Path, damage: str
) -> None:
    first = await offered(db, home, 1)
    second = await offered(db, home, 2)
    _damage(home, second, first, damage)
    assert await served(db, home) == 1
    assert await served(db, home) == 1
    found = await statuses(db)
    assert found[second.model_version][0] == "refused"
    assert found[first.model_version] == ("serving", f"{second.model_version} was refused")


def _damage(home: Path, manifest: Manifest, older: Manifest, damage: str) -> None:
    folder = path_of(home, "cf", manifest.model_version)
    arrays = folder / "arrays.npz"
    whole = arrays.read_bytes()
    if damage == "flipped":
        arrays.write_bytes(whole[:-9] + bytes([whole[-9] ^ 1]) + whole[-8:])
    elif damage == "truncated":
        arrays.write_bytes(whole[:-1])
    else:
        shutil.rmtree(folder)
        if damage == "older":
            shutil.copytree(path_of(home, "cf", older.model_version), folder)


async def test_one_can_go_back_step_by_step_and_not_further_than_there_is(db: Database, home: Path) -> None:
    for value in (1, 2, 3):
        await offered(db, home, value)
    for value in (2, 1):
        async with db.connect() as conn:
            await registry.rollback(conn, home, "cf")
        assert await served(db, home) == value
    with pytest.raises(NotReady, match="no earlier version"):
        async with db.connect() as conn:
            await registry.rollback(conn, home, "cf")
    assert await served(db, home) == 1


async def test_old_files_are_deleted_but_for_some_to_go_back_to(db: Database, home: Path) -> None:
    manifests = [await offered(db, home, value) for value in range(8)]
    kept = {path.name for path in (home / "artefacts" / "cf").iterdir()}
    assert kept == {manifest.model_version for manifest in manifests[-5:]}


async def test_what_was_never_promoted_is_deleted_a_day_later(db: Database, home: Path) -> None:
    good, fresh, old = await offered(db, home, 1), written(home, 2), written(home, 3)
    yesterday = time.time() - 25 * 3600
    for manifest in (good, old):
        os.utime(path_of(home, "cf", manifest.model_version), (yesterday, yesterday))
    async with db.connect() as conn:
        await registry.sweep(conn, home)
    kept = {path.name for path in (home / "artefacts" / "cf").iterdir()}
    assert kept == {good.model_version, fresh.model_version}


async def test_a_new_version_has_listener_models_built_anew(db: Database, home: Path) -> None:
    async with db.connect() as conn:
        await conn.execute(
            "insert into accounts (user_id, kind, display_name) values (gen_random_uuid(), 'local', 'You')"
        )
    await offered(db, home, 1)
    async with db.connect() as conn:
        row = await (await conn.execute("select data_version from accounts")).fetchone()
    assert row is not None
    assert row["data_version"] == 2


def test_the_gate_lets_noise_pass_and_names_the_rival_that_is_better() -> None:
    figures = np.array([0.2, 0.4])
    assert decide("ndcg@20", figures, {"a": figures * 1.005}).accepted
    assert decide("ndcg@20", figures, {"a": figures + np.array([0.3, -0.2])}).accepted, "two listeners disagree"
    refused = decide("ndcg@20", figures, {"a": figures, "b": figures * 1.2})
    assert not refused.accepted
    assert "below b with 0.3600" in refused.reason
    assert decide("ndcg@20", np.zeros(0), {}).reason == "There was nothing to judge it by."
    with pytest.raises(ValueError, match="same listeners"):
        decide("ndcg@20", figures, {"a": figures[:1]})
