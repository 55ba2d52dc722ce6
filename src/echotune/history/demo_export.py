"""The demo's export and catalogue pack, made where an import can read them. Everything in them is invented."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import UUID

import psycopg

from echotune.catalog.packs import load_demo_pack
from echotune.history.archive import Given
from echotune.history.demo import generate, write_pack, write_zip
from echotune.history.store import Origin

FILE_NAME = "demo_spotify_data.zip"
PACK_NAME = "pack.csv"


def prepared(dsn: str, user_id: UUID, folder: Path, origin: Origin) -> Given:
    """Generate the ZIP and load the pack into the demo account; the ZIP is deleted with its folder.

    The same origin gives the same bytes, so an interrupted import can go on from its checkpoint.
    """
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)
    demo = generate(origin["rows"], origin["seed"], until=date.fromisoformat(origin["until"]))
    write_pack(demo, folder / PACK_NAME)
    with psycopg.connect(dsn) as conn:
        load_demo_pack(conn, user_id, folder / PACK_NAME)
    write_zip(demo, folder / FILE_NAME)
    return Given(folder / FILE_NAME, FILE_NAME)
