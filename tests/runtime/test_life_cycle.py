"""Start, readiness and stop of the real process, and what is left of it afterwards."""

from __future__ import annotations

import json
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import psycopg
import pytest

from tests.runtime.served import COMMAND, Served, environment
from tests.support.exports import make_export
from tests.support.importing import new_import, query
from tests.support.slowness import slowness


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One server for the tests that leave it as they found it."""
    served = Served(tmp_path_factory.mktemp("life") / "home")
    with served:
        yield served


def dsn(server: Served) -> str:
    return f"postgresql://postgres:@/echotune?host={server.home / 'postgres'}"


def test_the_home_is_closed_to_others_but_for_the_passage_of_the_database(server: Served) -> None:
    assert server.home.stat().st_mode & 0o777 in (0o700, 0o711)


def test_readiness_names_the_migrations_when_the_schema_is_behind(server: Served) -> None:
    with psycopg.connect(dsn(server), autocommit=True) as conn:
        row = conn.execute("select version_num from alembic_version").fetchone()
        assert row is not None
        conn.execute("update alembic_version set version_num = '0001'")
        try:
            assert server.readiness() == (503, ["migrations"])
        finally:
            conn.execute("update alembic_version set version_num = %s", row)
    assert server.readiness() == (200, [])


@pytest.mark.quiet
def test_a_taken_port_ends_the_start_quickly_and_names_the_setting(server: Served, tmp_path: Path) -> None:
    started = time.monotonic()
    second = subprocess.run([COMMAND, "serve"], env={**server.environment, "ECHOTUNE_HOME": str(tmp_path / "other")},
                            capture_output=True, text=True, timeout=60, check=False)  # fmt: skip
    assert time.monotonic() - started <= 3 * slowness()
    assert second.returncode == 1
    assert "ECHOTUNE_PORT" in second.stderr


@pytest.mark.parametrize(
    ("name", "value"), [("ECHOTUNE_PORT", "none"), ("SESSION_SECRET", "short"), ("ECHOTUNE_NOW", "soon")]
)
@pytest.mark.quiet
def test_a_wrong_setting_ends_the_start_quickly_and_is_named(tmp_path: Path, name: str, value: str) -> None:
    started = time.monotonic()
    wrong = subprocess.run([COMMAND, "serve"], env=environment(tmp_path / "home", **{name: value}),
                           capture_output=True, text=True, timeout=60, check=False)  # fmt: skip
    assert time.monotonic() - started <= 3 * slowness()
    assert wrong.returncode == 1
    assert name in wrong.stderr


def test_server_mode_without_a_secret_does_not_start(tmp_path: Path) -> None:
    wrong = subprocess.run([COMMAND, "serve"], env=environment(tmp_path / "home", DATABASE_URL="postgresql://nowhere.invalid/x"),
                           capture_output=True, text=True, timeout=60, check=False)  # fmt: skip
    assert wrong.returncode == 1
    assert "SESSION_SECRET" in wrong.stderr


def test_readiness_names_the_database_while_it_is_stopped_and_recovers_by_itself(tmp_path: Path) -> None:
    with Served(tmp_path / "home") as server:
        postmaster = int((server.home / "postgres" / "postmaster.pid").read_text().splitlines()[0])
        subprocess.run(["kill", "-QUIT", str(postmaster)], check=True)
        assert server.wait_until(lambda: server.readiness() == (503, ["database"])) <= 10
        assert httpx.get(f"{server.url}/healthz").json() == {"status": "ok"}
        assert server.wait_until(lambda: server.readiness() == (200, [])) <= 45
        assert httpx.get(f"{server.url}/").status_code == 200


def test_readiness_names_the_worker_until_one_lives(tmp_path: Path) -> None:
    server = Served(tmp_path / "home", ECHOTUNE_WORKER_INSIDE="false")
    server.start()
    try:
        server.wait_until(lambda: server.readiness() == (503, ["worker"]))
        worker = subprocess.Popen([COMMAND, "worker"], env=server.environment, stderr=subprocess.DEVNULL)
        try:
            server.wait_until(lambda: server.readiness() == (200, []))
        finally:
            worker.send_signal(signal.SIGTERM)
            worker.wait(15)
        with psycopg.connect(dsn(server), autocommit=True) as conn:
            conn.execute("update worker_heartbeats set beat_at = now() - interval '31 seconds'")
        assert server.readiness() == (503, ["worker"])
    finally:
        server.stop()
    assert server.leftovers() == []


@contextmanager
def followed_import(server: Served) -> Iterator[Iterator[str]]:
    """The lines of an import's stream, as a browser follows it; the import never gets on."""
    with httpx.Client(base_url=server.url) as browser:
        browser.get("/")
        (user_id,) = query(dsn(server), "select user_id from accounts where kind = 'local'")[0]
        import_id = new_import(dsn(server), user_id)
        with browser.stream("GET", f"/api/imports/{import_id}/events") as answer:
            lines = answer.iter_lines()
            assert next(lines).startswith("data:")
            yield lines


