"""Factors in an answer: their part of the score, the version that it came from, and files that are damaged later."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from echotune.core import clock
from echotune.recommend import factor_space
from echotune.recommend.schemas import RecommendationResponse
from echotune.training import store
from echotune.training.artefacts import path_of
from echotune.training.order import Order
from echotune.training.run import train
from tests.recommend.conftest import Listener


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    """As in a process that has just started."""
    factor_space._kept.clear()
    yield
    factor_space._kept.clear()


async def adopt(own: Listener, folder: Path, favoured: str) -> str:
    """Serve factors by which whoever plays anything likes the songs whose key holds `favoured`; returns the version."""
    model = await own.models.get(own.account)
    taste = np.array(
        [[1.0, 0.2] if favoured in key or model.listens[at] else [0.2, 1.0] for at, key in enumerate(model.keys)]
    )
    np.savez(folder / "factors.npz", items=np.array(model.keys), factors=taste)
    order = Order(own.database, own.settings.home, True, own.account, factors=folder / "factors.npz")
    [report] = await train(order, ["cf"])
    assert report.outcome == "served", report
    assert report.version
    return report.version


def parts(answer: RecommendationResponse) -> list[float]:
    return [track.provenance.score_components.get("collaborative", 0) for track in answer.tracks]


@pytest.fixture
def home(own: Listener, tmp_path: Path) -> Path:
    own.settings.home = tmp_path / "home"
    return own.settings.home


async def test_an_answer_counts_what_listeners_have_in_common_and_names_the_version(
    own: Listener, home: Path, tmp_path: Path
) -> None:
    before = await own.ask(mode="explore", count=10)
    assert not any(parts(before))
    assert "/cf:" not in before.model_version
    model = await own.models.get(own.account)
    artist = next(model.artist_keys[model.artist_no[at]] for at in np.flatnonzero(model.in_pack & (model.starts == 0)))
    version = await adopt(own, tmp_path, artist)
    answer = await own.ask(mode="explore", count=10)
    assert f"/cf:{version}" in answer.model_version
    favoured = [track for track in answer.tracks if track.artist.lower() == artist]
    assert favoured
    assert all(track.provenance.score_components["collaborative"] > 0.1 for track in favoured)
    assert answer.recommendation_id != before.recommendation_id


async def test_a_process_goes_on_with_factors_whose_files_are_damaged_and_the_next_one_with_those_before(
    own: Listener, home: Path, tmp_path: Path
) -> None:
    first, second = await adopt(own, tmp_path, "a"), await adopt(own, tmp_path, "a")
    assert f"/cf:{second}" in (await own.ask(mode="explore")).model_version
    arrays = path_of(home, "cf", second) / "arrays.npz"
    arrays.write_bytes(arrays.read_bytes()[:-1])
    clock.fix(clock.now().replace(year=clock.now().year + 1))
    assert f"/cf:{second}" in (await own.ask(mode="explore")).model_version
    factor_space._kept.clear()
    async with own.database.connect() as conn:
        await conn.execute("update accounts set data_version = data_version + 1")
    assert f"/cf:{first}" in (await own.ask(mode="explore")).model_version
    async with own.database.connect() as conn:
        statuses = {row.version: row.status for row in await store.versions(conn, name="cf")}
    assert statuses == {first: "serving", second: "refused"}
