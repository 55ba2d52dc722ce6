"""The generated export is repeatable, has every quirk of real ones, and holds habits that can be learned."""

import hashlib
import json
import re
import zipfile
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from echotune.history.demo import CANARIES, Demo, generate, pack_tracks, write_zip
from echotune.history.demo.rows import LOCAL, TRACK
from tests.support.exports import UNTIL

Row = dict[str, Any]
AUDIO = re.compile(r"Spotify Extended Streaming History/Streaming_History_Audio_\d{4}(-\d{4})?_(\d+)\.json")
OLD_HEADER = """
    ts username platform ms_played conn_country ip_addr_decrypted user_agent_decrypted master_metadata_track_name
    master_metadata_album_artist_name master_metadata_album_album_name spotify_track_uri episode_name episode_show_name
    spotify_episode_uri reason_start reason_end shuffle skipped offline offline_timestamp incognito_mode"""
OLD_KEYS = set(OLD_HEADER.split())
NEW_KEYS = (OLD_KEYS - {"username", "ip_addr_decrypted", "user_agent_decrypted"}) | {
    "ip_addr",
    "audiobook_title",
    "audiobook_uri",
    "audiobook_chapter_uri",
    "audiobook_chapter_title",
}


@pytest.fixture(scope="module")
def demo() -> Demo:
    return generate(20_000, 7, until=UNTIL)


