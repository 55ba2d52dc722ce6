"""The terminal door: thin; each command calls one function of the package it belongs to."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal
from uuid import UUID

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

    from echotune import bootstrap

    async def work() -> None:
        async with opened() as app:
            bootstrap.serve_metrics(app.settings)
            await app.jobs.run()

    run(work())


@cli.command("import")
def import_(paths: list[Path], account: AccountOption = "local", as_json: JsonOption = False) -> None:
    """Read the export that Spotify sent: the ZIP, a folder, or loose JSON and CSV files."""
    from echotune.terminal import importing as screen

    async def work() -> None:
        async with opened() as app:
            await screen.import_paths(app, paths, account, as_json=as_json)

    run(work())


@cli.command()
def recommend(
    limit: Annotated[int | None, typer.Option(help="How many tracks")] = None,
    mode: Annotated[Literal["relisten", "rediscover", "explore", "blend"] | None, typer.Option()] = None,
    mood: Annotated[list[str] | None, typer.Option(help="calm, upbeat, rainy ...; may be repeated, as most")] = None,
    activity: Annotated[list[str] | None, typer.Option(help="focus, running, dinner ...")] = None,
    genre: Annotated[list[str] | None, typer.Option()] = None,
    artist: Annotated[list[str] | None, typer.Option()] = None,
    like: Annotated[list[str] | None, typer.Option(help="An artist or a track to resemble")] = None,
    between: Annotated[list[str] | None, typer.Option(help="Lie between these")] = None,
    without_artist: Annotated[list[str] | None, typer.Option()] = None,
    without_genre: Annotated[list[str] | None, typer.Option()] = None,
    clean: Annotated[bool, typer.Option("--clean", help="No explicit tracks")] = False,
    era_from: Annotated[int | None, typer.Option(help="First release year")] = None,
    era_to: Annotated[int | None, typer.Option(help="Last release year")] = None,
    minutes: Annotated[int | None, typer.Option(help="Fill this many minutes")] = None,
    time_of_day: Annotated[Literal["morning", "afternoon", "evening", "night"] | None, typer.Option()] = None,
    as_of: Annotated[str | None, typer.Option(help="Answer as of then, from earlier plays only (ISO)")] = None,
    now: Annotated[str | None, typer.Option(help="Take this moment (ISO) for the present")] = None,
    parameters: Annotated[
        str | None, typer.Option(help="For this answer alone: a TOML file, or JSON such as '{\"artist_cap\": 1}'")
    ] = None,
    account: AccountOption = "local",
    as_json: JsonOption = False,
) -> None:
    """Recommend tracks, each with its reason."""
    from echotune.core import clock
    from echotune.recommend.asking import asked
    from echotune.recommend.parameters_file import named
    from echotune.terminal import recommend as screen

    async def work() -> None:
        request = asked(
            limit=limit,
            mode=mode,
            mood=mood or [],
            activity=activity or [],
            genre=genre or [],
            artist=artist or [],
            like=like or [],
            between=between or [],
            exclude_artist=without_artist or [],
            exclude_genre=without_genre or [],
            explicit=not clean,
            era_from=era_from,
            era_to=era_to,
            duration_minutes=minutes,
            time_of_day=time_of_day,
        )
        moment = clock.parse(as_of) if as_of else None
        experiment = named(parameters) if parameters else None
        async with opened() as app:
            if now:
                clock.fix(now)
            await screen.recommend(app, request, account, as_of=moment, experiment=experiment, as_json=as_json)

    run(work())


@cli.command()
def demo(
    rows: Annotated[int, typer.Option(min=200, max=1_000_000)] = 60_000,
    seed: int = 1,
    to_zip: Annotated[
        Path | None, typer.Option("--zip", help="Only write the export, as Spotify would send it")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Make the demo account: a generated listening life and a catalogue pack. Nothing in it is anybody's."""
    if to_zip:
        from echotune.core import clock
        from echotune.history.demo import generate, write_zip

        write_zip(generate(rows, seed, until=clock.now().date()), to_zip)
        return
    from echotune.terminal import importing as screen

    async def work() -> None:
        async with opened() as app:
            await screen.import_demo(app, rows, seed, as_json=as_json)

    run(work())


