"""`echotune embed` on a terminal: a bar while texts are encoded, one line at the end."""

from __future__ import annotations

import json
import time

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from echotune.bootstrap import App
from echotune.core.errors import NotReady
from echotune.embedding.registry import ENCODERS
from echotune.training.embed import Filled, fill


async def embed(app: App, *, limit: int | None, as_json: bool) -> None:
    """Encode what is missing or has changed. Raises NotReady when encoding is switched off."""
    model_id = app.settings.embedding.model_id
    if model_id == "none":
        raise NotReady("EMBEDDING_MODEL_ID is none: there is nothing to encode with. Set it to a model's id.")
    began = time.monotonic()
    columns = (TextColumn("Encoding"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True, quiet=as_json), transient=True) as bar:
        task = bar.add_task("", total=None)

        def show(filled: Filled) -> None:
            bar.update(task, total=max(filled.recordings, filled.read), completed=filled.done)

        async with app.database.connect() as conn:
            filled = await fill(conn, ENCODERS[model_id], gate=app.settings.policy.gate, limit=limit, progress=show)
    typer.echo(_document(filled, time.monotonic() - began) if as_json else _told(filled, time.monotonic() - began))


def _document(filled: Filled, seconds: float) -> str:
    return json.dumps(
        {
            "modelId": filled.model_id,
            "recordings": filled.recordings,
            "read": filled.read,
            "encoded": filled.encoded,
            "forgotten": filled.forgotten,
            "seconds": round(seconds, 3),
            "perSecond": round(filled.encoded / seconds, 1),
        }
    )


def _told(filled: Filled, seconds: float) -> str:
    if not filled.encoded:
        return f"{filled.recordings:,} recordings: all encoded already, by {filled.model_id}."
    speed = f"in {seconds:.1f} s, {filled.encoded / seconds:,.0f} a second"
    return f"{filled.encoded:,} texts encoded by {filled.model_id} {speed}."
