"""An artefact is read as it was written, or refused."""

from __future__ import annotations

import hashlib
import io
import pickle
import shutil
import stat
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import numpy as np
import pytest
from numpy.typing import NDArray

from echotune.core.errors import InvalidRequest
from echotune.training import array_files, artefacts
from echotune.training.array_files import NotArrays
from echotune.training.artefacts import ArtefactRefused, path_of, read, signing_key
from echotune.training.manifest import ArrayShape, Manifest

FACTORS = np.arange(12, dtype=np.float32).reshape(3, 4)


def written(home: Path, arrays: dict[str, NDArray[Any]] | None = None) -> Manifest:
    return artefacts.write(
        home,
        "cf",
        arrays or {"factors": FACTORS},
        user_count=7,
        item_count=3,
        embedding_dim=4,
        metrics={"ndcg@20": 0.25},
    )


class Bomb:
    """What runs when it is unpickled."""

    def __reduce__(self) -> tuple[Any, ...]:
        return (Path.touch, (Path("unpickled"),))


def test_what_was_written_is_read(tmp_path: Path) -> None:
    manifest = written(tmp_path)
    found = read(tmp_path, "cf", manifest.model_version)
    assert found.manifest == manifest
    np.testing.assert_array_equal(found.arrays["factors"], FACTORS)
    wanted = {"model_version", "created_at", "user_count", "item_count", "embedding_dim", "checksum", "signature"}
    assert wanted <= set(manifest.model_dump())


def test_only_the_owner_can_open_the_files(tmp_path: Path) -> None:
    written(tmp_path)
    for folder in ("artefacts", "secrets"):
        for path in [tmp_path / folder, *(tmp_path / folder).rglob("*")]:
            assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


@pytest.mark.parametrize("file", ["manifest.json", "arrays.npz"])
def test_a_flipped_byte_anywhere_is_refused(tmp_path: Path, file: str) -> None:
    version = written(tmp_path).model_version
    path = path_of(tmp_path, "cf", version) / file
    whole = path.read_bytes()
    for position in range(len(whole)):
        flipped = bytearray(whole)
        flipped[position] ^= (
            0x29 if whole[position] == 0x20 else 0x01
        )  # a tab for a blank: still JSON, yet not the same
        path.write_bytes(flipped)
        with pytest.raises(ArtefactRefused):
            read(tmp_path, "cf", version)
    path.write_bytes(whole)
    read(tmp_path, "cf", version)


