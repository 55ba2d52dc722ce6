"""A pack keeps what is good of a file, counts the rest, and never tells what the gate forbids."""

import csv
import gzip
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import polars as pl
import psycopg
import pytest

from echotune.catalog.gate import FACTUAL_PACKS, HIDDEN_SOURCES, VISIBLE_PACKS
from echotune.catalog.identity import track_id
from echotune.catalog.packs import PackReport, add_pack, load_demo_pack
from echotune.catalog.store import keep_tracks
from echotune.core.errors import InvalidRequest
from echotune.history.demo import generate, write_pack
from echotune.history.rows import Item
from tests.support.exports import UNTIL

ID = "3WetGravel000000000001"
GOOD = {
    "track_id": ID,
    "track_name": "Wet Gravel",
    "artists": "Halden Vey",
    "album_name": "Salt Roads",
    "popularity": "41",
    "danceability": "0.4",
    "energy": "0.31",
    "tempo": "92.5",
    "key": "F#",
    "explicit": "False",
    "track_genre": "Slowcore, Indie Folk",
    "release_date": "2016-04",
}


@pytest.fixture
def conn(database_url: str) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(database_url) as connection:
        yield connection


@pytest.fixture
def listener(conn: psycopg.Connection[Any]) -> UUID:
    return new_account(conn)


def new_account(conn: psycopg.Connection[Any]) -> UUID:
    user_id = uuid4()
    conn.execute(
        "insert into accounts (user_id, kind, display_name, time_zone) values (%s, 'listener', 'L', 'UTC')", (user_id,)
    )
    return user_id


def write_csv(path: Path, *rows: dict[str, str]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(dict.fromkeys(key for row in rows for key in row)))
        writer.writeheader()
        writer.writerows(rows)
    return path


def add(conn: psycopg.Connection[Any], path: Path, **wanted: Any) -> PackReport:
    return add_pack(conn, path, **({"name": "tracks", "origin": "open"} | wanted))


def balanced(report: PackReport) -> bool:
    return report.read == report.stored + report.duplicate + report.rejected


def test_the_widely_used_column_names_are_recognised(conn: psycopg.Connection[Any], tmp_path: Path) -> None:
    report = add(conn, write_csv(tmp_path / "a.csv", GOOD))
    assert (report.read, report.stored, report.rejected) == (1, 1, 0)
    track = conn.execute("select item, title, artist, album, explicit, released::text from tracks").fetchone()
    assert track == (f"spotify:track:{ID}", "Wet Gravel", "Halden Vey", "Salt Roads", False, "2016-04-01")
    features = conn.execute("select source, danceability, energy, tempo, key, mode from track_features").fetchone()
    assert features == ("pack:tracks", pytest.approx(0.4), pytest.approx(0.31), 92.5, 6, None)
    assert conn.execute("select tag from track_tags order by tag").fetchall() == [("indie folk",), ("slowcore",)]


