"""What `echotune evaluate content` shows in the terminal."""

from __future__ import annotations

import asyncio

import typer

from echotune.accounts import store as accounts
from echotune.bootstrap import App
from echotune.taste.listener import ListenerModel
from echotune.training.content.embedder import ContentEmbedder
from echotune.training.content.inputs import Inputs
from echotune.training.content.preference_evaluation import ContentReport, evaluate


async def content(app: App, *, account: str, cuts: int, as_json: bool) -> None:
    """Try the preference model on one account's past. The space is learned from facts alone, so that it may know them all."""
    async with app.database.connect() as conn:
        chosen = await accounts.named(conn, account)
    model = await app.models.get(chosen)
    report = await asyncio.to_thread(_evaluated, model, cuts)
    typer.echo(_table(report), err=as_json)
    if as_json:
        typer.echo(report.model_dump_json())


def _evaluated(model: ListenerModel, cuts: int) -> ContentReport:
    inputs = Inputs.of(model)
    return evaluate(model, ContentEmbedder.fit(inputs).transform(inputs), cuts)


def _table(report: ContentReport) -> str:
    lines = [
        f"Content model: {report.known:,} of {report.recordings:,} recordings are known. Chance that a song that was then "
        "listened to stands above one that was not:",
        "cut         songs  model  popularity  (fitted)  same artist  control  difference, 95 %",
    ]
    lines += [
        f"{cut.cut:%Y-%m-%d} {cut.targets:6d}  {cut.model:.3f}  {cut.popularity:10.3f}  {cut.popularity_fitted:8.3f}"
        f"  {cut.same_artist:11.3f}  {cut.control:7.3f}  {cut.low:+.3f} to {cut.high:+.3f}"
        for cut in report.cuts
    ]
    lines.append(
        f"mean               {report.model:.3f}  {report.popularity:10.3f}  {report.popularity_fitted:8.3f}"
        f"  {report.same_artist:11.3f}  {report.control:7.3f}  ahead at {report.wins} of {len(report.cuts)} cuts"
    )
    return "\n".join(lines)
