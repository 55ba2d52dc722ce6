"""`echotune import` and `echotune demo` as they are typed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from echotune.history.importing import LOCK_CLASS
from tests.support.exports import make_export

COMMAND = Path(sys.executable).parent / "echotune"


@pytest.fixture
def environment(database_url: str, tmp_path: Path) -> dict[str, str]:
    return {
        **os.environ,
        "DATABASE_URL": database_url,
        "ECHOTUNE_HOME": str(tmp_path / "home"),
        "SESSION_SECRET": "s" * 40,
    }


def echotune(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([COMMAND, *arguments], env=environment, capture_output=True, text=True, timeout=120)


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    return make_export(tmp_path_factory.mktemp("export"), rows=40_000, seed=9)


def test_the_last_line_of_json_balances_and_a_second_import_stores_nothing(
    environment: dict[str, str], tmp_path: Path
) -> None:
    small = make_export(tmp_path, rows=1_000, seed=9)
    first, second = (echotune(environment, "import", str(small), "--json") for _ in range(2))
    lines = [json.loads(run.stdout.splitlines()[-1]) for run in (first, second)]
    for line in lines:
        assert set(line) >= {"read", "stored", "duplicate", "rejected", "rejectedByReason", "seconds"}
        assert line["read"] == 1_000 == line["stored"] + line["duplicate"] + line["rejected"]
        assert sum(line["rejectedByReason"].values()) == line["rejected"]
    assert (lines[0]["stored"] > 900, lines[1]["stored"]) == (True, 0)


def test_a_path_that_is_not_there_is_named_and_nothing_is_imported(environment: dict[str, str], tmp_path: Path) -> None:
    missing = echotune(environment, "import", str(tmp_path / "nowhere.zip"))
    assert missing.returncode == 1
    assert "nowhere.zip" in missing.stderr
    assert "Traceback" not in missing.stderr


def test_a_file_that_is_no_export_is_refused_with_a_sentence(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear Sir or Madam")
    refused = echotune(environment, "import", str(tmp_path / "letter.txt"))
    assert (refused.returncode, "streaming history" in refused.stderr) == (1, True)


def wait_for_rows(conn: psycopg.Connection) -> None:
    """Until the import has read some and is under way."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        row = conn.execute("select max((progress->'read')::int) from imports").fetchone()
        if row and row[0]:
            return
        time.sleep(0.01)
    raise AssertionError("the import reads nothing")


def goes_on_to_the_end(environment: dict[str, str], database_url: str, export: Path) -> None:
    """The same command again: every row of the file is accounted for, and there is still one import."""
    went_on = json.loads(echotune(environment, "import", str(export), "--json").stdout.splitlines()[-1])
    assert went_on["read"] == 40_000 == went_on["stored"] + went_on["duplicate"] + went_on["rejected"]
    with psycopg.connect(database_url) as conn:
        assert conn.execute("select status from imports").fetchall() == [("done",)]


def test_ctrl_c_stops_with_a_word_and_the_same_command_goes_on(
    environment: dict[str, str], database_url: str, export: Path
) -> None:
    running = subprocess.Popen(
        [COMMAND, "import", str(export), "--json"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with psycopg.connect(database_url, autocommit=True) as conn:
        wait_for_rows(conn)
        running.send_signal(signal.SIGINT)
        _, said = running.communicate(timeout=60)
        ((status, read),) = conn.execute("select status, (progress->'read')::int from imports").fetchall()
    assert running.returncode == 1
    assert "What was stored stays" in said
    assert "Traceback" not in said
    assert status == "cancelled"
    assert 0 < read < 40_000
    goes_on_to_the_end(environment, database_url, export)


def test_a_killed_import_goes_on_by_the_same_command(
    environment: dict[str, str], database_url: str, export: Path
) -> None:
    running = subprocess.Popen([COMMAND, "import", str(export)], env=environment)
    with psycopg.connect(database_url, autocommit=True) as conn:
        wait_for_rows(conn)
    running.kill()
    running.wait()
    goes_on_to_the_end(environment, database_url, export)


def test_a_second_import_of_the_account_says_that_it_waits(
    environment: dict[str, str], database_url: str, tmp_path: Path
) -> None:
    small = make_export(tmp_path, rows=300, seed=2)
    assert echotune(environment, "import", str(small)).returncode == 0
    with psycopg.connect(database_url, autocommit=True) as conn:
        conn.execute("select pg_advisory_lock(%s, hashtext(user_id::text)) from accounts", (LOCK_CLASS,))
        waiting = subprocess.Popen([COMMAND, "import", str(small)], env=environment, stderr=subprocess.PIPE, text=True)
        assert waiting.stderr is not None
        assert "waits for its turn" in waiting.stderr.readline()
    assert waiting.wait(timeout=60) == 0


def test_the_demo_is_made_once_and_its_zip_can_be_had_alone(environment: dict[str, str], tmp_path: Path) -> None:
    alone = echotune(environment, "demo", "--rows", "500", "--zip", str(tmp_path / "demo.zip"))
    assert (alone.returncode, (tmp_path / "demo.zip").stat().st_size > 1_000) == (0, True)
    made = echotune(environment, "demo", "--rows", "500", "--json")
    assert json.loads(made.stdout.splitlines()[-1])["read"] == 500
    assert "already" in echotune(environment, "demo").stdout
    assert list((tmp_path / "home" / "uploads").iterdir()) == []
