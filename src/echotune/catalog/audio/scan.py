"""Go through folders of audio files, measure what belongs to a known recording, and report every file."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from pydantic import Field

from echotune.accounts import store as accounts
from echotune.catalog.audio import store
from echotune.catalog.audio.facts import AudioFacts, FileTags
from echotune.catalog.audio.naming import possible_keys, readable
from echotune.catalog.audio.probe import SUFFIXES
from echotune.core.db import Database
from echotune.core.errors import InvalidRequest
from echotune.core.jobs import ChildFailed, run_in_child
from echotune.core.wire import WireModel

CHILD: Final = "echotune.catalog.audio.child:analyse_all"
FILES_A_CHILD: Final = 16
START_SECONDS: Final = 90
"""The first child of an installation compiles what librosa needs."""
SECONDS_A_FILE: Final = 30
MOST_FILES: Final = 200_000
CALLS_FOR_ALL: Final = ("audio_libraries_missing",)

Progress = Callable[[int, int], None]


class FileOutcome(WireModel):
    """One file that gave nothing. `reason`: empty, not_audio, damaged, ..., or `not_in_library`."""

    path: str
    reason: str
    message: str


class AudioReport(WireModel):
    """What became of the files: `read = stored + not in the library + bad`."""

    read: int
    stored: int
    not_in_library: int
    bad: int
    bad_by_reason: dict[str, int]
    known: dict[str, int] = Field(description="Of the stored ones, how many have each fact")
    seconds: float
    p95_seconds_a_file: float | None
    files: list[FileOutcome] = Field(description="The files that gave nothing, each with its reason")


@dataclass(frozen=True)
class _Measured:
    path: Path
    facts: AudioFacts
    seconds: float


async def scan(
    database: Database, paths: Sequence[Path], *, memory_mb: int, progress: Progress = lambda done, total: None
) -> AudioReport:
    """Measure all audio files in `paths` (files, or folders with what lies in them) and keep what is of known songs.

    A bad file is reported and never stops the others; each is opened in a child process of `memory_mb` at most. Raises
    InvalidRequest for a path that is not there, NotReady without the audio libraries.
    """
    began = time.perf_counter()
    files = list(_files(paths))
    outcomes: list[FileOutcome] = []
    measured: list[_Measured] = []
    stored: list[_Measured] = []
    for start in range(0, len(files), FILES_A_CHILD):
        batch = files[start : start + FILES_A_CHILD]
        good, bad = await _measure(batch, memory_mb)
        kept = await _keep(database, good)
        stored += kept
        measured += good
        outcomes += bad + [_unknown(one) for one in good if one not in kept]
        progress(start + len(batch), len(files))
    return _report(len(files), stored, measured, outcomes, time.perf_counter() - began)


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    """Each file once, folders in the order of names; links to folders are not followed."""
    seen: set[Path] = set()
    for path in paths:
        if not path.exists():
            raise InvalidRequest(f"There is no file or folder {path}.")
        inside = [path] if not path.is_dir() else sorted(p for p in path.rglob("*") if p.suffix.lower() in SUFFIXES)
        for file in inside:
            if file.is_file() and file not in seen:
                seen.add(file)
                yield file
            if len(seen) > MOST_FILES:
                raise InvalidRequest(f"These are more than {MOST_FILES:,} files. Name fewer at a time.")


async def _measure(batch: Sequence[Path], memory_mb: int) -> tuple[list[_Measured], list[FileOutcome]]:
    """A child for the batch; if it dies or hangs, one for each file, so that the one at fault is found."""
    answer = await _in_child(batch, memory_mb)
    if answer is None and len(batch) > 1:
        alone = [await _measure([file], memory_mb) for file in batch]
        return [one for good, _ in alone for one in good], [one for _, bad in alone for one in bad]
    if answer is None:
        return [], [_outcome(batch[0], "stopped", "Reading it took too long or ended the process that read it.")]
    good, bad = [], []
    for path, said in zip(batch, answer["files"], strict=True):
        if "facts" in said:
            facts = said["facts"]
            good.append(_Measured(path, AudioFacts(**facts | {"tags": FileTags(**facts["tags"])}), said["seconds"]))
        else:
            bad.append(_outcome(path, said["reason"], said["message"]))
    return good, bad


async def _in_child(batch: Sequence[Path], memory_mb: int) -> dict[str, Any] | None:
    seconds = START_SECONDS + SECONDS_A_FILE * len(batch)
    try:
        async with asyncio.timeout(seconds):
            return await run_in_child(CHILD, {"paths": [str(path) for path in batch]}, memory_mb=memory_mb)
    except ChildFailed as failed:
        if failed.problem_code in CALLS_FOR_ALL:
            raise
        return None
    except TimeoutError:
        return None


async def _keep(database: Database, measured: Sequence[_Measured]) -> list[_Measured]:
    """Stores what belongs to a known recording, in one transaction; returns those."""
    keys = {str(one.path): possible_keys(one.path, one.facts.tags) for one in measured}
    albums = {str(one.path): one.facts.tags.album for one in measured}
    async with database.connect() as conn:
        tracks = await store.find_tracks(conn, keys, albums)
        kept = [one for one in measured if str(one.path) in tracks]
        for one in kept:
            await store.keep(conn, tracks[str(one.path)], one.facts)
        if kept:
            await accounts.bump_data_version(conn, None)
    return kept


def _outcome(path: Path, reason: str, message: str) -> FileOutcome:
    return FileOutcome(path=readable(str(path)), reason=reason, message=message)


def _unknown(one: _Measured) -> FileOutcome:
    return _outcome(one.path, "not_in_library", "No recording here has that artist and title.")


def _report(
    read: int,
    stored: Sequence[_Measured],
    measured: Sequence[_Measured],
    outcomes: list[FileOutcome],
    seconds: float,
) -> AudioReport:
    reasons = Counter(one.reason for one in outcomes)
    strangers = reasons.pop("not_in_library", 0)
    facts = ("tempo", "key", "mode", "loudness", "spectral_centroid_hz", "mfcc")
    return AudioReport(
        read=read,
        stored=len(stored),
        not_in_library=strangers,
        bad=reasons.total(),
        bad_by_reason=dict(sorted(reasons.items())),
        known={name: sum(getattr(one.facts, name) is not None for one in stored) for name in facts},
        seconds=round(seconds, 3),
        p95_seconds_a_file=round(float(np.quantile([one.seconds for one in measured], 0.95)), 3) if measured else None,
        files=outcomes,
    )
