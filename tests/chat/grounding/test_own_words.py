"""The built-in engine's own words pass the check that a language model's have to pass, on the same results."""

from __future__ import annotations

from fastapi import FastAPI
from tests.chat.test_truth import SENTENCES, results_of
from tests.support.talking import Talk

from echotune.accounts import store as accounts
from echotune.chat.grounding.facts import Facts
from echotune.chat.grounding.sentence import Grounding
from echotune.llm.sentences import Sentences

ASKED = (
    *SENTENCES,
    "why A1",
    "songs by Halden Vey, 25 songs",
    "90s jazz, 30 songs",
    "longest streak",
    "compare 2024 and 2025",
)


async def test_what_the_built_in_engine_says_of_a_result_is_held_to_be_true(talk: Talk, listened: FastAPI) -> None:
    chat = listened.state.chat
    async with chat.database.connect() as conn:
        engine = await chat.names.engine(await accounts.ensure(conn, "local"))
    for asked in ASKED:
        heard = await talk.say(asked)
        facts = Facts()
        facts.hear(asked)
        for result in await results_of(listened, heard):
            facts.learn("tool", result)
        cut = Sentences()
        for sentence in [*cut.feed(heard.text), cut.rest()]:
            words = sentence.strip()
            assert not words or Grounding(engine.gazetteer, facts).check(words) == words, asked
