"""Which model answers a turn. The built-in engine always can; providers of language models join here."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic_ai.models import Model

from echotune.chat import builtin
from echotune.chat.turn import Turn


@dataclass(frozen=True)
class Chosen:
    """The model and what a message says about it."""

    provider: str
    model: Model
    prompt_versions: dict[str, str]
    words_first: bool
    """It answers at once, so its sentence can stand before the cards it speaks of."""


def choose(turn: Turn) -> Chosen:
    """The model for one turn."""
    return Chosen("built-in", builtin.model(turn), {}, words_first=True)
