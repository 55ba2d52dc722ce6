"""Which version of a trained model serves: one row of a table, changed in one transaction.

The files say what a model is, the registry which one counts. So a crash between writing and promoting leaves the old
one serving, and old files in the place of new ones are seen for what they are. A version whose files do not pass their
check is refused, and the newest one before it that passes takes its place.
"""

from __future__ import annotations

import asyncio
import shutil
import time
from pathlib import Path
from typing import Final
from uuid import UUID

from echotune.core.db import Connection
from echotune.core.errors import NotReady
from echotune.core.telemetry import get_logger
from echotune.training import artefacts, store
from echotune.training.artefacts import Artefact, ArtefactRefused
from echotune.training.gate import Decision
from echotune.training.manifest import Manifest
from echotune.training.store import Status, Version

KEPT: Final[dict[Status, int]] = {"retired": 4, "refused": 10}
"""Versions of each model that can be gone back to, and refusals that stay listed; older ones are deleted."""

ORPHANED_SECONDS: Final = 24 * 3600
OF_LISTENERS: Final = "taste-"
"""How the names of single listeners' models begin."""

log = get_logger(__name__)


async def offer(
    conn: Connection, home: Path, manifest: Manifest, decision: Decision, user_id: UUID | None = None
) -> bool:
    """A new version and what the quality gate says of it; True when it serves from now on.

    Its files are read back and checked before it may serve. Refused or damaged, it is listed with the reason, and what
    served before serves on.
    """
    await store.add_candidate(conn, manifest, user_id)
    if decision.accepted:
        return await promote(conn, home, manifest.name, manifest.model_version, decision.reason)
    await store.set_status(conn, manifest.name, manifest.model_version, "refused", decision.reason)
    await asyncio.to_thread(artefacts.delete, home, manifest.name, manifest.model_version)
    await _prune(conn, home, manifest.name)
    return False


async def promote(conn: Connection, home: Path, name: str, version: str, reason: str) -> bool:
    """Let a version serve, if its files pass their check; else it is marked as refused. True when it serves."""
    try:
        await asyncio.to_thread(artefacts.read, home, name, version)
    except ArtefactRefused as refused:
        await _refuse(conn, name, version, refused)
        return False
    await _swap(conn, name, version, reason)
    await _prune(conn, home, name)
    return True


async def serving(conn: Connection, home: Path, name: str) -> Artefact | None:
    """The model that serves, checked; None when there is none. A damaged one is refused for good, and the newest one
    before it that passes its check serves in its place."""
    row = await store.serving(conn, name)
    if row is None:
        return None
    try:
        return await asyncio.to_thread(artefacts.read, home, name, row.version)
    except ArtefactRefused as refused:
        return await put_out(conn, home, row, refused)


async def put_out(conn: Connection, home: Path, row: Version, refused: ArtefactRefused) -> Artefact | None:
    """Refuse the version that serves; the newest one before it that passes its check serves, and is returned."""
    await _refuse(conn, row.name, row.version, refused)
    return await _newest_before(conn, home, row, f"{row.version} was refused")


async def rollback(conn: Connection, home: Path, name: str) -> Version:
    """Let the version before the serving one serve again. Raises NotReady when there is none that passes its check."""
    row = await store.serving(conn, name)
    if row is None:
        raise NotReady(f"No version of {name} serves, so there is nothing to go back from.", code="nothing_serves")
    found = await _newest_before(conn, home, row, f"rolled back from {row.version}")
    if found is None:
        raise NotReady(f"There is no earlier version of {name} to go back to.", code="no_earlier_version")
    await store.set_status(conn, name, row.version, "retired", f"rolled back to {found.manifest.model_version}")
    return await store.one(conn, name, found.manifest.model_version)


async def sweep(conn: Connection, home: Path) -> None:
    """Delete what belongs to no version: models of accounts that are no more at once, what a killed training wrote and
    never promoted after a day. Only for whoever holds the lock of training."""
    known = {(row.name, row.version) for row in await store.versions(conn)}
    await asyncio.to_thread(_sweep, home / "artefacts", known)


def _sweep(artefacts_of_home: Path, known: set[tuple[str, str]]) -> None:
    names = {name for name, _ in known}
    for folder in artefacts_of_home.glob("*/"):
        if folder.name.startswith(OF_LISTENERS) and folder.name not in names:
            shutil.rmtree(folder, ignore_errors=True)
            continue
        for version in folder.glob("[!.]*/"):
            if (folder.name, version.name) not in known and time.time() - version.stat().st_mtime > ORPHANED_SECONDS:
                shutil.rmtree(version, ignore_errors=True)


async def _newest_before(conn: Connection, home: Path, row: Version, reason: str) -> Artefact | None:
    for earlier in await store.retired(conn, row.name, row.number):
        try:
            found = await asyncio.to_thread(artefacts.read, home, row.name, earlier.version)
        except ArtefactRefused as refused:
            await _refuse(conn, row.name, earlier.version, refused)
            continue
        await _swap(conn, row.name, earlier.version, reason)
        return found
    return None


async def _swap(conn: Connection, name: str, version: str, reason: str) -> None:
    """The only place that changes what serves; one transaction, which the caller commits."""
    await store.hold(conn, name)
    before = await store.serving(conn, name)
    if before is not None:
        await store.set_status(conn, name, before.version, "retired", f"replaced by {version}")
    await store.set_status(conn, name, version, "serving", reason)
    await store.tell_models(conn, (await store.one(conn, name, version)).user_id)


async def _refuse(conn: Connection, name: str, version: str, refused: ArtefactRefused) -> None:
    log.warning("an artefact was refused", model=name, version=version, reason=refused.message)
    await store.set_status(conn, name, version, "refused", refused.message)


async def _prune(conn: Connection, home: Path, name: str) -> None:
    rows = await store.versions(conn, name=name)
    for status, count in KEPT.items():
        for row in [row for row in rows if row.status == status][count:]:
            await asyncio.to_thread(artefacts.delete, home, name, row.version)
            await asyncio.to_thread(artefacts.delete_report, home, name, row.version)
            await store.forget(conn, name, row.version)
