"""Recordings in words, and their vectors: which words, who may know them, and that a filling can be stopped anywhere."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from uuid import UUID, uuid4

import numpy as np
import psycopg
import pytest
from psycopg.rows import dict_row

from echotune.accounts.store import Account
from echotune.catalog import gate as gate_module
from echotune.catalog.packs import add_pack
from echotune.core.db import Connection, Database
from echotune.core.errors import NotReady
from echotune.training import embed, embeddings, text
from tests.support.letters import Letters

HEADER = "title,artist,album,genre\n"


def pack(dsn: str, folder: Path, name: str, rows: str, *, origin: str = "open", owner: UUID | None = None) -> None:
    path = folder / f"{name}.csv"
    path.write_text(HEADER + rows)
    with psycopg.connect(dsn) as conn:
        add_pack(conn, path, name=name, origin=origin, user_id=owner)


async def texts(conn: Connection, *, gate: bool = True, owner: UUID | None = None) -> list[str]:
    (reader,) = [one for one in await text.readers(conn, gate=gate) if one.owner == owner]
    found = await text.described(conn, reader, embeddings.FIRST, 100)
    return sorted(" | ".join([*one.tag_phrases, one.names]) for one in found)


async def version(conn: Connection, account: Account) -> int:
    row = await (await conn.execute("select data_version from accounts where user_id = %s", (account.id,))).fetchone()
    assert row
    return int(row["data_version"])


async def test_a_recording_is_its_tags_and_its_names_without_what_is_unknown(
    db: Database, database_url: str, tmp_path: Path
) -> None:
    pack(database_url, tmp_path, "one", 'Rain,Ann,Blue Days,"Indie Folk, calm"\nSnow,Bob,,\n')
    pack(database_url, tmp_path, "two", "rain,ann,,calm\n")
    async with db.connect() as conn:
        assert await texts(conn) == ["Snow by Bob", "calm music | indie folk music | Rain by Ann, from Blue Days"]


async def test_gated_facts_are_in_no_phrase_while_the_gate_is_on(
    db: Database, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack(database_url, tmp_path, "api", "Rain,Ann,Blue Days,secretgenre\n", origin="spotify_api")
    async with db.connect() as conn:
        assert await texts(conn) == ["Rain by Ann, from Blue Days"]
        assert await texts(conn, gate=False) == ["secretgenre music | Rain by Ann, from Blue Days"]
        await embed.fill(conn, Letters(), gate=False)
        assert len(await embeddings.load(conn, text.space(gate=True), "letters")) == 0
        assert len(await embeddings.load(conn, text.space(gate=False), "letters")) == 1
        await embed.fill(conn, Letters(), gate=True)
        assert len(await embeddings.load(conn, text.space(gate=False), "letters")) == 0
        sabotaged = text._SOURCES.replace(gate_module.HIDDEN_SOURCES, "(select '' where %(gate)s is null)")
        monkeypatch.setattr(text, "_SOURCES", sabotaged)
        assert await texts(conn) == ["secretgenre music | Rain by Ann, from Blue Days"]  # this test sees a missing gate


async def test_an_accounts_own_facts_are_in_its_own_vectors_alone(
    db: Database, database_url: str, local: Account, tmp_path: Path
) -> None:
    pack(database_url, tmp_path, "all", "Rain,Ann,,folk\nSnow,Bob,,\n")
    pack(database_url, tmp_path, "mine", "Rain,Ann,,zzz\n", owner=local.id)
    encoder = Letters()
    async with db.connect() as conn:
        assert await texts(conn) == ["Snow by Bob", "folk music | Rain by Ann"]
        assert await texts(conn, owner=local.id) == ["folk music | zzz music | Rain by Ann"]
        filled = await embed.fill(conn, encoder, gate=True)
        assert (filled.encoded, filled.changed) == (3, {None, local.id})
        mine = await embeddings.load(conn, "text", "letters", local.id)
        everyones = await embeddings.load(conn, "text", "letters", uuid4())
        assert (mine.vectors[:, 25] > 0).sum() == 1
        assert not everyones.vectors[:, 25].any()
        await conn.execute("delete from packs where name = 'mine'")
        filled = await embed.fill(conn, encoder, gate=True)
        assert (filled.encoded, filled.forgotten) == (0, 1)
        assert await embeddings.owners(conn, "text") == []


async def test_a_second_filling_does_nothing_and_a_third_only_what_changed(
    db: Database, database_url: str, local: Account, tmp_path: Path
) -> None:
    pack(database_url, tmp_path, "all", "Rain,Ann,,folk\nSnow,Bob,,\nSun,Cy,,pop\n")
    encoder = Letters()
    async with db.connect() as conn:
        assert (await embed.fill(conn, encoder, gate=True, limit=2)).encoded == 2
        assert (await embed.fill(conn, encoder, gate=True)).encoded == 1
        before = await version(conn, local)
        again = await embed.fill(conn, encoder, gate=True)
        assert (again.encoded, again.done, again.recordings) == (0, 3, 3)
        assert await version(conn, local) == before
        await conn.commit()
    pack(database_url, tmp_path, "all", "Rain,Ann,,folk\nSnow,Bob,,winter\nSun,Cy,,pop\n")
    encoder.seen.clear()
    async with db.connect() as conn:
        before = await version(conn, local)
        assert (await embed.fill(conn, encoder, gate=True)).encoded == 1
        assert sorted(encoder.seen) == ["Snow by Bob", "winter music"]
        assert await version(conn, local) == before + 1


def test_a_vector_lies_between_its_tags_and_a_little_towards_its_names() -> None:
    encoder = Letters()
    known = text.Described(UUID(int=1), "bbb", "", "", ["aaa", "ccc"])
    untagged = text.Described(UUID(int=2), "bbb", "", "", [])
    empty = text.Described(UUID(int=3), "", "", "", [])
    tags, names = encoder.encode(["aaa music", "ccc music"]).mean(axis=0), encoder.encode(["bbb"])[0]
    expected = tags + 0.15 * names
    found = text.Joining(encoder).vectors([known, untagged, empty])
    np.testing.assert_allclose(found[0], expected / np.linalg.norm(expected), atol=1e-6)
    np.testing.assert_allclose(found[1], names, atol=1e-6)
    assert not found[2].any()


async def test_two_fillings_at_once_are_one(db: Database, database_url: str) -> None:
    async with await psycopg.AsyncConnection.connect(database_url, row_factory=dict_row) as other:
        await other.execute("select pg_advisory_lock(%s)", (embed.LOCK,))
        async with db.connect() as conn:
            with pytest.raises(NotReady, match="already"):
                await embed.fill(conn, Letters(), gate=True)


async def test_a_killed_filling_goes_on_where_it_was(db: Database, database_url: str, tmp_path: Path) -> None:
    total = 4 * embed.ENCODED_AT_ONCE
    pack(database_url, tmp_path, "all", "".join(f"Song {number},Ann,,folk\n" for number in range(total)))
    child = subprocess.Popen([sys.executable, "-m", "tests.support.letters", database_url])
    try:
        kept = 0
        deadline = time.monotonic() + 30
        with psycopg.connect(database_url, autocommit=True) as watching:
            while not kept and time.monotonic() < deadline:
                time.sleep(0.02)
                kept = watching.execute("select count(*) from embeddings").fetchone()[0]  # type: ignore[index]
    finally:
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
    encoder = Letters()
    async with db.connect() as conn:
        before = len(await embeddings.load(conn, "text", "letters"))
        filled = await embed.fill(conn, encoder, gate=True)
        assert 0 < before < total
        assert filled.encoded == len([seen for seen in encoder.seen if seen.startswith("Song")]) == total - before
        assert len(await embeddings.load(conn, "text", "letters")) == total