def test_a_told_column_wins_over_a_recognised_one(conn: psycopg.Connection[Any], tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", GOOD | {"Lied": "Nasser Kies"})
    add(conn, path, column_map={"title": "Lied"})
    assert conn.execute("select title from tracks").fetchone() == ("Nasser Kies",)


def test_csv_gzipped_csv_semicolons_utf16_and_parquet_store_the_same(
    conn: psycopg.Connection[Any], tmp_path: Path
) -> None:
    plain = write_csv(tmp_path / "a.csv", GOOD, GOOD | {"track_id": ID[:-1] + "2", "track_name": "Ébb"})
    text = plain.read_text("utf-8")
    with gzip.open(tmp_path / "b.csv.gz", "wt", encoding="utf-8") as out:
        out.write(text)
    semicolons = io.StringIO()
    csv.writer(semicolons, delimiter=";").writerows(csv.reader(io.StringIO(text)))
    (tmp_path / "c.csv").write_text(semicolons.getvalue(), "utf-8-sig")
    (tmp_path / "d.csv").write_text(text, "utf-16")
    pl.read_csv(plain, infer_schema=True).write_parquet(tmp_path / "e.parquet")
    kept = []
    for name in ("a.csv", "b.csv.gz", "c.csv", "d.csv", "e.parquet"):
        report = add(conn, tmp_path / name)
        assert (report.read, report.stored) == (2, 2), name
        tags = conn.execute("select track_id, tag from track_tags order by 1, 2").fetchall()
        kept.append((conn.execute("select track_id, energy, key from track_features order by 1").fetchall(), tags))
    assert all(one == kept[0] for one in kept)


def test_values_out_of_range_become_unknown_and_are_counted(conn: psycopg.Connection[Any], tmp_path: Path) -> None:
    wrong = {
        "energy": "1.7",
        "danceability": "NaN",
        "tempo": "inf",
        "popularity": "lots",
        "key": "-1",
        "release_date": "1999-13",
    }
    report = add(conn, write_csv(tmp_path / "a.csv", GOOD | wrong, GOOD | {"track_id": "x", "energy": "-0.1"}))
    assert report.stored == 2
    assert report.out_of_range == {"energy": 2, "popularity": 1, "released": 1, "tempo": 1}
    first = conn.execute(
        "select energy, danceability, tempo, key from track_features where track_id = %s",
        (track_id(f"spotify:track:{ID}"),),
    ).fetchone()
    assert first is None
    assert report.coverage["energy"] == 0
    assert report.coverage["danceability"] == 0.5


def test_a_hostile_file_loses_its_bad_rows_and_no_good_one(conn: psycopg.Connection[Any], tmp_path: Path) -> None:
    head = b"name,artist,energy\n"
    lines = [
        b"Good One,Halden Vey,0.5\n",
        b",Halden Vey,0.5\n",
        b"No Artist,,0.5\n",
        b"Bad \xff\xfe Bytes,Halden Vey,0.5\n",
        b"Too,many,cells,here\n",
        b"Too few\n",
        b'"' + b"x" * 1_000_000 + b'",Halden Vey,0.5\n',
        b"Nul\x00 Byte,Halden Vey,\x00\n",
        b"y" * 5_000 + b",Halden Vey,0.5\n",
        b"Wrong Type,Halden Vey,{}\n",
        b"Good One,HALDEN VEY,0.9\n",
        "Sidste Gode,Søren Ø,0.1\n".encode(),
        b'"Open quote, never closed,0.3\n',
    ]
    (tmp_path / "a.csv").write_bytes(head + b"".join(lines))
    report = add(conn, tmp_path / "a.csv")
    assert balanced(report)
    assert report.rejected_by_reason == {
        "bad_encoding": 1,
        "no_artist": 1,
        "no_title": 1,
        "too_long": 1,
        "unreadable_line": 1,
        "wrong_cell_count": 3,
    }
    assert report.duplicate == 1
    assert {title for (title,) in conn.execute("select title from tracks")} == {
        "Good One",
        "Nul Byte",
        "Wrong Type",
        "Sidste Gode",
    }


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"PK\x03\x04zip", "neither CSV"),
        (b"PAR1 and nothing more", "damaged Parquet"),
        (b"\x1f\x8b\x08\x00broken", "damaged gzip"),
        (b"a,b,c\n1,2,3\n", "title and artist"),
        (b"name,energy\nx,0.1\n", "artist"),
    ],
)
def test_an_unusable_file_is_refused_in_a_sentence_and_leaves_nothing(
    conn: psycopg.Connection[Any], tmp_path: Path, content: bytes, said: str
) -> None:
    (tmp_path / "a.csv").write_bytes(content)
    with pytest.raises(InvalidRequest, match=said):
        add(conn, tmp_path / "a.csv")
    assert conn.execute("select count(*) from packs").fetchone() == (0,)


@pytest.mark.parametrize(
    "wanted",
    [{"origin": "somewhere"}, {"name": ""}, {"name": "a/../b"}, {"name": "demo"}, {"column_map": {"title": "nope"}}],
)
def test_an_undeclared_origin_or_a_bad_name_is_refused(
    conn: psycopg.Connection[Any], tmp_path: Path, wanted: dict[str, Any]
) -> None:
    with pytest.raises(InvalidRequest):
        add(conn, write_csv(tmp_path / "a.csv", GOOD), **wanted)


def test_adding_again_replaces_the_pack(conn: psycopg.Connection[Any], tmp_path: Path) -> None:
    add(conn, write_csv(tmp_path / "a.csv", GOOD, GOOD | {"track_id": ID[:-1] + "2"}))
    report = add(conn, write_csv(tmp_path / "b.csv", GOOD | {"energy": "0.9"}))
    assert report.stored == 1
    assert conn.execute("select count(*) from pack_tracks").fetchone() == (1,)
    assert conn.execute("select energy from track_features").fetchall() == [(pytest.approx(0.9),)]


def test_a_name_that_another_account_uses_is_taken(
    conn: psycopg.Connection[Any], listener: UUID, tmp_path: Path
) -> None:
    path = write_csv(tmp_path / "a.csv", GOOD)
    add(conn, path, user_id=listener)
    with pytest.raises(InvalidRequest, match="taken"):
        add(conn, path, user_id=new_account(conn))


