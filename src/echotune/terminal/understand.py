"""`echotune understand` on a terminal: how sentences are heard, without answering them."""

from __future__ import annotations

import gc
import sys

import typer

from echotune.accounts import store as accounts
from echotune.bootstrap import App
from echotune.chat.heard import heard
from echotune.chat.understand.command import understand_lines
from echotune.core import clock


async def understand(app: App, text: str | None, account_name: str, *, as_json: bool) -> None:
    """One sentence, or without one each line of standard input, against the names of the account."""
    async with app.database.connect() as conn:
        account = await accounts.named(conn, account_name)
    engine = await app.chat.names.engine(account)
    gc.freeze()  # the names live as long as the command: collecting them again and again only costs time
    now = clock.now().astimezone(account.zone)
    if text is not None and not as_json:
        request = engine.understand(text, now)
        typer.echo(" · ".join([request.intent, *(chip.label for chip in heard(request).chips)]))
        if request.unparsed:
            typer.echo(f"Not understood: {', '.join(request.unparsed)}")
        return
    for document in understand_lines(engine, sys.stdin if text is None else [text], now):
        typer.echo(document)
