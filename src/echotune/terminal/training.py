"""`echotune train` and `echotune models` on a terminal."""

from __future__ import annotations

from pathlib import Path

import typer
from rich.console import Console
from rich.table import Column, Table

from echotune.accounts import store as accounts
from echotune.bootstrap import App
from echotune.core.errors import InvalidRequest
from echotune.training import measuring, registry, store
from echotune.training.order import Order
from echotune.training.ranker.serving import name_of
from echotune.training.run import Report
from echotune.training.run import train as run_trainings
from echotune.training.trainers import TRAINERS
from echotune.training.views import models_of, version_view


async def train(
    app: App, what: str, account: str, *, interactions: Path | None, factors: Path | None, as_json: bool
) -> bool:
    """Train one kind of model or all; True when nothing failed. What was skipped or refused is no failure."""
    if (interactions or factors) and what not in ("cf", "all"):
        raise InvalidRequest("--interactions and --factors belong to the collaborative model: echotune train cf.")
    if interactions and factors:
        raise InvalidRequest("Give --interactions or --factors: factors are adopted as they are, not trained on.")
    async with app.database.connect() as conn:
        listener = await accounts.named(conn, account)
    with Console(stderr=True, quiet=as_json).status("Training") as line:
        order = Order(
            app.database,
            app.settings.home,
            app.settings.policy.gate,
            listener,
            interactions,
            factors,
            progress=line.update,
        )
        reports = await run_trainings(order, list(TRAINERS) if what == "all" else [what])
    for report in reports:
        typer.echo(report.model_dump_json() if as_json else _told(report))
    return all(report.outcome != "failed" for report in reports)


def _told(report: Report) -> str:
    if report.version is None:
        return f"{report.name}: {report.outcome}. {report.reason}"
    size = f"{report.item_count:,} recordings" if report.item_count else ""
    return f"{report.name} {report.version}: {report.outcome} after {report.seconds:.1f} s, {size}. {report.reason}"


async def show(app: App, *, as_json: bool) -> None:
    """List all versions and the latest trainings."""
    async with app.database.connect() as conn:
        versions, trainings = await store.versions(conn), await store.trainings(conn)
    if as_json:
        for version in versions:
            typer.echo(version_view(version).model_dump_json())
        return
    if not versions:
        typer.echo("No model has been trained yet. Train one: echotune train")
    else:
        whole = [Column(header, overflow="fold") for header in ("Model", "Version")]  # they are copied from here
        table = Table(*whole, "Status", "Why")
        for one in versions:
            table.add_row(one.name, one.version, one.status, one.reason or "")
        Console().print(table)
    for training in trainings:
        if training.outcome == "failed":
            typer.echo(f"Failed: {training.name}, {training.started_at:%Y-%m-%d %H:%M} UTC. {training.reason}")


async def roll_back(app: App, name: str, account: str, *, as_json: bool) -> None:
    """Let the version before the serving one serve again; `taste` is the account's own."""
    async with app.database.connect() as conn:
        if name == "taste":
            name = name_of((await accounts.named(conn, account)).id)
        version = await registry.rollback(conn, app.settings.home, name)
    typer.echo(version_view(version).model_dump_json() if as_json else f"{name} {version.version} serves again.")


async def drift(app: App, account: str, *, as_json: bool) -> None:
    """Measure now, keep what was found, and show it beside the hit rate of suggestions."""
    async with app.database.connect() as conn:
        listener = await accounts.named(conn, account)
    await measuring.everything(app.database, app.settings.home, listener, gate=app.settings.policy.gate)
    async with app.database.connect() as conn:
        models = await models_of(conn, listener)
    if as_json:
        typer.echo(models.model_dump_json(include={"drift", "suggestions"}))
        return
    if not models.drift:
        typer.echo("There is nothing to compare with yet. Train first: echotune train")
    else:
        table = Table("Model", "Measure", "PSI", "KS", "p", "Now")
        for one in models.drift:
            table.add_row(one.name, one.measure, f"{one.psi:.3f}", f"{one.ks:.3f}", f"{one.p_value:.3f}", one.verdict)
        Console().print(table)
    for week in models.suggestions:
        typer.echo(f"Week of {week.week}: {week.played} of {week.shown} suggestions played ({week.hit_rate:.0%}).")
