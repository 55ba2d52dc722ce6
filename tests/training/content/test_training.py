"""Training of the content space in a home: what is embedded when, what it may be made from, and who sees it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import psycopg
import pytest

from echotune.accounts.store import Account
from echotune.catalog.packs import add_pack
from echotune.core.db import Database
from echotune.core.settings import Settings
from echotune.recommend import content_space
from echotune.recommend.spaces import Space
from echotune.taste.loading import build_listener_model
from echotune.training import run
from echotune.training.content import training
from echotune.training.content.catalogue import read_catalogue
from echotune.training.content.layout import DIM
from echotune.training.gate import Decision
from echotune.training.order import Order
from tests.support.facts import GENRES, invented

HEADER = "title,artist,genre,year,energy,valence,tempo\n"


def pack(path: Path, name: str = "shelf", *, artists: int = 24, first: int = 0) -> str:
    """Songs of an invented catalogue as CSV; returns the text."""
    inputs, genre = invented(artists=artists, each=4)
    lines = [HEADER]
    for row in range(len(inputs)):
        sound = 1 / (1 + np.exp(-inputs.features[row]))
        lines.append(
            f"{name} {row + first},Artist {inputs.artist_no[row]},genre {genre[row] % GENRES},{inputs.year[row]},"
            f"{sound[0]:.3f},{sound[1]:.3f},{60 + 100 * sound[2]:.1f}\n"
        )
    path.write_text("".join(lines), "utf-8")
    return path.read_text("utf-8")


@pytest.fixture
def add(settings: Settings, tmp_path: Path, db: Database) -> Any:
    def added(text: str, *, name: str = "shelf", origin: str = "open", owner: Account | None = None) -> None:
        (tmp_path / "pack.csv").write_text(text, "utf-8")
        with psycopg.connect(db.dsn) as conn:
            add_pack(conn, tmp_path / "pack.csv", name=name, origin=origin, user_id=owner and owner.id)

    return added


@pytest.fixture
def order(db: Database, settings: Settings, local: Account) -> Order:
    return Order(db, settings.home, True, local)


async def trained(order: Order) -> run.Report:
    (report,) = await run.train(order, ["content"])
    return report


async def space_of(order: Order, settings: Settings, account: Account) -> Space:
    async with order.database.connect() as conn:
        model = await build_listener_model(conn, account, gate=order.gate)
    async with order.database.connect() as conn:
        settings = settings.model_copy(update={"policy": settings.policy.model_copy(update={"gate": order.gate})})
        space = await content_space.load(conn, settings, model)
    assert space is not None
    return space


async def test_without_facts_nothing_is_trained_and_that_is_said(order: Order) -> None:
    report = await trained(order)
    assert report.outcome == "skipped"
    assert "catalog add" in report.reason


async def test_a_catalogue_is_embedded_once_and_then_only_what_changed(
    order: Order, settings: Settings, local: Account, add: Any, tmp_path: Path
) -> None:
    text = pack(tmp_path / "pack.csv")
    add(text)
    first = await trained(order)
    assert (first.outcome, first.embedding_dim, first.item_count) == ("served", DIM, 96)
    assert first.metrics["content.embed.processed.count"] == 96
    assert first.metrics["content.embed.coverage.ratio"] == 1
    assert first.metrics["known.sound"] == pytest.approx(3 / 9)
    space = await space_of(order, settings, local)
    assert space.known.all()
    assert np.linalg.norm(space.vectors.astype(np.float32), axis=1) == pytest.approx(1, abs=2e-3)

    again = await trained(order)
    assert again.outcome == "done"
    assert (again.metrics["content.embed.processed.count"], again.metrics["content.embed.unchanged.count"]) == (0, 96)

    lines = text.splitlines(keepends=True)
    lines[1] = lines[1].replace(",genre", ",genre 3;genre", 1)
    add("".join(lines))
    changed = await trained(order)
    assert (
        changed.metrics["content.embed.processed.count"] == 4
    )  # the artist's, whose unknown features rest on its facts
    assert (await space_of(order, settings, local)).model_id == space.model_id


async def test_much_more_knowledge_is_learned_from_and_embedded_anew(
    order: Order, settings: Settings, local: Account, add: Any, tmp_path: Path
) -> None:
    add(pack(tmp_path / "pack.csv"))
    await trained(order)
    before = await space_of(order, settings, local)
    add(pack(tmp_path / "pack.csv", "second", artists=16), name="second")
    report = await trained(order)
    assert report.outcome == "served"
    after = await space_of(order, settings, local)
    assert after.model_id != before.model_id
    assert after.known.all()


async def test_a_refused_embedder_leaves_the_serving_one_to_embed_what_is_new(
    order: Order, settings: Settings, local: Account, add: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(pack(tmp_path / "pack.csv"))
    await trained(order)
    before = await space_of(order, settings, local)
    add(pack(tmp_path / "pack.csv", "second", artists=16), name="second")
    monkeypatch.setattr(training, "judge", lambda *_: (Decision(False, "It is worse."), 0.1))
    report = await trained(order)
    assert (report.outcome, report.reason) == ("refused", "It is worse.")
    after = await space_of(order, settings, local)
    assert after.model_id == before.model_id
    assert (len(before.known), len(after.known)) == (96, 160)
    assert after.known.all()


async def test_the_gate_keeps_spotify_facts_out_of_every_vector(
    order: Order, settings: Settings, local: Account, add: Any, tmp_path: Path
) -> None:
    """With the gate on, vectors are those of a catalogue that never had the facts; off, they are others."""
    text = pack(tmp_path / "pack.csv")
    add(text)
    await trained(order)
    clean = await space_of(order, settings, local)
    gated = [line.replace(",genre ", ",secret ") for line in text.splitlines()[1:]]
    add(HEADER + "\n".join(gated) + "\n", name="gated", origin="spotify_api")
    await trained(order)
    assert (await space_of(order, settings, local)).vectors.tobytes() == clean.vectors.tobytes()
    async with order.database.connect() as conn:
        known = await read_catalogue(conn, gate=True)
        sabotaged = await read_catalogue(conn, gate=False)
    assert not any(name.startswith("secret") for name in known.inputs.tag_names)
    assert any(name.startswith("secret") for name in sabotaged.inputs.tag_names)
    off = replace(order, gate=False)
    await trained(off)
    assert (await space_of(off, settings, local)).vectors.tobytes() != clean.vectors.tobytes()
    async with order.database.connect() as conn:
        model = await build_listener_model(conn, local)
    async with order.database.connect() as conn:
        assert await content_space.load(conn, settings, model) is None  # until it is trained with the gate on again
    await trained(order)
    assert (await space_of(order, settings, local)).vectors.tobytes() == clean.vectors.tobytes()
    async with order.database.connect() as conn:
        left = await (await conn.execute("select distinct space from embeddings")).fetchall()
    assert [row["space"] for row in left] == ["content"]


async def test_facts_of_an_account_are_in_its_own_vectors_alone(
    order: Order, settings: Settings, local: Account, other: Account, add: Any, tmp_path: Path
) -> None:
    """Everyone knows names and years that tell nothing; genres and sound only the other account."""
    rows = [line.split(",") for line in pack(tmp_path / "pack.csv").splitlines()[1:]]
    years = "".join(f"{row[0]},{row[1]},{1979 + 20 * (number % 2)}\n" for number, row in enumerate(rows))
    add("title,artist,year\n" + years, name="everyone")
    private = "".join(f"{row[0]},{row[1]},{row[2]},{row[-2]},{row[-1]}\n" for row in rows)
    add("title,artist,genre,valence,tempo\n" + private, name="private", owner=other)
    await trained(order)
    assert genre_gap(await space_of(order, settings, other), rows) > 0.2
    assert abs(genre_gap(await space_of(order, settings, local), rows)) < 0.05
    async with order.database.connect() as conn:
        await conn.execute("delete from packs where name = 'private'")
    report = await trained(order)
    assert report.metrics["content.embed.forgotten.count"] == len(rows)


def genre_gap(space: Space, rows: list[list[str]]) -> float:
    """How much nearer songs of one genre by different artists lie than those of different genres."""
    order = np.argsort([f"{row[1].lower()}\t{row[0].lower()}" for row in rows])
    artist, genre = (np.array([rows[at][column] for at in order]) for column in (1, 2))
    vectors = space.vectors.astype(np.float32)
    likeness = vectors @ vectors.T
    strangers, alike = artist[:, None] != artist, genre[:, None] == genre
    return float(likeness[strangers & alike].mean() - likeness[strangers & ~alike].mean())