@cli.command()
def chat(
    once: Annotated[str | None, typer.Option("--once", help="Say one thing and end")] = None,
    session: Annotated[UUID | None, typer.Option(help="Go on with this conversation")] = None,
    account: AccountOption = "local",
    as_json: JsonOption = False,
) -> None:
    """Talk about music, as in the browser. Conversations are kept in the same place."""
    from echotune.terminal import chat as screen

    async def work() -> None:
        async with opened() as app:
            await screen.talk(app, account, once, session, as_json=as_json)

    run(work())


@cli.command()
def understand(
    text: Annotated[str | None, typer.Argument(help="One sentence")] = None,
    lines: Annotated[bool, typer.Option("--lines", help="Read a sentence a line from standard input")] = False,
    now: Annotated[str | None, typer.Option(help="Take this moment (ISO) for the present")] = None,
    account: AccountOption = "local",
    as_json: JsonOption = False,
) -> None:
    """Show how a sentence is understood, without answering it."""
    if (text is None) != lines:
        raise typer.BadParameter("Give one sentence, or --lines and the sentences on standard input.")
    from echotune.core import clock
    from echotune.terminal import understand as screen

    async def work() -> None:
        async with opened() as app:
            if now:
                clock.fix(now)
            await screen.understand(app, text, account, as_json=as_json)

    run(work())


@cli.command()
def openapi() -> None:
    """Print the description of the HTTP interface."""
    import json

    from echotune.api import create_app

    typer.echo(json.dumps(create_app(Settings()).openapi(), indent=1, sort_keys=True))


catalogue = typer.Typer(no_args_is_help=True, help="Catalogue packs: tracks to discover, and what is known of them.")
cli.add_typer(catalogue, name="catalog")


@catalogue.command("add")
def catalog_add(
    path: Path,
    name: Annotated[str, typer.Option(help="What to call the pack; the same name replaces it")],
    origin: Annotated[str, typer.Option(help="Where its facts come from: open, user or spotify_api")],
    column_map: Annotated[
        list[str] | None, typer.Option("--map", help="field=column, for what is not recognised")
    ] = None,
    account: Annotated[str | None, typer.Option(help="For one account alone; else for everyone")] = None,
    as_json: JsonOption = False,
) -> None:
    """Add the tracks of a CSV, CSV.GZ or Parquet file."""
    from echotune.terminal import catalog as screen

    async def work() -> None:
        async with opened() as app:
            await screen.add(
                app, path, name=name, origin=origin, told=column_map or [], account=account, as_json=as_json
            )

    run(work())


@catalogue.command("list")
def catalog_list(as_json: JsonOption = False) -> None:
    """List the packs."""
    from echotune.terminal import catalog as screen

    async def work() -> None:
        async with opened() as app:
            await screen.show(app, as_json=as_json)

    run(work())


@cli.command()
def embed(
    limit: Annotated[int | None, typer.Option(min=1, help="Encode at most so many texts")] = None,
    as_json: JsonOption = False,
) -> None:
    """Encode the texts of recordings (title, artist, album, tags) that are new or have changed; goes on where it was."""
    from echotune.terminal import embed as screen

    async def work() -> None:
        async with opened() as app:
            await screen.embed(app, limit=limit, as_json=as_json)

    run(work())


@catalogue.command("audio")
def catalog_audio(paths: list[Path], as_json: JsonOption = False) -> None:
    """Measure audio files of your own: tempo, key, loudness, timbre. Needs the extra [audio]."""
    from echotune.terminal import catalog as screen

    async def work() -> None:
        async with opened() as app:
            await screen.audio(app, paths, as_json=as_json)

    run(work())