@pytest.fixture(scope="module")
def files(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Every JSON document of the ZIP by its path, in the order of the ZIP."""
    path = tmp_path_factory.mktemp("demo") / "demo.zip"
    write_zip(demo, path)
    with zipfile.ZipFile(path) as archive:
        return {name: json.loads(archive.read(name)) for name in archive.namelist() if name.endswith(".json")}


@pytest.fixture(scope="module")
def extended(files: dict[str, Any]) -> list[tuple[str, Row]]:
    return [(name, row) for name, rows in files.items() if isinstance(rows, list) for row in rows if "ts" in row]


@pytest.fixture(scope="module")
def short(files: dict[str, Any]) -> list[Row]:
    return [row for name, rows in files.items() if "StreamingHistory_" in name for row in rows]


def natural_key(row: Row) -> tuple[Any, ...]:
    uri = row["spotify_track_uri"] or row["spotify_episode_uri"] or row.get("audiobook_chapter_uri")
    names = [row[f"master_metadata_{name}"] for name in ("track_name", "album_artist_name", "album_album_name")]
    return (row["ts"], uri or (tuple(names) if names[0] else None), row["ms_played"])


def test_the_same_seed_gives_the_same_bytes_and_another_seed_other_ones(tmp_path: Path) -> None:
    digests = []
    for number, seed in enumerate((3, 3, 4)):
        write_zip(generate(1_500, seed, until=UNTIL), tmp_path / f"{number}.zip")
        digests.append(hashlib.sha256((tmp_path / f"{number}.zip").read_bytes()).hexdigest())
    assert digests[0] == digests[1] != digests[2]


@pytest.mark.parametrize("rows", [200, 1_000, 5_000])
def test_the_zip_holds_exactly_the_rows_asked_for(rows: int, tmp_path: Path) -> None:
    write_zip(generate(rows, 1, until=UNTIL), tmp_path / "demo.zip")
    with zipfile.ZipFile(tmp_path / "demo.zip") as archive:
        names = [
            name for name in archive.namelist() if re.search(r"History_|endsong|endvideo", name) and ".json" in name
        ]
        assert sum(len(json.loads(archive.read(name))) for name in names) == rows


def test_fewer_rows_than_quirks_are_refused() -> None:
    with pytest.raises(ValueError, match="at least"):
        generate(10, 1, until=UNTIL)


def test_the_expected_counts_agree_with_a_count_of_the_written_files(
    demo: Demo, extended: list[tuple[str, Row]], short: list[Row]
) -> None:
    keys = [natural_key(row) for _, row in extended]
    told = {key for key in keys if key[1] is not None}
    ends = {
        (row["master_metadata_track_name"] or row["episode_name"], row["ts"][:16].replace("T", " "), row["ms_played"])
        for _, row in extended
    }
    by_itself = {
        (r.get("trackName") or r["episodeName"], r.get("artistName"), r["endTime"], r["msPlayed"])
        for r in short
        if (r.get("trackName") or r["episodeName"], r["endTime"], r["msPlayed"]) not in ends
    }
    assert demo.expected.read == len(extended) + len(short) == 20_000
    assert demo.expected.rejected_no_item == sum(key[1] is None for key in keys)
    assert demo.expected.plays == len(told) + len(by_itself)


def test_both_generations_have_their_own_keys(extended: list[tuple[str, Row]]) -> None:
    shapes = Counter(frozenset(row) for _, row in extended)
    assert set(shapes) == {frozenset(OLD_KEYS), frozenset(NEW_KEYS)}
    assert min(shapes.values()) > 2_000


def test_the_file_names_sort_otherwise_than_time(files: dict[str, Any]) -> None:
    numbers = [int(found[2]) for name in files if (found := AUDIO.fullmatch(name))]
    assert max(numbers) >= 8
    sorted_by_name = [name for name in files if AUDIO.fullmatch(name)]
    assert sorted_by_name == sorted(sorted_by_name)
    starts = [files[name][len(files[name]) // 2]["ts"] for name in sorted_by_name]
    assert starts != sorted(starts)


def test_endsong_files_are_unsorted_and_each_spans_the_years(files: dict[str, Any]) -> None:
    endsongs = [rows for name, rows in files.items() if name.startswith("MyData/endsong_")]
    assert len(endsongs) >= 2
    for rows in endsongs:
        times = [row["ts"] for row in rows]
        assert times != sorted(times)
        assert {time[:4] for time in times} >= {"2015", "2016", "2017"}


QUIRKS: dict[str, Callable[[Row], bool]] = {
    "zero milliseconds": lambda row: row["ms_played"] == 0,
    "a row of more than five hours": lambda row: row["ms_played"] > 5 * 3_600_000,
    "no item at all": lambda row: natural_key(row)[1] is None,
    "a local file: names and no address": lambda row: bool(
        row["master_metadata_track_name"] and not row["spotify_track_uri"]
    ),
    "a podcast": lambda row: bool(row["spotify_episode_uri"]),
    "a chapter of a book that looks like a show": lambda row: (row.get("audiobook_uri") or "").startswith(
        "spotify:show:"
    ),
    "offline_timestamp null": lambda row: row["offline_timestamp"] is None,
    "offline_timestamp zero": lambda row: row["offline_timestamp"] == 0,
    "offline_timestamp in seconds": lambda row: 0 < (row["offline_timestamp"] or 0) < 1e11,
    "offline_timestamp in milliseconds": lambda row: (row["offline_timestamp"] or 0) > 1e11,
    "offline": lambda row: row["offline"],
    "incognito": lambda row: row["incognito_mode"],
    "skipped null": lambda row: row["skipped"] is None,
    "skipped beside trackdone": lambda row: row["skipped"] is True and row["reason_end"] == "trackdone",
    "reason_end null": lambda row: row["reason_end"] is None,
    "reason_end empty": lambda row: row["reason_end"] == "",
    "a legacy reason": lambda row: row["reason_start"] in {"click-row", "clickside", "popup", "uriopen", "persisted"},
    "platform in free text": lambda row: row["platform"].startswith("Android OS 4.2.2"),
    "platform in one word": lambda row: row["platform"] == "ios",
    "raw letters beyond ASCII": lambda row: not (row["master_metadata_album_artist_name"] or "").isascii(),
    "an address that must be dropped": lambda row: (row.get("ip_addr") or row.get("ip_addr_decrypted")) in CANARIES,
}


@pytest.mark.parametrize("quirk", QUIRKS)
def test_the_export_has(quirk: str, extended: list[tuple[str, Row]]) -> None:
    assert any(QUIRKS[quirk](row) for _, row in extended)


def test_units_of_offline_timestamp_are_mixed_in_one_file(files: dict[str, Any]) -> None:
    rows = next(rows for name, rows in files.items() if AUDIO.fullmatch(name) and "ip_addr" in rows[0])
    stamps = [row["offline_timestamp"] for row in rows]
    assert {0 if not at else 1 if at < 1e11 else 2 for at in stamps} == {0, 1, 2}


def test_exact_duplicates_stand_in_one_file_and_across_files(extended: list[tuple[str, Row]]) -> None:
    places: dict[tuple[Any, ...], list[str]] = {}
    for name, row in extended:
        places.setdefault(natural_key(row), []).append(name)
    repeated = [names for names in places.values() if len(names) > 1]
    assert any(len(set(names)) < len(names) for names in repeated)
    assert any(len(set(names)) > 1 for names in repeated)
    assert 0.003 < sum(len(names) - 1 for names in repeated) / len(extended) < 0.03


def test_one_second_and_song_can_have_two_lengths(extended: list[tuple[str, Row]]) -> None:
    lengths: dict[tuple[Any, ...], set[int]] = {}
    for _, row in extended:
        if row["spotify_track_uri"]:
            lengths.setdefault(natural_key(row)[:2], set()).add(row["ms_played"])
    assert sum(len(found) > 1 for found in lengths.values()) >= 10


def test_the_skip_flag_is_silent_until_autumn_2022(extended: list[tuple[str, Row]]) -> None:
    audio = [row for name, row in extended if "ideo" not in name]
    early = [row for row in audio if row["ts"] < "2022-10-16"]
    forward = [row for row in audio if row["ts"] > "2023" and row["reason_end"] == "fwdbtn" and "ip_addr" in row]
    assert not any(row["skipped"] for row in early)
    assert {row["skipped"] for row in early} == {None, False}
    assert all(row["skipped"] for row in forward)


def test_platforms_turn_coarse_on_one_day(extended: list[tuple[str, Row]]) -> None:
    coarse = {"android", "ios", "windows", "linux", "osx", "web_player", "not_applicable", "cast"}
    assert {row["platform"] in coarse for _, row in extended if row["ts"] >= "2023-10-19"} == {True}
    assert {row["platform"] in coarse for _, row in extended if row["ts"] < "2023-10-18"} == {False}


def test_video_rows_are_short_flagged_and_hold_songs(files: dict[str, Any]) -> None:
    rows = [row for name, found in files.items() if "ideo" in name for row in found]
    assert len(rows) > 100
    assert all(row["spotify_track_uri"].startswith("spotify:track:") for row in rows)
    assert np.mean([row["ms_played"] < 30_000 for row in rows]) > 0.9


def test_the_short_form_overlaps_the_extended_one_and_goes_beyond_it(
    demo: Demo, extended: list[tuple[str, Row]], short: list[Row]
) -> None:
    last = max(row["ts"] for name, row in extended if AUDIO.fullmatch(name))[:16].replace("T", " ")
    assert any(row["endTime"] > last for row in short)
    assert 0 < demo.expected.explained_short < len(short)


def test_the_library_files_name_tracks_of_the_history(files: dict[str, Any], extended: list[tuple[str, Row]]) -> None:
    played = {row["spotify_track_uri"] for _, row in extended}
    account = "Spotify Account Data/"
    listed = [item["track"]["trackUri"] for p in files[account + "Playlist1.json"]["playlists"] for item in p["items"]]
    saved = [track["uri"] for track in files[account + "YourLibrary.json"]["tracks"]]
    assert min(len(listed), len(saved)) > 100
    assert np.mean([uri in played for uri in listed + saved]) > 0.9
    assert {account + "Inferences.json", account + "Follow.json"} <= set(files)


def test_rows_end_before_the_day_asked_for() -> None:
    demo = generate(2_000, 2, until=date(2024, 6, 1))
    assert datetime.fromtimestamp(int(demo.rows.end.max()), UTC).date() < date(2024, 6, 1)


def test_a_longer_demo_knows_more_tracks_and_has_the_shares_of_real_histories() -> None:
    """A million rows have to know 40,000 tracks, which `benchmarks/import_speed.py` counts: the growth is alike."""
    demo = generate(100_000, 1, until=UNTIL)
    music = (demo.rows.kind == TRACK) | (demo.rows.kind == LOCAL)
    assert demo.rows_in_files == 100_000
    assert len(np.unique(demo.rows.item[music])) >= 40_000 / 10**0.72
    assert 0.13 < np.mean(demo.rows.ms_played[music] < 30_000) < 0.67


def listens(demo: Demo) -> tuple[np.ndarray, np.ndarray]:
    kept = (demo.rows.kind == TRACK) & (demo.rows.ms_played >= 30_000)
    return demo.rows.end[kept], demo.rows.item[kept]


def test_a_week_repeats_between_half_and_nearly_all_of_its_tracks(demo: Demo) -> None:
    end, item = listens(demo)
    week = (end - end[0]) // (7 * 86_400)
    known: set[int] = set()
    shares = []
    for number in range(int(week[-1])):
        tracks = set(item[week == number].tolist())
        if len(tracks) >= 10:
            shares.append(len(tracks & known) / len(tracks))
        known |= tracks
    assert 0.52 < np.median(shares[50:]) < 0.97


def hits_at_20(end: np.ndarray, item: np.ndarray, *, recent: bool) -> float:
    """Share of next week's 20 guesses that come true, guessing by plays of the last 30 days or of all time."""
    shares = []
    for cut in np.linspace(np.quantile(end, 0.4), end[-1] - 7 * 86_400, 40):
        before = (end < cut) & (end >= (cut - 30 * 86_400 if recent else 0))
        after = set(item[(end >= cut) & (end < cut + 7 * 86_400)].tolist())
        tracks, plays = np.unique(item[before], return_counts=True)
        guess = tracks[np.lexsort((tracks, -plays))][:20].tolist()
        shares.append(len(after.intersection(guess)) / 20)
    return float(np.mean(shares))


def test_what_was_played_lately_tells_more_than_what_was_played_most_unless_times_are_shuffled(demo: Demo) -> None:
    end, item = listens(demo)
    assert hits_at_20(end, item, recent=True) > 1.3 * hits_at_20(end, item, recent=False)
    shuffled = np.random.default_rng(1).permutation(item)
    assert hits_at_20(end, shuffled, recent=True) < 1.05 * hits_at_20(end, shuffled, recent=False)


def test_the_pack_has_known_and_unheard_tracks_and_believable_gaps(demo: Demo) -> None:
    pack = list(pack_tracks(demo))
    played = {demo.naming.song(track, 0)[3].rsplit(":", 1)[1] for track in np.unique(listens(demo)[1]).tolist()}
    unheard = [track for track in pack if track.track_id not in played]
    artists = {demo.naming.world.artist_name(track) for track in np.unique(listens(demo)[1]).tolist()}
    assert len(pack) == len({track.track_id for track in pack}) == 5_000
    assert len(unheard) > 1_000
    assert {track.artist in artists for track in unheard} == {True, False}
    assert 0.2 < np.mean([track.tempo is None for track in pack]) < 0.3
    assert all(0 <= value <= 1 for track in pack if (value := track.energy) is not None)
    assert {track.explicit for track in pack} == {True, False, None}
    assert all(re.fullmatch(r"\d{4}(-\d\d-\d\d)?", track.release_date) for track in pack)
