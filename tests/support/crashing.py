"""Kills imports and their database at chosen moments, and says what is left."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal
from uuid import UUID

import psycopg

from echotune.core.embedded_postgres import EmbeddedPostgres
from echotune.core.migrations import schema
from echotune.history.importing import LOCK_CLASS
from tests.support.exports import make_export
from tests.support.importing import content_hash, new_account, new_import, query

Victim = Literal["importer", "server", "backend"]
ROOT = Path(__file__).parents[2]
DEADLINE_SECONDS = 180


@dataclass(frozen=True)
class Kill:
    """kill -9 of `victim`, soon after `share` of the rows is committed."""

    share: float
    victim: Victim


@dataclass
class Outcome:
    content: str
    read: int
    balanced: bool
    shares: list[float] = field(default_factory=list)
    """Share of the stored rows that was committed at each kill."""
    stored_again: int = -1


def overlapping_files(folder: Path, rows: int) -> list[Path]:
    """`rows` rows of history in 7 files: six extended ones that overlap by a fifth, and the short form."""
    extended: list[dict[str, Any]] = []
    with zipfile.ZipFile(make_export(folder, rows=int(rows / 1.14), seed=rows)) as archive:
        for name in archive.namelist():
            if name.endswith(".json") and ("endsong" in name or "History_Audio" in name):
                extended += json.loads(archive.read(name))
        short = json.loads(archive.read("Spotify Account Data/StreamingHistory_music_0.json"))
    size = -(-len(extended) // 6)
    overlap = size // 5
    parts = [extended[max(0, at - overlap) : at + size] for at in range(0, len(extended), size)]
    files = []
    for number, part in enumerate([*parts, short]):
        name = f"endsong_{number}.json" if number < len(parts) else "StreamingHistory_music_0.json"
        files.append(folder / name)
        files[-1].write_text(json.dumps(part, ensure_ascii=False, indent=1))
    return files


class CrashBench:
    """One database server and the files that are imported into it."""

    def __init__(self, home: Path, files: Sequence[Path], *, batch_rows: int) -> None:
        self._files, self._batch_rows = files, batch_rows
        self._embedded = EmbeddedPostgres(home)
        self.dsn = self._embedded.start()
        schema.upgrade(self.dsn)

    def close(self) -> None:
        self._embedded.stop()

    def undisturbed(self) -> Outcome:
        return self._outcome(*self._run([], "exact"))

    def disturbed(self, kills: Sequence[Kill], kind: str = "exact", *, of_rows: int) -> Outcome:
        """`of_rows`: rows that an undisturbed run reads. A second import follows, and has to store nothing."""
        user, import_id, shares = self._run(kills, kind, of_rows)
        outcome = self._outcome(user, import_id, shares)
        again = new_import(self.dsn, user)
        self._finish(self._start(user, again, kind))
        outcome.stored_again = query(
            self.dsn, "select (progress->'stored')::int from imports where import_id = %s", again
        )[0][0]
        return outcome

    def _run(self, kills: Sequence[Kill], kind: str, of_rows: int = 1) -> tuple[UUID, UUID, list[float]]:
        user = new_account(self.dsn)
        import_id = new_import(self.dsn, user)
        child, shares = self._start(user, import_id, kind), []
        for kill in kills:
            self._wait_for(import_id, int(kill.share * of_rows), child)
            time.sleep(random.Random(kill.share).uniform(0, 0.04))
            if kill.victim == "importer":
                os.kill(child.pid, signal.SIGKILL)
                child.wait()
            else:
                self._kill_database(kill.victim)
            shares.append(self._committed(import_id) / of_rows)
            if child.poll() is not None:
                child = self._start(user, import_id, kind)
        self._finish(child)
        return user, import_id, shares

    def _start(self, user: UUID, import_id: UUID, kind: str) -> subprocess.Popen[bytes]:
        arguments = [self.dsn, str(user), str(import_id), str(self._batch_rows), kind, *map(str, self._files)]
        return subprocess.Popen([sys.executable, "-m", "tests.support.crash_child", *arguments], cwd=ROOT)

    def _finish(self, child: subprocess.Popen[bytes]) -> None:
        if child.wait(DEADLINE_SECONDS) != 0:
            raise AssertionError(f"the import ended with {child.returncode}")

    def _wait_for(self, import_id: UUID, rows: int, child: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + DEADLINE_SECONDS
        while child.poll() is None and self._committed(import_id) < rows:
            if time.monotonic() > deadline:
                raise AssertionError("the import does not get on")
            time.sleep(0.01)

    def _committed(self, import_id: UUID) -> int:
        """Rows of which the import's checkpoint says that they are read; waits for a server that is coming back."""
        deadline = time.monotonic() + DEADLINE_SECONDS
        while True:
            try:
                rows = query(self.dsn, "select (progress->'read')::int from imports where import_id = %s", import_id)
                return rows[0][0] or 0
            except psycopg.OperationalError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.05)

    def _kill_database(self, victim: Victim) -> None:
        if victim == "backend":
            holders = query(
                self.dsn,
                "select pid from pg_locks where locktype = 'advisory' and classid = %s and granted",
                LOCK_CLASS,
            )
            for (pid,) in holders:
                os.kill(pid, signal.SIGKILL)
            time.sleep(0.2)
            return
        os.kill(int((self._embedded.data / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
        deadline = time.monotonic() + DEADLINE_SECONDS
        while not self._answers():  # for a moment the killed server looks alive to its starter
            assert time.monotonic() < deadline, "the server does not come back"
            time.sleep(0.2)
            self._embedded.restart()

    def _answers(self) -> bool:
        try:
            psycopg.connect(self.dsn).close()
        except psycopg.OperationalError:
            return False
        return True

    def _outcome(self, user: UUID, import_id: UUID, shares: list[float]) -> Outcome:
        ((status, progress),) = query(self.dsn, "select status, progress from imports where import_id = %s", import_id)
        assert status == "done"
        balanced = progress["read"] == progress["stored"] + progress["duplicate"] + progress["rejected"]
        return Outcome(content_hash(self.dsn, user), progress["read"], balanced, shares)
