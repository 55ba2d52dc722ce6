"""The figures of a run, as documents and as a table."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any, Literal

from echotune.core.wire import WireModel
from echotune.training.cf.evaluation import BASELINE, Evaluation
from echotune.training.cf.metrics import METRICS, Metrics
from echotune.training.cf.trainer import Tried


class Attempt(WireModel):
    """One point of the grid: mean and standard deviation over the validation splits."""

    model: str
    parameters: dict[str, Any]
    metrics: Metrics
    spread: Metrics


class Chosen(WireModel):
    """How the point was chosen. Nothing here has seen the test."""

    way: Literal["share", "last"]
    splits: int
    share: float
    seed: int
    objective: str
    metrics: Metrics
    spread: Metrics
    tried: list[Attempt]


class GainOverBaseline(WireModel):
    """Mean of the paired differences of listeners, with its 95 % bootstrap interval."""

    metric: str
    mean: float
    low: float
    high: float


class CfReport(WireModel):
    protocol: Literal["cf"] = "cf"
    model: str
    parameters: dict[str, Any]
    train_users: int
    train_items: int
    train_interactions: int
    users: int
    """Listeners with something to find."""
    validation: Chosen
    metrics: Metrics
    """On the test, the chosen point under its own seed."""
    by_seed: list[Metrics]
    mean: Metrics
    spread: Metrics
    """Mean and standard deviation of `by_seed`."""
    baseline: str
    gains: list[GainOverBaseline]
    """Over the baseline, on the test."""
    guardrails: Metrics
    reach: dict[str, float]
    """Shares of all listeners and items, rare items left out of the training and folded in after it."""
    seconds: float


def report(done: Evaluation) -> CfReport:
    trained, train = done.trained, done.split.train
    validation = trained.validation
    return CfReport(
        model=trained.name,
        parameters=dict(trained.parameters),
        train_users=len(train.users),
        train_items=len(train.items),
        train_interactions=int(train.matrix.nnz),
        users=len(done.split.targets.users),
        validation=Chosen(
            way=validation.way,
            splits=validation.splits,
            share=validation.share,
            seed=validation.seed,
            objective=validation.objective,
            metrics=_rounded(trained.metrics),
            spread=_rounded(trained.spread),
            tried=[_attempt(one) for one in trained.tried],
        ),
        metrics=_rounded(done.metrics),
        by_seed=[_rounded(one) for one in done.by_seed],
        mean=_rounded(done.mean),
        spread=_rounded(done.spread),
        baseline=BASELINE,
        gains=[
            GainOverBaseline(metric=name, mean=round(one.mean, 5), low=round(one.low, 5), high=round(one.high, 5))
            for name, one in done.gains.items()
        ],
        guardrails=_rounded(done.guardrails),
        reach=_rounded(asdict(done.reach)),
        seconds=round(done.seconds, 2),
    )


def summary(told: CfReport) -> str:
    """The last line of `--json`."""
    return json.dumps(
        {
            "model": told.model,
            "users": told.users,
            "metrics": told.metrics,
            "parameters": told.parameters,
            "seconds": told.seconds,
        }
    )


def dumped(done: Evaluation) -> Iterator[str]:
    """`{"user": ..., "ranked": [item, ... up to 100]}` and a line end, a listener each."""
    names = done.split.train.items
    for user, row in zip(done.split.targets.names, done.ranked.items, strict=True):
        document = {"user": user, "ranked": [names[column] for column in row[row >= 0].tolist()]}
        yield json.dumps(document, ensure_ascii=False) + "\n"


def table(told: CfReport) -> str:
    """For reading."""
    chosen = told.validation
    lines = [
        f"{told.train_interactions:,} interactions of {told.train_users:,} listeners with {told.train_items:,} items to "
        f"learn from; {told.users:,} listeners with something to find",
        "",
        "".join(f"{name:>11}" for name in METRICS) + f"   validation, {chosen.splits} splits",
        *(_line(_named(one), one.metrics) for one in chosen.tried),
        "",
        f"chosen by {chosen.objective}: {told.model} {_plain(told.parameters)}",
        "",
        _line("test", told.metrics),
    ]
    if len(told.by_seed) > 1:
        lines += [
            _line(f"test, mean of {len(told.by_seed)} seeds", told.mean),
            _line("standard deviation", told.spread),
        ]
    lines += [
        "",
        *(
            f"  {one.metric:<26}{one.mean:>+10.4f}  [{one.low:+.4f}, {one.high:+.4f}] over {told.baseline}"
            for one in told.gains
        ),
    ]
    lines += ["", *(f"  {name:<26}{value:>10.4f}" for name, value in told.guardrails.items())]
    lines += ["", *(f"  {name.replace('_', ' '):<26}{value:>10.4f}" for name, value in told.reach.items())]
    return "\n".join([*lines, "", f"{told.seconds:.1f} s"])


def _attempt(one: Tried) -> Attempt:
    return Attempt(
        model=one.model,
        parameters=dict(one.parameters),
        metrics=_rounded(one.metrics),
        spread=_rounded(one.spread),
    )


def _rounded(figures: Metrics) -> Metrics:
    return {name: round(value, 5) for name, value in figures.items()}


def _line(title: str, figures: Metrics) -> str:
    return "".join(f"{figures[name]:>11.4f}" for name in METRICS) + f"   {title}"


def _named(one: Attempt) -> str:
    members = one.parameters.get("members")
    if members is None:
        return f"{one.model} {_plain(one.parameters)}"
    return f"{one.model} of {len(members)}, {one.parameters['fusion']}"


def _plain(parameters: dict[str, Any]) -> str:
    members = parameters.get("members")
    if members is None:
        return ", ".join(f"{name} {value}" for name, value in parameters.items())
    parts = [f"{one['weight']} x {one['model']} ({_plain(one['parameters'])})" for one in members]
    return f"{parameters['fusion']}\n  " + "\n  ".join(parts)
