"""What `echotune evaluate` shows in the terminal."""

from __future__ import annotations

import asyncio
import time
from contextlib import ExitStack
from pathlib import Path
from typing import TextIO

import typer
from rich.console import Console
from rich.progress import Progress

from echotune.accounts import store as accounts
from echotune.bootstrap import App
from echotune.core.errors import InvalidRequest
from echotune.recommend.evaluation import dump, variety
from echotune.recommend.evaluation.events import events_of_model, load_events
from echotune.recommend.evaluation.report import SoloReport, table
from echotune.recommend.evaluation.solo import Solo, with_shuffled_times
from echotune.training.cf.files import READERS
from echotune.training.cf.splits import against
from echotune.training.content.embedder import ContentEmbedder
from echotune.training.content.inputs import Inputs

CONTROL_SEED = 1


async def solo(app: App, *, account: str, cuts: int, control: bool, dump_to: Path | None, as_json: bool) -> None:
    """Measure one account. `control`: on shuffled times, where nothing but frequency is left to know."""
    began = time.perf_counter()
    async with app.database.connect() as conn:
        chosen = await accounts.named(conn, account)
        events = await load_events(conn, chosen)
    model = await app.models.get(chosen)
    if control:
        model = with_shuffled_times(model, CONTROL_SEED)
        events = events_of_model(model)
    run = Solo(events, model, cuts)
    report = await asyncio.to_thread(_measure, run, dump_to, began)
    typer.echo(table(report), err=as_json)
    if as_json:
        typer.echo(report.model_dump_json())


async def blend(app: App, *, account: str, cuts: int, as_json: bool) -> None:
    """Measure what variety costs one account. Songs are told apart by all that is known of them (the content space)."""
    async with app.database.connect() as conn:
        chosen = await accounts.named(conn, account)
        events = await load_events(conn, chosen)
    model = await app.models.get(chosen)
    _print_variety(await asyncio.to_thread(_vary, Solo(events, model, cuts)), as_json=as_json)


def blend_of_many(train: Path, test: Path, *, as_json: bool) -> None:
    """The same for two files of triples; needs no database."""
    _print_variety(variety.of_many(against(READERS["triples"](train), READERS["triples"](test))), as_json=as_json)


def _vary(run: Solo) -> variety.VarietyReport:
    inputs = Inputs.of(run.model)
    return variety.of_listener(run, ContentEmbedder.fit(inputs).transform(inputs).vectors)


def _print_variety(report: variety.VarietyReport, *, as_json: bool) -> None:
    typer.echo(variety.table(report), err=as_json)
    if as_json:
        typer.echo(report.model_dump_json())


def _opened(dump_to: Path) -> TextIO:
    try:
        return dump_to.open("w", encoding="utf-8")
    except OSError as refused:
        raise InvalidRequest(f"{dump_to} cannot be written: {refused.strerror}.") from refused


def _measure(run: Solo, dump_to: Path | None, began: float) -> SoloReport:
    with ExitStack() as stack:
        out = stack.enter_context(_opened(dump_to)) if dump_to else None
        bar = stack.enter_context(Progress(console=Console(stderr=True), transient=True))
        step = bar.add_task("Measuring", total=run.cut_count * len(run.tasks))
        for measured in run.run():
            if out:
                out.write(dump.line(measured))
            bar.advance(step)
    return run.report(time.perf_counter() - began)
