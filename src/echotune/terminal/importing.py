"""`echotune import` on a terminal: a progress bar while it runs, a few clear lines at the end."""

from __future__ import annotations

import asyncio
import json
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

from echotune.accounts import store as accounts
from echotune.bootstrap import App
from echotune.core.errors import InvalidRequest
from echotune.history import importing, store, uploads
from echotune.history.archive import Given, Limits, Sources
from echotune.history.demo_account import demo_import
from echotune.history.demo_export import prepared
from echotune.history.progress import Progress as ImportProgress
from echotune.history.reading import Cancelled, Watch


async def import_paths(app: App, paths: list[Path], account_name: str, *, as_json: bool) -> None:
    """Import `paths` into an account. Ctrl-C cancels: what is stored stays, and the same command goes on later."""
    for path in paths:
        if not path.exists():
            raise InvalidRequest(f"There is no file or folder “{path}”.", code="no_such_path")
    async with app.database.connect() as conn:
        account = await accounts.named(conn, account_name)
        origin = store.origin_of_paths(paths)
        import_id = await store.take_up(conn, account.id, origin)
        if import_id is None:
            import_id = await store.create(conn, account.id, ", ".join(path.name for path in paths), origin)
    given, limits = [Given(path, path.name) for path in paths], Limits.of(app.settings.imports)
    order = importing.Order(app.database.dsn, account.id, import_id)
    await _watched(app, order, lambda: Sources(given, limits), as_json=as_json)


async def import_demo(app: App, rows: int, seed: int, *, as_json: bool) -> None:
    """Fill the demo account with a generated export and its catalogue pack, unless it is filled."""
    async with app.database.connect() as conn:
        account, row, begin = await demo_import(conn, rows, seed)
    if not begin:
        typer.echo("The demo is there already." if row["status"] == "done" else "The demo is being made elsewhere.")
        return
    folder = uploads.folder_of(app.settings.home, row["import_id"])
    dsn = app.database.dsn
    order = importing.Order(dsn, account.id, row["import_id"], source="demo")
    limits = Limits.of(app.settings.imports)
    try:
        await _watched(
            app,
            order,
            lambda: Sources([prepared(dsn, account.id, folder, row["origin"])], limits),
            as_json=as_json,
        )
    finally:
        uploads.delete(app.settings.home, row["import_id"])


async def _watched(app: App, order: importing.Order, sources: Callable[[], Sources], *, as_json: bool) -> None:
    began, stop = time.monotonic(), threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    with _Bar(quiet=as_json) as bar:
        watch = Watch(bar.show, stop.is_set, app.settings.imports.seconds)
        try:
            progress = await asyncio.to_thread(importing.run, order, sources, watch)
        except Cancelled:
            bar.stop()
            typer.echo("Stopped. What was stored stays; the same command goes on from there.", err=True)
            raise typer.Exit(1) from None
    await app.jobs.enqueue("training.embed")
    _report(progress, time.monotonic() - began, as_json=as_json)


class _Bar:
    """Files, rows, rows a second, time left: on standard error, and only where somebody can see it."""

    def __init__(self, *, quiet: bool) -> None:
        console = Console(stderr=True)
        self._progress = Progress(
            TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TextColumn("{task.fields[numbers]}"),
            console=console, disable=quiet or not console.is_terminal, transient=True,
        )  # fmt: skip
        self._said_that_it_waits = False
        self._task = self._progress.add_task("Opening", total=None, numbers="")

    def __enter__(self) -> _Bar:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        self._progress.stop()

    def show(self, status: str, progress: ImportProgress) -> None:
        if status == "waiting":
            if not self._said_that_it_waits:
                self._progress.console.print("Another import of this account is running; this one waits for its turn.")
                self._said_that_it_waits = True
            return
        readable = [file for file in progress.files if file.kind != "other"]
        done = sum(file.status in ("done", "failed") for file in readable)
        left = f", {progress.seconds_left:.0f} s left" if progress.seconds_left else ""
        self._progress.update(
            self._task,
            description=f"File {min(done + 1, len(readable))} of {len(readable)}",
            total=progress.bytes_total,
            completed=progress.bytes_done,
            numbers=f"{progress.read:,} rows, {progress.rows_per_second:,.0f} rows/s{left}",
        )


def _report(progress: ImportProgress, seconds: float, *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(summary(progress, seconds)))
        return
    typer.echo(f"{progress.read:,} rows read in {seconds:.1f} s")
    typer.echo(f"{progress.stored:,} stored, {progress.duplicate:,} already known, {progress.rejected:,} rejected")
    for reason, rows in sorted(progress.rejected_by_reason.items()):
        typer.echo(f"  {rows:,} {reason.replace('_', ' ')}")
    if progress.library_items:
        typer.echo(f"{progress.library_items:,} new library entries")
    for file in progress.files:
        if file.note and file.status != "ignored":
            typer.echo(f"  {file.name}: {file.note}")
    ignored = [file.name for file in progress.files if file.status == "ignored"]
    if ignored:
        typer.echo(f"Not needed: {', '.join(ignored)}")


def summary(progress: ImportProgress, seconds: float) -> dict[str, Any]:
    """The last line of `--json`."""
    return {
        "read": progress.read,
        "stored": progress.stored,
        "duplicate": progress.duplicate,
        "rejected": progress.rejected,
        "rejectedByReason": progress.rejected_by_reason,
        "seconds": round(seconds, 3),
        "libraryItems": progress.library_items,
    }
