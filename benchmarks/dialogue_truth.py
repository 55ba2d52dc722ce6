"""500 generated dialogues, half of them with a language model that lies: every number in the prose needs a source.

The listener, the questions and the lies are seeded. What is read is the text as it was streamed over HTTP; what it is held
to are the results that the model was sent, the data that the listener was shown and the listener's own words. Prints JSON;
exits with 1 when a number has no source, or fewer than 70 % of the insight answers hold one. `DIALOGUES` as first argument
tries it smaller.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import httpx
from pydantic import SecretStr
from tests.chat.conftest import ARTISTS, HEARD, NOW, SHELF, history, know
from tests.support.fake_llm import Call, FakeOpenAi, Reply, Request, Says
from tests.support.listening import store_pack, store_plays
from tests.support.talking import Heard, Talk
from tests.support.truth import numbers, unsourced

from echotune.accounts import store as accounts
from echotune.api import create_app
from echotune.core import clock
from echotune.core.db import Database
from echotune.core.embedded_postgres import EmbeddedPostgres
from echotune.core.migrations import schema
from echotune.core.settings import ChatSettings, DatabaseSettings, EmbeddingSettings, Settings

DIALOGUES, SEED, LEAST_WITH_NUMBER = 500, 5, 0.7
ORIGIN = "http://127.0.0.1:8000"


@dataclass(frozen=True)
class Ask:
    kind: str
    text: str
    call: Call | None = None


@dataclass(frozen=True)
class Sentence:
    text: str
    lie: str = ""
    """What is false about it; empty when it is true."""


@dataclass
class Count:
    turns: Counter[str] = field(default_factory=Counter)
    said: Counter[str] = field(default_factory=Counter)
    through: Counter[str] = field(default_factory=Counter)
    insights: int = 0
    insights_with_number: int = 0
    unsourced: list[dict[str, Any]] = field(default_factory=list)
    examples: dict[str, str] = field(default_factory=dict)


def asks(dice: Random) -> list[Ask]:
    """One dialogue: a beginning, something to ask about it, and a number or two."""
    artist, other, year = *dice.sample(ARTISTS, 2), dice.choice([2024, 2025])
    count = dice.randrange(3, 9)
    span: dict[str, Any] = {"from": f"{year}-01-01", "to": f"{year}-12-31"}
    title = dice.choice(HEARD).title
    opening = dice.choice(
        [
            Ask("smalltalk", dice.choice(["hello", "thanks", "help", "good evening"])),
            Ask("recommend", f"{count} songs by {artist}", Call("recommend", {"artists": [artist], "count": count})),
            Ask("recommend", f"ambient I know, {count} songs", Call("recommend", {"genres": ["ambient"], "count": count})),
            Ask("search", f"find {title}", Call("search", {"tracks": [title]})),
        ]
    )  # fmt: skip
    after = [Ask("explain", "why the first one?", Call("explain", {}))] if opening.kind == "recommend" else []
    after += (
        [Ask("refine", "make it calmer", Call("refine", {"moods": ["calm"]}))] if opening.kind == "recommend" else []
    )
    after += [Ask("feedback", "I like the first one")] if opening.kind == "recommend" else []
    return [opening, *dice.sample(after, min(1, len(after))), *dice.sample(_questions(artist, other, year, span), 2)]


def _questions(artist: str, other: str, year: int, span: dict[str, Any]) -> list[Ask]:
    def ask(text: str, subject: str, plan: dict[str, Any] | None = None, **more: Any) -> Ask:
        names = {key: more.pop(key) for key in ("artists",) if key in more}
        return Ask("insight", text, Call("insight", {**names, "insight": {"subject": subject, **more}, **({"plan": plan} if plan else {})}))  # fmt: skip

    return [
        ask(f"what did I play most in {year}", "tracks", **span),
        ask(f"my top 5 artists of {year}", "artists", limit=5, **span),
        ask(f"how many minutes did I listen in {year}", "plays", measure="minutes", **span),
        ask(f"how often did I skip in {year}", "skips", measure="skips", **span),
        ask("who do I listen to after midnight", "artists", hours={"from": 0, "to": 5}),
        ask(f"what share of my listening is {artist}", "artists", {"share": "names"}, artists=[artist]),
        ask(f"{artist} or {other}, whom do I play more", "artists", artists=[artist, other]),
        ask("what is my longest listening streak", "days", measure="streak"),
        ask("how many different songs have I played", "tracks", {"distinct": True}),
        ask("which day of the week do I listen most", "days", {"by": "weekday", "order": "most"}),
        ask(f"when did I last play {artist}", "artists", artists=[artist], measure="last"),
        ask("minutes a day on average", "plays", {"per": "day"}, measure="minutes"),
        ask("what was my longest session", "sessions", {"order": "most"}, measure="minutes"),
        ask("did I listen more in 2024 or 2025", "plays", {"versus": [{"from": "2024-01-01", "to": "2024-12-31"}, {"from": "2025-01-01", "to": "2025-12-31"}]}),
    ]  # fmt: skip


def truths(result: dict[str, Any]) -> list[str]:
    """What could be said of a result."""
    told = [
        f"{track['title']} by {track['artist']} has {track['plays']:,} plays." for track in result.get("tracks", [])[:2]
    ]
    if result.get("kind") == "insight":
        told.append(result["sentence"] if result["sentence"].endswith(".") else result["sentence"] + ".")
    if "returned" in result:
        told.append(f"There are {result['returned']} songs here.")
    if "matches" in result:
        told.append(f"I found {result['matches']} in all.")
    if "candidates" in result:
        told.append(f"It stood at place {result['rank']} among {result['candidates']:,}.")
    return told


def lies(result: dict[str, Any], dice: Random) -> list[Sentence]:
    """What no result holds, each false in its own way."""
    n = dice.randrange(10_007, 98_000)
    plays = [track["plays"] for track in result.get("tracks", []) if track["plays"] > 20]
    made = [
        Sentence(f"You played it {n:,} times.", "digits"),
        Sentence(f"That makes {dice.choice(['seventy-seven', 'forty-eight thousand', 'ninety-three'])} thousand plays.", "words"),
        Sentence(f"It is {dice.randrange(60, 99)}.{dice.randrange(1, 9)}73 % of all you hear.", "per cent"),
        Sentence(f"It all began in {dice.randrange(1951, 1979)}.", "year"),
        Sentence(f"You heard it for {n // 7} hours.", "duration"),
        Sentence(f"The last time was on {dice.randrange(1, 28)} March {dice.randrange(1951, 1979)}.", "date"),
        Sentence("You would also like The Velvet Cormorants.", "name"),
        Sentence("Next comes Glass Umbrella by Marigold Fenn.", "name"),
    ]  # fmt: skip
    if plays:
        first, *others = result["tracks"]
        named = f"{first['title']} by {first['artist']}"
        made.append(Sentence(f"{named} has {first['plays'] + dice.choice([1, 9, 100])} plays.", "off a little"))
        made += [
            Sentence(f"{named} has {track['plays']} plays.", "of another row")
            for track in others[:1]
            if track["plays"] != first["plays"]
        ]
        made.append(Sentence(f"Your cousin went to {plays[0]} concerts of Marlow Quint.", "attached to nothing"))
    return dice.sample(made, 3)


@dataclass
class Liar:
    """A language model that calls what it is asked for and mixes lies into what it says of the result."""

    dice: Random
    ask: Ask = field(default_factory=lambda: Ask("smalltalk", ""))
    said: list[Sentence] = field(default_factory=list)
    results: list[Any] = field(default_factory=list)

    def __call__(self, request: Request) -> Reply:
        messages = request.json["messages"]
        returned = [message for message in messages if message["role"] == "tool"]
        self.results += [_document(message["content"]) for message in returned]
        if messages[-1]["role"] != "tool" and self.ask.call and not self.said:
            return Says(calls=[self.ask.call])
        result = _document(messages[-1]["content"]) if messages[-1]["role"] == "tool" else {}
        result = result if isinstance(result, dict) else {}
        self.said = [*(Sentence(text) for text in truths(result)), *lies(result, self.dice)]
        self.dice.shuffle(self.said)
        return Says(" ".join(sentence.text for sentence in self.said), pieces=self.dice.randrange(1, 12))


def _document(content: str) -> Any:
    try:
        return json.loads(content)
    except ValueError:
        return content


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"[\\*_]", "", text))


def judge(count: Count, ask: Ask, heard: Heard, liar: Liar | None, words: str, shown: list[Any]) -> None:
    """Hold one answer to what was shown, returned and said."""
    count.turns[ask.kind] += 1
    shown += [part["data"] for part in heard.message["parts"] if part["type"] != "text"]
    known = [*shown, *(liar.results if liar else [])]
    # help quotes sentences that could be asked: these claim nothing
    prose = re.sub("“[^”]*”", " ", heard.text) if ask.kind == "smalltalk" else heard.text
    for number in unsourced(prose, known, words):
        count.unsourced.append({"engine": "model" if liar else "built-in", "asked": ask.text, "number": number, "text": heard.text[:300]})  # fmt: skip
    if ask.kind == "insight":
        count.insights += 1
        count.insights_with_number += bool(numbers(heard.text))
    text = plain(heard.text)
    for sentence in liar.said if liar else []:
        kind = sentence.lie or "true"
        count.said[kind] += 1
        stood = plain(sentence.text) in text
        count.through[kind] += stood
        if stood == bool(sentence.lie):
            count.examples.setdefault(kind, f"{sentence.text} <- {ask.text}")


def report(count: Count, seconds: float) -> dict[str, Any]:
    share = count.insights_with_number / max(1, count.insights)
    false = {kind: count.through[kind] for kind in count.said if kind != "true" and count.through[kind]}
    return {
        "turns": dict(count.turns),
        "numbersWithoutSource": len(count.unsourced),
        "withoutSource": count.unsourced[:10],
        "insightAnswers": count.insights,
        "insightAnswersWithNumber": round(share, 4),
        "trueSentences": count.said["true"],
        "trueSentencesDropped": count.said["true"] - count.through["true"],
        "falseSentences": count.said.total() - count.said["true"],
        "falseSentencesThrough": false,
        "examples": count.examples,
        "seconds": round(seconds, 1),
        "passed": not count.unsourced and share >= LEAST_WITH_NUMBER,
    }


async def converse(
    database: Database, client: httpx.AsyncClient, liar: Liar | None, dice: Random, count: Count
) -> None:
    talk, words, shown = await Talk.begin(client), "", list[Any]()
    if liar:
        liar.results = []
    for ask in asks(dice):
        words += f" {ask.text}."
        if liar:
            liar.ask, liar.said = ask, []
        heard = await talk.say(ask.text)
        if not liar:
            shown += await _returned(database, heard)
        judge(count, ask, heard, liar, words, shown)


async def _returned(database: Database, heard: Heard) -> list[Any]:
    """What tools returned in an answer of the built-in engine: a search, for one, shows nothing but text."""
    async with database.connect() as conn:
        cursor = await conn.execute("select entries from chat_messages where message_id = %s", (heard.message["id"],))
        entries = (await cursor.fetchall())[0]["entries"]
    parts = [part for entry in entries for part in entry["message"]["parts"]]
    return [part["content"] for part in parts if part["part_kind"] == "tool-return"]


async def measured(dsn: str, home: Path, dialogues: int) -> dict[str, Any]:
    clock.fix(NOW)
    settings = Settings(
        home=home,
        database=DatabaseSettings(url=dsn),
        embedding=EmbeddingSettings(model_id="none"),
        chat=ChatSettings(turns_per_minute=1_000_000),
    )
    application, count, began = create_app(settings), Count(), time.perf_counter()
    async with application.router.lifespan_context(application):
        database = application.state.database
        async with database.connect() as conn:
            account = await accounts.ensure(conn, "local")
            token = await accounts.start_session(conn, account.id)
        await store_plays(database, account, history())
        every = [*HEARD, *SHELF]
        await store_pack(database, every, popularity={track: n / 120 for n, track in enumerate(every)})
        await know(database, every)
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(application),
            base_url=ORIGIN,
            headers={"Origin": ORIGIN},
            cookies={"echotune_session": token},
        ) as client:
            for number in range(dialogues // 2):
                await converse(database, client, None, Random(SEED + number), count)
            liar = Liar(Random(SEED))
            async with FakeOpenAi(liar) as fake:
                llm = application.state.chat.settings.llm
                llm.openai_api_key, llm.openai_base_url = SecretStr("sk-fake"), fake.base_url
                for number in range(dialogues // 2):
                    await converse(database, client, liar, Random(SEED + number), count)
    clock.fix(None)
    return report(count, time.perf_counter() - began)


def main() -> int:
    dialogues = int(sys.argv[1]) if len(sys.argv) > 1 else DIALOGUES
    with tempfile.TemporaryDirectory(prefix="echotune-bench-") as folder:
        embedded = EmbeddedPostgres(Path(folder))
        dsn = embedded.start()
        try:
            schema.upgrade(dsn)
            found = asyncio.run(measured(dsn, Path(folder) / "home", dialogues))
        finally:
            embedded.stop()
    print(json.dumps(found, indent=1, ensure_ascii=False))
    return int(not found["passed"])


if __name__ == "__main__":
    sys.exit(main())
