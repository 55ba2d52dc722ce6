"""Imports for tests, in the test's own process, and what they left in the database."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psycopg

from echotune.history import importing
from echotune.history.archive import Given, Limits, Sources
from echotune.history.progress import Progress
from echotune.history.reading import Watch


def new_account(dsn: str, *, zone: str = "UTC") -> UUID:
    user_id = uuid4()
    with psycopg.connect(dsn) as conn:
        conn.execute(
            "insert into accounts (user_id, kind, display_name, time_zone) values (%s, 'listener', 'Test', %s)",
            (user_id, zone),
        )
    return user_id


def new_import(dsn: str, user_id: UUID) -> UUID:
    import_id = uuid4()
    with psycopg.connect(dsn) as conn:
        conn.execute(
            "insert into imports (user_id, import_id, status, file_name, origin, created_at, updated_at) "
            "values (%s, %s, 'waiting', 'test', '{\"kind\": \"paths\"}', now(), now())",
            (user_id, import_id),
        )
    return import_id


def import_paths(
    dsn: str,
    user_id: UUID,
    *paths: Path,
    import_id: UUID | None = None,
    limits: Limits = Limits(),  # noqa: B008 - frozen
    watch: Watch | None = None,
) -> Progress:
    """Import and return the final progress; its counters have to balance."""
    order = importing.Order(dsn, user_id, import_id or new_import(dsn, user_id))
    given = [Given(path, path.name) for path in paths]
    progress = importing.run(order, lambda: Sources(given, limits), watch or Watch())
    assert progress.read == progress.stored + progress.duplicate + progress.rejected
    assert progress.rejected == sum(progress.rejected_by_reason.values())
    return progress


def query(dsn: str, sql: str, *parameters: object) -> list[tuple[Any, ...]]:
    with psycopg.connect(dsn) as conn:
        return conn.execute(sql.encode(), parameters).fetchall()


def content_hash(dsn: str, user_id: UUID) -> str:
    """sha256 over all stored columns but surrogate ids and import times, in the order of the natural key."""
    digest = hashlib.sha256()
    for sql in (
        "select ended_at, item_id, ms_played, kind, form, platform, platform_class, country, reason_start, reason_end, "
        "shuffle, skipped, offline, offline_at, incognito, superseded_by, source from plays where user_id = %s "
        "order by ended_at, item_id, ms_played",
        "select track_id, item, kind, title, artist, album, recording_key, recording_id, source from tracks "
        "where track_id in (select item_id from plays where user_id = %s) order by track_id",
        "select track_id, kind, name, added_on, source from library_items where user_id = %s "
        "order by track_id, kind, name",
    ):
        for row in query(dsn, sql, user_id):
            digest.update(repr(row).encode())
    return digest.hexdigest()
