"""`echotune check providers`: whether the providers of language models answer, on screen and in a file."""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path
from typing import Final, Literal

import typer
from pydantic import Field
from pydantic_ai.direct import model_request_stream
from pydantic_ai.messages import ModelMessage, ModelRequest
from rich.console import Console
from rich.table import Column, Table

from echotune.accounts import store as accounts
from echotune.bootstrap import App
from echotune.chat.language_models import answerers
from echotune.chat.language_models.choosing import PRONOUNCED
from echotune.core import clock
from echotune.core.errors import UpstreamFailed
from echotune.core.wire import UtcTime, WireModel
from echotune.llm.chain import Attempt, ChainModel
from echotune.llm.joined import Llm
from echotune.llm.link import Link
from echotune.llm.registry import PROVIDERS
from echotune.llm.usage import spent

REPORT: Final = Path("reports", "provider-validation.json")
QUESTION: Final[list[ModelMessage]] = [
    ModelRequest.user_text_prompt("Answer with one word: which planet do we live on?")
]
MOST_SHOWN: Final = 40


class Answered(WireModel):
    """What came of the question."""

    ok: bool
    outcome: str
    latency_ms: int
    answer: str | None = None
    input_tokens: int = 0
    output_tokens: int = 0
    cost_usd: float | None = Field(None, description="Null: unknown.")


class Checked(WireModel):
    """One provider."""

    name: str
    title: str
    usable: bool
    reason: str | None
    local: bool
    key_source: Literal["own", "environment", "none"]
    model: str
    live: Answered | None


class Validation(WireModel):
    """The file `reports/provider-validation.json`. No key is in it."""

    checked_at: UtcTime
    live: bool
    next: str
    ok: bool
    providers: list[Checked]


async def check(app: App, account: str, *, live: bool, as_json: bool) -> bool:
    """Show every provider, ask each usable one, and write the report; True unless one that is usable did not answer."""
    llm = app.chat.llm
    await llm.nearby.settle()
    async with app.database.connect() as conn:
        listener = await accounts.named(conn, account)
        own = await answerers.own_keys(conn, llm, listener.id)
    with Console(stderr=True, quiet=as_json).status("Asking") as line:
        checked = []
        for name in PROVIDERS:
            line.update(f"Asking {PROVIDERS[name].title}")
            checked.append(await _check(llm, name, own, live=live))
    report = Validation(
        checked_at=clock.now(),
        live=live,
        next=answerers.next_answerer(listener.preferences, llm, own),
        ok=all(one.live is None or one.live.ok for one in checked),
        providers=checked,
    )
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text(report.model_dump_json(indent=1) + "\n")
    if as_json:
        typer.echo(report.model_dump_json())
    else:
        _print(report)
    return report.ok


async def _check(llm: Llm, name: str, own: Mapping[str, str], *, live: bool) -> Checked:
    provider, settings = PROVIDERS[name], llm.settings
    keys = (own[name],) if name in own else provider.keys(settings)
    status, model = provider.status(settings, keys), provider.default_model(settings)
    return Checked(
        name=name,
        title=status.title,
        usable=status.usable,
        reason=status.reason,
        local=status.local,
        key_source="own" if name in own else "environment" if any(keys) else "none",
        model=model,
        live=await _ask(llm, Link(name, model, keys), local=status.local) if live and status.usable else None,
    )


async def _ask(llm: Llm, link: Link, *, local: bool) -> Answered:
    """One short question by the way that every turn takes."""
    attempts: list[Attempt] = []
    await llm.model(link, link.keys[0])  # loads the vendor's library, which is not the provider's time
    begin = time.monotonic()
    try:
        async with model_request_stream(ChainModel(llm, [link], None, attempts), QUESTION) as stream:
            async for _ in stream:
                pass
            said = stream.get()
    except UpstreamFailed:
        return Answered(ok=False, outcome=attempts[-1].outcome, latency_ms=_since(begin))
    used = spent(link, said.usage, local=local, began_to_answer=True, at=clock.now())
    return Answered(
        ok=True,
        outcome=attempts[-1].outcome,
        answer=(said.text or "").strip(),
        latency_ms=_since(begin),
        input_tokens=used.input_tokens,
        output_tokens=used.output_tokens,
        cost_usd=None if used.cost_usd is None else float(used.cost_usd),
    )


def _since(begin: float) -> int:
    return round((time.monotonic() - begin) * 1000)


def _print(report: Validation) -> None:
    narrow = (Column(name, no_wrap=True) for name in ("provider", "usable", "key"))
    table = Table(*narrow, Column("model", overflow="fold"), "answered", "ms", "note", box=None)
    for one in report.providers:
        live = one.live
        asked = ["-", "-"] if live is None else ["yes" if live.ok else "no", str(live.latency_ms)]
        known = [one.key_source, one.model] if one.usable else ["-", "-"]
        table.add_row(one.name, "yes" if one.usable else "no", *known, *asked, _note(one))
    Console().print(table)
    typer.echo(f"Answers the next turn: {report.next}. Written to {REPORT}.")


def _note(one: Checked) -> str:
    if one.live is None:
        return one.reason or ""
    return (one.live.answer or "")[:MOST_SHOWN] if one.live.ok else PRONOUNCED.get(one.live.outcome, "failed")
