"""Audio files on disk: what is measured of good ones, and what becomes of bad ones."""

from __future__ import annotations

import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from echotune.accounts.store import Account
from echotune.catalog.audio import scan as scanning
from echotune.catalog.audio.analysis import analyse
from echotune.catalog.audio.child import analyse_all
from echotune.catalog.audio.probe import BadAudio, probe
from echotune.core.db import Database
from echotune.core.errors import InvalidRequest, NotReady
from echotune.core.jobs import ChildFailed
from echotune.taste.listener import FEATURES
from echotune.taste.loading import build_listener_model
from echotune.terminal import catalog as screen
from tests.support import tones
from tests.support.listening import Play, Track, store_plays

soundfile = pytest.importorskip("soundfile", reason="the extra [audio] is not installed")
pytest.importorskip("librosa", reason="the extra [audio] is not installed")


def hostile(folder: Path) -> dict[str, str]:
    """Files that no decoder should be asked about, with the reason for each."""
    second = tones.clicks(120, 2)
    (folder / "empty.mp3").write_bytes(b"")
    (folder / "letter.mp3").write_text("Dear listener, this is no song." * 50)
    (folder / "song.m4a").write_bytes(b"\0\0\0\x20ftypM4A " + bytes(100))
    (folder / "noise.mp3").write_bytes(b"\xff\xfb\x90\x00" + np.random.default_rng(1).bytes(5_000))
    (folder / "cut.flac").write_bytes(b"fLaC\0\0\0\x22" + bytes(12))
    tones.wav(folder / "short.wav", second[:4_000])
    tones.wav(folder / "truncated.wav", second, data_bytes=50_000_000)
    tones.wav(folder / "huge.wav", second, data_bytes=0xFFFFFFF0, channels=65_535, rate=0xFFFFFFFF)
    soundfile.write(folder / "nan.wav", np.full(tones.RATE * 2, np.nan, np.float32), tones.RATE, subtype="FLOAT")
    return {
        "empty.mp3": "empty",
        "letter.mp3": "not_audio",
        "song.m4a": "unsupported",
        "noise.mp3": "damaged",
        "cut.flac": "damaged",
        "short.wav": "too_short",
        "truncated.wav": "truncated",
        "huge.wav": "damaged",
        "nan.wav": "damaged",
    }


@pytest.mark.parametrize("beats", [96, 140])
def test_the_tempo_of_a_click_track_is_found_to_one_in_a_hundred(tmp_path: Path, beats: int) -> None:
    facts = analyse(tones.wav(tmp_path / "clicks.wav", tones.clicks(beats)))
    assert facts.tempo == pytest.approx(beats, rel=0.01)
    assert facts.duration_ms == 20_000


@pytest.mark.parametrize(("tonic", "mode"), [(0, 1), (6, 1), (9, 0), (3, 0)])
def test_the_key_of_a_cadence_is_found(tmp_path: Path, tonic: int, mode: int) -> None:
    facts = analyse(tones.wav(tmp_path / "chords.wav", tones.cadence(tonic, mode)))
    assert (facts.key, facts.mode) == (tonic, mode)


def test_a_brighter_sound_has_a_higher_centroid_and_silence_has_nothing(tmp_path: Path) -> None:
    low, high = (
        analyse(tones.wav(tmp_path / "a.wav", tones.sine(hertz, 2, tones.RATE)[:, 0])) for hertz in (300, 3_000)
    )
    assert low.spectral_centroid_hz == pytest.approx(300, rel=0.1)
    assert high.spectral_centroid_hz == pytest.approx(3_000, rel=0.1)
    assert len(low.mfcc or []) == 13
    silence = analyse(tones.wav(tmp_path / "b.wav", np.zeros(tones.RATE * 2, np.float32)))
    assert (silence.tempo, silence.key, silence.loudness, silence.mfcc) == (None, None, None, None)


def joined(db: Database) -> Any:
    return SimpleNamespace(database=db, settings=SimpleNamespace(worker=SimpleNamespace(child_memory_mb=2048)))


