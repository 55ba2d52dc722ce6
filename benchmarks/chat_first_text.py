"""How soon a conversation speaks: the first streamed text that names a result, and the first card.

A real server on loopback with the demo listener; 1 and 10 listeners at a time, each turn in a conversation of its own.
Prints JSON; exits with 1 when over 300 ms (text) or 1 s (card) at p95 for one listener. `referenceMs` is an empty request
to the same server in between: on a machine that does other things, read the figures against it.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from tests.runtime.served import COMMAND, Served, environment
from tests.support.talking import Talk, sent, streamed

ROWS = 40_000
TURNS = {1: 40, 10: 100}
TEXT_MS, CARD_MS = 300.0, 1000.0
SENTENCES = (
    "songs I loved and forgot, something calm for a rainy afternoon, 15 songs",
    "my favourites",
    "upbeat songs for cooking",
    "something I have never heard, 20 songs",
    "an hour of focus music without vocals",
    "energetic songs from the 90s, no explicit",
)


@dataclass
class Timed:
    text_ms: float
    card_ms: float
    reference_ms: float


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="echotune-bench-") as folder:
        home = Path(folder) / "home"
        subprocess.run(
            [COMMAND, "demo", "--rows", str(ROWS)], env=environment(home), check=True, stdout=subprocess.DEVNULL
        )
        with Served(home, ECHOTUNE_TURNS_PER_MINUTE="100000") as server:
            report = asyncio.run(measure(server.url))
    print(json.dumps(report))
    one = report["concurrent"]["1"]
    return int(one["firstTextMs"]["p95"] > TEXT_MS or one["firstCardMs"]["p95"] > CARD_MS)


async def measure(url: str) -> dict[str, Any]:
    report: dict[str, Any] = {
        "rows": ROWS,
        "budgets": {"firstTextMs": TEXT_MS, "firstCardMs": CARD_MS},
        "concurrent": {},
    }
    async with httpx.AsyncClient(base_url=url, headers={"Origin": url}, timeout=60) as browser:
        await browser.get("/")
        (await browser.post("/api/account/switch", json={"kind": "demo"})).raise_for_status()
        (await browser.get("/api/chat/starters")).raise_for_status()
        for listeners, turns in TURNS.items():
            timed = await several(browser, listeners, turns)
            report["concurrent"][str(listeners)] = {
                "turns": len(timed),
                "firstTextMs": summary([one.text_ms for one in timed]),
                "firstCardMs": summary([one.card_ms for one in timed]),
                "referenceMs": summary([one.reference_ms for one in timed]),
            }
    return report


async def several(browser: httpx.AsyncClient, listeners: int, turns: int) -> list[Timed]:
    async def listener(number: int) -> list[Timed]:
        return [
            await one_turn(browser, SENTENCES[(number + turn) % len(SENTENCES)]) for turn in range(turns // listeners)
        ]

    return [timed for found in await asyncio.gather(*map(listener, range(listeners))) for timed in found]


async def one_turn(browser: httpx.AsyncClient, sentence: str) -> Timed:
    """Milliseconds from sending to the first text that names one of the cards, and to the cards."""
    talk = await Talk.begin(browser)
    began = time.perf_counter()
    await browser.get("/healthz")
    reference_ms = (time.perf_counter() - began) * 1000
    texts: list[tuple[float, str]] = []
    card_ms, titles, said = None, [], ""
    began = time.perf_counter()
    async with browser.stream("POST", f"{talk.url}/messages", json=sent(sentence)) as answer:
        async for chunk in streamed(answer.aiter_lines()):
            now_ms = (time.perf_counter() - began) * 1000
            if chunk["type"] == "text-delta":
                said += chunk["delta"]
                texts.append((now_ms, said))
            elif chunk["type"] == "data-recommendation":
                card_ms, titles = now_ms, [track["title"] for track in chunk["data"]["tracks"]]
    named = [now_ms for now_ms, text in texts if any(title in text.replace("\\", "") for title in titles)]
    if card_ms is None or not named:
        raise SystemExit(f"no result was named for “{sentence}”: {said}")
    return Timed(named[0], card_ms, reference_ms)


def summary(values: list[float]) -> dict[str, float]:
    ordered = sorted(values)
    return {
        "p50": round(ordered[len(ordered) // 2], 1),
        "p95": round(ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))], 1),
        "max": round(ordered[-1], 1),
    }


if __name__ == "__main__":
    sys.exit(main())
