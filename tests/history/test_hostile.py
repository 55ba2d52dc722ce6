"""S6: hostile files end with a clear sentence or with counted rows, in bounded memory, and touch nothing else."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from tests.support.hostile import HOSTILE
from tests.support.importing import new_account

MOST_MB = 256

ERRORS = {
    "zip bomb": "zip_bomb",
    "zip bomb of many files": "zip_bomb",
    "zip in a zip": "nothing_to_read",
    "zip of 10,000 entries": "too_many_files",
    "encrypted zip": "encrypted",
    "zip of unknown compression": "nothing_to_read",
    "zip cut off": "bad_zip",
    "zip with nothing in it": "nothing_to_read",
    "noise called zip": "nothing_to_read",
    "web page called zip": "nothing_to_read",
    "nothing at all": "nothing_to_read",
    "gzip": "nothing_to_read",
    "JSON of a million brackets": "nothing_to_read",
}
COUNTED: dict[str, tuple[int, dict[str, int]]] = {
    "zip with paths that climb": (5, {}),
    "zip with a link": (3, {}),
    "zip with a wrong checksum": (10, {}),
    "zip with one name twice": (2, {"no_ts": 2}),
    "zip with odd names": (4, {"no_ts": 4}),
    "JSON with an endless string": (8, {"row_too_long": 1}),
    "JSON of ones": (2, {"not_an_object": 200_000}),
    "JSON cut off": (99, {"cut_off": 1}),
    "JSON in UTF-16": (5, {}),
    "JSON in Latin-1": (3, {"bad_encoding": 2}),
    "JSON in which nothing repeats": (60_000, {}),
    "CSV with an endless line": (2, {"row_too_long": 1}),
    "huge playlist": (0, {}),
}
"""Rows stored or already there, and the reasons of the rejected ones."""


@pytest.fixture(scope="module")
def hostile_database(server: str) -> Iterator[str]:
    name = f"hostile_{uuid4().hex}"
    admin = server.replace("/echotune?", "/postgres?")
    with psycopg.connect(admin, autocommit=True) as conn:
        conn.execute(f"create database {name} template echotune".encode())
    yield server.replace("/echotune?", f"/{name}?")
    with psycopg.connect(admin, autocommit=True) as conn:
        conn.execute(f"drop database {name} with (force)".encode())


@pytest.fixture(scope="module")
def ended(hostile_database: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """All of them, one after another, in one process: its memory is the sum of what they leave behind."""
    folder = tmp_path_factory.mktemp("hostile")
    paths = {}
    for number, (kind, (name, write)) in enumerate(HOSTILE.items()):
        (folder / str(number)).mkdir()
        paths[kind] = folder / str(number) / name
        write(paths[kind])
    command = [sys.executable, "-m", "tests.support.hostile_child", hostile_database]
    child = subprocess.run(
        [*command, str(new_account(hostile_database)), *map(str, paths.values())],
        stdout=subprocess.PIPE,
        check=True,
        timeout=280,
        cwd=Path(__file__).parents[2],
    )
    lines = [json.loads(line) for line in child.stdout.splitlines()]
    return dict(zip(paths, lines, strict=True))


def test_there_are_at_least_twenty() -> None:
    assert len(HOSTILE) >= 20


@pytest.mark.parametrize("kind", HOSTILE)
def test_each_ends_with_a_sentence_or_with_counted_rows(ended: dict[str, dict[str, Any]], kind: str) -> None:
    end = ended[kind]
    assert end["rise"] <= MOST_MB
    print(f"{kind}: {end['rise']:.0f} MiB over the start")
    if kind in ERRORS:
        assert end["error"] == ERRORS[kind]
        assert end["message"].endswith(".")
        assert "Traceback" not in end["message"]
    elif kind in COUNTED:
        assert "error" not in end, end
        assert (end["stored"] + end["duplicate"], end["reasons"]) == COUNTED[kind]


def test_a_stream_that_breaks_keeps_the_rows_before_the_break(ended: dict[str, dict[str, Any]]) -> None:
    broken = ended["zip with a damaged stream"]
    assert 5_000 < broken["stored"] + broken["duplicate"] < 20_000
    assert [status for _, status, _ in broken["files"]] == ["failed"]
    assert ended["zip with a wrong checksum"]["files"][0][1] == "failed"


def test_what_lies_about_its_size_gets_no_more_than_it_said(ended: dict[str, dict[str, Any]]) -> None:
    lying = ended["zip that lies about sizes"]
    assert lying.get("error") == "nothing_to_read" or lying["read"] <= 1


def test_one_stream_under_fifty_names_is_not_read_fifty_times_over(ended: dict[str, dict[str, Any]]) -> None:
    overlapping = ended["zip of overlapping entries"]
    assert "error" in overlapping or overlapping["read"] <= 50 * 50


def test_a_million_open_objects_lose_no_row(ended: dict[str, dict[str, Any]]) -> None:
    deep = ended["JSON of a million open objects"]
    assert deep["stored"] + deep["duplicate"] == 2


def test_stray_quotes_of_a_csv_lose_no_row(ended: dict[str, dict[str, Any]]) -> None:
    quotes = ended["CSV of quotes"]
    assert quotes["stored"] + quotes["duplicate"] >= 49


def test_names_inside_a_zip_are_labels_and_never_paths(ended: dict[str, dict[str, Any]]) -> None:
    labels = [
        name for kind in ("zip with paths that climb", "zip with odd names") for name, _, _ in ended[kind]["files"]
    ]
    assert not Path("/tmp/echotune_escaped.json").exists()
    assert not Path("/etc/echotune_escaped.json").exists()
    for label in labels:
        assert ".." not in label.split("/")
        assert not label.startswith("/")
        assert label.isprintable()
        assert len(label) <= 210
