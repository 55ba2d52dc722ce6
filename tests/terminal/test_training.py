"""`echotune train` and `echotune models`, on the terminal."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from echotune import bootstrap
from echotune.accounts import store as accounts
from echotune.bootstrap import App
from echotune.cli import cli
from echotune.core.errors import InvalidRequest, NotReady
from echotune.core.settings import Settings
from echotune.terminal import training as screen
from tests.support.library import add, random_rows


@pytest.fixture
async def joined(settings: Settings) -> AsyncIterator[App]:
    app = await bootstrap.start(settings)
    async with app.database.connect() as conn:
        local = await accounts.ensure(conn, "local")
        await add(conn, local.id, random_rows(1, 120, datetime(2026, 1, 1, tzinfo=UTC), 60))
    yield app
    await app.close()


@pytest.fixture
def factors(tmp_path: Path) -> Path:
    items = np.array([f"Artist {artist}\tSong {song}" for artist in range(12) for song in range(9)])
    np.savez(tmp_path / "f.npz", items=items, factors=np.random.default_rng(1).normal(size=(len(items), 8)) + 1)
    return tmp_path / "f.npz"


async def test_one_listener_is_told_that_the_collaborative_model_stays_out_and_that_is_no_failure(
    joined: App, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await screen.train(joined, "cf", "local", interactions=None, factors=None, as_json=False)
    told = capsys.readouterr().out
    assert told.startswith("cf: skipped.")
    assert "stays out of the blend" in told
    assert "--interactions FILE" in told
    await screen.show(joined, as_json=False)
    assert "No model has been trained yet" in capsys.readouterr().out


async def test_versions_are_trained_listed_and_rolled_back(
    joined: App, factors: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    versions = []
    for _ in range(2):
        assert await screen.train(joined, "cf", "local", interactions=None, factors=factors, as_json=True)
        report = json.loads(capsys.readouterr().out)
        assert (report["outcome"], report["itemCount"], report["embeddingDim"]) == ("served", 108, 8)
        versions.append(report["version"])
    await screen.roll_back(joined, "cf", "local", as_json=False)
    assert capsys.readouterr().out == f"cf {versions[0]} serves again.\n"
    await screen.show(joined, as_json=True)
    listed = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(one["version"], one["status"]) for one in listed] == [(versions[1], "retired"), (versions[0], "serving")]
    with pytest.raises(NotReady, match="no earlier version"):
        await screen.roll_back(joined, "cf", "local", as_json=True)
    await screen.drift(joined, "local", as_json=True)
    drift = json.loads(capsys.readouterr().out)
    assert {one["version"] for one in drift["drift"]} == {versions[0]}
    assert drift["suggestions"] == []


async def test_a_failure_is_told_and_listed(joined: App, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gone = tmp_path / "gone.npz"
    assert not await screen.train(joined, "cf", "local", interactions=None, factors=gone, as_json=False)
    assert "failed" in capsys.readouterr().out
    await screen.show(joined, as_json=False)
    assert "Failed: cf" in capsys.readouterr().out


async def test_files_go_with_the_collaborative_model_and_one_at_a_time(joined: App, factors: Path) -> None:
    with pytest.raises(InvalidRequest, match="collaborative"):
        await screen.train(joined, "taste", "local", interactions=None, factors=factors, as_json=True)
    with pytest.raises(InvalidRequest, match="or --factors"):
        await screen.train(joined, "cf", "local", interactions=factors, factors=factors, as_json=True)


def test_another_kind_of_model_is_wrong_use() -> None:
    assert CliRunner().invoke(cli, ["train", "everything"]).exit_code == 2
