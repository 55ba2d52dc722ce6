"""Which model to take: what the task needs is a condition, what is preferred is an order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, Literal

from echotune.llm.models import ModelCard

Need = Literal["tools", "streaming"]
Preference = Literal["cost", "latency", "quality"]
TIERS: Final = {None: 0, "small": 1, "middle": 2, "large": 3}
UNKNOWN_COST: Final = Decimal("Infinity")
UNKNOWN_MS: Final = float("inf")


@dataclass(frozen=True)
class Task:
    """What is asked of a model, and how much of it in a usual turn."""

    needs: frozenset[Need]
    input_tokens: int
    output_tokens: int
    context_tokens: int
    """The least that a model must be able to read."""


CHAT: Final = Task(frozenset({"tools", "streaming"}), input_tokens=6000, output_tokens=400, context_tokens=16_000)
"""One turn of a conversation: the wish read into calls of tools, and their results put into words."""

Latencies = Mapping[tuple[str, str], float]
"""Milliseconds to the first token as measured, by provider and model."""


def ranked(
    models: Iterable[ModelCard], task: Task, prefer: Preference, latencies: Latencies | None = None
) -> list[ModelCard]:
    """The models that can do the task, best first; ties by provider and id.

    A price or a latency that is not known stands behind every one that is: unknown is neither free nor fast.
    """
    able = [model for model in models if _able(model, task)]
    order = _ORDERS[prefer]
    return sorted(able, key=lambda model: (*order(model, task, latencies or {}), model.provider, model.id))


def _able(model: ModelCard, task: Task) -> bool:
    """A context that is not known is taken to be enough: only what is known to be too small leaves a model out."""
    enough = model.context_tokens is None or model.context_tokens >= task.context_tokens
    return enough and all(getattr(model, need) for need in task.needs)


def _cost(model: ModelCard, task: Task) -> Decimal:
    cost = model.cost_usd(task.input_tokens, task.output_tokens)
    return UNKNOWN_COST if cost is None else cost


def _latency(model: ModelCard, latencies: Latencies) -> float:
    return latencies.get((model.provider, model.id), UNKNOWN_MS)


_ORDERS: Final[dict[Preference, Callable[[ModelCard, Task, Latencies], tuple[Any, ...]]]] = {
    "cost": lambda model, task, _: (_cost(model, task), -TIERS[model.tier]),
    "latency": lambda model, task, latencies: (_latency(model, latencies), _cost(model, task)),
    "quality": lambda model, task, _: (-TIERS[model.tier], _cost(model, task)),
}
