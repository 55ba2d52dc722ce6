"""Files that mean harm, or were harmed: made on the spot, never kept. Each is a function that writes one file."""

from __future__ import annotations

import gzip
import json
import stat
import struct
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

from tests.support.exports import Row, new_row, write_export

NAME = "Spotify Extended Streaming History/Streaming_History_Audio_2024_0.json"


def rows(count: int, **changes: object) -> list[Row]:
    return [
        new_row(f"2024-01-{1 + n // 1440 % 28:02}T{n // 60 % 24:02}:{n % 60:02}:00Z", ms_played=40_000 + n) | changes
        for n in range(count)
    ]


def text(count: int, **changes: object) -> bytes:
    return json.dumps(rows(count, **changes), ensure_ascii=False).encode()


def zip_bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive, archive.open(NAME, "w") as out:
        out.write(text(3)[:-1])
        for _ in range(300):
            out.write(b"\x20" * (1 << 20))


def bomb_of_many_files(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for number in range(60):
            archive.writestr(f"endsong_{number}.json", b"[" + b" " * (4 << 20))


def lying_about_sizes(path: Path) -> None:
    """The directory promises 10 bytes; the stream holds megabytes."""
    write_export(path, {NAME: text(20_000)})
    content = bytearray(path.read_bytes())
    central = content.rindex(b"PK\x01\x02")
    content[central + 24 : central + 28] = struct.pack("<I", 10)
    path.write_bytes(bytes(content))


def overlapping_entries(path: Path) -> None:
    """Fifty names in the directory for one stream."""
    write_export(path, {"endsong_0.json": text(50)})
    content = path.read_bytes()
    central, end = content.index(b"PK\x01\x02"), content.index(b"PK\x05\x06")
    record = content[central:end]
    directory = b"".join(record.replace(b"endsong_0", f"endsong_{n % 10}".encode()) for n in range(50))
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 50, 50, len(directory), central, 0)
    path.write_bytes(content[:central] + directory + tail)


def nested_zip(path: Path) -> None:
    inner = path.with_suffix(".inner")
    write_export(inner, {NAME: text(5)})
    write_export(path, {"inner.zip": inner.read_bytes()})


