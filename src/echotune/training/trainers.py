"""What can be trained. To add one: a file with `async def train(order)`, and an entry below."""

from __future__ import annotations

from echotune.training import collaborative, growing, taste
from echotune.training.content import training as content
from echotune.training.order import Trainer

TRAINERS: dict[str, Trainer] = {
    "taste": taste.train,
    "content": content.train,
    "cf": collaborative.train,
}
"""In the order in which `echotune train all` runs them."""

BETWEEN: dict[str, Trainer] = {"cf-growth": growing.train}
"""What is done between trainings, by schedule alone."""