@pytest.mark.parametrize("file", ["manifest.json", "arrays.npz"])
def test_a_file_cut_short_grown_or_missing_is_refused(tmp_path: Path, file: str) -> None:
    version = written(tmp_path).model_version
    path = path_of(tmp_path, "cf", version) / file
    whole = path.read_bytes()
    for damaged in (b"", whole[: len(whole) // 2], whole[:-1], whole + b"\n"):
        path.write_bytes(damaged)
        with pytest.raises(ArtefactRefused):
            read(tmp_path, "cf", version)
    path.unlink()
    with pytest.raises(ArtefactRefused, match="cannot be read"):
        read(tmp_path, "cf", version)


def test_an_older_version_in_the_place_of_a_newer_one_is_refused(tmp_path: Path) -> None:
    older, newer = written(tmp_path), written(tmp_path, {"factors": FACTORS + 1})
    place = path_of(tmp_path, "cf", newer.model_version)
    shutil.rmtree(place)
    shutil.copytree(path_of(tmp_path, "cf", older.model_version), place)
    with pytest.raises(ArtefactRefused, match="an older or another one"):
        read(tmp_path, "cf", newer.model_version)


def test_an_artefact_of_another_home_is_refused(tmp_path: Path) -> None:
    theirs = written(tmp_path / "theirs")
    written(tmp_path / "ours")
    shutil.copytree(
        path_of(tmp_path / "theirs", "cf", theirs.model_version), path_of(tmp_path / "ours", "cf", theirs.model_version)
    )
    with pytest.raises(ArtefactRefused, match="signature"):
        read(tmp_path / "ours", "cf", theirs.model_version)


def _dressed(kind: str) -> bytes:
    if kind == "a bare pickle":
        return pickle.dumps(Bomb())
    packed = io.BytesIO()
    if kind == "an object array":
        np.savez(packed, factors=np.array([Bomb()], dtype=object))
    else:
        header = io.BytesIO()
        np.lib.format.write_array(header, np.array([Bomb()], dtype=object), allow_pickle=True)
        with ZipFile(packed, "w") as archive:
            archive.writestr("factors.npy", header.getvalue().replace(b"'|O'", b"'<u1"))
    return packed.getvalue()


@pytest.mark.parametrize("kind", ["a bare pickle", "an object array", "an object array that says it is none"])
def test_a_pickle_dressed_as_arrays_is_refused_even_when_it_is_signed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.chdir(tmp_path)
    manifest = written(tmp_path)
    folder, dressed = path_of(tmp_path, "cf", manifest.model_version), _dressed(kind)
    forged = manifest.model_copy(update={"checksum": hashlib.sha256(dressed).hexdigest()}).signed(signing_key(tmp_path))
    (folder / "arrays.npz").write_bytes(dressed)
    (folder / "manifest.json").write_text(forged.text())
    with pytest.raises(ArtefactRefused, match="cannot be read"):
        read(tmp_path, "cf", manifest.model_version)
    assert not Path("unpickled").exists()


def test_other_shapes_than_the_manifest_says_are_refused(tmp_path: Path) -> None:
    manifest = written(tmp_path)
    claimed = {"factors": ArrayShape(dtype="<f4", shape=(4, 3))}
    forged = manifest.model_copy(update={"arrays": claimed}).signed(signing_key(tmp_path))
    (path_of(tmp_path, "cf", manifest.model_version) / "manifest.json").write_text(forged.text())
    with pytest.raises(ArtefactRefused, match="other shapes"):
        read(tmp_path, "cf", manifest.model_version)


@pytest.mark.parametrize("name", ["", "..", "../cf", "cf/..", "/etc", "c f", "cf\0", "a" * 65])
def test_a_name_that_could_lead_elsewhere_is_no_name(tmp_path: Path, name: str) -> None:
    with pytest.raises(InvalidRequest):
        path_of(tmp_path, name, "1")
    with pytest.raises(InvalidRequest):
        path_of(tmp_path, "cf", name or "../1")


def test_a_link_in_the_place_of_a_file_is_not_followed(tmp_path: Path) -> None:
    version = written(tmp_path).model_version
    arrays = path_of(tmp_path, "cf", version) / "arrays.npz"
    elsewhere = arrays.rename(tmp_path / "elsewhere.npz")
    arrays.symlink_to(elsewhere)
    with pytest.raises(ArtefactRefused, match="cannot be read"):
        read(tmp_path, "cf", version)


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(array_files, "write", full)
    with pytest.raises(OSError, match="No space"):
        written(tmp_path)
    assert list((tmp_path / "artefacts" / "cf").iterdir()) == []


WRITER = """
import sys
from pathlib import Path
import numpy as np
from echotune.training import artefacts
print("begun", flush=True)
while True:
    artefacts.write(Path(sys.argv[1]), "cf", {"factors": np.ones((2000, 64))}, user_count=1, item_count=1, embedding_dim=1)
"""


def test_a_writer_killed_at_any_moment_leaves_only_whole_artefacts(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path)], stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep(0.4)
        writer.kill()
    versions = [path.name for path in (tmp_path / "artefacts" / "cf").iterdir() if not path.name.startswith(".")]
    assert versions
    for version in versions:
        assert read(tmp_path, "cf", version).arrays["factors"].shape == (2000, 64)


def test_no_more_is_unpacked_than_allowed() -> None:
    packed = io.BytesIO()
    np.savez_compressed(packed, zeros=np.zeros(1_000_000, np.uint8))
    with pytest.raises(NotArrays, match="more than"):
        array_files.read(packed.getvalue(), most_bytes=100_000)


def test_a_key_is_made_once_and_a_damaged_one_is_not_replaced(tmp_path: Path) -> None:
    key = signing_key(tmp_path)
    assert (len(key), signing_key(tmp_path)) == (32, key)
    (tmp_path / "secrets" / "artefacts.key").write_bytes(key[:31])
    with pytest.raises(Exception, match="does not hold 32 bytes"):
        signing_key(tmp_path)
