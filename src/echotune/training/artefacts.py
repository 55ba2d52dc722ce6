"""What a training leaves: a folder of arrays and a signed manifest under HOME/artefacts/NAME/VERSION (0700, files 0600).

A folder appears whole or not at all: it is written apart, flushed and renamed. Nothing in it is trusted on reading: the
signature binds the manifest to this home, its name and version to the place where it lies, and its checksum to the
arrays. Which version serves is not a matter of these folders but of the registry, so that an old one put in the place
of a newer one is recognised.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from numpy.typing import NDArray
from pydantic import JsonValue, ValidationError

from echotune.core import clock, secret_files
from echotune.core.errors import EchoTuneError, InvalidRequest
from echotune.training import array_files
from echotune.training.array_files import Arrays, NotArrays
from echotune.training.manifest import ArrayShape, Manifest

NAME: Final = re.compile(r"[a-z][a-z0-9-]{0,63}")
VERSION: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]{0,63}")
ARRAYS: Final = "arrays.npz"
MANIFEST: Final = "manifest.json"
REPORT: Final = ".report.json"
MOST_MANIFEST_BYTES: Final = 1 << 20
APART: Final = ".writing-"
STALE_SECONDS: Final = 24 * 3600


class ArtefactRefused(EchoTuneError):
    """An artefact that is not exactly what was written; the message says what is wrong with it."""

    code, title = "artefact_refused", "A trained model was refused"


@dataclass(frozen=True, eq=False)
class Artefact:
    manifest: Manifest
    arrays: Mapping[str, NDArray[Any]]


def signing_key(home: Path) -> bytes:
    """The key that this home signs its artefacts with."""
    return secret_files.key(home, "artefacts")


def write(
    home: Path,
    name: str,
    arrays: Arrays,
    *,
    user_count: int,
    item_count: int,
    embedding_dim: int,
    parameters: Mapping[str, JsonValue] | None = None,
    metrics: Mapping[str, float] | None = None,
    reference: Mapping[str, list[float]] | None = None,
) -> Manifest:
    """Keep a trained model under a version of its own (when it was made, and what makes it the only one).

    Raises OSError when the disk refuses; then nothing of it is there.
    """
    folder = _folder(home, name)
    for made in (folder.parent, folder):
        made.mkdir(mode=0o700, parents=True, exist_ok=True)
        made.chmod(0o700)
    _sweep(folder)
    apart = folder / f"{APART}{uuid4().hex}"
    apart.mkdir(mode=0o700)
    try:
        checksum = _write_arrays(apart / ARRAYS, arrays)
        created_at = clock.now()
        manifest = Manifest(
            name=name,
            model_version=f"{created_at:%Y%m%dT%H%M%S}-{uuid4().hex[:8]}",
            created_at=created_at,
            user_count=user_count,
            item_count=item_count,
            embedding_dim=embedding_dim,
            arrays={key: ArrayShape.of(array) for key, array in arrays.items()},
            parameters=dict(parameters or {}),
            metrics=dict(metrics or {}),
            reference=dict(reference or {}),
            checksum=checksum,
        ).signed(signing_key(home))
        _write_text(apart / MANIFEST, manifest.text())
        _flush_folder(apart)
        apart.rename(folder / manifest.model_version)
        _flush_folder(folder)
    except BaseException:
        shutil.rmtree(apart, ignore_errors=True)
        raise
    return manifest


def read(home: Path, name: str, version: str) -> Artefact:
    """The artefact of that name and version. Raises ArtefactRefused unless it is what was written there."""
    folder = path_of(home, name, version)
    manifest = _read_manifest(folder / MANIFEST)
    if not manifest.is_signed_with(signing_key(home)):
        raise ArtefactRefused(f"The manifest of {name} {version} does not bear this home's signature.")
    if (manifest.name, manifest.model_version) != (name, version):
        raise ArtefactRefused(
            f"In the place of {name} {version} lies {manifest.name} {manifest.model_version}, an older or another one."
        )
    data = _read_bytes(folder / ARRAYS, array_files.MOST_BYTES)
    if hashlib.sha256(data).hexdigest() != manifest.checksum:
        raise ArtefactRefused(f"The arrays of {name} {version} are not the ones that were signed.")
    try:
        arrays = array_files.read(data)
    except NotArrays as wrong:
        raise ArtefactRefused(f"The arrays of {name} {version} cannot be read. {wrong.message}") from wrong
    if not manifest.describes(arrays):
        raise ArtefactRefused(f"The arrays of {name} {version} have other shapes than its manifest says.")
    return Artefact(manifest, arrays)


def write_report(home: Path, name: str, version: str, report: str) -> None:
    """Lay a JSON document for people beside an artefact; nothing reads it back, and it stays when a model is refused."""
    path = path_of(home, name, version)
    _write_text(path.with_name(path.name + REPORT), report)


def delete(home: Path, name: str, version: str) -> None:
    shutil.rmtree(path_of(home, name, version), ignore_errors=True)


def delete_report(home: Path, name: str, version: str) -> None:
    path = path_of(home, name, version)
    path.with_name(path.name + REPORT).unlink(missing_ok=True)


def path_of(home: Path, name: str, version: str) -> Path:
    """Where it lies. Raises InvalidRequest for a name or version that could lead elsewhere."""
    if not VERSION.fullmatch(version):
        raise InvalidRequest(f"“{version}” is no version of a model.")
    return _folder(home, name) / version


def _folder(home: Path, name: str) -> Path:
    if not NAME.fullmatch(name):
        raise InvalidRequest(f"“{name}” is no name of a model.")
    return home / "artefacts" / name


def _read_manifest(path: Path) -> Manifest:
    said = _read_bytes(path, MOST_MANIFEST_BYTES)
    try:
        manifest = Manifest.model_validate_json(said)
    except ValidationError as wrong:
        raise ArtefactRefused(f"The manifest {path} is damaged.") from wrong
    if manifest.text().encode() != said:
        raise ArtefactRefused(f"The manifest {path} is not written as this product writes.")
    return manifest


def _read_bytes(path: Path, most: int) -> bytes:
    """All of a file, read once: what is checked is what is used. A link is not followed."""
    try:
        with open(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC), "rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size > most:
                raise ArtefactRefused(f"{path} is larger than {most:,} bytes.")
            return file.read(size)
    except OSError as gone:
        raise ArtefactRefused(f"{path} cannot be read: {gone.strerror}.") from gone


def _write_arrays(path: Path, arrays: Arrays) -> str:
    """Write and flush; returns the SHA-256 of the file."""
    with open(_create(path), "w+b") as out:
        array_files.write(out, arrays)
        out.flush()
        os.fsync(out.fileno())
        out.seek(0)
        return hashlib.file_digest(out, "sha256").hexdigest()


def _write_text(path: Path, text: str) -> None:
    with open(_create(path), "w", encoding="utf-8") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())


def _create(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)


def _flush_folder(folder: Path) -> None:
    """The names in it survive a power cut too."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sweep(folder: Path) -> None:
    """Clear away what killed trainings had begun to write."""
    for apart in folder.glob(f"{APART}*"):
        if time.time() - apart.stat().st_mtime > STALE_SECONDS:
            shutil.rmtree(apart, ignore_errors=True)
