"""Many conversations at once: 100 and 300 answers streamed at the same moment, by the built-in engine and by a language
model on loopback, from a real server with the demo listener.

Prints JSON; exits with 1 when a connection fails, a stream ends without its last word, the built-in engine's first text at
100 comes after 1.5 s at p95, the server's memory grows from round to round, or a provider is let go later than 1 s after its
listener left. The first text of a language model is shown beside it: its own time and its library's work are in it.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from math import inf
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import psutil
from benchmarks.chat_first_text import ROWS, SENTENCES, summary
from tests.runtime.served import COMMAND, Served, environment
from tests.support.fake_llm import Call, FakeOpenAi, Hangs, Reply, Request, Says
from tests.support.talking import Heard, Talk, sent

ROUNDS = {100: 4, 300: 3}
FIRST_TEXT_MS_AT_100 = 1500.0
LET_GO_MS = 1000.0
GROWTH_MB = 24.0
"""What a process may keep more after a round than after the one before: the allocator's noise."""
LEAVERS = 12
CALL = Call("recommend", {"intent": "recommend", "count": 10})
TEXT = "Here are ten songs. They are in the order in which they were found. Say what you would change. "
SETTINGS = {"ECHOTUNE_TURNS_PER_MINUTE": "1000000", "ECHOTUNE_ANSWERS_AT_ONCE": "1000"}


@dataclass
class Streamed:
    """One answer as a browser received it. `error`: the connection failed, or the request was refused."""

    first_text_ms: float | None = None
    whole_ms: float = 0
    lines: list[str] = field(default_factory=list)
    error: str | None = None

    @property
    def ended(self) -> bool:
        return self.lines[-1:] == ["data: [DONE]"]


class Browsers:
    """Connections of their own, written by hand: a client that works hard would be measured in place of the server."""

    def __init__(self, url: str, cookie: str) -> None:
        self.url, self.place = url, urlsplit(url)
        self._head = f"Host: {self.place.netloc}\r\nOrigin: {url}\r\nCookie: {cookie}\r\nContent-Type: application/json"

    async def ask(self, path: str, sentence: str, at: str = "", there: asyncio.Event | None = None) -> Streamed:
        """Send a turn and read to the end; `there` is set at the first line with `at` in it. Cancelling it closes the
        connection without a word."""
        streamed, began = Streamed(), time.perf_counter()
        body = json.dumps(sent(sentence)).encode()
        head = f"POST {path} HTTP/1.1\r\n{self._head}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        try:
            reader, writer = await asyncio.open_connection(self.place.hostname, self.place.port, limit=2**24)
            try:
                writer.write(head.encode() + body)
                status = await reader.readline()
                if b" 200 " not in status:
                    streamed.error = status.decode().strip() or "closed"
                async for line in _lines(reader):
                    if streamed.first_text_ms is None and '"text-delta"' in line:
                        streamed.first_text_ms = (time.perf_counter() - began) * 1000
                    streamed.lines.append(line)
                    if there and at in line:
                        there.set()
            finally:
                writer.close()
        except OSError as failed:
            streamed.error = repr(failed)
        streamed.whole_ms = (time.perf_counter() - began) * 1000
        return streamed


async def _lines(reader: asyncio.StreamReader) -> Any:
    async for raw in reader:
        if raw.startswith(b"data: "):
            yield raw.decode().rstrip()


def speaks(request: Request) -> Reply:
    """A model that calls one tool, then says three sentences at a model's pace."""
    if request.json["messages"][-1]["role"] == "tool":
        return Says(TEXT, pieces=20, first_seconds=0.1, between_seconds=0.02)
    return Says(calls=[CALL], first_seconds=0.1)


PHASES: dict[str, tuple[Callable[[Request], Reply], str]] = {
    "waiting": (lambda _: Hangs(60), '"start"'),
    "toolCall": (lambda _: Says(calls=[CALL], pieces=400, between_seconds=0.1), '"start"'),
    "text": (
        lambda request: (
            Says(TEXT * 50, pieces=2000, between_seconds=0.02)
            if request.json["messages"][-1]["role"] == "tool"
            else Says(calls=[CALL])
        ),
        '"text-delta"',
    ),
}


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="echotune-bench-") as folder:
        home = Path(folder) / "home"
        subprocess.run(
            [COMMAND, "demo", "--rows", str(ROWS)], env=environment(home), check=True, stdout=subprocess.DEVNULL
        )
        report = asyncio.run(measure(home))
    print(json.dumps(report))
    return int(not report["passed"])


async def measure(home: Path) -> dict[str, Any]:
    report: dict[str, Any] = {
        "rows": ROWS,
        "budgets": {"firstTextMsAt100": FIRST_TEXT_MS_AT_100, "letGoMs": LET_GO_MS, "growthMb": GROWTH_MB},
    }
    report["builtIn"] = await streams(home, {}, "built-in")
    async with FakeOpenAi(speaks) as model:
        keys = {"OPENAI_API_KEY": "sk-bench", "OPENAI_BASE_URL": model.base_url}
        report["languageModel"] = await streams(home, keys, "openai", model)
        report["languageModel"]["mostOpenUpstream"] = model.most_open
    report["passed"] = _within(report["builtIn"], FIRST_TEXT_MS_AT_100) and _within(report["languageModel"], inf)
    return report


