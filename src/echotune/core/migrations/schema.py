"""Bring the schema up, down, or tell where it is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import psycopg

if TYPE_CHECKING:
    from alembic.config import Config

FOLDER = Path(__file__).parent
LOCK = 7_241_001  # advisory lock: two processes starting together migrate once


def head() -> str:
    """The newest revision this code knows; files are named by revision."""
    return max(path.stem.split("_")[0] for path in (FOLDER / "versions").glob("[0-9]*.py"))


def current(dsn: str) -> str | None:
    """The revision the database is at, or None when it is empty."""
    with psycopg.connect(dsn, connect_timeout=2) as conn:
        found = conn.execute("select to_regclass('alembic_version') is not null").fetchone()
        if not found or not found[0]:
            return None
        row = conn.execute("select version_num from alembic_version").fetchone()
        return str(row[0]) if row else None


def upgrade(dsn: str, revision: str = "head") -> None:
    """Up to `revision`. Does nothing, and imports nothing heavy, when the schema is already there."""
    if revision == "head" and current(dsn) == head():
        return
    from alembic import command

    with psycopg.connect(dsn, autocommit=True) as lock:
        lock.execute("select pg_advisory_lock(%s)", (LOCK,))
        command.upgrade(_config(dsn), revision)


def downgrade(dsn: str, revision: str) -> None:
    """Down to `revision` ("base" for an empty schema)."""
    from alembic import command

    command.downgrade(_config(dsn), revision)


def _config(dsn: str) -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["dsn"] = dsn
    return config
