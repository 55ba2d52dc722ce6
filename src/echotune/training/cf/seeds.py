"""The same point of a grid under another seed."""

from __future__ import annotations

from typing import Any

from echotune.training.cf.collaborative_model import Parameters


def reseeded(parameters: Parameters, by: int) -> dict[str, Any]:
    """Each seed in the parameters, those of a blend's members too, moved on `by`."""
    moved = dict(parameters)
    if "seed" in moved:
        moved["seed"] += by
    if "members" in moved:
        moved["members"] = [{**member, "parameters": reseeded(member["parameters"], by)} for member in moved["members"]]
    return moved


def is_seeded(parameters: Parameters) -> bool:
    """Whether chance has a part in it at all."""
    return "seed" in parameters or any(is_seeded(member["parameters"]) for member in parameters.get("members", ()))
