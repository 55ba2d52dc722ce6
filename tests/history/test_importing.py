"""Whole imports: what is stored, how it is counted, in whatever order the files come."""

from __future__ import annotations

import csv
import io
import json
import logging
from itertools import permutations
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from echotune.history.demo import CANARIES, generate, write_zip
from echotune.history.reading import Cancelled, Watch
from tests.support.exports import UNTIL, Row, make_export, new_row, old_row, short_row, write_export
from tests.support.importing import content_hash, import_paths, new_account, new_import, query

VISIBLE = """
    select ended_at, item_id, ms_played, kind from plays where user_id = %s and superseded_by is null
    order by ended_at, item_id, ms_played
"""


def write_json(path: Path, rows: list[Row]) -> Path:
    path.write_text(json.dumps(rows, ensure_ascii=False))
    return path


def overlapping(folder: Path) -> list[Path]:
    """Four files over the same two hours: an older export, a newer one, the short form, and a CSV without URIs."""
    song = {"master_metadata_track_name": "Ebb", "spotify_track_uri": "spotify:track:0000000000000000000002"}
    older = [
        old_row("2024-05-04T19:30:20Z"),
        old_row("2024-05-04T19:34:10Z", **song),
        old_row("2024-05-04T19:34:10Z", **song),
    ]
    newer = [
        new_row("2024-05-04T19:30:20Z"),
        new_row("2024-05-04T19:34:10Z", **song, ms_played=9_000),
        new_row("2024-05-04T20:00:00Z"),
        new_row("2024-05-04T20:05:00Z", spotify_track_uri=None, master_metadata_track_name=None),
    ]
    short = [
        short_row("2024-05-04 19:30"),
        short_row("2024-05-04 19:34", trackName=" ebb "),
        short_row("2024-05-04 19:34", trackName="Ebb", msPlayed=9_001),
        short_row("2024-05-04 21:00"),
        short_row("2024-05-04 21:00"),
    ]
    text = io.StringIO()
    table = csv.writer(text)
    columns = [
        "ts", "platform", "ms_played", "master_metadata_track_name", "master_metadata_album_artist_name",
        "master_metadata_album_album_name", "shuffle", "skipped",
    ]  # fmt: skip
    table.writerow(columns)
    for row in (new_row("2024-05-04T20:00:00Z"), new_row("2024-05-04T20:00:01Z"), new_row("2024-05-04T19:30:20Z")):
        table.writerow([row[column] for column in columns])
    (folder / "names.csv").write_text(text.getvalue())
    return [
        write_json(folder / "endsong_0.json", older),
        write_json(folder / "Streaming_History_Audio_2024.json", newer),
        write_json(folder / "StreamingHistory_music_0.json", short),
        folder / "names.csv",
    ]


def test_overlapping_files_show_the_same_plays_in_every_order(database_url: str, tmp_path: Path) -> None:
    files = overlapping(tmp_path)
    seen = set()
    for order in permutations(files):
        account = new_account(database_url)
        for path in order:
            import_paths(database_url, account, path)
        seen.add(repr(query(database_url, VISIBLE, account)))
        again = [import_paths(database_url, account, path) for path in order]
        assert [progress.stored for progress in again] == [0] * 4
    together = new_account(database_url)
    progress = import_paths(database_url, together, *files)
    seen.add(repr(query(database_url, VISIBLE, together)))
    assert len(seen) == 1
    assert (progress.read, progress.rejected_by_reason) == (15, {"no_item": 1})
    # 19:30:20, 19:34:10 twice (two ms), 20:00:00, the CSV's 20:00:01, the short form's own 19:34 and 21:00
    assert len(query(database_url, VISIBLE, together)) == 7


def test_a_short_row_is_a_duplicate_after_its_extended_twin_and_superseded_before_it(
    database_url: str, tmp_path: Path
) -> None:
    extended = write_json(tmp_path / "endsong_0.json", [old_row("2024-05-04T19:30:59Z")])
    short = write_json(tmp_path / "StreamingHistory0.json", [short_row("2024-05-04 19:30")])
    after, before = new_account(database_url), new_account(database_url)
    import_paths(database_url, after, extended)
    assert import_paths(database_url, after, short).duplicate == 1
    assert import_paths(database_url, before, short).stored == 1
    assert import_paths(database_url, before, extended).stored == 1
    rows = query(database_url, "select form, superseded_by from plays where user_id = %s order by form", before)
    assert [(form, superseded is not None) for form, superseded in rows] == [("extended", False), ("short", True)]
    assert query(database_url, "select count(*) from listens where user_id = %s", before) == [(1,)]


