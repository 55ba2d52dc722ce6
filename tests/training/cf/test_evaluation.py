"""Figures, choosing, and the command."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import get_args, get_type_hints

import numpy as np
import pytest
from typer.testing import CliRunner

from echotune import cli
from echotune.training.cf.evaluation import evaluate
from echotune.training.cf.grids import ORDERED, UNORDERED, Grid, points
from echotune.training.cf.guardrails import gini, guardrails
from echotune.training.cf.interactions import Interactions
from echotune.training.cf.metrics import measured
from echotune.training.cf.models import CF_MODELS
from echotune.training.cf.ranking import rank, top
from echotune.training.cf.splits import against, hold_out
from echotune.training.cf.trainer import LocalTrainer
from echotune.training.cf.validation import Validation
from tests.training.cf.generated import groups

SMALL_BLEND = Grid(
    "blend",
    members=[
        Grid("ease", points(regularisation=[5.0, 20.0])),
        Grid("popularity"),
        Grid("spectral", points(factors=[8])),
    ],
    fusions=["z", "rank"],
)


def test_figures_are_those_of_the_definitions() -> None:
    """Two listeners, counted by hand: hits at places 2 and 15 of 3 targets, none of 1."""
    hits = np.zeros((2, 30), bool)
    hits[0, [1, 14, 25]] = True
    found = measured(hits, np.array([3, 1]))
    ideal = 1 + 1 / math.log2(3) + 1 / math.log2(4)
    assert found["recall@20"] == pytest.approx((2 / 3) / 2)
    assert found["hr@10"] == 0.5
    assert found["ndcg@10"] == pytest.approx(1 / math.log2(3) / ideal / 2)
    assert found["ndcg@20"] == pytest.approx((1 / math.log2(3) + 1 / math.log2(16)) / ideal / 2)


def test_ties_go_to_the_lower_column_and_what_was_heard_is_never_ranked() -> None:
    scores = np.array([[1, 3, 3, -np.inf, 1, 1]], np.float32)
    assert top(scores, 4).tolist() == [[1, 2, 0, 4]]
    assert top(scores, 6).tolist() == [[1, 2, 0, 4, 5, -1]]
    split = hold_out(groups(), 0.2, seed=1)
    ranked = rank(CF_MODELS["popularity"]().fit(split.train), split.train, split.targets)
    heard = split.train.matrix.toarray()[split.targets.users] > 0
    listed = np.zeros_like(heard)
    for row, items in enumerate(ranked.items):
        listed[row, items[items >= 0]] = True
    assert not (listed & heard).any()


def test_guardrails_are_those_of_the_definitions() -> None:
    train = Interactions.of(["a", "a", "b", "b", "c", "d"], ["x", "y", "x", "y", "z", "w"])
    told = guardrails(np.array([[0, 1, -1], [0, 2, -1]]), train)
    assert told["coverage@20"] == 3 / 4
    assert told["intra_list_distance@20"] == pytest.approx((0 + 1) / 2)  # x and y share all listeners, x and z none
    assert told["novelty@20"] == pytest.approx((1 + 1 + 1 + 2) / 4)
    assert gini(np.array([3, 3, 3])) == pytest.approx(0)
    assert gini(np.array([0, 0, 0, 9])) == pytest.approx(3 / 4)


@pytest.mark.parametrize("grids", [ORDERED, UNORDERED])
def test_every_model_has_a_default_grid_whose_points_can_be_built(grids: dict[str, Grid]) -> None:
    assert grids.keys() == CF_MODELS.keys()
    for grid in grids.values():
        for one in grid.members or [grid]:
            for point in one.points:
                assert CF_MODELS[one.model](**point).parameters.items() >= point.items()


def test_the_command_offers_every_model() -> None:
    told = get_type_hints(cli.evaluate_cf, include_extras=False)["model"]
    assert set(get_args(told)) == CF_MODELS.keys()


def test_a_blend_is_at_least_as_good_on_validation_as_its_best_member_and_drops_what_does_not_help() -> None:
    trained = LocalTrainer(Validation(splits=2)).train(groups(), SMALL_BLEND)
    singles = [one.metrics["ndcg@20"] for one in trained.tried if one.model != "blend"]
    assert trained.name == "blend"
    assert trained.metrics["ndcg@20"] >= max(singles) - 1e-9
    weights = {member["model"]: member["weight"] for member in trained.parameters["members"]}
    assert max(weights.values()) == 1.0
    assert weights.get("popularity", 0.0) < 0.3


def test_what_is_chosen_does_not_depend_on_the_test() -> None:
    """The same training against two different tests: all that was tried and chosen is the same."""
    train = groups()
    chosen = []
    for held in (groups(seed=2), groups(seed=3)):
        done = evaluate(against(train, held), LocalTrainer(Validation(splits=1)), SMALL_BLEND, seeds=1)
        chosen.append((done.trained.parameters, [one.metrics for one in done.trained.tried]))
    assert chosen[0] == chosen[1]


def test_seeds_are_told_apart_where_chance_has_a_part() -> None:
    split = hold_out(groups(), 0.2, seed=1)
    trainer = LocalTrainer(Validation(splits=1))
    factored = evaluate(split, trainer, Grid("als", points(factors=[4], regularisation=[1.0])), seeds=3)
    settled = evaluate(split, trainer, Grid("popularity"), seeds=3)
    assert (len(factored.by_seed), len(settled.by_seed)) == (3, 1)
    assert factored.spread["ndcg@20"] > 0


def sequences(folder: Path) -> Path:
    everything = groups(listeners=60)
    lines = [
        " ".join(
            [user.replace(" ", "_"), *(everything.items[item].replace(" ", "_") for item in everything.history(row)[0])]
        )
        for row, user in enumerate(everything.users)
    ]
    (folder / "sequences.txt").write_text("\n".join(lines) + "\n", "utf-8")
    return folder / "sequences.txt"


def test_the_command_ends_in_one_line_of_json_and_its_dump_scores_to_the_same_figure(tmp_path: Path) -> None:
    path, dump = sequences(tmp_path), tmp_path / "ranked.jsonl"
    ran = CliRunner().invoke(
        cli.cli,
        ["evaluate", "cf", "--leave-last-out", str(path), "--format", "sequences", "--model", "transitions",
         "--dump", str(dump), "--json"],
    )  # fmt: skip
    assert ran.exit_code == 0, ran.output
    last = json.loads(ran.stdout.splitlines()[-1])
    assert last.keys() == {"model", "users", "metrics", "parameters", "seconds"}
    assert (last["model"], last["users"]) == ("transitions", 60)
    newest = {line.split()[0]: line.split()[-1] for line in path.read_text("utf-8").splitlines()}
    ranked = [json.loads(line) for line in dump.read_text("utf-8").splitlines()]
    found = np.mean([newest[one["user"]] in one["ranked"][:10] for one in ranked])
    assert last["metrics"]["hr@10"] == pytest.approx(found, abs=1e-4)


@pytest.mark.parametrize("given", [[], ["--train", "a"], ["--train", "a", "--test", "b", "--leave-last-out", "c"]])
def test_the_command_wants_two_files_or_one(given: list[str]) -> None:
    ran = CliRunner().invoke(cli.cli, ["evaluate", "cf", *given])
    assert ran.exit_code != 0
    assert "--leave-last-out FILE" in str(ran.exception)
