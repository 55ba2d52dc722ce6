"""`echotune recommend` on a terminal: the tracks, and one line why for each."""

from __future__ import annotations

from datetime import datetime

import typer
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from echotune.accounts import store as accounts
from echotune.bootstrap import App
from echotune.recommend.answer import answer
from echotune.recommend.parameters import Changes
from echotune.recommend.request import RecommendationRequest
from echotune.recommend.schemas import RecommendationResponse, RecommendedTrack


async def recommend(
    app: App,
    request: RecommendationRequest,
    account_name: str,
    *,
    as_of: datetime | None,
    experiment: Changes | None = None,
    as_json: bool,
) -> None:
    """Answer a request for an account and print it."""
    async with app.database.connect() as conn:
        account = await accounts.named(conn, account_name)
    response = await answer(
        app.database, app.models, app.settings, account, request, as_of=as_of, experiment=experiment
    )
    if as_json:
        typer.echo(response.model_dump_json())
    else:
        _print(response)


def _print(response: RecommendationResponse) -> None:
    console = Console(highlight=False)
    if response.heard_as:
        console.print(Text("Heard as  " + " · ".join(response.heard_as), style="dim"))
    for track in response.tracks:
        console.print(_headline(track))
        console.print(Padding(Text(track.why), (0, 0, 0, 5)))
    if response.shortfall:
        console.print(Text(_account(response)))
    for note in response.notes:
        console.print(Text(note, style="dim"))


def _headline(track: RecommendedTrack) -> Text:
    line = Text(f"{track.position:>3}  ")
    line.append(track.title, style="bold")
    about = [track.artist, track.album, "" if track.release_year is None else str(track.release_year)]
    line.append("  " + " · ".join(part for part in about if part), style="dim")
    return line.append("  explicit", style="dim") if track.explicit == "yes" else line


def _account(response: RecommendationResponse) -> str:
    shortfall = response.shortfall
    if shortfall is None:
        return ""
    lines = [f"{shortfall.returned} of {shortfall.requested} found among {shortfall.considered:,} tracks."]
    lines += [f"  {one.candidates:>9,} left out by “{one.label}”" for one in shortfall.removed]
    if shortfall.offer:
        lines.append(f"Try “{shortfall.offer.text}”: {shortfall.offer.candidates:,} to choose from.")
    return "\n".join(lines)