@pytest.mark.parametrize(
    "changes",
    [{"msPlayed": 213_999}, {"trackName": "Ebb"}, {"endTime": "2024-05-04 19:31"}, {"artistName": "Low Ferry"}],
)
def test_a_short_row_that_differs_is_another_play(database_url: str, tmp_path: Path, changes: Row) -> None:
    account = new_account(database_url)
    import_paths(database_url, account, write_json(tmp_path / "endsong_0.json", [old_row("2024-05-04T19:30:59Z")]))
    other = write_json(tmp_path / "StreamingHistory0.json", [short_row("2024-05-04 19:30") | changes])
    assert import_paths(database_url, account, other).stored == 1


def test_the_natural_key_is_time_item_and_ms_across_all_files(database_url: str, tmp_path: Path) -> None:
    same = new_row("2024-01-01T00:00:00Z")
    rows = [
        same,
        same | {"platform": "linux"},
        same | {"ms_played": 1},
        same | {"spotify_track_uri": "spotify:track:2"},
    ]
    first = write_json(tmp_path / "endsong_0.json", rows)
    second = write_json(tmp_path / "endsong_1.json", [same, same | {"ts": "2024-01-01T00:00:01Z"}])
    account = new_account(database_url)
    progress = import_paths(database_url, account, first, second)
    assert (progress.read, progress.stored, progress.duplicate) == (6, 4, 2)


def test_files_are_read_by_number_and_not_by_name(database_url: str, tmp_path: Path) -> None:
    names = [f"Streaming_History_Audio_2024_{number}.json" for number in (10, 2, 1)]
    export = write_export(tmp_path / "a.zip", {name: [new_row()] for name in names})
    progress = import_paths(database_url, new_account(database_url), export)
    assert [file.name for file in progress.files] == names[::-1]


def test_ids_come_from_the_item_and_the_first_seen_release_names_the_recording(
    database_url: str, tmp_path: Path
) -> None:
    single = new_row(
        "2020-01-01T00:00:00Z", spotify_track_uri="spotify:track:1", master_metadata_album_album_name="Ebb"
    )
    album = new_row(
        "2020-01-02T00:00:00Z", spotify_track_uri="spotify:track:2", master_metadata_track_name="wet gravel "
    )
    account = new_account(database_url)
    import_paths(database_url, account, write_json(tmp_path / "endsong_0.json", [single, album]))
    rows = query(
        database_url,
        "select t.item, t.track_id = p.item_id, t.recording_id = first.track_id, t.source "
        "from plays p join tracks t on t.track_id = p.item_id, tracks first "
        "where p.user_id = %s and first.item = 'spotify:track:1' order by t.item",
        account,
    )
    assert rows == [("spotify:track:1", True, True, "export"), ("spotify:track:2", True, True, "export")]


def test_a_track_without_names_takes_them_when_they_come(database_url: str, tmp_path: Path) -> None:
    gap = new_row("2022-11-01T00:00:00Z", spotify_track_uri="spotify:track:gap") | dict.fromkeys(
        ["master_metadata_track_name", "master_metadata_album_artist_name", "master_metadata_album_album_name"]
    )
    other = gap | {"spotify_track_uri": "spotify:track:other gap"}
    named = new_row("2023-11-01T00:00:00Z", spotify_track_uri="spotify:track:gap")
    account = new_account(database_url)
    import_paths(database_url, account, write_json(tmp_path / "endsong_0.json", [gap, other]))
    keys = query(database_url, "select count(distinct recording_key) from tracks where title = ''")
    assert keys == [(2,)]
    import_paths(database_url, account, write_json(tmp_path / "endsong_1.json", [named]))
    assert query(database_url, "select title from tracks where item = 'spotify:track:gap'") == [("Wet Gravel",)]


def test_a_generated_export_is_counted_as_its_generator_says(database_url: str, tmp_path: Path) -> None:
    demo = generate(6_000, 11, until=UNTIL)
    write_zip(demo, tmp_path / "a.zip")
    account = new_account(database_url)
    progress = import_paths(database_url, account, tmp_path / "a.zip")
    assert (progress.read, progress.rejected) == (demo.expected.read, demo.expected.rejected_no_item)
    visible = query(database_url, "select count(*) from plays where user_id = %s and superseded_by is null", account)
    assert visible == [(demo.expected.plays,)]
    again = import_paths(database_url, account, tmp_path / "a.zip")
    assert (again.stored, again.rejected, again.library_items) == (0, progress.rejected, 0)
    assert progress.library_items > 0