def _within(engine: dict[str, Any], first_text_ms: float) -> bool:
    sizes = engine["concurrent"].values()
    sound = all(size["errors"] == 0 and size["withoutLastWord"] == 0 for size in sizes)
    flat = all(size["growthMb"] <= GROWTH_MB for size in sizes)
    let_go = all(phase["max"] <= LET_GO_MS for phase in engine.get("letGoMs", {}).values())
    return sound and flat and let_go and engine["concurrent"]["100"]["firstTextMs"]["p95"] <= first_text_ms


async def streams(
    home: Path, settings: dict[str, str], provider: str, model: FakeOpenAi | None = None
) -> dict[str, Any]:
    """Every number at once for some rounds, each answer in a conversation of its own; then those who leave."""
    served = Served(home, **SETTINGS, **settings)
    server = await asyncio.to_thread(served.__enter__)
    try:
        async with httpx.AsyncClient(base_url=server.url, headers={"Origin": server.url}, timeout=60) as browser:
            await browser.get("/")
            (await browser.post("/api/account/switch", json={"kind": "demo"})).raise_for_status()
            (await browser.get("/api/chat/starters")).raise_for_status()
            browsers = Browsers(server.url, "; ".join(f"{name}={value}" for name, value in browser.cookies.items()))
            await _turns(browsers, [await Talk.begin(browser) for _ in range(10)], provider)
            found: dict[str, Any] = {"concurrent": {}}
            for count, rounds in ROUNDS.items():
                found["concurrent"][str(count)] = await _rounds(server, browser, browsers, count, rounds, provider)
            if model:
                found["letGoMs"] = {
                    phase: summary(await _leavers(browser, browsers, model, *PHASES[phase])) for phase in PHASES
                }
            return found
    finally:
        await asyncio.to_thread(served.__exit__, None, None, None)


async def _rounds(
    server: Served, browser: httpx.AsyncClient, browsers: Browsers, count: int, rounds: int, provider: str
) -> dict[str, Any]:
    process = psutil.Process(server.process.pid)
    memory_mb, answers, worked_seconds = [], [], 0.0
    for _ in range(rounds):
        talks = [await Talk.begin(browser) for _ in range(count)]
        worked_seconds -= sum(process.cpu_times()[:2])
        answers += await _turns(browsers, talks, provider)
        worked_seconds += sum(process.cpu_times()[:2])
        await asyncio.sleep(0.5)
        memory_mb.append(round(process.memory_info().rss / 2**20, 1))
    texts = [one.first_text_ms for one in answers if one.first_text_ms is not None]
    return {
        "streams": len(answers),
        "errors": sum(one.error is not None for one in answers),
        "withoutLastWord": sum(not one.ended for one in answers),
        "withoutText": len(answers) - len(texts),
        "firstTextMs": summary(texts),
        "wholeMs": summary([one.whole_ms for one in answers]),
        "serverCpuMsPerStream": round(worked_seconds * 1000 / len(answers), 1),
        "memoryMb": memory_mb,
        "growthMb": round(max(0.0, memory_mb[-1] - memory_mb[-2]), 1),
    }


async def _turns(browsers: Browsers, talks: list[Talk], provider: str) -> list[Streamed]:
    answers = await asyncio.gather(
        *(browsers.ask(f"{talk.url}/messages", SENTENCES[number % len(SENTENCES)]) for number, talk in enumerate(talks))
    )
    for one in answers:
        written = Heard.of(one.lines).message["metadata"].get("providerUsed")
        if one.ended and written != provider:
            raise SystemExit(f"answered by {written}, not by {provider}: {one.lines[-3:]}")
    return answers


async def _leavers(
    browser: httpx.AsyncClient,
    browsers: Browsers,
    model: FakeOpenAi,
    script: Callable[[Request], Reply],
    at: str,
) -> list[float]:
    """Milliseconds from closing the connection until the provider's is closed, one after the other."""
    before, model.script = model.script, script
    waits = []
    for number in range(LEAVERS):
        talk, gone, there = await Talk.begin(browser), len(model.left), asyncio.Event()
        sentence = SENTENCES[number % len(SENTENCES)]
        asking = asyncio.create_task(browsers.ask(f"{talk.url}/messages", sentence, at, there))
        await asyncio.wait_for(there.wait(), 10)
        while not model.open_now:
            await asyncio.sleep(0.005)
        asking.cancel()
        closed = time.monotonic()
        while len(model.left) == gone:
            await asyncio.sleep(0.005)
            if time.monotonic() - closed > 10:
                return [10_000.0]
        waits.append((model.left[-1].at - closed) * 1000)
    model.script = before
    return waits


if __name__ == "__main__":
    sys.exit(main())
