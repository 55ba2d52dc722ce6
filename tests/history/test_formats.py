"""Each quirk of the export, as counted on real ones, read into what is stored."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from itertools import chain

import pytest

from echotune.history.formats import FORMATS, recognise
from echotune.history.formats.sample import SAMPLE_BYTES, Sample
from echotune.history.platforms import platform_class
from echotune.history.rows import Block, Play
from tests.support.exports import Row, chapter_row, episode_row, new_row, old_row, short_row

NAME = "Streaming_History_Audio_2024_1.json"


def blocks(name: str, content: bytes | list[Row] | dict[str, object]) -> list[Block]:
    text = content if isinstance(content, bytes) else json.dumps(content).encode()
    sample = Sample(name, text[:SAMPLE_BYTES])
    found = recognise(sample)
    assert found is not None
    return list(found.read(iter([text]), sample))


def plays(content: bytes | list[Row], name: str = NAME) -> list[Play]:
    return list(chain.from_iterable(block.plays for block in blocks(name, content)))


def reasons(content: bytes | list[Row], name: str = NAME) -> list[str]:
    return [reject.reason for block in blocks(name, content) for reject in block.rejects]


def one(row: Row, name: str = NAME) -> Play:
    (play,) = plays([row], name)
    return play


def us(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()) * 1_000_000


CSV = {
    "csv_extended": (
        "ts,platform,ms_played,conn_country,ip_addr,master_metadata_track_name,master_metadata_album_artist_name,"
        "master_metadata_album_album_name,spotify_track_uri,reason_start,reason_end,shuffle,skipped,offline,"
        "offline_timestamp,incognito_mode\n"
        '2025-08-13 14:13:22+00:00,ios,214000,SE,192.0.2.1,"Wet, ""Gravel""",Halden Vey,Salt Roads,'
        "spotify:track:0000000000000000000001,clickrow,trackdone,True,False,True,1755016854.0,False\n"
    ),
    "csv_names": (
        "ts,platform,ms_played,master_metadata_track_name,master_metadata_album_artist_name,"
        "master_metadata_album_album_name,shuffle,skipped\n"
        '2025-08-13T14:13:22Z,ios,214000,"Wet, ""Gravel""",Halden Vey,Salt Roads,True,False\n'
    ),
    "csv_renamed": (
        "spotify_track_uri,ts,platform,ms_played,track_name,artist_name,album_name,reason_start,reason_end,shuffle,"
        "skipped\n"
        "0000000000000000000001,2025-08-13 14:13:22,ios,214000,"
        '"Wet, ""Gravel""",Halden Vey,Salt Roads,clickrow,trackdone,TRUE,FALSE\n'
    ),
}

EXAMPLES: dict[str, tuple[str, bytes]] = {
    "extended": ("endsong_0.json", json.dumps([old_row()]).encode()),
    "extended_video": ("Streaming_History_Video_2018-2025.json", json.dumps([new_row()]).encode()),
    "short_music": ("StreamingHistory_music_0.json", json.dumps([short_row()]).encode()),
    "short_podcast": (
        "StreamingHistory_podcast_0.json",
        b'[{"endTime":"2024-05-04 19:30","podcastName":"Notes","episodeName":"1: Salt","msPlayed":60000}]',
    ),
    "short_audiobook": (
        "StreamingHistory_audiobook_0.json",
        b'[{"endTime":"2024-05-04 19:30","audiobookName":"Lamp","chapterName":"1","msPlayed":60000}]',
    ),
    "playlists": (
        "Playlist1.json",
        b'{"playlists":[{"name":"Rain","items":[{"track":{"trackName":"A","artistName":"B","albumName":"C",'
        b'"trackUri":"spotify:track:0000000000000000000009"},"addedDate":"2020-01-02"}]}]}',
    ),
    "library": (
        "YourLibrary.json",
        b'{"tracks":[{"artist":"B","album":"C","track":"A","uri":"spotify:track:0000000000000000000009"}],'
        b'"albums":[],"artists":[]}',
    ),
    **{name: ("history.csv", text.encode()) for name, text in CSV.items()},
}


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_recognises_its_own_kind_of_file_and_reads_it(name: str) -> None:
    file_name, content = EXAMPLES[name]
    found = recognise(Sample(file_name, content))
    assert found is FORMATS[name]
    assert (found.name, bool(found.label)) == (name, True)
    (block,) = [block for block in found.read(iter([content]), Sample(file_name, content)) if block.rows]
    assert block.rows == 1
    assert len(block.plays) == (1 if found.kind == "history" else 0)
    assert len(block.entries) == (1 if found.kind == "library" else 0)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4", b"{}", b"[]", b'{"followers": 3}', b"a,b\n1,2\n", b"\x00" * 50])