async def test_good_files_are_kept_and_each_bad_one_is_reported(
    db: Database, local: Account, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Tags of a FLAC, names of a WAV, a song that is not here, and ten files that are no music."""
    tagged, named = Track("Björk", "Jóga", "Homogenic"), Track("The Band", "Clicks")
    other_release = Track("Björk", "Jóga", "Best Of")
    heard = datetime(2024, 5, 1, tzinfo=UTC)
    await store_plays(db, local, [Play(track, heard) for track in (other_release, tagged, named)])
    reasons = hostile(tmp_path)
    with soundfile.SoundFile(tmp_path / "x.flac", "w", tones.RATE, 1) as file:
        file.title, file.artist, file.album = "Jóga", "Björk", "Homogenic"
        file.write(tones.cadence(7, 1))
    tones.wav(tmp_path / "01 - The Band - Clicks.wav", tones.clicks(100, 12))
    tones.wav(tmp_path / "Nobody - Nothing.wav", tones.clicks(100, 2))
    (tmp_path / os.fsdecode(b"caf\xe9.mp3")).write_bytes(b"")
    reasons |= {"caf?.mp3": "empty"}
    await screen.audio(joined(db), [tmp_path], as_json=True)
    report = json.loads(capsys.readouterr().out)
    counts = [report[name] for name in ("read", "stored", "notInLibrary", "bad")]
    assert counts == [len(reasons) + 3, 2, 1, len(reasons)]
    assert report["known"] == {"tempo": 2, "key": 1, "mode": 1, "loudness": 2, "spectral_centroid_hz": 2, "mfcc": 2}
    said = {Path(outcome["path"]).name: outcome["reason"] for outcome in report["files"]}
    assert said == reasons | {"Nobody - Nothing.wav": "not_in_library"}
    async with db.connect() as conn:
        rows = await (await conn.execute("select * from track_features order by tempo")).fetchall()
    async with db.connect() as conn:
        model = await build_listener_model(conn, local)
    assert {row["source"] for row in rows} == {"local_audio"}
    by_track = {row["track_id"]: row for row in rows}
    assert (by_track[tagged.id]["key"], by_track[tagged.id]["mode"]) == (7, 1)
    assert len(by_track[tagged.id]["mfcc"]) == 13
    assert by_track[named.id]["tempo"] == pytest.approx(100, rel=0.01)
    clicks = model.index_of_key[named.key]
    assert model.features[clicks, FEATURES.index("tempo")] == pytest.approx(100, rel=0.01)
    assert np.isnan(model.features[clicks, FEATURES.index("energy")])
    assert model.duration_ms[clicks] == 12_000


async def test_a_process_that_dies_costs_its_file_alone(
    db: Database, local: Account, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def child(target: str, payload: dict[str, list[str]], *, memory_mb: int) -> dict[str, Any]:
        if any("deadly" in path for path in payload["paths"]):
            raise ChildFailed("The process that did the work ended early.")
        return analyse_all(payload["paths"])

    monkeypatch.setattr(scanning, "run_in_child", child)
    files = [tones.wav(tmp_path / f"{name}.wav", tones.clicks(120, 2)) for name in ("good", "deadly", "fine")]
    report = await scanning.scan(db, files, memory_mb=100)
    assert (report.read, report.not_in_library, report.bad_by_reason) == (3, 2, {"stopped": 1})


async def test_an_empty_folder_gives_nothing_and_a_missing_one_is_said(
    db: Database, local: Account, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    await screen.audio(joined(db), [tmp_path], as_json=False)
    assert "0 files read" in capsys.readouterr().out
    with pytest.raises(InvalidRequest, match="no file or folder"):
        await screen.audio(joined(db), [tmp_path / "nowhere"], as_json=True)


def test_without_the_libraries_the_message_says_how_to_get_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "librosa", None)
    with pytest.raises(NotReady, match=r"pip install 'echotune\[audio\]'"):
        analyse(tones.wav(tmp_path / "a.wav", tones.clicks(120, 2)))


def test_a_streamed_wav_that_never_told_its_length_is_no_truncated_one(tmp_path: Path) -> None:
    whole = tones.wav(tmp_path / "a.wav", tones.clicks(120, 2)).read_bytes()
    streamed = tmp_path / "streamed.wav"
    streamed.write_bytes(whole[:4] + b"\xff\xff\xff\xff" + whole[8:])
    assert probe(streamed) == "wav"
    with pytest.raises(BadAudio, match="cannot be read"):
        probe(tmp_path)