@cli.command()
def train(
    what: Annotated[Literal["taste", "content", "cf", "all"], typer.Argument(help="Which models")] = "all",
    interactions: Annotated[
        Path | None, typer.Option(help="For cf: what other listeners play; listener, artist, title, weight by tabs")
    ] = None,
    factors: Annotated[Path | None, typer.Option(help="For cf: factors of a catalogue trained elsewhere (npz)")] = None,
    account: AccountOption = "local",
    as_json: JsonOption = False,
) -> None:
    """Learn anew. What is worse than what serves now is refused; what serves is never touched by a failure."""
    from echotune.terminal import training as screen

    async def work() -> None:
        async with opened() as app:
            fine = await screen.train(app, what, account, interactions=interactions, factors=factors, as_json=as_json)
        if not fine:
            raise typer.Exit(1)

    run(work())


models = typer.Typer(no_args_is_help=True, help="Versions of trained models.")
cli.add_typer(models, name="models")


@models.command("list")
def models_list(as_json: JsonOption = False) -> None:
    """List the versions, which ones serve, and why the others do not."""
    from echotune.terminal import training as screen

    async def work() -> None:
        async with opened() as app:
            await screen.show(app, as_json=as_json)

    run(work())


@models.command("rollback")
def models_rollback(name: str, account: AccountOption = "local", as_json: JsonOption = False) -> None:
    """Let the version before the serving one serve again."""
    from echotune.terminal import training as screen

    async def work() -> None:
        async with opened() as app:
            await screen.roll_back(app, name, account, as_json=as_json)

    run(work())


@models.command("drift")
def models_drift(account: AccountOption = "local", as_json: JsonOption = False) -> None:
    """Measure how far plays and scores have moved from what the models were trained on, and what was played of what was shown."""
    from echotune.terminal import training as screen

    async def work() -> None:
        async with opened() as app:
            await screen.drift(app, account, as_json=as_json)

    run(work())


evaluation = typer.Typer(no_args_is_help=True, help="Measure the rankings by a fixed protocol.")
cli.add_typer(evaluation, name="evaluate")


@evaluation.command("solo")
def evaluate_solo(
    cuts: Annotated[int, typer.Option(min=1, help="Moments of the past to rank at")] = 24,
    dump: Annotated[Path | None, typer.Option(help="Write each ranking there, one JSON document a line")] = None,
    control: Annotated[bool, typer.Option(help="Shuffle the times first: what is left is frequency")] = False,
    account: AccountOption = "local",
    as_json: JsonOption = False,
) -> None:
    """Rank one listener's own past, and compare with what was then played."""
    from echotune.terminal import evaluate as screen

    async def work() -> None:
        async with opened() as app:
            await screen.solo(app, account=account, cuts=cuts, control=control, dump_to=dump, as_json=as_json)

    run(work())


@evaluation.command("blend")
def evaluate_blend(
    cuts: Annotated[int, typer.Option(min=1, help="Moments of the past to rank at")] = 24,
    train: Annotated[Path | None, typer.Option(help="Triples to learn from: many listeners in place of one")] = None,
    test: Annotated[Path | None, typer.Option(help="Triples to find")] = None,
    account: AccountOption = "local",
    as_json: JsonOption = False,
) -> None:
    """Show what variety among the suggestions buys and costs, at several settings."""
    from echotune.terminal import evaluate as screen

    if train and test:
        screen.blend_of_many(train, test, as_json=as_json)
        return
    if train or test:
        raise typer.BadParameter("Give both --train and --test, or neither.")

    async def work() -> None:
        async with opened() as app:
            await screen.blend(app, account=account, cuts=cuts, as_json=as_json)

    run(work())


