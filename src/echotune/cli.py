"""The terminal door: thin; each command calls one function of the package it belongs to."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from echotune.core.errors import EchoTuneError
from echotune.core.settings import Settings

if TYPE_CHECKING:
    from echotune.bootstrap import App

cli = typer.Typer(
    name="echotune",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Your listening life: kept, understood, and talked about.",
)

AccountOption = Annotated[str, typer.Option("--account", help="local, demo, or an account's UUID")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON document a line")]


def main() -> None:
    """Exit codes: 0 ok, 1 failed, 2 wrong use."""
    try:
        cli()
    except EchoTuneError as expected:
        typer.echo(expected.message, err=True)
        sys.exit(1)


@asynccontextmanager
async def opened() -> AsyncIterator[App]:
    """The joined application, for the length of one command."""
    from echotune import bootstrap

    app = await bootstrap.start(Settings.load())
    try:
        yield app
    finally:
        await app.close()


def run(command: Coroutine[Any, Any, Any]) -> None:
    asyncio.run(command)


@cli.command()
def serve() -> None:
    """Run the web app, and the job loop with it."""
    from echotune import serving

    serving.serve(Settings.load())


@cli.command()
def worker() -> None:
    """Run a job loop of its own."""

    async def work() -> None:
        async with opened() as app:
            await app.jobs.run()

    run(work())
