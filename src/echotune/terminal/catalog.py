"""`echotune catalog` on a terminal: what became of a file, and what packs there are."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

import psycopg
import typer
from rich.console import Console
from rich.table import Table

from echotune.accounts import store as accounts
from echotune.bootstrap import App
from echotune.catalog import read
from echotune.catalog.audio.scan import AudioReport, scan
from echotune.catalog.packs import PackReport, Progress, add_pack
from echotune.core.errors import InvalidRequest

MOST_FILES_SHOWN = 50


async def add(
    app: App, path: Path, *, name: str, origin: str, told: Sequence[str], account: str | None, as_json: bool
) -> None:
    """Add a pack for everyone, or for one account, and say what became of its rows."""
    user_id = None
    if account is not None:
        async with app.database.connect() as conn:
            user_id = (await accounts.named(conn, account)).id
    column_map = parse_map(told)

    def work(progress: Progress) -> PackReport:
        with psycopg.connect(app.database.dsn) as conn:
            return add_pack(
                conn, path, name=name, origin=origin, user_id=user_id, column_map=column_map, progress=progress
            )

    with Console(stderr=True, quiet=as_json).status(f"Reading {path.name}") as line:
        report = await asyncio.to_thread(work, lambda rows: line.update(f"Reading {path.name}: {rows:,} rows"))
    await app.jobs.enqueue("training.embed")
    typer.echo(report.model_dump_json() if as_json else _told(report, gate=app.settings.policy.gate))


async def show(app: App, *, as_json: bool) -> None:
    """List the packs."""
    async with app.database.connect() as conn:
        packs = await read.packs(conn, gate=app.settings.policy.gate)
    if as_json:
        for pack in packs:
            typer.echo(pack.model_dump_json())
        return
    if not packs:
        typer.echo("No pack yet. Add one: echotune catalog add PATH --name NAME --origin open")
        return
    table = Table("Name", "Origin", "For", "Tracks", "With features", "Facts read")
    for pack in packs:
        table.add_row(
            pack.name,
            pack.origin,
            pack.for_whom,
            f"{pack.tracks:,}",
            f"{pack.with_features:,}",
            "no (policy gate)" if pack.gated else "yes",
        )
    Console().print(table)


async def audio(app: App, paths: Sequence[Path], *, as_json: bool) -> None:
    """Measure audio files and say what became of each."""
    with Console(stderr=True, quiet=as_json).status("Looking for audio files") as line:
        report = await scan(
            app.database,
            paths,
            memory_mb=app.settings.worker.child_memory_mb,
            progress=lambda done, total: line.update(f"Measured {done:,} of {total:,} files"),
        )
    typer.echo(report.model_dump_json() if as_json else _measured(report))


def parse_map(told: Sequence[str]) -> dict[str, str]:
    """`field=column` pairs. Raises InvalidRequest for a pair without `=`."""
    pairs = {}
    for pair in told:
        field, equals, column = pair.partition("=")
        if not equals or not column:
            raise InvalidRequest(f"“{pair}” is no pair. Write --map field=column, as in --map title=track_name.")
        pairs[field.strip()] = column
    return pairs


def _measured(report: AudioReport) -> str:
    lines = [
        f"{report.read:,} files read in {report.seconds:.1f} s, {report.stored:,} stored, "
        f"{report.not_in_library:,} of songs that are not here, {report.bad:,} bad."
    ]
    lines += [f"  {outcome.path}: {outcome.message}" for outcome in report.files[:MOST_FILES_SHOWN]]
    if len(report.files) > MOST_FILES_SHOWN:
        lines.append(f"  and {len(report.files) - MOST_FILES_SHOWN:,} more (--json lists them all)")
    known = ", ".join(f"{fact} {count:,}" for fact, count in report.known.items())
    return "\n".join([*lines, f"  known: {known}"])


def _told(report: PackReport, *, gate: bool) -> str:
    lines = [
        f"{report.name}: {report.read:,} rows read in {report.seconds:.1f} s, {report.stored:,} tracks stored, "
        f"{report.duplicate:,} named twice, {report.rejected:,} set aside."
    ]
    lines += [f"  set aside, {reason}: {count:,}" for reason, count in report.rejected_by_reason.items()]
    lines += [f"  dropped values of {field}: {count:,}" for field, count in report.out_of_range.items()]
    known = ", ".join(f"{fact} {share:.0%}" for fact, share in report.coverage.items() if share)
    lines.append(f"  known: {known or 'names only'}")
    lines.append("  columns: " + ", ".join(f"{field} = {column}" for field, column in report.columns.items()))
    if report.ignored_columns:
        lines.append("  not used: " + ", ".join(report.ignored_columns))
    if gate and report.origin == "spotify_api":
        lines.append("  The policy gate is on: names and ids are used, the facts are not (ECHOTUNE_POLICY_GATE).")
    return "\n".join(lines)