@pytest.mark.quiet
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_a_stop_is_quick_is_told_to_open_streams_and_leaves_no_process(tmp_path: Path, how: signal.Signals) -> None:
    with Served(tmp_path / "home") as server, followed_import(server) as lines:
        assert server.stop(how) <= 5 * slowness()
        assert "event: stopping" in lines
    assert server.leftovers() == []


def test_after_a_kill_a_normal_run_and_stop_leave_no_process(tmp_path: Path) -> None:
    with Served(tmp_path / "home") as server:
        server.stop(signal.SIGKILL)
    assert server.leftovers(), "the database server outlives a killed process"
    again = Served(tmp_path / "home")
    with again:
        pass
    assert again.leftovers() == []


def test_a_first_start_that_was_killed_half_way_does_not_spoil_the_home(tmp_path: Path) -> None:
    first = Served(tmp_path / "home").start()
    first.wait_until(lambda: (first.home / "postgres" / "PG_VERSION").exists())
    subprocess.run(["pkill", "-KILL", "-f", f"-D {first.home}"], check=False)  # the maker of the data folder ...
    first.stop(signal.SIGKILL)  # ... and who asked for it
    with Served(tmp_path / "home") as again:
        assert again.readiness() == (200, [])


@pytest.mark.quiet
def test_a_later_start_is_ready_within_six_seconds(tmp_path: Path) -> None:
    with Served(tmp_path / "home"):
        pass
    again = Served(tmp_path / "home").start()
    try:
        assert again.wait_until(lambda: again.readiness()[0] == 200) <= 6 * slowness()
    finally:
        again.stop()


def test_the_chosen_port_answers_on_loopback_only(server: Served) -> None:
    address = socket.gethostbyname(socket.gethostname())
    if address.startswith("127."):
        address = "127.0.0.2"
    with pytest.raises(OSError), socket.create_connection((address, server.port), timeout=2):
        pass


def unplugged() -> list[str]:
    """A prefix that takes the network away, where the machine has one (and makes any user root of a new namespace)."""
    prefix = ["unshare", "-rn"]
    works = shutil.which("unshare") and subprocess.run([*prefix, "true"], check=False).returncode == 0
    return prefix if works else []


def test_an_import_needs_no_network_and_leaves_a_home_that_serves_outside_too(tmp_path: Path) -> None:
    export = make_export(tmp_path, rows=3_000, seed=5)
    known = environment(tmp_path / "home")
    done = subprocess.run(
        [*unplugged(), COMMAND, "import", str(export), "--json"],
        env=known,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    counts = json.loads(done.stdout.splitlines()[-1])
    assert counts["read"] == counts["stored"] + counts["duplicate"] + counts["rejected"]
    said = subprocess.run(
        [COMMAND, "recommend", "--limit", "3", "--json"],
        env=known,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert said.returncode == 0, said.stderr
    assert len(json.loads(said.stdout.splitlines()[-1])["tracks"]) == 3