def test_the_listeners_own_names_win_over_a_pack_and_share_its_track(
    conn: psycopg.Connection[Any], tmp_path: Path
) -> None:
    add(conn, write_csv(tmp_path / "a.csv", GOOD | {"track_name": "wet gravel (album version)"}))
    played = Item(f"spotify:track:{ID}", "track", "Wet Gravel", "Halden Vey", "Salt Roads")
    single = Item("spotify:track:" + "9" * 22, "track", "Wet Gravel ", "HALDEN VEY", "Wet Gravel")
    keep_tracks(conn, [played, single], "export")
    add(conn, write_csv(tmp_path / "b.csv", GOOD | {"track_name": "something else"}))
    tracks = conn.execute("select title, source, recording_key, recording_id from tracks order by item").fetchall()
    assert [track[:3] for track in tracks] == [
        ("Wet Gravel", "export", "halden vey\twet gravel"),
        ("Wet Gravel ", "export", "halden vey\twet gravel"),
    ]
    assert tracks[0][3] == tracks[1][3] == track_id(played.item)


def readable(conn: psycopg.Connection[Any], user: UUID, *, gate: bool) -> dict[str, Any]:
    """Everything that the fragments of the gate let through."""
    known = {"user": user, "gate": gate}
    return {
        "features": conn.execute(
            f"select energy from track_features where source not in {HIDDEN_SOURCES}", known
        ).fetchall(),
        "tags": conn.execute(f"select tag from track_tags where source not in {HIDDEN_SOURCES}", known).fetchall(),
        "facts": conn.execute(
            f"select popularity, explicit, released from pack_tracks where pack_id in {FACTUAL_PACKS}", known
        ).fetchall(),
        "named": conn.execute(f"select track_id from pack_tracks where pack_id in {VISIBLE_PACKS}", known).fetchall(),
    }


def test_facts_of_spotifys_api_stay_unread_while_the_gate_is_on(
    conn: psycopg.Connection[Any], listener: UUID, tmp_path: Path
) -> None:
    add(conn, write_csv(tmp_path / "a.csv", GOOD), origin="spotify_api")
    closed = readable(conn, listener, gate=True)
    assert (closed["features"], closed["tags"], closed["facts"]) == ([], [], [])
    assert len(closed["named"]) == 1
    opened = readable(conn, listener, gate=False)
    assert (len(opened["features"]), len(opened["tags"]), len(opened["facts"])) == (1, 2, 1)


def test_a_gated_pack_teaches_the_common_table_names_alone(conn: psycopg.Connection[Any], tmp_path: Path) -> None:
    add(conn, write_csv(tmp_path / "a.csv", GOOD | {"duration_ms": "200000"}), origin="spotify_api")
    assert conn.execute("select duration_ms, explicit, released from tracks").fetchone() == (None, None, None)
    add(conn, write_csv(tmp_path / "b.csv", GOOD | {"duration_ms": "200000"}), name="free", origin="open")
    assert conn.execute("select duration_ms, explicit from tracks").fetchone() == (200_000, False)


def test_one_accounts_pack_is_invisible_to_another(
    conn: psycopg.Connection[Any], listener: UUID, tmp_path: Path
) -> None:
    add(conn, write_csv(tmp_path / "a.csv", GOOD), user_id=listener)
    assert not any(readable(conn, new_account(conn), gate=False).values())
    assert all(readable(conn, listener, gate=True).values())


def test_a_pack_raises_the_data_version_of_those_who_see_it(
    conn: psycopg.Connection[Any], listener: UUID, tmp_path: Path
) -> None:
    other = new_account(conn)
    add(conn, write_csv(tmp_path / "a.csv", GOOD), user_id=listener)
    versions = dict(conn.execute("select user_id, data_version from accounts").fetchall())
    assert versions[listener] == versions[other] + 1


def test_the_demo_pack_is_the_demo_accounts_and_carries_its_own_source(
    conn: psycopg.Connection[Any], listener: UUID, tmp_path: Path
) -> None:
    write_pack(generate(2_000, 5, until=UNTIL), tmp_path / "demo.csv", 600)
    report = load_demo_pack(conn, listener, tmp_path / "demo.csv")
    assert (report.stored, report.rejected) == (600, 0)
    assert conn.execute("select distinct source from track_features").fetchall() == [("demo",)]
    assert 0.65 < report.coverage["energy"] < 0.85
    assert not any(readable(conn, new_account(conn), gate=True).values())
