"""The collaborative model from training to serving: who it learns from, what it knows, and when it stays out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import numpy as np
import pytest

from echotune.accounts import store as accounts
from echotune.accounts.store import Account
from echotune.core import clock
from echotune.core.db import Database
from echotune.core.errors import InvalidRequest
from echotune.core.settings import Settings
from echotune.recommend import wishes
from echotune.recommend.factor_space import FactorSpace, load
from echotune.recommend.prepared import Moment, prepare
from echotune.recommend.request import RecommendationRequest, Seeds
from echotune.recommend.resolve import resolve
from echotune.recommend.strategies.collaborative import Collaborative
from echotune.recommend.strategy import Asked
from echotune.taste.loading import build_listener_model
from echotune.training import artefacts, collaborative, interaction_sources, registry, store
from echotune.training.cf.models.als import ALS
from echotune.training.cf.models.ials import IALS
from echotune.training.gate import Decision
from echotune.training.jobs import due_now
from echotune.training.order import Order
from echotune.training.run import Report, train
from echotune.training.texts import packed
from tests.support.library import Heard, add

BEGIN = datetime(2026, 3, 1, 20, tzinfo=UTC)
NOW = Moment(clock.as_of(datetime.now(UTC)))
GROUPS, LISTENERS, SONGS = 2, 7, 14


def song(group: int, number: int) -> tuple[str, str]:
    return f"Artist {group}", f"Song {number}"


def missed(listener: int) -> set[int]:
    """Two songs of the own group that a listener has never played; no two listeners of a group miss the same ones."""
    return {2 * listener, 2 * listener + 1}


@pytest.fixture
async def household(db: Database) -> list[Account]:
    """Two groups of listeners who play the songs of their own group, but for two each."""
    found = []
    async with db.connect() as conn:
        for group in range(GROUPS):
            for listener in range(LISTENERS):
                account = Account(UUID(int=100 * group + listener + 1), "listener", f"{group}-{listener}", "UTC", 1)
                await conn.execute(
                    "insert into accounts (user_id, kind, display_name) values (%s, 'listener', %s)",
                    (account.id, account.display_name),
                )
                await add(conn, account.id, plays(group, set(range(SONGS)) - missed(listener)))
                found.append(account)
    return found


def plays(group: int, songs: set[int]) -> list[Heard]:
    return [Heard(BEGIN + timedelta(days=number), *song(group, number)) for number in sorted(songs)]


def order(db: Database, settings: Settings, listener: Account, **files: Path) -> Order:
    return Order(db, settings.home, True, listener, **files)


async def trained(db: Database, settings: Settings, listener: Account, **files: Path) -> Report:
    [report] = await train(order(db, settings, listener, **files), ["cf"])
    return report


async def asked_of(
    db: Database, settings: Settings, account: Account, request: RecommendationRequest, moment: Moment
) -> Asked:
    async with db.connect() as conn:
        model = await build_listener_model(conn, account)
        space = await load(conn, settings, model)
    prepared = prepare(model, moment, None, {} if space is None else {"cf": space})
    resolved = resolve(prepared, request)
    return Asked(prepared, request, "blend", resolved, wishes.read(prepared, request, resolved, None))


async def in_reach(db: Database, account: Account) -> None:
    """Make every song of both groups something that the account may be offered: saved, and never played."""
    async with db.connect() as conn:
        await conn.execute(
            "insert into library_items (user_id, track_id, kind, source) select %s, track_id, 'album', 'export' from tracks",
            (account.id,),
        )


async def test_a_household_learns_what_its_listeners_have_in_common(
    db: Database, settings: Settings, household: list[Account]
) -> None:
    report = await trained(db, settings, household[0])
    assert report.outcome == "served", report.reason
    assert (report.user_count, report.item_count) == (GROUPS * LISTENERS, GROUPS * SONGS)
    await in_reach(db, household[0])
    asked = await asked_of(db, settings, household[0], RecommendationRequest(), NOW)
    everything = np.arange(asked.prepared.model.size)
    scores = Collaborative().score(asked, everything).values
    names = [asked.prepared.model.keys[at] for at in np.argsort(-scores) if not asked.prepared.model.listens[at]]
    assert set(names[:2]) == {"\t".join(song(0, number)).lower() for number in missed(0)}


async def test_the_listener_is_folded_in_as_the_model_itself_does_it(
    db: Database, settings: Settings, household: list[Account]
) -> None:
    """Against the normal equations of Hu, Koren and Volinsky, solved here."""
    report = await trained(db, settings, household[0])
    assert report.outcome == "served", report
    async with db.connect() as conn:
        model = await build_listener_model(conn, household[0])
        space = await load(conn, settings, model)
    assert isinstance(space, FactorSpace)
    als = space.factors.model
    assert isinstance(als, ALS)
    ridge = als.regularisation
    items = als.item_factors.astype(float)
    heard = [space.factors.keys.index(model.keys[at]) for at in np.flatnonzero(model.listens)]
    own = items[heard]
    if isinstance(als, IALS):
        ridge *= ((len(heard) + 1) / (als.mean_items + 1)) ** als.frequency_power
    left = items.T @ items + ridge * np.eye(items.shape[1]) + (als.alpha - 1) * own.T @ own
    point = np.linalg.solve(left, als.alpha * own.sum(axis=0))
    found = space.point(model)
    assert found is not None
    np.testing.assert_allclose(found, point, atol=1e-4)
    expected = [items[space.factors.keys.index(key)] @ point for key in model.keys]
    np.testing.assert_allclose(space.preferences(found), expected, atol=1e-4)


async def test_songs_by_the_same_listeners_resemble_each_other(
    db: Database, settings: Settings, household: list[Account]
) -> None:
    report = await trained(db, settings, household[0])
    assert report.outcome == "served", report
    await in_reach(db, household[0])
    request = RecommendationRequest(seeds=Seeds(like=["Artist 1"]))
    asked = await asked_of(db, settings, household[0], request, NOW)
    scores = Collaborative().score(asked, np.arange(asked.prepared.model.size)).values
    of_group = np.array([key.startswith("artist 1") for key in asked.prepared.model.keys])
    assert scores[of_group].min() > scores[~of_group].max()


async def test_an_answer_about_a_moment_before_the_training_knows_nothing_of_it(
    db: Database, settings: Settings, household: list[Account]
) -> None:
    report = await trained(db, settings, household[0])
    assert report.outcome == "served", report
    asked = await asked_of(
        db, settings, household[0], RecommendationRequest(), Moment(BEGIN + timedelta(days=6), replayed=True)
    )
    assert Collaborative().query(asked) is None
    assert not Collaborative().score(asked, np.arange(asked.prepared.model.size)).values.any()


async def test_one_listener_without_a_file_is_told_why_the_model_stays_out(db: Database, settings: Settings) -> None:
    async with db.connect() as conn:
        local = await accounts.ensure(conn, "local")
        await add(conn, local.id, plays(0, {1, 2, 3}))
    report = await trained(db, settings, local)
    assert report.outcome == "skipped"
    assert "stays out of the blend" in report.reason
    assert "1 listener with plays" in report.reason
    async with db.connect() as conn:
        assert await collaborative.served(conn, settings.home) is None


async def test_what_fewer_than_five_have_and_private_listening_and_the_demo_teach_nothing(
    db: Database, household: list[Account]
) -> None:
    async with db.connect() as conn:
        demo = await accounts.ensure(conn, "demo")
        await add(conn, demo.id, plays(7, set(range(SONGS))))
        for account in household[:4]:
            await add(conn, account.id, [Heard(BEGIN, "Rare", "Song")])
        for account in household[:6]:
            await add(conn, account.id, [Heard(BEGIN, "Private", "Song")])
        await conn.execute(
            "update plays set incognito = true where item_id = %s", (Heard(BEGIN, "Private", "Song").track_id,)
        )
        rows = await interaction_sources.of_household(conn)
    artists = {item.partition("\t")[0] for item in rows.items}
    assert artists == {"artist 0", "artist 1"}
    assert len(set(rows.listeners)) == len(household)


async def test_a_file_of_interactions_serves_a_single_listener(
    db: Database, settings: Settings, tmp_path: Path
) -> None:
    async with db.connect() as conn:
        local = await accounts.ensure(conn, "local")
        await add(conn, local.id, plays(0, set(range(4))))
        row = await (await conn.execute("select recording_id from tracks where title = 'Song 3'")).fetchone()
    assert row is not None
    file = tmp_path / "plays.tsv"
    lines = [
        f"{group}-{listener}\tARTIST {group}\tSong {number}\t{number + 1}"
        for group in range(GROUPS)
        for listener in range(20)
        for number in range(SONGS)
        if (listener + number) % 4
    ]
    file.write_text("\n".join([*lines, f"0-0\t{row['recording_id']}"]) + "\n", "utf-8")
    report = await trained(db, settings, local, interactions=file)
    assert (report.outcome, report.user_count, report.item_count) == ("served", 40, 28), report.reason
    again = await trained(db, settings, local, interactions=file)
    assert "the serving model" in again.reason


@pytest.mark.parametrize(
    "line",
    ["only", "one\tArtist", "one\tArtist\tTitle\t0", "one\tArtist\tTitle\tnan", "\tArtist\tTitle", "a\tb\tc\t1\td"],
)
async def test_a_broken_line_is_named(db: Database, tmp_path: Path, line: str) -> None:
    file = tmp_path / "plays.tsv"
    file.write_text(f"one\tArtist\tTitle\n{line}\n", "utf-8")
    with pytest.raises(InvalidRequest, match="line 2"):
        async with db.connect() as conn:
            await interaction_sources.of_file(conn, file)


async def test_an_unknown_recording_id_is_named(db: Database, tmp_path: Path) -> None:
    file = tmp_path / "plays.tsv"
    file.write_text(f"one\t{UUID(int=7)}\n", "utf-8")
    with pytest.raises(InvalidRequest, match="no recording 00000000"):
        async with db.connect() as conn:
            await interaction_sources.of_file(conn, file)


async def test_factors_from_elsewhere_serve_and_worse_ones_do_not_replace_them(
    db: Database, settings: Settings, tmp_path: Path, household: list[Account]
) -> None:
    items = np.array(["\t".join(song(group, number)) for group in range(GROUPS) for number in range(SONGS)])
    good = np.repeat(np.eye(GROUPS, 4, dtype=np.float32), SONGS, axis=0)
    np.savez(tmp_path / "good.npz", items=items, factors=good + 0.01)
    np.savez(tmp_path / "bad.npz", items=items, factors=np.random.default_rng(1).normal(size=good.shape))
    first = await trained(db, settings, household[0], factors=tmp_path / "good.npz")
    assert first.outcome == "served", first.reason
    second = await trained(db, settings, household[0], factors=tmp_path / "bad.npz")
    assert second.outcome == "refused"
    assert "below the serving model" in second.reason
    async with db.connect() as conn:
        served = await collaborative.served(conn, settings.home)
    assert served is not None
    assert served.version == first.version


@pytest.mark.parametrize(
    ("arrays", "said"),
    [
        ({"items": np.array(["a\tb"]), "factors": np.ones((2, 3))}, "do not fit"),
        ({"items": np.array(["a\tb"]), "factors": np.ones(3)}, "table"),
        ({"items": np.array(["a\tb"]), "factors": np.full((1, 3), np.nan)}, "not finite"),
        ({"items": np.array(["a"]), "factors": np.ones((1, 3))}, "artist TAB title"),
        ({"items": np.array(["a\tb", "A\tB "]), "factors": np.ones((2, 3))}, "comes twice"),
        ({"items": np.array(["a\tb"], object), "factors": np.ones((1, 3))}, "not plain"),
        ({"factors": np.ones((1, 3))}, "list of texts"),
    ],
)
async def test_a_file_of_factors_that_cannot_be_used_fails_and_says_why(
    db: Database, settings: Settings, local: Account, tmp_path: Path, arrays: dict[str, np.ndarray], said: str
) -> None:
    np.savez(tmp_path / "factors.npz", **arrays)
    report = await trained(db, settings, local, factors=tmp_path / "factors.npz")
    assert report.outcome == "failed"
    assert said in report.reason


async def test_between_trainings_a_new_recording_is_folded_in_and_nothing_else_moves(
    db: Database, settings: Settings, household: list[Account]
) -> None:
    first = await trained(db, settings, household[0])
    [nothing] = await train(order(db, settings, household[0]), ["cf-growth"])
    assert (nothing.outcome, nothing.reason) == ("skipped", "The factors know every recording of the household.")
    async with db.connect() as conn:
        before = await collaborative.served(conn, settings.home)
        for account in household[1:7]:
            await add(conn, account.id, [Heard(BEGIN + timedelta(days=40), "Newcomer", "Song")])
    clock.fix(datetime.now(UTC) + timedelta(hours=1))
    assert ("cf-growth", str(household[0].id)) in await due_now(db)
    [report] = await train(order(db, settings, household[0]), ["cf-growth"])
    assert (report.outcome, report.item_count) == ("served", GROUPS * SONGS + 1)
    assert report.version != first.version
    assert ("cf-growth", str(household[0].id)) not in await due_now(db)
    async with db.connect() as conn:
        after = await collaborative.served(conn, settings.home)
        points = []
        for account in (household[0], household[7]):
            items, weights = await interaction_sources.of_listener(conn, account.id)
            assert after is not None
            points.append(after.point(after.rows(items).astype(np.int64), weights))
    assert before is not None
    assert after is not None
    assert after.keys == [*before.keys, "newcomer\tsong"]
    np.testing.assert_array_equal(after.model.item_factors[:-1], before.model.item_factors)
    of_the_group, of_the_other = points
    new = after.model.item_factors[-1]
    assert new @ of_the_group > 2 * abs(new @ of_the_other)


async def test_what_came_from_a_file_is_folded_into_and_not_trained_away_at_night(
    db: Database, settings: Settings, household: list[Account], tmp_path: Path
) -> None:
    file = tmp_path / "plays.tsv"
    lines = [f"{one}\tArtist {one % 2}\tSong {song}" for one in range(30) for song in range(SONGS) if (one + song) % 3]
    file.write_text("\n".join(lines), "utf-8")
    report = await trained(db, settings, household[0], interactions=file)
    assert report.outcome == "served", report
    for days in (2, 4):
        clock.fix(datetime.now(UTC) + timedelta(days=days))
        due = await due_now(db)
        assert ("cf", str(household[0].id)) not in due
        assert ("cf-growth", str(household[0].id)) not in due
        async with db.connect() as conn:
            for account in household[1:7]:
                await add(conn, account.id, [Heard(BEGIN + timedelta(days=40 + days), f"Newcomer {days}", "Song")])
        assert ("cf-growth", str(household[0].id)) in await due_now(db)
        [grown] = await train(order(db, settings, household[0]), ["cf-growth"])
        assert grown.outcome == "served"


async def test_factors_of_another_make_are_refused_and_those_before_serve(
    db: Database, settings: Settings, household: list[Account]
) -> None:
    good = await trained(db, settings, household[0])
    for constructor in ({"factors": 2, "abolished": 1}, ["no parameters"]):
        strange = artefacts.write(
            settings.home,
            "cf",
            {
                "item_factors": np.ones((2, 2), np.float32),
                "popularity": np.ones(2),
                "item_keys": packed(["a\tb", "c\td"]),
            },
            user_count=1,
            item_count=2,
            embedding_dim=2,
            parameters={"model": "als", "constructor": constructor},
        )
        async with db.connect() as conn:
            assert await registry.offer(conn, settings.home, strange, Decision(True, "made by a newer product"))
    async with db.connect() as conn:
        found = await collaborative.served(conn, settings.home)
        statuses = [row.status for row in await store.versions(conn, name="cf")]
    assert found is not None
    assert found.version == good.version
    assert statuses == ["refused", "refused", "serving"]