def test_early_insights_are_those_of_separate_sql(database_url: str, tmp_path: Path) -> None:
    account = new_account(database_url, zone="America/St_Johns")
    early = import_paths(database_url, account, make_export(tmp_path, rows=4_000, seed=2)).early
    local = """
        with heard as (
            select p.*, t.artist, p.ended_at - p.ms_played * interval '1 ms' as began,
                (p.ended_at - p.ms_played * interval '1 ms') at time zone 'America/St_Johns' as wall
            from plays p join tracks t on t.track_id = p.item_id
            where p.user_id = %s and p.kind = 'audio' and p.ms_played >= 30000
        )
    """
    assert query(database_url, local + "select floor(extract(epoch from min(began)))::bigint from heard", account) == [
        (early.first_play_at,)
    ]
    top = query(database_url, local + "select count(*) from heard group by artist order by 1 desc limit 1", account)
    assert top == [(early.top_artist_plays,)]
    named = query(database_url, local + f"select count(*) from heard where artist = '{early.top_artist}'", account)
    assert named == top
    day = query(
        database_url,
        local + "select wall::date::text, count(*) from heard group by 1 order by 2 desc, 1 limit 1",
        account,
    )
    assert day == [(early.fullest_day, early.fullest_day_plays)]
    years = query(
        database_url,
        local + "select extract(year from wall)::int::text, count(*)::int, round(count(*) filter (where reason_end = "
        "'trackdone')::numeric / count(*) filter (where reason_end not in ('', 'unknown')), 3)::float "
        "from heard group by 1 order by 1",
        account,
    )
    assert [(ring.label, ring.plays, ring.completion) for ring in early.rings] == years


def test_personal_values_are_nowhere_after_an_import(
    database_url: str, tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    poisoned = [old_row("not a time"), old_row(ms_played="x"), old_row(shuffle="203.0.113.77")]
    broken = json.dumps(poisoned).encode()[:-40]
    export = make_export(tmp_path, rows=2_000, seed=6)
    loose = tmp_path / "endsong_9.json"
    loose.write_bytes(broken)
    import_paths(database_url, new_account(database_url), export, loose)
    tables = query(
        database_url,
        "select format('%%I.%%I', schemaname, tablename) from pg_tables where schemaname not in ('pg_catalog', "
        "'information_schema')",
    )
    dump = "".join(
        str(row[0])
        for (table,) in tables
        for row in query(database_url, f"select everything::text from {table} everything")
    )
    out, err = capfd.readouterr()
    assert "Halden Vey" in dump
    for canary in [*CANARIES, "canary", "203.0.113.77", "192.0.2.41"]:
        assert canary not in dump
        assert canary not in caplog.text + out + err


def test_a_cancelled_import_goes_on_from_its_checkpoint(database_url: str, tmp_path: Path) -> None:
    export = make_export(tmp_path, rows=20_000, seed=8)
    whole, parted = new_account(database_url), new_account(database_url)
    expected = import_paths(database_url, whole, export)
    import_id, reads = new_import(database_url, parted), []
    for _ in range(60):
        batches = iter([False, False, True])
        try:
            progress = import_paths(
                database_url,
                parted,
                export,
                import_id=import_id,
                watch=Watch(wants_stop=lambda: next(batches, True)),  # noqa: B023
            )
            break
        except Cancelled:
            status, read = query(
                database_url, "select status, progress -> 'read' from imports where import_id = %s", import_id
            )[0]
            assert status == "cancelled"
            reads.append(read)
            query_status(database_url, import_id)
    assert reads == sorted(set(reads))
    assert len(reads) > 3
    assert (progress.read, progress.stored, progress.duplicate) == (expected.read, expected.stored, expected.duplicate)
    assert content_hash(database_url, parted) == content_hash(database_url, whole)


def query_status(dsn: str, import_id: UUID) -> None:
    query(dsn, "update imports set status = 'waiting' where import_id = %s returning 1", import_id)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    files=st.lists(
        st.lists(
            st.tuples(st.sampled_from(["extended", "short"]), st.integers(0, 3), st.integers(0, 1), st.integers(0, 1)),
            max_size=12,
        ),
        min_size=1,
        max_size=4,
    )
)
def test_whatever_overlaps_the_counters_balance_and_the_sum_is_what_is_stored(
    database_url: str, tmp_path: Path, files: list[list[tuple[str, int, int, int]]]
) -> None:
    account, stored = new_account(database_url), 0
    for number, file in enumerate(files):
        for form in ("extended", "short"):
            rows = [
                new_row(f"2024-05-04T19:3{minute}:07Z", ms_played=ms, spotify_track_uri=f"spotify:track:{track}")
                if form == "extended"
                else short_row(f"2024-05-04 19:3{minute}", msPlayed=ms)
                for kind, minute, track, ms in file
                if kind == form
            ]
            name = "endsong_0.json" if form == "extended" else "StreamingHistory0.json"
            folder = tmp_path / f"{number}{form}"
            folder.mkdir(exist_ok=True)
            if rows:
                stored += import_paths(database_url, account, write_json(folder / name, rows)).stored
    assert query(database_url, "select count(*)::int from plays where user_id = %s", account) == [(stored,)]