def test_other_files_are_nobody_s(content: bytes) -> None:
    assert recognise(Sample("Read_Me_First.pdf", content)) is None


@pytest.mark.parametrize("name", ["endsong_0.json", "StreamingHistory_audiobook_0.json"])
def test_an_empty_list_is_known_by_its_name(name: str) -> None:
    assert recognise(Sample(name, b"[]\n")) is not None


def test_ts_is_the_end_in_utc_to_the_second() -> None:
    assert one(new_row("2024-03-31T01:30:00Z")).ended_us == us("2024-03-31T01:30:00")
    assert one(short_row("2024-03-31 01:30")).ended_us == us("2024-03-31T01:30:00")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (None, None),
        (0, None),
        (1_493_926_000_123, "2017-05-04T19:26:40"),
        (1_493_926_000, "2017-05-04T19:26:40"),
        (99_999_999_999_999_999, None),
        (-5, None),
    ],
)
def test_offline_timestamp_is_seconds_or_milliseconds_in_one_file(written: int | None, meant: str | None) -> None:
    play = one(new_row(offline_timestamp=written, offline=True))
    assert (play.offline_us and play.offline_us // 1_000_000 * 1_000_000) == (meant and us(meant))


def test_rows_of_zero_and_few_milliseconds_are_kept() -> None:
    assert [play.ms_played for play in plays([new_row(ms_played=0), new_row(ms_played=29_999)])] == [0, 29_999]


def test_the_longest_row_is_kept_as_given() -> None:
    assert one(new_row(ms_played=19_768_112)).ms_played == 19_768_112


def test_skipped_is_kept_as_written_and_null_stays_unknown() -> None:
    assert [one(new_row(skipped=value)).setting.skipped for value in (True, False, None, ...)] == [
        True,
        False,
        None,
        None,
    ]


def test_the_column_that_holds_a_uri_tells_the_kind() -> None:
    kinds = [one(row).setting.kind for row in (new_row(), episode_row(), chapter_row())]
    assert kinds == ["audio", "podcast", "audiobook"]
    assert one(chapter_row()).item.artist == "The Lamp Keeper"
    assert one(chapter_row(audiobook_chapter_uri=None)).item.item == "spotify:show:0000000000000000000031"


def test_a_local_file_is_known_by_its_names_without_case_in_nfc() -> None:
    written = one(new_row(spotify_track_uri=None, master_metadata_track_name="A\u030angström STRASSE"))
    assert written.item.item == "halden vey\t\u00e5ngström strasse\tsalt roads"
    assert written.setting.form == "named"


def test_a_gap_row_with_a_uri_and_no_names_is_a_play_and_one_without_either_is_rejected() -> None:
    gap = dict.fromkeys(
        ["master_metadata_track_name", "master_metadata_album_artist_name", "master_metadata_album_album_name"]
    )
    assert one(new_row(**gap)).item.title == ""
    assert reasons([new_row(**gap, spotify_track_uri=None)]) == ["no_item"]


def test_a_row_of_a_video_file_is_a_video_whatever_it_names() -> None:
    assert one(new_row(), "Streaming_History_Video_2018-2025.json").setting.kind == "video"
    assert one(episode_row(), "MyData/endvideo.json").setting.kind == "video"


def test_incognito_is_kept_and_marked() -> None:
    assert [one(new_row(incognito_mode=value)).setting.incognito for value in (True, False, None)] == [
        True,
        False,
        False,
    ]


def test_reasons_are_lower_cased_and_otherwise_raw() -> None:
    settings = [one(new_row(reason_end=reason)).setting for reason in ("TrackDone", "", None, "something-new")]
    assert [setting.reason_end for setting in settings] == ["trackdone", "", None, "something-new"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Android OS 4.2.2 API 17 (samsung, GT-I9195)", "android"),
        ("web_player windows 10;chrome 95.0.4638.69;desktop", "web"),
        ("Windows 10 (10.0.19041; x64)", "windows"),
        ("iOS 15.1 (iPhone14,2)", "ios"),
        ("OS X 12.3.1 [arm 2]", "macos"),
        ("Partner google cast_tv;Chromecast;;", "cast"),
        ("Partner sony_tv;BRAVIA;;", "tv"),
        ("linux", "linux"),
        ("osx", "macos"),
        ("not_applicable", None),
        (None, None),
        ("a thing of tomorrow", "other"),
    ],
)
def test_free_text_platforms_fall_into_classes_and_stay_as_written(written: str | None, meant: str | None) -> None:
    assert platform_class(written) == meant
    assert one(new_row(platform=written)).setting.platform == written