@evaluation.command("content")
def evaluate_content(
    cuts: Annotated[int, typer.Option(min=1, help="Moments of the past to fit at")] = 6,
    account: AccountOption = "local",
    as_json: JsonOption = False,
) -> None:
    """Try on one listener's past what sound, tags and era tell of songs that were never played."""
    from echotune.terminal import evaluate_content as screen

    async def work() -> None:
        async with opened() as app:
            await screen.content(app, account=account, cuts=cuts, as_json=as_json)

    run(work())


@evaluation.command("cf")
def evaluate_cf(
    model: Annotated[
        Literal["popularity", "itemknn", "bm25", "bpr", "ease", "als", "ials", "spectral", "transitions", "blend"],
        typer.Option(help="What to measure"),
    ] = "blend",
    train: Annotated[Path | None, typer.Option(help="What to learn from")] = None,
    test: Annotated[Path | None, typer.Option(help="What to find")] = None,
    leave_last_out: Annotated[Path | None, typer.Option(help="One file: find each listener's newest item")] = None,
    file_format: Annotated[
        Literal["triples", "sequences"],
        typer.Option("--format", help="A line: user item [weight], or user item item ... from the oldest"),
    ] = "triples",
    seeds: Annotated[int, typer.Option(min=1, help="Fits of the chosen point, for mean and spread")] = 3,
    dump: Annotated[Path | None, typer.Option(help="Write each ranking there, one JSON document a line")] = None,
    as_json: JsonOption = False,
) -> None:
    """Rank for many listeners, and compare with what was held back. Needs files only, no database."""
    from echotune.terminal import evaluate_cf as screen

    screen.cf(
        train, test, leave_last_out, file_format, model, seeds=seeds, dump_to=dump, as_json=as_json,
    )  # fmt: skip


check = typer.Typer(no_args_is_help=True, help="Whether what is set up works.")
cli.add_typer(check, name="check")


@check.command("env")
def check_env(as_json: JsonOption = False) -> None:
    """Show every environment variable as it stands. Ends with 1 only if a required one is missing."""
    from echotune.terminal import check_env as screen

    if not screen.show(as_json=as_json):
        raise typer.Exit(1)


@check.command("providers")
def check_providers(
    live: Annotated[bool, typer.Option("--live/--no-live", help="Ask each usable one a question of one word")] = True,
    account: AccountOption = "local",
    as_json: JsonOption = False,
) -> None:
    """Show who can answer, ask them, and write reports/provider-validation.json. Ends with 1 if a usable one fails."""
    from echotune.terminal import check_providers as screen

    async def work() -> None:
        async with opened() as app:
            fine = await screen.check(app, account, live=live, as_json=as_json)
        if not fine:
            raise typer.Exit(1)

    run(work())


database = typer.Typer(no_args_is_help=True, help="The database's schema.")
cli.add_typer(database, name="db")


@database.command()
def status() -> None:
    """Tell which revision the schema is at, and which one this version wants."""
    from echotune.core.migrations import schema

    with located_database() as dsn:
        typer.echo(f"at {schema.current(dsn) or 'nothing'}, wanted {schema.head()}")


@database.command()
def upgrade(revision: str = "head") -> None:
    """Bring the schema up."""
    from echotune.core.migrations import schema

    with located_database() as dsn:
        schema.upgrade(dsn, revision)


@database.command()
def downgrade(revision: str) -> None:
    """Bring the schema down to a revision, `base` for an empty one. Tables that the revision lacks are dropped."""
    from echotune.core.migrations import schema

    with located_database() as dsn:
        schema.downgrade(dsn, revision)


@contextmanager
def located_database() -> Iterator[str]:
    """The DSN of the database, started if it is the embedded one, its schema left as it is."""
    from echotune.core.embedded_postgres import EmbeddedPostgres

    settings = Settings.load()
    if settings.database.url:
        yield settings.database.url
        return
    embedded = EmbeddedPostgres(settings.home)
    try:
        yield embedded.start()
    finally:
        embedded.stop()