def ten_thousand_entries(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(10_000):
            archive.writestr(f"{number}.json", b"[]")


def traversal_names(path: Path) -> None:
    names = [
        "../../../../tmp/echotune_escaped.json",
        "/etc/echotune_escaped.json",
        "C:\\..\\escaped.json",
        "..",
        "a/../../b.json",
    ]
    with zipfile.ZipFile(path, "w") as archive:
        for number, name in enumerate(names):
            entry = zipfile.ZipInfo("x")
            entry.filename = name
            archive.writestr(entry, json.dumps([new_row(f"2024-01-01T00:00:0{number}Z")]))


def link(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        entry = zipfile.ZipInfo("endsong_1.json")
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(entry, "/etc/passwd")
        archive.writestr(NAME, text(3))


def encrypted(path: Path) -> None:
    write_export(path, {NAME: text(3)})
    content = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + offset] |= 1
    path.write_bytes(bytes(content))


def unknown_compression(path: Path) -> None:
    write_export(path, {NAME: text(3)})
    content = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        at = content.index(mark) + offset
        content[at : at + 2] = struct.pack("<H", 99)
    path.write_bytes(bytes(content))


def truncated_zip(path: Path) -> None:
    write_export(path, {NAME: text(500)})
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def damaged_stream(path: Path) -> None:
    """The first two thirds of the compressed rows are whole, the rest is noise."""
    write_export(path, {NAME: text(20_000)})
    content = bytearray(path.read_bytes())
    start, end = len(content) * 2 // 3, content.index(b"PK\x01\x02")
    content[start : end - 1] = bytes((n * 7919) % 256 for n in range(end - 1 - start))
    path.write_bytes(bytes(content))


def wrong_checksum(path: Path) -> None:
    write_export(path, {NAME: text(10)})
    content = bytearray(path.read_bytes())
    content[content.index(b"PK\x01\x02") + 16] ^= 0xFF
    path.write_bytes(bytes(content))


def same_name_twice(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("endsong_0.json", json.dumps([new_row("2024-01-01T00:00:00Z"), {}]))
        with warnings.catch_warnings(action="ignore"):
            archive.writestr("endsong_0.json", json.dumps([new_row("2024-01-01T00:00:01Z"), {}]))


def _plain(content: bytes) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        path.write_bytes(content)

    return write


def endless_string(path: Path) -> None:
    with path.open("wb") as out:
        out.write(text(3)[:-1] + b', {"ts": "')
        for _ in range(64):
            out.write(b"x" * (1 << 20))
        out.write(b'"},' + text(5)[1:])


def everything_distinct(path: Path) -> None:
    """No two rows share a track, a name or a platform: caches must not grow with the file."""
    with path.open("wb") as out:
        out.write(b"[")
        for n in range(60_000):
            row = new_row(
                f"2024-01-01T{n // 3600 % 24:02}:{n // 60 % 60:02}:{n % 60:02}Z",
                spotify_track_uri=f"spotify:track:{n:022}",
                master_metadata_track_name=f"{n} " + "t" * 300,
                master_metadata_album_artist_name=f"{n} " + "a" * 300,
                master_metadata_album_album_name=f"{n} " + "b" * 300,
                platform=f"{n} " + "p" * 300,
            )
            out.write((b"," if n else b"") + json.dumps(row).encode())
        out.write(b"]")


def thousands_of_ones(path: Path) -> None:
    path.write_bytes(text(2)[:-1] + b", 1" * 200_000 + b"]")


def endless_csv_line(path: Path) -> None:
    header = b"ts,platform,ms_played,master_metadata_track_name,master_metadata_album_artist_name\n"
    good = b"2024-01-01T00:00:00Z,ios,40000,Ebb,Halden Vey\n"
    path.write_bytes(header + good + b"x," * (8 << 20) + b"\n" + good.replace(b"00:00Z", b"01:00Z"))


def quotes_in_csv(path: Path) -> None:
    header = b"ts,platform,ms_played,master_metadata_track_name,master_metadata_album_artist_name\n"
    good = b"".join(b"2024-01-01T00:%02d:00Z,ios,40000,Ebb,Halden Vey\n" % n for n in range(50))
    path.write_bytes(header + b'"' + good + b'"\n' * 10_000 + b'a,b,"c')


def huge_playlist(path: Path) -> None:
    path.write_bytes(b'{"playlists": [{"name": "' + b"x" * (40 << 20) + b'", "items": []}]}')


def odd_names(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for number, name in enumerate(
            ["=cmd|' /C calc'!A0 endsong.json", "endsong\x1b[31m\x07.json", "e" * 3000 + ".json", "💿endsong.json"]
        ):
            archive.writestr(name, json.dumps([new_row(f"2024-01-01T00:00:0{number}Z"), {}]))


HOSTILE: dict[str, tuple[str, Callable[[Path], None]]] = {
    "zip bomb": ("a.zip", zip_bomb),
    "zip bomb of many files": ("a.zip", bomb_of_many_files),
    "zip that lies about sizes": ("a.zip", lying_about_sizes),
    "zip of overlapping entries": ("a.zip", overlapping_entries),
    "zip in a zip": ("a.zip", nested_zip),
    "zip of 10,000 entries": ("a.zip", ten_thousand_entries),
    "zip with paths that climb": ("a.zip", traversal_names),
    "zip with a link": ("a.zip", link),
    "encrypted zip": ("a.zip", encrypted),
    "zip of unknown compression": ("a.zip", unknown_compression),
    "zip cut off": ("a.zip", truncated_zip),
    "zip with a damaged stream": ("a.zip", damaged_stream),
    "zip with a wrong checksum": ("a.zip", wrong_checksum),
    "zip with one name twice": ("a.zip", same_name_twice),
    "zip with odd names": ("a.zip", odd_names),
    "zip with nothing in it": ("a.zip", lambda path: zipfile.ZipFile(path, "w").close()),
    "noise called zip": ("a.zip", _plain(bytes((n * 7919) % 251 for n in range(5_000)))),
    "web page called zip": ("a.zip", _plain(b"<!doctype html><title>Sign in</title>")),
    "nothing at all": ("endsong_0.json", _plain(b"")),
    "gzip": ("endsong_0.json", _plain(gzip.compress(text(5)))),
    "JSON of a million brackets": ("endsong_0.json", _plain(b"[" * 1_000_000)),
    "JSON of a million open objects": ("endsong_0.json", _plain(text(2)[:-1] + b', {"a":' * 300_000)),
    "JSON with an endless string": ("endsong_0.json", endless_string),
    "JSON of ones": ("endsong_0.json", thousands_of_ones),
    "JSON cut off": ("endsong_0.json", _plain(text(100)[:-150])),
    "JSON in UTF-16": ("endsong_0.json", _plain(text(5).decode().encode("utf-16"))),
    "JSON in Latin-1": (
        "endsong_0.json",
        _plain(json.dumps([*rows(3), *rows(2, platform="Böse")], ensure_ascii=False).encode("latin-1")),
    ),
    "JSON in which nothing repeats": ("endsong_0.json", everything_distinct),
    "CSV with an endless line": ("history.csv", endless_csv_line),
    "CSV of quotes": ("history.csv", quotes_in_csv),
    "huge playlist": ("Playlist1.json", huge_playlist),
}
