"""What `echotune evaluate cf` shows in the terminal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import typer
from rich.console import Console

from echotune.core.errors import InvalidRequest
from echotune.training.cf.evaluation import evaluate
from echotune.training.cf.files import READERS, FileFormat
from echotune.training.cf.grids import ORDERED, UNORDERED
from echotune.training.cf.interactions import Interactions
from echotune.training.cf.report import dumped, report, summary, table
from echotune.training.cf.splits import Split, against, leave_last_out
from echotune.training.cf.trainer import LocalTrainer
from echotune.training.cf.validation import NEWEST, RANDOM


def cf(
    train: Path | None, test: Path | None, leave_last: Path | None, file_format: FileFormat, model: str,
    *, seeds: int, dump_to: Path | None, as_json: bool,
) -> None:  # fmt: skip
    """Choose, fit and measure a model of `CF_MODELS`; the test is read for the chosen point alone."""
    split = _split(train, test, leave_last, READERS[file_format])
    validation, grids = (NEWEST, ORDERED) if leave_last else (RANDOM, UNORDERED)
    with Console(stderr=True, quiet=as_json).status(f"Choosing the parameters of {model} on validation splits"):
        done = evaluate(split, LocalTrainer(validation), grids[model], seeds=seeds)
    if dump_to:
        _dump(dump_to, "".join(dumped(done)))
    told = report(done)
    typer.echo(table(told), err=as_json)
    if as_json:
        typer.echo(told.model_dump_json())
        typer.echo(summary(told))


def _split(
    train: Path | None, test: Path | None, leave_last: Path | None, read: Callable[[Path], Interactions]
) -> Split:
    if leave_last and not (train or test):
        return leave_last_out(read(leave_last))
    if train and test and not leave_last:
        return against(read(train), read(test))
    raise InvalidRequest("Give --train FILE and --test FILE, or --leave-last-out FILE.")


def _dump(dump_to: Path, text: str) -> None:
    try:
        dump_to.write_text(text, encoding="utf-8")
    except OSError as refused:
        raise InvalidRequest(f"{dump_to} cannot be written: {refused.strerror}.") from refused
