"""`echotune chat` on a terminal: the same turns as in the browser, drawn with lines and tables."""

from __future__ import annotations

import asyncio
import json
import signal
from collections.abc import AsyncIterator
from contextlib import aclosing, suppress
from typing import Any
from uuid import UUID, uuid4

import typer
from pydantic_ai.ui.vercel_ai.response_types import (
    BaseChunk,
    DataChunk,
    ErrorChunk,
    StartChunk,
    TextDeltaChunk,
    TextEndChunk,
)
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from echotune.accounts import store as accounts
from echotune.accounts.store import Account
from echotune.bootstrap import App
from echotune.chat import sessions, store
from echotune.chat.answering import answer
from echotune.chat.cards import side_name
from echotune.chat.opening import Question, open_turn
from echotune.chat.words import plain

PROMPT = "[bold]> [/]"
BYE = {"/quit", "/exit", "quit", "exit", "bye"}


async def talk(app: App, account_name: str, once: str | None, session: UUID | None, *, as_json: bool) -> None:
    """One turn with `once`, else turns until the end of the input."""
    async with app.database.connect() as conn:
        account = await accounts.named(conn, account_name)
        kept = account.preferences.chat_history
        session_id = session or (await store.create_session(conn, account.id, kept=kept)).session_id
    screen = _Screen(app, account, session_id, as_json=as_json)
    if once is not None:
        await screen.turn(once)
        return
    screen.console.print("[dim]Ask for music, or about what you have played. Ctrl-C stops an answer, Ctrl-D ends.[/]")
    async for line in _lines(screen.console):
        await screen.turn(line)


async def _lines(console: Console) -> AsyncIterator[str]:
    while True:
        try:
            line = (await asyncio.to_thread(console.input, PROMPT)).strip()
        except (EOFError, KeyboardInterrupt):
            return
        if line.lower() in BYE:
            return
        if line:
            yield line


class _Screen:
    def __init__(self, app: App, account: Account, session_id: UUID, *, as_json: bool) -> None:
        self._app, self._account, self._session_id, self._as_json = app, account, session_id, as_json
        self._answers = 0
        self.console = Console(quiet=as_json, highlight=False)

    async def turn(self, text: str) -> None:
        """Ask, draw what comes, and stop it at Ctrl-C."""
        async with self._app.database.connect() as conn:
            account = await accounts.by_id(conn, self._account.id)
            opened = await open_turn(conn, account, self._session_id, Question(uuid4().hex, text, again=False))
        work = asyncio.create_task(self._draw(answer(self._app.chat, account, opened)))
        asyncio.get_running_loop().add_signal_handler(signal.SIGINT, work.cancel)
        try:
            with suppress(asyncio.CancelledError):
                await work
        finally:
            asyncio.get_running_loop().remove_signal_handler(signal.SIGINT)
        await self._app.chat.live.settle()
        if self._as_json:
            await self._print_json()

    async def _draw(self, chunks: Any) -> None:
        async with aclosing(chunks):
            async for chunk in chunks:
                self._show(chunk)

    def _show(self, chunk: BaseChunk) -> None:
        match chunk:
            case TextDeltaChunk(delta=delta):
                self.console.print(escape(plain(delta)), end="")
            case TextEndChunk():
                self.console.print("\n")
            case ErrorChunk(error_text=text):
                self.console.print(f"[red]{escape(text)}[/]")
            case StartChunk():
                self.console.print()
            case DataChunk(type="data-heard", data=data) if data["chips"]:
                chips = " · ".join(escape(chip["label"]) for chip in data["chips"])
                self.console.print(f"[dim]Heard as[/] {chips}")
            case DataChunk(type="data-recommendation", data=data) if data["tracks"]:
                self.console.print(_cards(data, side_name(self._answers)))
                self._answers += 1
            case DataChunk(type="data-insight", data=data):
                self.console.print(_insight(data))
                self.console.print(f"[dim]{escape(data['scope'])}[/]")
            case DataChunk(type="data-confirmation", data=data):
                self.console.print(f"{escape(plain(data['sentence']))} [dim]Say[/] yes [dim]or[/] no.\n")
            case DataChunk(type="data-refine", data=data):
                next_words = ", ".join(f"“{escape(chip['text'])}”" for chip in data["chips"])
                self.console.print(f"\n[dim]Or say[/] {next_words}\n")

    async def _print_json(self) -> None:
        async with self._app.database.connect() as conn:
            _, messages = await sessions.shown(conn, self._account.id, self._session_id)
        typer.echo(json.dumps({"sessionId": str(self._session_id), "message": messages[-1]}, ensure_ascii=False))


def _cards(data: dict[str, Any], side: str) -> Table:
    table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 2, 0, 0))
    for track in data["tracks"]:
        table.add_row(
            f"[bold cyan]{side}{track['position']}[/]",
            f"[bold]{escape(track['title'])}[/]\n{escape(track['artist'])}",
            escape(track["why"]),
        )
    return table


def _insight(data: dict[str, Any]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for column in data["columns"]:
        table.add_column(escape(column["label"]), justify="right" if column["type"] == "number" else "left")
    for row in data["rows"]:
        table.add_row(
            *("" if cell is None else escape(f"{cell:,}" if isinstance(cell, int) else str(cell)) for cell in row)
        )
    return table
