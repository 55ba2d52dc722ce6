"""Which model answers a turn: the listener's, the operator's, the first that is usable; in the end the built-in engine."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from pydantic_ai.models import Model

from echotune.accounts.preferences import BUILT_IN
from echotune.chat import builtin
from echotune.chat.language_models import answerers
from echotune.chat.language_models.analysis_cache import AnalysisCache, Scope
from echotune.chat.language_models.coarse import Coarse, coarse, part_of_day
from echotune.chat.language_models.spoken import Spoken
from echotune.chat.language_models.turn_model import TurnModel
from echotune.chat.prompting import Prompt, prompts
from echotune.chat.schemas import FallbackAttempt
from echotune.chat.turn import Turn
from echotune.llm.attempts import Attempt
from echotune.llm.budget import budget_of, lower
from echotune.llm.chain import ChainModel
from echotune.llm.link import Link
from echotune.llm.registry import PROVIDERS

NONE_USABLE: Final = "No language model is set up, so the built-in engine answered."
CHOSEN: Final = "The built-in engine is chosen in the settings."
SETTLED: Final = "A yes or no to a change is settled by the built-in engine."
PRONOUNCED: Final = {
    "silent": "did not answer in time",
    "reset": "could not be reached",
    "unavailable": "is unavailable",
    "cut": "broke off",
    "garbled": "sent an answer that cannot be used",
    "rate_limited": "has had enough questions for now",
    "invalid_key": "did not accept the key",
    "refused": "refused the question",
    "unsupported": "said nothing that the data bears out",
    "circuit_open": "failed a moment ago",
    "no_key": "has no key that is ready",
}


@dataclass(frozen=True)
class Written:
    """Who wrote an answer, once it is written."""

    provider: str
    model: str
    degraded: bool = False
    reason: str | None = None
    attempts: list[FallbackAttempt] = field(default_factory=list)


@dataclass(frozen=True)
class Chosen:
    """The model of a turn and what its message says about it."""

    provider: str
    model: Model
    prompt_versions: dict[str, str]
    words_first: bool
    """It answers at once, so its sentence can stand before the cards it speaks of."""
    instructions: str | None = None
    reason: str | None = None
    """Why the built-in engine answers though nothing failed."""
    chain: ChainModel | None = None
    said: Spoken | None = None
    memory: AnalysisCache | None = None

    def written(self) -> Written:
        """Who wrote it, by now."""
        if self.chain is None:
            return Written(self.provider, self.model.model_name, reason=self.reason)
        attempts = [_shown(one) for one in self.chain.failures]
        if (link := self.chain.answered_by) is not None:
            return Written(link.provider, link.model_id, attempts=attempts)
        if self.chain.degraded:
            reason = _reason(self.chain.failures)
            return Written(BUILT_IN, builtin.MODEL_NAME, degraded=True, reason=reason, attempts=attempts)
        return Written(self.provider, self.chain.model_name, attempts=attempts)


async def choose(turn: Turn) -> Chosen:
    """The model for one turn."""
    if turn.waiting:
        return _built_in(turn, SETTLED)
    if answerers.wanted(turn.account.preferences, turn.chat.settings.llm)[:1] == [BUILT_IN]:
        return _built_in(turn, CHOSEN)
    links, reason = await _links(turn)
    return await _asked_of(turn, links) if links else _built_in(turn, reason)


async def _links(turn: Turn) -> tuple[list[Link], str | None]:
    """Whom to ask, first to last, within the month's budget; nobody, and why."""
    chat, preferences = turn.chat, turn.account.preferences
    async with chat.database.glance() as conn:
        own = await answerers.own_keys(conn, chat.llm, turn.account.id)
        limit_usd = lower(chat.settings.llm.monthly_usd, preferences.monthly_budget)
        budget = await budget_of(conn, turn.account.id, limit_usd, turn.now)
    usable = answerers.links(preferences, chat.llm, own)
    links = budget.affordable(usable, chat.settings.llm, turn.now)
    return links, budget.reason if usable else NONE_USABLE


async def _asked_of(turn: Turn, links: list[Link]) -> Chosen:
    """The language models of `links` behind one: told by the prompts of this listener, held to the facts, remembered."""
    chat = turn.chat
    known = coarse(await chat.models.get(turn.account))
    names = await chat.names.engine(turn.account)
    said = Spoken(turn, names.gazetteer, [*known.genres, *known.eras])
    prompt, go_on = (
        prompts().chosen(name, chat.settings.chat, turn.account.id) for name in ("instructions", "continue")
    )
    versions = {prompt.name: prompt.version}

    def told_to_go_on(seen: str) -> str:
        versions[go_on.name] = go_on.version
        return go_on.render(seen=seen)

    chain = ChainModel(chat.llm, links, builtin.model(turn), [], said.check, told_to_go_on, said.instead)
    kept_seconds = chat.settings.chat.analysis_cache_seconds
    scope = Scope(turn.account.id, links[0], {prompt.name: prompt.version}, kept_seconds, anew=turn.again)
    memory = AnalysisCache(chain, chat.cache, scope)
    return Chosen(
        links[0].provider,
        TurnModel(memory, chain, said),
        versions,
        words_first=False,
        instructions=_instructions(prompt, turn, known),
        chain=chain,
        said=said,
        memory=memory,
    )


def _instructions(prompt: Prompt, turn: Turn, known: Coarse) -> str:
    local = turn.now.astimezone(turn.account.zone)
    return prompt.render(
        today=f"{local:%A}, {local.day} {local:%B %Y}",
        part_of_day=part_of_day(local),
        genres=known.genres,
        eras=known.eras,
    )


def _built_in(turn: Turn, reason: str | None) -> Chosen:
    return Chosen(BUILT_IN, builtin.model(turn), {}, words_first=True, reason=reason, said=Spoken(turn))


def _shown(attempt: Attempt) -> FallbackAttempt:
    return FallbackAttempt(
        provider=attempt.provider, model=attempt.model, outcome=attempt.outcome, latency_ms=attempt.latency_ms
    )


def _reason(failures: list[Attempt]) -> str:
    """What the last failure of each provider was, in a sentence."""
    last = {one.provider: one.outcome for one in failures}
    told = [f"{PROVIDERS[name].title} {PRONOUNCED.get(outcome, 'failed')}" for name, outcome in last.items()]
    return f"{'; '.join(told) or 'No language model answered'}. The built-in engine answered."
