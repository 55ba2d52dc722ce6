"""The schema goes up, down and up again, and keeps what it should."""

from __future__ import annotations

import psycopg
import pytest

from echotune.core.migrations import schema

SHAPE = """
    select table_name, column_name, data_type, is_nullable, column_default from information_schema.columns
    where table_schema = 'public' order by 1, 2
"""


def shape(dsn: str) -> list[tuple[object, ...]]:
    with psycopg.connect(dsn) as conn:
        return conn.execute(SHAPE).fetchall()


def test_down_to_nothing_and_up_again_is_the_same_schema(database_url: str) -> None:
    before = shape(database_url)
    schema.downgrade(database_url, "base")
    assert [row[0] for row in shape(database_url)] == ["alembic_version"]
    schema.upgrade(database_url)
    assert shape(database_url) == before


@pytest.mark.parametrize("revision", ["0002", "0005", "0007"])
def test_one_step_down_and_up_keeps_the_rows_of_the_floors_below(database_url: str, revision: str) -> None:
    with psycopg.connect(database_url, autocommit=True) as conn:
        conn.execute("insert into accounts (user_id, kind, display_name) values (gen_random_uuid(), 'local', 'You')")
    schema.downgrade(database_url, revision)
    schema.upgrade(database_url)
    with psycopg.connect(database_url) as conn:
        assert conn.execute("select display_name from accounts").fetchall() == [("You",)]


def test_the_code_knows_its_newest_revision(database_url: str) -> None:
    assert schema.current(database_url) == schema.head()