def test_every_key_may_be_missing_and_unknown_ones_are_named() -> None:
    (block,) = blocks(
        NAME, [{"ts": "2024-01-01T00:00:00Z", "ms_played": 1, "spotify_track_uri": "spotify:track:1", "mood": 1}]
    )
    assert len(block.plays) == 1
    assert block.unknown_keys == {"mood"}


def test_personal_keys_are_neither_unknown_nor_kept() -> None:
    (block,) = blocks(NAME, [old_row(), new_row()])
    assert block.unknown_keys == set()
    assert "canary" not in repr(block).lower()


@pytest.mark.parametrize("name", CSV)
def test_each_csv_variant_gives_the_same_play(name: str) -> None:
    (play,) = plays(CSV[name].encode(), "history.csv")
    assert (play.ended_us, play.ms_played, play.item.title) == (us("2025-08-13T14:13:22"), 214_000, 'Wet, "Gravel"')
    assert (play.setting.shuffle, play.setting.skipped) == (True, False)
    assert play.item.named == (name == "csv_names")
    assert play.item.named or play.item.item == "spotify:track:0000000000000000000001"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'2025-08-13T14:13:22Z,ios,21"4000,a,b,c,True,False', "broken_csv"),
        (b"2025-08-13T14:13:22Z,ios,x,a,b,c,True,False", "bad_ms_played"),
        (b"2025-08-13T14:13:22Z,ios,1.5,a,b,c,True,False", "bad_ms_played"),
        (b"2025-08-13T14:13:22Z,ios,,a,b,c,True,False", "no_ms_played"),
        (b"yesterday,ios,1,a,b,c,True,False", "bad_ts"),
        (b"2025-08-13T14:13:22Z,ios,1,a,b,c,perhaps,False", "bad_shuffle"),
        (b"2025-08-13T14:13:22Z,ios,1,,,c,True,False", "no_item"),
        (b"2025-08-13T14:13:22Z,ios,1,a", "wrong_number_of_columns"),
        (b"2025-08-13T14:13:22Z,ios,1,a,b,c,True,False,more", "wrong_number_of_columns"),
        (b"2025-08-13T14:13:22Z,ios,1,a\xff,b,c,True,False", "bad_encoding"),
        (b"2025-08-13T14:13:22Z,ios,1,a\x00,b,c,True,False", "bad_text"),
        (b'2025-08-13T14:13:22Z,ios,1,"an open quote,b,c,True,False', "broken_csv"),
        (b'2025-08-13T14:13:22Z,ios,1,"closed" then not,b,c,True,False', "broken_csv"),
    ],
)
def test_a_bad_line_of_csv_costs_that_line_alone(line: bytes, reason: str) -> None:
    header, good, _ = CSV["csv_names"].encode().split(b"\n")
    text = b"\r\n".join([header, good, line, good, b"", good]) + b"\n"
    assert len(plays(text, "a.csv")) == 3
    assert reasons(text, "a.csv") == [reason]


def test_a_title_of_two_lines_is_one_cell() -> None:
    text = CSV["csv_names"].replace('"Wet, ""Gravel"""', '"Wet\nGravel"').encode()
    assert [play.item.title for play in plays(text, "a.csv")] == ["Wet\nGravel"]


def test_the_semicolons_of_a_spreadsheet_are_read() -> None:
    text = CSV["csv_names"].replace('"Wet, ""Gravel"""', "Wet").replace(",", ";").encode()
    assert len(plays(text, "a.csv")) == 1


def test_playlists_and_library_become_additions_with_dates() -> None:
    (block,) = blocks(*EXAMPLES["playlists"])
    (entry,) = block.entries
    assert (entry.kind, entry.name, entry.added_on, entry.item.title) == ("playlist", "Rain", date(2020, 1, 2), "A")
    (block,) = blocks(*EXAMPLES["library"])
    assert [(entry.kind, entry.item.item) for entry in block.entries] == [
        ("saved", "spotify:track:0000000000000000000009")
    ]


def test_odd_entries_of_a_library_are_passed_over() -> None:
    odd = {
        "playlists": [
            None,
            {"name": 3, "items": [None, {"track": 5}, {"track": {}}, {"episode": {"x": 1}}, 7]},
            {"items": "x"},
        ]
    }
    (block,) = blocks("Playlist1.json", odd)
    assert block.entries == []
    assert block.rows == len(block.rejects) > 0
